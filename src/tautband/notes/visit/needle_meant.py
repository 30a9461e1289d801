"""Whether words of a needle speak of one that was not used: planned, offered, drawn up, explained, refused."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.text.page import Page, Sentence

MEANT = ("planned", "declined", "deferred", "not_performed", "drawn_up")
SPOKEN_OF = ("offered", "explained")
AGREED = {"accepted", "agreed", "completed"}
"""Words by which what was offered or planned became a deed."""


def only_meant(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence speaks of a needle not used: offered, drawn up, explained; not "explained and done"."""
    put_off = sentence.has("declined", "deferred", "not_performed") and not bracketed(page, sentence)
    if not AGREED.isdisjoint(sentence.vocabulary) and not put_off:
        return False
    if not put_off and (as_booked(page, sentence) or consented(page, sentence)):
        return False
    if put_off or sentence.has("planned", "drawn_up"):
        return put_off or "done" not in sentence.vocabulary
    if not sentence.has(*SPOKEN_OF):
        return False
    given = "drug" in sentence.kinds and ("unit", "ml") in sentence.meanings and "muscle" in sentence.kinds
    return not given and "done" not in sentence.vocabulary


def measured(sentence: Sentence) -> bool:
    """Whether a sentence measures a drug for a muscle."""
    if "drug" not in sentence.kinds or ("unit", "ml") not in sentence.meanings:
        return False
    return not {"muscle", "short_muscle", "stem_muscle", "point", "service"}.isdisjoint(sentence.kinds)


AGREEMENT = {"consent", "tolerance"}
ORDERED = {"plan", "ordered", "order", "appointment", "appt", "drawn", "syringe", "prepared"}
"""Words of a needle that is ordered or made ready, and perhaps no more."""


def consented(page: Page, sentence: Sentence) -> bool:
    """Whether consent or how it was borne is told of a measured drug for a muscle, in its sentence or right behind, and
    nothing puts it on another day: "discussed, she wishes it: consent, 2 mL lidocaine 1% trapezius".
    """
    if not measured(sentence) or sentence.has("not_performed", "drawn_up"):
        return False
    if not ORDERED.isdisjoint(sentence.vocabulary):
        return False
    for near in page.sentences[sentence.number : sentence.number + 3]:
        if not AHEAD.isdisjoint(near.vocabulary):
            return False
        if any(m.value in AGREEMENT for m in near.elements):
            return True
    return False


BOOKED = {"booked", "planned", "scheduled", "arranged", "ordered"}
AHEAD = {"next", "will", "would", "tomorrow", "return", "future", "if", "later", "weeks", "wks", "consider", "not",
         "schedule", "authorization", "auth", "approved"}  # fmt: skip
"""Words of a needle that is for another day."""


def as_booked(page: Page, sentence: Sentence) -> bool:
    """Whether an amount of a drug for a muscle follows the word that it was booked: "As booked: R trapezius, 1 mL of
    1% lidocaine", "levator TPI as scheduled: 1 mL".
    """
    if not measured(sentence):
        return False
    if BOOKED.isdisjoint(sentence.vocabulary) or not AHEAD.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words
    amount = next(m.first for m in sentence.of("unit") if m.value == "ml")
    return any(
        words[at] in BOOKED and (words[at - 1] == "as" or ":" in words[at:amount])
        for at in range(sentence.first, amount)
    ) or any(pair[0] == "as" and pair[1] in BOOKED for pair in pairwise(words[amount : sentence.last]))


DECLINING = {"declines", "declined", "refuses", "refused", "deferred"}


def bracketed(page: Page, sentence: Sentence) -> bool:
    """Whether every refusal of a sentence stands in brackets behind something else than the needle: "considered oral
    steroid (declines), TPI".
    """
    words = page.tokens.words
    said = [at for at in range(sentence.first, sentence.last) if words[at] in DECLINING]
    needle = {m.last for m in sentence.of("service", "act", "muscle", "short_muscle", "point")}
    return bool(said) and all(words[at - 1] == "(" and at - 1 not in needle for at in said if at > sentence.first)
