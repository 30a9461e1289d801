"""A bounded memory of what was worked out for a word, so that the same word is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

MOST = 20_000
"""Words remembered beside those known from the start: a process that reads for months does not grow."""


class Remembered(dict[Any, Any]):
    """Values by key, each asked of `value_of` when it is first wanted.

    Take a value by `remembered[key]`, or all values of a list by `remembered.each(keys)`; `get` sees only what was
    asked before.
    """

    def __init__(self, value_of: Callable[[Any], Any], known: Mapping[Any, Any] | None = None) -> None:
        super().__init__(known or {})
        self._value_of = value_of
        self._room = len(self) + MOST

    def __missing__(self, key: Any) -> Any:
        value = self._value_of(key)
        if len(self) < self._room:
            self[key] = value
        return value

    def each(self, keys: Iterable[Any]) -> list[Any]:
        """The values of many keys in their order."""
        return list(map(self.__getitem__, keys))
