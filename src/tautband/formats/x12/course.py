"""Loops that open and close: where in the guide a file stands, what was seen there, and what is told when it lacks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tautband.formats.x12.delimiters import Delimiters
from tautband.formats.x12.element_faults import UNKNOWN, blank_faults, element_faults
from tautband.formats.x12.envelope import Envelope
from tautband.formats.x12.familiar import Taken
from tautband.formats.x12.guide import UNLIMITED, Guide, Loop, SegmentRule, professional_guide
from tautband.formats.x12.levels import Levels, Told
from tautband.formats.x12.moves import Moves, moves_of
from tautband.formats.x12.problem import Problem, shown

_ABOVE_CLAIM = frozenset({"2000B", "2010BA", "2010BB", "2000C", "2010CA"})


@dataclass(slots=True)
class Frame:
    """One loop that is open: the bits of what was seen in it, the position of the last, and how often loops came."""

    loop: Loop
    start: int
    seen: int = 0
    last: int = 0
    counts: dict[int, int] | None = None
    void: bool = False
    """Opened only because something inside it came: what it lacks was told."""


@dataclass(slots=True)
class WalkedClaim:
    """A claim's segments with those of its billing provider, subscriber and patient (None: the subscriber)."""

    billing: list[Taken]
    subscriber: list[Taken]
    patient: list[Taken] | None
    segments: list[Taken]
    delimiters: Delimiters
    created: tuple[str, str, str]
    """When the file was made: the dates of BHT, GS and ISA as written."""
    problems: list[Problem]


