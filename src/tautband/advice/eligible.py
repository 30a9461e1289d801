"""The first day on which a trigger point session draws no frequency denial, found by running the edits themselves.

Whether a session on some day is denied can change only where a policy changes, an earlier session leaves a window, or
the known history reaches a window's length. Those days are tried in order: each as a claim that is scrubbed. No limit
is judged here, so the answer cannot differ from what `scrub` says of a claim of that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from tautband.advice.because import reasons
from tautband.advice.checklist import check_criteria, checklist
from tautband.advice.eligibility import NO_PROMISE, PROMISE, Eligibility, Site, Standing, Stretch, Unchecked, Verdict
from tautband.advice.limits import Limit, Session, limits_of, session_codes, sessions_of
from tautband.edits import scrub
from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.model.encounter import Encounter, Injection, NoteHistory
from tautband.model.errors import InputError
from tautband.model.finding import Finding, ScrubResult
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import EPOCH, NO_DATE, day_date
from tautband.rulebook.scope import Cell, Scope

ELSEWHERE = "elsewhere"
_AT_ONCE = 32
"""Days tried in one run of the edits."""
_WORST_FIRST: tuple[Verdict, ...] = ("never", "not_known", "date")


def eligible(
    history: Sequence[HistoryEntry] | None,
    *,
    payer: str,
    on: date,
    rulebook: Rulebook,
    state: str | None = None,
    zip_code: str | None = None,
    region: str | None = None,
    history_scope: Literal["own_practice", "all"] = "own_practice",
    history_from: date | None = None,
    criteria: Sequence[str] = (),
) -> Eligibility:
    """When this patient may next be injected without a frequency denial on the history given, `on` at the earliest.

    `history` None means that nothing is known of earlier sessions, and then no date is given; an empty one that there
    were none. `region` asks for one anatomic region alone; an unknown one raises InputError. `criteria` are sets the
    plan adopted. Cannot see sessions that the history lacks, and says so where a limit would count them.
    """
    _check_region(region, rulebook)
    check_criteria(criteria, rulebook)
    known = rulebook.payers.resolve(payer, state)
    draft = Claim(
        claim_id="next session",
        payer=known.id if known else payer,
        state=state,
        zip_code=zip_code,
        date_of_service=on,
        lines=tuple(ServiceLine(code=code) for code in session_codes()),
        history=None if history is None else tuple(history),
        history_scope=history_scope,
        history_from=history_from,
        criteria=tuple(criteria),
    )
    search = _Search(draft, rulebook)
    sites = tuple(search.site(name, number) for name, number in search.regions(region))
    worst = max(sites, key=lambda s: (-_WORST_FIRST.index(s.answer), s.date or date.min))
    final = worst.stretches[-1]
    asked = checklist(
        payer=payer,
        state=state,
        zip_code=zip_code,
        on=worst.date or on,
        criteria=criteria,
        rulebook=rulebook,
        session=None if history is None else "repeat" if search.sessions else "first",
    )
    return Eligibility(
        payer=known.id if known else None,
        state=state,
        on=on,
        answer=worst.answer,
        promise=PROMISE if worst.answer == "date" else NO_PROMISE,
        date=worst.date,
        until=min((s.until for s in sites if s.until), default=None) if worst.answer == "date" else None,
        because=worst.because,
        conditions=final.conditions if worst.answer == "date" else (),
        sites=sites if len(sites) > 1 or sites[0].region else (),
        unchecked=search.unchecked(worst),
        note_must_show=asked.items,
    )


def _check_region(region: str | None, rulebook: Rulebook) -> None:
    known = rulebook.tables.muscles.regions
    if region is not None and region not in known:
        raise InputError("region", "not a region of the muscles table", f"Name one of {', '.join(known)}.")


class _Search:
    """The days that matter for one patient and payer, and what the edits say of a session on each."""

    def __init__(self, draft: Claim, rulebook: Rulebook) -> None:
        self.draft = draft
        self.on = draft.date_of_service
        self.rulebook = rulebook
        self.sessions: tuple[Session, ...] = sessions_of(draft.history or (), rulebook)
        self.scope: Scope = rulebook.scope(draft.payer, draft.state, draft.zip_code, draft.criteria)
        starts = [int(start) for start in self.scope.starts]
        ends = [*starts[1:], NO_DATE]
        today = (self.on - EPOCH).days
        self.changes = [day_date(start) for start in starts if today < start < NO_DATE]
        cells = [cell for cell, end in zip(self.scope.cells, ends, strict=True) if end > today]
        self.limits = {limit.name: limit for cell in cells for limit in self._limits(cell)}
        self.every_limit = {limit for cell in cells for limit in self._limits(cell)}
        self.open: dict[date, tuple[Finding, ...]] = {}

    def _limits(self, cell: Cell) -> tuple[Limit, ...]:
        return limits_of(cell, self.rulebook, session_codes())

    def limits_on(self, day: date) -> tuple[Limit, ...]:
        """The frequency edits in force on a day."""
        return self._limits(self.scope.cell((day - EPOCH).days))

    def covered(self, day: date) -> bool:
        """Whether the limits of a day are known: a whole policy was read, or a part that holds a limit."""
        cell = self.scope.cell((day - EPOCH).days)
        return self.draft.history is not None and (cell.covered or bool(self._limits(cell)))

    def regions(self, only: str | None) -> list[tuple[str | None, int]]:
        """The regions to answer for: the one asked about; where limits count by region, those treated and another."""
        names = self.rulebook.tables.muscles.regions
        if only is not None:
            return [(only, names.index(only))]
        if not any(limit.by_region for limit in self.every_limit):
            return [(None, -1)]
        treated = sorted({session.region for session in self.sessions} - {-1})
        other = next((n for n in range(len(names)) if n not in treated), None)
        return [*((names[n], n) for n in treated), *([(ELSEWHERE, other)] if other is not None else [])]

    def days(self) -> list[date]:
        """The days on which an answer can change, the first of them the day asked about."""
        marks = [session.day for session in self.sessions]
        if self.draft.history_from is not None:
            marks.append(self.draft.history_from - timedelta(days=1))
        leaving = {day for limit in self.every_limit for mark in set(marks) for day in limit.left_by(mark)}
        own = {mark + timedelta(days=step) for mark in marks for step in (0, 1)}
        return [self.on, *sorted(day for day in leaving | own | set(self.changes) if day > self.on)]

    def site(self, name: str | None, region: int) -> Site:
        """The answer for one region."""
        days = self.days()
        tried: list[Stretch] = []
        found: Stretch | None = None
        for at in range(0, len(days), _AT_ONCE):
            tried += self._tried(days[at : at + _AT_ONCE], region)
            found = next((stretch for stretch in tried if stretch.covered and not stretch.standing), None)
            if found:
                break
        if found is None:
            stretches = _joined(tried)
            answer: Verdict = "never" if stretches[-1].covered else "not_known"
            return Site(
                region=name,
                answer=answer,
                date=None,
                because=reasons(answer, stretches, self.limits_on, self.sessions, region, self.rulebook),
                stretches=stretches,
            )
        stretches = _joined(tried[: tried.index(found) + 1])
        later = self._tried([day for day in self.changes if day > found.first], region)
        stopped = next((stretch.first for stretch in later if stretch.standing), None)
        return Site(
            region=name,
            answer="date",
            date=found.first,
            until=stopped and stopped - timedelta(days=1),
            because=reasons("date", stretches, self.limits_on, self.sessions, region, self.rulebook),
            stretches=stretches,
        )

    def _tried(self, days: Sequence[date], region: int) -> list[Stretch]:
        if not days:
            return []
        results = scrub([self._claim(day, region) for day in days], self.rulebook)
        return [self._stretch(day, result, region) for day, result in zip(days, results, strict=True)]

    def _claim(self, day: date, region: int) -> Claim:
        """A session in a region on a day, with a note that tells what the history tells of the last one."""
        last = max(
            (e for e in self.draft.history or () if e.outcome != "denied" and e.date_of_service < day),
            key=lambda e: e.date_of_service,
            default=None,
        )
        told = NoteHistory(
            last_relief_percent=last.relief_percent if last else None,
            last_relief_weeks=last.relief_weeks if last else None,
        )
        muscles = self.rulebook.tables.muscles
        muscle = next(
            (m.name for m in muscles.all if region >= 0 and m.anatomic_region == muscles.regions[region]), None
        )
        injected = (Injection(muscle=muscle),) if muscle else ()
        note = Encounter(date_of_service=day, injections=injected, history=told)
        return self.draft.model_copy(update={"date_of_service": day, "encounter": note})

    def _stretch(self, day: date, result: ScrubResult, region: int) -> Stretch:
        limits = {limit.name: limit for limit in self.limits_on(day)}
        found = {f.edit: f for f in result.findings if f.edit in limits and f.outcome != "not_evaluated"}
        self.open.setdefault(day, tuple(f for f in result.findings if f.outcome == "not_evaluated"))
        standing = {name: self._standing(finding, limits[name], day, region) for name, finding in sorted(found.items())}
        return Stretch(
            first=day,
            last=None,
            covered=self.covered(day),
            standing=tuple(s for name, s in standing.items() if limits[name].blocks),
            conditions=tuple(s for name, s in standing.items() if not limits[name].blocks),
        )

    def _standing(self, finding: Finding, limit: Limit, day: date, region: int) -> Standing:
        assert finding.outcome != "not_evaluated"
        return Standing(
            edit=finding.edit,
            outcome=finding.outcome,
            severity=finding.severity,
            says=finding.says,
            sessions=limit.counted(self.sessions, day, region, self.rulebook),
            remedy=finding.remedy.says if finding.remedy else None,
            evidence_grade=finding.evidence_grade,
            citation=finding.citation,
        )

    def unchecked(self, site: Site) -> tuple[Unchecked, ...]:
        """What no claim of the day answered for could be checked for, and every stretch without a known policy."""
        day = site.date or site.stretches[-1].first
        names = {limit.name for limit in self.limits_on(day)}
        found = [
            Unchecked(reason=f.reason, edits=left, says=f.remedy.says if f.remedy else f.says)
            for f in self.open[day]
            if f.reason is not None and (left := tuple(edit for edit in f.edits if edit in names))
        ]
        if self.draft.history is not None:
            found += [self._unknown(stretch) for stretch in site.stretches if not stretch.covered]
        return tuple(found)

    def _unknown(self, stretch: Stretch) -> Unchecked:
        cell = self.scope.cell((stretch.first - EPOCH).days)
        span = f"from {stretch.first}" + (f" to {stretch.last}" if stretch.last else "")
        because = cell.gap or "no policy of this payer for these services is known"
        return Unchecked(
            reason="list not known" if cell.gap else "payer not covered", edits=(), says=f"{span}: {because}"
        )


def _joined(tried: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Days that say the same as one stretch, each up to the day before the next."""
    kept: list[Stretch] = []
    for stretch in tried:
        if not kept or _said(stretch) != _said(kept[-1]):
            kept.append(stretch)
    ended = [
        this.model_copy(update={"last": following.first - timedelta(days=1)}) for this, following in pairwise(kept)
    ]
    return (*ended, kept[-1])


def _said(stretch: Stretch) -> tuple[object, ...]:
    named = tuple((s.edit, s.outcome, s.severity, s.sessions) for s in (*stretch.standing, *stretch.conditions))
    return (stretch.covered, named)
