"""Which edits bind a claim: its payer, the place of service and the date pick them.

A *scope* is a payer at a place. Its days fall into *cells*: stretches without a change of any revision, each with one
list of edits. A claim finds its cell by one binary search, so a thousand edits of other payers cost it nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.model.policy import Payer

FIRST_DAY = np.iinfo(np.int32).min
PLACE_DECIDES = "which contractor's policy applies depends on the place: give the state or the ZIP code of the service"


@dataclass(frozen=True)
class BoundEdit:
    """An edit in force, as it binds this scope.

    `severity` indexes SEVERITIES after every cap. `contested`: a person must say whether it binds, because the state's
    contractors differ here or because the policy's first day is not known for sure.
    """

    edit: int
    kind: str
    severity: int
    lcd: str | None = None
    contested: bool = False


@dataclass(frozen=True)
class BoundEdits:
    """The edits of one kind in one cell, in columns."""

    edit: NDArray[np.int32]
    severity: NDArray[np.int8]
    contested: NDArray[np.bool_]


class Cell:
    """The edits of one stretch of days. `covered`: a complete policy of the payer itself is among them, or none is
    needed.

    `gap` says why a policy that exists is missing; `takes_notices` whether a notice can make the patient liable.
    `lcd` names the contractor's own number of an adopted policy by edit.
    """

    def __init__(
        self, edits: Sequence[BoundEdit], covered: bool, gap: str | None = None, takes_notices: bool = True
    ) -> None:
        self.edits = tuple(edits)
        self.covered = covered
        self.gap = gap
        self.takes_notices = takes_notices

    @cached_property
    def by_kind(self) -> dict[str, BoundEdits]:
        """The edits, kind by kind."""
        grouped: dict[str, list[BoundEdit]] = {}
        for bound in sorted(self.edits, key=lambda bound: bound.edit):
            grouped.setdefault(bound.kind, []).append(bound)
        return {
            kind: BoundEdits(
                np.array([bound.edit for bound in members], np.int32),
                np.array([bound.severity for bound in members], np.int8),
                np.array([bound.contested for bound in members], np.bool_),
            )
            for kind, members in grouped.items()
        }

    @cached_property
    def lcds(self) -> dict[int, str]:
        """The contractor's own number for each adopted edit."""
        return {bound.edit: bound.lcd for bound in self.edits if bound.lcd}


@dataclass(frozen=True, eq=False)
class Scope:
    """A payer at a place: `starts[i]` is the first day of `cells[i]`, the first of them before any date."""

    starts: NDArray[np.int32]
    cells: tuple[Cell, ...]

    def cell(self, day: int) -> Cell:
        """The cell of one day."""
        return self.cells[int(np.searchsorted(self.starts, day, side="right")) - 1]


@dataclass(frozen=True)
class _Stretch:
    first: int
    last: int
    revision: int
    lcd: str | None
    contested: bool


def build_scope(
    book: Mapping[str, Any],
    payer: Mapping[str, Any] | None,
    state: str | None,
    macs: Sequence[str],
    criteria: Sequence[str] = (),
) -> Scope:
    """The scope of `payer` (None: a payer nobody covers) in `state` served by `macs` (several: the ZIP would
    decide).
    """
    bound = _payers_that_bind(book, payer)
    stretches: list[_Stretch] = []
    place_decides = False
    for number, revision in enumerate(book["revisions"]):
        if revision["payer"] == "national":
            adopts = _adopts_ncci(payer)
            if revision["binds"] == "everyone" or adopts is not False:
                stretches.extend(_whole(number, revision))
        elif revision["payer"] == "criteria":
            if revision["policy"] in criteria:
                stretches.extend(_whole(number, revision))
        elif _binds_payer(revision, payer, bound) and (not revision["states"] or state in revision["states"]):
            if revision["adopted"]:
                place_decides = not macs and state is None
                stretches.extend(_adoptions(number, revision, macs))
            else:
                stretches.extend(_whole(number, revision))
    gaps = [g for g in book["gaps"] if g["payer"] in bound and (not g["macs"] or set(macs) & set(g["macs"]))]
    return _cells(book, payer, stretches, gaps, PLACE_DECIDES if place_decides else None)


