"""What a line is expected to bring: the contract's rate the practice loaded, else the fee schedule of its payer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tautband import claims
from tautband.claims.fees import to_cents
from tautband.model.payment import ExpectedPayment
from tautband.model.policy import Payer
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

    def line(
        self, decided: Decided, code: str | None, modifiers: tuple[str, ...], units: Decimal | None, day: date | None,
        sent_line: int | None,
    ) -> Expected:  # fmt: skip
        """What one line is expected to bring, by its contract rate, else as the sent claim prices it."""
        contract = self._contract(decided, code, modifiers, units, day)
        if contract is not None:
            return contract
        if decided.sent is None or sent_line is None:
            return Expected(None, "not known: the claim that was sent is not at hand, and no contract rate is loaded")
        payment = self._payment(decided.sent, decided.payer)
        if not payment.lines:
            return Expected(None, f"not known: {payment.basis}")
        priced = payment.lines[sent_line - 1]
        if priced.allowed is None:
            return Expected(None, f"not known: {priced.because}")
        return Expected(priced.allowed, payment.basis, priced.patient_owes, priced.withheld, payment.assumes)

    def claim(self, decided: Decided) -> Expected:
        """What the whole claim is expected to bring."""
        if decided.sent is None:
            return Expected(None, "not known: the claim that was sent is not at hand")
        payment = self._payment(decided.sent, decided.payer)
        if not payment.complete:
            return Expected(None, f"not known for every line: {payment.basis}")
        return Expected(payment.allowed, payment.basis, payment.patient_owes, payment.withheld, payment.assumes)

    def _payment(self, sent: Sent, payer: Payer | None) -> ExpectedPayment:
        if id(sent) not in self._priced:
            self._priced[id(sent)] = (sent, claims.expected_payment(sent.claim, payer, self._tables))
        return self._priced[id(sent)][1]

    def _contract(
        self, decided: Decided, code: str | None, modifiers: tuple[str, ...], units: Decimal | None, day: date | None
    ) -> Expected | None:
        """The loaded contract rate for the units; with a modifier its own rate where the table has one."""
        own = getattr(self._tables, "own", None)
        if own is None or code is None or day is None:
            return None
        names = [decided.payer.id, decided.payer.name] if decided.payer else []
        names += [decided.payer_name] if decided.payer_name else []
        for name in names:
            for modifier in (*modifiers, ""):
                rate = own.contract_rate(name, code, day, modifier)
                if rate is not None:
                    amount = to_cents(rate * (Decimal(1) if units is None else units))
                    return Expected(amount, f"contract rate of {name} for {code}{f'-{modifier}' if modifier else ''}")
        return None
