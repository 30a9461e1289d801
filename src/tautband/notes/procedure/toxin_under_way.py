"""Rows and millilitres that belong to a toxin the note named before, though they do not name it again."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.muscles.pointing import BODY_SECTIONS
from tautband.notes.text.drug_classes import TOXIN, drug_class
from tautband.notes.text.page import NONE, Page, Sentence


def in_units(page: Page, procedure: Procedure, aim: Aim) -> bool:
    """Whether a row gives muscles or their sum in units, in a note that named a toxin before: "procerus 5 U x 1"."""
    if aim.service is not None or ("unit", "units") not in aim.sentence.meanings or aim.acts or aim.dose:
        return False
    summed = page.tokens.words[aim.sentence.first] == "total"
    if not (summed or aim.plain) or aim.sentence.section in BODY_SECTIONS:
        return False
    return any(a.service == "botulinum" for a in procedure.aims) or unnamed(page)


ROWS = 2


def unnamed(page: Page) -> bool:
    """Whether a note measures what its muscles got in units and names no drug but a diluent: a toxin not named."""
    if not toxin_alone(page):
        return False
    rows = [s for s in page.saying(UNITS) if s.own and "muscle" in s.kinds and ("unit", "units") in s.meanings]
    return len(rows) >= ROWS


UNITS = frozenset({"u", "units", "unit"})


def beside_toxin_alone(page: Page, procedure: Procedure, aim: Aim) -> bool:
    """Whether a row names muscles and nothing to inject, in a note that gives a toxin and no other drug.

    A toxin's grid need not say its units: "Temporalis [x] R 20 [x] L 20".
    """
    if aim.service is not None or aim.acts or aim.dose or aim.sentence.section in BODY_SECTIONS:
        return False
    if not aim.plain or not any(a.service == "botulinum" for a in procedure.aims):
        return False
    return toxin_alone(page)


ANEW = {"also", "additionally", "separately", "separate", "then", "addition", "besides", "plus"}


def dealt_out(page: Page, aim: Aim) -> bool:
    """Whether the millilitres of a toxin's solution are dealt out, in a note that gives no other drug: "200 units in
    20 mL saline. Trigger points injected: right pubococcygeus 4 mL". A drug of its own, or "also", begins another.
    """
    if ("unit", "ml") not in aim.sentence.meanings or "drug" in aim.sentence.kinds:
        return False
    return ANEW.isdisjoint(aim.sentence.vocabulary) and toxin_alone(page)


FIELDS = frozenset({"drug", "agent", "medication", "product", "toxin", "injectate", "solution", "dose", "brand"})
OPENING = 3


def toxin_below(page: Page, aim: Aim) -> bool:
    """Whether a form's field below a row gives the toxin that it was dealt from: "Drug: rimabotulinumtoxinB"."""
    if page.toxin_field is None:
        page.toxin_field = max((s.number for s in page.saying(FIELDS) if gives_toxin(page, s)), default=-1)
    return page.toxin_field > aim.sentence.number


def gives_toxin(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence is a form's field that gives a toxin: "Drug: rimabotulinumtoxinB"."""
    if not sentence.own or sentence.section in TAKEN:
        return False
    opens = page.tokens.words[sentence.first : sentence.first + OPENING]
    toxins = (m for m in sentence.kinds.get("drug", NONE) if drug_class(page, m) == TOXIN)
    return not FIELDS.isdisjoint(opens) and any(toxins)


TOXIN_AND_DILUENT = {"botulinum_toxin", "saline", "water"}
TAKEN = {"medications", "allergies", "past", "history"}
"""Parts whose drugs the patient takes or took."""


def toxin_alone(page: Page) -> bool:
    """Whether a note gives no drug but a toxin and what it is dissolved in."""
    if page.toxin_alone is None:
        page.toxin_alone = not any(
            drug_class(page, m) not in TOXIN_AND_DILUENT
            for s in page.sentences
            if s.own and s.section not in TAKEN
            for m in s.kinds.get("drug", NONE)
        )
    return page.toxin_alone
