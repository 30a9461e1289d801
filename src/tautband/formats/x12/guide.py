"""The implementation guide of the professional claim as data: loops, segments and elements, read from guide_837p.csv.

The table says what may stand where, how often and how long. Its elements are written one after the other, `-` for one
that is not used, otherwise `usage:type:least-most:codes`; a composite wraps its components in parentheses. `rules` are
relations between elements in X12's letters: P all or none, C the first needs the others, E at most one, R at least one,
L the first needs one of the others.

Source: structure facts of 005010X222A1, checked against the map of pyx12 4.0.0 (BSD licence). Lists outside the guide
(diagnoses, places, states) are not in it: `code_sets` asks those.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
ENVELOPE = ("ISA", "GS", "ST")
ROOT = "HEADER"
UNLIMITED = 1 << 30
_KEPT_TOGETHER = frozenset({"2000A", "2000B", "2000C", "2300"})
_REPEATED_UNDER = {"2300": ("2000B", "2000C")}
"""A claim stands under its subscriber, or under the patient where that is someone else."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element or component. `usage` R required, S situational, - not used; `codes` None: any value."""

    ref: str
    usage: str
    kind: str = "AN"
    least: int = 1
    most: int = UNLIMITED
    codes: frozenset[str] | None = None
    components: tuple[Element, ...] | None = None


@dataclass(eq=False, slots=True)
class SegmentRule:
    """One segment in one loop. `opens` is the loop it begins; `bit` marks it in a loop's mask of what was seen."""

    number: int
    loop: str
    segment: str
    usage: str
    most: int
    position: int
    rules: tuple[tuple[str, tuple[int, ...]], ...]
    elements: tuple[Element, ...]
    opens: Loop | None = None
    bit: int = 0
    qualifiers: frozenset[str] = frozenset()


@dataclass(eq=False, slots=True)
class Loop:
    """One loop: its own segments, the first of which opens it, and the loops inside it. `bits` are in its parent."""

    id: str
    usage: str
    most: int
    position: int
    segments: list[SegmentRule] = field(default_factory=list)
    children: list[Loop] = field(default_factory=list)
    parents: list[Loop] = field(default_factory=list)
    bits: dict[str, int] = field(default_factory=dict)
    required: int = 0
    begins: bool = False
    """Whether its segments, with those of the names in it, are kept together: a level, or a claim."""

    @property
    def opener(self) -> SegmentRule:
        """The segment that begins the loop."""
        return self.segments[0]


@dataclass(frozen=True, slots=True)
class Guide:
    """Every loop by its id, every segment rule by its number, and the rules of the envelope by segment id."""

    loops: dict[str, Loop]
    rules: list[SegmentRule]
    envelope: dict[str, SegmentRule]
    segment_ids: frozenset[str]
    names: dict[tuple[str, str, str], str]


@cache
def professional_guide() -> Guide:
    """The guide of the professional claim, 005010X222A1."""
    loops: dict[str, Loop] = {}
    rules: list[SegmentRule] = []
    envelope: dict[str, SegmentRule] = {}
    above: dict[str, tuple[str, ...]] = {}
    with (HERE / "guide_837p.csv").open(newline="", encoding="ascii") as table:
        rows = list(csv.DictReader(table))
    for row in rows:
        rule = _segment_rule(len(rules), row)
        rules.append(rule)
        if row["loop"] in ENVELOPE:
            envelope[rule.segment] = rule
            continue
        if row["loop"] not in loops:
            loops[row["loop"]] = loop = Loop(
                row["loop"], row["loop_usage"], _most(row["loop_max"]), int(row["loop_position"])
            )
            rule.opens = loop if loop.id != ROOT else None
            above[loop.id] = _REPEATED_UNDER.get(loop.id, (row["parent"],) if row["parent"] else ())
        loops[row["loop"]].segments.append(rule)
    for loop in loops.values():
        loop.parents = [loops[parent] for parent in above[loop.id]]
    for loop in loops.values():
        for parent in loop.parents:
            parent.children.append(loop)
    for loop in loops.values():
        loop.begins = loop.id in _KEPT_TOGETHER
        _number(loop)
    return Guide(loops, rules, envelope, frozenset(rule.segment for rule in rules), _names())


def _number(loop: Loop) -> None:
    """Give each segment and inner loop a bit of the loop's mask, and collect those that must be there."""
    bit = 1
    for rule in loop.segments:
        rule.bit = bit
        if rule.usage == "R":
            loop.required |= bit
        bit <<= 1
    for child in loop.children:
        child.bits[loop.id] = bit
        if child.usage == "R":
            loop.required |= bit
        bit <<= 1


def _segment_rule(number: int, row: dict[str, str]) -> SegmentRule:
    segment = row["segment"]
    elements = tuple(
        _element(f"{segment}{index:02d}", text) for index, text in enumerate(row["elements"].split(" "), 1)
    )
    relations = tuple(
        (text[0], tuple(int(text[at : at + 2]) for at in range(1, len(text), 2))) for text in row["rules"].split()
    )
    rule = SegmentRule(
        number, row["loop"], segment, row["usage"], _most(row["max"]), int(row["position"]), relations, elements
    )
    place = qualifier_place(segment, row["loop"])
    if place:
        element = elements[place[0] - 1]
        element = element.components[0] if element.components else element
        rule.qualifiers = element.codes or frozenset()
    return rule


def qualifier_place(segment: str, loop: str) -> tuple[int, bool] | None:
    """Which element tells the rules of one segment id apart, and whether it is that element's first component."""
    if segment == "PWK":  # a line's second kind of attachment differs from the first only in how it is sent
        return (2, False) if loop == "2400" else None
    return _QUALIFIER_PLACES.get(segment)


_QUALIFIER_PLACES = {
    **dict.fromkeys(("NM1", "REF", "DTP", "AMT", "PRV", "CRC", "NTE", "QTY"), (1, False)),
    "HL": (3, False),
    "HI": (1, True),
}


def _element(ref: str, text: str) -> Element:
    if text == "-":
        return Element(ref, "-")
    composite = re.fullmatch(r"([RS])\((.*)\)", text)
    if composite:
        parts = enumerate(composite[2].split(";"), 1)
        inner = tuple(_element(f"{ref}-{index:02d}", part) for index, part in parts)
        return Element(ref, composite[1], components=inner)
    usage, kind, lengths, *codes = text.split(":")
    least, most = map(int, lengths.split("-"))
    return Element(ref, usage, kind, least, most, frozenset(codes[0].split(",")) if codes else None)


def _most(text: str) -> int:
    return UNLIMITED if text == "*" else int(text)


def _names() -> dict[tuple[str, str, str], str]:
    with (HERE / "element_names.csv").open(newline="", encoding="ascii") as table:
        return {(row["loop"], row["qualifier"], row["element"]): row["name"] for row in csv.DictReader(table)}
