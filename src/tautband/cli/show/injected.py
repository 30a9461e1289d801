"""The muscles injected, each with its side, its count of points and the words of the note around its name."""

from __future__ import annotations

import re

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tautband.cli.screen import listed, plural
from tautband.cli.show.words import printable, quoted
from tautband.model.encounter import Encounter, Injection
from tautband.model.evidence import Evidence

BEFORE, AFTER = 40, 26
"""Characters of the note shown around a muscle's name: enough for its side and count, which stand beside it."""

_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+|\n\s*\n")


def print_injected(console: Console, encounter: Encounter, text: str | None) -> None:
    """A row for each muscle injected at this encounter. `text` is the note, None where only its facts were given."""
    done = [injection for injection in encounter.injections if injection.status == "performed"]
    if not done:
        return
    console.print(Text("\nInjected", "bold"))
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(no_wrap=True)
    table.add_column()
    for injection in done:
        points = "" if injection.trigger_points is None else plural(injection.trigger_points, "point")
        words = quoted(injection.evidence) if text is None else around(text, injection.evidence)
        table.add_row(_name(injection), points, Text(words, "cyan"))
    console.print(Padding(table, (0, 0, 0, 2)))


def around(text: str, evidence: tuple[Evidence, ...]) -> str:
    """The first words that name the muscle, in brackets, with what stands around them in the same sentence."""
    if not evidence:
        return ""
    first = min(evidence, key=lambda each: each.start)
    before = _SENTENCE_END.split(text[max(first.start - BEFORE, 0) : first.start])[-1]
    after = _SENTENCE_END.split(text[first.end : first.end + AFTER])[0]
    if len(before) == BEFORE:  # cut in the middle of a word, perhaps
        before = before.partition(" ")[2]
    if len(after) == AFTER:
        after = after.rpartition(" ")[0]
    inside = " ".join(f"{before}[{text[first.start : first.end]}]{after}".split())
    return f"“{printable(inside)}”"


def _name(injection: Injection) -> Text:
    side = "" if injection.side == "unspecified" else f"{injection.side} "
    name = Text(f"{side}{injection.muscle}")
    if injection.parts:
        name.append(f" ({listed(injection.parts)})", "dim")
    if injection.kind == "group":
        name.append(" (a group: at least one muscle)", "yellow")
    if injection.side == "unspecified":
        name.append(" (side not stated)", "yellow")
    return name
