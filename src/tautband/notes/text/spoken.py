"""Services that a sentence only speaks of: choices, later plans, what a form covers, what was never done."""

from __future__ import annotations

from tautband.notes.text.drug_classes import TOXIN, drug_class
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

BEFORE = {
    "alternative", "alternatives", "option", "options", "choice", "choices", "covers", "cover", "covering", "authorize",
    "authorise", "consider", "considered", "considering", "discuss", "discussed", "mentioned", "talk", "talked", "may",
    "might", "could", "if", "include", "includes", "including", "versus", "vs", "instead", "rather", "last", "never",
    "neither", "eventually", "besides", "asked", "asks", "wondered", "lists", "names", "regarding", "about",
}  # fmt: skip
"""Words before a service that is only spoken of: "alternatives include dry needling, nerve block"."""
BEHIND = {"neither", "later", "never", "future", "someday", "eventually", "alternatives", "another"}
"""Words behind one: "occipital blocks and botox as later options, neither done"."""
REACH = 30
SHORT = 12
MANY = 3
"""Different services that only a list of choices names in one sentence without a dose."""


def only_spoken_of(page: Page, sentence: Sentence, named: list[Mention]) -> bool:
    """Whether a sentence without a deed or a measured drug only speaks of the services it names.

    `named` are the services that it does not deny. A sentence that heads a procedure with its service does not.
    """
    others = [m for m in named if m.value != "tpi"]
    places = [m.first for m in others] or [
        m.first for m in sentence.kinds.get("drug", ()) if drug_class(page, m) == TOXIN
    ]
    if not places or "unit" in sentence.kinds:
        return False
    words = page.tokens.words
    if sentence.first in page.line_starts and places[0] - sentence.first <= 1:
        return not BEHIND.isdisjoint(words[places[-1] : min(sentence.last, places[-1] + SHORT)])
    ahead = words[max(sentence.first, places[0] - REACH) : places[0]]
    behind = words[places[-1] : min(sentence.last, places[-1] + SHORT)]
    if not BEFORE.isdisjoint(ahead) or not BEHIND.isdisjoint(behind):
        return True
    return len({m.value for m in named}) >= MANY and sentence.heading is None


RISKS = {"risk", "risks", "complications", "hazards", "benefits"}
LISTING = {"include", "includes", "including", "incl", "are", "involve", "involves"}


def lists_risks(sentence: Sentence) -> bool:
    """Whether a sentence lists what may go wrong, and no drug: "risks of the injection include bleeding, ..."."""
    words = sentence.vocabulary
    if RISKS.isdisjoint(words) or LISTING.isdisjoint(words):
        return False
    dosed = any(m.value in DOSES for m in sentence.kinds.get("unit", NONE))
    return not dosed and {"drug", "muscle", "short_muscle"}.isdisjoint(sentence.kinds)


DOSES = {"ml", "mg", "percent", "units", "mcg"}
