"""What a kind answers: an outcome for each row and edit it was asked about, with the numbers behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import Mask, Rows


class Outcome(IntEnum):
    """The four outcomes, in the order in which a person should read them."""

    CLEAR = 0
    FIRE = 1
    REVIEW = 2
    NOT_EVALUATED = 3


class Reason(IntEnum):
    """Why an edit was not evaluated: the closed list of `model.finding.NotEvaluatedReason`, in its order."""

    NONE = -1
    NO_HISTORY = 0
    OTHER_PROVIDERS_HISTORY = 1
    LIST_NOT_KNOWN = 2
    TABLE_OUT_OF_DATE = 3
    PAYER_NOT_COVERED = 4
    NO_NOTE = 5
    NOTE_SILENT = 6


@dataclass(frozen=True)
class Verdict:
    """Outcomes of one kind over n questions.

    `reason` says why a question was not evaluated. `other` is another row that explains the outcome, -1 for none; `a`
    and `b` are the kind's two slots; `lowered` asks for one severity less (a table carried forward past its last
    quarter). What a kind does not use is None.
    """

    outcome: NDArray[np.int8]
    reason: NDArray[Any] | None = None
    other: Rows | None = None
    a: NDArray[Any] | None = None
    b: NDArray[Any] | None = None
    lowered: Mask | None = None


def first_of(*choices: tuple[NDArray[np.bool_], int], otherwise: int) -> NDArray[np.int8]:
    """The value of the first condition that holds for each question, like a chain of if and elif."""
    answer = np.full(len(choices[0][0]), otherwise, np.int8)
    for condition, value in reversed(choices):
        answer[condition] = value
    return answer
