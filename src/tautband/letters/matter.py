"""Everything one letter is about: the decision, the claim as it was sent, the note, and the rules of that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tautband import coding, notes
from tautband.claims.of_case import whole_claim
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
    history_told: bool = False
    """The earlier sessions are those the note tells of: neither claim nor registration gives any."""

    @property
    def day(self) -> date:
        """The date of service."""
        return self.claim.date_of_service

    @cached_property
    def _asked(self) -> tuple[tuple[Requirement, ...], tuple[str, ...]]:
        return requirements(self.claim, self.denials, self.record, self.rulebook, history_told=self.history_told)

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

    Without denials it is a request for records, and every line of the claim is asked about. Raises InputError where the
    case has no claim, or neither note nor encounter.
    """
    claim, desk = _sent(case, {denial.claim_id for denial in denials})
    encounter = case.encounter or claim.encounter
    if encounter is None:
        if note is None:
            raise InputError("case: note", "required and missing", "Give the note's text, or the path of its file.")
        encounter = notes.read(note, date_of_service=claim.date_of_service, state=case.state or claim.state)
    remittance, remitted = _decision(case, claim, denials)
    return Matter(
        case,
        whole_claim(claim, case, desk, encounter),
        encounter,
        Record(note, encounter, case.note_seal, claim.date_of_service),
        tuple(denials),
        remittance,
        remitted,
        desk,
        rulebook,
        history_told=claim.history is None and desk.history is None,
    )


def _sent(case: Case, claim_ids: set[str | None]) -> tuple[Claim, Registration]:
    """The claim that was decided, the last one sent under its number, and its registration."""
    for sent in reversed(case.sent):
        if sent.claim.claim_id in claim_ids:
            return sent.claim, sent.registration or case.registration or Registration()
    if case.claim is None:
        raise InputError("case: claim", "required and missing", "Add the claim as it was sent.")
    return case.claim, case.registration or Registration()


def _decision(case: Case, claim: Claim, denials: Sequence[Denial]) -> tuple[Remittance | None, RemittedClaim | None]:
    """The last remittance that decided the claim of these denials, or the claim itself where there are none."""
    numbers = {d.payer_claim_number for d in denials if d.payer_claim_number}
    ids = {d.claim_id for d in denials} if denials else {claim.claim_id}
    for remittance in reversed(case.remittances):
        for decided in reversed(remittance.claims):
            if not decided.reversal and (decided.payer_claim_number in numbers or decided.claim_id in ids):
                return remittance, decided
    return None, None
