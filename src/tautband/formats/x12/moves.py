"""What may follow inside each loop: from a segment's id, and its qualifier, to the rule it is read by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tautband.formats.x12.guide import ENVELOPE, Guide, Loop, SegmentRule, qualifier_place


@dataclass(slots=True)
class Choice:
    """The rules one segment id may mean in a loop. `by` is None where the id alone decides, otherwise by qualifier."""

    rule: SegmentRule | None = None
    by: dict[str, SegmentRule] | None = None
    place: int = 0
    composite: bool = False
    candidates: list[SegmentRule] = field(default_factory=list)

    def qualifier(self, elements: list[str], component: str) -> str:
        """The qualifier of a segment, empty where the segment is too short to hold one."""
        if self.place >= len(elements):
            return ""
        text = elements[self.place]
        return text.split(component, 1)[0] if self.composite else text


Moves = dict[str, Choice]


def moves_of(guide: Guide, outside: str) -> dict[str, Moves]:
    """For each loop, the segments that may stand next: its own, the loops inside it, and those around it.

    A claim stands under its subscriber or its patient; `outside` is the one of the two that is not open.
    """
    return {loop.id: _moves(list(_reachable(loop, outside))) for loop in guide.loops.values()}


def _reachable(loop: Loop, outside: str) -> Iterator[SegmentRule]:
    """The loop's own segments but the one that opened it, then openers of inner loops, outward, nearest first."""
    yield from loop.segments[1:] if loop.parents else loop.segments
    around: list[Loop] = [loop]
    met: set[str] = set()
    while around:
        here = around.pop(0)
        if here.id in met:
            continue
        met.add(here.id)
        yield from (child.opener for child in here.children)
        around.extend(parent for parent in here.parents if len(here.parents) == 1 or parent.id != outside)


def _moves(rules: list[SegmentRule]) -> Moves:
    moves: Moves = {}
    for rule in rules:
        if rule.loop in ENVELOPE:
            continue
        choice = moves.setdefault(rule.segment, Choice())
        if rule in choice.candidates:
            continue
        choice.candidates.append(rule)
        place = qualifier_place(rule.segment, rule.loop)
        if place is None or not rule.qualifiers:
            choice.rule = choice.rule or rule
            continue
        choice.place, choice.composite = place
        choice.by = {} if choice.by is None else choice.by
        for qualifier in rule.qualifiers:
            choice.by.setdefault(qualifier, rule)
    return moves


def meaning(loop: Loop, elements: list[str], component: str) -> Iterator[SegmentRule]:
    """The loop's own rules that a segment fits by id and qualifier."""
    for rule in loop.segments:
        if rule.segment == elements[0]:
            place = qualifier_place(rule.segment, rule.loop)
            told = Choice(place=place[0], composite=place[1]) if place and rule.qualifiers else None
            if told is None or told.qualifier(elements, component) in rule.qualifiers:
                yield rule
