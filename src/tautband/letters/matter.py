"""Everything one letter is about: the decision, the claim as it was sent, the note, and the rules of that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tautband import coding, notes
from tautband.letters.criteria import Requirement, requirements
from tautband.letters.record import Record
from tautband.model.case import Case
from tautband.model.claim import Claim
from tautband.model.coding import Coding
from tautband.model.denial import Denial
from tautband.model.encounter import Encounter
from tautband.model.errors import InputError
from tautband.model.registration import Registration
from tautband.model.remittance import Remittance, RemittedClaim
from tautband.rulebook.book import Rulebook


@dataclass(frozen=True)
class Matter:
    """One claim's denials with what answers them. `claim` carries the encounter; `remitted` is the decision on it."""

    case: Case
    claim: Claim
    encounter: Encounter
    record: Record
    denials: tuple[Denial, ...]
    remittance: Remittance | None
    remitted: RemittedClaim | None
    registration: Registration
    rulebook: Rulebook

    @property
    def day(self) -> date:
        """The date of service."""
        return self.claim.date_of_service

    @cached_property
    def _asked(self) -> tuple[tuple[Requirement, ...], tuple[str, ...]]:
        return requirements(self.claim, self.denials, self.record, self.rulebook)

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What the payer's policies ask of the denied lines, and what the record shows of it."""
        return self._asked[0]

    @property
    def unread(self) -> tuple[str, ...]:
        """The edits that could not be asked because the rule book lacks their list or table."""
        return self._asked[1]

    @cached_property
    def supported(self) -> Coding:
        """The codes that the note supports, coded anew."""
        return coding.code(self.encounter, self.rulebook)


def matter_of(case: Case, note: str | None, denials: Sequence[Denial], rulebook: Rulebook) -> Matter:
    """The matter of a case. `note` is the text of its note, None where only the encounter is at hand.

    Raises InputError where the case has no claim, or neither note nor encounter.
    """
    if case.claim is None:
        raise InputError("case: claim", "required and missing", "Add the claim as it was sent.")
    encounter = case.encounter or case.claim.encounter
    if encounter is None:
        if note is None:
            raise InputError("case: note", "required and missing", "Give the note's text, or the path of its file.")
        encounter = notes.read(note, date_of_service=case.claim.date_of_service, state=case.state or case.claim.state)
    registration = case.registration or Registration()
    claim = case.claim.model_copy(
        update={
            "encounter": encounter,
            "payer": case.claim.payer or case.payer,
            "state": case.claim.state or case.state,
            "zip_code": case.claim.zip_code or case.zip_code,
        }
    )
    remittance, remitted = _decision(case, denials)
    record = Record(note, encounter, case.note_seal, claim.date_of_service)
    return Matter(case, claim, encounter, record, tuple(denials), remittance, remitted, registration, rulebook)


def _decision(case: Case, denials: Sequence[Denial]) -> tuple[Remittance | None, RemittedClaim | None]:
    """The last remittance that decided the claim of these denials."""
    numbers = {d.payer_claim_number for d in denials if d.payer_claim_number}
    ids = {d.claim_id for d in denials if d.claim_id}
    for remittance in reversed(case.remittances):
        for decided in reversed(remittance.claims):
            if not decided.reversal and (decided.payer_claim_number in numbers or decided.claim_id in ids):
                return remittance, decided
    return None, None
