"""What is wrong with a file, line by line; and what was left aside on purpose, counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from tautband.model.errors import InputError

_MOST_TOLD = 8


@dataclass
class Report:
    """What became of the lines of one file. `aside` counts lines left out by reason, with the first such line."""

    file: str
    read: int = 0
    kept: int = 0
    aside: dict[str, tuple[int, int]] = field(default_factory=dict)
    says: list[str] = field(default_factory=list)
    """What is worth knowing beside the counts."""
    _faults: list[tuple[int, str]] = field(default_factory=list)

    def leave(self, line: int, why: str) -> None:
        """Leave a line aside: it is understood and not wanted."""
        count, first = self.aside.get(why, (0, line))
        self.aside[why] = (count + 1, first)

    def fault(self, line: int, what: str) -> None:
        """A line that cannot be right. The file will not be loaded."""
        self._faults.append((line, what))
        if len(self._faults) > _MOST_TOLD * 50:
            self.settle()

    def settle(self) -> None:
        """Raise InputError if any line was wrong, naming the first fault and the lines of the others."""
        if not self._faults:
            return
        line, what = self._faults[0]
        others = [str(number) for number, _ in self._faults[1:_MOST_TOLD]]
        more = len(self._faults) - 1 - len(others)
        also = f"; wrong too: line {', '.join(others)}" if others else ""
        if more > 0:
            also += f" and {more} more"
        raise wrong(self.file, line, f"{what}{also}")


def wrong(file: str, line: int, what: str) -> InputError:
    """The error for one line of a file of which nothing is loaded."""
    where = f"{file}: line {line}" if line else file
    return InputError(where, what, "Nothing was loaded; download the file again and load it as published.")
