"""Names of problems that state none: warnings, screening, pictures, reactions, denials and what is over."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

WARNED = {"call", "return", "er", "ed", "seek", "report", "warned", "precautions", "watch"}
"""Words of a sentence that tells when to come back: "call for fever or shortness of breath"."""
REACTIONS = {"urticaria", "dermatitis", "angioedema", "anaphylaxis", "asthma"}
ALLERGIES = {"allergy", "allergies", "allergic", "reaction", "reactions", "reacted"}
GUESSED = {("was", "told"), ("been", "told"), ("told", "that"), ("told", "on")}
"""Words by which a patient reports what others called it."""
SHOWN = {"show", "shows", "showed", "showing"}
FOUND_IN = {"appropriate", "mild", "minimal", "degenerative", "which", "incidental"}
RESOLVED = {"resolved", "healed", "gone", "cured"}
BEHIND = 4
DOUBTED = {"think", "believe", "suspect"}
FAR = 9


def in_service(sentence: Sentence, m: Mention) -> bool:
    """Whether a problem's name is part of a procedure's: the tennis elbow of "tennis elbow injection"."""
    return any(s.first <= m.first and m.last < s.last for s in sentence.kinds.get("service", NONE) if s.value != "tpi")


def denied_behind(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a problem is denied behind its name or far before it: "not present", "I do not think he has ..."."""
    words = page.tokens.words
    after = words[m.last : min(sentence.last, m.last + BEHIND)]
    if ("not", "present") in set(pairwise(after)) or after[:1] in (["absent"], ["none"]) or after[:2] == ["no", "."]:
        return True
    if after == ["no"] and page.text[page.tokens.ends[m.last - 1] : page.tokens.starts[m.last]].strip():
        return True  # a form's "Fibromyalgia ( ) Yes (x) No"
    begin = max(sentence.first, m.first - FAR)
    for at in range(begin, m.first):
        doubted = words[at] in DOUBTED and not {"not", "don't"}.isdisjoint(words[max(begin, at - 2) : at])
        if doubted and {".", ";", "but"}.isdisjoint(words[at : m.first]):
            return True
    return False


def over(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a problem is told to be over, or stands in a list of what was: "has resolved", "Past: ..."."""
    words = page.tokens.words
    after = words[m.last : min(sentence.last, m.last + BEHIND)]
    known = next((at for at, word in enumerate(after) if word in RESOLVED), None)
    if known is not None and {"not", "never", "until", ",", ";"}.isdisjoint(after[:known]):
        return True
    if words[max(sentence.first, m.first - 2) : m.first] == ["status", "post"]:
        return True
    return words[sentence.first : sentence.first + 2] == ["past", ":"]


ONSET = 4
"""Words from "during" to the illness in which a pain began."""
SCREENED = {"screen", "screening", "score", "scale", "questionnaire", "inventory", "shot", "vaccine", "vaccination"}
IMMUNIZED = {
    "vaccine", "vaccines", "vaccinated", "shingrix", "rzv", "pneumococcal", "tdap", "influenza", "immunization",
    "immunizations", "pcv20", "zoster", "colonoscopy", "booster",
}  # fmt: skip
PICTURED = {"xr", "xray", "mri", "ct", "films", "film", "radiograph", "radiographs", "imaging", "ultrasound", "emg"}
"""First words of what an image or a test showed."""


def no_diagnosis(page: Page, sentence: Sentence, m: Mention, *, symptom: bool) -> bool:
    """Whether a problem's name stands for something else: a screening score, a vaccine, a picture's finding, a warning,
    what a drug once did, another's guess, a procedure's name, a pain told of as myofascial, or the grip of a finger.
    """
    words = page.tokens.words
    before = words[sentence.first : m.first]
    if not WARNED.isdisjoint(before) and not {"for", "if", "with"}.isdisjoint(before):
        return True
    if m.value in REACTIONS and not ALLERGIES.isdisjoint(sentence.vocabulary):
        return True
    if "told" in before and "it" in before and any(pair in GUESSED for pair in pairwise(before)):
        return True
    if sentence.section == "history" and "during" in before[-ONSET:]:
        return True  # "It started during a bad bronchitis in December"
    if words[m.last : m.last + 1] == ["osseous"] or in_service(sentence, m):
        return True
    if not PICTURED.isdisjoint(before) and not SHOWN.isdisjoint(before) and not FOUND_IN.isdisjoint(before):
        return True
    after = words[m.last : min(sentence.last, m.last + 2)]
    if not SCREENED.isdisjoint(after) or (words[m.last - 1] in ("gad", "phq") and after[:1] in (["-"], ["7"], ["2"])):
        return True
    given = after[:1] in (["x"], ["x2"], ["2"], ["#"], ["#2"], ["["], ["vaccine"])
    if m.value in ("shingles", "pneumonia") and (given or not IMMUNIZED.isdisjoint(sentence.vocabulary)):
        return True
    if (
        after[:1] in ([":"], ["?"])
        and after[1:] in (["yes"], ["no"], ["y"], ["n"])
        and sentence.section != "assessment"
    ):
        return True  # a nurse's question
    opening = words[sentence.first : sentence.first + 3]
    if not PICTURED.isdisjoint(opening) and m.first >= sentence.first + 3 and "showed" not in sentence.vocabulary:
        return True
    if symptom and "myofascial" in words[max(sentence.first, m.first - 2) : m.first]:
        return True
    return m.value.startswith("trigger_") and after[:1] in (["grip"], ["pull"], ["squeeze"])
