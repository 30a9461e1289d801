"""Follows the segments of professional claims through the guide's loops, and tells where they leave it.

One defect gives one problem: a segment that is missing is told once though its loop goes on without it, a wrong
qualifier is told as such and the segment then counts as what it was meant to be, and a value at fault becomes UNKNOWN
for every later check.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tautband.formats.x12.course import Frame, WalkedClaim
from tautband.formats.x12.delimiters import Delimiters
from tautband.formats.x12.familiar import SUBSCRIBER, Familiar, Taken, is_subscriber
from tautband.formats.x12.guide import ROOT, Guide, SegmentRule
from tautband.formats.x12.levels import Levels
from tautband.formats.x12.matching import pattern
from tautband.formats.x12.parts import Between
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.segments import Batch
from tautband.formats.x12.straying import Strays

__all__ = ["Taken", "Walk", "WalkedClaim"]

_ENVELOPE_IDS = frozenset({"ISA", "GS", "ST", "SE", "GE", "IEA", "TA1"})
_REMEMBERED = 4096
"""Texts of one rule that are remembered as faultless: the same provider, payer and service lines come again."""


class Walk(Strays):
    """The walk through one file. Feed it batches; `envelope.problems` holds what belongs to no claim.

    `from_memory` False walks every segment anew: slower, and with the same answer.
    """

    def __init__(self, guide: Guide | None = None, *, from_memory: bool = True) -> None:
        super().__init__(guide)
        self._remembers = from_memory
        self._familiar: dict[Delimiters, Familiar] = {}
        self._patterns: dict[Delimiters, list[re.Pattern[str] | None]] = {}
        self._good: dict[Delimiters, list[set[str]]] = {}
        self._strayed = False
        self.position = 0
        self.remembered = 0
        """Subscribers taken from memory."""

    def feed(self, batch: Batch) -> list[WalkedClaim]:
        """Follow a batch, and give back the claims that ended in it."""
        if batch.delimiters is None:
            self._broken_interchange(batch)
            return self._taken_finished()
        delimiters = self.envelope.delimiters = batch.delimiters
        familiar = self._familiar.setdefault(delimiters, Familiar(delimiters))
        self._texts, self._ahead, self._first = batch.texts, batch.ahead, batch.first
        at = self._from_memory(familiar, 0)
        while at < len(batch.texts):
            begun, told = at, self._told
            at = self._walk(at)
            if self._subscriber_at(at):
                if self._told == told:
                    self._learn(familiar, begun, at)
                at = self._from_memory(familiar, at)
        self.position = batch.first + len(batch.texts)
        if batch.unread:
            self._unread(batch)
        return self._taken_finished()

    def _walk(self, at: int) -> int:
        """Walk from texts[at] up to the next subscriber, segment by segment; where that one begins.

        What most segments do stands here, and not in functions: a call to each would cost a tenth of the walk.
        """
        delimiters = self.envelope.delimiters
        good = self._good.setdefault(delimiters, [set() for _ in self.guide.rules])
        separator, component = delimiters.element, delimiters.component
        texts, begun = self._texts, at
        self._sinks = []
        for at in range(begun, len(texts)):
            text = texts[at]
            position = self._first + at + 1
            elements = text.split(separator)
            if at > begun and is_subscriber(elements):
                return at
            choice = self._current.get(elements[0])
            if choice is None:
                rule = self._strange(elements, position)
            elif choice.by is None:
                rule = choice.rule
            else:
                qualifier = choice.qualifier(elements, component)
                rule = choice.by.get(qualifier) or self._unqualified(choice, elements, position)
            if rule is None:
                continue
            opens = rule.opens
            if opens is None:
                frame = self._frames[-1]
                bit = rule.bit
                if frame.seen & bit:
                    rule = self._again(rule, elements, position)
                    frame = self._frames[-1]
                else:
                    frame.seen |= bit
                if rule.position < frame.last:
                    self._out_of_order(rule, position)
                frame.last = rule.position
            else:
                self._open(rule, opens, position)
            known = good[rule.number]
            if text not in known and not self._faultless(rule, text, known):
                elements = self._faulty(rule, elements, position)
            if elements[0] == "HL":
                self._level(rule, elements, position)
            self._sink.append((rule, elements, position))
        return len(texts)

    def _faultless(self, rule: SegmentRule, text: str, known: set[str]) -> bool:
        """Whether the text of a segment is all that its rule asks; some of those that are stay `known`."""
        delimiters = self.envelope.delimiters
        patterns = self._patterns.setdefault(delimiters, [None] * len(self.guide.rules))
        accepted = patterns[rule.number]
        if accepted is None:
            accepted = patterns[rule.number] = pattern(rule, delimiters)
        if accepted.fullmatch(text) is None:
            return False
        if len(known) < _REMEMBERED:
            known.add(text)
        return True

    def _subscriber_at(self, at: int) -> bool:
        """Whether a subscriber begins at texts[at] below a billing provider; what is open inside that is closed."""
        if not self._remembers or at == len(self._texts) or len(self._frames) < 2:
            return False
        around = self._frames[1].loop
        if around.id != "2000A" or not is_subscriber(self._texts[at].split(self.envelope.delimiters.element)):
            return False
        return self._close_to([around]).last <= self.guide.loops[SUBSCRIBER].position

    def _learn(self, familiar: Familiar, begun: int, end: int) -> None:
        """Remember the order of the segments walked without fault, if all of them are one subscriber's."""
        if is_subscriber(self._texts[begun].split(self.envelope.delimiters.element)):
            path = [taken for sink in self._sinks for taken in sink]
            if len(path) == end - begun:
                familiar.learn(path)

    def _from_memory(self, familiar: Familiar, at: int) -> int:
        """Take subscribers from memory, from texts[at] on; where what must be walked begins."""
        if not self._subscriber_at(at):
            return at
        after = self._ahead[0] if self._ahead else ""
        around, loop = self._frames[1], self.guide.loops[SUBSCRIBER]
        passed = familiar.follow(self._texts, at, self._first, self._levels, after)
        if passed:
            self._flush_pending()
            around.seen |= loop.bits[around.loop.id]
            around.last = loop.position
            self._current = self._moves[around.loop.id]
        while passed:
            self._levels.passed(passed.levels)
            self._subscriber = passed.subscriber
            for patient, claim in passed.claims:
                self._patient = patient
                self._finished.append(self._walked(claim))
            self.remembered += 1
            at = passed.end
            if not passed.another:
                break
            passed = familiar.follow(self._texts, at, self._first, self._levels, after)
        return at

    def resume(self, start: Between) -> None:
        """Begin between two transaction sets of a file, after those that others read."""
        self.envelope.resume(start.opened)
        self.position = start.position

    def between(self) -> Between | None:
        """Where the walk stands, if that is between two transaction sets of one group."""
        opened = None if self._frames or self._strayed else self.envelope.between()
        return Between(self.envelope.delimiters, self.position, opened) if opened else None

    def finish(self) -> list[WalkedClaim]:
        """The file has ended. A claim that was cut off is not given back: the problem of the cut names it."""
        cut = self._claim is not None
        claim_id = self._claim_id() if cut else None
        loop = self._frames[-1].loop.id if self._frames else None
        self.envelope.problems.extend(replace(problem, claim_id=claim_id) for problem in self._pending + self._problems)
        self._pending, self._problems, self._claim = [], [], None
        self.envelope.finish(self.position, claim_id, loop)
        self._frames.clear()
        return self._taken_finished()

    def _taken_finished(self) -> list[WalkedClaim]:
        finished, self._finished = self._finished, []
        return finished

    def _strange(self, elements: list[str], position: int) -> SegmentRule | None:
        """A segment that cannot stand here: of the envelope, an outer loop, or a loop without its beginning."""
        segment = elements[0]
        if segment in _ENVELOPE_IDS:
            self._envelope(elements, position)
            return None
        if not self._frames:
            self._outside(segment, position)
            return None
        if segment not in self.guide.segment_ids:
            if not segment and len(elements) == 1:
                self.envelope.blanks += 1
                self._tell(
                    self._frames[-1].loop.id,
                    "",
                    position,
                    1,
                    None,
                    "",
                    "an empty segment",
                    "Leave out the second terminator.",
                )
            else:
                name = segment if len(segment) <= 3 and segment.isalnum() and segment.isascii() else ""
                self._tell(
                    self._frames[-1].loop.id,
                    name,
                    position,
                    1,
                    None,
                    "",
                    "no segment of a professional claim begins so",
                    "Correct the segment's id.",
                )
            return None
        return self._misplaced(elements, position)

    def _envelope(self, elements: list[str], position: int) -> None:
        segment = elements[0]
        if segment != "TA1":
            while self._frames:
                self._close()
            self._flush_pending()
        self.envelope.take(elements, position)
        self._current = {}
        self._strayed = False
        if segment == "ST" and self.envelope.professional:
            self._begin_transaction(position)

    def _begin_transaction(self, position: int) -> None:
        self._frames = [Frame(self.guide.loops[ROOT], position)]
        self._current = self._moves[ROOT]
        self._header = self._sink = []
        self._created = None
        self._levels = Levels()

    def _outside(self, segment: str, position: int) -> None:
        """A segment in no transaction set that is read here. Told once, unless the set itself was told of."""
        if "ST" in self.envelope.open and not self.envelope.professional:
            return
        if segment == "BHT" and not self._strayed:
            self.envelope.begin_unbegun_set(position)
            self._begin_transaction(position)
            self._frames[-1].seen |= self.guide.loops[ROOT].opener.bit
            return
        if not self._strayed:
            self._strayed = True
            name = segment if len(segment) <= 3 and segment.isalnum() and segment.isascii() else ""
            self.envelope.problems.append(
                Problem(
                    1,
                    None,
                    "ST",
                    name,
                    position,
                    None,
                    None,
                    "stands outside a transaction set",
                    "Put it between ST and SE.",
                )
            )

    def _broken_interchange(self, batch: Batch) -> None:
        self.position = batch.first + 1
        self.envelope.problems.append(
            Problem(
                1,
                None,
                "ISA",
                "ISA",
                batch.first + 1,
                None,
                None,
                "the ISA segment is broken: it does not tell the delimiters",
                "Write its sixteen elements and the terminator.",
            )
        )
        self._frames.clear()
        self.envelope.open.clear()

    def _unread(self, batch: Batch) -> None:
        """Text after the last terminator. An IEA that only lacks its terminator still ends the interchange."""
        elements = batch.unread.rstrip().split(self.envelope.delimiters.element)
        self.position += 1
        opened = self.envelope.open.get("ISA")
        if elements[0] == "IEA" and opened and elements[2:] == opened.elements[13:14]:
            self._envelope(elements, self.position)
            self.envelope.problems.append(
                Problem(
                    1,
                    None,
                    "ISA",
                    "IEA",
                    self.position,
                    None,
                    None,
                    "the last segment has no terminator",
                    "End it with the terminator.",
                )
            )
        elif "ISA" not in self.envelope.open:
            self._outside(elements[0], self.position)
