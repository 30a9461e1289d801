"""What a line is expected to bring: the contract's rate the practice loaded, else the fee schedule of its payer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tautband import claims
from tautband.claims.contract import contract_payment
from tautband.model.claim import Claim, ServiceLine
from tautband.model.payment import ExpectedPayment
from tautband.model.policy import Payer
from tautband.model.remittance import RemittedLine
from tautband.remits.adjusted import Decided, Sent
from tautband.rulebook.tables import Tables


@dataclass(frozen=True)
class Expected:
    """Dollars allowed, and of these what the patient owes and what is withheld; None where not known.

    `basis` says where they come from, or why there are none; `assumes` what was taken for granted.
    """

    allowed: Decimal | None
    basis: str
    patient_owes: Decimal | None = None
    withheld: Decimal | None = None
    assumes: tuple[str, ...] = ()

    @property
    def brings(self) -> Decimal | None:
        """What the practice gets in all, from plan and patient."""
        return None if self.allowed is None else self.allowed - (self.withheld or Decimal(0))


class Expecting:
    """Expected amounts of lines; a claim that was sent is priced once."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._priced: dict[int, tuple[Sent, ExpectedPayment]] = {}

    def line(self, decided: Decided, line: RemittedLine, day: date | None, sent_line: int | None) -> Expected:
        """What one line is expected to bring, as the sent claim prices it; without that, by a contract rate alone."""
        if decided.sent and sent_line:
            payment, number = self._payment(decided.sent, decided.payer), sent_line
        else:
            payment, number = _by_contract(decided, line, day, self._tables), 1
        if not payment.lines:
            return Expected(None, f"not known: {payment.basis}")
        priced = payment.lines[number - 1]
        if priced.allowed is None:
            return Expected(None, f"not known: {priced.because}")
        return Expected(priced.allowed, payment.basis, priced.patient_owes, priced.withheld, payment.assumes)

    def claim(self, decided: Decided) -> Expected:
        """What the whole claim is expected to bring."""
        if decided.sent is None:
            return Expected(None, _NOT_AT_HAND)
        payment = self._payment(decided.sent, decided.payer)
        if not payment.complete:
            return Expected(None, f"not known for every line: {payment.basis}")
        return Expected(payment.allowed, payment.basis, payment.patient_owes, payment.withheld, payment.assumes)

    def _payment(self, sent: Sent, payer: Payer | None) -> ExpectedPayment:
        if id(sent) not in self._priced:
            self._priced[id(sent)] = (sent, claims.expected_payment(sent.claim, payer, self._tables))
        return self._priced[id(sent)][1]


_NOT_AT_HAND = "not known: the claim that was sent is not at hand"


def _by_contract(decided: Decided, line: RemittedLine, day: date | None, tables: Tables) -> ExpectedPayment:
    """A line the remittance alone tells of, by the contract rate loaded for its payer: no schedule has its place."""
    code = line.submitted_code or line.code
    if code and day and decided.payer:
        units = line.units_submitted or line.units_paid or Decimal(1)
        service = ServiceLine(code=code, modifiers=line.modifiers, units=units, charge=line.charge)
        alone = Claim(claim_id="", payer=decided.payer_name, date_of_service=day, lines=(service,))
        if found := contract_payment(alone, decided.payer, tables):
            return found
    return ExpectedPayment(basis="the claim that was sent is not at hand, and no contract rate is loaded for the line")
