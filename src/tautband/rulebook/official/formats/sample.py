"""What a format is: it knows a file by its content, and compiles it into the arrays that `lookups/` maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tautband.rulebook.official.faults import Report
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a file: its first lines, or a workbook's first rows with cells joined by tabs."""

    name: str
    shown: str
    lines: tuple[str, ...]
    is_workbook: bool

    def joined(self) -> str:
        """The first lines as one text."""
        return "\n".join(self.lines)


class Format(Protocol):
    """What the loader needs of a format. A module of this package is one: two constants and three functions."""

    TITLE: str
    """What the table is, for a person."""
    PARTS: bool
    """Whether one edition is published in several files."""

    def table(self, sample: Sample) -> str | None:
        """The table a file belongs to, known by its content; None for a file of another format."""
        ...

    def period_of(self, sample: Sample, quarter: str | None) -> Period:
        """The quarter and dates of a file; `quarter` is what the command says. InputError where nothing tells."""
        ...

    def build(self, sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
        """Read every file of one edition and write its arrays; gives the rows kept. InputError for a wrong line."""
        ...
