"""What was injected at one session: muscles and drugs, whether it was done at all, and what is in dispute."""

from __future__ import annotations

from typing import NamedTuple

from tautband.model.encounter import Agent, Conflict, Injection
from tautband.model.evidence import Evidence
from tautband.notes.drugs.agents import read_agents
from tautband.notes.drugs.totals import spread_counts
from tautband.notes.findings.muscle_findings import with_findings
from tautband.notes.muscles.aims import Procedure
from tautband.notes.outcome.any_needle import happened
from tautband.notes.outcome.injections import conflicts, date_conflict, injected, to_injections
from tautband.notes.outcome.outcome import decide
from tautband.notes.text.language import unread
from tautband.notes.text.page import Page


class Session(NamedTuple):
    """The injections of today with the drugs given. `performed` None: the note does not say whether it was done."""

    performed: bool | None
    evidence: tuple[Evidence, ...]
    injections: tuple[Injection, ...]
    agents: tuple[Agent, ...]
    conflicts: tuple[Conflict, ...]
    stated_muscles: int | None
    """How many muscles the note itself counts."""


def read_session(page: Page, procedure: Procedure) -> Session:
    """The session that a procedure's words tell of; one in another language tells of nothing."""
    chosen = injected(page, procedure)
    spread_counts(page, procedure, chosen)
    entries = to_injections(page, chosen)
    performed, words = decide(page, procedure, entries)
    foreign = unread(page)
    if foreign:
        performed, words = None, ()
    if not performed:
        entries = ()
    disputes, stated = conflicts(page, procedure, entries)
    if foreign:
        disputes.append(Conflict(about="performed", says="the note is not written in English, which alone is read"))
    done = happened(page, procedure, performed)
    agents, volume_disputes, millilitres = read_agents(page, procedure, entries) if done else ((), [], {})
    entries = with_findings(page, procedure, entries, millilitres)
    return Session(performed, words, entries, agents, (*disputes, *volume_disputes, *date_conflict(page)), stated)
