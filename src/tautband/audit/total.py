"""What all shares of an audit found, added up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tautband.audit.clock import Clock
from tautband.audit.findings import SCHEMA
from tautband.audit.judging import Judged
from tautband.audit.left_out import REFUSED, Faults, LeftOut, refused_file
from tautband.audit.practice import Practice
from tautband.audit.rates import Rates
from tautband.audit.tallies import Tallies
from tautband.audit.what_if import CHANGES, AllChanges
from tautband.audit.writing import whole_file
from tautband.rulebook.book import Rulebook


class Total:
    """Counts, rates, habits, problems and times of the shares added so far. `digest` is that of the findings, in any
    order.
    """

    def __init__(self, rulebook: Rulebook, what_if: Rulebook | None) -> None:
        self.rulebook = rulebook
        self.tallies = Tallies.of(rulebook)
        self.rates = Rates()
        self.practice = Practice()
        self.faults: list[Faults] = []
        self.left_out = 0
        self.in_quotes: dict[str, int] = {}
        self.seconds = Clock().seconds
        self.findings = 0
        self.digest = 0
        self.what_if = None if what_if is None else AllChanges(what_if)

    def leaving_out(self, folder: Path, stack: ExitStack, listed: bool) -> Callable[[LeftOut], None]:
        """A function that adds the lines left out of a share, and with `listed` appends them to the list in `folder`,
        which `stack` closes.
        """
        append = stack.enter_context(refused_file(folder / REFUSED)) if listed else None

        def add(part: LeftOut) -> None:
            self.faults.append(part.faults)
            self.left_out += part.lines
            self.in_quotes |= part.in_quotes
            if append is not None and part.listed is not None:
                append(part.listed)

        return add

    def opened(self, folder: Path, stack: ExitStack) -> Callable[[Judged], None]:
        """A function that adds a share and appends its rows to the files in `folder`, which `stack` closes."""
        findings = stack.enter_context(whole_file(folder / "findings.parquet", SCHEMA))
        changes = None
        if self.what_if is not None:
            changes = stack.enter_context(whole_file(folder / "what_if.parquet", CHANGES))

        def add(part: Judged) -> None:
            self._add(part)
            findings(part.findings)
            if changes is not None and part.what_if is not None:
                changes(part.what_if.rows)

        return add

    def _add(self, part: Judged) -> None:
        self.tallies.add(part.tallies)
        self.rates.add(part.rates)
        self.practice.add(part.practice)
        self.findings += part.count
        self.digest = (self.digest + part.digest) % 2**64
        for stage, spent in part.seconds.items():
            self.seconds[stage] += spent
        if self.what_if is not None and part.what_if is not None:
            self.what_if.add(part.what_if)
