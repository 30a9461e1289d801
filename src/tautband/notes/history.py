"""Earlier trigger point sessions as the note tells them: when, how many in twelve months, how much and how long
they helped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from tautband.model.encounter import NoteHistory, PriorSession
from tautband.model.evidence import Evidence
from tautband.notes.dates import MONTHS, Dated, calendar
from tautband.notes.denials import DENIES, INJECTION_WORDS, about_injection, denied
from tautband.notes.lexicon import Mention
from tautband.notes.muscles import targets
from tautband.notes.page import NONE, Page, Sentence
from tautband.notes.spans import span_weeks

YEAR = timedelta(days=365)
FIRMLY = {"injection", "injections", "tpi", "tpis", "injected", "trigger", "shots"}
"""Words that speak of injections and not of any session or set."""
SCALES = {"ndi", "odi", "oswestry", "quickdash", "dash", "impairment", "saturation", "sat", "spo2"}
OTHERS = {
    "knee",
    "hip",
    "steroid",
    "epidural",
    "vaccine",
    "denosumab",
    "booster",
    "influenza",
    "block",
    "botox",
    "surgery",
    "needling",
    "acupuncture",
    "mri",
    "repair",
    "replacement",
    "injury",
    "accident",
    "esi",
    "prp",
    "cortisone",
    "bursa",
    "facet",
    "rfa",
    "ablation",
    "lidoderm",
    "onabotulinumtoxina",
    "toxin",
    "dysport",
    "preempt",
}


@dataclass(slots=True)
class Earlier:
    """An earlier session as told: `day` None where only its distance is known (`weeks_ago`)."""

    day: date | None
    sentence: Sentence
    first: int
    last: int
    weeks_ago: float | None = None
    percent: float | None = None
    weeks: float | None = None
    muscles: list[str] = field(default_factory=list)
    exact: bool = True
    relief_told: Evidence | None = None
    """The words of its relief, where another sentence than the one that dates it tells of it."""


def read_history(page: Page) -> NoteHistory:
    """The sessions before this one. Nothing told gives None throughout; a first session gives 0."""
    sessions: list[Earlier] = []
    seen: set[date] = set()
    denials: list[Evidence] = []
    relief_only: list[Earlier] = []
    cues = page.cues["history"]
    at = 0
    latest: Earlier | None = None
    stated: int | None = None
    improved: bool | None = None
    for sentence in page.sentences:
        here = NONE
        if at < len(cues) and cues[at].first < sentence.last:
            here = []
            while at < len(cues) and cues[at].first < sentence.last:
                here.append(cues[at])
                at += 1
        if sentence.section in ("medications", "allergies", "family", "boilerplate"):
            if sentence.section == "medications" and sentence.heading is None:
                denials += denied(page, sentence, here)
            continue
        denials += denied(page, sentence, here)
        found = sessions_in(page, sentence, seen)
        sessions += found
        if found:
            latest = max(found, key=when)
        told_on = latest is not None and not sentence.late and any(m.kind == "relief" for m in here)
        if not (sentence.past or found or told_on or "historical" in sentence.assertions):
            continue
        stated = stated if stated is not None else stated_sessions(page, sentence, here)
        improved = function(here, improved)
        read_relief(page, sentence, here, found, latest, relief_only)
    return summed(page, sessions, denials, relief_only, stated, improved)


def when(session: Earlier) -> date:
    """The day of a session, or the earliest day where it has none."""
    return session.day or date.min


def sessions_in(page: Page, sentence: Sentence, seen: set[date]) -> list[Earlier]:
    """The earlier trigger point sessions a sentence dates."""
    if page.day is None or not can_date(page, sentence) or not concerns_tpi(page, sentence):
        return []
    found = []
    dates = [*page.dates_in(sentence), *short_dates(page, sentence)]
    for dated in sorted(dates, key=lambda d: d.first):
        if dated.day < page.day and dated.day not in seen and not of_another(page, sentence, dated, dates):
            seen.add(dated.day)
            found.append(Earlier(dated.day, sentence, dated.first, dated.last, exact=dated.exact))
    if not dates:
        found += ago(page, sentence)
    entry = sentence.dated
    if not dates and not found and entry is not None and entry < page.day and entry not in seen and told_done(sentence):
        seen.add(entry)
        found.append(Earlier(entry, sentence, sentence.first, sentence.first + 1))
    names = [t.name for t in targets(page, sentence) if t.role == ""] if found else []
    for session in found:
        session.muscles = list(dict.fromkeys(names)) if len(found) == 1 else []
    return found


SHORTLY = {"in", "/", *MONTHS}
"""Words without one of which a number is no date without its year."""


def can_date(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence holds, or stands under, anything that can date a session; most do not."""
    if sentence.dated is not None or "ago" in sentence.vocabulary or page.dates_in(sentence):
        return True
    return not SHORTLY.isdisjoint(sentence.vocabulary) and bool(page.numbers_in(sentence))


