"""The services a sentence names and means, and not those it denies, thinks of, tried before or only tells of."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim
from tautband.notes.procedure.answered import key_alone, only_called, service_denied
from tautband.notes.procedure.blocks import thought_about
from tautband.notes.procedure.service_kinds import NEEDLES_ALONE, TRIGGER_POINT
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

SHORT_KEY = 4


def services_in(page: Page, sentence: Sentence) -> list[Mention]:
    """The services a sentence names and means: neither denied nor thought of, tried before or called so by somebody."""
    if "service" not in sentence.kinds or tried_among_others(page, sentence) or thought_about(page, sentence):
        return NONE
    services = [
        m
        for m in named_services(page, sentence)
        if not service_denied(page, sentence, m) and not only_called(page, sentence, m)
    ]
    if services and sentence.last - sentence.first <= SHORT_KEY and key_alone(page, sentence):
        return NONE  # "NERVE BLOCK:" whose boxes are all empty
    return services


NO_NEEDLE = {"surgery", "operating"}
NEAR_DENIED, FAR_DENIED = 3, 8
"""Words that a denial reaches over; more where it opens the sentence: "No alveolar or other nerve block was given"."""
PAPERS = {"authorization", "authorisation", "auth", "request", "requested", "referral", "approval", "consult"}
"""Words right behind a service of which only the papers are spoken: "RFA authorization not requested"."""


def named_services(page: Page, sentence: Sentence) -> list[Mention]:
    """The services a sentence names and does not deny."""
    if "service" not in sentence.kinds:
        return []
    denied = [
        range(n.last - 1, n.last + (FAR_DENIED if n.first - sentence.first <= 2 else NEAR_DENIED) + 1)
        for n in sentence.cues
        if n.value in ("negation", "not_performed")
    ]
    return [
        m
        for m in sentence.kinds["service"]
        if m.value not in NO_NEEDLE
        and not any(m.first in reach for reach in denied)
        and (m.value == TRIGGER_POINT or PAPERS.isdisjoint(page.tokens.words[m.last : m.last + 1]))
    ]


LISTING = {",", ".", ";", "and", "+", "/", "&", "with", "failed", "tried", "of", "have", "has", "did"}


def tried_among_others(page: Page, sentence: Sentence) -> bool:
    """Whether needles stand in a list of treatments tried: "naproxen, acupuncture, PT"."""
    kinds = sentence.kinds
    if "service" not in kinds or sentence.section == "procedure" or "act" in kinds or "muscle" in kinds:
        return False
    words = page.tokens.words
    needles = any(
        m.value in NEEDLES_ALONE
        and (m.first == sentence.first or words[m.first - 1] in LISTING)
        and (m.last == sentence.last or words[m.last] in LISTING)
        for m in kinds["service"]
    )
    cares = [m for m in page.within("care", sentence) if m.kind == "care" and m.value not in NEEDLES_ALONE]
    return needles and bool(cares)


TELLING = {"has", "had", "have", "was", "were", "is", "did", "been", "gave", "helped"}
HERE = {
    "today", "here", "now", "presents", "presented", "returns", "returned", "came", "comes", "scheduled", "booked",
    "agreed", "elected", "consented", "proceed", "proceeded", "underwent", "undergoing", "for", "chosen", "decided",
    "opted", "planned",
}  # fmt: skip
"""Words of a sentence that may speak of what is about to be done."""


def told_of(aim: Aim) -> bool:
    """Whether running words without a dose only tell of another service: "delivered with an epidural and has had pain",
    so that what follows is not about it.
    """
    sentence = aim.sentence
    if aim.dose or aim.acts or sentence.section or sentence.item or aim.for_points:
        return False
    return not TELLING.isdisjoint(sentence.vocabulary) and HERE.isdisjoint(sentence.vocabulary)
