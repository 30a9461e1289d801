"""Which drug lines does the note support, in whose units, and what was thrown away?"""

from __future__ import annotations

from math import ceil

from tautband.coding.basis import Basis, Draft, Sheet
from tautband.model.encounter import Agent
from tautband.rulebook.tables.drugs import AgentName, DrugCode

DRUG = "drug"
EPINEPHRINE = " with epinephrine"
NO_ROUNDING_ERROR = 1e-6
FITTING_USES = ("any", "chemodenervation")


def drug_lines(basis: Basis, sheet: Sheet) -> list[Draft]:
    """The drug lines of the services on `sheet`: one a code, doses of one drug added before units are rounded up.

    None without a date, in a facility, or where no service that used the drug is billed.
    """
    if basis.day is None or not basis.encounter.agents:
        return []
    doses = _doses(basis, sheet, [agent for agent in basis.encounter.agents if _billed(agent, sheet)])
    if not doses and not sheet.lines and not basis.in_facility:
        for dose in _doses(basis, sheet, list(basis.encounter.agents)).values():
            _refuse_unserved(basis, sheet, dose)
        return []
    if basis.in_facility:
        for dose in doses.values():
            because = "in a facility the facility bills the drug"
            sheet.refuse(basis.tables.refusal("drug_facility", dose.code.code, because))
        return []
    return [line for dose in doses.values() for line in _lines(basis, sheet, dose)]


def _doses(basis: Basis, sheet: Sheet, agents: list[Agent]) -> dict[str, _Dose]:
    """What was given of each drug code; drugs without one go to the sheet as refused."""
    doses: dict[str, _Dose] = {}
    for agent in agents:
        drug = _drug(basis, agent)
        code = _code(basis, sheet, agent, drug) if drug else None
        if drug is None:
            _refuse_unclassified(basis, sheet, agent, agent.drug)
        elif code is not None:
            doses.setdefault(code.code, _Dose(drug, code)).agents.append(agent)
    return doses


def _refuse_unserved(basis: Basis, sheet: Sheet, dose: _Dose) -> None:
    """Keep off a drug of which the record shows the dose and no service that can be billed."""
    for line in _lines(basis, sheet, dose):
        because = "no service that used the drug is on the claim"
        sheet.refuse(basis.tables.refusal("drug_unserved", line.code, because, line.evidence, line.units))


def dose_units(line: Draft) -> int | None:
    """The units of a drug's line, which describe what was given even where the line is dropped; None for others."""
    return line.units if line.kind == DRUG else None


class _Dose:
    """What was given of one drug code."""

    def __init__(self, drug: AgentName, code: DrugCode) -> None:
        self.drug, self.code = drug, code
        self.agents: list[Agent] = []

    def given(self) -> float | None:
        return _sum([_amount(agent, self.code.unit) for agent in self.agents])

    def wasted(self) -> float | None:
        return _sum([_waste(agent, self.code.unit) for agent in self.agents])


def _sum(amounts: list[float | None]) -> float | None:
    return None if any(a is None for a in amounts) else sum(a for a in amounts if a is not None)


def _amount(agent: Agent, unit: str | None) -> float | None:
    return {"mg": agent.mass_mg, "unit": agent.dose_units, "mL": agent.volume_ml}.get(unit or "")


def _waste(agent: Agent, unit: str | None) -> float | None:
    return {"mg": agent.wasted_mg, "unit": agent.wasted_units}.get(unit or "")


def _billed(agent: Agent, sheet: Sheet) -> bool:
    """Whether the service that used the drug is on the claim; a drug of no named service goes with any procedure."""
    kinds = {kind for line in sheet.lines for kind in (line.kind, *line.treats)}
    return agent.for_service in kinds if agent.for_service else bool(kinds)


def _drug(basis: Basis, agent: Agent) -> AgentName | None:
    """The drug as the table names it. With epinephrine it is another drug, and none where the table has no such."""
    if agent.with_epinephrine and not agent.drug.endswith(EPINEPHRINE):
        return basis.needs.agent(agent.drug + EPINEPHRINE)
    return basis.needs.agent(agent.drug)


