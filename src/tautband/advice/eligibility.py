"""The answer to "when may this patient be injected again?", as it is told."""

from __future__ import annotations

import datetime
from typing import Literal

from tautband.advice.asked import Item
from tautband.model.evidence import Citation, EvidenceGrade
from tautband.model.finding import NotEvaluatedReason, Severity
from tautband.model.strict import Strict

PROMISE = "no frequency denial on the history given; not a promise of payment"
NO_PROMISE = "none: no day is known on which the limits are kept"

Verdict = Literal["date", "never", "not_known"]
"""`never`: what stands against a session does not pass with time. `not_known`: no limit could be checked."""


class Standing(Strict):
    """A frequency edit that a session on some day would meet. `sessions` are the earlier days it counts."""

    edit: str
    outcome: Literal["fire", "review"]
    severity: Severity
    says: str
    sessions: tuple[datetime.date, ...] = ()
    remedy: str | None = None
    evidence_grade: EvidenceGrade | None = None
    citation: Citation | None = None


class Stretch(Strict):
    """Days in a row with one answer. `last` None: without end. `covered` False: no policy is known for them."""

    first: datetime.date
    last: datetime.date | None
    covered: bool
    standing: tuple[Standing, ...] = ()
    """What keeps the session off these days."""
    conditions: tuple[Standing, ...] = ()
    """What asks for something that can be had, such as an authorization or an account of the relief."""


class Site(Strict):
    """The answer for one region, for one not treated before (`elsewhere`), or for the whole patient (None).

    `stretches` run from the day asked about to the first of `date` on; `until` is the last day before a change of
    policy that would stop the session again.
    """

    region: str | None
    answer: Verdict
    date: datetime.date | None
    until: datetime.date | None = None
    because: tuple[str, ...] = ()
    stretches: tuple[Stretch, ...] = ()


class Unchecked(Strict):
    """What could not be checked, why, and what would settle it."""

    reason: NotEvaluatedReason
    edits: tuple[str, ...]
    says: str


class Eligibility(Strict):
    """When the next trigger point session draws no frequency denial on the history given, and why.

    `date` holds wherever the injection is given: it is the latest of `sites`, which tell of single regions where a
    limit counts by region. `note_must_show` is what the edits in force on that day ask of its note.
    """

    payer: str | None
    state: str | None
    on: datetime.date
    answer: Verdict
    date: datetime.date | None
    until: datetime.date | None = None
    promise: str = PROMISE
    because: tuple[str, ...] = ()
    conditions: tuple[Standing, ...] = ()
    sites: tuple[Site, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    note_must_show: tuple[Item, ...] = ()
