"""What a claim is expected to pay: by a loaded contract, or by the Medicare physician fee schedule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tautband.claims.contract import contract_payment
from tautband.claims.fee_lines import FeeLine, fee_line
from tautband.claims.fee_ranking import adjust_for_the_day
from tautband.claims.fees import FeeTerms, fee_terms, to_cents
from tautband.claims.payment_words import assumptions, basis, terms_said
from tautband.claims.place_of_price import Unpriced, place_of_price
from tautband.model.claim import Claim
from tautband.model.payment import ExpectedPayment, PaymentAdjustment, PricedLine
from tautband.model.policy import Payer
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.payment_rules import PaymentRule


def expected_payment(claim: Claim, payer: Payer | None, tables: Tables, *, qp: bool | None = None) -> ExpectedPayment:
    """What the claim pays if every line is covered and paid as billed; without amounts, the reason why not.

    `payer` is the payer as the rule book knows it. Contract rates the practice loaded for it go before the Medicare
    schedule, which otherwise prices only payers of its kind. The
    performer of the note behind the claim decides the practitioner's share. `qp` says whether the clinician is a
    qualifying participant, which since 2026 decides the conversion factor; None is priced as not, with the other named.
    """
    if payer is None:
        known = "the payer is not in the rule book" if claim.payer else "no payer is stated"
        return ExpectedPayment(basis=f"No amount: {known}.")
    if contracted := contract_payment(claim, payer, tables):
        return contracted
    rule = tables.payment_rules.on("schedule", payer.kind, claim.date_of_service)
    if rule is None:
        return ExpectedPayment(basis=f"No amount: the fee schedule of {payer.name} is not held.")
    if rule.value != "priced":
        return ExpectedPayment(basis=f"No amount for {payer.name}: {rule.says}.")
    performers = {p.credential for p in claim.encounter.people if p.role == "performer"} if claim.encounter else set()
    if len(performers) > 1:
        return ExpectedPayment(basis=f"No amount: the note names several performers ({', '.join(sorted(performers))}).")
    return schedule_payment(claim, tables, qp=qp, performer=performers.pop() if performers else None)


def schedule_payment(
    claim: Claim, tables: Tables, *, locality: str | None = None, qp: bool | None = None, performer: str | None = None
) -> ExpectedPayment:
    """What the Medicare physician fee schedule pays for a claim, whoever its payer is.

    `locality` (`MAC/LOCALITY`) goes before the claim's ZIP code and state. `performer` is a credential, or `NPP` for a
    nurse practitioner, physician assistant or nurse specialist; None is priced as a physician. Each line is fee,
    practitioner's share, units, both sides, ranking, lower of charge, in that order, every step rounded to the cent;
    then the patient's share, and sequestration from what is left.
    """
    practitioner = None
    if performer:
        practitioner = tables.payment_rules.on("practitioner", performer.strip().upper(), claim.date_of_service)
        if practitioner is None:
            return ExpectedPayment(
                basis=f"No amount: what the schedule pays a {performer} for this is not in the table."
            )
    lines, terms = _priced_lines(claim, tables, locality, qp, practitioner)
    shown = tuple(_shown(line) for line in lines)
    paid = [line for line in shown if line.because is None]
    other = _priced_lines(claim, tables, locality, True, practitioner)[0] if any(t.other for t in terms) else ()
    return ExpectedPayment(
        allowed=_total(line.allowed for line in paid),
        plan_pays=_total(line.plan_pays for line in paid),
        patient_owes=_total(line.patient_owes for line in paid),
        withheld=_total(line.withheld for line in paid),
        complete=0 < len(paid) == len(shown),
        basis=basis(terms, shown, claim.date_of_service, tables),
        terms=tuple(terms_said(t) for t in terms) if paid else (),
        assumes=assumptions(
            lines, terms, practitioner, _total(line.amount for line in other if line.because is None),
            tables.sources["zip_locality"].edition if claim.zip_code and not locality else None,
        ),
        adjustments=tuple(step for line in lines if line.because is None for step in line.adjustments),
        lines=shown,
    )  # fmt: skip


def _priced_lines(
    claim: Claim, tables: Tables, locality: str | None, qp: bool | None, practitioner: PaymentRule | None
) -> tuple[list[FeeLine], list[FeeTerms]]:
    """The lines as far as they can be priced, and the terms of their days."""
    by_day: dict[date, list[FeeLine]] = {}
    known: list[FeeTerms] = []
    for number, line in enumerate(claim.lines, 1):
        day = line.date_of_service or claim.date_of_service
        if day not in by_day:
            by_day[day] = []
            terms = _terms(claim, tables, day, locality, qp)
            if isinstance(terms, FeeTerms):
                known.append(terms)
        by_day[day].append(fee_line(tables, number, line, terms, practitioner))
    for day, lines in by_day.items():
        adjust_for_the_day(lines)
        for priced in lines:
            _share(priced, day, tables)
    return sorted((line for lines in by_day.values() for line in lines), key=lambda line: line.number), known


def _terms(claim: Claim, tables: Tables, day: date, locality: str | None, qp: bool | None) -> FeeTerms | Unpriced:
    place = place_of_price(tables, day, locality=locality, zip_code=claim.zip_code, state=claim.state)
    return place if isinstance(place, Unpriced) else fee_terms(tables, day, claim.place_of_service, place, qp)


def _share(line: FeeLine, day: date, tables: Tables) -> None:
    """Part the allowed amount between patient and plan, and withhold from the plan's part."""
    patient = tables.payment_rules.on("patient_share", "", day)
    sequestration = tables.payment_rules.on("sequestration", "", day)
    if patient is None or sequestration is None:
        line.refuse(f"the patient's share and the withholding of {day} are not in the table")
    if line.because is None and patient and sequestration:
        line.patient_owes = to_cents(line.amount * Decimal(patient.value))
        line.withheld = to_cents((line.amount - line.patient_owes) * Decimal(sequestration.value))
        line.adjustments.append(
            PaymentAdjustment(
                line=line.number, kind="sequestration", amount=-line.withheld, says=sequestration.says,
                citation=sequestration.citation(),
            )
        )  # fmt: skip


def _shown(line: FeeLine) -> PricedLine:
    known = line.because is None
    return PricedLine(
        line=line.number,
        code=line.line.code,
        modifiers=line.line.modifiers,
        schedule_amount=line.schedule_amount,
        arithmetic=line.arithmetic,
        allowed=line.amount if known else None,
        plan_pays=line.amount - line.patient_owes - line.withheld if known else None,
        patient_owes=line.patient_owes if known else None,
        withheld=line.withheld if known else None,
        because=line.because,
    )


def _total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    held = [amount for amount in amounts if amount is not None]
    return sum(held, Decimal(0)) if held else None
