"""A volume in millilitres, as its sentence gives it and as it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tautband.notes.drugs.doses import Dose
from tautband.notes.muscles.aims import Aim
from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

TOLERANCE = 0.051
"""Millilitres by which two volumes that are told in rounded figures may differ."""
PER_PLACE = ("site", "each", "muscle", "side")
"""What a volume covers when it is said of one place among several."""


@dataclass(slots=True)
class Volume:
    """A volume in millilitres with what it covers: total, site, muscle, side, each, drug, waste, drawn, or
    nothing known.
    """

    amount: float
    covers: str
    first: int
    last: int
    aim: Aim
    factor: float = 1.0


@dataclass(slots=True)
class Measured:
    """A volume in its sentence: its number at `first`, its unit, and the drugs of the sentence."""

    page: Page
    aim: Aim
    unit: Mention
    first: int
    doses: list[Dose]

    @property
    def sentence(self) -> Sentence:
        """Its sentence."""
        return self.aim.sentence

    @property
    def things(self) -> Sequence[Mention]:
        """The things of its sentence."""
        return self.aim.sentence.things

    def behind(self, words: int) -> list[str]:
        """Some words right behind its unit."""
        return self.page.tokens.words[self.unit.last : self.unit.last + words]


def millilitres(m: Mention) -> bool:
    """Whether a thing is the unit of a volume."""
    return m.kind == "unit" and m.value == "ml"
