"""What the other payers of a claim are and have decided, as loops 2320, 2330 and 2430 of an 837P."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from tautband.formats.x12.amounts import written
from tautband.formats.x12.wording import quantity, segment, words
from tautband.model.claim import Claim
from tautband.model.registration import Coverage, Person, Registration
from tautband.model.remittance import Adjustment, RemittedClaim, RemittedLine

TRIPLETS = 6
"""Reasons that one CAS segment holds."""
REMARKS = 5
"""Remark codes that MOA holds (MOA03 to MOA07)."""


def other_coverage(coverage: Coverage, desk: Registration, subscriber: Iterator[str]) -> Iterator[str]:
    """Loops 2320 and 2330 of one other payer; with its decision on the claim, where it has decided.

    `subscriber` is the segment that names the person insured. Where the decision tells of lines, its day stands there.
    """
    decided = coverage.decision
    kind = coverage.medicare_secondary or ""
    yield segment(
        "SBR", coverage.sequence, coverage.relation, words(coverage.group_number or "", 50), "", kind, "", "", "",
        coverage.filing,
    )  # fmt: skip
    if decided:
        yield from _adjustments(decided.adjustments)
        if decided.paid is not None:
            yield segment("AMT", "D", _money(decided.paid))
        if not decided.lines and decided.patient_owes is not None:
            yield segment("AMT", "EAF", _money(decided.patient_owes))
    assigned, released = "Y" if desk.benefits_assigned else "N", "Y" if desk.release_on_file else "I"
    yield segment("OI", "", "", assigned, "", "", released)
    if decided and decided.rarcs:
        yield segment("MOA", "", "", *(words(rarc, 50) for rarc in decided.rarcs[:REMARKS]))
    yield from subscriber
    yield segment("NM1", "PR", "2", words(coverage.payer_name, 60), "", "", "", "", "PI", words(coverage.payer_id, 80))
    if decided:
        if not decided.lines and coverage.decided_on:
            yield segment("DTP", "573", "D8", f"{coverage.decided_on:%Y%m%d}")
        if decided.payer_claim_number:
            yield segment("REF", "F8", words(decided.payer_claim_number, 50))


def line_decisions(claim: Claim, desk: Registration, number: int) -> Iterator[str]:
    """Loop 2430 of one line, `number` from 1: what each payer before has decided on it."""
    for coverage in desk.coverages[1:]:
        decided = coverage.decision
        line = decided and line_decided(decided, claim, desk, number)
        if not line:
            continue
        code = words(line.code or claim.lines[number - 1].code, 48)
        procedure = ":".join(("HC", code, *(words(modifier, 2) for modifier in line.modifiers)))
        units = line.units_paid if line.units_paid is not None else claim.lines[number - 1].units
        yield segment(
            "SVD", words(coverage.payer_id, 80), _money(line.paid or Decimal(0)), procedure, "", quantity(units)
        )
        yield from _adjustments(line.adjustments)
        if coverage.decided_on:
            yield segment("DTP", "573", "D8", f"{coverage.decided_on:%Y%m%d}")


def line_decided(decided: RemittedClaim, claim: Claim, desk: Registration, number: int) -> RemittedLine | None:
    """What a payer decided on a line: by the line's control number, else by its code in order; None for neither."""
    control = control_number(desk, number)
    for line in decided.lines:
        if line.control_number == control:
            return line
    if any(line.control_number for line in decided.lines):
        return None
    code = claim.lines[number - 1].code
    place = sum(line.code == code for line in claim.lines[: number - 1])
    same = [line for line in decided.lines if code in (line.submitted_code, line.code)]
    return same[place] if place < len(same) else None


def control_number(desk: Registration, number: int) -> str:
    """The number by which a line comes back on the remittance."""
    return f"{words(desk.claim_id or '', 38)}L{number}"[:50]


def named(coverage: Coverage, desk: Registration) -> Person:
    """The person whose insurance it is."""
    person = coverage.subscriber or desk.patient
    assert person is not None
    return person


def _adjustments(adjustments: Sequence[Adjustment]) -> Iterator[str]:
    """CAS: the reasons of one group together, six a segment, in the order of the remittance."""
    ordered = sorted(adjustments, key=lambda each: [a.group for a in adjustments].index(each.group))
    for group, held in groupby(ordered, key=lambda each: each.group):
        reasons = list(held)
        for first in range(0, len(reasons), TRIPLETS):
            triplets = [
                element
                for each in reasons[first : first + TRIPLETS]
                for element in (
                    words(each.carc, 5),
                    _money(each.amount),
                    "" if each.quantity is None else quantity(each.quantity),
                )
            ]
            yield segment("CAS", words(group, 2), *triplets)


def _money(amount: Decimal) -> str:
    return written(int((amount * 100).to_integral_value()))
