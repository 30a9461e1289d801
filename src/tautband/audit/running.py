"""An audit from end to end: look at the files, put each patient's lines together, judge, write, count."""

from __future__ import annotations

import math
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tautband.audit.clock import Clock
from tautband.model.errors import InputError
from tautband.rulebook.book import Rulebook

if TYPE_CHECKING:
    from datetime import date

    from tautband.audit.judging import Settings, Share
    from tautband.audit.left_out import LeftOut
    from tautband.audit.looking import Seen
    from tautband.audit.memory import PeakMemory
    from tautband.audit.pieces import Piece
    from tautband.audit.summary import Summary
    from tautband.audit.workers import Workers
    from tautband.edits.from_arrow import HistoryScope

REPARTITIONED = "repartitioned"
WRITTEN = ("findings.parquet", "refused.csv", "what_if.parquet", "what_if.json", "report.html", "summary.json")
"""What an audit writes, the summary last: where it stands, the rest stands beside it."""
SHARE = 500_000
"""Lines judged together in one process, as far as the files allow."""
MOST_IN_ONE_SHARE = 1_500_000
"""A file with more lines is repartitioned, so that memory stays bounded."""
FEW = 200_000
"""Fewer lines are judged in this process: starting others costs more."""


def audit(
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    rulebook: Rulebook,
    workers: int = 2,
    history_scope: HistoryScope = "own_practice",
    payer: str | None = None,
    policy_date: date | None = None,
    what_if: Rulebook | None = None,
    set_aside: bool = False,
) -> Summary:
    """Judge every claim line of Parquet and CSV files by every edit in force, and write what was found.

    `out` receives `findings.parquet`, a row for each line and edit that fired or needs review; `summary.json`, with
    counts and denominators for each edit; and `report.html`. Not-evaluated answers are counted, not listed. All are
    moved into place whole. Each line is judged with all earlier and same-day lines of its patient, wherever they stand;
    nothing is known before the first date of the data. `history_scope` says whose services the files hold; `payer`
    stands on lines that name none. Lines without a readable claim, line, date, code or units are left out and told in
    `problems`. A claim without patient id is its own patient, within its file.

    A row of a CSV file with more or fewer cells than its header, or with text that is not UTF-8, stops the audit: which
    cell is which, no reader can say. With `set_aside` such rows are left out too, and `refused.csv` lists every line
    left out: its file, its row (from 1, the first below the header, empty lines not counted), over how many lines it
    runs where an open quote swallowed others, the column and the reason, and nothing of what the line holds.

    With `policy_date` the policies of that day bind every line, whatever its own; code sets, pairs, unit limits and
    fees stay those of the date of service. With `what_if`, another rule book over the same tables, `what_if.parquet`
    and `what_if.json` tell what it would change; no finding of its own stands among the others.

    Raises InputError for files that cannot be read, when a working process is ended from outside, or when the extra
    `audit` is not installed.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise InputError("audit", "pyarrow is not installed", "Run: pip install 'tautband[audit]'") from error
    from tautband.audit.judging import Settings
    from tautband.audit.memory import PeakMemory
    from tautband.rulebook.packed import day_number

    if workers < 1:
        raise InputError("workers", f"{workers} is no number of processes", "Give 1 or more.")
    clock = Clock()
    settings = Settings(None, history_scope, payer, day_number(policy_date) if policy_date else None, set_aside)
    folder = Path(out)
    was_there = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".audit-", dir=folder))
    except OSError as error:
        raise InputError(str(folder), "cannot be written to", "Give a folder you may write to.") from error
    try:
        with PeakMemory() as memory:
            summary = _audit(paths, scratch, rulebook, what_if, workers, settings, clock, memory)
        _put_in_place(scratch, folder)
        return summary
    except BrokenProcessPool as error:
        advice = (
            "Give the machine more memory or ask for one worker; a script calls audit under __name__ == '__main__'."
        )
        raise InputError("audit", "a working process was ended from outside or could not start", advice) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        if not was_there and not any(folder.iterdir()):  # nothing came of it: leave nothing behind
            folder.rmdir()


def _audit(
    paths: Iterable[str | Path],
    scratch: Path,
    rulebook: Rulebook,
    what_if: Rulebook | None,
    workers: int,
    settings: Settings,
    clock: Clock,
    memory: PeakMemory,
) -> Summary:
    from tautband.audit.looking import look
    from tautband.audit.pieces import files_of, pieces_of
    from tautband.audit.report import write_report
    from tautband.audit.summary import summary_of
    from tautband.audit.total import Total
    from tautband.audit.workers import Workers

    files = [tuple(pieces_of(path, settings.set_aside)) for path in files_of(paths)]
    lines = sum(piece.lines for pieces in files for piece in pieces)
    count = workers if lines > FEW else 1
    with Workers(count, rulebook, what_if) as pool:
        seen = look(files, pool)
        settings = replace(settings, known_from=seen.first_day)
        clock.lap("survey")
        total = Total(rulebook, what_if)
        with ExitStack() as stack:
            leave_out = total.leaving_out(scratch, stack, settings.set_aside)
            read, shares = _shares(files, seen, pool, settings, scratch, leave_out)
            clock.lap("repartition" if read == REPARTITIONED else "survey")
            write = total.opened(scratch, stack)
            for part in pool.judge(shares, settings, scratch):
                leave_out(part.left_out)
                write(part)
        clock.lap("judge")
    summary = summary_of(total, settings, files=len(files), read=read, workers=count, clock=clock, peak=memory.peak)
    summary.write(scratch)
    write_report(summary, scratch / "report.html")
    return summary


def _shares(
    files: Sequence[tuple[Piece, ...]],
    seen: Seen,
    pool: Workers,
    settings: Settings,
    scratch: Path,
    leave_out: Callable[[LeftOut], None],
) -> tuple[str, list[Share]]:
    """How patients are put together, and the lines to judge together; lines left out on the way are told."""
    from tautband.audit.judging import Share
    from tautband.audit.pieces import joined

    if sum(seen.lines) <= SHARE:
        return "in one piece", [Share(tuple(piece for pieces in files for piece in pieces))]
    if max(seen.lines) <= MOST_IN_ONE_SHARE and seen.apart:
        whole = [(joined(pieces),) for pieces in files]
        return "by file", [Share(pieces) for pieces in bundles(whole, seen.lines)]
    number = math.ceil(sum(seen.lines) / SHARE)
    for left_out in pool.spread([piece for pieces in files for piece in pieces], settings, number, scratch):
        leave_out(left_out)
    spooled = [sorted(map(str, (scratch / str(share)).glob("*"))) for share in range(number)]
    return REPARTITIONED, [Share(spooled=tuple(some)) for some in spooled if some]


def _put_in_place(scratch: Path, folder: Path) -> None:
    """Move what was written into the folder. No old summary stands beside new findings, and nothing of an earlier audit
    stays that this one did not write.
    """
    (folder / "summary.json").unlink(missing_ok=True)
    for name in WRITTEN:
        if (scratch / name).exists():
            (scratch / name).replace(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)


def bundles(files: Sequence[tuple[Piece, ...]], sizes: Sequence[int]) -> list[tuple[Piece, ...]]:
    """Files taken together, in order, until they hold about SHARE lines."""
    together: list[tuple[Piece, ...]] = []
    held: tuple[Piece, ...] = ()
    lines = 0
    for pieces, size in zip(files, sizes, strict=True):
        if held and lines + size > SHARE:
            together.append(held)
            held, lines = (), 0
        held, lines = held + pieces, lines + size
    return [*together, held]
