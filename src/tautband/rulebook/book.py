"""The rule book: every policy and table in force on any day, opened from its compiled form in a few milliseconds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.model.errors import InputError
from tautband.model.finding import Severity
from tautband.model.policy import Edit, Revision
from tautband.rulebook.packed import NO_DATE, day_date
from tautband.rulebook.payers import PayerNames, macs_for
from tautband.rulebook.scope import BoundEdit, Cell, Scope, build_scope
from tautband.rulebook.severity import SEVERITIES
from tautband.rulebook.tables import Tables

CRITERIA = "criteria"
"""Stands for the payer of a criteria set, which is no payer."""
_FEW_CODES = 32
_MOST_REMEMBERED = 4096


class KindColumns:
    """The parameters of every edit of one kind, a row an edit, in the order of `edits` (numbers of edits,
    ascending).
    """

    def __init__(self, entry: dict[str, Any]) -> None:
        self.edits = np.array(entry["edits"], dtype=np.int32)
        self.columns = {name: np.array(values) for name, values in entry["columns"].items()}

    def rows_of(self, edits: NDArray[np.int32]) -> NDArray[np.intp]:
        """The row of each of `edits` in the columns."""
        return np.searchsorted(self.edits, edits)


class Rulebook:
    """What payers say, since when, and the reference tables behind it.

    Opened from a directory that `compile_policies` wrote. Immutable; safe to share between threads once opened.
    """

    def __init__(self, directory: Path, tables: Tables) -> None:
        self.directory = directory
        self.tables = tables
        self._book: dict[str, Any] = json.loads((directory / "rulebook.json").read_bytes())
        self.digest: str = tables.stamp(self._book["digest"])
        self.payers = PayerNames(self._book["payers"])
        self.kinds = {name: KindColumns(entry) for name, entry in self._book["kinds"].items()}
        self.groups: dict[str, int] = self._book["groups"]
        self.memory: dict[str, Any] = {}
        """What the rooms above remember about this rule book, such as the plans of frequent claims."""
        self._edits: dict[int, Edit] = {}
        self._cells: dict[tuple[tuple[BoundEdit, ...], bool, str | None, bool], Cell] = {}
        self._scopes: dict[tuple[str | None, str | None, tuple[str, ...], tuple[str, ...]], Scope] = {}

    @cached_property
    def _edit_words(self) -> list[bytes]:
        """Each edit as its author wrote it, as JSON. A claim needs the few that speak of it, so each is read alone."""
        return (self.directory / "edits.jsonl").read_bytes().splitlines()

    @cached_property
    def _revision_words(self) -> list[bytes]:
        return (self.directory / "revisions.jsonl").read_bytes().splitlines()

    def __len__(self) -> int:
        return len(self._book["edits"])

    def scope(
        self, payer: str | None, state: str | None = None, zip_code: str | None = None, criteria: Sequence[str] = ()
    ) -> Scope:
        """The edits that bind a payer's claims at a place, stretch by stretch. `payer` is an id or any name in use.

        Raises InputError for criteria the rule book does not hold: they would silently bind nothing.
        """
        known = self.payers.resolve(payer, state) if payer else None
        macs = macs_for(self.tables, state, zip_code) if known else ()
        key = (known.id if known else None, state, tuple(macs), tuple(criteria))
        if key not in self._scopes:
            if unknown := set(criteria) - self.criteria:
                held = ", ".join(sorted(self.criteria))
                raise InputError("criteria", f"no criteria set {min(unknown)!r}", f"The rule book holds: {held}.")
            entry = known.model_dump() if known else None
            scope = build_scope(self._book, entry, state, macs, criteria)
            self._scopes[key] = Scope(scope.starts, tuple(self._one_of_a_kind(cell) for cell in scope.cells))
        return self._scopes[key]

    def _one_of_a_kind(self, cell: Cell) -> Cell:
        """The cell that says the same, if one was met before: places mostly share their edits."""
        return self._cells.setdefault((cell.edits, cell.covered, cell.gap, cell.takes_notices), cell)

    @property
    def criteria(self) -> frozenset[str]:
        """The ids of the criteria sets held, which bind the claims of plans that adopted them."""
        return frozenset(entry["policy"] for entry in self._book["revisions"] if entry["payer"] == CRITERIA)

    def edit_id(self, edit: int) -> str:
        """The full id of an edit, such as `medicare/uniform-tpi/sessions-over-limit`."""
        name: str = self._book["edits"][edit]["id"]
        return name

    def edit_ids(self) -> list[str]:
        """The full id of every edit, by number. One id recurs in each revision of its policy."""
        return [entry["id"] for entry in self._book["edits"]]

    def kind_of(self, edit: int) -> str:
        """The kind of an edit."""
        kind: str = self._book["edits"][edit]["kind"]
        return kind

    def grade_of(self, edit: int) -> Any:
        """The evidence grade of an edit."""
        return self._book["edits"][edit]["grade"]

    def severity_of(self, edit: int) -> Severity:
        """The severity of an edit after the cap of its evidence grade and of an unknown start."""
        severity: Severity = SEVERITIES[self._book["edits"][edit]["severity"]]
        return severity

    def revision_of(self, edit: int) -> dict[str, Any]:
        """The compiled entry of the revision an edit stands in (`id`, `date`, `first_day`, `last_day`, ...)."""
        entry: dict[str, Any] = self._book["revisions"][self._book["edits"][edit]["revision"]]
        return entry

    def edit(self, edit: int) -> Edit:
        """The edit as its author wrote it, with citation, remedy and examples."""
        if edit not in self._edits:
            self._edits[edit] = Edit.model_validate(json.loads(self._edit_words[edit]))
        return self._edits[edit]

    def revision_number(self, edit: int) -> int:
        """The number of the revision an edit stands in, for `revision`."""
        number: int = self._book["edits"][edit]["revision"]
        return number

    def revision(self, number: int) -> Revision:
        """A revision as its author wrote it, with its edits."""
        edits = [json.loads(self._edit_words[edit]) for edit in self._book["revisions"][number]["edits"]]
        return Revision.model_validate({**json.loads(self._revision_words[number]), "edit": edits})

    def last_day(self, number: int) -> date | None:
        """The last service date of a revision; None while it is in force."""
        day: int = self._book["revisions"][number]["last_day"]
        return None if day >= NO_DATE - 1 else day_date(day)

    @property
    def revisions(self) -> list[Revision]:
        """Every revision of every policy, policy by policy in order of date."""
        return [self.revision(number) for number in range(len(self._book["revisions"]))]

    def in_code_set(self, sets: NDArray[Any], codes: NDArray[np.int32]) -> NDArray[np.bool_]:
        """For each set number and each packed code, whether the set holds the code: shape (sets, codes).

        ABSENT as a set number holds every code.
        """
        return self._members(self._book["sets"]["codes"], sets, codes)

    def holds(self, number: int, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Whether one code set holds each of the distinct codes of a batch."""
        return self._remembered("codes", number, codes)

    def lists(self, number: int, diagnoses: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether one diagnosis set holds each of the distinct diagnoses of a batch."""
        return self._remembered("diagnoses", number, diagnoses)

    def _remembered(self, of: str, number: int, values: NDArray[Any]) -> NDArray[np.bool_]:
        """Remembered where the values are few, since claims of one practice ask for the same again and again."""
        remembered: dict[tuple[str, int, bytes], NDArray[np.bool_]] = self.memory.setdefault("sets", {})
        if len(values) > _FEW_CODES:
            alone: NDArray[np.bool_] = self._members(self._book["sets"][of], np.array([number]), values)[0]
            return alone
        key = (of, number, values.tobytes())
        if key not in remembered:
            if len(remembered) >= _MOST_REMEMBERED:
                remembered.clear()
            remembered[key] = self._members(self._book["sets"][of], np.array([number]), values)[0]
        return remembered[key]

    def in_diagnosis_set(self, sets: NDArray[Any], codes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For each set number and each packed diagnosis, whether the set holds it: shape (sets, codes)."""
        return self._members(self._book["sets"]["diagnoses"], sets, codes)

    def modifiers_of(self, number: int) -> NDArray[np.int16]:
        """The packed modifiers of one modifier set."""
        return np.array(self._book["sets"]["modifiers"][number], dtype=np.int16)

    def places_of(self, number: int) -> NDArray[np.int16]:
        """The places of service of one place set."""
        return np.array(self._book["sets"]["places"][number], dtype=np.int16)

    def names_of(self, number: int) -> frozenset[str]:
        """The names of one name set."""
        return frozenset(self._book["sets"]["names"][number])

    def _members(self, all_ranges: list[list[list[int]]], sets: NDArray[Any], codes: NDArray[Any]) -> NDArray[np.bool_]:
        distinct, which = np.unique(sets, return_inverse=True)
        held = np.empty((len(distinct), len(codes)), dtype=np.bool_)
        for row, number in enumerate(distinct):
            if number < 0:
                held[row] = True
                continue
            bounds = np.array(all_ranges[int(number)], dtype=np.int64).reshape(-1, 2)
            at = np.searchsorted(bounds[:, 0], codes, side="right") - 1
            held[row] = (at >= 0) & (codes <= bounds[np.maximum(at, 0), 1]) if len(bounds) else False
        return held[which]


__all__ = ["KindColumns", "Rulebook"]
