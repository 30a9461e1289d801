"""Subscribers whose segments follow each other as others did before: followed by memory instead of walked anew.

Claims of one office are alike, so that most segments cost one look-up. Memory never decides what is a problem: an order
of segments is remembered only after a walk found nothing wrong with it, each new text is matched with its rule's
pattern, and whatever is not familiar is walked, segment by segment, from the beginning of the same subscriber.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tautband.formats.x12.delimiters import Delimiters
from tautband.formats.x12.guide import Loop, SegmentRule, qualifier_place
from tautband.formats.x12.levels import Levels
from tautband.formats.x12.matching import pattern

Taken = tuple[SegmentRule, list[str], int]
"""A segment as read: its rule, its elements (the id first), its position in the file."""
SUBSCRIBER, PATIENT, CLAIM, LINE = "2000B", "2000C", "2300", "2400"
_END = "end"
_OPENERS = {"CLM": CLAIM, "LX": LINE}
_NUMBERED = (PATIENT, CLAIM)
"""Parts whose first segment is another each time, and not worth remembering."""
_MOST_STEPS = 5_000
_MOST_TEXTS = 30_000
"""Steps and texts remembered for one set of delimiters: some ten megabytes."""
_MOST_TEXTS_OF_STEP = 1_000


@dataclass(slots=True)
class Step:
    """A segment in its place: how it must look, and what came after it in subscribers without fault.

    `then` names the parts (patient, claim, line) that may begin next, and whether the subscriber may end here.
    """

    rule: SegmentRule
    begins: str | None
    accept: Callable[[str], object]
    next: dict[str, Step] = field(default_factory=dict)
    then: set[str] = field(default_factory=set)
    known: dict[str, tuple[Step, list[str]]] = field(default_factory=dict)
    """By a text that followed before: its step and its elements."""
    room: int = _MOST_TEXTS_OF_STEP


@dataclass(slots=True)
class Passed:
    """One subscriber followed to its end: its segments, each claim's with those of its patient, and where it ends."""

    subscriber: list[Taken]
    claims: list[tuple[list[Taken] | None, list[Taken]]]
    levels: int
    end: int
    another: bool
    """Whether what follows is another subscriber of the same billing provider."""


