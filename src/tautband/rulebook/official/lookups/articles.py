"""The covered diagnoses of billing articles as a Medicare Coverage Database export has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.official.editions import Edition
from tautband.rulebook.tables.stored import load, load_records


@dataclass(frozen=True)
class Article:
    """One article's last version: packed diagnoses, ascending. `groups`: into how many lists they fall."""

    number: str
    version: int
    begins: date
    lcds: tuple[str, ...]
    groups: int
    covered: NDArray[np.int64]


class Articles:
    """The articles of one export that list covered diagnoses."""

    def __init__(self, edition: Edition) -> None:
        self._held: dict[str, dict[str, object]] = load_records(edition.directory, "articles")
        self._article = load(edition.directory, "covered.article")
        self._diagnosis = load(edition.directory, "covered.diagnosis")

    def of(self, lcd: str, article: str | None) -> tuple[Article, ...]:
        """The articles with a list that belong to an LCD (`L39656`), or the one of a number (`A59480`)."""
        wanted = int(lcd[1:]) if lcd[1:].isdecimal() else -1
        numbers = [
            number
            for number, held in self._held.items()
            if held["groups"] and (f"A{number}" == article if article else wanted in _numbers(held["lcds"]))
        ]
        return tuple(self._article_of(number) for number in numbers)

    def _article_of(self, number: str) -> Article:
        held = self._held[number]
        begin, end = np.searchsorted(self._article, [int(number), int(number) + 1])
        return Article(
            f"A{number}",
            int(str(held["version"])),
            date.fromisoformat(str(held["from"])),
            tuple(f"L{lcd}" for lcd in _numbers(held["lcds"])),
            int(str(held["groups"])),
            np.asarray(self._diagnosis[begin:end]),
        )


def _numbers(held: object) -> tuple[int, ...]:
    return tuple(held) if isinstance(held, list) else ()
