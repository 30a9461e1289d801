"""How a problem goes, by the note's words: worsening, undiagnosed, acute or stable.

The course sets the level of a visit's problems (2021 rules for medical decision making): an illness that is not at its
goal of treatment is not stable, though nothing about it has changed. Where the note is silent the course is None.
"""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.problem_parts import tells
from tautband.notes.vocabulary.lexicon import Mention
from tautband.notes.vocabulary.word_lists import words_of

COURSES = ("worsening", "undiagnosed", "acute", "stable")
WEAK = {"worse", "elevated", "progressive", "failing", "rising", "up"}
"""Words of a course that also tell what aggravates a pain or what was measured: too weak away from the diagnosis."""
AGGRAVATED = {"with", "on", "when", "while", "after", "at", "by", "in", "during", "if", ",", ".", ";", "than"}
NOT = {"no", "not", "without", "never", "denies", "nor"}


def course_of(page: Page, sentences: list[Sentence], *, strong: bool = False) -> str | None:
    """How the note says a problem goes; with `strong`, only from words that cannot mean anything else."""
    words = page.tokens.words
    found = set()
    measured = False
    for sentence in sentences:
        mentions = sentence.diagnoses
        for m in mentions:
            if m.kind != "course":
                continue
            text = words[m.first : m.last]
            if m.value == "stable" and any(t.kind == "test" and 0 <= m.first - t.last <= 1 for t in mentions):
                continue
            if m.value == "worsening" and (
                not NOT.isdisjoint(words[max(sentence.first, m.first - 2) : m.first])
                or (text[-1] == "worse" and aggravated(page, sentence, m))
            ):
                continue
            if text[:3] == ["a", "1", "c"]:
                measured = measured or above_goal(page, m)
                continue
            if strong and (m.value != "worsening" or (len(text) == 1 and text[0] in WEAK)):
                continue
            found.add(m.value)
    if measured and not found & {"stable", "worsening"}:
        found.add("worsening")
    if "worsening" in found and sentences and plainly_acute(page, sentences[0], sentences):
        found = found - {"worsening"} | {"acute"}
    return next((course for course in COURSES if course in found), None)


