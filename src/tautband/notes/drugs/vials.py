"""What the note says of the vial: its kind, and what of a drug was thrown away."""

from __future__ import annotations

from typing import Literal

from tautband.notes.drugs.doses import Dose
from tautband.notes.drugs.waste import nothing_left
from tautband.notes.muscles.aims import Aim
from tautband.notes.text.page import Page

CLOSE = 12
"""Words between a drug and what is said of its vial."""


def container(page: Page, dose: Dose, doses: list[Dose]) -> Literal["single_dose", "multi_dose"] | None:
    """What the note says of a drug's vial, in the first of its sentences that says so."""
    own = [dose, *(d for d in doses if d.drug == dose.drug and d is not dose)]
    return next((kind for d in own if (kind := container_beside(page, d)) is not None), None)


def container_beside(page: Page, dose: Dose) -> Literal["single_dose", "multi_dose"] | None:
    """What the note says of the vial, when it stands in the drug's sentence nearest to the drug."""
    words = page.tokens.words
    sentence = dose.aim.sentence
    best: tuple[int, Literal["single_dose", "multi_dose"]] | None = None
    begin, end = max(sentence.first, dose.span[0] + 3 - CLOSE), min(sentence.last - 1, dose.span[1] + CLOSE + 1)
    for at in range(begin, end):
        if words[at + 1] in ("dose", "use") and words[at] in ("single", "multi", "multiple"):
            gap = at - dose.span[1] if at >= dose.span[1] else dose.span[0] - at + 3
            if best is None or gap < best[0]:
                best = (gap, "single_dose" if words[at] == "single" else "multi_dose")
    return best[1] if best else None


def wasted(page: Page, dose: Dose, doses: list[Dose]) -> float | None:
    """The milligrams of a drug thrown away, where the note says so in a sentence that names the drug."""
    for aim in {id(d.aim): d.aim for d in doses if d.drug == dose.drug}.values():
        if spared(page, aim):
            return 0.0
        if "wasted" not in aim.sentence.assertions:
            continue
        for m in aim.sentence.things:
            if m.kind == "unit" and m.value == "mg" and (number := page.number(m.first - 1)) is not None:
                return number
    return None


def spared(page: Page, aim: Aim) -> bool:
    """Whether a sentence says that nothing was thrown away."""
    wastes = [m for m in aim.sentence.cues if m.value == "wasted"]
    return bool(wastes) and all(nothing_left(page, aim.sentence, m) for m in wastes)