class Course:
    """The loops that are open, the segments read in them, and the problems told so far."""

    def __init__(self, guide: Guide | None = None) -> None:
        self.guide = guide or professional_guide()
        self.envelope = Envelope(self.guide)
        self._moves_under_subscriber = moves_of(self.guide, outside="2000C")
        self._moves_under_patient = moves_of(self.guide, outside="2000B")
        self._moves = self._moves_under_subscriber
        self._frames: list[Frame] = []
        self._current: Moves = {}
        self._levels = Levels()
        self._billing: list[Taken] = []
        self._subscriber: list[Taken] = []
        self._patient: list[Taken] | None = None
        self._claim: list[Taken] | None = None
        self._sink: list[Taken] = []
        self._header: list[Taken] = []
        self._created: tuple[str, str, str] | None = None
        self._problems: list[Problem] = []
        self._pending: list[Problem] = []
        self._finished: list[WalkedClaim] = []
        self._sinks: list[list[Taken]] = []
        self._told = 0
        """How many problems were told."""

    def _open(self, rule: SegmentRule, loop: Loop, position: int) -> None:
        """Open the loop that a segment begins, closing those it cannot stand in. Called for every third segment."""
        parent = self._close_to(loop.parents)
        bit = loop.bits[parent.loop.id]
        if parent.seen & bit:
            if loop.most < UNLIMITED:
                self._another(rule, loop, parent, bit, position)
        else:
            parent.seen |= bit
        if loop.position < parent.last:
            self._out_of_order(rule, position)
        parent.last = loop.position
        self._frames.append(Frame(loop, position, rule.bit, rule.position))
        if loop.begins:
            self._begin(loop)
        self._current = self._moves[loop.id]

    def _close_to(self, parents: list[Loop]) -> Frame:
        """Close the loops inside one of these, which is open."""
        frames = self._frames
        parent = frames[-1]
        while parent.loop not in parents:
            inner = parent.loop
            if inner.begins or inner.required & ~parent.seen:
                self._close()
            else:
                frames.pop()
            parent = frames[-1]
        return parent

    def _another(self, rule: SegmentRule, loop: Loop, parent: Frame, bit: int, position: int) -> None:
        """A loop that came before under the same parent."""
        parent.counts = parent.counts or {}
        count = parent.counts[bit] = parent.counts.get(bit, 1) + 1
        if count > loop.most:
            says = f"more than {loop.most} of this loop"
            fix = "Leave out what is beyond that, or send another claim."
            self._tell(loop.id, rule.segment, position, 2, None, "", says, fix)

    def _begin(self, loop: Loop) -> None:
        """Point at the list that the segments of this loop and of the names in it belong to."""
        self._sink = []
        self._sinks.append(self._sink)
        if loop.id == "2300":
            self._claim = self._sink
            of_patient = self._frames[-2].loop.id == "2000C"
            self._moves = self._moves_under_patient if of_patient else self._moves_under_subscriber
            return
        self._flush_pending()
        if loop.id == "2000B":
            self._subscriber, self._patient = self._sink, None
        elif loop.id == "2000C":
            self._patient = self._sink
        else:
            self._billing = self._sink

    def _close(self) -> None:
        frame = self._frames.pop()
        loop = frame.loop
        missing = loop.required & ~frame.seen
        if missing and not frame.void:
            self._missing(frame, missing)
        if loop.id == "2300":
            self._finish_claim()
        elif loop.id in ("2000B", "2000A"):
            self._report_level(self._levels.close(loop.id))

    def _missing(self, frame: Frame, missing: int) -> None:
        """Tell of each required segment and loop that did not come, at the place where its loop begins."""
        loop = frame.loop
        for rule in loop.segments:
            if rule.bit & missing:
                qualifier = "/".join(sorted(rule.qualifiers)) if len(rule.qualifiers) <= 3 else ""
                named = (
                    f"{rule.segment}*{qualifier}" if qualifier and rule.segment not in ("HL", "HI") else rule.segment
                )
                self._tell(
                    loop.id,
                    rule.segment,
                    frame.start,
                    2,
                    None,
                    "",
                    f"{named} is required in this loop and missing",
                    f"Add {named}.",
                )
        for child in loop.children:
            if child.bits[loop.id] & missing:
                self._tell(
                    child.id,
                    child.opener.segment,
                    frame.start,
                    2,
                    None,
                    "",
                    f"loop {child.id} is required and missing",
                    f"Add the loop, beginning with {child.opener.segment}.",
                )

    def _finish_claim(self) -> None:
        assert self._claim is not None
        walked = self._walked(self._claim)
        if self._pending or self._problems:
            claim_id = self._claim_id()
            walked.problems = [replace(problem, claim_id=claim_id) for problem in self._pending + self._problems]
            self._pending, self._problems = [], []
        self._claim = None
        self._finished.append(walked)

    def _walked(self, claim: list[Taken]) -> WalkedClaim:
        if self._created is None:
            self._created = (self._batch_date(), *self.envelope.created())
        return WalkedClaim(
            self._billing, self._subscriber, self._patient, claim, self.envelope.delimiters, self._created, []
        )

    def _batch_date(self) -> str:
        for rule, elements, _ in self._header:
            if rule.segment == "BHT":
                return elements[4] if len(elements) > 4 else ""
        return ""

    def _claim_id(self) -> str | None:
        rule, elements, _ = self._claim[0] if self._claim else (None, [], 0)
        if rule is None or rule.segment != "CLM" or len(elements) < 2 or elements[1] == UNKNOWN:
            return None
        return elements[1] or None

    def _level(self, rule: SegmentRule, elements: list[str], position: int) -> None:
        loop = rule.opens
        assert loop is not None
        self._report_level(self._levels.open(loop.id, elements, position))

    def _report_level(self, told: Told) -> None:
        for loop, ref, value, says, fix, position in told:
            self._tell(loop, "HL", position, 1, ref, value, says, fix)

    def _tell(
        self, loop: str, segment: str, position: int, snip: int, ref: str | None, value: str, says: str, fix: str
    ) -> None:
        if ref:
            says = f"{self._name(loop, ref)}{says}"
        self._told += 1
        problem = Problem(snip, None, loop, segment, position, ref, shown(loop, ref, value), says, fix)
        if self._claim is not None:
            self._problems.append(problem)
        elif loop in _ABOVE_CLAIM:
            self._pending.append(problem)
        else:
            self.envelope.problems.append(problem)

    def _name(self, loop: str, ref: str) -> str:
        name = self.guide.names.get((loop, "", ref)) or next(
            (name for (of, _, which), name in self.guide.names.items() if of == loop and which == ref), None
        )
        return f"{ref} ({name}): " if name else f"{ref}: "

    def _flush_pending(self) -> None:
        """What was wrong above claims that never came belongs to the file."""
        self.envelope.problems.extend(self._pending)
        self._pending.clear()

    def _faulty(self, rule: SegmentRule, elements: list[str], position: int) -> list[str]:
        faults = element_faults(rule, elements, self.envelope.delimiters)
        for fault in faults:
            self._tell(rule.loop, rule.segment, position, fault.snip, fault.ref, fault.value, fault.says, fault.fix)
        return blank_faults(elements, faults, self.envelope.delimiters) if faults else elements

    def _out_of_order(self, rule: SegmentRule, position: int) -> None:
        says = f"{rule.segment} stands after a segment that must follow it"
        self._tell(rule.loop, rule.segment, position, 1, None, "", says, "Put the segments into the guide's order.")
