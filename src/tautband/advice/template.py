"""A procedure note with every required item prompted and nothing filled in.

Each prompt is a box to tick and a blank. A reader of notes takes an unticked line for one that was never written, so a
template that nobody filled holds no finding, no side and no score.
"""

from __future__ import annotations

from collections.abc import Iterable

from tautband.advice.asked import Checklist, Item
from tautband.advice.prompts import PROMPTS, Prompt

TITLE = "TRIGGER POINT INJECTION, PROCEDURE NOTE"
HOW = "Tick a box and write only what was found and done today, with the muscle beside each finding. Leave the rest."
BLANK = "____"


def template(checklist: Checklist) -> str:
    """The template for one payer: the prompts that its checklist needs, in the order of a note."""
    sections: dict[str, list[str]] = {}
    order: list[str] = []
    for number, prompt in enumerate(needed(checklist.items)):
        key = prompt.section or ("head" if number < _HEAD else "foot")
        if key not in sections:
            order.append(key)
        sections.setdefault(key, []).append(f"[ ] {prompt.label}: {BLANK}")
    parts = [TITLE, HOW]
    for key in order:
        heading = [] if key in ("head", "foot") else [key.upper()]
        parts.append("\n".join([*heading, *sections[key]]))
    return "\n\n".join(parts) + "\n"


def needed(items: Iterable[Item]) -> list[Prompt]:
    """The prompts that these items need, and those every claim needs."""
    elements = {element for item in items for element in item.elements}
    facts = {item.fact for item in items if item.fact}
    return [p for p in PROMPTS if p.always or elements & set(p.elements) or facts & set(p.facts)]


_HEAD = 2
"""Prompts before the first section."""
