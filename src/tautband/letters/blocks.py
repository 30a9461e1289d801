"""What a letter is made of: blocks that the PDF and the plain text both print, so that neither can say more."""

from __future__ import annotations

from dataclasses import dataclass

ALARMS = ("MISSING", "NOT MET", "OPEN", "LATE ADDENDUM")
"""Words that open a line which must not be overlooked."""


@dataclass(frozen=True)
class Lines:
    """Lines that stand as they are: an address."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """The title of a part."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Pairs:
    """Labels and what they stand for."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """Columns under headings. A cell may hold several lines; `widths` are the columns' shares of the page."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Items:
    """A numbered list under its title."""

    title: str

    items: tuple[str, ...]


@dataclass(frozen=True)
class Warned:
    """What must be settled before the paper may leave the house, set apart from the rest."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Blanks:
    """Lines to be filled in by hand, a signature or a date, under an opening word."""

    opening: str
    labels: tuple[str, ...]


Block = Lines | Heading | Paragraph | Pairs | Table | Items | Warned | Blanks


@dataclass(frozen=True)
class Paper:
    """One printed paper. `mark` stands on every page, such as NOT READY; `foot` at the foot of each page."""

    title: str
    blocks: tuple[Block, ...]
    foot: str = ""
    mark: str | None = None
