"""The desk for one case: the claims it sent, its notices, its appeals, and the remittances before the last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tautband.claims.of_case import whole_claim
from tautband.model.case import Case
from tautband.model.claim import Claim
from tautband.model.encounter import Encounter
from tautband.model.registration import Registration
from tautband.model.remittance import Remittance
from tautband.remits.adjusted import Sent
from tautband.remits.desk import Desk
from tautband.rulebook.book import Rulebook


def desk_of(
    case: Case,
    book: Rulebook,
    as_of: date,
    *,
    encounter: Encounter | None = None,
    remittances: Sequence[Remittance] = (),
    **also: Any,
) -> tuple[Desk, tuple[Remittance, ...]]:
    """The desk of a case and the remittances to work through: those given, else the case's last one.

    `encounter` is the case's note as read; it stands behind a claim that brings none. Remittances of the case that are
    not worked through count as earlier. Where the case holds a claim, only its own claims are worked on. `also` are
    further fields of the desk, which go before the case's.
    """
    asked = tuple(remittances) or case.remittances[-1:]
    registrations = [case.registration, *(each.registration for each in case.sent)]
    sent = sent_of(case, encounter)
    held: dict[str, Any] = {
        "sent": sent,
        "only": frozenset(each.claim.claim_id for each in sent) or None,
        "received": case.received_on,
        "payer": case.payer,
        "filed": case.appeals,
        "notices": tuple({n.model_dump_json(): n for r in registrations if r for n in r.notices}.values()),
        "earlier": tuple(each for each in case.remittances if each not in asked),
    }
    held |= {name: value for name, value in also.items() if value is not None}
    return Desk(book, as_of, **held), asked


def sent_of(case: Case, encounter: Encounter | None = None) -> tuple[Sent, ...]:
    """Every claim the case sent, the one in force last, each with the note behind it where it brings none."""
    sent = [Sent(_whole(each.claim, case, each.registration, encounter), each.frequency) for each in case.sent]
    if case.claim and all(each.claim != case.claim for each in case.sent):
        frequency = case.registration.frequency if case.registration else None
        sent.append(Sent(_whole(case.claim, case, case.registration, encounter), frequency))
    return tuple(sent)


def _whole(claim: Claim, case: Case, registration: Registration | None, encounter: Encounter | None) -> Claim:
    desk = registration or case.registration or Registration()
    return whole_claim(claim, case, desk, claim.encounter or encounter or case.encounter)
