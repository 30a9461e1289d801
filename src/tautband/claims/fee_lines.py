"""One line before the other lines of its day are looked at: the schedule's fee, and how the line will be ranked."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tautband.claims.fee_modifiers import ModifierEffect, effect_of
from tautband.claims.fees import FeeTerms, arithmetic, practice_expense, schedule_amount, to_cents
from tautband.claims.place_of_price import Unpriced
from tautband.model.claim import ServiceLine
from tautband.model.evidence import Citation
from tautband.model.payment import AdjustmentKind, PaymentAdjustment
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.payment_rules import PaymentRule

UNRANKED, ALONE = "unranked", "alone"
"""Values of a multiple-procedure rule other than a list of shares."""

MOST_UNITS = 9999
"""More units on one line are a slip of the pen, and are not priced."""
_NO_EFFECT = ModifierEffect()


@dataclass(slots=True)
class FeeLine:
    """A line on its way to a price: `amount` is what is left after the steps so far, `because` ends the way.

    `ranking` and `bilateral` are the rules of the code's indicators, None where they were not read. A line `left_out`
    is paid apart from the schedule and takes no rank.
    """

    number: int
    line: ServiceLine
    schedule_amount: Decimal | None = None
    arithmetic: str | None = None
    assumes: tuple[str, ...] = ()
    amount: Decimal = Decimal(0)
    effect: ModifierEffect = _NO_EFFECT
    bilateral: PaymentRule | None = None
    ranking: PaymentRule | None = None
    left_out: bool = False
    because: str | None = None
    patient_owes: Decimal = Decimal(0)
    withheld: Decimal = Decimal(0)
    adjustments: list[PaymentAdjustment] = field(default_factory=list)

    def refuse(self, because: str) -> None:
        """End the way of this line; the first reason stands."""
        self.because = self.because or because

    def change(self, kind: AdjustmentKind, amount: Decimal, says: str, citation: Citation | None = None) -> None:
        """Put `amount`, to the cent, in place of the one so far, and say why."""
        amount = to_cents(amount)
        step = PaymentAdjustment(line=self.number, kind=kind, amount=amount - self.amount, says=says, citation=citation)
        self.adjustments.append(step)
        self.amount = amount


def fee_line(
    tables: Tables, number: int, line: ServiceLine, terms: FeeTerms | Unpriced, practitioner: PaymentRule | None
) -> FeeLine:
    """The line with the schedule's fee and the practitioner's share of it, or why there is none."""
    priced = FeeLine(number, line)
    if isinstance(terms, Unpriced):
        priced.refuse(terms.because)
        return priced
    if tables.drugs.get(line.code):
        priced.left_out = True
        priced.refuse("a drug: paid apart from this schedule, and drug prices are not held")
        return priced
    _find_fee(tables, priced, terms)
    if priced.because is None and priced.schedule_amount is not None:
        priced.amount = priced.schedule_amount
        if practitioner and (share := Decimal(practitioner.value)) != 1:
            priced.change("practitioner", priced.amount * share, practitioner.says, practitioner.citation())
        _count_units(priced)
    return priced


def _find_fee(tables: Tables, priced: FeeLine, terms: FeeTerms) -> None:
    code, day, rules = priced.line.code, terms.day, tables.payment_rules
    effect = effect_of(tables, priced.line.modifiers, day)
    row = tables.fees.on(code, day, "" if isinstance(effect, Unpriced) else effect.component)
    if row is None:
        priced.refuse(f"the schedule read holds no row for {code} on {day}")
        return
    priced.ranking = rules.on("multiple_procedure", row.multiple_procedure or "", day)
    priced.bilateral = rules.on("bilateral", row.bilateral or "", day)
    if (expense := practice_expense(row, terms.facility)) is None:
        priced.refuse(f"the schedule has no {'facility' if terms.facility else 'office'} value for {code}")
        return
    priced.schedule_amount = schedule_amount(row, expense, terms.indices, terms.factor.amount)
    priced.arithmetic = arithmetic(row, expense, terms)
    if row.period_evidence != "official":
        priced.assumes = (f"relative values of release {row.release} hold for the whole year",)
    if isinstance(effect, Unpriced):
        priced.refuse(effect.because)
    else:
        priced.effect = effect
    status = rules.on("status", row.status or "", day)
    if status is None:
        priced.refuse(f"release {row.release}, as read, does not say whether {code} is payable")
    elif status.value != "payable":
        priced.refuse(status.says)


def _count_units(priced: FeeLine) -> None:
    units = priced.line.units
    if units > MOST_UNITS:
        priced.refuse(f"more than {MOST_UNITS} units")
    elif units < 1 or units != units.to_integral_value():
        priced.refuse("the units are no whole number of one or more")
    elif units > 1 and priced.ranking is not None and priced.ranking.value == UNRANKED:
        priced.change("units", priced.amount * units, f"{units.to_integral_value():f} units")
    elif units > 1:
        priced.refuse("how several units of one line are ranked beside each other is not in the table")
