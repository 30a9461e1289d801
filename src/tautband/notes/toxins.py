"""A toxin, measured in units: those given, those wasted, and the strength of the solution."""

from __future__ import annotations

from tautband.model.encounter import Agent
from tautband.notes.doses import Dose, plain
from tautband.notes.page import Page
from tautband.notes.procedure import Aim
from tautband.notes.vials import container
from tautband.notes.volumes import Volume, said_given, waste_near


def toxin(page: Page, dose: Dose, volumes: list[Volume], aims: list[Aim]) -> Agent:
    """The toxin of a service; its strength only where the note gives both the vial and the diluent."""
    given = wasted = vial = None
    diluent = next((v.amount for v in volumes if v.covers in ("drug", "") and v.aim is dose.aim), None)
    for aim in [dose.aim, *(aim for aim in aims if aim is not dose.aim)]:
        sentence = aim.sentence
        for m in sentence.things:
            if m.kind != "unit" or m.value != "units":
                continue
            number = page.number(m.first - 1)
            if number is None:
                continue
            if waste_near(sentence, m.last):
                wasted = number if wasted is None else wasted
            elif "vial" in page.tokens.words[m.last : m.last + 4]:
                vial = number
            elif said_given(page, sentence, m) or given is None:
                given = number if given is None or said_given(page, sentence, m) else given
    strength = f"{plain(vial / diluent)} units/mL" if vial and diluent else None
    volume = next((v.amount for v in volumes if v.aim is not dose.aim and v.covers in ("", "total", "drug")), None)
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
