"""Lines paid less than the fee schedule or the contract gives, and lines nobody says why nothing was paid for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tautband.model.work_list import Underpayment, Unexplained
from tautband.remits.adjusted import Adjusted, Decided
from tautband.remits.expecting import Expecting

_WITHHELD = "sequestration"


def underpayments(
    decided: Decided, adjusted: Sequence[Adjusted], sent_lines: Sequence[int | None], expecting: Expecting
) -> Iterator[Underpayment]:
    """Each line that was allowed something, and less than expected.

    Lines denied in part are left to their denial, and lines that another payer decided first to that payer's word.
    `sent_lines` tells the sent line of each, in order.
    """
    for number, (line, at) in enumerate(zip(decided.claim.lines, sent_lines, strict=True), 1):
        here = [each for each in adjusted if each.line in (number, None)]
        if line.paid is None or any(each.denied or _bearer(each) for each in here):
            continue
        allowed, says = _allowed(line.allowed, line.paid, [each for each in here if each.line])
        day = line.date_of_service or decided.day
        code = line.submitted_code or line.code
        if allowed <= 0 or day is None or code is None:
            continue
        expected = expecting.line(decided, line, day, at)
        if expected.allowed is None or allowed >= expected.allowed:
            continue
        changed = line.submitted_code and line.submitted_code != line.code
        other = f"; the payer decided on {line.code}" if changed else ""
        yield Underpayment(
            claim_id=decided.claim.claim_id,
            line=number,
            code=code,
            date_of_service=day,
            allowed=allowed,
            allowed_says=f"{says}{other}",
            expected=expected.allowed,
            short=expected.allowed - allowed,
            basis=expected.basis,
            assumes=expected.assumes,
        )


def unexplained(decided: Decided, adjusted: Sequence[Adjusted]) -> Iterator[Unexplained]:
    """Lines, or a claim without lines, that brought nothing from plan or patient though nothing on them is a denial."""
    claim = decided.claim
    if claim.sent_on or any(each.denied for each in adjusted if each.line is None):
        return
    for number, line in enumerate(claim.lines, 1):
        here = [each for each in adjusted if each.line == number]
        if line.charge and line.charge > 0 and line.paid == 0 and _nothing_told(here):
            code = line.submitted_code or line.code
            yield Unexplained(claim_id=claim.claim_id, line=number, code=code, charge=line.charge, says=_ASK)
    if not claim.lines and claim.charge and claim.charge > 0 and claim.paid == 0 and _nothing_told(adjusted):
        yield Unexplained(claim_id=claim.claim_id, charge=claim.charge, says=_ASK)


_ASK = "nothing was paid and nobody owes it, yet no reason on it is a denial: ask the payer"


def _nothing_told(here: Sequence[Adjusted]) -> bool:
    """Whether all that stands there is a discount: no denial, no patient's share, no earlier payer."""
    return not any(each.denied or _share(each) or _bearer(each) for each in here)


def _share(each: Adjusted) -> bool:
    """Whether it is the patient's share of what was allowed."""
    return each.cause is not None and each.cause.cause.nature == "payment" and each.cause.cause.route == "patient"


def _bearer(each: Adjusted) -> bool:
    return each.cause is not None and each.cause.cause.bearer is not None


def _allowed(told: Decimal | None, paid: Decimal, here: Sequence[Adjusted]) -> tuple[Decimal, str]:
    """What was allowed: as the payer says, else what was paid with the patient's share and what was withheld."""
    if told is not None:
        return told, "allowed as the payer says"
    parts = [
        each.adjustment.amount
        for each in here
        if _share(each) or (each.cause is not None and each.cause.cause.id == _WITHHELD)
    ]
    return paid + sum(parts, Decimal(0)), "allowed as its parts say: paid, patient's share, withheld"
