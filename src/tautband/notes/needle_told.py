"""Whether a note tells of a needle in a muscle that day, though perhaps not how, so that a visit stands beside it."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.copied_text import copied
from tautband.notes.management import NEEDLE
from tautband.notes.page import Page, Sentence

MEANT = ("planned", "declined", "deferred", "not_performed", "drawn_up")
SPOKEN_OF = ("offered", "explained")
HAPPENED = {"technique_needle", "tolerance", "twitch_response"}
BESIDE_IT = {"consent", "prep", "after"}
"""What is told beside a needle that was used, and sometimes beside one that was not."""
NEAR = 3


def needle_told(page: Page) -> bool:
    """Whether a note tells of a needle in a muscle that day: an amount of a drug, with a muscle named close by, and the
    needle's size, the twitch or how it was borne; or consent or skin preparation, and how the pain was afterwards.
    """
    for sentence in page.sentences:
        if sentence.past or sentence.section == "history" or only_meant(sentence):
            continue
        if "drug" not in sentence.kinds or ("unit", "ml") not in sentence.meanings:
            continue
        if sentence.foreign and sentence.section != "procedure":
            continue
        near = page.sentences[max(0, sentence.number - NEAR) : sentence.number + NEAR + 1]
        near = [s for s in near if not only_meant(s) and not s.past]
        muscle = any("muscle" in s.kinds or ("service", "tpi") in s.meanings for s in near)
        if not muscle:
            continue
        told = {m.value for s in near for m in s.elements}
        if told & HAPPENED and not any(s.has(*SPOKEN_OF) for s in near):
            return True
        if told & (HAPPENED | BESIDE_IT) and any(eased(page, s) for s in near):
            return True
    return recorded(page)


def recorded(page: Page) -> bool:
    """Whether a measured drug for a muscle is recorded in today's own text, though no verb tells that it was given: a
    line of an amount and its muscle ("L levator, L trap, 1 mL each 0.25% bupivacaine"), or an amount under the heading
    of the procedure. Never where the note refuses, describes or puts off a needle.
    """
    old = copied(page)
    own = [s for s in page.sentences if s.number not in old and s.dated in (None, page.day)]
    if any(refuses(page, s) for s in own if not s.past or s.section == "procedure"):
        return False
    return any(
        is_record(page, s) for s in own if ("unit", "ml") in s.meanings and ("drug" in s.kinds or shared(page, s))
    )


def shared(page: Page, sentence: Sentence) -> bool:
    """Whether an amount without its drug is given to muscles of an injection named beside it: "1 mL each."."""
    about = page.sentences[max(0, sentence.number - 1) : sentence.number + 1]
    muscles = any({"muscle", "short_muscle"} & s.kinds.keys() for s in about)
    return muscles and any(("service", "tpi") in s.meanings or not NEEDLE.isdisjoint(s.vocabulary) for s in about)


def refuses(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence refuses or puts off the needle: not "CXR not needed" and not "injection not planned"."""
    if not sentence.has("declined", "deferred", "not_performed") or not names_needle(sentence):
        return False
    return not any(pair in UNBOOKED for pair in pairwise(page.tokens.words[sentence.first : sentence.last]))


UNBOOKED = {("not", "planned"), ("not", "booked"), ("not", "scheduled")}
BODIES = {"joint", "knee", "bursa", "tendon", "sheath", "canal", "nerve", "foramen", "facet", "tunnel"}
"""Words of an injection into something other than a muscle."""


def is_record(page: Page, sentence: Sentence) -> bool:
    """Whether an amount of a drug is recorded for a muscle named in its sentence or next to it."""
    about = page.sentences[max(0, sentence.number - 1) : sentence.number + 2]
    agreed = any(not AGREED.isdisjoint(s.vocabulary) for s in about)
    if only_meant(sentence) or (any(s.has(*MEANT, *SPOKEN_OF) and names_needle(s) for s in about) and not agreed):
        return False
    if not BODIES.isdisjoint(sentence.vocabulary):
        return False
    named = sentence.of("muscle", "short_muscle")
    if sentence.section == "procedure":
        return bool(named) or any("muscle" in s.kinds or ("service", "tpi") in s.meanings for s in about)
    opens = any(m.first < sentence.first + RECORDED for m in named) and sentence.first in page.line_starts
    brief = sentence.last - sentence.first <= BRIEF or "done" in sentence.vocabulary
    if brief and not sentence.past and not sentence.foreign and any("muscle" in s.kinds and not s.past for s in about):
        return True
    told = named or ("service", "tpi") in sentence.meanings
    return not sentence.past and (opens or (bool(told) and sentence.section != "history" and not sentence.foreign))


BRIEF = 8
"""Words of a sentence that holds an amount and its drug only: "1% lidocaine 1 mL."."""
RECORDED = 3
"""Words before the muscle in a line of a procedure's record."""


def names_needle(sentence: Sentence) -> bool:
    """Whether a sentence names the needle, the muscle or the drug: not "CXR not needed"."""
    return bool({"muscle", "short_muscle", "service", "act", "drug"} & sentence.kinds.keys())


def eased(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence tells the pain before and after: "7 to 4", "8/10 to 4/10", "9 -> 3", "pain to 3"."""
    words = page.tokens.words
    for at in page.numbers_in(sentence):
        before = words[max(sentence.first, at - 1) : at]
        if before and before[0] in ("to", ">", "\N{RIGHTWARDS ARROW}") and (page.number(at) or 0) <= WORST:
            earlier = words[max(sentence.first, at - NEAR - 2) : at - 1]
            if "pain" in earlier or any(page.number(at - k) is not None for k in range(2, NEAR + 2)):
                return True
    return False


WORST = 10
"""The highest figure of a pain scale."""


AGREED = {"accepted", "agreed", "completed"}
"""Words by which what was offered or planned became a deed."""


def only_meant(sentence: Sentence) -> bool:
    """Whether a sentence speaks of a needle not used: offered, drawn up, explained; not "explained and done"."""
    if not AGREED.isdisjoint(sentence.vocabulary) and not sentence.has("declined", "deferred", "not_performed"):
        return False
    if sentence.has(*MEANT):
        return sentence.has("declined", "deferred", "not_performed") or "done" not in sentence.vocabulary
    if not sentence.has(*SPOKEN_OF):
        return False
    given = "drug" in sentence.kinds and ("unit", "ml") in sentence.meanings and "muscle" in sentence.kinds
    return not given and "done" not in sentence.vocabulary
