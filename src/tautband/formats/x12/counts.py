"""Counts and control numbers of any file's envelopes: SE, GE and IEA against ST, GS and ISA, and what was cut off."""

from __future__ import annotations

from dataclasses import dataclass, field

from tautband.formats.x12.problem import Problem

_LEVELS = {"ISA": ("IEA", 13), "GS": ("GE", 6), "ST": ("SE", 2)}
_OF_LAST = {last: (level, at) for level, (last, at) in _LEVELS.items()}
_ORDER = ("ISA", "GS", "ST")


@dataclass(slots=True)
class Counts:
    """Follows the envelopes of one file."""

    problems: list[Problem] = field(default_factory=list)
    open: dict[str, tuple[list[str], int]] = field(default_factory=dict)
    inside: dict[str, int] = field(default_factory=dict)

    def take(self, elements: list[str], position: int) -> None:
        """Follow one segment of an envelope; any other is ignored."""
        segment = elements[0]
        if segment in _LEVELS:
            self._close_from(segment, position)
            above = _ORDER.index(segment) - 1
            if above >= 0:
                outer = _ORDER[above]
                if outer not in self.open:
                    self._tell(outer, outer, position, None, f"{outer} is missing before {segment}", f"Add {outer}.")
                self.inside[outer] = self.inside.get(outer, 0) + 1
            self.open[segment], self.inside[segment] = (elements, position), 0
        elif segment in _OF_LAST:
            self._end(segment, elements, position)

    def finish(self, position: int) -> None:
        """The file has ended: what is open was cut off."""
        cut = [_LEVELS[level][0] for level in reversed(_ORDER) if level in self.open]
        if cut:
            self._tell(
                "ISA", cut[0], position, None, f"the file ends before {' and '.join(cut)}", "Get the whole file again."
            )
        self.open.clear()

    def _end(self, last: str, elements: list[str], position: int) -> None:
        level, at = _OF_LAST[last]
        index = _ORDER.index(level) + 1
        if index < len(_ORDER):
            self._close_from(_ORDER[index], position)
        opened = self.open.pop(level, None)
        if opened is None:
            self._tell(level, last, position, None, f"{last} without {level} before it", f"Add {level}.")
            return
        count = position - opened[1] + 1 if level == "ST" else self.inside.get(level, 0)
        given, control = (elements[n].strip() if n < len(elements) else "" for n in (1, 2))
        if not given.isdigit() or int(given[:18]) != count:
            self._tell(
                level,
                last,
                position,
                f"{last}01",
                f"{last}01: counts other than the {count} there are",
                f"Write {count}.",
            )
        first = opened[0][at].strip() if at < len(opened[0]) else ""
        if control != first:
            self._tell(
                level,
                last,
                position,
                f"{last}02",
                f"{last}02: is not the control number of {level}",
                f"Copy {level}{at:02d}.",
            )

    def _close_from(self, level: str, position: int) -> None:
        for inner in reversed(_ORDER[_ORDER.index(level) :]):
            if self.open.pop(inner, None):
                last = _LEVELS[inner][0]
                self._tell(inner, last, position, None, f"{last} is missing before this segment", f"Add {last}.")

    def _tell(self, loop: str, segment: str, position: int, ref: str | None, says: str, fix: str) -> None:
        self.problems.append(Problem(1, None, loop, segment, position, ref, None, says, fix))
