"""The summary of an audit: counts with denominators, what could not be read, what it cost."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tautband import __version__
from tautband.audit.judging import Faults
from tautband.rulebook.packed import day_date

_MOST_ROWS_TOLD = 10


@dataclass(frozen=True)
class Summary:
    """What an audit found. `edits` holds the counts of each edit by its id; `digest` is that of the findings, whatever
    their order. `problems` are lines left out, by file and column, with the first row numbers.
    """

    rulebook: str
    lines: int
    files: int
    findings: int
    digest: int
    edits: dict[str, dict[str, int]]
    problems: tuple[dict[str, Any], ...]
    known_from: str | None
    history_scope: str
    read: str
    """How patients were put together: `in one piece`, `by file` (no patient stands in two files) or `repartitioned`."""
    workers: int
    seconds: float
    stages: dict[str, float]
    peak_memory: int
    """Of the whole process tree, in bytes. `stages` are wall seconds: survey, repartition and judge one after the
    other, then the parts of judging (read, pack, order, edits, findings), in one process on average.
    """

    def document(self) -> dict[str, Any]:
        """The summary as the JSON of `summary.json`."""
        return {
            "schema": 1,
            "made_with": {"tautband": __version__, "rulebook": self.rulebook},
            "lines": self.lines,
            "files": self.files,
            "findings": self.findings,
            "digest": f"{self.digest:016x}",
            "known_from": self.known_from,
            "history_scope": self.history_scope,
            "read": self.read,
            "workers": self.workers,
            "seconds": round(self.seconds, 3),
            "stages": {stage: round(seconds, 3) for stage, seconds in self.stages.items()},
            "peak_memory": self.peak_memory,
            "edits": self.edits,
            "problems": list(self.problems),
        }

    def write(self, path: Path) -> None:
        """Write `summary.json`."""
        path.write_text(json.dumps(self.document(), indent=1) + "\n", encoding="utf-8")


def problems_of(faults: Iterable[Faults]) -> tuple[dict[str, Any], ...]:
    """Problems of one file, column and reason together."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for file, problem in (fault for some in faults for fault in some):
        entry = found.setdefault(
            (file, problem.column, problem.says),
            {"file": file, "column": problem.column, "says": problem.says, "lines": 0, "rows": []},
        )
        entry["lines"] += problem.count
        entry["rows"] = sorted({*entry["rows"], *problem.rows})[:_MOST_ROWS_TOLD]
    return tuple(found[key] for key in sorted(found))


def day_text(day: int | None) -> str | None:
    """A day number as its date."""
    return None if day is None else day_date(day).isoformat()
