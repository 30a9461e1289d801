"""A toxin, measured in units: those given, those wasted, and the strength of the solution."""

from __future__ import annotations

from itertools import pairwise

from tautband.model.encounter import Agent
from tautband.notes.aims import Aim
from tautband.notes.doses import Dose, plain
from tautband.notes.page import Page
from tautband.notes.vials import container
from tautband.notes.volumes import Volume, said_given, waste_near


def toxin(page: Page, dose: Dose, volumes: list[Volume], aims: list[Aim]) -> Agent:
    """The toxin of a service; its strength only where the note gives both the vial and the diluent."""
    given = wasted = vial = stated = None
    parts: list[float] = []
    words = page.tokens.words
    diluent = next((v.amount for v in volumes if v.covers in ("drug", "") and v.aim is dose.aim), None)
    for aim in [dose.aim, *(aim for aim in aims if aim is not dose.aim)]:
        sentence = aim.sentence
        for m in sentence.things:
            if m.kind != "unit" or m.value != "units":
                continue
            number = page.number(m.first - 1)
            if number is None:
                continue
            if "ml" in words[m.first : m.last + 2] and "/" in words[m.first : m.last + 1]:
                stated = number
            elif waste_near(sentence, m.last):
                wasted = number if wasted is None else wasted
            elif "vial" in words[m.last : m.last + 4] or dissolved(words, m.first - 1, m.last):
                vial = number
            elif said_given(page, sentence, m) or words[m.first - 2] == "=":
                given = number
            else:
                parts.append(number)
    volume = next(
        (v.amount for v in volumes if v.aim is not dose.aim and v.covers in ("", "total", "drug", "target")), None
    )
    if vial is not None and all_used(page, dose.aim):
        given, volume = vial, diluent if volume is None else volume
    given = given if given is not None else sum(parts) if parts else None
    per_ml = stated if stated is not None else vial / diluent if vial and diluent else None
    strength = f"{plain(per_ml)} units/mL" if per_ml else None
    return Agent(
        drug=dose.drug,
        concentration=strength,
        volume_ml=volume,
        dose_units=given,
        wasted_units=wasted,
        container=container(page, dose),
        for_service="botulinum",
        evidence=(page.evidence(dose.span[0], dose.span[1]),),
    )


DISSOLVED = {"dilution", "diluted", "reconstituted", "dissolved", "mixed", "concentration"}


def dissolved(words: list[str], first: int, last: int) -> bool:
    """Whether units are those put into a diluent: "dilution 200 units in 4 mL saline"."""
    return not DISSOLVED.isdisjoint(words[max(0, first - 3) : first]) or (
        words[last : last + 1] in (["in"], ["with"]) and not DISSOLVED.isdisjoint(words[last : last + 8])
    )


def all_used(page: Page, aim: Aim) -> bool:
    """Whether the whole vial went in: "one 500-unit vial, all used"."""
    words = page.tokens.words[aim.sentence.first : aim.sentence.last]
    return any(
        one in ("all", "entire", "whole") and two in ("used", "given", "injected", "vial")
        for one, two in pairwise(words)
    )
