"""Sentences that tell of earlier care: by the part they stand in, by the date of their entry, or by their own words."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from tautband.notes.context.about_needle import NEEDLED, names_needle, names_needle_or_muscle
from tautband.notes.context.deeds import of_another_day
from tautband.notes.context.other_days import told_of_another_day
from tautband.notes.context.short_days import (
    done_on_a_short_day,
    headed_by_a_day,
    of_a_short_day,
    of_the_shots_of_a_day,
    on_another_day,
    so_long_after,
    with_its_result,
)
from tautband.notes.text.dates import Dated
from tautband.notes.text.page import Page, Sentence


def is_past(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence tells of earlier care.

    The part and the entry a sentence stands in go before what it says itself, which only counts of a needle.
    """
    if sentence.section == "past":
        return not any(d.day == page.day and d.first - sentence.first <= 1 for d in page.dates_in(sentence))
    if sentence.dated is not None and page.day is not None and sentence.dated != page.day:
        return sentence.dated < page.day
    if not names_needle_or_muscle(sentence):
        return False
    if done_elsewhere(sentence) or from_anothers_note(page, sentence):
        return True
    if repeats_the_last(page, sentence):
        return False
    for told_past in BY_ITS_WORDS:
        past = told_past(page, sentence)
        if past is not None:
            return past
    return called_earlier(page, sentence)


def done_elsewhere(sentence: Sentence) -> bool:
    """Whether a needle was put in elsewhere: a service, a deed, or a muscle with its drug."""
    if "elsewhere" not in sentence.assertions:
        return False
    return "service" in sentence.kinds or "act" in sentence.kinds or {"muscle", "drug"} <= sentence.kinds.keys()


PLACES = {"muscles", "sites", "points", "spots", "areas", "targets", "locations"}


def repeats_the_last(page: Page, sentence: Sentence) -> bool:
    """Whether a dose goes where one went on an earlier day: "Same muscles as on 4/1 plus L splenius: 1 mL each"."""
    words, first = page.tokens.words, sentence.first
    first += words[first] == "the"
    told = words[first] == "same" and words[first + 1] in PLACES and words[first + 2 : first + 3] == ["as"]
    return told and ("unit", "ml") in sentence.meanings


NOTES = {"note", "notes", "letter", "report", "record", "records", "summary", "dictation"}
SOURCE_REACH = 16


