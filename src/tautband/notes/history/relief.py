"""How much an earlier session helped and for how long: "80% for 12 weeks", "half better x 7 wk".

The relief belongs to the session whose date stands before it, else to the last one told.
"""

from __future__ import annotations

from tautband.notes.context.denials import about_injection
from tautband.notes.history.about_sessions import of_injections
from tautband.notes.history.earlier_sessions import Earlier, Told, when
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.spans import span_weeks
from tautband.notes.vocabulary.lexicon import Mention

IN_WORDS = {"half": 50.0, "three_quarters": 75.0, "none": 0.0, "complete": 100.0}
"""Percent of relief told by a word; relief told without a number has none, and may have its weeks."""


def read_relief(page: Page, sentence: Sentence, here: list[Mention], told: Told, found: list[Earlier]) -> None:
    """Give relief in percent and weeks to the session it is told of; `found` are the sessions of the sentence."""
    if not (sentence.past or found or about_injection(sentence) or told.latest is not None):
        return
    for m in here:
        if m.kind != "relief":
            continue
        percent, first = IN_WORDS.get(m.value), m.first
        if m.value == "percent":
            percent, first = stated_percent(page, sentence, m), m.first - 1
            if percent is None:
                continue
        owner = (None if found else by_rank(page, sentence, told, first)) or owner_of(page, told, found, first)
        if owner is None:
            if not of_injections(sentence):
                continue
            owner = Earlier(None, sentence, first, m.last)
            told.relief_only.append(owner)
        weeks = weeks_after(page, sentence, m)
        if owner.percent is None and (percent is not None or weeks is not None):
            owner.percent, owner.weeks = percent, weeks if weeks is not None else owner.weeks
            if owner.sentence is not sentence:
                owner.relief_told = page.evidence(first, m.last)


def owner_of(page: Page, told: Told, found: list[Earlier], first: int) -> Earlier | None:
    """The session to which relief told at word `first` belongs: the one right before it, else the last one told."""
    ahead = next((s for s in found if s.first > first), None)
    if (
        ahead is not None
        and ahead.first - first <= TO_DATE
        and page.tokens.words[first : ahead.first].count("and") == 0
    ):
        lead = page.tokens.words[first : ahead.first]
        if not TOLD_OF.isdisjoint(lead) and {",", ";"}.isdisjoint(lead):
            return ahead  # "30% relief for 2 weeks after TPI 7/9/24"
    before = [s for s in found if s.last <= first]
    if before:
        plain = [s for s in before if not in_brackets(page, s)]  # "on 8/21 (the set before on 2/28) gave 65% relief"
        return (plain or before)[-1]
    return found[0] if found else told.latest


def in_brackets(page: Page, session: Earlier) -> bool:
    """Whether the day of a session stands at the end of brackets."""
    words = page.tokens.words
    lead = words[session.sentence.first : session.first]
    return words[session.last : session.last + 1] == [")"] and "(" in lead and ")" not in lead[lead.index("(") :]


TO_DATE = 12
"""Words from relief to the date of the session it followed."""
TOLD_OF = {"after", "following", "from", "with"}


def by_rank(page: Page, sentence: Sentence, told: Told, first: int) -> Earlier | None:
    """The session that relief is told of by its place among several: "the first helped 50%; the second 80%"."""
    words = page.tokens.words
    begin = max((at for at in range(sentence.first, first) if words[at] in (",", ";")), default=sentence.first)
    lead = words[begin:first]
    dated = sorted((s for s in told.sessions if s.day is not None), key=when)
    if len(dated) < 2 or not {"first", "former", "earlier"}.intersection(lead) or "time" in lead:
        return None
    return dated[0]


SCALES = {"ndi", "odi", "oswestry", "quickdash", "dash", "impairment", "saturation", "sat", "spo2"}


def stated_percent(page: Page, sentence: Sentence, m: Mention) -> float | None:
    """The percent of relief, the lower of a range; None for a drug's strength, a scale's score or no percent at all."""
    words = page.tokens.words
    number = page.number(m.first - 1) if m.first > sentence.first else None
    if number is None or number > 100:
        return None
    if number <= 10 and any(t.kind == "drug" and -4 <= t.first - m.last <= 2 for t in sentence.things):
        return None
    if words[m.first - 2] in SCALES or not SCALES.isdisjoint(words[m.last : m.last + 2]):
        return None
    low = page.number(m.first - 3) if m.first >= 3 and words[m.first - 2] in ("-", "to") else None
    dated = any(d.last == m.first - 2 for d in page.dates_between(m.first - LONGEST_DATE, m.first - 2))
    low = None if dated else low  # "6/18/25 - 70%"
    return low if low is not None and low < number else number


LONGEST_DATE = 8
"""Words of a date: "June 18, 2025"."""


def weeks_after(page: Page, sentence: Sentence, m: Mention) -> float | None:
    """The time relief lasted, said right after it or before it: "for 12 weeks", "x 7 wk", "5 weeks"."""
    words = page.tokens.words
    units = [
        u
        for u in sentence.kinds.get("unit", NONE)
        if u.value in ("weeks", "months", "days", "years") and words[u.last : u.last + 1] != ["ago"]
    ]
    for after in (u for u in units if m.last <= u.first <= m.last + 10):
        if (weeks := span_weeks(page, sentence, after)) is not None:  # "50% fewer bad days over 6 weeks"
            return rounded(weeks, after)
    before = next((u for u in reversed(units) if u.last <= m.first), None)
    if before is not None and m.first - before.last <= 5:
        return rounded(span_weeks(page, sentence, before), before)
    well = next((u for u in units if not WELL.isdisjoint(words[max(sentence.first, u.first - 3) : u.first])), None)
    return rounded(span_weeks(page, sentence, well), well) if well is not None else None


WELL = {"well", "better", "relief", "free"}
"""Words right before "for 10 weeks" that make it the time of relief."""


def rounded(weeks: float | None, unit: Mention) -> float | None:
    """Weeks as people count them: two months are eight or nine weeks, kept as the exact figure to one place."""
    return None if weeks is None else round(weeks, 1) if unit.value != "weeks" else weeks
