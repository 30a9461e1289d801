"""The needle's verbs of a sentence that tell of a deed: none that is wished, ordered, denied or only spoken of."""

from __future__ import annotations

from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

MODAL = {"will", "be", "should", "could", "can", "may", "would", "might", "must", "shall", "plan", "planning"}
IF = {"if", "unless", "when", "whenever"}


def acts(page: Page, sentence: Sentence) -> list[Mention]:
    """The needle's verbs in a sentence that are not wished, ordered or denied."""
    done = sentence.kinds.get("act")
    if done is None:
        return NONE
    return [
        m
        for m in done
        if not (sentence.has("drawn_up") and page.tokens.words[m.first] == "by")  # "prepared by RN: 4 mL drawn"
        and page.tokens.words[m.first - 1] not in IF  # "Procedure (if performed):"
        and not (m.value == "treat" and page.tokens.words[m.first - 1] == "already")  # "the two he already got"
        and not wished(page, sentence, m)
        and not denied(sentence, m)
        and not by_hand(sentence, m)
        and not of_another_day(page, sentence, m)
        and not spoken_of(page, sentence, m)
        and not readied(page, sentence, m)
        and page.tokens.words[m.first : m.first + 3] != ["completed", "by", ":"]  # who filled in the form
        and not in_view_of(page, sentence, m)
    ]


OF_PAPERS = {
    "consent", "consents", "paperwork", "form", "forms", "timeout", "vitals", "checklist", "intake", "teaching",
    "education", "labs", "xray", "screening",
}  # fmt: skip
"""What else is "done" or "given" before a needle."""
DETERMINERS = {
    "information", "handout", "instructions", "form", "forms", "leaflet", "date",
    "this", "that", "these", "those", "the", "her", "his", "how", "such", "a", "an",
    "all",
}  # fmt: skip


def in_view_of(page: Page, sentence: Sentence, act: Mention) -> bool:
    """Whether "given" or "done" tells of no needle: "Given this, the injection is off", "consent done by MA"."""
    words = page.tokens.words
    if act.value != "inject" and act.first > sentence.first and words[act.first - 1] in OF_PAPERS:
        return True
    return act.first == sentence.first and words[act.first] == "given" and words[act.last] in DETERMINERS


READYING = {
    "prepared", "drawn", "mixed", "labeled", "labelled", "checked", "loaded", "verified", "witnessed", "discarded",
    "wasted", "opened", "brought", "set",
}  # fmt: skip


def readied(page: Page, sentence: Sentence, act: Mention) -> bool:
    """Whether somebody only readied the drug: "medication prepared by RN", "drawn up by the nurse"."""
    words = page.tokens.words
    if words[act.first] != "by":
        return False
    return not READYING.isdisjoint(words[max(sentence.first, act.first - 2) : act.first])


GERUNDS = {"injecting", "needling"}
SPEAKING = {
    "of", "about", "against", "before", "without", "considered", "consider", "considering", "recommend",
    "recommended", "that", "suggest", "suggested", "discussed", "avoid", "avoided", "than", "not", "for", "regarding",
    "from",
}  # fmt: skip


def spoken_of(page: Page, sentence: Sentence, act: Mention) -> bool:
    """Whether a needle's verb is only a thing spoken of: "the risk of injecting the scalenes", "before injecting"."""
    words = page.tokens.words
    if "how" in words[max(sentence.first, act.first - 2) : act.first]:
        return True  # "I went through how one injects the piriformis"
    if words[act.first] == "injected" and describes_a_place(page, sentence, act):
        return True
    return words[act.first] in GERUNDS and act.first > sentence.first and words[act.first - 1] in SPEAKING


DETERMINED = {"the", "any", "each", "every", "all", "her", "his", "your", "their", "these", "those", "an", "recently"}
PLACES = {
    "muscle", "muscles", "area", "areas", "site", "sites", "side", "spot", "spots", "region", "regions", "limb", "arm",
    "shoulder", "leg", "tissue", "zone",
}  # fmt: skip


def describes_a_place(page: Page, sentence: Sentence, act: Mention) -> bool:
    """Whether "injected" only describes a place: "expect soreness in the injected muscles"; not what was put there."""
    words = page.tokens.words
    if not {"muscle", "short_muscle", "drug"}.isdisjoint(sentence.kinds) or act.first == sentence.first:
        return False
    return words[act.first - 1] in DETERMINED and not PLACES.isdisjoint(words[act.last : act.last + 1])


BEFORE_A_DATE = {"here", "on", "in", "at", "by", "us", "me", "-", "(", ":", ",", "last", "back", "clinic", "the", "of"}
DAY_REACH = 4
"""Small words that may part a deed from its date: "done here on 3/6"."""


def of_another_day(page: Page, sentence: Sentence, act: Mention) -> bool:
    """Whether a date before the service stands right behind a deed: "TPI of the soleus done here 3/6/2025"."""
    if page.day is None or not page.dates:
        return False
    for dated in page.dates_in(sentence):
        if dated.first < act.last or dated.first - act.last > DAY_REACH:
            continue
        if all(word in BEFORE_A_DATE for word in page.tokens.words[act.last : dated.first]):
            return dated.day < (page.day if dated.exact else page.day.replace(day=1))
    return False


BY_HAND = {
    "manual", "manually", "massage", "massaged", "spray", "heat", "ice", "stretch", "stretched", "stretching", "laser",
    "pressure", "tens", "cupping", "taping", "kneaded", "acupressure", "mobilization", "mobilisation",
}  # fmt: skip


def by_hand(sentence: Sentence, act: Mention) -> bool:
    """Whether a muscle was "treated" with hands, cold or current and not with a needle."""
    if act.value != "treat" or BY_HAND.isdisjoint(sentence.vocabulary) or "muscle" not in sentence.kinds:
        return False
    return {"drug", "service"}.isdisjoint(sentence.kinds) and ("unit", "ml") not in sentence.meanings


def wished(page: Page, sentence: Sentence, act: Mention) -> bool:
    """Whether a modal verb stands right before: "will be injected", "to be done"."""
    begin = max(sentence.first, act.first - 3)
    before = page.tokens.words[begin : act.first]
    if before[-2:] == ["used", "to"]:
        return False  # "a 25 gauge needle was used to inject"
    return any(word in MODAL for word in before) or (bool(before) and before[-1] == "to" and act.value == "inject")


def denied(sentence: Sentence, act: Mention) -> bool:
    """Whether the verb is part of a denial: "was not injected", "nothing was injected"."""
    return any(
        m.value in ("not_performed", "never") and m.first < act.last + 2 and act.first < m.last + 1
        for m in sentence.cues
    ) or any(m.value == "negation" and 0 <= act.first - m.last <= 2 for m in sentence.cues)
