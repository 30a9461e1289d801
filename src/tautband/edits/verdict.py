"""What a kind answers: an outcome for each row and edit it was asked about, with the numbers behind it."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import Mask, Rows


class Outcome:
    """The four outcomes, as the numbers that verdicts hold. Plain numbers: an enum's members are slow to name."""

    CLEAR: Final = 0
    FIRE: Final = 1
    REVIEW: Final = 2
    NOT_EVALUATED: Final = 3


class Reason:
    """Why an edit was not evaluated: the closed list of `model.finding.NotEvaluatedReason`, in its order."""

    NONE: Final = -1
    NO_HISTORY: Final = 0
    OTHER_PROVIDERS_HISTORY: Final = 1
    LIST_NOT_KNOWN: Final = 2
    TABLE_OUT_OF_DATE: Final = 3
    PAYER_NOT_COVERED: Final = 4
    NO_NOTE: Final = 5
    NOTE_SILENT: Final = 6


class Verdict(NamedTuple):
    """Outcomes of one kind over n questions.

    `reason` says why a question was not evaluated. `other` is another row that explains the outcome, -1 for none; `a`
    and `b` are the kind's two slots, told where it fired or needs review; `lowered` asks for one severity less (a table
    carried forward past its last quarter). What a kind does not use is None.
    """

    outcome: NDArray[np.int8]
    reason: NDArray[Any] | None = None
    other: Rows | None = None
    a: NDArray[Any] | None = None
    b: NDArray[Any] | None = None
    lowered: Mask | None = None


def without_notes(n: int, unless: Mask | None = None) -> Verdict:
    """Nothing evaluated for want of a note, for n questions; those of `unless` are clear."""
    outcome = np.full(n, Outcome.NOT_EVALUATED, np.int8)
    reason = np.full(n, Reason.NO_NOTE, np.int8)
    if unless is not None:
        outcome[unless], reason[unless] = Outcome.CLEAR, Reason.NONE
    return Verdict(outcome, reason=reason)


def first_of(*choices: tuple[NDArray[np.bool_], int], otherwise: int) -> NDArray[np.int8]:
    """The value of the first condition that holds for each question, like a chain of if and elif."""
    answer = np.empty(len(choices[0][0]), np.int8)
    answer.fill(otherwise)
    for condition, value in reversed(choices):
        answer[condition] = value
    return answer
