"""Muscles injected that a note leaves without a name beside those it names, and a needle at a muscle and its nerve.

"Right trapezius x2, and several of the posterior neck muscles x3" may be three muscles or more: coding asks for them.
"""

from __future__ import annotations

from tautband.model.evidence import Evidence
from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.muscles.pointing import BODY_SECTIONS
from tautband.notes.text.page import Page

MUSCLES = {"muscles", "musculature"}
TIMES = {"x", "\N{MULTIPLICATION SIGN}"}
NO_PLACE = {"below", "above", "these", "those", "all", "both", "following", "named", "listed"}
"""Words that make of "muscles" those which the note names elsewhere."""


def left_unnamed(page: Page, procedure: Procedure) -> list[Evidence]:
    """The words of each place whose muscles were counted or dosed under the trigger points, and not named.

    Muscles named behind them may be those meant: "an addendum for completeness: the four sites were ...".
    """
    named = [t.first for t in procedure.body if t.role == ""]
    return [
        page.evidence(aim.sentence.first, aim.sentence.last)
        for aim in procedure.of_today
        if aim.service == "tpi" and unnamed(page, aim)
        if named and max(named) < aim.sentence.first
    ]


def unnamed(page: Page, aim: Aim) -> bool:
    """Whether a sentence gives a region's muscles so many points, and names none of them."""
    sentence = aim.sentence
    if sentence.section in BODY_SECTIONS or "region" not in sentence.kinds or not sentence.own or aim.targets:
        return False
    if MUSCLES.isdisjoint(sentence.vocabulary) or not NO_PLACE.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words
    counted = any(words[at - 1] in TIMES or words[at + 1 : at + 2] == ["x"] for at in page.numbers_in(sentence))
    return counted or (bool(aim.acts) and "point" in sentence.kinds)


OUTLINED = {"interface", "perineural", "perineurally"}
BESIDE = {"around", "along", "outlines", "outlining", "outlined"}
NERVES = {"nerve", "sciatic", "nerves"}
AWAY = {"avoided", "avoiding", "clear", "away", "spared", "sparing", "not", "no", "off", "without", "protected"}


def at_its_nerve(page: Page, procedure: Procedure) -> list[Evidence]:
    """Where a dose for the piriformis goes to the muscle and its nerve alike: "at the piriformis/sciatic interface"."""
    return [
        page.evidence(aim.sentence.first, aim.sentence.last)
        for aim in procedure.of_today
        if aim.dose and aim.for_points and any(t.name == "piriformis" and t.role == "" for t in aim.targets)
        if not NERVES.isdisjoint(aim.sentence.vocabulary) and AWAY.isdisjoint(aim.sentence.vocabulary)
        if not OUTLINED.isdisjoint(aim.sentence.vocabulary) or not BESIDE.isdisjoint(aim.sentence.vocabulary)
    ]
