"""A muscle on one line with what was found in it, and on the line below what it got: "SCM: taut band" over "1 pt
lidocaine 1% 0.5 mL".
"""

from __future__ import annotations

from dataclasses import replace

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.muscles.counts import counts
from tautband.notes.text.page import Page
from tautband.notes.text.target import Target

NAMING = {"muscle", "short_muscle", "structure", "service", "act", "region", "side"}
"""Kinds of thing of which a line that only tells an amount names none."""
FEW = 12
"""Words of a line that tells an amount alone."""
FROM = 2
"""The fewest things that make an amount: points and a volume, a drug and its volume."""
UP = 4
"""Sentences that the line of the muscle may hold."""


def dosed_below(page: Page, procedure: Procedure, aim: Aim) -> None:
    """Let a line of an amount alone stand for the one muscle of the line above it."""
    if aim.targets or not aim.today or aim.service not in (None, "tpi"):
        return
    if not amount_alone(page, aim) or (target := of_line_above(page, procedure, aim)) is None:
        return
    aim.targets = [replace(target, role="", points=None, side_points={}, source=None)]
    aim.mode = "listed"


def amount_alone(page: Page, aim: Aim) -> bool:
    """Whether a line holds an amount and nothing else: "1 pt   lido 1%  0.5 mL"."""
    sentence = aim.sentence
    if sentence.first not in page.line_starts or sentence.last - sentence.first > FEW:
        return False
    if not NAMING.isdisjoint(sentence.kinds) or sentence.cues:
        return False
    told = (
        "drug" in sentence.kinds,
        ("unit", "ml") in sentence.meanings,
        counted(page, aim),
    )
    return sum(told) >= FROM and (page.number(sentence.first) is not None or "drug" in sentence.kinds)


def counted(page: Page, aim: Aim) -> bool:
    """Whether a sentence counts sites: "1 pt", "x2"."""
    return any(count.each != "bare" for count in counts(page, aim.sentence))


def of_line_above(page: Page, procedure: Procedure, aim: Aim) -> Target | None:
    """The one muscle that the line above names and gives no amount of its own; None where there is none such."""
    above = [
        a
        for a in procedure.aims[-UP - 1 : -1]
        if a.sentence.line == aim.sentence.line - 1 and a.sentence.paragraph == aim.sentence.paragraph
    ]
    if any(a.acts or a.dose or a.services or not a.today for a in above):
        return None
    if any(counted(page, a) or a.mode in ("listed", "narrated") for a in above):
        return None
    named = [t for a in above for t in a.targets]
    opens = named and named[0].first - named[0].sentence.first <= UP and named[0].role in ("", "finding")
    one = len({(t.name, t.sides) for t in named if t.role != "refer"}) == 1
    return named[0] if opens and one else None
