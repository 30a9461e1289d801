"""Where a deed's needle went: into a trigger point, or into a region in which the note names nothing."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim, names_trigger_point
from tautband.notes.muscles.referring import picked
from tautband.notes.procedure.fluid import measured
from tautband.notes.text.page import Page


def into_a_point(page: Page, aim: Aim) -> bool:
    """Whether a needle's verb reaches a trigger point: by its service, its muscle or in so many words."""
    if aim.service == "tpi" or aim.plain or names_trigger_point(page, aim):
        return True
    if aim.service is not None or not measured(aim):
        return False
    if picked(page, aim) is not None or not KNOTS.isdisjoint(aim.sentence.vocabulary):
        return True  # "the two worst were injected"
    return each_of_the_found(page, aim) or behind_points(page, aim)


FOUND = {"bands", "muscles", "marks", "cords"}


def each_of_the_found(page: Page, aim: Aim) -> bool:
    """Whether a dose goes to each of so many bands, marks or muscles: "into each of the two bands"."""
    words, sentence = page.tokens.words, aim.sentence
    counted = any(not FOUND.isdisjoint(words[at + 1 : at + 2]) for at in page.numbers_in(sentence))
    return counted and "each" in sentence.vocabulary


POINTING = {"each", "all", "these", "both"}
OPENING = 3


def behind_points(page: Page, aim: Aim) -> bool:
    """Whether a deed opens by pointing to the trigger points of the sentence before: "Each was injected"."""
    words, sentence = page.tokens.words, aim.sentence
    if not sentence.number or POINTING.isdisjoint(words[sentence.first : sentence.first + OPENING]):
        return False
    before = page.sentences[sentence.number - 1]
    named = any("trigger" in words[m.first : m.last] for m in before.kinds.get("point", ()))
    return named and "muscle" in before.kinds and before.paragraph == sentence.paragraph and before.own


KNOTS = {"knot", "knots", "nodule", "nodules"}
"""What a patient's and many a doctor's words call a trigger point: "the knots were injected with 3 cc"."""


SURGICAL = {
    "laceration", "wound", "cyst", "lipoma", "abscess", "excision", "excised", "biopsy", "lesion", "suture", "sutures",
    "sutured", "keloid", "scar", "nail", "mole", "wart", "incision", "graft", "skin", "tooth", "dental", "catheter",
    "tourniquet",
}  # fmt: skip


def into_a_region(page: Page, aim: Aim) -> bool:
    """Whether a deed puts a measured drug into a region and names nothing in it: "injected neck and shoulder area"."""
    if aim.stance != "performed" or aim.service is not None or not measured(aim):
        return False
    if not any(m.value == "inject" for m in aim.acts) or "region" not in aim.sentence.kinds:
        return False
    if {"structure", "service"} & aim.sentence.kinds.keys():
        return False
    return all(SURGICAL.isdisjoint(s.vocabulary) for s in page.sentences)