def aggravated(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether "worse" tells what makes a pain worse: "worse with lifting", but not ", worse." that ends a clause."""
    words = page.tokens.words
    if m.first == sentence.first or set(words[m.first - 1 : m.first]) & {",", "-", "(", ";", ":"}:
        return bool(set(words[m.last : m.last + 1]) & (AGGRAVATED - {",", ".", ";"})) or doing(words, m.last)
    return bool(set(words[m.last : m.last + 1]) & AGGRAVATED) or doing(words, m.last)


def doing(words: list[str], at: int) -> bool:
    """Whether a word tells of a doing that makes a pain worse: the driving of "worse driving"."""
    return any(word.endswith("ing") and len(word) > len("doing") for word in words[at : at + 1])


FLARED = {
    "exacerbation", "exacerbations", "flare", "flares", "flaring", "flared", "chronic", "recurrent", "decompensated",
    "decompensating", "deficit", "weakness", "persistent", "asthma", "copd",
}  # fmt: skip
"""Words of an illness that lasts or is more than slight, so that getting worse is no part of its usual course."""


def plainly_acute(page: Page, first: Sentence, sentences: list[Sentence]) -> bool:
    """Whether a problem is an acute one by its name or as it is stated, and nothing makes it more than that: an acute
    infection that got worse before it was treated is still one uncomplicated illness.
    """
    words = page.tokens.words[first.first : min(first.last, first.first + ACUTE_REACH)]
    named = any(not ACUTE.isdisjoint(s.vocabulary) for s in sentences[:STATED_IN])
    return ("acute" in words or named) and all(FLARED.isdisjoint(s.vocabulary) for s in sentences)


ACUTE_REACH = 8
STATED_IN = 12
ACUTE = {
    "sinusitis", "rhinosinusitis", "cystitis", "uti", "pharyngitis", "tonsillitis", "otitis", "conjunctivitis",
    "bronchitis", "cellulitis", "strep", "sprain", "laceration", "impetigo", "ivy", "uri", "urticaria", "hordeolum",
    "stye", "paronychia", "gastroenteritis", "zoster", "shingles", "sinus", "cold", "croup", "thrush",
}  # fmt: skip
"""Illnesses that begin and end."""


GOAL = 7.0
"""The A1c in per cent at or below which most adults are at goal (American Diabetes Association, Standards of Care)."""


def above_goal(page: Page, m: Mention) -> bool:
    """Whether an A1c stands above the usual goal."""
    value = page.number(m.last - 1)
    return value is not None and value > GOAL


RAISED = {
    "increase", "increased", "increasing", "raise", "raised", "uptitrate", "uptitrated", "upped", "bumped", "doubled",
    "escalate", "escalated",
}  # fmt: skip


def dose_raised(page: Page, sentences: list[Sentence]) -> bool:
    """Whether the dose of a problem's drug goes up, as it does where the problem is not at its goal: "50 -> 100"."""
    words = page.tokens.words
    for sentence in sentences:
        drugs = [m for m in sentence.diagnoses if m.kind == "rx_drug"]
        if sentence.past or tells(sentence) or words[sentence.first] == "if":
            continue
        span = words[sentence.first : sentence.last]
        for at in range(sentence.first, sentence.last):
            rest = words[at + 1 : min(sentence.last, at + 2 * FROM_DRUG)]
            if words[at] in RAISED and "mg" in rest and "to" in rest:
                return True
        if not drugs:
            continue
        if not RAISED.isdisjoint(span) or ("up", "to") in pairwise(span) or ("go", "to") in pairwise(span):
            return True
        if LOWERED.isdisjoint(span) and any(
            words[m.last] == "to" and page.number(m.last + 1) is not None for m in drugs if m.last + 1 < sentence.last
        ):
            return True
        for at in range(sentence.first + 1, sentence.last - 1):
            if words[at] in (">", "\N{RIGHTWARDS ARROW}"):
                before = page.number(at - 2 if words[at - 1] == "-" else at - 1)
                after = page.number(at + 1)
                if before is not None and after is not None and before < after:
                    return any(m.last <= at and at - m.last <= FROM_DRUG for m in drugs)
    return False


LOWERED = {"reduce", "reduced", "lower", "lowered", "decrease", "decreased", "down", "taper", "wean", "cut", "back"}
FROM_DRUG = 6
"""Words from a drug to the arrow between its doses."""

UNMET = {
    "untreated", "undertreated", "refractory", "augmentation", "decompensated", "decompensating", "decompensation",
    "overload", "stiffer", "relapsed", "relapse", "breakthrough", "aecopd", "underreplaced", "deficit", "symptomatic",
    "uncontrolled", "poorly", "overtreated",
}  # fmt: skip
"""Words of an illness that is not at its goal of treatment, or of an acute one that is more than slight."""
UNMET_PAIRS = {
    ("not", "enough"), ("under", "replaced"), ("under", "treated"), ("moderate", "activity"), ("high", "activity"),
    ("disease", "activity"), ("motor", "loss"), ("motor", "weakness"),
    ("foot", "weakness"), ("foot", "drop"), ("side", "effect"), ("side", "effects"), ("adverse", "effect"),
    ("not", "tolerated"), ("poorly", "tolerated"),
}  # fmt: skip


def short_of_goal(page: Page, sentences: list[Sentence]) -> bool:
    """Whether the words say that treatment falls short, or harms: "not enough", "untreated", "moderate activity"."""
    words = page.tokens.words
    return any(
        not (UNMET - ({"symptomatic"} if "if" in s.vocabulary else set())).isdisjoint(s.vocabulary)
        or any(
            pair in UNMET_PAIRS and not (pair[1] == "activity" and "low" in s.vocabulary)
            for pair in pairwise(w for w in words[s.first : s.last] if w != "-")
        )
        for s in sentences
    )


SYSTEMIC = {"pneumonia", "pyelonephritis", "sepsis", "septic", "urosepsis", "diverticulitis", "bacteremia", "colitis"}
INFECTED = {"uti", "cystitis", "urinary", "infection", "cellulitis", "influenza", "covid", "flu"}
CLOUDED = {"delirium", "confusion", "confused", "delirious", "lethargic", "obtunded"}
"""Signs of the mind by which an infection is known to be of the whole body."""


def systemic(page: Page, concept: str, sentences: list[Sentence]) -> bool:
    """Whether an acute illness is one of the whole body by its name, or an infection that clouds the mind: an acute
    illness with systemic symptoms by the 2021 rules. Fever alone with a slight infection is none.
    """
    name = set(concept.split("_"))
    if not SYSTEMIC.isdisjoint(name) and CHRONIC.isdisjoint(name):
        return True
    if INFECTED.isdisjoint(name):
        return False
    words = page.tokens.words
    return any(
        words[at] in CLOUDED and NOT.isdisjoint(words[max(s.first, at - 2) : at])
        for s in sentences
        if not CLOUDED.isdisjoint(s.vocabulary)
        for at in range(s.first, s.last)
    )


CHRONIC = {"ulcerative", "microscopic", "chronic", "history", "resolved"}
LEFT = {"stop", "stopped", "stopping", "switch", "switched", "switching", "replace", "replaced", "discontinue"}
TAKEN_UP = {"start", "started", "starting", "begin", "then", "to", "with", "add"}


def exchanged(page: Page, sentences: list[Sentence]) -> bool:
    """Whether one drug is given up for another treatment, as where it fails or harms: "stop letrozole, then"."""
    words = page.tokens.words
    for s in sentences:
        if LEFT.isdisjoint(s.vocabulary) or TAKEN_UP.isdisjoint(s.vocabulary):
            continue
        drugs = [m for m in s.diagnoses if m.kind == "rx_drug"]
        if not drugs or any(not LEFT.isdisjoint(words[max(s.first, m.first - GIVEN_UP) : m.last + 2]) for m in drugs):
            return True
    return False


GIVEN_UP = 4
"""Words between a drug and the word that it is given up."""


LASTING = words_of("lasting_illnesses")
"""Illnesses that last: one for which a drug is begun or changed is not at its goal of treatment (the 2021 rules call an
illness stable only at its goal)."""


def lasting(concept: str, sentences: list[Sentence], drugs: list[int]) -> bool:
    """Whether a drug is begun or changed, not only renewed, for an illness that lasts, or a pain that its
    statement calls chronic. `drugs`: the words at which a drug is ordered.
    """
    called_so = concept.endswith("pain") and bool(sentences) and "chronic" in sentences[0].vocabulary
    if LASTING.isdisjoint(concept.split("_")) and not called_so:
        return False
    where = [s for s in sentences if any(s.first <= at < s.last for at in drugs)]
    if not EXCESS.isdisjoint(concept.split("_")):
        return any(RENEWAL.isdisjoint(s.vocabulary) for s in where)
    return any(NOT_MORE.isdisjoint(s.vocabulary) for s in where)


EXCESS = {"hyperkalemia", "hypotension", "hypoglycemia", "bradycardia", "hyponatremia", "orthostatic"}
"""Illnesses that a drug may do, so that less of it is given where they are not at their goal."""
LESS = {"lower", "lowered", "reduce", "reduced", "decrease", "decreased", "wean", "weaned", "down"}
"""Words of a drug that is given in a smaller dose, as where the illness is at its goal."""
RENEWAL = {"refill", "refilled", "refills", "renew", "renewed", "renewal", "continue", "continued", "same", "unchanged"}
NOT_MORE = RENEWAL | LESS
