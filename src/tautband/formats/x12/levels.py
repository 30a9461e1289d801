"""The numbering of HL segments: counted up, each naming its parent and saying whether others follow."""

from __future__ import annotations

from tautband.formats.x12.element_faults import UNKNOWN

Told = list[tuple[str, str, str, str, str, int]]
"""What is wrong: loop, element, value, what it says, the fix, and the position of the HL segment."""
_ABOVE = {"2000B": "2000A", "2000C": "2000B"}


class Levels:
    """Follows the HL segments of one transaction set."""

    def __init__(self) -> None:
        self._count = 0
        self._last: int | None = 0
        self._numbers: dict[str, tuple[str, int]] = {}
        self._says_more: dict[str, tuple[str, int]] = {}
        self._had_more: dict[str, bool] = {}

    def next_number(self) -> int:
        """The number that the next level must have."""
        return self._count + 1

    def above_subscribers(self) -> str:
        """The number of the open billing provider's level, UNKNOWN where it is not known."""
        return self._numbers.get("2000A", (UNKNOWN, 0))[0]

    def passed(self, levels: int) -> None:
        """A subscriber, and the patients below, came with the numbers they must have, and ended."""
        self._count += levels
        self._last = self._count
        self._says_more.pop("2000B", None)
        self._mark("2000B")

    def unbegun(self, loop: str) -> None:
        """A level began without its HL: it counts, and its number is not known."""
        self._count += 1
        self._numbers[loop] = (UNKNOWN, self._count)
        self._says_more.pop(loop, None)
        self._mark(loop)

    def open(self, loop: str, elements: list[str], position: int) -> Told:
        """What is wrong with the number and the parent of one HL segment."""
        number, parent, more = (elements[at] if at < len(elements) else "" for at in (1, 2, 4))
        told: Told = []
        self._count += 1
        if number != UNKNOWN:
            value = int(number) if number.isdigit() and len(number) < 13 else None
            if value is None or (value != self._count and (self._last is None or value != self._last + 1)):
                told.append(
                    (
                        loop,
                        "HL01",
                        number,
                        "the levels of a transaction set are numbered from 1 without a gap",
                        f"Write {self._count}.",
                        position,
                    )
                )
            self._last = value
        above = _ABOVE.get(loop)
        if above and parent != UNKNOWN and above in self._numbers:
            known, ordinal = self._numbers[above]
            if parent not in (known, str(ordinal)) and known != UNKNOWN:
                told.append(
                    (loop, "HL02", parent, "is not the number of the level it belongs to", f"Write {known}.", position)
                )
        self._numbers[loop] = (number, self._count)
        self._says_more[loop] = (more, position)
        self._had_more[loop] = False
        self._mark(loop)
        return told

    def _mark(self, loop: str) -> None:
        above = _ABOVE.get(loop)
        if above:
            self._had_more[above] = True

    def close(self, loop: str) -> Told:
        """What is wrong with a level's word on whether others stand below it."""
        more, position = self._says_more.pop(loop, (UNKNOWN, 0))
        if loop != "2000B" or more == UNKNOWN or (more == "1") == self._had_more.get(loop, False):
            return []
        if more == "1":
            return [
                (
                    loop,
                    "HL04",
                    more,
                    "says that a patient follows, and none does",
                    "Write 0, or add the patient.",
                    position,
                )
            ]
        return [(loop, "HL04", more, "says that no patient follows, and one does", "Write 1.", position)]
