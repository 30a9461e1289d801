"""Figures of one run over labelled notes: per field what agreed, what was missed, what was added, and every error."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class FieldScore:
    """Agreement on one field: `hits` in both, `extra` only predicted, `missed` only in the gold."""

    hits: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Of what was predicted, how much is right; None when nothing was."""
        return self.hits / (self.hits + self.extra) if self.hits + self.extra else None

    @property
    def recall(self) -> float | None:
        """Of what is right, how much was predicted; None when nothing is."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None when there was nothing to find and nothing was found."""
        total = 2 * self.hits + self.extra + self.missed
        return 2 * self.hits / total if total else None


@dataclass(frozen=True, slots=True)
class Error:
    """One disagreement: the note's id, the field, what the gold holds, what was predicted, and the words it
    rests on.
    """

    note: str
    field: str
    gold: str
    predicted: str
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """The whole run. `exact` counts notes (numerator, denominator) by measure; `overcoded` and `undercoded` list
    notes.
    """

    notes: int = 0
    fields: dict[str, FieldScore] = field(default_factory=lambda: defaultdict(FieldScore))
    exact: dict[str, tuple[int, int]] = field(default_factory=dict)
    overcoded: list[str] = field(default_factory=list)
    undercoded: list[str] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)
    styles: dict[str, Report] = field(default_factory=dict)
    """The same figures for the notes of each style, where they were asked for."""

    def count(self, measure: str, right: bool) -> None:
        """Add one note to a measure of whole notes."""
        hits, total = self.exact.get(measure, (0, 0))
        self.exact[measure] = (hits + right, total + 1)

    def as_json(self) -> dict[str, Any]:
        """The report as plain data, figures with their denominators."""
        by_style = {style: part.as_json() for style, part in sorted(self.styles.items())}
        return ({"styles": by_style} if by_style else {}) | {
            "schema": 1,
            "notes": self.notes,
            "fields": {
                name: {
                    "hits": score.hits,
                    "extra": score.extra,
                    "missed": score.missed,
                    "precision": score.precision,
                    "recall": score.recall,
                    "f1": score.f1,
                }
                for name, score in sorted(self.fields.items())
            },
            "exact": {name: {"right": right, "of": total} for name, (right, total) in sorted(self.exact.items())},
            "overcoded": self.overcoded,
            "undercoded": self.undercoded,
            "errors": [
                {"note": e.note, "field": e.field, "gold": e.gold, "predicted": e.predicted, "words": list(e.words)}
                for e in self.errors
            ],
        }
