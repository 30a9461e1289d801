"""Whether a diagnosis is assessed today, historical, ruled out, the family's, or only named."""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise

from tautband.notes.diagnoses.denied import negated, set_aside
from tautband.notes.diagnoses.entries import heads_plan, labelled, listed_today, opens_item
from tautband.notes.diagnoses.names import SYMPTOMS
from tautband.notes.diagnoses.not_stated import denied_behind, no_diagnosis, over
from tautband.notes.diagnoses.verdicts import treated
from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

KIN = {"mother", "father", "sister", "brother", "aunt", "uncle", "grandmother", "grandfather", "parents", "sibling"}
SURGICAL = {"surgical", "psh", "pmh", "pmhx", "pshx"}
"""First words of a list of what was once."""
OTHERS = {
    ("other", "problems"),
    ("other", "history"),
    ("other", "conditions"),
    ("medical", "problems"),
    ("med", "hx"),
    ("medical", "hx"),
}
OTHERS_OPEN = 4
"""Words in which a line says that it lists what the patient also has."""
NOT_STATED = ("allergies", "boilerplate", "instructions", "planned", "medications", "ros", "social")
"""Parts of a note in which a problem's name states no diagnosis."""
OPENING = 8
"""Words within which an item names its problem."""
BEFORE = 4


def status_of(page: Page, sentence: Sentence, m: Mention, headed: bool, worded: Set[str] = frozenset()) -> str | None:
    """assessed, historical, ruled_out or family; None for a mention that is no statement of a diagnosis.

    `headed`: the note states diagnoses under an assessment or as items of its plan, so that running text states none.
    `worded`: the problems it states in running words, so that others are only what the patient also has.
    """
    words = page.tokens.words
    before = words[max(sentence.first, m.first - BEFORE) : m.first]
    if sentence.section == "family" or "family" in sentence.assertions:
        return "family"
    if not KIN.isdisjoint(before) or words[sentence.first] in ("fh", "fhx"):
        return "family"
    if no_diagnosis(page, sentence, m, symptom=m.value in SYMPTOMS):
        return None
    opening = words[sentence.first : sentence.first + OTHERS_OPEN]
    if not SURGICAL.isdisjoint(opening[:3]) or any(pair in OTHERS for pair in pairwise(opening)):
        return "historical"
    if negated(page, sentence, m) or denied_behind(page, sentence, m):
        return "ruled_out"
    if over(page, sentence, m):
        return "historical"
    if set_aside(page, sentence, m) or sentence.section in NOT_STATED:
        return None
    if sentence.section == "past" or (sentence.dated is not None and sentence.past):
        return "historical"
    if sentence.section == "assessment":
        return "assessed"
    if background(page, sentence) and m.value not in SYMPTOMS:
        return "historical"
    stated = heads_entry(page, sentence, m) or labelled(page, sentence, m) or listed_today(page, sentence)
    if stated and (not sentence.past or (sentence.item and words[m.last : m.last + 1] in ([":"], ["-"]))):
        return "assessed"  # also "2. Myofascial low back pain - TPI on 9/16 gave 50%"
    if {"s", "p"} <= set(before) or "history" in before:
        return "historical"
    if worded and m.value not in worded and not (treated(sentence) or numbered(page, sentence)):
        return None
    return None if headed or sentence.past else "assessed"


STANDING = ({"hx"}, {"health"}, {"problem", "list"}, {"background"}, {"comorbidities"})
"""Words of a key behind which a form lists what the patient also has."""
KEY = 5
PAINS = {"myofascial_pain", "myalgia"}
LASTED = {("unit", "days"), ("unit", "weeks"), ("unit", "months"), ("unit", "years")}


def background(page: Page, sentence: Sentence) -> bool:
    """Whether a line only lists what the patient also has: "Your health: mild asthma (albuterol), reflux".

    One that tells of the muscle's pain, or how long something has lasted, or treats what it names does not.
    """
    if sentence.first not in page.line_starts or treated(sentence) or not LASTED.isdisjoint(sentence.meanings):
        return False
    opening = page.tokens.words[sentence.first : sentence.first + KEY]
    key = set(opening[: opening.index(":")]) if ":" in opening else set()
    if {"today", "addressed"} & sentence.vocabulary or not any(words <= key for words in STANDING):
        return False
    return not any(m.value in PAINS for m in sentence.diagnoses)


def numbered(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence opens a numbered line: "1) RA, on methotrexate"."""
    return sentence.first in page.line_starts and page.number(sentence.first) is not None


def heads_entry(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a diagnosis stands at the head of an item, or of a plan that holds the assessment."""
    return m.first - sentence.first <= OPENING and (opens_item(page, sentence) or heads_plan(page, sentence))
