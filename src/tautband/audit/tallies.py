"""How often each edit was in force, asked, answered and fired: numerators with their denominators."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch
from tautband.edits.run import Answers, InForce
from tautband.edits.scrub import POLICED
from tautband.edits.verdict import Outcome
from tautband.edits.words import NO_POLICY
from tautband.rulebook.book import Rulebook
from tautband.rulebook.scope import Cell

COUNTS = ("seen", "eligible", "evaluated", "fired", "review", "not_evaluated")
"""What is counted of an edit: lines in force for, asked of, answered, and the answers."""
_OUTCOMES = int(Outcome.NOT_EVALUATED) + 1


@dataclass
class Tallies:
    """Counts by edit number. `seen`: lines for whose payer, place and date the edit was in force. `outcomes` has a row
    an edit and a column an Outcome. `unpoliced`: lines that only a payer's own policy could judge, and none is known.
    """

    outcomes: NDArray[np.int64]
    seen: NDArray[np.int64]
    lines: int = 0
    unpoliced: int = 0
    _lines_in: Counter[Cell] = field(default_factory=Counter)

    @classmethod
    def of(cls, rulebook: Rulebook) -> Tallies:
        """All zero."""
        return cls(np.zeros((len(rulebook), _OUTCOMES), np.int64), np.zeros(len(rulebook), np.int64))

    def count_lines(self, batch: ClaimBatch, rulebook: Rulebook, force: InForce) -> None:
        """Count the judged lines of a batch by the cell they lie in."""
        self.lines += len(force.rows)
        for cell, lines in zip(
            force.cells, np.bincount(force.cell_at, minlength=len(force.cells)).tolist(), strict=True
        ):
            self._lines_in[cell] += lines
        uncovered = np.array([not cell.covered for cell in force.cells], np.bool_)
        if uncovered.any():
            policed = rulebook.in_code_set(np.array([rulebook.groups[POLICED]]), batch.codes)[0]
            self.unpoliced += int((uncovered[force.cell_at] & policed[batch.code_at[force.rows]]).sum())

    def count(self, answers: Answers) -> None:
        """Count the answers of one kind, listed or not."""
        if answers.unlisted is not None:
            edits, unlisted = answers.unlisted
            self.outcomes[edits] += unlisted
        if not len(answers.edits):
            return
        edit = int(answers.edits[0])
        if (answers.edits == edit).all():
            counts = [np.count_nonzero(answers.outcome == outcome) for outcome in range(1, _OUTCOMES)]
            self.outcomes[edit] += (len(answers.outcome) - sum(counts), *counts)
            return
        cell = answers.edits.astype(np.int64) * _OUTCOMES + answers.outcome
        self.outcomes += np.bincount(cell, minlength=self.outcomes.size).reshape(self.outcomes.shape)

    def settle(self) -> None:
        """Turn the lines of each cell into lines seen by each of its edits."""
        for cell, lines in self._lines_in.items():
            self.seen[[bound.edit for bound in cell.edits]] += lines
        self._lines_in.clear()

    def add(self, other: Tallies) -> None:
        """Add the counts of another part of the data."""
        self.outcomes += other.outcomes
        self.seen += other.seen
        self.lines += other.lines
        self.unpoliced += other.unpoliced

    def by_edit(self, rulebook: Rulebook) -> dict[str, dict[str, int]]:
        """The counts under each edit's id, revisions together, for edits that were in force for some line."""
        table: dict[str, dict[str, int]] = {}
        for number, name in enumerate(rulebook.edit_ids()):
            if self.seen[number]:
                clear, fired, review, not_evaluated = self.outcomes[number].tolist()
                evaluated = clear + fired + review
                counts = (int(self.seen[number]), evaluated + not_evaluated, evaluated, fired, review, not_evaluated)
                held = table.setdefault(name, dict.fromkeys(COUNTS, 0))
                for key, value in zip(COUNTS, counts, strict=True):
                    held[key] += value
        if self.unpoliced:
            alike = {"seen": self.unpoliced, "eligible": self.unpoliced, "not_evaluated": self.unpoliced}
            table[NO_POLICY] = {**dict.fromkeys(COUNTS, 0), **alike}
        return dict(sorted(table.items()))