def _payers_that_bind(book: Mapping[str, Any], payer: Mapping[str, Any] | None) -> set[str]:
    by_id = {p["id"]: p for p in book["payers"]}
    bound: set[str] = set()
    waiting = [payer["id"], *payer["follows"]] if payer else []
    while waiting:
        name = waiting.pop()
        if name not in bound:
            bound.add(name)
            waiting.extend(by_id.get(name, {"follows": ()})["follows"])
    return bound


def _binds_payer(revision: Mapping[str, Any], payer: Mapping[str, Any] | None, bound: set[str]) -> bool:
    if revision["binds_followers"]:
        return revision["payer"] in bound
    return payer is not None and revision["payer"] == payer["id"]


def _adopts_ncci(payer: Mapping[str, Any] | None) -> bool | None:
    return None if payer is None else Payer.model_validate(payer).bound_by_ncci


def _whole(number: int, revision: Mapping[str, Any]) -> list[_Stretch]:
    first = revision["first_day"]
    stretches = [_Stretch(first, revision["last_day"], number, None, False)]
    if revision["perhaps_from"] is not None:
        stretches.append(_Stretch(revision["perhaps_from"], first - 1, number, None, True))
    return stretches


def _adoptions(number: int, revision: Mapping[str, Any], macs: Sequence[str]) -> list[_Stretch]:
    """The stretches for which the contractors of a place adopted a revision; contested unless all of them did."""
    found: dict[str, tuple[int, set[str]]] = {}
    for adoption in revision["adopted"]:
        if served := set(macs) & set(adoption["macs"]):
            found.setdefault(adoption["lcd"], (adoption["first_day"], set()))[1].update(served)
    agreed = {mac for _, served in found.values() for mac in served}
    return [
        _Stretch(first, revision["last_day"], number, lcd, agreed != set(macs))
        for lcd, (first, _) in sorted(found.items())[:1]
    ]


def _cells(
    book: Mapping[str, Any],
    payer: Mapping[str, Any] | None,
    stretches: Sequence[_Stretch],
    gaps: Sequence[Mapping[str, Any]],
    otherwise: str | None,
) -> Scope:
    marks: set[int] = {int(FIRST_DAY)}
    for first, last in [(s.first, s.last) for s in stretches] + [(g["first_day"], g["last_day"]) for g in gaps]:
        marks.update((first, last + 1))
    starts = sorted(marks)
    cells = []
    for start in starts:
        live = [s for s in stretches if s.first <= start <= s.last]
        own = [s for s in live if book["revisions"][s.revision]["payer"] != "national"]
        gap = next((g["because"] for g in gaps if g["first_day"] <= start <= g["last_day"]), otherwise)
        complete = any(book["revisions"][s.revision]["complete"] for s in own)
        covered = complete or (payer is not None and payer["kind"] == "self_pay")
        replaced = {
            name
            for s in own
            for edit in book["revisions"][s.revision]["edits"]
            for name in book["edits"][edit]["instead_of"]
        }
        edits = [
            bound
            for s in live
            for bound in _bound_edits(book, payer, s)
            if book["edits"][bound.edit]["id"] not in replaced
        ]
        takes_notices = payer is None or payer["takes_notices"]
        cells.append(Cell(edits, covered, None if complete else gap, takes_notices))
    return Scope(np.array(starts, dtype=np.int32), tuple(cells))


def _bound_edits(book: Mapping[str, Any], payer: Mapping[str, Any] | None, stretch: _Stretch) -> list[BoundEdit]:
    revision = book["revisions"][stretch.revision]
    warn_only = revision["binds"] == "ncci_adopters" and _adopts_ncci(payer) is not True
    return [
        BoundEdit(
            edit,
            book["edits"][edit]["kind"],
            min(book["edits"][edit]["severity"], 1) if warn_only else book["edits"][edit]["severity"],
            stretch.lcd,
            stretch.contested,
        )
        for edit in revision["edits"]
    ]
