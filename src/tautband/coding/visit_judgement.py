"""Whether a visit stands beside the procedures, told with the words for it and against it, level and all."""

from __future__ import annotations

from typing import Literal

from tautband.coding.basis import Basis, Draft, Sheet
from tautband.coding.decision_making import LEVELS, Level, elements, level_reached
from tautband.coding.visits import decision_is_inside, in_doubt, managed_apart
from tautband.model.coding import Reason, VisitJudgement
from tautband.model.encounter import OtherProblem

StatedIs = Literal["as_shown", "higher_than_shown", "lower_than_shown", "not_shown", "not_compared"]


def judge_visit(basis: Basis, sheet: Sheet, visit: Draft | None) -> VisitJudgement | None:
    """The visit of the encounter judged; None where the note says nothing of a visit and names no other problem.

    `visit` is the line that was drafted for it. The words of a problem only mentioned speak against: a list of
    diagnoses is no work.
    """
    facts = basis.encounter.visit
    if visit is None and not (facts.other_problems or _tempting(basis)):
        return None
    procedure = any(line is not visit for line in sheet.lines) or basis.encounter.procedure_performed is None
    procedure = procedure or bool(facts.beside_injection)
    managed = managed_apart(basis, procedure=procedure)
    doubted = [] if managed else in_doubt(basis, procedure=procedure)
    for problem in doubted:
        sheet.ask(*_question(problem), problem.evidence, decides=False)
    shown = elements(managed) if managed else ()
    level = level_reached(shown) if shown else None
    return VisitJudgement(
        answer="supported" if managed else "contested" if doubted else _without_a_visit(basis, procedure),
        code=visit.code if visit else None,
        level=level,
        elements=shown,
        speaks_for=tuple(_for(basis, problem) for problem in managed or doubted),
        speaks_against=tuple(_against(basis, managed, procedure)),
        stated=facts.stated_level,
        stated_is=_compared(basis, facts.stated_level, level),
    )


def _tempting(basis: Basis) -> bool:
    """Whether the note says something that tempts to bill a visit, or to bill none."""
    facts = basis.encounter.visit
    return bool(facts.new_patient or facts.scheduled_for_injection or facts.decision_made_today or facts.stated_level)


def _without_a_visit(basis: Basis, procedure: bool) -> Literal["not_supported", "contested"]:
    """No other problem was managed: a decision to inject is inside the procedure, or this payer's rule is not known."""
    facts = basis.encounter.visit
    decided = facts.decision_made_today or facts.new_patient
    if procedure and decided and not facts.scheduled_for_injection and not decision_is_inside(basis):
        return "contested"
    return "not_supported"


DOUBTS = {
    "same_pain": "may be the injected pain under another name",
    "injected_pain": "was worked up as a cause of the injected pain",
    "little_work": "what was done for it is too little to tell",
}


def _question(problem: OtherProblem) -> tuple[str, str]:
    """What a coder should ask the author of the note about a problem in doubt, and why."""
    assert problem.doubt is not None
    name = _name(problem)
    if problem.doubt in ("same_pain", "injected_pain"):
        return (
            f"Is {name} another problem than the one injected, with findings of its own?",
            f"{name} {DOUBTS[problem.doubt]}.",
        )
    return f"What was evaluated and decided for {name} that day?", f"For {name}, {DOUBTS[problem.doubt]}."


def _for(basis: Basis, problem: OtherProblem) -> Reason:
    course = f", {problem.course}" if problem.course else ""
    says = f"{_name(problem)}{course}: managed that day"
    if problem.doubt is not None:
        says = f"{_name(problem)}{course}: some work that day"
    return basis.tables.reason("visit_separate", says, problem.evidence)


def _against(basis: Basis, managed: list[OtherProblem], procedure: bool) -> list[Reason]:
    facts, evidence = basis.encounter.visit, basis.encounter.evidence.get("visit", ())
    found = [
        basis.tables.reason("visit_separate", _short_of(problem), problem.evidence)
        for problem in facts.other_problems
        if problem.status != "managed"
    ]
    if procedure and facts.scheduled_for_injection:
        found.append(basis.tables.reason("visit_booked", "the visit was booked for the injection", evidence))
    elif procedure and facts.decision_made_today and not managed:
        says = "what the note shows is the decision to inject"
        inside = "inside the procedure" if decision_is_inside(basis) else "and this payer's rule on it is not known"
        found.append(basis.tables.reason("visit_decision", f"{says}, {inside}", evidence))
    if procedure and facts.new_patient and not managed:
        found.append(basis.tables.reason("visit_decision", "being new is by itself no separate visit", evidence))
    return found


def _short_of(problem: OtherProblem) -> str:
    name = _name(problem)
    return f"{name}: {DOUBTS[problem.doubt]}" if problem.doubt else f"{name} is named, nothing was done for it"


def _compared(basis: Basis, stated: str | None, level: Level | None) -> StatedIs | None:
    """How a stated visit code compares with the level shown."""
    if stated is None:
        return None
    row = next((row for row in basis.tables["visit_codes"] if row["code"] == stated[:5]), None)
    if level is None:
        return "not_shown"
    if row is None or (row["valid_from"] and basis.iso < row["valid_from"]):
        return "not_compared"
    difference = LEVELS.index(row["level"]) - LEVELS.index(level)
    return "as_shown" if difference == 0 else "higher_than_shown" if difference > 0 else "lower_than_shown"


def _name(problem: OtherProblem) -> str:
    return problem.concept.replace("_", " ")
