"""The steps that may mend a claim: those its note supports, and those the claim alone shows to be slips of the pen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tautband.advice.change import Step
from tautband.advice.limits import session_codes
from tautband.coding import code as coded
from tautband.model.claim import Claim, ServiceLine
from tautband.model.coding import CodedLine, Coding
from tautband.model.evidence import Evidence
from tautband.model.finding import Finding
from tautband.model.identifiers import plain_diagnosis
from tautband.rulebook.book import Rulebook
from tautband.rulebook.code_tables import CodeTables

BY_RULE = 2
"""The MUE indicator of a limit that no record can exceed (CMS: a day limit by policy)."""


def coding_of(claim: Claim, rulebook: Rulebook) -> Coding | None:
    """What the note behind a claim supports, read for the claim's payer, place and day; None without a note."""
    if claim.encounter is None:
        return None
    known: dict[str, Any] = {
        "date_of_service": claim.date_of_service,
        "payer": claim.encounter.payer or claim.payer,
        "state": claim.encounter.state or claim.state,
        "place_of_service": claim.encounter.place_of_service or claim.place_of_service,
    }
    return coded(claim.encounter.model_copy(update=known), rulebook)


def record_steps(claim: Claim, coding: Coding) -> list[Step]:
    """What would make the claim say what the note supports, one difference a step.

    A line the note is silent about is left alone: only one that its words speak against may be taken off.
    """
    steps: list[Step] = []
    matched, left = _matched(claim, coding)
    for number, line in enumerate(claim.lines, start=1):
        if number in matched:
            steps.extend(_differences(number, line, matched[number]))
            steps.extend(_refused_modifiers(number, line, coding))
            continue
        refused = next((refusal for refusal in coding.refused if refusal.code == line.code), None)
        if refused is not None and refused.evidence:
            steps.append(
                Step(
                    action="remove_line",
                    line=number,
                    was=line.code,
                    says=f"take line {number} off: {refused.because}",
                    evidence=refused.evidence,
                )
            )
    steps.extend(_added(line) for line in left if _words(line))
    return steps


def _matched(claim: Claim, coding: Coding) -> tuple[dict[int, CodedLine], list[CodedLine]]:
    """The supported line for each line of the claim: of its code, else the other code of a session. And the rest."""
    left = list(coding.lines)
    matched: dict[int, CodedLine] = {}
    family = session_codes()
    for same in (True, False):
        for number, line in enumerate(claim.lines, start=1):
            fits = [c for c in left if c.code == line.code or (not same and {c.code, line.code} <= set(family))]
            if number not in matched and fits:
                matched[number] = fits[0]
                left.remove(fits[0])
    return matched, left


def _words(line: CodedLine) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(evidence for reason in line.why for evidence in reason.evidence))


def _words_for(line: CodedLine, codes: tuple[str, ...]) -> tuple[Evidence, ...]:
    """The words behind those reasons that speak of any of these codes."""
    told = [reason for reason in line.why if any(code in reason.says for code in codes)]
    return tuple(dict.fromkeys(evidence for reason in told for evidence in reason.evidence))


def _differences(number: int, line: ServiceLine, supported: CodedLine) -> Iterator[Step]:
    words = _words(supported)
    if not words:
        return
    if line.code != supported.code:
        says = f"bill {supported.code} on line {number}: it is what the note supports"
        yield Step(action="set_code", line=number, was=line.code, becomes=supported.code, says=says, evidence=words)
    if line.units != supported.units:
        yield Step(
            action="set_units",
            line=number,
            was=f"{line.units}",
            becomes=f"{supported.units}",
            says=f"bill {_units(supported)} on line {number}: it is what the note supports",
            evidence=words,
        )
    for modifier in supported.modifiers:
        if modifier not in line.modifiers:
            says = f"add {modifier} to line {number}: the note supports it"
            yield Step(action="add_modifier", line=number, becomes=modifier, says=says, evidence=words)
    if supported.diagnoses and _plain(line.diagnoses) != _plain(supported.diagnoses):
        yield Step(
            action="set_diagnoses",
            line=number,
            was=" ".join(line.diagnoses),
            becomes=" ".join(supported.diagnoses),
            says=f"point line {number} to {', '.join(supported.diagnoses)}: what the note states for it",
            evidence=_words_for(supported, supported.diagnoses) or words,
        )


