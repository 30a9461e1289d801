"""Is there a visit beside the procedure, and of what level?

A visit on the day of an injection stands only for another problem that was managed, in the note's own words. Its level
follows two of the three elements of medical decision making that the facts show (`decision_making.py`).
"""

from __future__ import annotations

from tautband.coding.basis import TRIGGER_POINT, Basis, Draft, Sheet
from tautband.coding.decision_making import elements, level_reached
from tautband.coding.diagnoses import CodedDiagnosis, mapped_code
from tautband.model.coding import VisitElement
from tautband.model.encounter import OtherProblem
from tautband.model.evidence import Evidence
from tautband.rulebook.code_tables import Row, in_force, listed

VISIT = "visit"
OFFICE = "office"
"""The setting of the visit codes where a note tells no place."""


def visit_line(basis: Basis, sheet: Sheet) -> Draft | None:
    """The visit of the encounter, with modifier 25 beside a procedure; None where nothing apart from it was managed."""
    procedure = bool(sheet.lines)
    problems = managed_apart(basis, procedure=procedure)
    if not problems:
        return None
    shown = elements(problems)
    level = level_reached(shown)
    place = basis.encounter.place_of_service
    here = [r for r in basis.tables["visit_codes"] if _in_setting(r, place)]
    row = next(
        (
            row
            for row in here
            if row["level"] == level
            and (row["new_patient"] == "1") == bool(basis.encounter.visit.new_patient)
            and in_force(row, basis.iso)
        ),
        None,
    )
    evidence = tuple(e for p in problems for e in p.evidence)
    if row is None:
        because = _not_derived(here, basis.iso, place)
        sheet.ask("Which level of visit was documented?", because, evidence, decides=False)
        return None
    line = Draft(row["code"], VISIT, evidence=evidence)
    line.why.append(basis.tables.reason("visit_level", _why(shown, level), evidence))
    if procedure:
        line.modifiers.append(basis.tables.named("separate_visit"))
        names = ", ".join(p.concept.replace("_", " ") for p in problems)
        line.why.append(basis.tables.reason("visit_separate", f"managed apart from the injection: {names}", evidence))
    if basis.encounter.visit.new_patient is None:
        sheet.convention("a patient not said to be new taken as established")
    return line


def _not_derived(here: list[Row], day: str, place: str | None) -> str:
    """Why no code is given for the level at a place on a day."""
    if not here:
        return f"No family of visit codes is derived here for place of service {place}."
    if any(in_force(row, day) for row in here):
        return "Whether it was the first visit at this place is not derived here."
    first = min(row["valid_from"] for row in here)[:4]
    return f"The rules for levels in force before {first} are not derived here."


def _in_setting(row: Row, place: str | None) -> bool:
    """Whether a row of the visit codes is of the setting of a place; a note that tells no place is taken as office."""
    return place in listed(row["places"]) if place else row["setting"] == OFFICE


def managed_apart(basis: Basis, *, procedure: bool) -> list[OtherProblem]:
    """The problems managed that day; beside a procedure without the one that it treats."""
    managed = [p for p in basis.encounter.visit.other_problems if p.status == "managed"]
    return [p for p in managed if not (procedure and _is_the_injected_problem(basis, p))]


def in_doubt(basis: Basis, *, procedure: bool) -> list[OtherProblem]:
    """The problems that may have been managed that day: a person decides. A cause of the injected pain that was looked
    for and not found is part of the decision to inject.
    """
    inside = procedure and decision_is_inside(basis)
    doubted = [p for p in basis.encounter.visit.other_problems if p.doubt is not None and p.status != "managed"]
    doubted = [p for p in doubted if not (inside and p.doubt == "injected_pain")]
    return [p for p in doubted if not (procedure and _is_the_injected_problem(basis, p))]


