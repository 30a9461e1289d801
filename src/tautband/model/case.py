"""A case: everything about one encounter's claim, from the note to the payer's last word, as one JSON file.

A case file holds a patient's words and registration; it stays on the practice's own machine and in no log.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import ConfigDict, Field

from tautband.model.claim import Claim
from tautband.model.document import Document, NoteSeal
from tautband.model.encounter import Encounter
from tautband.model.registration import Registration
from tautband.model.remittance import Remittance
from tautband.model.strict import Strict


class SentClaim(Strict):
    """One claim as it was sent: the first, a corrected one in its place, or the voiding of one.

    `frequency` 1 first or new, 7 in place of another, 8 voids another; 7 and 8 name in `replaces` the payer's number of
    the claim they replace or void. `payer_claim_number` is the number the payer gave this one. `because` says in a
    clause why it was sent. `file` is the path of the 837P or form that carried it.
    """

    claim: Claim
    registration: Registration | None = None
    frequency: Literal["1", "7", "8"] = "1"
    replaces: str | None = None
    payer_claim_number: str | None = None
    sent_on: date | None = None
    file: str | None = None
    because: str | None = None


class AppealFiled(Strict):
    """One appeal made in this case: its level, what it was about, and what became of it.

    `line` counts from 1, None for the whole claim. `outcome` None: not decided yet. `decided_on` is the date printed on
    the decision, `received_on` the day it came, where that can be shown.
    """

    level: int
    line: int | None = None
    carc: str | None = None
    filed_on: date | None = None
    decided_on: date | None = None
    received_on: date | None = None
    outcome: Literal["overturned", "partly_overturned", "upheld", "dismissed", "withdrawn"] | None = None
    amount: Decimal | None = None


class Case(Strict):
    """One case file (`"schema": 1`): the encounter or its note, the claim, its registration, and the remittances.

    The note is `note` (its text) or `note_file` (a path, relative to the case file) or already read as `encounter`.
    `payer` is a payer id or the name people write; `state`, `zip_code` and `date_of_service` decide with it which
    policies bind; None is taken from the claim. `claim` is the one in force, with `registration` as it was billed;
    `sent` holds every claim of the case in the order of sending, the one in force last. `remittances` stand in the
    order they came.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)

    schema_: Literal[1] = Field(default=1, alias="schema")
    case_id: str
    payer: str | None = None
    state: str | None = None
    zip_code: str | None = None
    date_of_service: date | None = None
    place_of_service: str | None = None
    note: str | None = None
    note_file: str | None = None
    encounter: Encounter | None = None
    registration: Registration | None = None
    claim: Claim | None = None
    sent: tuple[SentClaim, ...] = ()
    remittances: tuple[Remittance, ...] = ()
    received_on: date | None = None
    """The day the last remittance came, where that can be shown; None: the presumption of the program counts."""
    appeals: tuple[AppealFiled, ...] = ()
    note_seal: NoteSeal | None = None
    """What the note's words were when it was coded; None: nobody wrote it down."""
    documents: tuple[Document, ...] = ()
    """The papers at hand besides the note, in any order."""
