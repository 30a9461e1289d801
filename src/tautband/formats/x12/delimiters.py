"""The four delimiters an interchange declares in its ISA segment."""

from __future__ import annotations

from dataclasses import dataclass

ISA_LENGTH = 106
"""Characters of an ISA segment with its terminator; every element of it has a fixed width."""
_ELEMENTS = 16
LONGEST_ISA = 400
"""An ISA with wrong widths is still read when its sixteen elements end within this many characters."""


@dataclass(frozen=True, slots=True)
class Delimiters:
    """The characters that end an element, a component, a repetition and a segment. `repetition` None: none declared."""

    element: str = "*"
    component: str = ":"
    repetition: str | None = "^"
    segment: str = "~"

    @property
    def inside(self) -> str:
        """The characters that can stand in no simple element."""
        return self.element + self.component + (self.repetition or "") + self.segment


def read_delimiters(text: str, start: int = 0) -> Delimiters | None:
    """The delimiters declared by the ISA that begins at `start`; None where the sixteen elements are not there.

    The widths of the elements are not trusted: senders cut the padding, and then position 105 holds something else.
    """
    element = text[start + 3 : start + 4]
    if not element or element.isalnum() or element in " \t\r\n":
        return None
    parts = text[start : start + LONGEST_ISA].split(element, _ELEMENTS)
    if len(parts) <= _ELEMENTS or len(parts[_ELEMENTS]) < 2:
        return None
    component, segment = parts[_ELEMENTS][0], parts[_ELEMENTS][1]
    repetition = parts[11] if len(parts[11]) == 1 and not parts[11].isalnum() and parts[11] != " " else None
    if component.isalnum() or segment.isalnum() or len({element, component, segment}) < 3:
        return None
    return Delimiters(
        element, component, repetition if repetition not in (element, component, segment) else None, segment
    )
