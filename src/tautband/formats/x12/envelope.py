"""The envelopes of a file: ISA-IEA around GS-GE around ST-SE, their counts and control numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tautband.formats.x12.delimiters import Delimiters
from tautband.formats.x12.element_faults import Fault, element_faults
from tautband.formats.x12.guide import Guide
from tautband.formats.x12.problem import Problem, shown

GUIDE_VERSION = "005010X222A1"
_GUIDE_FAMILY = "005010X222"
_LAST = {"ISA": "IEA", "GS": "GE", "ST": "SE"}
_LEVELS = ("ISA", "GS", "ST")
_CONTROL = {"ISA": 13, "GS": 6, "ST": 2}
_NOT_IN_PATTERN = {"ISA11", "ISA16"}
"""Delimiters themselves, which no element may hold."""


@dataclass(slots=True)
class _Open:
    """One envelope that has begun and not ended."""

    elements: list[str]
    position: int
    inside: int = 0


@dataclass(slots=True)
class Envelope:
    """Follows the envelopes of a file. `professional` says whether the open transaction set is a professional claim."""

    guide: Guide
    problems: list[Problem] = field(default_factory=list)
    open: dict[str, _Open] = field(default_factory=dict)
    professional: bool = False
    delimiters: Delimiters = field(default_factory=Delimiters)
    wrong_group: bool = False
    blanks: int = 0
    """Empty segments since the last ST: they count in a position and not in SE01."""

    def between(self) -> dict[str, tuple[list[str], int, int]] | None:
        """Between two transaction sets: elements, position and count of the open interchange and group; else None."""
        if list(self.open) != ["ISA", "GS"] or not all(held.elements for held in self.open.values()):
            return None
        return {level: (held.elements, held.position, held.inside) for level, held in self.open.items()}

    def resume(self, opened: dict[str, tuple[list[str], int, int]]) -> None:
        """Go on in an interchange and a group that began before what is read."""
        self.open = {level: _Open(*held) for level, held in opened.items()}
        self.wrong_group = _at(self.open["GS"].elements, 8) != GUIDE_VERSION

    def take(self, elements: list[str], position: int) -> None:
        """Follow one segment of the envelope: ISA, GS, ST, SE, GE, IEA or TA1."""
        segment = elements[0]
        faults = list(self._element_faults(elements))
        if segment in _LEVELS:
            self._begin(segment, elements, position, faults)
        elif segment in _LAST.values():
            self._end(segment, elements, position, faults)
        self.report(segment, position, faults)

    def created(self) -> tuple[str, str]:
        """The dates of the open group and interchange, as written."""
        group, interchange = self.open.get("GS"), self.open.get("ISA")
        parts = (group.elements if group else [], 4), (interchange.elements if interchange else [], 9)
        first, second = (elements[at] if len(elements) > at else "" for elements, at in parts)
        return first, f"20{second}" if second else ""

    def finish(self, position: int, claim_id: str | None, loop: str | None) -> None:
        """The file has ended: what is still open was cut off, or lacks its last segment."""
        missing = [_LAST[level] for level in reversed(_LEVELS) if level in self.open]
        if missing:
            says = f"the file ends before {' and '.join(missing)}"
            fix = "Get the whole file again: what stood after this place is lost."
            self.problems.append(Problem(1, claim_id, loop or "ISA", missing[0], position, None, None, says, fix))
        self.open.clear()

    def begin_unbegun_set(self, position: int) -> None:
        """A transaction set goes on whose ST is missing."""
        for level in _LEVELS:
            if level not in self.open:
                self._unopened(level, "BHT", position)
        self.professional = True

    def report(self, segment: str, position: int, faults: list[Fault]) -> None:
        """Turn the faults of an envelope's segment into problems."""
        loop = next((level for level in _LEVELS if segment in (level, _LAST[level])), "ISA")
        for fault in faults:
            says = f"{fault.ref}: {fault.says}" if fault.ref else fault.says
            self.problems.append(
                Problem(
                    fault.snip,
                    None,
                    loop,
                    segment,
                    position,
                    fault.ref or None,
                    shown(loop, fault.ref or None, fault.value),
                    says,
                    fault.fix,
                )
            )

    def _element_faults(self, elements: list[str]) -> Iterator[Fault]:
        rule = self.guide.envelope[elements[0]]
        for fault in element_faults(rule, elements, self.delimiters):
            if fault.ref not in _NOT_IN_PATTERN and not self._blank_fixed(fault):
                yield fault
        if elements[0] == "ISA" and self.delimiters.repetition is None and len(elements) > 11:
            fix = "Put a sign that no value holds, such as ^."
            yield Fault("ISA11", 1, elements[11], "not a separator: it could stand in a value", fix, 11)

    @staticmethod
    def _blank_fixed(fault: Fault) -> bool:
        """Authorization and security information are ten blanks where there is none."""
        return fault.ref in ("ISA02", "ISA04") and fault.value == " " * 10

    def _begin(self, level: str, elements: list[str], position: int, faults: list[Fault]) -> None:
        for inner in reversed(_LEVELS[_LEVELS.index(level) :]):
            if inner in self.open:
                self._lacking(inner, position)
        for outer in _LEVELS[: _LEVELS.index(level)]:
            if outer not in self.open:
                self._unopened(outer, elements[0], position)
        above = _LEVELS[_LEVELS.index(level) - 1] if level != "ISA" else None
        if above:
            self.open[above].inside += 1
        self.open[level] = _Open(elements, position)
        if level == "GS":
            self._begin_group(elements, faults)
        if level == "ST":
            self._begin_set(elements, faults)

    def _begin_group(self, elements: list[str], faults: list[Fault]) -> None:
        version = _at(elements, 8)
        self.wrong_group = version != GUIDE_VERSION
        family = version.startswith(_GUIDE_FAMILY)
        for fault in faults:
            if fault.ref == "GS08" and not family and version:
                index = faults.index(fault)
                fix = f"Give professional claims of guide {GUIDE_VERSION}."
                faults[index] = Fault("GS08", 2, version, "another guide, whose transactions are not read here", fix, 8)
        if version and not family:  # whatever else differs follows from the other guide
            faults[:] = [fault for fault in faults if fault.ref != "GS01"]

    def _begin_set(self, elements: list[str], faults: list[Fault]) -> None:
        group = self.open["GS"].elements
        self.blanks = 0
        version, of_group = _at(elements, 3), _at(group, 8)
        self.professional = any(text.startswith(_GUIDE_FAMILY) for text in (version, of_group))
        if not self.professional and of_group in ("", GUIDE_VERSION) and not version:
            self.professional = _at(elements, 1) == "837"
        if self.wrong_group and (version == of_group or not self.professional):  # said once, of the group
            faults[:] = [fault for fault in faults if fault.ref not in ("ST03", "ST01")]

    def _end(self, segment: str, elements: list[str], position: int, faults: list[Fault]) -> None:
        level = next(level for level in _LEVELS if _LAST[level] == segment)
        for inner in reversed(_LEVELS[_LEVELS.index(level) + 1 :]):
            if inner in self.open:
                self._lacking(inner, position)
        opened = self.open.pop(level, None)
        if opened is None:
            faults[:] = [
                Fault("", 1, "", f"{segment} without {level} before it", f"Add {level}, or leave out {segment}.", 0)
            ]
            return
        if not opened.elements:  # its own beginning is missing, and was told
            return
        at_fault = {fault.ref for fault in faults}
        count, control = f"{segment}01", f"{segment}02"
        inside = position - opened.position + 1 - self.blanks if level == "ST" else opened.inside
        if count not in at_fault and int(_at(elements, 1)) != inside:
            what = {"ST": "segments", "GS": "transaction sets", "ISA": "groups"}[level]
            faults.append(
                Fault(
                    count,
                    1,
                    _at(elements, 1),
                    f"counts other than the {inside} {what} there are",
                    f"Write {inside}.",
                    1,
                )
            )
        given = _at(opened.elements, _CONTROL[level])
        if control not in at_fault and _at(elements, 2) != given:
            ref = f"{level}{_CONTROL[level]:02d}"
            faults.append(
                Fault(control, 1, _at(elements, 2), f"is not the control number of {ref}", f"Write {given}.", 2)
            )

    def _lacking(self, level: str, position: int) -> None:
        del self.open[level]
        last = _LAST[level]
        self.problems.append(
            Problem(
                1, None, level, last, position, None, None, f"{last} is missing before this segment", f"Add {last}."
            )
        )

    def _unopened(self, level: str, before: str, position: int) -> None:
        self.open[level] = _Open([], position)
        above = _LEVELS[_LEVELS.index(level) - 1] if level != "ISA" else None
        if above in self.open:
            self.open[above].inside += 1
        self.problems.append(
            Problem(1, None, level, level, position, None, None, f"{level} is missing before {before}", f"Add {level}.")
        )


def _at(elements: list[str], index: int) -> str:
    return elements[index] if len(elements) > index else ""
