"""Earlier trigger point sessions as the note tells them: when, how many in twelve months, how much and how long
they helped.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tautband.model.encounter import NoteHistory, PriorSession
from tautband.notes.context.denials import DENIES, denied, may_deny
from tautband.notes.history.earlier_sessions import Earlier, Told, sessions_in, when
from tautband.notes.history.relief import read_relief
from tautband.notes.history.session_rows import session_rows
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

YEAR = timedelta(days=365)
WEEKS_OF_YEAR = 52.2


def read_history(page: Page) -> NoteHistory:
    """The sessions before this one. Nothing told gives None throughout; a first session gives 0."""
    told = Told()
    for row in session_rows(page):
        if row.day is not None and row.day not in told.seen:
            told.sessions.append(row)
            told.seen.add(row.day)
    denying, ranked_in = may_deny(page), {sentence.number for sentence in page.saying(RANKS.keys())}
    for sentence, here in with_cues(page):
        denied_here = denied(page, sentence, here) if here or sentence.cues or sentence.number in denying else []
        if sentence.section in ("medications", "allergies", "family", "boilerplate"):
            if sentence.section == "medications" and sentence.heading is None:
                told.denials += denied_here
            continue
        told.denials += denied_here
        found = sessions_in(page, sentence, told)
        told_on = told.latest is not None and not sentence.late and any(m.kind == "relief" for m in here)
        ranked = told.stated is None and sentence.number in ranked_in and by_rank(page, sentence) is not None
        if not (sentence.past or found or told_on or ranked or "historical" in sentence.assertions):
            continue
        if told.stated is None:
            told.stated = stated_sessions(page, sentence, here) or by_rank(page, sentence)
            told.stated_in = sentence.number
        told.improved = function(here, told.improved)
        read_relief(page, sentence, here, told, found)
    return summed(page, told)


def with_cues(page: Page) -> Iterator[tuple[Sentence, list[Mention]]]:
    """Each sentence with the phrases of earlier sessions that open in it."""
    cues, at = page.cues["history"], 0
    for sentence in page.sentences:
        begin = at
        while at < len(cues) and cues[at].first < sentence.last:
            at += 1
        yield sentence, cues[begin:at] if at > begin else NONE


def stated_sessions(page: Page, sentence: Sentence, here: list[Mention]) -> int | None:
    """A number of earlier sessions put in words: "two sessions in the past year"."""
    words = page.tokens.words
    for m in here:
        if m.kind != "sessions_stated":
            continue
        for at in range(max(sentence.first, m.first - 2), m.first):
            number = page.number(at)
            if number is None or number != int(number) or number >= MOST_SESSIONS:
                continue
            listed = words[at + 1] in (".", ")")  # "4. Prior injections: none" is the fourth line of a list
            counted = words[at - 1] != "/" and words[at] not in ("a", "an", "half") and not listed
            if counted and DENIES.isdisjoint(words[at : m.first]):
                return int(number)
    return None


RANKS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6}
SETS = {"set", "session", "round", "tpi", "injection", "injections", "treatment", "series"}
THIS_YEAR = (["this", "year"], ["in", "12"], ["in", "twelve"], ["in", "the"], ["within", "12"], ["of", "the"])


def by_rank(page: Page, sentence: Sentence) -> int | None:
    """The sessions before the one that a rank counts within the year: "third set this year" follows two."""
    if sentence.vocabulary.isdisjoint(RANKS) or not (YEARLY & sentence.vocabulary):
        return None
    words = page.tokens.words
    for at in range(sentence.first, sentence.last - 2):
        if words[at] in RANKS and words[at + 1] in SETS and words[at + 2 : at + 4] in THIS_YEAR:
            return RANKS[words[at]] - 1
    return None


YEARLY = {"year", "months"}
MOST_SESSIONS = 30
"""A number from which on it counts something else than sessions."""


def function(here: list[Mention], known: bool | None) -> bool | None:
    """What the note says of function after earlier sessions."""
    for m in here:
        if m.kind == "function":
            known = m.value == "improved"
    return known


def summed(page: Page, told: Told) -> NoteHistory:
    """The model's history from what was gathered."""
    ordered = sorted(told.sessions, key=when)
    dated = [s for s in ordered if s.day is not None and s.exact]
    last = dated[-1] if dated else None
    loose = [s for s in ordered if s.weeks_ago is not None or (not s.exact and s.percent is not None)]
    source = source_of_relief(page, told, last, loose)
    return NoteHistory(
        prior_sessions_12mo=counted(page, told, ordered),
        last_session_date=last.day if last is not None else None,
        last_relief_percent=source.percent if source is not None else None,
        last_relief_weeks=source.weeks if source is not None else None,
        function_improved=told.improved,
        sessions=tuple(prior(page, s) for s in ordered),
        evidence=tuple(dict.fromkeys([*(page.evidence(s.first, s.last) for s in ordered), *told.denials])),
    )


def counted(page: Page, told: Told, sessions: list[Earlier]) -> int | None:
    """The sessions of the year before the service; None where the note leaves their number open.

    Full dates and distances count first, then months, a number in words, and a denial. A month is known, a bare year
    is not.
    """
    dated = [s.day for s in sessions if s.day is not None and s.exact]
    loose = [s.weeks_ago for s in sessions if s.weeks_ago is not None]
    vague = [s.day for s in sessions if s.day is not None and not s.exact]
    if page.day is not None and (dated or loose):
        recent = sum(within_a_year(page.day, day) for day in dated)
        count = recent if dated else sum(weeks <= WEEKS_OF_YEAR for weeks in loose)
        beside = len(sessions) == 1 and abs(sessions[0].sentence.number - told.stated_in) <= 1
        more = told.stated is not None and told.stated > count and (not recent or beside)
        return told.stated if more else count  # "two sets in the past year, the latest on 12/5"
    if page.day is not None and vague:
        near = [day for day in vague if within_a_year(page.day, day)]
        return len(near) if all(day.day == 1 for day in near) else None
    if told.stated is not None:
        return told.stated
    return 0 if told.denials else None


def within_a_year(service: date, day: date) -> bool:
    """Whether a day lies in the year before the service."""
    return service - day <= YEAR


def source_of_relief(page: Page, told: Told, last: Earlier | None, loose: list[Earlier]) -> Earlier | None:
    """The session whose relief is the last one's: the last of the year, else one told without a date, else an older."""
    if last is not None and last.day is not None and page.day is not None and within_a_year(page.day, last.day):
        return last
    undated = loose or told.relief_only
    return undated[-1] if undated else last


def prior(page: Page, session: Earlier) -> PriorSession:
    """One earlier session in the model's words, with the words of the note that tell of it."""
    return PriorSession(
        date=session.day if session.exact else None,
        muscles=tuple(session.muscles),
        relief_percent=session.percent,
        relief_weeks=session.weeks,
        evidence=(
            page.evidence(session.first, session.last),
            *((session.relief_told,) if session.relief_told else ()),
        ),
    )