def _refused_modifiers(number: int, line: ServiceLine, coding: Coding) -> Iterator[Step]:
    """A modifier that coding keeps off the code by name; one it does not speak of may rest on other papers."""
    because = {refusal.code: refusal for refusal in coding.refused}
    for modifier in line.modifiers:
        if refusal := because.get(f"{line.code}-{modifier}"):
            says = f"take {modifier} off line {number}: {refusal.because}"
            yield Step(action="remove_modifier", line=number, was=modifier, says=says, evidence=refusal.evidence)


def _added(line: CodedLine) -> Step:
    adds = ServiceLine(code=line.code, modifiers=line.modifiers, units=line.units, diagnoses=line.diagnoses)
    name = "-".join((line.code, *line.modifiers))
    says = f"add a line {name}, {_units(line)}: the note supports it"
    return Step(action="add_line", becomes=line.code, adds=adds, says=says, evidence=_words(line))


def _units(line: CodedLine) -> str:
    return f"{line.units.normalize():f} {'unit' if line.units == 1 else 'units'}"


def _plain(diagnoses: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain_diagnosis(code) for code in diagnoses)


def separate_site(number: int) -> Step:
    """The modifier that says a line was given at another site: only ever right where the record shows the site."""
    modifier = CodeTables.open().named("separate_site")
    return Step(action="add_modifier", line=number, becomes=modifier, says=f"add {modifier} to line {number}")


def claim_steps(claim: Claim, finding: Finding, kind: str, parameters: Any, rulebook: Rulebook) -> list[Step]:
    """What the claim alone shows to be a slip: a line that stands twice or lies inside another, a modifier its code
    never takes, units that no record can bear out. Empty for a finding that only the record could settle.
    """
    if finding.line is None or kind not in _BY_KIND:
        return []
    return _BY_KIND[kind](claim, finding.line, parameters, rulebook)


def _take_off(claim: Claim, number: int, parameters: Any, rulebook: Rulebook) -> list[Step]:
    del parameters, rulebook
    code = claim.lines[number - 1].code
    return [Step(action="remove_line", line=number, was=code, says=f"take line {number} ({code}) off")]


def _column_2_off(claim: Claim, number: int, parameters: Any, rulebook: Rulebook) -> list[Step]:
    """The denied line of a pair; none where both are codes of one session, for then the count of muscles decides."""
    codes = {line.code for line in claim.lines} & set(session_codes())
    between_sessions = len(codes) > 1 and claim.lines[number - 1].code in codes
    return [] if between_sessions else _take_off(claim, number, parameters, rulebook)


def _drug_off(claim: Claim, number: int, parameters: Any, rulebook: Rulebook) -> list[Step]:
    is_drug = rulebook.tables.drugs.get(claim.lines[number - 1].code) is not None
    return _take_off(claim, number, parameters, rulebook) if is_drug else []


def _modifier_off(claim: Claim, number: int, parameters: Any, rulebook: Rulebook) -> list[Step]:
    del rulebook
    return [
        Step(
            action="remove_modifier",
            line=number,
            was=modifier,
            says=f"take {modifier} off line {number}",
        )
        for modifier in claim.lines[number - 1].modifiers
        if modifier.upper() in parameters.modifiers
    ]


def _units_down(claim: Claim, number: int, parameters: Any, rulebook: Rulebook) -> list[Step]:
    line = claim.lines[number - 1]
    day = line.date_of_service or claim.date_of_service
    limit = rulebook.tables.units.limit(line.code, day, parameters.setting)
    if limit.mai != BY_RULE or limit.high is None or rulebook.tables.drugs.get(line.code) is not None:
        return []
    steps = []
    for other, same in enumerate(claim.lines, start=1):
        if same.code != line.code:
            continue
        if same.units > limit.high:
            noun = "unit" if limit.high == 1 else "units"
            says = f"bill {limit.high} {noun} on line {other}: no more can be given in a day"
            steps.append(Step(action="set_units", line=other, was=f"{same.units}", becomes=f"{limit.high}", says=says))
        if other != number:
            steps.extend(_take_off(claim, number, parameters, rulebook))
    return steps


_BY_KIND: dict[str, Callable[[Claim, int, Any, Rulebook], list[Step]]] = {
    "code_not_covered": _take_off,
    "duplicate_line": _take_off,
    "modifier_not_allowed": _modifier_off,
    "pair_not_allowed": _column_2_off,
    "place_not_allowed": _drug_off,
    "units_over_limit": _units_down,
}
