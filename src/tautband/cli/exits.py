"""The exit code of an answer, from the outcome of its claim and the status of its coding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tautband.model.coding import Coding
    from tautband.model.finding import ClaimOutcome

NOTHING_AGAINST, ACT, UNREADABLE, OPEN = 0, 1, 2, 3
_WORST_FIRST = (UNREADABLE, ACT, OPEN, NOTHING_AGAINST)
_OF_OUTCOME: dict[ClaimOutcome, int] = {"findings": ACT, "incomplete": OPEN, "clean": NOTHING_AGAINST}


def exit_code(outcome: ClaimOutcome, coding: Coding | None = None) -> int:
    """1 for a deny, a review, a question to the author or a hold; else 3 with anything not evaluated; else 0."""
    open_question = coding is not None and (bool(coding.queries) or coding.status in ("query", "hold"))
    return ACT if open_question else _OF_OUTCOME[outcome]


def worst(codes: Iterable[int]) -> int:
    """The exit code of several answers: the worst of 2, 1, 3, 0."""
    return min(codes, key=_WORST_FIRST.index, default=NOTHING_AGAINST)
