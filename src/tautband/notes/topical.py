"""Drugs for the skin: a gel, cream or patch over a muscle is no injection, whatever its strength and amount."""

from __future__ import annotations

from tautband.notes.page import NONE, Page, Sentence

FORMS = {
    "gel", "gels", "cream", "creams", "patch", "patches", "ointment", "lotion", "topical", "topically", "liniment",
    "salve", "rollon", "solution",
}  # fmt: skip
OFTEN = {"qid", "bid", "tid", "daily", "prn", "qd", "qhs", "nightly", "q", "hourly", "times"}
"""Words that say how often: with them alone a solution is one for the skin."""
NEAR = 4
"""Words behind a drug's name among which its form stands: "diclofenac 1% gel"."""


def for_the_skin(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence gives a drug's form for the skin, and no needle: "lidocaine 5% patch R rhomboid"."""
    words = sentence.vocabulary
    if FORMS.isdisjoint(words) or "drug" not in sentence.kinds:
        return False
    if "service" in sentence.kinds or any(m.value == "inject" for m in sentence.kinds.get("act", NONE)):
        return False
    if words.isdisjoint(FORMS - {"solution"}) and words.isdisjoint(OFTEN):
        return False
    said = page.tokens.words
    return any(
        not FORMS.isdisjoint(said[m.last : m.last + NEAR]) or not FORMS.isdisjoint(said[max(0, m.first - 2) : m.first])
        for m in sentence.kinds["drug"]
    )
