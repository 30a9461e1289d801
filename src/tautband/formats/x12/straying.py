"""Segments that cannot stand where they come: what was meant, told once, so that the rest of the file still reads."""

from __future__ import annotations

from tautband.formats.x12.course import Course, Frame
from tautband.formats.x12.element_faults import UNKNOWN
from tautband.formats.x12.guide import Guide, Loop, SegmentRule
from tautband.formats.x12.matching import pattern
from tautband.formats.x12.moves import Choice, meaning
from tautband.formats.x12.segments import AHEAD

_OF_A_NAME = ("N2", "N3", "N4", "PER", "PRV", "REF", "DMG")
"""Segments that belong to the name before them."""


class Strays(Course):
    """Finds the place of a segment that the guide does not expect."""

    def __init__(self, guide: Guide | None = None) -> None:
        super().__init__(guide)
        self._texts: list[str] = []
        self._ahead: list[str] = []
        self._first = 0

    def _again(self, rule: SegmentRule, elements: list[str], position: int) -> SegmentRule:
        """A segment that came before in this loop: one of several, one too many, or of a loop that lacks its first."""
        frame = self._frames[-1]
        frame.counts = frame.counts or {}
        count = frame.counts[-rule.bit] = frame.counts.get(-rule.bit, 1) + 1
        if count <= rule.most:
            return rule
        if len(self._frames) > 1 and not frame.loop.required & ~frame.seen:
            around = self._frames[-2]
            found = self._inside(around.loop, elements, self.envelope.delimiters.component, around.seen)
            if found and found[0].opens is None:
                self._open_unbegun(found[1], position)
                self._frames[-1].seen |= found[0].bit
                return found[0]
        says = f"{rule.segment} stands {count} times in this loop, at most {rule.most}"
        self._tell(rule.loop, rule.segment, position, 2, None, "", says, "Keep the one that is right.")
        return rule

    def _misplaced(self, elements: list[str], position: int) -> SegmentRule | None:
        component = self.envelope.delimiters.component
        for frame in reversed(self._frames):  # a segment of a loop that is open, come too late
            for rule in meaning(frame.loop, elements, component):
                if rule.opens is None:
                    self._out_of_order(rule, position)
                    frame.seen |= rule.bit
                    self._take_late(rule, elements, position)
                    return None
        for frame in reversed(self._frames):  # a segment of a loop whose first segment did not come
            found = self._inside(frame.loop, elements, component, frame.seen)
            if found:
                rule, path = found
                self._open_unbegun(path, position)
                self._frames[-1].void = rule.opens is not None
                return rule
        self._tell(
            self._frames[-1].loop.id,
            elements[0],
            position,
            2,
            None,
            "",
            f"{elements[0]} cannot stand in this loop",
            "Leave it out, or put it where it belongs.",
        )
        return None

    def _inside(
        self, loop: Loop, elements: list[str], component: str, seen: int
    ) -> tuple[SegmentRule, list[Loop]] | None:
        """A rule that fits, inside a loop that could begin here, and the loops that lead to it. Required ones first."""
        children = sorted(
            (child for child in loop.children if child.most > 1 or not seen & child.bits[loop.id]),
            key=lambda child: (bool(seen & child.bits[loop.id]), child.usage != "R"),
        )
        for child in children:
            for rule in meaning(child, elements, component):
                if rule.opens is None:
                    return rule, [child]
        for child in children:
            for inner in child.children:
                if inner.opener in meaning(inner, elements, component):
                    return inner.opener, [child]
        return None

    def _open_unbegun(self, path: list[Loop], position: int) -> None:
        """Open a loop whose first segment is missing, and tell of that segment."""
        for loop in path:
            while self._frames[-1].loop not in loop.parents:
                self._close()
            opener = loop.opener
            self._open(opener, loop, position)
            says = f"{opener.segment} is missing: this segment belongs to the loop that it begins"
            self._tell(
                loop.id, opener.segment, position, 2, None, "", says, f"Add {opener.segment} before this segment."
            )
            if opener.segment == "HL":
                self._levels.unbegun(loop.id)

    def _take_late(self, rule: SegmentRule, elements: list[str], position: int) -> None:
        delimiters = self.envelope.delimiters
        if pattern(rule, delimiters).fullmatch(delimiters.element.join(elements)) is None:
            elements = self._faulty(rule, elements, position)
        self._sink.append((rule, elements, position))

    def _unqualified(self, choice: Choice, elements: list[str], position: int) -> SegmentRule | None:
        """A segment whose qualifier none of the rules here has: misplaced, or meant as one of them."""
        component = self.envelope.delimiters.component
        qualifier = choice.qualifier(elements, component)
        if qualifier:
            for frame in reversed(self._frames):
                fits = meaning(frame.loop, elements, component)
                if any(rule.opens is None and rule.qualifiers for rule in fits):
                    return self._misplaced(elements, position)
            for frame in reversed(self._frames):
                found = self._inside(frame.loop, elements, component, frame.seen)
                if found and found[0].qualifiers:
                    return self._misplaced(elements, position)
        if meant := self._meant(choice, position):
            return meant
        own = [rule for rule in choice.candidates if rule.opens is None]
        self._tell_qualifier(choice, elements, position, own)
        if own:
            self._sink.append((own[0], blank_qualifier(elements, choice), position))
        elif elements[0] == "NM1":
            self._current = {**self._current, **{segment: Choice() for segment in _OF_A_NAME}}
        return None

    def _tell_qualifier(self, choice: Choice, elements: list[str], position: int, own: list[SegmentRule]) -> None:
        of = own or choice.candidates
        near = [rule.loop for rule in of if self._frames[-1].loop.id[:2] == rule.loop[:2]]
        loop = own[0].loop if own else _stem(near or [of[0].loop])
        ref = f"{elements[0]}{choice.place:02d}" + ("-01" if choice.composite else "")
        value = choice.qualifier(elements, self.envelope.delimiters.component)
        most = max(len(code) for rule in of for code in rule.qualifiers)
        snip, says, fix = 2, "not a qualifier that the guide allows here", "Use the qualifier that says what this is."
        if not value:
            says, fix = "required and missing", "Add the qualifier that says what this is."
        elif len(value) > most:
            snip, says, fix = 1, f"too long: {len(value)} characters, at most {most}", "Shorten it."
        self._tell(loop, elements[0], position, snip, ref, value, says, fix)

    def _meant(self, choice: Choice, position: int) -> SegmentRule | None:
        """The rule a wrong qualifier was meant for: required, not come yet, nor coming; or told by what follows."""
        upcoming = self._upcoming(position)
        for rule in choice.candidates:
            frame = self._frame_of(rule)
            if frame is None:
                continue
            bit = rule.bit if rule.opens is None else rule.opens.bits[frame.loop.id]
            needed = bool(frame.loop.required & bit) and not frame.seen & bit
            if needed and not self._comes(rule, choice, upcoming):
                return rule
        return self._told_by_next(choice, upcoming)

    def _frame_of(self, rule: SegmentRule) -> Frame | None:
        for frame in reversed(self._frames):
            if (rule.opens is None and frame.loop.id == rule.loop) or (rule.opens and frame.loop in rule.opens.parents):
                return frame
        return None

    def _upcoming(self, position: int) -> list[list[str]]:
        """The segments that follow, among which the one may be that a wrong qualifier was meant for."""
        at = position - self._first
        separator = self.envelope.delimiters.element
        upcoming = self._texts[at : at + AHEAD]
        return [text.split(separator) for text in (upcoming + self._ahead)[:AHEAD]]

    def _comes(self, rule: SegmentRule, choice: Choice, upcoming: list[list[str]]) -> bool:
        ends = {"SE", "LX", "CLM"} | ({"HL"} if rule.segment != "HL" else set())
        component = self.envelope.delimiters.component
        for elements in upcoming:
            if elements[0] in ends:
                return False
            if elements[0] == rule.segment and choice.qualifier(elements, component) in rule.qualifiers:
                return True
        return False

    def _told_by_next(self, choice: Choice, upcoming: list[list[str]]) -> SegmentRule | None:
        if not upcoming:
            return None
        component = self.envelope.delimiters.component
        fits = []
        for rule in choice.candidates:
            if rule.opens is None or not rule.opens.parents:
                continue
            frame = self._frame_of(rule)
            if frame is None or (frame.seen & rule.opens.bits[frame.loop.id] and rule.opens.most == 1):
                continue
            follows = [own for own in meaning(rule.opens, upcoming[0], component) if own.opens is None]
            if follows:
                fits.append(rule)
        return fits[0] if fits else None


def blank_qualifier(elements: list[str], choice: Choice) -> list[str]:
    """The elements with UNKNOWN for the qualifier, so that no later check takes the segment to be missing."""
    known = [*elements, *[""] * (choice.place + 1 - len(elements))]
    known[choice.place] = UNKNOWN
    return known


def _stem(loops: list[str]) -> str:
    """What the ids of several loops begin with, in common."""
    first, last = min(loops), max(loops)
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:same]
