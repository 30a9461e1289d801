"""Claim numbers met before, in bounded memory."""

from __future__ import annotations

REMEMBERED = 200_000


class Met:
    """Remembers at least the last 200,000 texts it was shown. A number that comes again after more is not noticed."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._most = remembered
        self._young: set[int] = set()
        self._old: set[int] = set()

    def before(self, text: str) -> bool:
        """Whether the text was shown before; it is remembered either way."""
        mark = hash(text)
        if mark in self._young:
            return True
        known = mark in self._old
        self._young.add(mark)
        if len(self._young) >= self._most:
            self._old, self._young = self._young, set()
        return known


class Foretold:
    """In place of Met where it is known beforehand which texts were met before: by count, the first being 0."""

    def __init__(self, again: frozenset[int]) -> None:
        self._again = again
        self._count = -1

    def before(self, _text: str) -> bool:
        """Whether the next text is one that was met before."""
        self._count += 1
        return self._count in self._again
