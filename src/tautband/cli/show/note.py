"""The note with its evidence marked: a colour for each kind of fact, or brackets where there is no colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from tautband.cli.show.words import printable
from tautband.model.encounter import Encounter
from tautband.model.evidence import Evidence


@dataclass(frozen=True)
class Mark:
    """How one kind of fact is shown. The letter stands in brackets where colour cannot."""

    letter: str
    label: str
    style: str


MUSCLE = Mark("M", "muscle injected", "black on green")
AGENT = Mark("A", "drug and dose", "black on cyan")
DIAGNOSIS = Mark("D", "diagnosis", "black on magenta")
OTHER = Mark("S", "other service", "white on blue")
NOT_DONE = Mark("N", "not done today", "black on bright_red")
HISTORY = Mark("H", "earlier care", "black on yellow")
ELEMENT = Mark("E", "documentation element", "underline")


def marks(encounter: Encounter) -> Iterator[tuple[Mark, Evidence]]:
    """The evidence of an encounter by kind of fact, the kind that wins an overlap first."""
    for injection in encounter.injections:
        mark = MUSCLE if injection.status == "performed" else NOT_DONE
        yield from ((mark, e) for e in injection.evidence)
    for region in encounter.regions:
        mark = MUSCLE if region.status == "performed" else NOT_DONE
        yield from ((mark, e) for e in region.evidence)
    for agent in encounter.agents:
        yield from ((AGENT, e) for e in agent.evidence)
    for diagnosis in encounter.diagnoses:
        yield from ((DIAGNOSIS, e) for e in diagnosis.evidence)
    for service in encounter.services:
        mark = OTHER if service.status == "performed" else NOT_DONE
        yield from ((mark, e) for e in service.evidence)
    yield from ((HISTORY, e) for e in encounter.history.evidence)
    for session in encounter.history.sessions:
        yield from ((HISTORY, e) for e in session.evidence)
    for care in encounter.conservative_care:
        yield from ((HISTORY, e) for e in care.evidence)
    for documented in encounter.documentation.values():
        if documented.present:
            yield from ((ELEMENT, e) for e in documented.evidence)


def pieces(text: str, encounter: Encounter) -> list[tuple[str, Mark | None]]:
    """The note cut into pieces, each with its mark: joined, they are the note again."""
    owner: list[Mark | None] = [None] * len(text)
    for mark, evidence in reversed(list(marks(encounter))):
        owner[evidence.start : evidence.end] = [mark] * (evidence.end - evidence.start)
    cut: list[tuple[str, Mark | None]] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or owner[end] is not owner[start]:
            cut.append((text[start:end], owner[start]))
            start = end
    return cut


def print_note(console: Console, text: str, encounter: Encounter) -> None:
    """The note with its evidence marked, and below it what the marks mean."""
    coloured = console.is_terminal and not console.no_color
    page = Text()
    used: list[Mark] = []
    for raw, mark in pieces(text, encounter):
        words = printable(raw)
        if mark is None or not words.strip():
            page.append(words)
            continue
        if mark not in used:
            used.append(mark)
        page.append(words if coloured else _bracketed(words, mark), style=mark.style)
    page.rstrip()
    console.print(page)
    if used:
        legend = Text.assemble(("\nIn the note: ", "dim"))
        for number, mark in enumerate(sorted(used, key=_ORDER.index)):
            legend.append("  " if number else "")
            legend.append(f" {mark.label} " if coloured else f"[{mark.letter}: {mark.label}]", style=mark.style)
        console.print(legend)


_ORDER = [MUSCLE, AGENT, DIAGNOSIS, OTHER, NOT_DONE, HISTORY, ELEMENT]


def _bracketed(words: str, mark: Mark) -> str:
    """`[M: words]`, with the blanks around the words left outside and a mark for each line."""
    inner = words.strip()
    before = words[: len(words) - len(words.lstrip())]
    after = words[len(words.rstrip()) :]
    return (
        before + "\n".join(f"[{mark.letter}: {line}]" if line.strip() else line for line in inner.split("\n")) + after
    )
