"""Sentences that tell of an injection as one that might be: a condition, an explanation of how it goes, a delay."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.context.deeds import acts
from tautband.notes.context.needle_denied import MATTERS
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

PLANNING = {"plan", "instructions"}


def conditional(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence of the plan opens with a condition, or any ties the injection to one without a dose: "If R
    gluteus medius flares, TPI then", "PMR for TPI L trapezius if spasm persists".
    """
    words = page.tokens.words
    if "if" not in sentence.vocabulary or sentence.has("today"):
        return False
    first = sentence.heading[1] if sentence.heading else sentence.first
    while first < sentence.last and not words[first].isalpha():
        first += 1
    opens = first < sentence.last and words[first] == "if"
    planning = sentence.opened_by in PLANNING or sentence.section in PLANNING
    if planning and opens:
        return True
    dosed = ("unit", "ml") in sentence.meanings
    if dosed or ("service", "tpi") not in sentence.meanings:
        return False
    named = next(m.first for m in sentence.kinds["service"] if m.value == "tpi")
    behind = "if" in words[named : sentence.last] and "point" not in sentence.kinds
    return planning or opens or behind


UNTIL = {"when", "once", "after", "until", "unless"}


def waits(page: Page, sentence: Sentence) -> bool:
    """Whether the injection opens a sentence that has it wait: "TPI when crusted and healed", "TPI once INR allows"."""
    if ("unit", "ml") in sentence.meanings or sentence.has("today"):
        return False
    if not EVERY.isdisjoint(sentence.vocabulary) and of_a_regimen(page, sentence):
        return True
    if UNTIL.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words
    return any(
        m.value == "tpi" and m.first - sentence.first <= 1 and words[m.last : m.last + 1] and words[m.last] in UNTIL
        for m in sentence.kinds.get("service", NONE)
    )


EVERY = {"q", "every", "monthly", "weekly", "quarterly"}
WAITING = UNTIL | EVERY
"""Words one of which stands in each sentence that has an injection wait."""
REGULARLY = EVERY - {"q", "every"}
SPANS = {"wk", "wks", "week", "weeks", "mo", "mos", "month", "months", "days"}


def of_a_regimen(page: Page, sentence: Sentence) -> bool:
    """Whether the injection is told as what a patient has every so often: "trigger point injections q 6 wks"."""
    words = page.tokens.words
    return any(
        m.value == "tpi"
        and m.last < sentence.last
        and (words[m.last] in REGULARLY or not SPANS.isdisjoint(words[m.last + 1 : min(sentence.last, m.last + 5)]))
        and words[m.last] in EVERY
        for m in sentence.kinds.get("service", NONE)
    )


IS = {"is", "are", "gets", "being", "be", "get"}


def explained(page: Page, sentence: Sentence, told: bool) -> bool:
    """Whether a sentence tells how the procedure goes: "I described it: lidocaine is injected".

    `told` says whether the sentence before did so: a description goes on while its verbs stay in the present. Where
    consent is taken in the same words, or under a procedure's heading, the present tense is that of the deed.
    """
    if "or" in sentence.vocabulary and alternatives(page, sentence):
        done = acts(page, sentence)
        if done and all(present(page, sentence, act) for act in done):
            return True  # "lidocaine or saline is injected into the muscle" tells of no deed
    if not told and "explained" not in sentence.assertions:
        return False
    cue = next((m for m in sentence.cues if m.value == "explained"), None)
    if (cue is None and not told) or any(m.value == "consent" for m in sentence.elements):
        return False
    begin = cue.last if cue else sentence.first
    later = [act for act in acts(page, sentence) if act.first >= begin]
    if later:
        return all(present(page, sentence, act) for act in later)
    goes_on = cue is not None or not IS.isdisjoint(page.tokens.words[begin : sentence.last])
    return goes_on and sentence.section != "procedure"


ABOUT = {"on", "about", "of", "for"}
INVOLVES = {"involve", "involves", "entail", "entails", "consist", "consists"}
POSSIBLE = {"can", "may", "might", "could"}


def told_beforehand(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence explains what the injection would be: "what it would involve: 1% lidocaine, 2 mL in each",
    "information on trigger point injection of the trapezius".
    """
    cue = next((m for m in sentence.cues if m.value == "explained"), None)
    if cue is None:
        return False
    words = page.tokens.words
    if "how" in words[cue.first : cue.last]:
        return True  # "I went through how one injects the piriformis: 22 G, 2 mL"
    if words[cue.last - 1] in ABOUT and any(m.first == cue.last for m in sentence.kinds.get("service", NONE)):
        return True
    if not INVOLVES.isdisjoint(words[cue.first : sentence.last]):
        return True
    measured = ("unit", "ml") in sentence.meanings
    return not measured and not POSSIBLE.isdisjoint(words[cue.last : sentence.last])  # "a needle there can nick a lung"


def alternatives(page: Page, sentence: Sentence) -> bool:
    """Whether "or" stands between two drugs or two muscles, of which a deed would have had one."""
    words = page.tokens.words
    solid = [m for m in sentence.things if m.kind in ("drug", "muscle", "short_muscle")]
    return any(
        one.kind == other.kind and "or" in words[one.last : other.first] and other.first - one.last <= 4
        for one, other in pairwise(solid)
    )


def present(page: Page, sentence: Sentence, act: Mention) -> bool:
    """Whether a verb stands in the present passive: "is then injected"."""
    return not IS.isdisjoint(page.tokens.words[max(sentence.first, act.first - 2) : act.first + 1])


LONGEST_DELAY = 10
POINTING = {"it", "this", "that"}
"""What stands for the injection in "she asked if it could wait"."""


def opens_with_delay(page: Page, sentence: Sentence) -> bool:
    """Whether a short sentence puts off what the note is about and names nothing else: "Rescheduled to May",
    "her mother asked if it could wait"."""
    if "deferred" not in sentence.assertions or sentence.last - sentence.first > LONGEST_DELAY:
        return False
    told = page.tokens.words
    opens = any(
        m.value == "deferred" and (m.first == sentence.first or not POINTING.isdisjoint(told[m.first : m.last]))
        for m in sentence.cues
    )
    words = told[sentence.first + 1 : sentence.last]
    return opens and ":" not in words and MATTERS.isdisjoint(words)
