"""The parts of README.md that the program writes itself.

Run `python tests/guards/readme.py` to write them anew after the output changed.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from corpus.page import WHAT

README = Path(__file__).parents[2] / "README.md"
PART = re.compile(r"(<!-- begin: (?P<what>[^>]*) -->\n).*?(<!-- end -->)", re.S)


def written(what: str) -> str:
    """The text of one part: one of the tables below, or the output of a command."""
    tables = {"coverage": coverage, "accuracy": accuracy, "first runs": first_runs}
    return tables[what]() if what in tables else f"```\n{output(what)}```\n"


def output(command: str) -> str:
    """What `tautband ...` prints where there is no terminal, without blanks at line ends and without the digest."""
    arguments = command.split()
    ran = subprocess.run(
        [sys.executable, "-m", *arguments], capture_output=True, text=True, check=False, cwd=README.parent
    )
    shown = re.sub(r"sha256:[0-9a-f]+", "sha256:...", ran.stdout)
    return "".join(f"{line.rstrip()}\n" for line in shown.splitlines())


def coverage() -> str:
    """A row for each payer of the rule book: its policies with their dates of service, edits and evidence."""
    from tautband.cli.policies import listing
    from tautband.shipped import shipped_rulebook

    payers: dict[str, list[dict[str, Any]]] = {}
    for row in listing(shipped_rulebook(), None):
        payers.setdefault(row["policy"].split("/")[0], []).append(row)
    lines = ["| Payer | Policies and their dates of service | Edits | Evidence |", "|---|---|---|---|"]
    for payer, rows in payers.items():
        policies = "; ".join(f"{row['policy'].split('/')[1]} {_dates(row)}" for row in rows)
        evidence = ", ".join(dict.fromkeys(row["evidence"] for row in rows))
        lines.append(f"| `{payer}` | {policies} | {sum(row['edits'] for row in rows)} | {evidence} |")
    return "\n".join(lines) + "\n"


def accuracy() -> str:
    """The main figures on the notes the reader was developed on."""
    from tautband.cli.evaluating import measured

    report = measured(README.parent / "tests/corpus/development/gold.jsonl")
    right, of = report.exact["exact code, codeable notes"]
    rows = [
        ("labelled notes", f"{report.notes}"),
        ("exact trigger point code, of the notes that can be coded", f"{right} of {of}"),
        ("coded above what the note supports", f"{len(report.overcoded)}"),
        ("muscle and side, F1", f"{report.fields['muscle and side'].f1:.3f}"),
        ("documentation elements, F1", f"{report.fields['documentation'].f1:.3f}"),
    ]
    return "| Measure | Figure |\n|---|---|\n" + "".join(f"| {name} | {figure} |\n" for name, figure in rows)


def first_runs() -> str:
    """What the reader made of the batches of notes when it first met them: the last five, the others by their kind."""
    entries = tomllib.loads((README.parent / "tests/corpus/first_runs.toml").read_text(encoding="utf-8"))["first_run"]
    head = "| Notes it had never met | Exact code | Coded above | Muscle and side, F1 |\n|---|---|---|---|\n"
    kinds = {ODD: entries[:9], ORDINARY: entries[9:21], FULL: entries[21:-LAST]}
    kinds |= {WHAT[entry["batch"]]: [entry] for entry in entries[-LAST:]}
    return head + "".join(_summed(what.format(len(batches)), batches) for what, batches in kinds.items())


LAST = 5
ODD = "{} batches, odder each time; F1 their median"
ORDINARY = "{} batches of ordinary days; F1 their median"
FULL = "{} batches of full charts; F1 their median"


def _summed(what: str, batches: Sequence[Mapping[str, Any]]) -> str:
    exact, codeable, above, notes = (
        sum(batch[name] for batch in batches) for name in ("exact_code", "codeable", "coded_above", "notes")
    )
    f1 = statistics.median(batch["muscle_and_side_f1"] for batch in batches)
    return f"| {what} | {exact} of {codeable} | {above} of {notes} | {f1:.3f} |\n"


def _dates(row: Mapping[str, Any]) -> str:
    first, last = row["first_service_date"], row["last_service_date"]
    if first is None:
        return "(start not known)"
    return f"({first} to {last})" if last else f"(from {first})"


def parts() -> dict[str, str]:
    """Each part as README.md holds it now, by what it shows."""
    text = README.read_text(encoding="utf-8")
    return {m["what"]: m.group()[len(m[1]) : -len(m[3])] for m in PART.finditer(text)}


if __name__ == "__main__":
    renewed = PART.sub(lambda m: m[1] + written(m["what"]) + m[3], README.read_text(encoding="utf-8"))
    README.write_text(renewed, encoding="utf-8")
