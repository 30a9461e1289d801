"""What the denials desk knows of its own practice: what each route costs, what its contracts say, how appeals went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import ConfigDict, Field

from tautband.model.strict import Strict

CostedRoute = Literal[
    "new_claim",
    "reopening",
    "corrected_claim",
    "appeal",
    "appeal-1",
    "appeal-2",
    "appeal-3",
    "appeal-4",
    "appeal-5",
    "patient",
    "rebill_other_payer",
]
"""A route, or one level of appeal, which goes before `appeal`."""


class ContractTerms(Strict):
    """What a contract with a payer says of time; it goes before every limit that ships. None: the contract is silent.

    `payer` is a payer id or the name people write. Days and months are counted from the date of service for a first
    claim, from `corrected_from` for a corrected one, and from the day the remittance is dated for an appeal.
    """

    payer: str
    original_days: int | None = Field(default=None, gt=0)
    original_months: int | None = Field(default=None, gt=0)
    corrected_days: int | None = Field(default=None, gt=0)
    corrected_from: Literal["date_of_service", "remittance"] | None = None
    appeal_days: int | None = Field(default=None, gt=0)
    appeal_months: int | None = Field(default=None, gt=0)
    takes_corrected_claims: bool | None = None
    """Whether it takes a claim in place of a decided one (frequency 7). Never so for Medicare Part B."""


class DeskSettings(Strict):
    """The practice's own figures. What stands here nowhere is not known, and nothing is put in its place.

    `costs` are dollars of one denial worked on by each route.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)

    schema_: Literal[1] = Field(default=1, alias="schema")
    costs: Mapping[CostedRoute, Decimal] = {}
    contracts: tuple[ContractTerms, ...] = ()


class PastAppeal(Strict):
    """One appeal of the practice's own past and how it ended. `payer` is a payer id or the name people write."""

    payer: str
    carc: str
    level: int = Field(default=1, ge=1, le=5)
    outcome: Literal["overturned", "partly_overturned", "upheld", "dismissed", "withdrawn", "pending"]
    decided_on: date | None = None
