"""A diagnosis that the clinician gives in running words, where the note has no heading for it: "my impression is"."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

NAMED = {"impression", "diagnosis", "diagnoses", "opinion"}
"""Words behind which a clinician names what is wrong."""
CARRIED = {
    "carries", "carried", "known", "prior", "previous", "old", "established", "past", "earlier", "referring", "per",
}  # fmt: skip
"""Words of a diagnosis that was made before."""
THINKS = {"think", "believe", "feel"}
MANAGED = {
    "start", "started", "starting", "increase", "increased", "adjust", "adjusted", "refill", "refilled", "continue",
    "continued", "stop", "stopped", "switch", "switched", "prescribed", "reduce", "reduced", "ordered", "raised",
}  # fmt: skip
"""Words of a sentence that treats the problem it names."""


def verdict(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a problem is what the clinician finds: "I think this is myofascial pain", "my impression is"."""
    if sentence.past or sentence.foreign:
        return False
    lead = page.tokens.words[sentence.first : m.first]
    if not NAMED.isdisjoint(lead):
        return CARRIED.isdisjoint(lead)
    return any(one == "i" and two in THINKS for one, two in pairwise(lead))


def treated(sentence: Sentence) -> bool:
    """Whether a sentence tells what is done for the problem that it names."""
    return not sentence.vocabulary.isdisjoint(MANAGED)
