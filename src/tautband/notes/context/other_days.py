"""Deeds that a sentence puts on another day by its own words, without a full date: "in March", "in two weeks".

Reads months by name, what an earlier deed did for the patient, and what stands right behind a list of muscles.
"""

from __future__ import annotations

from tautband.notes.context.short_days import booked_for_a_day
from tautband.notes.text.dates import MONTHS
from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.target import Target
from tautband.notes.vocabulary.lexicon import Mention

LEADING = {"in", "during", "last", "early", "late", "mid", "of"}
"""Words before a month by which something happened in it."""
AHEAD = {
    "return", "returns", "rtc", "back", "recheck", "see", "visit", "until", "next", "again", "repeat", "follow", "up",
}  # fmt: skip
AHEAD_REACH = 5
DONE_BY = {"we", "i", "they", "he", "she", "dr", "those", "these", "the", "her", "his", "last"}
GAINED = {"weeks", "week", "wk", "wks", "months", "month", "mo", "relief", "helped", "better", "improved"}
OWN = {"her", "his", "the", "my", "their", "both"}
CAUSED = {"injected", "needled", "treated", "done"}
EARLY_PARTS = {"", "history", "title", "today"}


def told_of_another_day(page: Page, sentence: Sentence) -> bool:
    """Whether what a sentence says of a needle happened on an earlier day, by words other than a full date."""
    if "today" in sentence.assertions:
        return False
    return (
        in_another_month(page, sentence)
        or had_on_a_day(page, sentence)
        or in_another_year(page, sentence)
        or gained_after(page, sentence)
        or had_it_done(page, sentence)
    )


def in_another_month(page: Page, sentence: Sentence) -> bool:
    """Whether a month that is not the service's stands behind a deed or opens the sentence: "injected her trapezius in
    March". A month of the pain, "which has hurt since March", stands behind other words.
    """
    if page.day is None or MONTHS.keys().isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words
    onset = {"since", "after"} & sentence.vocabulary
    named = {m.last for m in sentence.things if not (onset and begins_pain(words, m))}
    for at in range(sentence.first + 1, sentence.last):
        if words[at] not in MONTHS or MONTHS[words[at]] == page.day.month or words[at - 1] not in LEADING:
            continue
        first = at - 1
        while first > sentence.first and words[first - 1] in SMALL_BEFORE:
            first -= 1
        if first in named or at - sentence.first <= OPENING:
            return AHEAD.isdisjoint(words[max(sentence.first, at - AHEAD_REACH) : at])
    return False


def begins_pain(words: list[str], m: Mention) -> bool:
    """Whether an operation only dates the pain: "wall pain since cesarean in August"."""
    return m.value == "operating" and not {"since", "after"}.isdisjoint(words[max(0, m.first - 2) : m.first])


HAD = {"had", "has", "got", "received", "underwent", "gave", "given", "was", "were", "did", "helped", "after"}


def had_on_a_day(page: Page, sentence: Sentence) -> bool:
    """Whether the patient is told to have had a service on another day of the year: "he had a bursal injection by me on
    April 12".
    """
    if page.day is None or "service" not in sentence.kinds or HAD.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words
    for at in range(sentence.first + 1, sentence.last - 1):
        if words[at] in MONTHS and words[at - 1] == "on" and words[at + 1].isdecimal() and len(words[at + 1]) < 3:
            other = (MONTHS[words[at]], int(words[at + 1])) != (page.day.month, page.day.day)
            return other and AHEAD.isdisjoint(words[max(sentence.first, at - AHEAD_REACH) : at])
    return False


def in_another_year(page: Page, sentence: Sentence) -> bool:
    """Whether an earlier year stands right behind a needle: "right trapezius TPI in 2018"."""
    if page.day is None or YEAR_LEADING.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words
    named = {m.last for m in sentence.of("service", "act", "muscle", "short_muscle", "point")}
    fared = {m.last for m in sentence.of("service", "drug")}
    return any(
        words[at - 1] in YEAR_LEADING
        and (at - 1 in named or (at - 2 in fared and words[at - 2] in FARED))
        and len(words[at]) == len("2018")
        and words[at].isdecimal()
        and EARLIEST <= int(words[at]) < page.day.year
        for at in page.numbers_in(sentence)
        if at > sentence.first
    )


FARED = {"failed", "tried", "stopped", "helped", "done", "given", "worked", "quit"}
"""How a treatment of an earlier year fared: "Botox failed in 2023"."""
YEAR_LEADING = {"in", "during", "(", "around", "circa", "-"}
EARLIEST = 1980

OPENING = 4
SMALL_BEFORE = {"back", "early", "late", "mid", "in", "of", "on", "here", "there", ",", "(", "side", "muscles", "last"}


def gained_after(page: Page, sentence: Sentence) -> bool:
    """Whether a gain that lasted is told of a deed: "relief for two months after we treated the iliopsoas"."""
    if "after" not in sentence.vocabulary:
        return False
    words = page.tokens.words
    at = words.index("after", sentence.first, sentence.last)
    behind = words[at + 1 : min(sentence.last, at + 2)]
    return not GAINED.isdisjoint(words[sentence.first : at]) and not DONE_BY.isdisjoint(behind)


def had_it_done(page: Page, sentence: Sentence) -> bool:
    """Whether the patient is told to have had a muscle injected: "in Arizona she had her left soleus injected"."""
    if "had" not in sentence.vocabulary or sentence.section not in EARLY_PARTS or ("unit", "ml") in sentence.meanings:
        return False
    words = page.tokens.words
    at = words.index("had", sentence.first, sentence.last)
    return not OWN.isdisjoint(words[at + 1 : at + 2]) and not CAUSED.isdisjoint(words[at + 2 : sentence.last])


SPANS = {
    "day", "days", "week", "weeks", "wk", "wks", "month", "months", "mo", "mos", "visit", "session", "time",
    "appointment", "w",
}  # fmt: skip
SMALL = {"on", "the", ",", "-", "(", "muscles", "muscle", "side", "bilaterally", "both", "sides", "will", "to", "be"}
WHEN = 4


def put_off(page: Page, sentence: Sentence, found: list[Target]) -> bool:
    """Whether what stands right behind the muscles of a sentence puts them on a later day: "L soleus in two weeks"."""
    plain = [t for t in found if t.role == ""]
    if not plain or "act" in sentence.kinds:
        return False
    if booked_for_a_day(page, sentence):
        return True
    words = page.tokens.words
    at = plain[-1].last
    while at < sentence.last and words[at] in SMALL:
        at += 1
    if any(d.first == at and page.day is not None and d.exact and d.day > page.day for d in page.dates_in(sentence)):
        return True
    behind = words[at : min(sentence.last, at + WHEN)]
    if not behind or SPANS.isdisjoint(behind):
        return False
    if behind[0] == "next":
        return True
    return behind[0] == "in" and len(behind) > 2 and behind[2] in SPANS and page.number(at + 1) is not None
