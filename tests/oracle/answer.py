"""What the plain version of a kind answers about one line under one edit."""

from __future__ import annotations

from typing import NamedTuple

from tautband.model.finding import NotEvaluatedReason, Outcome


class Answer(NamedTuple):
    """`lowered`: a table was carried past its last quarter, so the finding is one severity milder."""

    outcome: Outcome
    reason: NotEvaluatedReason | None = None
    lowered: bool = False


CLEAR = Answer("clear")
FIRE = Answer("fire")
REVIEW = Answer("review")


def not_evaluated(reason: NotEvaluatedReason) -> Answer:
    return Answer("not_evaluated", reason)
