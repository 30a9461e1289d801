"""The types that an edit's parameters are written in, and how each becomes a column of numbers.

A kind declares its parameters as a pydantic model; the annotations say how policy text is read and what the kind's
arithmetic sees:

    CodeSet         codes, ranges "64400-64530" and names of code groups    → number of a set of code ranges
    DiagnosisSet    codes and prefixes "M79.1*"; None: list not known       → number of a set of code ranges
    ModifierSet     two-character modifiers                                 → number of a set of modifiers
    PlaceSet        two-digit places of service                             → number of a set of places
    NameSet         names of a table (diagnosis concepts, drug classes ...) → number of a set of names
    ElementSet      documentation elements                                  → bit mask
    Literal[...]    one of a few words                                      → index of the word
    date, bool, int, float, and each of them or None                        → number; ABSENT for None
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from tautband.model.encounter import DOCUMENTATION_ELEMENTS, DocumentationElement
from tautband.rulebook.packed import (
    CODE_LENGTH,
    DIAGNOSIS_LENGTH,
    UNPACKABLE,
    day_number,
    pack_code,
    pack_diagnosis,
    pack_modifier,
)

ABSENT = -1

CodeSet = Annotated[tuple[str, ...], "codes"]
DiagnosisSet = Annotated[tuple[str, ...], "diagnoses"]
PlaceSet = Annotated[tuple[str, ...], "places"]
NameSet = Annotated[tuple[str, ...], "names"]
ModifierSet = Annotated[tuple[str, ...], "modifiers"]
ElementSet = Annotated[tuple[DocumentationElement, ...], "elements"]

Ranges = tuple[tuple[int, int], ...]


def element_mask(elements: Sequence[DocumentationElement]) -> int:
    """Documentation elements as a bit mask, in the order of DOCUMENTATION_ELEMENTS."""
    return sum(1 << DOCUMENTATION_ELEMENTS.index(element) for element in elements)


def given(parameters: BaseModel, *names: str) -> int:
    """How many of these parameters the policy gives."""
    return sum(getattr(parameters, name) is not None for name in names)


@dataclass
class Sets:
    """The distinct sets of codes, diagnoses and modifiers that edits name; a column holds a set's number."""

    groups: Mapping[str, Sequence[str]]
    codes: dict[Ranges, int] = field(default_factory=dict)
    diagnoses: dict[Ranges, int] = field(default_factory=dict)
    modifiers: dict[tuple[int, ...], int] = field(default_factory=dict)
    places: dict[tuple[int, ...], int] = field(default_factory=dict)
    names: dict[tuple[str, ...], int] = field(default_factory=dict)

    def code_set(self, entries: Sequence[str]) -> int:
        """The number of the set these entries form. Raises ValueError naming an entry that is no code, range or
        group.
        """
        ranges = [r for entry in entries for r in self._code_ranges(entry)]
        return self.codes.setdefault(_merged(ranges), len(self.codes))

    def _code_ranges(self, entry: str) -> list[tuple[int, int]]:
        if entry in self.groups:
            return [r for member in self.groups[entry] for r in self._code_ranges(member)]
        low, _, high = entry.partition("-")
        pair = (pack_code(low), pack_code(high or low))
        if UNPACKABLE in pair or len(low) != CODE_LENGTH or pair[0] > pair[1] or entry != entry.upper():
            raise ValueError(f"{entry!r} is no code, no range of codes and no group of code_groups.toml")
        return [pair]

    def diagnosis_set(self, entries: Sequence[str]) -> int:
        """The number of the set these diagnoses form. A trailing `*` takes every code that begins so."""
        ranges: list[tuple[int, int]] = []
        for entry in entries:
            stem = entry.removesuffix("*").replace(".", "")
            low = pack_diagnosis(stem)
            if low == UNPACKABLE:
                raise ValueError(f"{entry!r} is no diagnosis code")
            width = DIAGNOSIS_LENGTH - len(stem) if entry.endswith("*") else 0
            ranges.append((low, low + 37**width - 1))
        return self.diagnoses.setdefault(_merged(ranges), len(self.diagnoses))

    def modifier_set(self, entries: Sequence[str]) -> int:
        """The number of the set these modifiers form."""
        packed = tuple(sorted(pack_modifier(entry) for entry in entries))
        if UNPACKABLE in packed:
            raise ValueError("a modifier has two letters or digits")
        return self.modifiers.setdefault(packed, len(self.modifiers))

    def place_set(self, entries: Sequence[str]) -> int:
        """The number of the set these places of service form."""
        if not all(len(entry) == 2 and entry.isdecimal() for entry in entries):
            raise ValueError("a place of service has two digits")
        return self.places.setdefault(tuple(sorted(int(entry) for entry in entries)), len(self.places))

    def name_set(self, entries: Sequence[str]) -> int:
        """The number of the set these names form."""
        return self.names.setdefault(tuple(sorted(entries)), len(self.names))


def _merged(ranges: list[tuple[int, int]]) -> Ranges:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def column_value(parameters: BaseModel, name: str, sets: Sets) -> float | int:
    """One parameter as the number its column holds."""
    info = type(parameters).model_fields[name]
    value: Any = getattr(parameters, name)
    if value is None:
        return ABSENT
    match _sort_of(info.annotation, info.metadata):
        case "codes":
            return sets.code_set(value)
        case "diagnoses":
            return sets.diagnosis_set(value)
        case "modifiers":
            return sets.modifier_set(value)
        case "places":
            return sets.place_set(value)
        case "names":
            return sets.name_set(value)
        case "elements":
            return element_mask(value)
        case tuple() as words:
            return words.index(value)
    if isinstance(value, date):
        return day_number(value)
    if isinstance(value, bool | int | float):
        return value if isinstance(value, float) else int(value)
    raise TypeError(f"parameter {name!r} of {type(parameters).__qualname__} has no column form")


def _sort_of(annotation: Any, metadata: Sequence[Any]) -> str | tuple[str, ...] | None:
    """The marker of an annotated set, the words of a Literal, or None for a plain number."""
    for marker in metadata:
        if isinstance(marker, str):
            return marker
    if get_origin(annotation) is Annotated:
        return _sort_of(get_args(annotation)[0], annotation.__metadata__)
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    for inner in get_args(annotation):
        if inner is not type(None) and (sort := _sort_of(inner, ())):
            return sort
    return None
