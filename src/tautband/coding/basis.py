"""The encounter together with what is in force on its date: what every step of coding starts from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tautband.coding.needs import Needs
from tautband.model.coding import Convention, Query, Reason, Refusal
from tautband.model.encounter import Encounter, Injection, OtherService, Side
from tautband.model.evidence import Evidence
from tautband.model.policy import Payer
from tautband.rulebook.code_tables import CodeTables, Row

TRIGGER_POINT = "trigger_point"
"""The kind of a line of trigger point injections, beside the service kinds of the encounter."""


@dataclass(frozen=True)
class Basis:
    """One encounter, its date, its payer, and where to look things up. `day` is None where the note shows no date."""

    encounter: Encounter
    needs: Needs
    tables: CodeTables

    @property
    def day(self) -> date | None:
        """The date of service."""
        return self.encounter.date_of_service

    @cached_property
    def iso(self) -> str:
        """The date of service as ISO text; a note without a date sorts before every span."""
        return self.day.isoformat() if self.day else ""

    @cached_property
    def payer(self) -> Payer | None:
        """The payer, where anybody knows it."""
        return self.needs.payer(self.encounter.payer or self.encounter.payer_text, self.encounter.state)

    @cached_property
    def in_facility(self) -> bool | None:
        """Whether the place of service is a facility; None where it is not known."""
        place = self.encounter.place_of_service
        return self.needs.facility(place) if place else None

    @cached_property
    def injected(self) -> tuple[Injection, ...]:
        """The injections done at this encounter."""
        return tuple(i for i in self.encounter.injections if i.status == "performed")

    @cached_property
    def services(self) -> tuple[OtherService, ...]:
        """The other services done at this encounter by its own clinicians."""
        return tuple(s for s in self.encounter.services if s.status == "performed" and not s.by_other_clinician)

    def settings(self, name: str) -> list[Row]:
        """The payer's settings of one name in force on the date, its own before those of its kind."""
        payer = self.payer
        if payer is None:
            return []
        rows = [
            row
            for row in self.tables["payer_settings"]
            if row["setting"] == name and (not row["valid_from"] or row["valid_from"] <= self.iso)
        ]
        own = [row for row in rows if row["payer"] == payer.id]
        return own or [row for row in rows if not row["payer"] and row["payer_kind"] == payer.kind]


@dataclass
class Draft:
    """A line in the making.

    `spots` are the sides and anatomic regions it touches, `apart` what the note says of its site, `treats` the kinds of
    service that it stands for besides its own.
    """

    code: str
    kind: str
    units: int = 1
    modifiers: list[str] = field(default_factory=list)
    diagnoses: list[str] = field(default_factory=list)
    why: list[Reason] = field(default_factory=list)
    spots: list[tuple[Side, frozenset[str]]] = field(default_factory=list)
    apart: bool | None = None
    treats: tuple[str, ...] = ()
    guidance_inside: bool = False
    evidence: tuple[Evidence, ...] = ()


@dataclass
class Sheet:
    """What coding has found so far: the lines, the questions, and what was kept off.

    `open_question` is set when a query bears on which codes stand, not only on their support.
    """

    lines: list[Draft] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    conventions: list[Convention] = field(default_factory=list)
    open_question: bool = False

    def ask(self, asks: str, because: str, evidence: tuple[Evidence, ...] = (), *, decides: bool = True) -> None:
        """Put a question to the author; `decides` when the answer could change a code."""
        query = Query(asks=asks, because=because, evidence=evidence)
        if query not in self.queries:
            self.queries.append(query)
        self.open_question = self.open_question or decides

    def refuse(self, refusal: Refusal) -> None:
        """Name a code that is kept off, once."""
        if all(refusal.code != other.code for other in self.refused):
            self.refused.append(refusal)

    def convention(self, says: str, *, flips_code: bool = False) -> None:
        """Name a convention that was applied, once."""
        entry = Convention(says=says, flips_code=flips_code)
        if entry not in self.conventions:
            self.conventions.append(entry)
