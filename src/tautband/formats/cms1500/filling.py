"""A claim and its registration as filled pages of the form: up to six lines and twelve diagnoses a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tautband.formats.cms1500.grid import SERVICE_LINES
from tautband.formats.cms1500.insured import fill_insured
from tautband.formats.cms1500.services import (
    LETTERS,
    fill_claim,
    fill_line,
    fill_providers,
    fill_total,
)
from tautband.formats.cms1500.sheet import Sheet
from tautband.model.claim import Claim, ServiceLine
from tautband.model.identifiers import plain_diagnosis
from tautband.model.registration import Registration

Totals = Literal["each_page", "last_page"]
CONTINUED = {"28.dollars": "CONTINU", "28.cents": "ED"}
"""What box 28 of an earlier page says, across both its parts, where the last one has the total."""


@dataclass(frozen=True)
class Form:
    """The pages of one claim, and what the form has no room for, a line each."""

    pages: tuple[Sheet, ...]
    left_off: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """What does not fit or cannot be printed, each once."""
        return tuple(dict.fromkeys(problem for page in self.pages for problem in page.problems))


def fill(claim: Claim, desk: Registration, *, totals: Totals = "each_page", signed_on: date | None = None) -> Form:
    """The pages of a complete claim.

    Lines stand in their order, six a page; a page ends sooner where its diagnoses would be more than twelve. With
    `each_page` every page adds up its own lines, so that a payer who reads pages singly finds each in balance; with
    `last_page` the last one adds up all and box 28 of the others says that the claim goes on. Pages whose diagnoses
    differ always stand by themselves. What was paid already stands where the total does: on the first page of those
    that stand by themselves.
    """
    groups = list(_grouped(claim.lines))
    everything = _diagnoses(claim.lines)
    alone = totals == "each_page" or len(everything) > len(LETTERS)
    paid = paid_already(desk)
    pages = []
    left_off: list[str] = []
    if totals == "last_page" and len(everything) > len(LETTERS):
        left_off.append("totals: more than twelve diagnoses: each page carries its own and its own total")
    for number, lines in enumerate(groups, 1):
        sheet = Sheet()
        diagnoses = _diagnoses(lines) if len(everything) > len(LETTERS) else everything
        left_off += fill_insured(sheet, desk)
        left_off += fill_claim(sheet, claim, desk, diagnoses)
        for at, line in enumerate(lines, 1):
            left_off += fill_line(sheet, at, line, claim, desk, diagnoses)
        fill_providers(sheet, claim, desk, signed_on)
        if alone:
            fill_total(sheet, lines, paid if number == 1 else None)
        elif number == len(groups):
            fill_total(sheet, claim.lines, paid)
        else:
            sheet.fields |= CONTINUED
        if len(groups) > 1:
            sheet.put("carrier.page", f"PAGE {number} OF {len(groups)}")
        pages.append(sheet)
    return Form(tuple(pages), tuple(dict.fromkeys(left_off)))


def paid_already(desk: Registration) -> Decimal | None:
    """What the patient and the payers before this one have paid; None where nothing is known of any payment."""
    billed = desk.coverages[0]
    paid = [each.decision.paid for each in desk.coverages[1:] if each.decision and each.sequence < billed.sequence]
    known = [amount for amount in (desk.patient_paid, *paid) if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _grouped(lines: Sequence[ServiceLine]) -> Iterator[list[ServiceLine]]:
    group: list[ServiceLine] = []
    for line in lines:
        if group and (len(group) == SERVICE_LINES or len(_diagnoses([*group, line])) > len(LETTERS)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _diagnoses(lines: Sequence[ServiceLine]) -> list[str]:
    """The diagnoses in the order the lines first point to them."""
    return list(dict.fromkeys(plain_diagnosis(code) for line in lines for code in line.diagnoses))