class Familiar:
    """The orders of segments met so far with one set of delimiters."""

    def __init__(self, delimiters: Delimiters) -> None:
        self._delimiters = delimiters
        self._separator = delimiters.element
        self._parts: dict[str, Step] = {}
        self._patterns: dict[int, re.Pattern[str]] = {}
        self._steps = self._texts = 0

    def learn(self, path: Iterable[Taken]) -> None:
        """Remember the order of one subscriber's segments, in which a walk to their end found nothing wrong."""
        step: Step | None = None
        for rule, elements, _ in path:
            part = _begun_by(rule.opens)
            if part:
                if step is not None:
                    step.then.add(part)
                step = self._parts.get(part) or self._parts.setdefault(part, self._step(rule, part))
                continue
            assert step is not None
            at = _SIGNED_BY.get(elements[0])
            sign = elements[0] if at is None else self._sign(elements, at)
            if sign not in step.next:
                if self._steps >= _MOST_STEPS:
                    return
                step.next[sign] = self._step(rule, None)
            step = step.next[sign]
        if step is not None:
            step.then.add(_END)

    def follow(self, texts: list[str], at: int, first: int, levels: Levels, after: str) -> Passed | None:
        """The subscriber that begins at texts[at]; None where it is not familiar or is not seen to end.

        `first` is the position in the file of the text before the first, and `after` the text after the last. The
        levels are asked and not changed.
        """
        step = self._parts.get(SUBSCRIBER)
        if step is None:
            return None
        parent, number = levels.above_subscribers(), levels.next_number()
        subscriber: list[Taken] = []
        claims: list[tuple[list[Taken] | None, list[Taken]]] = []
        sink = subscriber
        patient: list[Taken] | None = None
        elements = texts[at].split(self._separator)
        if elements[1:3] != [str(number), parent] or not step.accept(texts[at]):
            return None
        subscriber_number, patients = elements[1], elements[4] == "1"
        held: tuple[Step, list[str]] | None = (step, elements)
        below = of_patient = lines = 0
        end = len(texts)
        while held is not None:
            step, elements = held
            at += 1
            part = step.begins
            if part is not None:
                if part == LINE:
                    lines += 1
                    if lines > _most(step):
                        return None
                elif part == CLAIM:
                    lines, of_patient, sink = 0, of_patient + 1, []
                    if of_patient > _most(step):
                        return None
                    claims.append((patient, sink))
                elif part == PATIENT:
                    below, of_patient = below + 1, 0
                    if elements[1:3] != [str(number + below), subscriber_number]:
                        return None
                    sink = patient = []
            sink.append((step.rule, elements, first + at))
            if at == end:
                break
            text = texts[at]
            held = step.known.get(text) or self._look(step, text)
        follows = (texts[at] if at < end else after).split(self._separator, 4)
        another = is_subscriber(follows)
        if _END not in step.then or patients != bool(below) or not (another or _ends(follows)):
            return None
        return Passed(subscriber, claims, 1 + below, at, another and at < end)

    def _look(self, step: Step, text: str) -> tuple[Step, list[str]] | None:
        """The step of a text that this step does not know; None where the text is not one that came there before."""
        elements = text.split(self._separator)
        sign = elements[0]
        at = _SIGNED_BY.get(sign)
        if at is not None:
            sign = self._sign(elements, at)
        after = step.next.get(sign)
        if after is None:
            part = _part(elements)
            if part not in step.then:
                return None
            after = self._parts[part]
        if not after.accept(text):
            return None
        if step.room and after.begins not in _NUMBERED:
            step.room = step.room - 1 if self._texts < _MOST_TEXTS else 0
            self._texts += 1
            step.known[text] = (after, elements)
        return after, elements

    def _step(self, rule: SegmentRule, begins: str | None) -> Step:
        self._steps += 1
        accepted = self._patterns.get(rule.number)
        if accepted is None:
            accepted = self._patterns[rule.number] = pattern(rule, self._delimiters)
        return Step(rule, begins, accepted.fullmatch)

    def _sign(self, elements: list[str], at: int) -> str:
        """A segment's id and its qualifier, which stands at an element: together they tell its rule in its place."""
        segment = elements[0]
        if at >= len(elements):
            return segment
        if segment == "HI":
            return segment + elements[at].partition(self._delimiters.component)[0]
        return segment + elements[at]


def _signed_by() -> dict[str, int]:
    """Where the qualifier stands, by segment id; that of an attachment counts in lines only, and may count anywhere."""
    places = {id: qualifier_place(id, LINE) for id in ("NM1", "REF", "DTP", "AMT", "PRV", "CRC", "NTE", "QTY", "HI")}
    return {id: place[0] for id, place in places.items() if place} | {"PWK": 2}


_SIGNED_BY = _signed_by()


def is_subscriber(elements: list[str]) -> bool:
    """Whether a segment begins a subscriber's level."""
    return elements[0] == "HL" and len(elements) > 4 and elements[3] == "22"


def _ends(elements: list[str]) -> bool:
    """Whether a segment ends the billing provider's last subscriber: the next provider, or the end of the set."""
    return elements[0] == "SE" or (elements[0] == "HL" and elements[3:4] == ["20"])


def _begun_by(loop: Loop | None) -> str | None:
    return loop.id if loop is not None and loop.id in (SUBSCRIBER, PATIENT, CLAIM, LINE) else None


def _part(elements: list[str]) -> str:
    if elements[0] == "HL":
        return PATIENT if len(elements) > 3 and elements[3] == "23" else ""
    return _OPENERS.get(elements[0], "")


def _most(step: Step) -> int:
    assert step.rule.opens is not None
    return step.rule.opens.most
