"""An injection that was meant and gave way: to another treatment, an empty shelf, a payer's leave that is not there.

Asked only of a note that tells no deed: a note that injects says elsewhere that it did, whatever else was short.
"""

from __future__ import annotations

from tautband.notes.context.deeds import BY_HAND
from tautband.notes.context.needle_denied import MATTERS
from tautband.notes.muscles.aims import Aim
from tautband.notes.text.drug_classes import drug_class
from tautband.notes.text.page import NONE, Page

TREATED = BY_HAND | {"compression", "ischemic", "release", "mfr", "manipulated", "adjusted", "needled", "kneading"}
"""Words of a treatment by other means than fluid."""
SHORT_OF = {"stock", "shortage", "backorder", "backordered", "unavailable", "recall", "recalled", "expired", "building"}
WANTING = {"no", "out", "not", "none", "expired", "unavailable", "backorder", "backordered", "recall", "recalled"}
LEAVES = {"authorization", "authorisation", "auth", "approval", "preauthorization", "precert", "precertification"}
PAYERS = {"adjuster", "insurance", "insurer", "payer", "payor", "carrier", "plan", "reviewer"}
KEPT_BACK = {
    "denied",
    "pending",
    "lapsed",
    "expired",
    "missing",
    "without",
    "no",
    "not",
    "never",
    "awaited",
    "awaiting",
}
GRANTED = {"approved", "authorized", "authorised", "covered", "cleared"}
VISITS = {"e", "visit", "exam", "consult", "consultation", "evaluation", "ov"}
OTHER_MATTERS = MATTERS | {"pt", "therapy", "rfa", "block", "botox", "tens", "drug", "medication"}


def gave_way(page: Page, aim: Aim) -> bool:
    """Whether one of today's sentences says why the injection did not take place, though it denies no needle."""
    if not aim.sentence.own or aim.stance in ("planned", "offered"):
        return False
    return any(holds(page, aim) for holds in (another_instead, nothing_to_inject, thrown_out)) or without_leave(aim)


THROWN = frozenset({"threw", "tossed", "discarded", "wasted", "binned"})
WHOLE = (["it"], ["them"], ["everything"], ["all"])


def thrown_out(page: Page, aim: Aim) -> bool:
    """Whether all that was drawn up was thrown away: "label read ketorolac; threw it out"."""
    if THROWN.isdisjoint(aim.sentence.vocabulary):
        return False
    words, sentence = page.tokens.words, aim.sentence
    return any(words[at] in THROWN and words[at + 1 : at + 2] in WHOLE for at in range(sentence.first, sentence.last))


def another_instead(page: Page, aim: Aim) -> bool:
    """Whether hands, cold or dry needles took its place: "I did ischemic compression for her instead"."""
    sentence = aim.sentence
    if "instead" not in sentence.vocabulary or "drug" in sentence.kinds:
        return False
    words = page.tokens.words
    at = words.index("instead", sentence.first, sentence.last)
    if words[at + 1 : at + 2] == ["of"] and "service" not in sentence.kinds and "act" not in sentence.kinds:
        return False
    dry = any(m.value in ("dry_needling", "acupuncture") for m in sentence.kinds.get("service", NONE))
    return dry or not TREATED.isdisjoint(sentence.vocabulary)


def nothing_to_inject(page: Page, aim: Aim) -> bool:
    """Whether the drug for it was not to be had: "we have no lidocaine in the building", "bupivacaine on recall"."""
    words = aim.sentence.vocabulary
    if SHORT_OF.isdisjoint(words) or WANTING.isdisjoint(words) or aim.acts:
        return False
    return any(drug_class(page, m) == "local_anesthetic" for m in aim.sentence.kinds.get("drug", NONE))


def without_leave(aim: Aim) -> bool:
    """Whether the payer has not given leave: "auth still pending", "the adjuster has only approved the visit"."""
    words = aim.sentence.vocabulary
    if not OTHER_MATTERS.isdisjoint(words):
        return False
    if not LEAVES.isdisjoint(words) and not KEPT_BACK.isdisjoint(words):
        return not {"inject", "injection"} & {m.value for m in aim.acts}
    named = not PAYERS.isdisjoint(words) and not GRANTED.isdisjoint(words)
    return named and "only" in words and not VISITS.isdisjoint(words)
