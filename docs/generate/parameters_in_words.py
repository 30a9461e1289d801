"""An edit's parameters in words: groups and codes linked, bounds and units spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docs.generate.markdown import code, link, plain
from docs.generate.stated import Stated, code_path
from docs.generate.words import spoken
from tautband.model.policy import Edit

CODES_INDEX = "reference/codes/index.md"
_BOUND = re.compile(r"(min|max)_(\w+)")
_BOUND_WORDS = {"min": "at least", "max": "at most"}
_UNIT = re.compile(r"(\w+)_(days|weeks|months)|()(days|weeks|months)")
_FEW = 4
"""Members of a group that are shown beside its name."""


def parameters_in_words(stated: Stated, edit: Edit, here: str) -> list[str]:
    """One phrase for each parameter the edit sets, in its author's order."""
    return [_phrase(stated, name, value, here) for name, value in edit.with_.items()]


def _phrase(stated: Stated, name: str, value: Any, here: str) -> str:
    if isinstance(value, bool):
        return f"{spoken(name)}: {'yes' if value else 'no'}"
    if isinstance(value, list | tuple):
        return f"{spoken(name)}: {', '.join(_members(stated, value, here)) or 'none'}"
    shown = f"{value:g}" if isinstance(value, float) else plain(value)
    if bound := _BOUND.fullmatch(name):
        return f"{_BOUND_WORDS[bound[1]]} {shown} {spoken(bound[2])}"
    if unit := _UNIT.fullmatch(name):
        stem, of = unit[1] or "", unit[2] or unit[4]
        return f"{spoken(stem)}: {shown} {of}" if stem else f"{shown} {of}"
    return f"{spoken(name)}: {plain(spoken(shown))}"


def _members(stated: Stated, members: list[str] | tuple[str, ...], here: str) -> Iterator[str]:
    for member in map(str, members):
        if member in stated.groups:
            name = link(member.replace("_", " "), CODES_INDEX, here, group_anchor(member))
            held = stated.groups[member]
            yield f"{name} ({', '.join(held)})" if len(held) <= _FEW and not set(held) & set(stated.groups) else name
        elif member in stated.codes:
            yield link(member, code_path(member), here)
        elif any(character.isdigit() for character in member):
            yield code(member)
        else:
            yield plain(spoken(member))


def group_anchor(group: str) -> str:
    """Where a group of codes stands on the index of codes."""
    return f"group-{group.replace('_', '-')}"