def told_done(sentence: Sentence) -> bool:
    """Whether a sentence of a dated entry tells of a session: it names muscles or a drug, and wishes or denies none."""
    if ("service", "tpi") not in sentence.meanings or {"muscle", "drug"}.isdisjoint(sentence.kinds):
        return False
    return not sentence.has("planned", "offered", "declined", "deferred", "negation", "not_performed", "never")


def concerns_tpi(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence can date a trigger point session: it names one, or injections in a note that has named
    them.
    """
    if sentence.section in ("results", "planned", "social") or ("planned" in sentence.assertions and not sentence.past):
        return False
    if ("service", "tpi") in sentence.meanings:
        return True
    words, kinds = sentence.vocabulary, sentence.kinds
    if sentence.past and "muscle" in kinds and "drug" in kinds and not words & OTHERS:
        return True
    if "same" in words and words & {"treatment", "procedure", "treatments"} and not words & OTHERS:
        return True
    if sentence.section == "past" and sentence.heading is not None:
        head = set(page.tokens.words[sentence.heading[0] : sentence.heading[1]])
        if head & (INJECTION_WORDS | {"treatments"}):
            return True
    if listed_sessions(page, sentence):
        return True
    if words.isdisjoint(INJECTION_WORDS) or not words.isdisjoint(OTHERS):
        return False
    return sentence.past or sentence.has("historical", "first") or dated_session(page, sentence)


def dated_session(page: Page, sentence: Sentence) -> bool:
    """Whether a session stands right beside an earlier date: "session of 02/24/2026 lasted 11 weeks"."""
    words = page.tokens.words
    return any(
        page.day is not None
        and d.day < page.day
        and not SESSION_WORDS.isdisjoint(words[max(sentence.first, d.first - 4) : d.first])
        for d in page.dates_in(sentence)
    )


SESSION_WORDS = {
    "session",
    "sessions",
    "set",
    "sets",
    "injection",
    "injections",
    "tpi",
    "shots",
    "visit",
    "#1",
    "round",
}


def listed_sessions(page: Page, sentence: Sentence) -> bool:
    """Whether earlier dates stand in a list of sessions: a row of an injection log, or dates with what each gave."""
    dates = [d for d in page.dates_in(sentence) if page.day is not None and d.day < page.day]
    if not dates or not sentence.vocabulary.isdisjoint(OTHERS):
        return False
    for earlier in reversed(page.sentences[max(0, sentence.number - MOST_ROWS) : sentence.number]):
        if heads_list(page, earlier):
            return (
                sentence.section == "past" or {"muscle", "short_muscle", "relief"}.intersection(sentence.kinds) != set()
            )
        if (
            earlier.heading is not None
            or earlier.section != sentence.section
            or earlier.paragraph != sentence.paragraph
        ):
            break
    told = sentence.vocabulary & {"gave", "each", "helped", "relief", "dates"}
    before = page.sentences[max(0, sentence.number - 3) : sentence.number]
    return (
        len(dates) > 1 and bool(told) and any(about_injection(s) and s.paragraph == sentence.paragraph for s in before)
    )


def heads_list(page: Page, sentence: Sentence) -> bool:
    """Whether a line is the title of a list of earlier sessions: "PRIOR TPI:", "Injection log", "HISTORY OF SERIES"."""
    words = page.tokens.words
    head = sentence.heading or (sentence.first, sentence.last)
    alone = words[sentence.last - 1] in (":", ")") or sentence.heading is not None or sentence.section == "title"
    title = set(words[head[0] : head[1]]) if sentence.heading is None else set(words[head[0] : sentence.last])
    if not alone or len(title) > LONGEST_LIST_TITLE or not title.isdisjoint(OTHERS) or page.dates_in(sentence):
        return False
    return bool(title & (INJECTION_WORDS | {"ledger", "series"})) and bool(title & (LOGGED | EARLIER_WORDS))


LOGGED = {"log", "ledger", "table", "list", "dates", "history", "record", "series"}
EARLIER_WORDS = {"prior", "prev", "previous", "past", "earlier", "last"}
LONGEST_LIST_TITLE = 16
MOST_ROWS = 20


ARRANGED = {
    "order", "ordered", "placed", "booked", "authorized", "authorised", "authorization", "approved", "certified",
    "scheduled", "requested", "request", "forwarded",
}  # fmt: skip
"""Words right before the day on which a session was only arranged, or its words written."""


def of_another(page: Page, sentence: Sentence, dated: Dated, dates: list[Dated]) -> bool:
    """Whether a date belongs to something else: "dry needling 06/03/2025", "knee steroid injection 2022", an MRI."""
    words = page.tokens.words
    begin = max([sentence.first, *[d.last for d in dates if d.last <= dated.first]])
    begin = max(
        [
            begin,
            *[
                i + 1
                for i in range(begin, dated.first)
                if words[i] in (";", ",") and i + 1 < dated.first - 0 and i < dated.first - 1
            ],
        ]
    )
    before = set(words[begin : dated.first])
    if before & OTHERS or not ARRANGED.isdisjoint(words[max(begin, dated.first - 3) : dated.first]):
        return True
    return bool(
        before
        & {
            "approved",
            "authorization",
            "authorized",
            "request",
            "requested",
            "booked",
            "arranged",
            "agreed",
            "scheduled",
            "since",
            "discussed",
            "seen",
            "decided",
            "onset",
            "certified",
            "ordered",
            "forwarded",
            "hurt",
            "injured",
            "fell",
            "doi",
            "lifting",
        }
    ) and not before & {"tpi", "injection"}


def short_dates(page: Page, sentence: Sentence) -> list[Dated]:
    """Dates without a year in a sentence about sessions, put in the year before the service: "on October 2", "on
    7/8"; and those without a day: "in 2019", "03/2022".
    """
    words = page.tokens.words
    found = []
    taken = {i for d in page.dates_in(sentence) for i in range(d.first, d.last)}
    assert page.day is not None
    for at in range(sentence.first, sentence.last - 1):
        if at in taken:
            continue
        if words[at] in MONTHS and words[at + 1].isdecimal() and len(words[at + 1]) <= 2 and at + 1 not in taken:
            day = last_before(page.day, MONTHS[words[at]], int(words[at + 1]))
            if day:
                found.append(Dated(day, at, at + 2, True))
        elif words[at] == "on" and at + 3 < sentence.last and words[at + 2] == "/" and at + 1 not in taken:
            if (
                words[at + 1].isdecimal()
                and words[at + 3].isdecimal()
                and int(words[at + 1][:3]) <= 12
                and words[at + 4 : at + 5] != ["/"]
            ):
                day = last_before(page.day, int(words[at + 1][:3]), int(words[at + 3][:3]))
                if day:
                    found.append(Dated(day, at + 1, at + 4, True))
        elif month_of_year(words, at):
            found.append(Dated(date(int(words[at + 2]), int(words[at]), 1), at, at + 3, False))
        elif words[at] == "in" and words[at + 1].isdecimal() and len(words[at + 1]) == 4:
            year = int(words[at + 1])
            if 1990 <= year < page.day.year:
                found.append(Dated(date(year, 12, 31), at + 1, at + 2, False))
    return found


def month_of_year(words: list[str], at: int) -> bool:
    """Whether "03/2022" stands here, and no part of a longer date."""
    month, mark, year = (*words[at : at + 3], "", "", "")[:3]
    if mark != "/" or not (month.isdecimal() and year.isdecimal() and len(year) == 4 and len(month) <= 2):
        return False
    return 1 <= int(month) <= 12 and 1990 <= int(year) <= 2079 and (at == 0 or words[at - 1] != "/")


def last_before(day: date, month: int, number: int) -> date | None:
    """The last day with this month and number before `day`."""
    for year in (day.year, day.year - 1):
        candidate = calendar(year, month, number)
        if candidate is not None and candidate < day:
            return candidate
    return None


def ago(page: Page, sentence: Sentence) -> list[Earlier]:
    """Sessions told by their distance: "TPI three months ago"."""
    words = page.tokens.words
    found: list[Earlier] = []
    if not of_injections(sentence):
        return found
    for m in sentence.kinds.get("unit", NONE):
        if m.value in ("weeks", "months", "years", "days") and words[m.last : m.last + 1] == ["ago"]:
            weeks = span_weeks(page, sentence, m)
            if weeks is not None:
                found.append(Earlier(None, sentence, max(sentence.first, m.first - 1), m.last + 1, weeks_ago=weeks))
    return found


def stated_sessions(page: Page, sentence: Sentence, here: list[Mention]) -> int | None:
    """A number of earlier sessions put in words: "two sessions in the past year"."""
    for m in here:
        if m.kind == "sessions_stated":
            for at in range(max(sentence.first, m.first - 2), m.first):
                number = page.number(at)
                if (
                    number is not None
                    and page.tokens.words[at - 1] != "/"
                    and DENIES.isdisjoint(page.tokens.words[at : m.first])
                    and number == int(number)
                    and number < 30
                    and page.tokens.words[at] not in ("a", "an", "half")
                ):
                    return int(number)
    return None


def function(here: list[Mention], known: bool | None) -> bool | None:
    """What the note says of function after earlier sessions."""
    for m in here:
        if m.kind == "function":
            known = m.value == "improved"
    return known


def read_relief(
    page: Page,
    sentence: Sentence,
    here: list[Mention],
    found: list[Earlier],
    latest: Earlier | None,
    relief_only: list[Earlier],
) -> None:
    """Give relief in percent and weeks to the session it is told of: the date before it, else the last one told."""
    for m in here:
        if m.kind != "relief":
            continue
        percent: float | None = {"half": 50.0, "none": 0.0, "complete": 100.0}.get(m.value)
        first = m.first
        if m.value == "percent":
            number = page.number(m.first - 1) if m.first > sentence.first else None
            drug = any(t.kind == "drug" and -4 <= t.first - m.last <= 2 for t in sentence.things)
            scale = page.tokens.words[m.first - 2] in SCALES or not SCALES.isdisjoint(
                page.tokens.words[m.last : m.last + 2]
            )
            if number is None or number > 100 or (drug and number <= 10) or scale:
                continue
            percent, first = number, m.first - 1
            if (
                m.first >= 3
                and page.tokens.words[m.first - 2] in ("-", "to")
                and (low := page.number(m.first - 3)) is not None
                and low < number
            ):
                percent = low
        if not (sentence.past or found or about_injection(sentence) or latest is not None):
            continue
        before = [s for s in found if s.last <= first]
        owner = before[-1] if before else (found[0] if found else latest)
        if owner is None:
            if not of_injections(sentence):
                continue
            owner = Earlier(None, sentence, first, m.last, weeks_ago=None)
            relief_only.append(owner)
        if owner.percent is None:
            owner.percent = percent
            owner.weeks = weeks_after(page, sentence, m)
            if owner.sentence is not sentence:
                owner.relief_told = page.evidence(first, m.last)


def of_injections(sentence: Sentence) -> bool:
    """Whether a sentence tells of trigger point injections or of injections that are no others."""
    words = sentence.vocabulary
    return ("service", "tpi") in sentence.meanings or (bool(words & FIRMLY) and not words & OTHERS)


def weeks_after(page: Page, sentence: Sentence, m: Mention) -> float | None:
    """The time relief lasted, said right after it or before it: "for 12 weeks", "x 7 wk", "5 weeks"."""
    units = [u for u in sentence.kinds.get("unit", NONE) if u.value in ("weeks", "months", "days", "years")]
    after = [u for u in units if u.first >= m.last and page.tokens.words[u.last : u.last + 1] != ["ago"]]
    if after and after[0].first - m.last <= 10:
        return rounded(span_weeks(page, sentence, after[0]), after[0])
    before = [u for u in units if u.last <= m.first and page.tokens.words[u.last : u.last + 1] != ["ago"]]
    if before and m.first - before[-1].last <= 5:
        return rounded(span_weeks(page, sentence, before[-1]), before[-1])
    return None


def rounded(weeks: float | None, unit: Mention) -> float | None:
    """Weeks as people count them: two months are eight or nine weeks, kept as the exact figure to one place."""
    return None if weeks is None else round(weeks, 1) if unit.value != "weeks" else weeks


def summed(
    page: Page,
    sessions: list[Earlier],
    denials: list[Evidence],
    relief_only: list[Earlier],
    stated: int | None,
    improved: bool | None,
) -> NoteHistory:
    """The model's history from what was gathered."""
    ordered = sorted(sessions, key=when)
    dated = [s for s in ordered if s.day is not None and s.exact]
    loose = [s for s in ordered if s.weeks_ago is not None]
    vague = [s for s in ordered if s.day is not None and not s.exact]
    evidence = [page.evidence(s.first, s.last) for s in ordered]
    count: int | None = None
    if page.day is not None and (dated or loose):
        recent = [s for s in dated if s.day is not None and page.day - s.day <= YEAR]
        near = [s for s in loose if s.weeks_ago is not None and s.weeks_ago <= 52.2]
        count = len(recent) + (len(near) if not dated else 0)
        if stated is not None and stated > count and not recent:
            count = stated
    elif vague and page.day is not None:
        known = [s.day for s in vague if s.day is not None]
        within = [day for day in known if page.day - day <= YEAR]
        count = len(within) if all(day.day == 1 for day in within) else None  # a month is known, a bare year is not
    elif stated is not None:
        count = stated
    elif denials:
        count = 0
    last = dated[-1] if dated else None
    recentest = (
        last
        if last is not None and page.day is not None and last.day is not None and page.day - last.day <= YEAR
        else None
    )
    source = recentest or (loose[-1] if loose else None) or (relief_only[-1] if relief_only else None) or last
    return NoteHistory(
        prior_sessions_12mo=count,
        last_session_date=last.day if last is not None else None,
        last_relief_percent=source.percent if source is not None else None,
        last_relief_weeks=source.weeks if source is not None else None,
        function_improved=improved,
        sessions=tuple(
            PriorSession(
                date=s.day if s.exact else None,
                muscles=tuple(s.muscles),
                relief_percent=s.percent,
                relief_weeks=s.weeks,
                evidence=(page.evidence(s.first, s.last), *((s.relief_told,) if s.relief_told else ())),
            )
            for s in ordered
        ),
        evidence=tuple(dict.fromkeys([*evidence, *denials])) if (evidence or denials) else (),
    )
