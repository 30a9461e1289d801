"""Injections told by a day without its year: right behind a deed, behind "hx", or with what they brought."""

from __future__ import annotations

from tautband.notes.context.about_needle import SPEAKER
from tautband.notes.text.dates import MONTHS
from tautband.notes.text.page import Page, Sentence

HISTORY = {"hx", "h/o", "pmh", "s/p", "prev", "previous", "prior", "last", "past"}


def with_its_result(page: Page, sentence: Sentence) -> bool:
    """Whether a service is told with a day of another month and what it brought, or stands right behind "hx": "TPI R
    QL 5/14 (80% x 10 wk)", "hx TPI 4/21". The year is not told, so that no date can be read.
    """
    words = page.tokens.words
    slashes = [at for at in range(sentence.first + 1, sentence.last - 2) if words[at] == "/"]
    shorts = [at for at in slashes if short_day(page, at)]
    if not shorts:
        return False
    services = sentence.kinds.get("service", ())
    if words[sentence.first] in HISTORY and any(m.first - sentence.first == 1 for m in services):
        return True
    for at in shorts:
        if not sentence.has("today") and outcome_of(page, sentence, at):
            return True
        behind = words[at + 2 : min(at + 7, sentence.last)]
        if behind[:1] and behind[0] in (":", "(", "-", ",", "=") and "%" in behind:
            return any(m.first < at for m in services) and not sentence.has("today")
    return False


def done_on_a_short_day(page: Page, sentence: Sentence) -> bool:
    """Whether a deed of any name has another day behind it: "bursa done 4/14 by Ed"."""
    return any(done_on_a_day(page, sentence, m.first) for m in sentence.kinds.get("act", ()))


OF_A_DAY = {"of", "from", "on", "dated"}
SINCE_A_DAY = {"since", "from", "after", "post", "following", "last", "prior"}
BEHIND_A_DAY = {")", ",", ";", ":", "-"}


def of_a_short_day(page: Page, sentence: Sentence) -> bool:
    """Whether a service is told as that of another day: "2 wk after the TPI of 12/01", "bursa injection (4/25; no)"."""
    words = page.tokens.words
    if any(
        words[m.first - 4] in SINCE_A_DAY and words[m.first - 2] == "/" and short_day(page, m.first - 2)
        for m in sentence.kinds["service"]
        if m.first - 4 >= sentence.first
    ):
        return True  # "doing well since 9/4 TPI: R trap x2"
    if any(done_on_a_day(page, sentence, m.last) for m in sentence.kinds["service"]):
        return True
    return any(
        (words[m.last] in OF_A_DAY or (words[m.last] == "(" and words[m.last + 4] in BEHIND_A_DAY))
        and words[m.last + 2] == "/"
        and short_day(page, m.last + 2)
        for m in sentence.kinds["service"]
        if m.last + 4 < sentence.last
    )


NEEDLES = {"shots", "shot", "injections", "needles", "tpis", "jabs"}


def of_the_shots_of_a_day(page: Page, sentence: Sentence) -> bool:
    """Whether the needles themselves are those of another day: "a log since the shots of 5/29 (R soleus)"."""
    if NEEDLES.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words
    return any(
        words[at] in NEEDLES and words[at + 1] in OF_A_DAY and words[at + 3] == "/" and short_day(page, at + 3)
        for at in range(sentence.first, sentence.last - 4)
    )


DONE = {"done", "performed", "given", "completed", "injected", "administered", "was", "were", "here", "last", "on"}
NO_DAY = {"ml", "cc", "mg", "of", "inch", "points", "sites", "muscles"}
"""Words behind two figures and a stroke that make them no day: "1/2 cc"."""


