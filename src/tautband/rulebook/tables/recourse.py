"""Where a kind of payer takes a denial: what stands in place of a route it does not take, and whose appeals bind it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tautband.model.denial import Route
from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load_records, save_records


@dataclass(frozen=True, slots=True)
class Recourse:
    """What a kind of payer takes in place of a route, and why. `closed`: no appeal is open either."""

    to: Route
    closed: bool
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class AppealProgram:
    """The levels of appeal that a kind of payer follows, by the names of the table of appeals.

    `filing_as` is the payer whose filing limits bind it whatever its own id. `whose`: a provider's right, or only the
    member's. `levels` is how many there are, of which fewer may be held. `says` limits what the program tells.
    """

    program: str
    reopening: str | None
    filing_as: str | None
    whose: Literal["provider", "member"]
    levels: int
    says: str


class Recourses:
    """Routes and appeal programs by kind of payer. None where nothing is held, which is not to say that none is."""

    def __init__(self, directory: Path) -> None:
        held = load_records(directory, "recourse")
        self._routes = {tuple(key): Recourse(to, closed, says, source) for key, to, closed, says, source in held["to"]}
        self._programs = {
            kind: AppealProgram(program, reopening or None, filing_as or None, whose, int(levels), says)
            for kind, program, reopening, filing_as, whose, levels, says in held["programs"]
        }

    def instead(self, payer_kind: str, cause: str, route: str) -> Recourse | None:
        """What this kind of payer takes in place of a route: for the cause, else for any."""
        nearest = self._routes.get((payer_kind, cause, route))
        return nearest or self._routes.get((payer_kind, "", route))

    def program(self, payer_kind: str) -> AppealProgram | None:
        """The appeal program of a kind of payer."""
        return self._programs.get(payer_kind)


def build(directory: Path) -> None:
    """Compile both tables."""
    to = [
        [[e["payer_kind"], e["cause"], e["route"]], e["to"], e["appeal"] == "closed", e["says"], e["source"]]
        for e in rows("recourse")
    ]
    columns = ("payer_kind", "program", "reopening", "filing_as", "whose", "levels", "says")
    programs = [[entry[column] for column in columns] for entry in rows("appeal_programs")]
    save_records(directory, "recourse", {"to": to, "programs": programs})
