"""What one remittance, or one acknowledgment, leaves for the denials desk: in the order in which to work on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from tautband.model.denial import Deadline, Denial, Route
from tautband.model.remittance import ProviderAdjustment
from tautband.model.strict import Strict


class PaymentFact(Strict):
    """Why less was paid than charged where nothing was denied: contract, patient's share, federal cut."""

    claim_id: str | None
    line: int | None = None
    code: str | None = None
    group: str
    carc: str
    amount: Decimal
    says: str


class Reversal(Strict):
    """A payment that was taken back, with the decision that replaces it, where this remittance holds one.

    `taken_back` and `paid_now` are dollars; `paid_now` None: no new decision is here.
    """

    claim_id: str | None
    payer_claim_number: str | None = None
    taken_back: Decimal | None
    paid_now: Decimal | None
    says: str


class Underpayment(Strict):
    """A line allowed at less than the fee schedule or the contract gives. `short` is the difference in dollars."""

    claim_id: str | None
    line: int
    code: str
    date_of_service: date
    allowed: Decimal
    allowed_says: str
    expected: Decimal
    short: Decimal
    basis: str
    assumes: tuple[str, ...] = ()


class Unexplained(Strict):
    """A line or claim of which nothing was paid, though no reason on it is a denial: ask the payer."""

    claim_id: str | None
    line: int | None = None
    code: str | None = None
    charge: Decimal
    says: str


class MoneyMoved(Strict):
    """A provider-level adjustment (PLB) in our words. `says` is None for a reason that the table does not hold."""

    adjustment: ProviderAdjustment
    says: str | None


class Rejection(Strict):
    """A claim, or a whole file, that was refused before anyone decided on it: mend it and send it as new.

    `by` is the answer that refused it. `segment` and `position` (counted from ST, which is 1), `loop` and `element`
    are the place at fault, where the answer or the claim's own file tells it. `claim_id` None: not told.
    """

    by: Literal["TA1", "999", "277CA"]
    claim_id: str | None = None
    control_number: str | None = None
    category: str | None = None
    status: str | None = None
    loop: str | None = None
    segment: str | None = None
    position: int | None = None
    element: str | None = None
    says: str
    do: str
    route: Route = "new_claim"
    deadline: Deadline


class LikeDenials(Strict):
    """Denials of one payer, cause and step, which may be worked on, and appealed, together.

    `at_stake` sums what is known, `known` says of how many lines. `needed` is the least amount the next level takes,
    None where it asks for none; `reached` whether the group reaches it, None where the amounts are not known.
    """

    payer: str | None
    cause: str
    group: str
    carc: str
    route: Route | None
    level: int | None = None
    claims: tuple[str, ...]
    denials: int
    at_stake: Decimal | None
    known: int
    in_controversy: Decimal | None = None
    needed: Decimal | None = None
    reached: bool | None = None
    next_deadline: date | None = None
    says: str


class PaymentHead(Strict):
    """One payment that was worked through: who paid, how much, when, and whether its sums agree."""

    trace_number: str | None
    payer_name: str | None
    payer: str | None
    """The payer id it means; None for a payer nobody covers."""
    paid_on: date | None
    amount: Decimal | None
    claims: int
    balanced: bool | None


class WorkList(Strict):
    """Everything that is left to do, and what was merely noted.

    `denials` stand in the order of work: the nearest deadline first, of one day the one with most at stake; then those
    whose deadline nobody knows, those whose day has passed, and last those that need nothing. `not_judged` counts
    claims without a trigger point injection, which are left to others. `as_of` is the day the list was drawn up for.
    """

    as_of: date
    payments: tuple[PaymentHead, ...] = ()
    denials: tuple[Denial, ...] = ()
    like: tuple[LikeDenials, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    reversals: tuple[Reversal, ...] = ()
    underpayments: tuple[Underpayment, ...] = ()
    unexplained: tuple[Unexplained, ...] = ()
    moved: tuple[MoneyMoved, ...] = ()
    facts: tuple[PaymentFact, ...] = ()
    not_judged: int = 0
    of_other_cases: int = 0
    """Decisions on claims of other cases, which are left to them."""
    claims_at_hand: bool = False
    """Whether the claims that were sent were given, so that the edits could be run on them."""
