"""A paper as plain text: the same blocks as the PDF, in lines of at most 96 characters where words allow."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from tautband.letters.blocks import Blanks, Block, Heading, Items, Lines, Pairs, Paper, Paragraph, Table, Warned

WIDTH = 96
RULE = "_" * 40


def text_of(paper: Paper) -> str:
    """The paper as text. A mark such as NOT READY stands above and below."""
    mark = [f"*** {paper.mark} ***"] if paper.mark else []
    body = ["\n".join(_lines(block)) for block in paper.blocks]
    return "\n\n".join([*mark, *body, *mark]) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Lines(lines):
            yield from lines
        case Heading(text):
            yield text
            yield "-" * min(len(text), WIDTH)
        case Paragraph(text):
            yield from _wrapped(text)
        case Pairs(rows):
            widest = max((len(label) for label, _ in rows), default=0)
            for label, value in rows:
                yield from _wrapped(value, f"{label.ljust(widest)}  ")
        case Items(title, items):
            yield from _lines(Heading(title))
            for number, item in enumerate(items, 1):
                yield from _wrapped(item, f"{number}. ")
        case Warned(title, items):
            yield f"{title}:"
            for item in items:
                yield from _wrapped(item, "! ")
        case Blanks(opening, labels):
            yield from (opening, "")
            yield from (f"{label}: {RULE}" for label in labels)
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    """A row of a table is a group of lines, each cell under its heading."""
    for number, row in enumerate(table.rows):
        if number:
            yield ""
        for label, cell in zip(table.header, row, strict=True):
            first, *others = cell.split("\n")
            yield from _wrapped(first, f"  {label}: ")
            for line in others:
                yield from _wrapped(line, "    ")


def _wrapped(text: str, opening: str = "") -> list[str]:
    indent = " " * min(len(opening), 30)
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=opening,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [opening.rstrip()]
