"""Answers that a line's code alone settles: counted by the thousand, never written out row by row.

Most lines of an audit are clear because nothing about them can break the rule: one unit, no modifier, no other line
that day. A kind says which rows it must look at; the others are counted from how many lines each cell and code has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import Mask, Rows
from tautband.edits.verdict import Outcome, Reason, Verdict

OUTCOMES = Outcome.NOT_EVALUATED + 1


@dataclass(frozen=True)
class Settled:
    """What a kind answers every row but those of `but` (ascending), whatever the day.

    That is clear; where `unknown` holds, for the edit (row) and code (column), not evaluated, since no table read holds
    the code. None: nowhere.
    """

    but: Rows
    unknown: Mask | None = None

    def verdict(self, edit: NDArray[np.intp], code: NDArray[np.int32]) -> Verdict:
        """The answers to questions of the edits and codes with these numbers, where there are no rows to look at."""
        outcome = np.zeros(len(edit), np.int8)
        if self.unknown is None:
            return Verdict(outcome)
        unknown = self.unknown[edit, code]
        outcome[unknown] = Outcome.NOT_EVALUATED
        return Verdict(outcome, reason=np.where(unknown, Reason.LIST_NOT_KNOWN, Reason.NONE))


def counted(
    settled: Settled,
    touched: Mask,
    cell: NDArray[np.intp],
    edit: NDArray[np.intp],
    lines: NDArray[np.int64],
    listed: tuple[NDArray[np.intp], NDArray[np.int32]],
) -> NDArray[np.int64]:
    """How often each edit (row) gives each outcome (column) to the questions that are not listed.

    `touched` says which codes each edit judges; edit number `edit[i]` is in force in cell `cell[i]`, and `lines` counts
    the lines of each cell and code. `listed` names the edit and code of every question that is judged by itself.
    """
    found = np.zeros((len(touched), OUTCOMES), np.int64)
    edits, codes = listed
    for number, asked in enumerate(touched):
        here = lines[cell[edit == number]]
        by_code = here.sum(axis=0) - np.bincount(codes[edits == number], minlength=lines.shape[1])
        unknown = asked & settled.unknown[number] if settled.unknown is not None else np.zeros_like(asked)
        found[number, Outcome.NOT_EVALUATED] = by_code[unknown].sum()
        found[number, Outcome.CLEAR] = by_code[asked & ~unknown].sum()
    return found
