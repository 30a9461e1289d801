"""The distinct codes that each clinician billed for a patient on a day, beside the rows that ask for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch, Rows


@dataclass(frozen=True)
class DayCodes:
    """What was asked, each code of a clinician's day once, and what else was billed for the patient that day.

    `asked` holds a row of each code asked, and `at` says of each row that asked which of them is its own. `beside` is
    a row of another code, or of another clinician, of the day of `asked[of]`.
    """

    asked: Rows
    at: NDArray[np.intp]
    of: NDArray[np.intp]
    beside: Rows


def day_codes(batch: ClaimBatch, rows: Rows) -> DayCodes:
    """The codes of the patient's day beside those of some rows.

    Distinct codes and not lines: line by line, a day of 100,000 lines would give ten thousand million.
    """
    days = int(batch.same_day[-1]) + 1 if len(batch) else 0
    asked_days = np.zeros(days, np.bool_)
    asked_days[batch.same_day[rows]] = True
    members = asked_days[batch.same_day].nonzero()[0]
    _, first, which = np.unique(batch.visit_code[members], return_index=True, return_inverse=True)
    heads = members[first]  # ascending by visit: the codes of a day lie together
    head_of = np.full(len(batch), -1, np.intp)
    head_of[members] = which
    asked, at = np.unique(head_of[rows], return_inverse=True)
    ends = np.searchsorted(batch.same_day[heads], np.arange(days), side="right")
    begins = np.concatenate(([0], ends[:-1]))
    day = batch.same_day[heads[asked]]
    count = ends[day] - begins[day]
    of = np.arange(len(asked)).repeat(count)
    beside = begins[day][of] + np.arange(len(of)) - (count.cumsum() - count).repeat(count)
    other = beside != asked[of]
    return DayCodes(heads[asked], at, of[other], heads[beside[other]])
