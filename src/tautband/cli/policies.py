"""Policies of the rule book by name and day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from tautband.model.errors import InputError, did_you_mean
from tautband.model.policy import Revision
from tautband.rulebook.book import Rulebook
from tautband.rulebook.severity import capped, why_capped


def timelines(rulebook: Rulebook) -> dict[str, list[tuple[Revision, date | None]]]:
    """The revisions of each policy in order of date, each with its last service date (None: still in force)."""
    grouped: dict[str, list[Revision]] = {}
    for revision in rulebook.revisions:
        grouped.setdefault(f"{revision.payer}/{revision.policy}", []).append(revision)
    return {name: _with_ends(revisions) for name, revisions in sorted(grouped.items())}


def _with_ends(revisions: list[Revision]) -> list[tuple[Revision, date | None]]:
    ordered = sorted(revisions, key=lambda r: r.first_service_date or date.min)
    ends: list[date | None] = [
        this.retired or (following.first_service_date - timedelta(days=1) if following.first_service_date else None)
        for this, following in pairwise(ordered)
    ]
    return list(zip(ordered, [*ends, ordered[-1].retired], strict=True))


def listing(rulebook: Rulebook, payer: str | None) -> list[dict[str, Any]]:
    """Every revision as one plain row. Raises InputError for a payer without a policy of its own.

    A payer may be named as people name it.
    """
    known = rulebook.payers.resolve(payer) if payer else None
    named = known.id if known else payer
    rows = [
        {
            "policy": name,
            "title": revision.title,
            "first_service_date": revision.first_service_date and revision.first_service_date.isoformat(),
            "last_service_date": last and last.isoformat(),
            "edits": len(revision.edit),
            "evidence": revision.evidence,
            "adopted": [
                {"lcd": a.lcd, "contractor": a.contractor, "from": a.since.isoformat()} for a in revision.adopted
            ],
        }
        for name, revisions in timelines(rulebook).items()
        for revision, last in revisions
        if payer is None or revision.payer in (payer, named)
    ]
    if not rows:
        held = sorted({revision.payer for revision in rulebook.revisions})
        raise InputError("--payer", f"no policy of {payer!r} in the rule book", f"It holds: {', '.join(held)}.")
    return rows


def with_capped_severities(revision: Revision) -> dict[str, Any]:
    """A revision as its author wrote it, as JSON, with the severity that each edit's findings may have at most."""
    shown = revision.model_dump(mode="json", by_alias=True)
    dated = revision.first_service_date is not None
    for edit, entry in zip(revision.edit, shown["edit"], strict=True):
        grade = edit.evidence or revision.evidence
        entry["capped_severity"] = capped(edit.severity, grade, dated=dated)
        entry["capped_because"] = why_capped(edit.severity, grade, dated=dated)
    return shown


def revision_in_force(rulebook: Rulebook, policy_id: str, on: date | None) -> tuple[Revision, date | None]:
    """The revision of a policy in force on a day, or its last, with its last service date."""
    known = timelines(rulebook)
    if policy_id not in known:
        hint = did_you_mean(policy_id, known, "`tautband policy list` names them all.", alike=0.4)
        raise InputError(policy_id, "no such policy", hint)
    revisions = known[policy_id]
    if on is None:
        return revisions[-1]
    for revision, last in revisions:
        if (revision.first_service_date or date.min) <= on <= (last or date.max):
            return revision, last
    first = revisions[0][0].first_service_date
    raise InputError(policy_id, f"no revision in force on {on}", f"The first service date it holds is {first}.")
