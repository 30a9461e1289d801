"""The exit code of an answer, from the outcome of its claim and the status of its coding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tautband.model.finding import ClaimOutcome

NOTHING_AGAINST, ACT, UNREADABLE, OPEN = 0, 1, 2, 3
_WORST_FIRST = (UNREADABLE, ACT, OPEN, NOTHING_AGAINST)
_OF_OUTCOME: dict[ClaimOutcome, int] = {"findings": ACT, "incomplete": OPEN, "clean": NOTHING_AGAINST}


def exit_code(outcome: ClaimOutcome, status: str = "coded") -> int:
    """1 for a deny, a review, a query or a hold; else 3 when something was not evaluated; else 0, warnings included."""
    return ACT if status in ("query", "hold") else _OF_OUTCOME[outcome]


def worst(codes: Iterable[int]) -> int:
    """The exit code of several answers: the worst of 2, 1, 3, 0."""
    return min(codes, key=_WORST_FIRST.index, default=NOTHING_AGAINST)