def _code(basis: Basis, sheet: Sheet, agent: Agent, drug: AgentName) -> DrugCode | None:
    """The code of the drug for this use on the date. Of several sizes, the one that bills the least over the dose."""
    assert basis.day is not None
    codes = basis.needs.drug_codes(drug.drug, basis.day)
    for code in codes:
        if code.use not in FITTING_USES:
            because = f"{code.code} stands for another use of {drug.drug} ({code.use.replace('_', ' ')})"
            sheet.refuse(basis.tables.refusal("drug_wrong_use", code.code, because, agent.evidence))
    for ended in basis.needs.ended_drug_codes(drug.drug, basis.day):
        because = f"{ended.code} had ended before the date"
        sheet.refuse(basis.tables.refusal("drug_wrong_use", ended.code, because, agent.evidence))
    fitting = [c for c in codes if c.use in FITTING_USES and c.unit_amount]
    if not fitting:
        _refuse_unclassified(basis, sheet, agent, drug.drug)
        return None

    def billed(code: DrugCode) -> tuple[float, int]:
        size = float(code.unit_amount or 1)
        units = ceil((_amount(agent, code.unit) or 0.0) / size - NO_ROUNDING_ERROR)
        return units * size, units

    return min(fitting, key=billed)


def _refuse_unclassified(basis: Basis, sheet: Sheet, agent: Agent, name: str) -> None:
    because = f"{name} has no code of its own on the date that describes this use: no drug line"
    sheet.refuse(basis.tables.refusal("drug_no_code", basis.tables.named("unclassified_drug"), because, agent.evidence))


def _lines(basis: Basis, sheet: Sheet, dose: _Dose) -> list[Draft]:
    code, evidence = dose.code, tuple(e for agent in dose.agents for e in agent.evidence)
    given, size = dose.given(), float(code.unit_amount or 0)
    if not given or not size:
        because = "the note does not give the dose, so there are no units to bill"
        sheet.refuse(basis.tables.refusal("drug_dose_unknown", code.code, because, evidence))
        return []
    units = ceil(given / size - NO_ROUNDING_ERROR)
    says = f"{given:g} {code.unit} of {dose.drug.drug}, {size:g} {code.unit} a unit: {units}"
    line = Draft(code.code, DRUG, units, evidence=evidence, treats=_served_by(dose))
    line.why.append(basis.tables.reason("drug_units", says, evidence))
    return [line, *_waste_line(basis, dose, line, given)]


def _served_by(dose: _Dose) -> tuple[str, ...]:
    """The services that used the drug; empty where the note names none for some of it."""
    kinds = [agent.for_service for agent in dose.agents]
    return tuple(dict.fromkeys(kind for kind in kinds if kind)) if all(kinds) else ()


def _waste_line(basis: Basis, dose: _Dose, line: Draft, given: float) -> list[Draft]:
    """JW for the discarded part, JZ where nothing was left, of a single-dose container that is paid for separately."""
    single = all(agent.container == "single_dose" for agent in dose.agents)
    wasted, size = dose.wasted(), float(dose.code.unit_amount or 0)
    if not single or wasted is None or not size or not _separately_paid(basis, dose.drug):
        return []
    if wasted == 0:
        for setting in basis.settings("no_waste_modifier"):
            line.modifiers.append(setting["value"])
            says = "nothing was left of a single-dose container"
            line.why.append(basis.tables.reason("no_waste", says, line.evidence))
        return []
    units = ceil((given + wasted) / size - NO_ROUNDING_ERROR) - line.units
    settings = basis.settings("waste_modifier")
    if units <= 0 or not settings:
        return []
    waste = Draft(line.code, DRUG, units, [settings[0]["value"]], evidence=line.evidence, treats=line.treats)
    says = f"{wasted:g} {dose.code.unit} of a single-dose container were discarded: {units}"
    waste.why.append(basis.tables.reason("waste", says, line.evidence))
    return [waste]


def _separately_paid(basis: Basis, drug: AgentName) -> bool:
    return any(r["drug_class"] == drug.drug_class and r["separately_paid"] == "1" for r in basis.tables["drug_classes"])
