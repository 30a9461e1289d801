"""The schema of policy files: payers, revisions, edits and their examples, as their authors write them."""

from __future__ import annotations

import datetime
from datetime import date
from typing import Any, Literal

from pydantic import Field

from tautband.model.encounter import DocumentationElement
from tautband.model.evidence import Citation, EvidenceGrade
from tautband.model.finding import Remedy, Severity
from tautband.model.strict import Strict


class Payer(Strict):
    """A payer or plan family. `follows` names a payer whose policies bind it too; `adopts_ncci` None is not known."""

    id: str
    name: str
    kind: Literal["medicare", "medicare_advantage", "medicaid", "commercial", "workers_comp", "tricare", "self_pay"]
    follows: tuple[str, ...] = ()
    adopts_ncci: bool | None = None
    takes_notices: bool = True
    """Whether a notice given before the service can shift its cost to the patient. Not in Medicare Advantage."""
    aliases: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    """The states in which an alias shared with other payers means this one."""

    @property
    def bound_by_ncci(self) -> bool | None:
        """Whether Medicare's pair and unit edits bind the payer; None where that is not known.

        They bind Medicare and its Advantage plans, no patient who pays alone, and others as `adopts_ncci` says.
        """
        if self.kind in ("medicare", "medicare_advantage"):
            return True
        return False if self.kind == "self_pay" else self.adopts_ncci


class ExampleNote(Strict):
    """The note of an example, in shorthand: `muscles` and `groups` are "NAME SIDE"; an element left out is not
    known.
    """

    muscles: tuple[str, ...] | None = None
    groups: tuple[str, ...] = ()
    documentation: dict[DocumentationElement, bool] = {}
    relief_percent: float | None = None
    relief_weeks: float | None = None
    care_weeks: float | None = None
    symptom_weeks: float | None = None
    indications: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    """"NAME 40 mg" or "NAME 4 mL"; then "single_dose" or "multi_dose", and "wasted 20 mg"."""
    performer: str | None = None
    state: str | None = None
    """The state that the note names, where the claim names another."""


class ExampleClaim(Strict):
    """The claim of an example, in shorthand: `lines` are "CODE-MOD,MOD xUNITS DX,DX"; `history` dates, or "date
    code region".
    """

    date: datetime.date
    lines: tuple[str, ...]
    payer: str | None = None
    state: str | None = None
    zip: str | None = None
    pos: str | None = None
    history: tuple[str, ...] = ()
    no_history: bool = False
    history_scope: Literal["own_practice", "all"] = "all"
    history_from: datetime.date | None = None
    filed_on: datetime.date | None = None
    criteria: tuple[str, ...] = ()
    note: ExampleNote | None = None
    """What the note shows; absent means that no note came with the claim."""


class Example(Strict):
    """A claim and what the edit must answer: the edit's documentation and its test."""

    name: str
    claim: ExampleClaim
    gives: Literal["fire", "clear", "review", "not_evaluated"]


class Edit(Strict):
    """One edit of a revision. `kind` names the logic, `with` its parameters."""

    id: str
    kind: str
    with_: dict[str, Any] = Field(default={}, alias="with")
    severity: Severity
    group: str | None = None
    carc: str | None = None
    rarc: str | None = None
    liability: Literal["provider", "patient_with_notice", "patient"] | None = None
    appealable: bool | None = None
    evidence: EvidenceGrade | None = None
    """Grade of this edit where it differs from the revision's."""
    fields: tuple[str, ...] = ()
    """The fields of the source facts that this edit checks."""
    instead_of: tuple[str, ...] = ()
    """Full ids of national edits that this payer's own rule takes the place of on its claims."""
    citation: Citation
    remedy: Remedy | None = None
    example: tuple[Example, ...] = ()


class Silent(Strict):
    """Something the document says that no edit checks, and why. `field` names the field of the source facts."""

    section: str
    because: str
    field: str | None = None


class Adopted(Strict):
    """A contractor's adoption of a uniform policy: its own number, the contractors' MAC numbers, and its first day."""

    lcd: str
    article: str | None = None
    contractor: str
    macs: tuple[str, ...]
    since: date = Field(alias="from")


class Revision(Strict):
    """One revision of one policy: in force from `first_service_date` to the day before the next, or to `retired`.

    `payer`, `policy` and `first_service_date` come from the file's path `<payer>/<policy>/<date>.toml`; a date of None
    (`undated.toml`) applies from 2015-10-01 and at most warns. The payer `national` binds every claim, `criteria` those
    claims whose plan adopted them.
    """

    payer: str
    policy: str
    first_service_date: date | None
    title: str
    perhaps_from: date | None = None
    """The earliest day the revision may have begun, where its first day is not known for sure: until then a person
    decides.
    """
    retired: date | None = None
    states: tuple[str, ...] = ()
    adopted: tuple[Adopted, ...] = ()
    complete: bool = True
    """False where only a part of what the payer asks was read (a filing limit, one modifier, a text cut short): the
    claim is still told that the rest was not checked.
    """
    binds_followers: bool = True
    """False: binds the payer's own claims, not those of payers that follow it."""
    binds: Literal["everyone", "ncci_adopters"] = "everyone"
    """Of a national revision: `ncci_adopters` binds Medicare, and at most warns where a payer's adoption is not
    known.
    """
    evidence: EvidenceGrade
    source: Citation
    edit: tuple[Edit, ...] = ()
    silent: tuple[Silent, ...] = ()

    @property
    def start(self) -> str:
        """Its first service date as its file is named: YYYY-MM-DD, or `undated`."""
        return self.first_service_date.isoformat() if self.first_service_date else "undated"
