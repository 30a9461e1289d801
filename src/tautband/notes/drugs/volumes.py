"""Volumes a sentence gives, each with what it covers; masses and units beside a drug are put into its dose."""

from __future__ import annotations

from dataclasses import dataclass, field

from tautband.notes.drugs.dose_beside import nearest_dose
from tautband.notes.drugs.doses import Dose
from tautband.notes.drugs.measured import Measured, Volume
from tautband.notes.drugs.volume_amounts import (
    amount_after,
    amount_before,
    cell_amount,
    labels_sites,
    repeats,
    times_before,
)
from tautband.notes.drugs.volume_beside import adjacent
from tautband.notes.drugs.volume_covers import coverage
from tautband.notes.drugs.volume_totals import leading_total, trailing_total
from tautband.notes.drugs.waste import waste_near
from tautband.notes.muscles.aims import Aim
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention


def sentence_volumes(page: Page, aim: Aim, doses: list[Dose]) -> list[Volume]:
    """The volumes of a sentence and what each covers; volumes, masses and units beside a drug are put into its dose."""
    volumes = Volumes(page, aim, doses)
    for unit in aim.sentence.kinds.get("unit", NONE):
        if unit.value == "ml":
            volumes.measure(unit)
        elif unit.value in ("mg", "units"):
            volumes.weigh(unit)
    found = volumes.found
    trailing_total(page, found, doses)
    leading_total(page, found)
    return found + row_volumes(page, aim)


@dataclass(slots=True)
class Volumes:
    """The volumes of one sentence as they are read, with the doses they are put into."""

    page: Page
    aim: Aim
    doses: list[Dose]
    found: list[Volume] = field(default_factory=list)

    def weigh(self, unit: Mention) -> None:
        """Put milligrams or units to the drug beside them."""
        number = amount_before(self.page, self.aim.sentence, unit)
        near = self._nearest(unit.first - 1, unit.last) if number is not None else None
        if near is None or waste_near(self.aim.sentence, unit.last):
            return
        if unit.value == "mg" and near.mass is None:
            near.mass = number
        elif unit.value == "units" and near.units is None:
            near.units = number

    def measure(self, unit: Mention) -> None:
        """Read a volume: its amount, its factor and what it covers, and put it to its drug."""
        volume = self._written(unit)
        if volume is None:
            return
        volume.covers = coverage(Measured(self.page, self.aim, unit, volume.first, self.doses))
        self._multiply(volume, unit)
        if volume.covers in ("", "vial"):
            emptied = emptied_vial(self.page, self.aim.sentence, unit, self.doses)
            if emptied is not None:
                emptied.volume, volume.covers, volume.last = volume.amount, "drug", unit.last
                self.found.append(volume)
                return
        if volume.covers in ("target", "") and of_last_drug(self.page, self.found, volume.first):
            volume.covers = "drug"  # "lidocaine 1%, 1 mL + 1 mL into two points"
        near = self._nearest(volume.first, unit.last) if volume.covers == "drug" else None
        if added(self.page, volume, self.found, near):
            return
        if near is not None and near.volume is None:
            near.volume = volume.amount
        elif volume.covers == "drug":
            volume.covers = ""
        self.found.append(volume)

    def _written(self, unit: Mention) -> Volume | None:
        """The number of a volume, before its unit or in a form behind it; None where it has none."""
        sentence = self.aim.sentence
        number, first = amount_before(self.page, sentence, unit), unit.first - 1
        if number is None or labels_sites(self.page.tokens.words, first):
            after = amount_after(self.page, sentence, unit)
            if after is not None:
                return Volume(after[0], "", unit.first, after[1], self.aim)
        return Volume(number, "", first, unit.last, self.aim) if number is not None else None

    def _multiply(self, volume: Volume, unit: Mention) -> None:
        """Multiply a volume with the factor behind or before it: "1 mL x 2 R deltoid", "R psoas 2 x 1 mL"."""
        page, aim, at = self.page, self.aim, volume.first
        times = repeats(page, aim.sentence, unit.last)
        led = times_before(page, aim.sentence, at)
        if times is None and led is None:
            return
        volume.factor = times or 1.0
        plain = aim.plain
        if times is not None and any(adjacent(page, unit.last + 2, t) for t in plain):
            volume.covers = "target"
        each = aim.sentence.kinds.get("each", NONE)
        if times is not None and any(2 <= m.first - unit.last <= 4 for m in each):
            volume.amount, volume.covers = volume.amount * times, "muscle"  # "0.5 mL x 1 site each"
        elif led is not None and any(0 <= at - 2 - t.last <= 4 for t in plain):
            volume.amount, volume.covers = volume.amount * led, "target"
        elif times is not None:
            volume.amount *= times
            volume.covers = volume.covers if volume.covers == "target" else "total"

    def _nearest(self, first: int, last: int) -> Dose | None:
        return nearest_dose(self.page, self.doses, first, last, self.aim.sentence)


def row_volumes(page: Page, aim: Aim) -> list[Volume]:
    """The volumes that the cells of a table's row give its muscle."""
    sentence = aim.sentence
    cell = page.cells.get(sentence.line)
    if not cell or not aim.targets:
        return []
    amounts = ((covers, cell_amount(cell.get(key, ""))) for key, covers in ROW_CELLS)
    return [
        Volume(amount, covers, sentence.first, sentence.last, aim) for covers, amount in amounts if amount is not None
    ]


ROW_CELLS = (("ml_each", "row_each"), ("ml", "row"))
"""Columns of a table that hold volumes, and what these cover."""


def emptied_vial(page: Page, sentence: Sentence, unit: Mention, doses: list[Dose]) -> Dose | None:
    """The drug whose whole vial went in: "triamcinolone 40 mg, one 1 mL single-dose vial, all given"."""
    words = page.tokens.words
    if "vial" not in words[unit.last : unit.last + 5]:
        return None
    onward = words[unit.last : sentence.last]
    whole = not {"all", "entire", "whole"}.isdisjoint(onward) and not {"given", "used", "injected"}.isdisjoint(onward)
    before = next((d for d in reversed(doses) if d.span[1] <= unit.first), None)
    return before if whole and before is not None and before.mass is not None and before.volume is None else None


def of_last_drug(page: Page, found: list[Volume], at: int) -> bool:
    """Whether a volume at `at` is put by a plus alone to the one before it, which is a drug's."""
    return bool(found) and found[-1].covers == "drug" and page.tokens.words[found[-1].last : at] == ["+"]


def added(page: Page, volume: Volume, found: list[Volume], near: Dose | None) -> bool:
    """Put a volume to the one before it where a plus alone stands between: "R deltoid 1 mL + 1 mL". `near` is the drug
    it stands beside.
    """
    previous = found[-1] if found else None
    if previous is None or page.tokens.words[previous.last : volume.first] != ["+"] or previous.covers != volume.covers:
        return False
    if volume.covers == "drug" and near is not None and near.volume == previous.amount and near.span[1] <= volume.first:
        near.volume = round(near.volume + volume.amount, 4)
    elif volume.covers not in ("target", ""):
        return False
    previous.amount, previous.last = round(previous.amount + volume.amount, 4), volume.last
    return True


def said_given(page: Page, sentence: Sentence, unit: Mention) -> bool:
    """Whether units are those that went in: "given 155 units", "155 units injected in total"."""
    words = page.tokens.words[max(sentence.first, unit.first - 4) : min(sentence.last, unit.last + 4)]
    return not {"given", "total", "injected", "administered", "used"}.isdisjoint(words) and "vial" not in words
