"""From the facts of one note to the codes it supports: every step of coding, in order, on one page."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal

from tautband.coding.basis import Basis, Draft, Sheet
from tautband.coding.diagnoses import EARLIER_SET_ASKED, CodedDiagnosis, diagnoses, for_service
from tautband.coding.drugs import DRUG, dose_units, drug_lines
from tautband.coding.guidance import guidance_lines
from tautband.coding.injectates import as_performed
from tautband.coding.needs import Needs, RulebookLike
from tautband.coding.pairs import settle_pairs
from tautband.coding.payer_modifiers import add_payer_modifiers
from tautband.coding.postoperative import settle_global_period
from tautband.coding.refusals import refusals
from tautband.coding.services import GUIDANCE, service_lines
from tautband.coding.trigger_points import TriggerPoints, all_codes, trigger_points
from tautband.coding.visit_judgement import judge_visit
from tautband.coding.visits import VISIT, problem_codes, refuse_visit, visit_line
from tautband.model.coding import CodedLine, Coding, VisitJudgement
from tautband.model.encounter import Encounter
from tautband.rulebook.code_tables import CodeTables

ON_HOLD = ("draft", "unsigned")
BESIDE = frozenset({DRUG, *GUIDANCE})
"""Kinds of line that follow a procedure and are none."""


def code(encounter: Encounter, rulebook: RulebookLike) -> Coding:
    """The codes one note supports on its date of service, each with the rule and the words behind it.

    Never above what the note supports: what it leaves open becomes a query, and `lines` hold what stands as it is. A
    draft or unsigned note is on hold: nothing is billed from it. Coverage is the edits' question, with one exception:
    imaging guidance that the payer's policy does not cover is left off. Deterministic; the order of injections in the
    note changes no code. Facts without a date of service give the trigger point code alone.
    """
    noted = Basis(encounter, Needs(rulebook), CodeTables.open())
    basis = replace(noted, encounter=as_performed(noted))
    sheet = Sheet()
    found = trigger_points(basis, sheet)
    if found.line:
        sheet.lines.append(found.line)
    if basis.day is None:
        if found.line or _tells_of_care(encounter):
            sheet.ask("On which date was the service given?", "The date decides codes, diagnoses and drugs.")
        return _coding(basis, sheet, found, [], judge_visit(basis, sheet, None))
    sheet.lines += service_lines(basis, sheet)
    sheet.lines += guidance_lines(basis, sheet)
    visit = visit_line(basis, sheet)
    sheet.lines += drug_lines(basis, sheet)
    if visit:
        sheet.lines.insert(0, visit)
    coded = diagnoses(basis, sheet)
    _point(basis, sheet, coded)
    settle_pairs(basis, sheet)
    add_payer_modifiers(basis, sheet)
    settle_global_period(basis, sheet)
    refuse_visit(basis, sheet, visit)
    refusals(basis, sheet, found)
    return _coding(basis, sheet, found, coded, judge_visit(basis, sheet, visit))


def _tells_of_care(encounter: Encounter) -> bool:
    """Whether anything in the text could be billed once its date is known: of a shopping list nothing is asked."""
    told = (encounter.injections, encounter.regions, encounter.services, encounter.agents, encounter.diagnoses)
    return any(told) or bool(encounter.stated_codes or encounter.visit.stated_level or encounter.procedure_performed)


def _point(basis: Basis, sheet: Sheet, coded: list[CodedDiagnosis]) -> None:
    """Point each line to the diagnoses it treats, with their reasons. Drugs and guidance follow the procedures."""
    for line in sheet.lines:
        if line.kind == VISIT:
            line.diagnoses = problem_codes(basis, coded)
            if not line.diagnoses:
                sheet.ask(
                    "Which diagnosis code is the visit's?",
                    "The note names the problem managed, without a code that is known for it.",
                    line.evidence,
                    decides=False,
                )
        elif line.kind not in BESIDE:
            for diagnosis in for_service(coded, {line.kind, *line.treats}):
                line.diagnoses.append(diagnosis.code)
                line.why.extend(diagnosis.reasons)
    procedures = [line for line in sheet.lines if line.kind != VISIT and line.kind not in BESIDE]
    for line in sheet.lines:
        if line.kind in BESIDE:
            served = [p for p in procedures if not line.treats or {p.kind, *p.treats} & set(line.treats)]
            line.diagnoses = list(dict.fromkeys(d for p in served for d in p.diagnoses))
    if procedures and not any(line.diagnoses for line in procedures) and not _asked_already(sheet):
        sheet.ask(
            "Which diagnosis was treated?",
            "The note states none for the procedure, and none is inferred.",
            decides=False,
        )


def _asked_already(sheet: Sheet) -> bool:
    return any(query.asks == EARLIER_SET_ASKED for query in sheet.queries)


def _coding(
    basis: Basis,
    sheet: Sheet,
    found: TriggerPoints,
    coded: list[CodedDiagnosis],
    visit: VisitJudgement | None = None,
) -> Coding:
    if basis.encounter.note_status in ON_HOLD:
        _hold(basis, sheet)
    first = tuple(all_codes(basis))
    sheet.refused.sort(key=lambda refusal: not refusal.code.startswith(first))
    codes = [d.code for d in coded] + [d for line in sheet.lines for d in line.diagnoses]
    return Coding(
        status=_status(basis, sheet),
        muscle_count=found.muscle_count,
        lines=tuple(_coded_line(line) for line in sheet.lines),
        queries=tuple(sheet.queries),
        refused=tuple(sheet.refused),
        conventions=tuple(sheet.conventions),
        diagnoses=tuple(dict.fromkeys(codes)),
        visit=visit,
    )


def _status(basis: Basis, sheet: Sheet) -> Literal["coded", "query", "nothing_to_bill", "hold"]:
    if basis.encounter.note_status in ON_HOLD:
        return "hold"
    if sheet.open_question:
        return "query"
    return "coded" if sheet.lines else "nothing_to_bill"


def _hold(basis: Basis, sheet: Sheet) -> None:
    evidence = basis.encounter.evidence.get("note_status", ())
    for line in sheet.lines:
        because = "not before the note is final and signed"
        sheet.refuse(basis.tables.refusal("draft", line.code, because, evidence, dose_units(line)))
    sheet.lines.clear()
    sheet.ask("Is the note final, and will its author sign it?", "The note calls itself a draft or unsigned.", evidence)


def _coded_line(line: Draft) -> CodedLine:
    return CodedLine(
        code=line.code,
        modifiers=tuple(line.modifiers),
        units=Decimal(line.units),
        diagnoses=tuple(dict.fromkeys(line.diagnoses)),
        why=tuple(line.why),
    )
