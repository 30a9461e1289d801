"""Where answers are printed: rich text or JSON on stdout, progress on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

PAGE_WIDTH = 100
"""Columns where stdout is no terminal."""


def console() -> Console:
    """The console for human output. In a pipe or a file: plain text, `PAGE_WIDTH` columns. ":pill:" stays."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else PAGE_WIDTH
    return Console(width=width, highlight=False, soft_wrap=False, emoji=False)


def print_document(document: Mapping[str, Any]) -> None:
    """One JSON document, indented."""
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def print_line(document: Mapping[str, Any]) -> None:
    """One JSON document as one line of JSON lines."""
    sys.stdout.write(line_of(document))
    sys.stdout.flush()


def line_of(document: Mapping[str, Any]) -> str:
    """One JSON document as a line of JSON lines, its end included."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False) + "\n"


def with_progress(items: Sequence[str], what: str) -> Iterator[str]:
    """The items, with a bar on stderr where that is a terminal and a closing count where it is not."""
    if len(items) < 2:
        yield from items
        return
    if not sys.stderr.isatty():
        yield from items
        sys.stderr.write(f"{len(items)} {what}\n")
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items)


def plural(count: int, noun: str) -> str:
    """`1 finding`, `2 findings`; a noun in -y takes -ies."""
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun[:-1]}ies" if noun.endswith("y") else f"{count} {noun}s"


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end
