"""What bound a payer when: its revisions and those of whom it follows, each with what it changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from tautband.advice.policy_changes import compared
from tautband.cli.policies import timelines
from tautband.model.errors import InputError
from tautband.rulebook.book import Rulebook


def timeline(rulebook: Rulebook, payer: str, state: str | None = None) -> list[dict[str, Any]]:
    """Every event of a payer's policies in order of date; what has no known start stands first.

    An event has `date` (None: not known), `policy`, `what` (begins, perhaps begins, adopted, retired), `says`, and for
    a revision the edits it added, removed and changed. With a state, of policies that Medicare's contractors adopt only
    those of the state's contractors. InputError for a payer nobody covers.
    """
    here = set(rulebook.tables.jurisdictions.macs_of(state)) if state else set()
    owners = _owners(rulebook, payer, state)
    events: list[dict[str, Any]] = []
    for name, revisions in timelines(rulebook).items():
        before = None
        for revision, last in revisions:
            if revision.payer not in owners or not (revision.binds_followers or revision.payer == owners[0]):
                continue
            adopted = [each for each in revision.adopted if not here or here & set(each.macs)]
            if revision.adopted and not adopted:
                continue
            start = revision.first_service_date
            change = compared(before, revision)
            edits = {
                kind: [c.edit for c in change.edits if c.change == kind] for kind in ("added", "removed", "changed")
            }
            span = f"{revision.title}; to {last}" if last else revision.title
            events.append(_event(start, name, "begins", span, edits if before else {}))
            if revision.perhaps_from:
                events.append(
                    _event(revision.perhaps_from, name, "perhaps begins", "a person decides until it surely has")
                )
            for adoption in adopted:
                events.append(_event(adoption.since, name, "adopted", f"{adoption.contractor} as {adoption.lcd}"))
            if revision.retired:
                events.append(_event(revision.retired, name, "retired", "last date of service"))
            before = revision
    if not events:
        raise InputError(
            "--payer", "no policy of this payer in the rule book", "`tautband policy list` names them all."
        )
    return sorted(events, key=lambda e: (e["date"] or "", e["policy"], e["what"]))


def _owners(rulebook: Rulebook, payer: str, state: str | None) -> list[str]:
    """The payer and those it follows, nearest first; `national` and `criteria` stand for themselves."""
    if payer in ("national", "criteria"):
        return [payer]
    known = rulebook.payers.resolve(payer, state)
    if known is None:
        raise InputError("--payer", "no such payer in the rule book", "`tautband policy list` names them all.")
    return rulebook.payers.bound_by(known)


def _event(
    day: date | None, policy: str, what: str, says: str, edits: dict[str, list[str]] | None = None
) -> dict[str, Any]:
    return {"date": day and day.isoformat(), "policy": policy, "what": what, "says": says, **(edits or {})}
