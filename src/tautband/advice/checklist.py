"""What the note of a trigger point session must hold for one payer on one day, from the edits in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal

import numpy as np

from tautband.advice.asked import By, Checklist, Item
from tautband.advice.asking import DRUG_FACTS, Asking, asked_by, reads_notes
from tautband.advice.limits import session_codes
from tautband.edits.kinds import all_kinds
from tautband.edits.words import SEVERITY_WORDS
from tautband.model.errors import InputError
from tautband.model.policy import Payer
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import EPOCH, pack_code
from tautband.rulebook.parameters import ABSENT
from tautband.rulebook.payers import macs_for
from tautband.rulebook.scope import BoundEdit, Cell


def checklist(
    *,
    payer: str,
    on: date,
    rulebook: Rulebook,
    state: str | None = None,
    zip_code: str | None = None,
    criteria: Sequence[str] = (),
    session: Literal["first", "repeat"] | None = None,
) -> Checklist:
    """The items a note must hold, each once, with every edit that asks for it; the gravest first.

    `session` leaves out what is asked of the other kind of session only. `not_known` tells what the policy asks that no
    edit checks, and what of it was not read. A payer nobody covers has the national items alone, and is told so.
    """
    check_criteria(criteria, rulebook)
    known = rulebook.payers.resolve(payer, state)
    cell = rulebook.scope(payer, state, zip_code, criteria).cell((on - EPOCH).days)
    found: dict[Asking, list[By]] = {}
    for bound in cell.edits:
        for asking, by in _of_edit(bound, rulebook):
            if session is None or by.when in ("always", session):
                found.setdefault(asking, []).append(by)
    items = [
        Item(shows=a.shows, elements=a.elements, at_least=a.at_least, fact=a.fact, by=tuple(by))
        for a, by in found.items()
    ]
    return Checklist(
        payer=known.id if known else None,
        state=state,
        contractors=_contractors(rulebook, known, state, zip_code),
        date=on.isoformat(),
        covered=cell.covered,
        items=tuple(sorted(items, key=_rank)),
        not_known=tuple(_not_known(cell, rulebook)),
    )


def _contractors(rulebook: Rulebook, known: Payer | None, state: str | None, zip_code: str | None) -> tuple[str, ...]:
    """The contractors of a place by name and number, where policies that contractors adopt bind the payer."""
    adopting = {revision.payer for revision in rulebook.revisions if revision.adopted}
    if known is None or adopting.isdisjoint(rulebook.payers.bound_by(known)):
        return ()
    held = (rulebook.tables.jurisdictions.get(mac) for mac in macs_for(rulebook.tables, state, zip_code))
    return tuple(f"{mac.contractor} (MAC {mac.mac})" for mac in held if mac is not None)


def check_criteria(criteria: Sequence[str], rulebook: Rulebook) -> None:
    """Refuse a criteria set that the rule book does not hold, with an InputError that names those it does."""
    held = sorted({revision.policy for revision in rulebook.revisions if revision.payer == "criteria"})
    for name in criteria:
        if name not in held:
            raise InputError("criteria", "no such criteria set in the rule book", f"It holds: {', '.join(held)}.")


def _of_edit(bound: BoundEdit, rulebook: Rulebook) -> Iterator[tuple[Asking, By]]:
    if not reads_notes(bound.kind):
        return
    edit = rulebook.edit(bound.edit)
    parameters: Any = all_kinds()[bound.kind].Params.model_validate(edit.with_)
    revision = rulebook.revision_of(bound.edit)
    by = By(
        edit=rulebook.edit_id(bound.edit),
        revision=revision["date"],
        lcd=bound.lcd,
        severity=SEVERITY_WORDS[bound.severity],
        when=getattr(parameters, "when", "repeat" if bound.kind == "sessions_without_response" else "always"),
        says=edit.citation.quote or edit.citation.says,
        evidence_grade=rulebook.grade_of(bound.edit),
        citation=edit.citation,
    )
    for asking in asked_by(bound.kind, parameters):
        if asking.fact in DRUG_FACTS or _judges_sessions(bound, rulebook):
            yield asking, by


def _judges_sessions(bound: BoundEdit, rulebook: Rulebook) -> bool:
    """Whether an edit names the codes of a trigger point session among those it judges."""
    columns = rulebook.kinds[bound.kind]
    if "codes" not in columns.columns:
        return False
    codes = int(columns.columns["codes"][int(columns.rows_of(np.array([bound.edit]))[0])])
    if codes == ABSENT:
        return False
    return bool(rulebook.holds(codes, np.array([pack_code(code) for code in session_codes()], np.int32)).any())


def _rank(item: Item) -> tuple[int, str]:
    return (min(("deny", "warn", "info").index(by.severity) for by in item.by), item.shows)


def _not_known(cell: Cell, rulebook: Rulebook) -> Iterator[str]:
    """What the payer may ask besides: an unread policy, an unread list, an unknown start, and what no edit checks."""
    if not cell.covered:
        yield cell.gap or "no policy of this payer for these services on this date is in the rule book"
    own = [bound for bound in cell.edits if _judges_sessions(bound, rulebook)]
    for bound in own:
        if bound.kind == "diagnosis_covered" and "diagnoses" not in rulebook.edit(bound.edit).with_:
            yield f"{rulebook.edit_id(bound.edit)}: the list of covered diagnoses was not read"
    for number in sorted({rulebook.revision_number(bound.edit) for bound in own}):
        revision = rulebook.revision(number)
        if revision.payer == "national":
            continue
        name = f"{revision.payer}/{revision.policy}"
        if revision.first_service_date is None:
            yield f"{name}: the day it began is not known, so it warns at most"
        for silent in revision.silent:
            yield f"{name}, {silent.section}: {silent.because}"
