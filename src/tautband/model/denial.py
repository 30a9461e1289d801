"""A denial as the denials desk works on it: what was refused and why, where to take it, by when, what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from tautband.model.strict import Strict

Route = Literal[
    "new_claim",
    "reopening",
    "corrected_claim",
    "appeal",
    "write_off",
    "patient",
    "rebill_other_payer",
    "no_action",
]
"""Where to take a denial.

`new_claim` a first claim again (frequency 1), because the payer never processed this one; `reopening` a clerical error
that the payer mends on a decided claim; `corrected_claim` a claim in place of the decided one (frequency 7), never to
a payer that takes none; `appeal` the payer's judgment is contested; `write_off` the provider bears it; `patient` the
patient owes it; `rebill_other_payer` another payer is billed; `no_action` nothing is open (a decision superseded by
its correction, money posted elsewhere, a claim forwarded).
"""

ROUTES: Mapping[Route, str] = {
    "new_claim": "file a new claim",
    "reopening": "ask for a reopening",
    "corrected_claim": "send a corrected claim",
    "appeal": "appeal",
    "write_off": "write it off",
    "patient": "bill the patient",
    "rebill_other_payer": "bill the other payer",
    "no_action": "nothing is open",
}
"""Each route in words, as one tells someone to take it."""

Liability = Literal["provider", "patient", "patient_with_notice", "other_payer", "not_known"]
"""Who bears the amount if nothing is done. `patient_with_notice`: the patient, only where a valid notice was given."""


class Deadline(Strict):
    """The last day on which a step is in time, and how it was counted.

    `last_day` None: nobody knows it, and `counted` says what is missing, or no step is due, and `counted` says so; it
    never stands for "no limit". `evidence` is the grade of the source of the limit (primary, secondary, tracker,
    unverified; own for the practice's contract), None where no limit is known.
    """

    last_day: date | None
    counted: str
    evidence: str | None = None


class AppealStep(Strict):
    """The level of appeal that is open: its name in words, who decides, by when, and the least amount it takes.

    `amount_in_controversy` is dollars for requests filed in the year `amount_for_year`, None where the level asks for
    none or the year's amount is not held; `amount_says` tells which. `in_controversy` is what this line puts into it:
    the charge less what was paid and the patient's share. `reached` says whether the line alone reaches the amount,
    None where either is not known.
    """

    program: str
    level: int
    name: str
    decided_by: str
    deadline: Deadline
    amount_in_controversy: Decimal | None = None
    amount_for_year: int | None = None
    amount_says: str | None = None
    in_controversy: Decimal | None = None
    reached: bool | None = None


class PredictedBy(Strict):
    """An edit that speaks of this denial before it came: its id, revision, line (from 1) and what it answered."""

    edit: str
    revision: str | None
    line: int | None
    outcome: Literal["fire", "review"]
    carc: str | None
    says: str


class Prediction(Strict):
    """Whether the edits, run on the claim as it was sent, told of this denial.

    `predicted`: `edits` name it. `not_predicted`: they ran and said nothing of the kind: a gap. `not_evaluated`: the
    claim that was sent is not at hand, or the edits that could tell lacked something; `says` names what.
    """

    status: Literal["predicted", "not_predicted", "not_evaluated"]
    edits: tuple[PredictedBy, ...] = ()
    says: str


class Chance(Strict):
    """How often the practice's own appeals of this kind were won: `won` of `decided`, with a 95 % Wilson interval.

    `rate`, `low` and `high` (0 to 1) are None under 20 decided cases: then the chance is not known.
    """

    won: int
    decided: int
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    says: str


class Worth(Strict):
    """What is at stake against what the route costs, in dollars; None where not known, and `says` tells why.

    `at_stake` is what the line is expected to bring if the route succeeds, less what was paid for it. `cost` is the
    practice's own figure for the route. `alone` False: this denial is not worth its route by itself, or its level of
    appeal takes no amount so small; like denials may be grouped.
    """

    at_stake: Decimal | None
    basis: str
    cost: Decimal | None
    chance: Chance
    alone: bool | None
    says: str


class Change(Strict):
    """What a new or corrected claim, or a reopening, would change: field, from, to. Never a fact of the record.

    `checked` says what the edits answer to the changed claim: True nothing of this denial stands against it any more,
    False it still does, None not run because the claim is not at hand or the change is not settled by what is known.
    """

    says: str
    line: int | None = None
    field: str | None = None
    old: str | None = None
    new: str | None = None
    checked: bool | None = None


class Denial(Strict):
    """One reason why a line, or a whole claim, was not paid: codes, amount, cause in our words, route and deadline.

    `line` counts from 1 in the remittance's claim and is None for an adjustment of the whole claim; `sent_line` is the
    line of the claim as it was sent, None where that is not at hand or not one line. `cause` is a key of the table of
    causes, `not-held` where the codes are in no table: then the route is not proposed and `route` is None.
    `without_merit` says why an appeal cannot succeed by rule; None where no such rule is known. `deadline` is that of
    `route`; `appeal` stands where a judgment is contested. `says` and `do` are our own words, never the payer's.
    """

    claim_id: str | None
    payer_claim_number: str | None = None
    payer: str | None = None
    line: int | None = None
    sent_line: int | None = None
    code: str | None = None
    modifiers: tuple[str, ...] = ()
    date_of_service: date | None = None
    group: str
    carc: str
    rarcs: tuple[str, ...] = ()
    amount: Decimal
    cause: str
    says: str
    do: str
    route: Route | None
    because: str
    deadline: Deadline
    appeal: AppealStep | None = None
    liability: Liability
    liability_says: str
    without_merit: str | None = None
    changes: tuple[Change, ...] = ()
    prediction: Prediction
    worth: Worth
    decided_on: date | None = None
    """The day of the remittance that denied it."""