def problem_codes(basis: Basis, coded: list[CodedDiagnosis]) -> list[str]:
    """The diagnosis codes of the problems managed at the visit, in the order of the note."""
    managed = [p for p in basis.encounter.visit.other_problems if p.status == "managed"]
    sides: dict[str, set[str]] = {}
    for problem in managed:
        sides.setdefault(problem.concept, set()).add(problem.side)
    codes: list[str] = []
    for problem in managed:
        side = "bilateral" if {"left", "right"} <= sides[problem.concept] else problem.side
        said = {(e.start, e.end) for e in problem.evidence}
        held = f"_{problem.concept}_"
        exact = [d.code for d in coded if d.concept != problem.concept and held in f"_{d.concept}_"]
        stated = [d.code for d in coded if d.concept == problem.concept or said & _spans(d)] or exact
        mapped = mapped_code(basis, problem.concept, None, side)
        codes += stated or ([mapped] if mapped else [])
    return list(dict.fromkeys(codes))


def _spans(diagnosis: CodedDiagnosis) -> set[tuple[int, int]]:
    """The places of the words that a diagnosis was coded from."""
    return {(e.start, e.end) for reason in diagnosis.reasons for e in reason.evidence}


def refuse_visit(basis: Basis, sheet: Sheet, visit: Draft | None) -> None:
    """Name the visit codes that the note does not support beside a procedure, and why."""
    facts = basis.encounter.visit
    if visit is not None or not any(line.kind != VISIT for line in sheet.lines):
        return
    evidence = basis.encounter.evidence.get("visit", ())
    if facts.scheduled_for_injection:
        situation = "booked for the injection"
    elif facts.new_patient:
        situation = "new patient, no separate visit"
    elif facts.decision_made_today or facts.stated_level:
        situation = "established patient, no separate visit"
    else:
        return
    if situation != "booked for the injection" and not decision_is_inside(basis):
        sheet.convention("a visit that only decides on the injection left off; this payer's rule is not known")
    refuse_situation(basis, sheet, situation, evidence)


def refuse_situation(basis: Basis, sheet: Sheet, situation: str, evidence: tuple[Evidence, ...] = ()) -> None:
    """Refuse the codes that a situation tempts to bill, except those on a line."""
    billed = {line.code for line in sheet.lines}
    for row in basis.tables["tempting_codes"]:
        if row["situation"] == situation and row["code"] not in billed:
            sheet.refuse(basis.tables.refusal(row["rule"], row["code"], row["because"], evidence))


def decision_is_inside(basis: Basis) -> bool:
    """Payers bound by the pair edits, and those whose setting says so, hold the decision inside the procedure.

    For others it is open.
    """
    payer = basis.payer
    return payer is not None and (payer.bound_by_ncci is True or bool(basis.settings("decision_to_inject")))


def _is_the_injected_problem(basis: Basis, problem: OtherProblem) -> bool:
    """The pain that was injected is no other problem: of several that a trigger point injection may treat, the one the
    table of diagnoses puts first, and what is called by its name ("torticollis, myofascial"). Whether another is the
    same pain is a doubt of its own.
    """
    treated = [(row["concept"], set(row["services"].split(";"))) for row in basis.tables["diagnosis_services"]]
    done = {s.kind for s in basis.services} | ({TRIGGER_POINT} if basis.injected else set())
    stated = {d.concept for d in basis.encounter.diagnoses if d.status == "assessed" and d.injected}
    treats = next((services for concept, services in treated if concept == problem.concept), set()) & done
    if problem.concept not in stated or not treats:
        return False
    pains = [concept for concept, services in treated if concept in stated and TRIGGER_POINT in services]
    if treats != {TRIGGER_POINT} or problem.concept == pains[0]:
        return True
    first = [d for d in basis.encounter.diagnoses if d.concept == pains[0] and d.status == "assessed"]
    named = [e for d in first for e in d.evidence]
    return any(words.start <= e.start and e.end <= words.end for words in problem.evidence for e in named)


def _why(shown: tuple[VisitElement, ...], level: str) -> str:
    problems, data, risk = (element.says for element in shown)
    return f"{problems}; {risk}; {data}: {level} decision making"
