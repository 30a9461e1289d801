"""How far the note's words carry each element of medical decision making, by the rules for office visits from 2021 on.

Problems, data and risk; the level is what two of the three reach. Time is not read. What the facts do not show counts
for nothing, so a level is never above the note's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tautband.coding.wording import plural
from tautband.model.coding import VisitElement
from tautband.model.encounter import OtherProblem

Level = Literal["straightforward", "low", "moderate", "high"]
LEVELS: tuple[Level, ...] = ("straightforward", "low", "moderate", "high")
_GRADE = {"minor": 0, "acute": 1, "stable": 1, None: 1, "worsening": 2, "undiagnosed": 2, "systemic": 2}
_WORDS = {0: "minor", 1: "stable or uncomplicated", 2: "not at its goal, worsening or undiagnosed"}
_SYSTEMIC = "acute with symptoms of the whole body"


def elements(problems: Sequence[OtherProblem]) -> tuple[VisitElement, ...]:
    """The three elements of the problems managed that day, each with the words of the problems that carry it."""
    return _problems(problems), _data(problems), _risk(problems)


def level_reached(of: Sequence[VisitElement]) -> Level:
    """The level that two of the three elements reach."""
    return LEVELS[sorted(LEVELS.index(element.level) for element in of)[1]]


def _problems(problems: Sequence[OtherProblem]) -> VisitElement:
    """Minor problems are the least; one stable illness is low; two of them, or one out of control, are moderate."""
    grades = [_GRADE[p.course] for p in problems]
    if max(grades) == 2 or sum(p.course in ("stable", None) for p in problems) >= 2:
        level = 2
    else:
        level = 1 if max(grades) == 1 or len(grades) >= 2 else 0
    kinds = [_SYSTEMIC if p.course == "systemic" else _WORDS[_GRADE[p.course]] for p in problems]
    ranked = sorted(set(zip(grades, kinds, strict=True)), reverse=True)
    says = "; ".join(f"{plural(kinds.count(kind), 'problem')} {kind}" for _, kind in ranked)
    return VisitElement(
        element="problems", level=LEVELS[level], says=says, evidence=tuple(e for p in problems for e in p.evidence)
    )


def _data(problems: Sequence[OtherProblem]) -> VisitElement:
    """Two tests are limited data, three are moderate."""
    tests = sum(p.tests_ordered or 0 for p in problems)
    return VisitElement(
        element="data",
        level=LEVELS[2 if tests >= 3 else 1 if tests == 2 else 0],
        says=f"{plural(tests, 'test')} ordered",
        evidence=tuple(e for p in problems if p.tests_ordered for e in p.evidence),
    )


def _risk(problems: Sequence[OtherProblem]) -> VisitElement:
    """Management with a prescription drug is moderate risk, any other management low."""
    drugs = [p for p in problems if p.prescription]
    return VisitElement(
        element="risk",
        level=LEVELS[2 if drugs else 1],
        says="prescription drug management" if drugs else "no prescription",
        evidence=tuple(e for p in drugs for e in p.evidence),
    )
