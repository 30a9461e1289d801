"""What coding asks of the rule book, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

import numpy as np

from tautband.model.encounter import Encounter
from tautband.model.policy import Payer
from tautband.rulebook.packed import day_number, pack_code
from tautband.rulebook.parameters import ABSENT
from tautband.rulebook.scope import Scope
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.diagnoses import DiagnosisStatus
from tautband.rulebook.tables.drugs import AgentName, DrugCode
from tautband.rulebook.tables.muscles import Muscle

NOT_COVERED = "code_not_covered"
"""The kind of edit by which a payer says that it does not cover a code."""


class Payers(Protocol):
    """Payers by any name in use."""

    def resolve(self, name: str, state: str | None = None) -> Payer | None:
        """The payer of a name; None for one nobody knows."""


class RulebookLike(Protocol):
    """The part of the rule book that coding uses."""

    @property
    def tables(self) -> Tables:
        """The reference tables."""

    @property
    def payers(self) -> Payers:
        """The payers."""

    @property
    def kinds(self) -> Mapping[str, Any]:
        """The parameters of every edit, by kind."""

    def scope(self, payer: str | None, state: str | None = None, zip_code: str | None = None) -> Scope:
        """The edits that bind a payer's claims at a place."""

    def in_code_set(self, sets: Any, codes: Any) -> Any:
        """Whether sets of codes hold codes."""

    def edit_id(self, edit: int) -> str:
        """The full id of an edit."""


class Needs:
    """The look-ups of one rule book, each with None or nothing for what is not known."""

    def __init__(self, rulebook: RulebookLike) -> None:
        self._rulebook = rulebook
        self._tables = rulebook.tables

    def payer(self, name: str | None, state: str | None) -> Payer | None:
        """The payer of an id or a name in use."""
        return self._rulebook.payers.resolve(name, state) if name else None

    def agent(self, name: str) -> AgentName | None:
        """A drug by any of its names, in the table's own spelling."""
        return self._tables.drugs.agent(name)

    def drug_codes(self, name: str, day: date) -> tuple[DrugCode, ...]:
        """The codes of a drug in force on the date, for whatever use."""
        return self._tables.drugs.codes_for(name, day, use=None)

    def ended_drug_codes(self, name: str, day: date) -> tuple[DrugCode, ...]:
        """The codes of a drug that had ended on the date."""
        return tuple(c for c in self._tables.drugs.codes() if c.drug == name and c.valid_to and c.valid_to < day)

    def diagnosis_valid(self, code: str, day: date) -> bool | None:
        """Whether a diagnosis code is billable on the date; None where the lists read do not tell."""
        status = self._tables.diagnoses.on(code, day).status
        return None if status is DiagnosisStatus.INEXACT else status is DiagnosisStatus.BILLABLE

    def pair(self, code: str, other: str, day: date) -> tuple[str, str, int] | None:
        """Column 1, column 2 and modifier indicator of the edit that joins two codes on the date.

        An edit whose first day nobody knows is taken as in force before the first quarter read.
        """
        found = self._tables.pairs.pair(code, other, day)
        return None if found.indicator is None else (found.column1, found.column2, found.indicator)

    def facility(self, place_of_service: str) -> bool | None:
        """Whether the place is a facility, where the facility bills drugs."""
        place = self._tables.places.get(place_of_service)
        return None if place is None else place.facility

    def muscle(self, name: str) -> Muscle | None:
        """A muscle or group of the muscles table."""
        return self._tables.muscles.get(name)

    def bilateral(self, code: str, day: date) -> str | None:
        """The bilateral indicator of the fee schedule on the date."""
        row = self._tables.fees.on(code, day)
        return None if row is None else row.bilateral

    def not_covered(self, code: str, billed: Sequence[str], encounter: Encounter) -> str | None:
        """The id of the edit by which the payer does not cover a code, always or beside one of the `billed` ones.

        None where no policy in force on the date says so, or where the contractors that serve the state differ.
        """
        columns, day = self._rulebook.kinds.get(NOT_COVERED), encounter.date_of_service
        if columns is None or day is None:
            return None
        scope = self._rulebook.scope(encounter.payer, encounter.state, encounter.zip_code)
        rows = {int(edit): row for row, edit in enumerate(columns.edits)}
        for bound in scope.cell(day_number(day)).edits:
            row = rows.get(bound.edit)
            if row is None or bound.contested or not self._holds(columns.columns["codes"][row], [code]):
                continue
            beside = columns.columns["beside"][row]
            if beside == ABSENT or self._holds(beside, billed):
                return self._rulebook.edit_id(bound.edit)
        return None

    def _holds(self, number: int, codes: Sequence[str]) -> bool:
        packed = np.array([pack_code(code) for code in codes], dtype=np.int32)
        return bool(np.any(self._rulebook.in_code_set(np.array([number]), packed)))


def places_of(muscle: Muscle) -> frozenset[str]:
    """Every anatomic region a muscle lies in or borders on."""
    own = (muscle.anatomic_region,) if muscle.anatomic_region else ()
    return frozenset((*own, *muscle.region_alt))
