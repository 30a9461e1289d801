"""What is done at the skin over a muscle, which only says where: gels and patches, biopsies, wounds and lumps.

A surgeon's "lipoma, left trapezius, 8 mL of 1% lidocaine" has the words of an injection into the muscle, not its aim.
"""

from __future__ import annotations

from tautband.notes.text.page import NONE, TRIGGER, Page, Sentence
from tautband.notes.text.target import Target
from tautband.notes.vocabulary.word_lists import words_of

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


MODALITIES = {
    "iontophoresis", "phonophoresis", "laser", "shockwave", "eswt", "shocks", "tens", "cupping",
    "joules", "diathermy", "massaged",
    "polidocanol", "sclerotherapy", "veins", "varicose", "immunotherapy", "allergen", "deoxycholate", "kybella",
}  # fmt: skip


def by_other_means(sentence: Sentence) -> bool:
    """Whether what reaches a muscle is a current, light or wave: "iontophoresis, dexamethasone, R infraspinatus"."""
    if MODALITIES.isdisjoint(sentence.vocabulary) or "service" in sentence.kinds:
        return False
    return not any(m.value in ("inject", "injection") for m in sentence.kinds.get("act", NONE))


LESIONS = words_of("skin_work")
"""What is cut, closed or filled at a place that a muscle names, and drugs for the whole body dissolved in lidocaine."""
OF_POINTS = {"taut", "band", "bands", "twitch", "tpi", "tpis", "myofascial", *TRIGGER}
UNDER_THE_SKIN = {"sq", "subq", "subcut"}
REACH = 10
"""Words between a muscle and what is done over it."""


def place_of_a_lesion(page: Page, sentence: Sentence, target: Target) -> bool:
    """Whether a muscle only says where something else was done: "shave biopsy, R deltoid, 0.5 mL lidocaine"."""
    if not UNDER_THE_SKIN.isdisjoint(page.tokens.words[target.last : min(target.last + 2, sentence.last)]):
        return True  # "0.3 mL L deltoid region SQ"
    if LESIONS.isdisjoint(sentence.vocabulary) or not OF_POINTS.isdisjoint(sentence.vocabulary):
        return False
    near = page.tokens.words[max(sentence.first, target.first - REACH) : min(target.last + REACH, sentence.last)]
    return not LESIONS.isdisjoint(near)
