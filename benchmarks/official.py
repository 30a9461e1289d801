"""Loading a whole quarter of procedure pairs, as text and as workbook, and asking it: `python -m benchmarks.official`.

The pairs are invented: 2.5 million rows in four parts, in the published layout, over codes of every leading digit.
The data directory is a temporary one. Beside each load stands its floor in the same run: the lines read and cut.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np

PARTS = 4
HEAD = """Invented pairs in the published layout
Column 1/Column 2 Edits, practitioner
\t\t* = in\t\t\tModifier\t
\t\texistence\t\tDeletion\t0 = not allowed\t
\t\tprior to\tEffective\tDate\t1 = allowed\t
Column 1\tColumn 2\t1996\tDate\t* = no data\t9 = not applicable\tReason
"""


def codes(count: int) -> list[str]:
    digits = [f"{number:05d}" for number in range(10004, 99_900, 90_000 // count)]
    return digits + [f"{letter}{number:04d}" for letter in "CGJQ" for number in range(100, 500, 4)]


def rows(count: int) -> Iterator[str]:
    """Rows in order of column 1; one in twenty pairs ended and came back the other way round."""
    known = codes(11_000)
    each = count // len(known) + 1
    step = np.random.default_rng(5)
    made = 0
    for column1 in known:
        for at in sorted(step.choice(len(known), each, replace=False).tolist()):
            if made == count:
                return
            if (column2 := known[at]) == column1:
                continue
            made += 1
            ended = "20191231" if made % 20 == 0 else "*"
            reason = f"An invented reason of usual length {made % 15}"
            yield f"{column1}\t{column2}\t\t20100101\t{ended}\t{made % 2}\t{reason}"


def write_text(directory: Path, count: int) -> list[Path]:
    paths = [directory / f"ccipra-v322r0-f{part}.txt" for part in range(1, PARTS + 1)]
    each, source = count // PARTS + 1, rows(count)
    for path in paths:
        with path.open("w") as file:
            file.write(HEAD)
            for _, row in zip(range(each), source, strict=False):
                file.write(row + "\n")
    return paths


def write_workbooks(directory: Path, texts: list[Path]) -> list[Path]:
    """The same rows as workbooks, texts shared, as a spreadsheet program saves them."""
    return [_workbook(directory / f"{path.stem}.xlsx", path) for path in texts]


def _workbook(path: Path, text: Path) -> Path:
    shared: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet, text.open() as lines:
            sheet.write(b'<?xml version="1.0"?><worksheet><sheetData>')
            for number, line in enumerate(lines, 1):
                cells = "".join(
                    f'<c r="{"ABCDEFG"[at]}{number}" s="1" t="s"><v>{shared.setdefault(cell, len(shared))}</v></c>'
                    for at, cell in enumerate(line.rstrip("\n").split("\t")) if cell
                )  # fmt: skip
                sheet.write(f'<row r="{number}" spans="1:7">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        strings = "".join(f"<si><t>{text.replace('&', '&amp;').replace('<', '&lt;')}</t></si>" for text in shared)
        archive.writestr("xl/sharedStrings.xml", f"<sst>{strings}</sst>")
    return path


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def floor(paths: list[Path]) -> int:
    total = 0
    for path in paths:
        with path.open(encoding="latin-1") as file:
            for line in file:
                total += len(line.split("\t"))
    return total


def main(count: int = 2_500_000, workbooks: bool = True) -> None:
    from tautband.rulebook.official.loading import load

    with tempfile.TemporaryDirectory() as held:
        directory = Path(held)
        os.environ["TAUTBAND_DATA"] = str(directory / "data")
        texts = write_text(directory, count)
        print(f"{count:,} pairs in {PARTS} parts, {sum(path.stat().st_size for path in texts) / 1e6:.0f} MB of text")
        base = seconds(lambda: floor(texts))
        print(f"  floor: lines read and cut        {base:6.1f} s")
        took = seconds(lambda: load(texts, date(2026, 7, 1)))
        print(f"  text loaded                      {took:6.1f} s   {took / base:.1f} x floor (target 30 s)")
        ask(directory)
        if workbooks:
            books = write_workbooks(directory, texts)
            took = seconds(lambda: load(books, date(2026, 7, 1)))
            print(f"  workbooks loaded                 {took:6.1f} s   (target 180 s)")


def ask(directory: Path) -> None:
    from tautband.rulebook.tables.opening import Tables

    Tables.open.cache_clear()
    opened = seconds(lambda: Tables.open().pairs)
    pairs = Tables.open().pairs
    known = pairs.neighbourhood()
    pick = np.random.default_rng(7)
    one, two = pick.choice(known, 1_000_000).astype(np.int32), pick.choice(known, 1_000_000).astype(np.int32)
    days = np.full(1_000_000, 20_600, np.int32)
    million = seconds(lambda: pairs.lookup(one, two, days))
    again = seconds(lambda: pairs.lookup(one, two, days))
    single = seconds(lambda: [pairs.pair("20552", "20553", date(2026, 3, 2)) for _ in range(1000)])
    size = sum(path.stat().st_size for path in (directory / "data").rglob("*") if path.is_file())
    print(f"  kept on disk                     {size / 1e6:6.0f} MB, opened in {opened * 1000:.1f} ms")
    print(f"  a million look-ups               {million:6.2f} s   again {again:.2f} s")
    print(f"  one pair                         {single:6.3f} ms")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
