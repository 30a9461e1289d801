"""The summary of an audit: counts with denominators, what could not be read, what it cost."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tautband import __version__
from tautband.audit.clock import Clock
from tautband.audit.judging import Settings
from tautband.audit.left_out import REFUSED, Faults
from tautband.audit.practice import Practice
from tautband.audit.rates import Rates
from tautband.audit.tallies import COUNTS
from tautband.audit.total import Total
from tautband.audit.what_if import WAYS, AllChanges
from tautband.edits.arrow_packing import MOST_ROWS_TOLD
from tautband.rulebook.packed import day_date


@dataclass(frozen=True)
class WhatIf:
    """What another rule book would change. `edits` holds, for each edit that changes or whose counts do, how many lines
    change in which way, and its counts before and after.
    """

    rulebook: str
    changed_lines: int
    changed_claims: int
    edits: dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Summary:
    """What an audit found. `edits` holds the counts of each edit by its id; `digest` is that of the findings, whatever
    their order. `left_out` counts the lines that could not be read; `problems` tells them by file and column, with the
    first row numbers, and `refused` names the file that lists them all, None where none was asked for. `rates` count
    lines with findings by payer and by clinician, `practice` is how clinicians bill injections. `policy_date` is the
    day whose policies bound every line, None for its own. `in_quotes` counts by CSV file the lines that stand inside a
    value in quotes, as the rest of a remark does and a claim line behind a quote that nothing closes.
    """

    rulebook: str
    lines: int
    files: int
    findings: int
    digest: int
    edits: dict[str, dict[str, int]]
    rates: Rates
    practice: Practice
    left_out: int
    problems: tuple[dict[str, Any], ...]
    refused: str | None
    in_quotes: dict[str, int]
    known_from: str | None
    history_scope: str
    policy_date: str | None
    read: str
    """How patients were put together: `in one piece`, `by file` (no patient stands in two files) or `repartitioned`."""
    workers: int
    seconds: float
    stages: dict[str, float]
    peak_memory: int
    """Of the whole process tree, in bytes. `stages` are wall seconds: survey, repartition and judge one after the
    other, then the parts of judging (read, pack, order, edits, findings), in one process on average.
    """
    what_if: WhatIf | None = None

    def document(self) -> dict[str, Any]:
        """The summary as the JSON of `summary.json`."""
        return {
            **self._opening(self.rulebook),
            "lines": self.lines,
            "files": self.files,
            "findings": self.findings,
            "digest": f"{self.digest:016x}",
            "known_from": self.known_from,
            "history_scope": self.history_scope,
            "policy_date": self.policy_date,
            "read": self.read,
            "workers": self.workers,
            "seconds": round(self.seconds, 3),
            "stages": {stage: round(seconds, 3) for stage, seconds in self.stages.items()},
            "peak_memory": self.peak_memory,
            "edits": self.edits,
            "practice": self.practice.in_all()._asdict(),
            "payers": {payer: asdict(counted) for payer, counted in sorted(self.rates.payers.items())},
            "left_out": self.left_out,
            "problems": list(self.problems),
            "refused": self.refused,
            "in_quotes": self.in_quotes,
        }

    def changes(self) -> dict[str, Any] | None:
        """What another rule book would change, as the JSON of `what_if.json`."""
        if self.what_if is None:
            return None
        return {
            **self._opening(self.rulebook),
            "what_if": {"rulebook": self.what_if.rulebook},
            "policy_date": self.policy_date,
            "lines": self.lines,
            "changed_lines": self.what_if.changed_lines,
            "changed_claims": self.what_if.changed_claims,
            "edits": self.what_if.edits,
        }

    def _opening(self, rulebook: str) -> dict[str, Any]:
        return {"schema": 1, "made_with": {"tautband": __version__, "rulebook": rulebook}}

    def write(self, folder: Path) -> None:
        """Write `summary.json`, and `what_if.json` where another rule book was asked."""
        for name, document in (("summary.json", self.document()), ("what_if.json", self.changes())):
            if document is not None:
                (folder / name).write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def summary_of(
    total: Total, settings: Settings, *, files: int, read: str, workers: int, clock: Clock, peak: int
) -> Summary:
    """The summary of all shares added up."""
    edits = total.tallies.by_edit(total.rulebook)
    return Summary(
        rulebook=total.rulebook.digest,
        lines=total.tallies.lines,
        files=files,
        findings=total.findings,
        digest=total.digest,
        edits=edits,
        rates=total.rates,
        practice=total.practice,
        left_out=total.left_out,
        problems=problems_of(total.faults),
        refused=REFUSED if settings.set_aside else None,
        in_quotes=dict(sorted(total.in_quotes.items())),
        known_from=day_text(settings.known_from),
        history_scope=settings.history_scope,
        policy_date=day_text(settings.policy_day),
        read=read,
        workers=workers,
        seconds=time.perf_counter() - clock.begun,
        stages={**clock.seconds, **{stage: spent / workers for stage, spent in total.seconds.items()}},
        peak_memory=peak,
        what_if=None if total.what_if is None else _what_if(total.what_if, edits),
    )


def _what_if(changes: AllChanges, before: dict[str, dict[str, int]]) -> WhatIf:
    after = changes.tallies.by_edit(changes.rulebook)
    none = dict.fromkeys(COUNTS, 0)
    ways = dict.fromkeys(WAYS, 0)
    edits = {
        edit: {
            **ways,
            **changes.edits.get(edit, {}),
            "before": before.get(edit, none),
            "after": after.get(edit, none),
        }
        for edit in sorted({*before, *after})
        if edit in changes.edits or before.get(edit) != after.get(edit)
    }
    return WhatIf(changes.rulebook.digest, changes.rows, changes.claims, edits)


def problems_of(faults: Iterable[Faults]) -> tuple[dict[str, Any], ...]:
    """Problems of one file, column and reason together."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for file, problem in (fault for some in faults for fault in some):
        entry = found.setdefault(
            (file, problem.column, problem.says),
            {"file": file, "column": problem.column, "says": problem.says, "lines": 0, "rows": []},
        )
        entry["lines"] += problem.count
        entry["rows"] = sorted({*entry["rows"], *problem.rows})[:MOST_ROWS_TOLD]
    return tuple(found[key] for key in sorted(found))


def day_text(day: int | None) -> str | None:
    """A day number as its date."""
    return None if day is None else day_date(day).isoformat()
