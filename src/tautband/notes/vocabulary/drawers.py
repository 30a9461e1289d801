"""Compiled data laid away in drawers, of which a note opens the few it needs.

A file of drawers holds one JSON value a line; an index says which line belongs to which key.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


class Drawers(dict[Any, Any]):
    """Values by key, each asked of `value_of` when it is first wanted; None for a key without a value.

    Take a value by `drawers[key]`, never by `get`, which sees only what was opened before.
    """

    def __init__(self, value_of: Callable[[Any], Any]) -> None:
        super().__init__()
        self._value_of = value_of

    def __missing__(self, key: Any) -> Any:
        value = self[key] = self._value_of(key)
        return value


def lay_away(path: Path, values: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """Write each value of each named mapping as a line of `path`; the line numbers, in the same shape."""
    lines: list[str] = []
    numbers: dict[str, dict[str, int]] = {}
    for name, mapping in values.items():
        numbers[name] = {}
        for key, value in mapping.items():
            numbers[name][key] = len(lines)
            lines.append(json.dumps(value, separators=(",", ":")))
    path.write_text("\n".join(lines), encoding="utf-8")
    return numbers


def opened(path: Path, numbers: Mapping[str, Mapping[str, int]]) -> dict[str, Drawers]:
    """What `lay_away` wrote, still shut."""
    lines = path.read_bytes().splitlines()
    return {name: Drawers(_reader(lines, at)) for name, at in numbers.items()}


def _reader(lines: list[bytes], at: Mapping[str, int]) -> Callable[[Any], Any]:
    def value_of(key: Any) -> Any:
        line = at.get(key)
        return None if line is None else json.loads(lines[line])

    return value_of
