"""A drug begun or changed that day, told by its dose, form or frequency: "start 5 mg daily", "500 QID 5 days"."""

from __future__ import annotations

from collections.abc import Set

from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.order_words import (
    ARROWS,
    BEGUN,
    CLAUSE,
    DOSES,
    FORMS,
    FREQUENCY,
    KEPT_UP,
    MEASURED,
    NARRATED,
    NEAR,
    ORDERING,
    SELF_CARE,
    SPAN,
    TAKING,
)
from tautband.notes.visit.verb_forms import done_by_form
from tautband.notes.vocabulary.drug_stems import BY_STEM

ENDING = {"added", "started", "start", "prescribed", "begun", "sent"}
LEADS_TO = ARROWS | {"to"}
FEWEST = 5
"""Tablets that a prescription counts out at the least; smaller numbers after the sign count other things."""
SIG_REACH = 5
MONTHS_LONG = {"mo", "month", "months"}
"""A drug taken "for three months" may have been taken so long already."""


def begun(page: Page, sentence: Sentence, at: int, named: bool, planned: bool) -> bool:
    """Whether a drug is begun, changed or ordered at a word. `named`: a drug stands close by."""
    word = page.tokens.words[at]
    if planned and ((word in ORDERING and made_up(page, sentence, at)) or sigged(page, sentence, at)):
        return True
    told = word in BEGUN and (planned or word not in NARRATED or done_by_form(page, sentence, at))
    led = planned and (led_to(page, sentence, at, named) or counted_out(page, sentence, at))
    if not told and not led:
        return False
    return named or (led and word == "#") or dose_after(page, at, min(sentence.last, at + NEAR + 1))


def redosed(page: Page, sentence: Sentence, at: int, planned: bool) -> bool:
    """Whether the drug that stands close by gets a new dose at a word: "baclofen to 15 TID", "BID to daily"."""
    words = page.tokens.words
    often = planned and words[at] == "to" and FREQUENCY.issuperset([words[at - 1], *words[at + 1 : at + 2]])
    return often or dosed(page, sentence, at)


def dose_after(page: Page, at: int, end: int) -> bool:
    """Whether a number with a unit of dose or a frequency follows within a few words: "start 5 mg daily"."""
    words = page.tokens.words
    return any(
        page.number(place) is not None and words[place + 1 : place + 2] and words[place + 1] in MEASURED
        for place in range(at + 1, end)
    )


def made_up(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a form and a frequency follow an order, as of a drug that no list names: "start such foam daily"."""
    after = page.tokens.words[at + 1 : min(sentence.last, at + 2 * NEAR)]
    return not FORMS.isdisjoint(after) and not FREQUENCY.isdisjoint(after) and SELF_CARE.isdisjoint(after)


def taken(page: Page, sentence: Sentence, at: int, drugs: Set[int]) -> bool:
    """Whether the drug of a word is one that the patient takes already: "on omeprazole 20 mg daily x 8 weeks"."""
    words = page.tokens.words
    for place in range(sentence.first, at):
        if words[place] in TAKING:
            return True
        if words[place] == "on":
            for k in range(place + 1, min(at + 1, place + 4)):
                if words[k] in CLAUSE or words[k] == ":":
                    break
                if k in drugs or page.number(k) is not None:
                    return True
    return False


def led_to(page: Page, sentence: Sentence, at: int, named: bool) -> bool:
    """Whether an arrow leads to a drug with its dose: "agrees to statin -> atorvastatin 20 mg nightly"."""
    words = page.tokens.words
    if words[at] not in ARROWS or at + 1 >= sentence.last or page.number(at + 1) is not None:
        return False
    dosed = at + 2 < sentence.last and page.number(at + 2) is not None and words[at + 1].isalpha()
    return named and (dosed or dose_after(page, at, min(sentence.last, at + NEAR)))


def counted_out(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a quantity is ordered of a drug that the sentence doses: the # of "atorvastatin 20 mg nightly #90"."""
    words = page.tokens.words
    number = page.number(at + 1)
    if words[at] != "#" or at == sentence.first or number is None or number < FEWEST:
        return False
    return not (DOSES | FREQUENCY).isdisjoint(words[sentence.first : at]) and KEPT_UP.isdisjoint(sentence.vocabulary)


def sigged(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether an order ends the words that tell how a drug is taken: "calcipotriene BID added"."""
    words = page.tokens.words
    if words[at] not in ENDING or (
        at + 1 < sentence.last and words[at + 1] not in (".", ";", ",", "today", "(", "and")
    ):
        return False
    before = words[max(sentence.first, at - SIG_REACH) : at]
    clause = words[max((k + 1 for k in range(sentence.first, at) if words[k] in CLAUSE), default=sentence.first) : at]
    if words[at] == "prescribed" and not FORMS.isdisjoint(clause) and SELF_CARE.isdisjoint(clause):
        return TAKING.isdisjoint(clause)
    return not (FREQUENCY | DOSES).isdisjoint(before) and SELF_CARE.isdisjoint(before) and TAKING.isdisjoint(before)


def measured_out(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether an amount or a form stands before or at a word: the 500 of "500 QID 5 days", "drops QID x 5 d"."""
    words = page.tokens.words
    if page.number(at) is not None:
        return words[at + 1 : at + 2] != [] and (words[at + 1] in DOSES or words[at + 1] == "x")
    before = words[max(sentence.first, at - 3) : at]
    return any(word in DOSES or word in FORMS or page.number(at - 1) is not None for word in before)


def courses(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a frequency or dose with a number of days begins here: "500 QID 5 days", "BID x 7", "40 mg x 5 d"."""
    words = page.tokens.words
    if words[at] not in FREQUENCY and page.number(at) is None:
        return False
    rest = words[at + 1 : min(sentence.last, at + 6)]
    if page.number(at) is not None and not (rest[:1] == ["x"] or (rest and rest[0] in DOSES)):
        return False
    if words[at] in FREQUENCY and rest[:1] == ["x"] and page.number(at + 2) is not None:
        return True
    if "for" in rest and not MONTHS_LONG.isdisjoint(rest):
        return False
    return ("x" in rest or "for" in rest or words[at] in FREQUENCY) and any(
        page.number(at + 1 + k) is not None and (k + 1 < len(rest) and rest[k + 1] in SPAN) for k in range(len(rest))
    )


def dosed(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a new dose follows: "baclofen to 15 TID", "50 -> 100 mg"."""
    words = page.tokens.words
    if at + 1 >= sentence.last:
        return False
    if words[at] == "to" and words[at + 1] in FREQUENCY - {"bedtime", "night", "morning", "evening"}:
        return at > sentence.first and words[at - 1] not in FREQUENCY
    if page.number(at + 1) is None:
        return False
    if words[at] != "to":
        return (
            page.number(at - 1) is not None
            or page.number(at - 2) is not None
            or (at - 2 > sentence.first and words[at - 2] in DOSES)
        )
    ends = at + 2 >= sentence.last or words[at + 2] in (".", ";", ",")
    changed = page.number(at - 1) is not None or words[at - 1] in ("down", "up", "back") or BY_STEM[words[at - 1]]
    return not MEASURED.isdisjoint(words[at + 2 : at + 4]) or (ends and changed)
