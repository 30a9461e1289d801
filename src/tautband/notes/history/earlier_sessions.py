"""The earlier trigger point sessions that a sentence dates: by a date, by their distance, by the entry it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tautband.model.evidence import Evidence
from tautband.notes.history.about_sessions import OTHERS, concerns_tpi, of_injections
from tautband.notes.history.loose_dates import short_dates
from tautband.notes.muscles.muscles import targets
from tautband.notes.text.dates import MONTHS, Dated
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.spans import span_weeks


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


@dataclass(slots=True)
class Told:
    """What a note has told of earlier sessions so far."""

    sessions: list[Earlier] = field(default_factory=list)
    seen: set[date] = field(default_factory=set)
    """The days of those sessions, each of which counts once."""
    latest: Earlier | None = None
    """The latest session of the last sentence that told of any: relief told next is its."""
    relief_only: list[Earlier] = field(default_factory=list)
    """Sessions of which nothing is known but the relief."""
    denials: list[Evidence] = field(default_factory=list)
    stated: int | None = None
    """The number of sessions put in words."""
    stated_in: int = -1
    """The number of the sentence that puts it."""
    improved: bool | None = None
    """Whether function improved after them."""


def when(session: Earlier) -> date:
    """The day of a session, or the earliest day where it has none."""
    return session.day or date.min


def sessions_in(page: Page, sentence: Sentence, told: Told) -> list[Earlier]:
    """The earlier sessions a sentence dates, those that were told before left out; they are added to `told`."""
    if page.day is None or not can_date(page, sentence):
        return []
    if not (concerns_tpi(page, sentence) or next_in_row(page, sentence, told)):
        return []
    dates = [*page.dates_in(sentence), *short_dates(page, sentence, page.day)]
    found = dated_by(page, sentence, dates, told.seen, page.day) if dates else ago(page, sentence)
    day = sentence.dated
    if not dates and not found and day is not None and day < page.day and day not in told.seen and told_done(sentence):
        told.seen.add(day)
        found = [Earlier(day, sentence, sentence.first, sentence.first + 1)]
    if found:
        names = [t.name for t in targets(page, sentence) if t.role == ""]
        if len(found) == 1:
            found[0].muscles = list(dict.fromkeys(names))
        told.sessions += found
        told.latest = max(found, key=when)
    return found


def next_in_row(page: Page, sentence: Sentence, told: Told) -> bool:
    """Whether a sentence opens with the next date of a row and its relief: "2/5/24 50% 4 wks; 5/13/24 75% 9 wks"."""
    follows = told.latest is not None and told.latest.sentence.number == sentence.number - 1
    return follows and "%" in sentence.vocabulary and any(d.first == sentence.first for d in page.dates_in(sentence))


def dated_by(page: Page, sentence: Sentence, dates: Sequence[Dated], seen: set[date], day: date) -> list[Earlier]:
    """The sessions that dates before the service give, each date once."""
    found = []
    for dated in sorted(dates, key=lambda d: (not d.exact, d.first)):  # "in December (12/1/22)" is one day
        known = not dated.exact and any(s.year == dated.day.year and s.month == dated.day.month for s in seen)
        if dated.day < day and dated.day not in seen and not known and not of_another(page, sentence, dated, dates):
            seen.add(dated.day)
            found.append(Earlier(dated.day, sentence, dated.first, dated.last, exact=dated.exact))
    return sorted(found, key=lambda s: s.first)


SHORTLY = {"in", "/", "tpi", "tpis", *MONTHS}
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


REQUESTED = {
    "ordered", "booked", "authorized", "authorization", "approved", "certified", "scheduled", "requested", "request",
    "forwarded",
}  # fmt: skip
ARRANGED = REQUESTED | {"order", "placed", "authorised"}
"""Words right before the day on which a session was only arranged, or its words written."""
OTHER_MATTERS = REQUESTED | {
    "arranged", "agreed", "since", "discussed", "seen", "decided", "onset", "hurt", "injured", "fell", "doi", "lifting",
}  # fmt: skip
"""Words anywhere before a day by which something else happened on it, unless an injection is named there."""


NAMED = {"tpi", "tpis"}
CERTIFIED = {"approved", "authorized", "authorised", "authorization", "certified", "preauthorization"}
PAPERS = {"letter", "email", "fax", "report", "referral", "consult", "consultation"}
"""Words right before the day of a paper that only speaks of injections."""


def of_another(page: Page, sentence: Sentence, dated: Dated, dates: Sequence[Dated]) -> bool:
    """Whether a date belongs to something else: "dry needling 06/03/2025", "knee steroid injection 2022", an MRI."""
    words = page.tokens.words
    begin = max([sentence.first, *[d.last for d in dates if d.last <= dated.first]])
    begin = max([begin, *[at + 1 for at in range(begin, dated.first - 1) if words[at] in (";", ",")]])
    before = set(words[begin : dated.first])
    if not NAMED.isdisjoint(words[max(begin, dated.first - 2) : dated.first]):
        return False  # "TPI/dry needling on this claim: TPI 06/22/2023"
    certified = CERTIFIED & set(words[sentence.first : dated.first])
    earlier = [d for d in dates if page.day is not None and d.day < page.day]
    if certified and len(earlier) == 1 and "%" not in sentence.vocabulary and "relief" not in sentence.vocabulary:
        return True  # "C-9 approved: TPI x 1 session right forearm, 3/11/22"
    if not PAPERS.isdisjoint(words[max(begin, dated.first - 3) : dated.first]):
        return True
    if spoken_of(words[begin : dated.first]):
        return True
    if before & OTHERS or not ARRANGED.isdisjoint(words[max(begin, dated.first - 3) : dated.first]):
        return True
    return not before.isdisjoint(OTHER_MATTERS) and before.isdisjoint(
        ("tpi", "tpis", "injection", "injections", "shots")
    )


SPEAKING = {"talked", "spoke", "discussed", "mentioned", "proposed", "raised", "offered", "suggested", "recommended"}
DEEDS = {
    "injected", "had", "received", "did", "done", "got", "gave", "given", "underwent", "performed", "responded",
    "helped", "relief", "after", "since", "from",
}  # fmt: skip
HOW = {"how", "that", "whether", "what"}
INJECTED = {"injection", "injections", "shot", "shots", "session", "procedure"}


def spoken_of(lead: Sequence[str]) -> bool:
    """Whether the words before a day say that injections were only spoken of on it: "which we talked about on 2/6"."""
    beside = not INJECTED.isdisjoint(lead[-2:]) and (lead[-1] != "on" or not HOW.isdisjoint(lead))
    # "discussed the injections of 2/6", "discussed how the injections on 2/6 went"
    return not beside and not SPEAKING.isdisjoint(lead) and DEEDS.isdisjoint(lead)


AGREED = {"agreed", "discussed", "scheduled", "booked", "ordered", "planned", "talked", "decided", "requested"}
AT_LEAST = {"over", "than", ">"}
SPOKEN_OF = 6
"""Words before a stretch of time in which an injection was only agreed upon: "one we agreed on two weeks ago"."""


def ago(page: Page, sentence: Sentence) -> list[Earlier]:
    """Sessions told by their distance: "TPI three months ago"."""
    words = page.tokens.words
    found: list[Earlier] = []
    if not of_injections(sentence):
        return found
    for m in sentence.kinds.get("unit", NONE):
        if m.value in ("weeks", "months", "years", "days") and words[m.last : m.last + 1] == ["ago"]:
            weeks = span_weeks(page, sentence, m)
            lead = words[max(sentence.first, m.first - SPOKEN_OF) : m.first]
            onward = words[m.last + 1 : m.last + 1 + SPOKEN_OF]
            agreed = not AGREED.isdisjoint(lead) or ("seen" in lead and not AGREED.isdisjoint(onward))
            if weeks is not None and not AT_LEAST.isdisjoint(words[max(sentence.first, m.first - 2) : m.first]):
                weeks += 1  # "over a year ago" lies beyond the year
            if weeks is not None and not agreed:
                found.append(Earlier(None, sentence, max(sentence.first, m.first - 1), m.last + 1, weeks_ago=weeks))
    return found