def from_anothers_note(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence gives the words of a colleague's paper: "From Dr. Rau's note of 11/3: I injected ..."."""
    words, first = page.tokens.words, sentence.first
    if "their" in sentence.vocabulary and ":" in sentence.vocabulary:
        at = words.index("their", first, sentence.last)
        if not NOTES.isdisjoint(words[at + 1 : at + 3]) and ":" in words[at : min(at + SOURCE_REACH, sentence.last)]:
            return True  # "Seen by the pain service, their note of today: TPI of both trapezii"
    if words[first] not in ("from", "per") or ":" not in sentence.vocabulary or NOTES.isdisjoint(sentence.vocabulary):
        return False
    before = words[first : min(sentence.last, first + SOURCE_REACH)]
    before = before[: before.index(":")] if ":" in before else []
    return "dr" in before and not NOTES.isdisjoint(before) and {"today", "today's", "my"}.isdisjoint(before)


def by_its_dates(page: Page, sentence: Sentence) -> bool | None:
    """Not past, where the day of the service stands in it; past, where an earlier date or month does, unless its deed
    is told of today.
    """
    dates = page.dates_in(sentence)
    if not dates or page.day is None:
        return None
    days = exact_days(page, sentence)
    if page.day in days:
        return opens_the_note(page, sentence) and "service" in sentence.kinds and of_a_short_day(page, sentence)
    months = [] if days else [d.day for d in dates if not d.exact]
    earlier = any(day < page.day for day in days) or (bool(months) and max(months) < page.day.replace(day=1))
    told_today = sentence.has("today") and not read_today(page, sentence)
    return True if earlier and (not told_today or dated_elsewhere(page, sentence)) else None


def opens_the_note(page: Page, sentence: Sentence) -> bool:
    """Whether today's date is the note's own, at the head of its first sentence, and says nothing of a deed there."""
    return sentence.number == 0 and page.dates_in(sentence)[0].first == sentence.first


PAPERS = {"records", "record", "notes", "chart", "charts", "report", "reports", "file", "letter", "papers", "op"}
READ = {"reviewed", "read", "received", "seen", "obtained", "available", "studied", "scanned", "examined"}
DATE_REACH = 3
"""Words behind a colon within which what papers tell is dated."""


def read_today(page: Page, sentence: Sentence) -> bool:
    """Whether what was done today is the reading of papers, whose own dated words stand behind a colon: "Records
    reviewed today: on 7/11/2025 2 mL went into the right gluteus medius".
    """
    words = page.tokens.words
    if PAPERS.isdisjoint(sentence.vocabulary) or ":" not in sentence.vocabulary or page.day is None:
        return False
    colon = words.index(":", sentence.first, sentence.last)
    opening = words[sentence.first : colon]
    if "today" not in opening or PAPERS.isdisjoint(opening) or READ.isdisjoint(opening):
        return False
    if "today" in words[colon : sentence.last]:
        return False
    return any(d.exact and d.day < page.day and 0 < d.first - colon <= DATE_REACH for d in page.dates_in(sentence))


def on_a_short_day(page: Page, sentence: Sentence) -> bool | None:
    """Past, where a deed or drug is dated by another day without its year."""
    if NEEDLED.isdisjoint(sentence.kinds) or exact_days(page, sentence):
        return None
    if not sentence.has("today", "planned") and (
        done_on_a_short_day(page, sentence) or of_the_shots_of_a_day(page, sentence)
    ):
        return True
    return True if on_another_day(page, sentence) or headed_by_a_day(page, sentence) else None


def told_with_its_result(page: Page, sentence: Sentence) -> bool | None:
    """Past, where a service or drug stands with a day without its year and with what it brought."""
    named = "service" in sentence.kinds or "drug" in sentence.kinds
    if named and with_its_result(page, sentence):
        return True
    if "service" not in sentence.kinds:
        return None
    return True if of_a_short_day(page, sentence) or so_long_after(page, sentence) else None


def on_a_day_told_otherwise(page: Page, sentence: Sentence) -> bool | None:
    """Past, where other words than a date put the needle on another day: "injected in March"."""
    named = names_needle(sentence) or ("point", "injection") in sentence.meanings
    if exact_days(page, sentence) or sentence.has("planned", "offered", "never") or not named:
        return None
    return True if told_of_another_day(page, sentence) else None


OCCASIONS = {
    "days", "occasion", "occasions", "time", "times", "visit", "visits", "session", "sessions", "date", "dates",
}  # fmt: skip
EVERY = {"each", "every", "both", "all", "these", "those"}
OPENING = 6


def on_each_occasion(page: Page, sentence: Sentence) -> bool | None:
    """Past, where a needle is told of each of the earlier days that the sentence before lists."""
    if OCCASIONS.isdisjoint(sentence.vocabulary) or not sentence.number or page.day is None:
        return None
    words = page.tokens.words[sentence.first : min(sentence.last, sentence.first + OPENING)]
    if OCCASIONS.isdisjoint(words) or EVERY.isdisjoint(words):
        return None
    days = exact_days(page, page.sentences[sentence.number - 1])
    return True if len(days) > 1 and all(day < page.day for day in days) else None


EARLIER_VISIT = {"last", "previously", "first", "initially", "earlier", "prior", "ago", "before"}
SEEN = {"saw", "seen", "visit", "session", "came", "met", "treated", "injected", "evaluated", "appointment", "here"}


def at_that_time(page: Page, sentence: Sentence) -> bool | None:
    """Past, where a deed points back to the visit that the sentence before puts on an earlier day: "whom I last saw in
    October. At that time I injected the trapezius".
    """
    if "that" not in sentence.vocabulary or not sentence.number or "act" not in sentence.kinds:
        return None
    words = page.tokens.words[sentence.first : min(sentence.last, sentence.first + OPENING)]
    if not any(one == "that" and two in OCCASIONS for one, two in pairwise(words)):
        return None
    before = page.sentences[sentence.number - 1]
    if before.paragraph != sentence.paragraph or before.past:
        return True if before.past else None
    earlier = not EARLIER_VISIT.isdisjoint(before.vocabulary) and not SEEN.isdisjoint(before.vocabulary)
    return True if earlier else None


def told_to_her_of_today(page: Page, sentence: Sentence) -> bool:
    """Whether a summary for the patient tells below a line of today what she had: "What we did today / You had ..."."""
    before = page.sentences[max(0, sentence.number - 1)]
    if page.tokens.words[sentence.first : sentence.first + 2] != ["you", "had"]:
        return False
    return before.heading is not None and before.section == "procedure" and before.has("today")


def called_earlier(page: Page, sentence: Sentence) -> bool:
    """Past, where its words say so ("last time", another clinician) and none speaks of today."""
    if not sentence.has("historical", "other_clinician") or sentence.has("today", "first") or clocked(page, sentence):
        return False
    if told_to_her_of_today(page, sentence):
        return False
    if "never" in sentence.assertions and not any(m.value in ("dry_needling", "acupuncture") for m in sentence.things):
        return False
    return names_needle(sentence) or not MEASURED.isdisjoint(sentence.meanings)


BY_ITS_WORDS = (
    by_its_dates,
    on_a_short_day,
    told_with_its_result,
    on_a_day_told_otherwise,
    on_each_occasion,
    at_that_time,
)
"""What a sentence about a needle says of its day, the surest first: a full date, a day without its year, a time told in
words. The first that answers is believed; where none does, words that only sound like earlier care decide.
"""
MEASURED = {("point", "injection"), ("unit", "ml")}


def exact_days(page: Page, sentence: Sentence) -> list[date]:
    """The full dates of a sentence, without those in the brackets of a procedure's heading."""
    return [d.day for d in page.dates_in(sentence) if d.exact and not in_heading(page, sentence, d)]


def in_heading(page: Page, sentence: Sentence, dated: Dated) -> bool:
    """Whether a date stands in the brackets of a procedure's heading: "Procedure (authorized 10/12/2023): ..."."""
    if sentence.heading is None or sentence.section != "procedure":
        return False
    first, last = sentence.heading
    return first < dated.first < last and "(" in page.tokens.words[first : dated.first]


def dated_elsewhere(page: Page, sentence: Sentence) -> bool:
    """Whether every deed of a sentence has an earlier date right behind it, so that its "today" is about the patient:
    "TPI done here 3/6/2025, pain better today".
    """
    if "act" not in sentence.kinds or sentence.has("planned", "deferred", "not_performed"):
        return False
    return all(of_another_day(page, sentence, m) for m in sentence.kinds["act"])


TIMED = {"completed", "done", "given", "performed", "administered", "injected", "at"}


def clocked(page: Page, sentence: Sentence) -> bool:
    """Whether a deed is told with the time of day and no date: "TPI left piriformis completed 0910 by Dr. Vance"."""
    words = page.tokens.words
    if page.dates_in(sentence) or "historical" in sentence.assertions:
        return False
    return any(
        words[at - 1] in TIMED and len(words[at]) == 4 and words[at][:2] < "24" and words[at][2:] < "60"
        for at in page.numbers_in(sentence)
        if at > sentence.first and words[at].isdecimal() and not words[at].startswith(("19", "20"))
    )