def done_on_a_day(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether what stands before a token was done on another day: "TPIs done 4/23 by me". "7/10" is a score."""
    words, first = page.tokens.words, at
    while at < sentence.last and at - first < RESULT_REACH and words[at] in DONE:
        at += 1
    if at == first or at + 2 >= sentence.last or words[at + 1] != "/":
        return False
    scored = words[at + 2] == "10" and words[at - 1] != "on"
    return not scored and NO_DAY.isdisjoint(words[at + 3 : at + 4]) and short_day(page, at + 1)


DEEDS = {"procedure", "procedures", "injection", "injections", "inj", "tpi", "tpis", "session"}


def headed_by_a_day(page: Page, sentence: Sentence) -> bool:
    """Whether a line names a deed and another day before its colon: "Procedure 4/16: R QL x2"."""
    words, first = page.tokens.words, sentence.first
    if words[first] not in DEEDS or first + 4 >= sentence.last or words[first + 2] != "/":
        return False
    return words[first + 4] == ":" and short_day(page, first + 2)


BOOKED = {"scheduled", "booked", "set"}
BOOKED_REACH, DAY_REACH = 3, 6


def booked_for_a_day(page: Page, sentence: Sentence) -> bool:
    """Whether a service is told as booked for another day: "anxious about TPI scheduled 6/12"."""
    if BOOKED.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words
    for m in sentence.kinds.get("service", ()):
        if BOOKED.isdisjoint(words[m.last : m.last + BOOKED_REACH]):
            continue
        stop = min(m.last + DAY_REACH, sentence.last - 1)
        if any(words[at] == "/" and short_day(page, at) for at in range(m.last + 2, stop)):
            return True
    return False


AFTER = {"after", "post", "since", "s/p", "following", "from"}
SPANS = {"day", "days", "wk", "wks", "week", "weeks", "mo", "mos", "month", "months"}


def so_long_after(page: Page, sentence: Sentence) -> bool:
    """Whether the one service of a sentence is days or weeks ago: "2 wk after TPI (bilateral trapezius 4 pts)"."""
    words, services = page.tokens.words, sentence.kinds["service"]
    at = services[0].first
    if len(services) > 1 or at - sentence.first < 2 or sentence.has("today", "planned"):
        return False
    return words[at - 1] in AFTER and words[at - 2] in SPANS


CAME_OUT = {"went", "helped", "gave", "brought", "worked", "failed", "helps", "works", "lasted", "wore"}
RESULT_REACH = 5
"""Words behind a day among which what it brought is told: "Botox 4/22 for migraine helps"."""


def outcome_of(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether the day opens what became of a service named right before it: "Arthrocentesis 6/12 went well"."""
    words = page.tokens.words
    named = any(m.last in (at - 1, at - 2) for m in sentence.of("service", "drug"))
    return named and not CAME_OUT.isdisjoint(words[at + 2 : min(sentence.last, at + 2 + RESULT_REACH)])


def short_day(page: Page, at: int) -> bool:
    """Whether the stroke at `at` parts a month from a day or a year of two digits, and those not of today."""
    words = page.tokens.words
    one, two = words[at - 1], words[at + 1]
    if not (one.isdecimal() and two.isdecimal() and len(one) < 3 and len(two) < 3 and 0 < int(one) <= 12):
        return False
    if "/" in (words[at - 2 : at - 1] + words[at + 2 : at + 3]) or page.day is None:
        return False
    return (int(one), int(two)) != (page.day.month, page.day.day)


def on_another_day(page: Page, sentence: Sentence) -> bool:
    """Whether a deed is dated by month and day alone, and not by today's: "on 5/1 I injected", "on August 12 I put"."""
    if page.day is None or "on" not in sentence.vocabulary:
        return False
    words = page.tokens.words
    for at in range(sentence.first, sentence.last - 3):
        if words[at] != "on":
            continue
        told = slashed_day(words, at + 1)
        if told is None and at + LONGEST_DAY < len(words):
            told = named_day(words, at + 1)
        if told:
            return told != (page.day.month, page.day.day)
    return False


def slashed_day(words: list[str], at: int) -> tuple[int, int] | None:
    """The month and day of "5/1", where no year follows."""
    if (
        words[at + 1] != "/"
        or not (words[at].isdecimal() and words[at + 2].isdecimal())
        or words[at + 3 : at + 4] == ["/"]
    ):
        return None
    month, day = int(words[at][:3]), int(words[at + 2][:3])
    return (month, day) if 0 < month <= 12 and 0 < day <= 31 else None


ORDINALS = ("th", "st", "nd", "rd")
LONGEST_DAY = 8
"""Words from a day to the writer's deed: "on the 14th of November, I"."""


def named_day(words: list[str], at: int) -> tuple[int, int] | None:
    """The month and day of "August 12", where the writer goes on with a deed: "on August 12 I put"."""
    at += words[at] == "the"
    day_first = words[at].isdecimal()
    place = at + day_first
    place += day_first and words[place] in ORDINALS
    place += day_first and words[place] == "of"
    month = MONTHS.get(words[place])
    day = words[at] if day_first else words[place + 1]
    if month is None or not day.isdecimal():
        return None
    behind = place + (1 if day_first else 2)
    behind += words[behind] in ORDINALS
    behind += words[behind] == ","
    return (month, int(day[:3])) if words[behind] in SPEAKER else None
