"""The codes that someone might bill from this note, and why it does not support them."""

from __future__ import annotations

from tautband.coding.basis import TRIGGER_POINT, Basis, Sheet
from tautband.coding.services import GUIDANCE
from tautband.coding.trigger_points import TriggerPoints, all_codes
from tautband.coding.visits import refuse_situation
from tautband.coding.wording import muscle_list, plural
from tautband.model.encounter import OtherService, Status
from tautband.model.evidence import Evidence

_NOT_DONE: dict[Status, str] = {
    "planned": "the injection is planned, not done",
    "offered": "the injection was offered, not done",
    "declined": "the patient declined the injection",
    "deferred": "the injection was put off",
    "denied": "the note says that nothing was injected",
    "historical": "the injection belongs to an earlier encounter",
    "not_performed": "the note says that the muscle was not injected",
}


def refusals(basis: Basis, sheet: Sheet, found: TriggerPoints) -> None:
    """Put on `sheet` what is refused: the other trigger point code, sides, second units, and the codes nearby."""
    line = next((line for line in sheet.lines if line.kind == TRIGGER_POINT), None)
    if line is None:
        _refuse_trigger_points(basis, sheet)
    else:
        _refuse_other_counts(basis, sheet, found, line.code)
        _refuse_forms(basis, sheet, found, line.code)
        _refuse_neighbours(basis, sheet, found)
    _refuse_stated(basis, sheet)


def _refuse_trigger_points(basis: Basis, sheet: Sheet) -> None:
    encounter = basis.encounter
    rule, because, evidence = "not_performed", "", encounter.performed_evidence
    others = [s for s in basis.services if s.kind not in GUIDANCE]
    if encounter.dry_needle_only:
        rule, because = "dry_needling", "needles without fluid are no injection"
    elif sheet.open_question:
        because = "the note does not show into which muscles an injection was given"
    elif others:
        rule, because, evidence = _other_service(basis, others[0])
    else:
        undone = [i for i in encounter.injections if i.status in _NOT_DONE]
        if undone:
            because, evidence = _NOT_DONE[undone[0].status], evidence or undone[0].evidence
        elif encounter.stated_codes or encounter.performed_evidence:
            because = "the note shows no trigger point injection"
    for region in encounter.regions:
        if region.status == "performed":
            refuse_situation(basis, sheet, f"region {region.name}", region.evidence)
    if because:
        for code in all_codes(basis):
            sheet.refuse(basis.tables.refusal(rule, code, because, evidence))


def _other_service(basis: Basis, service: OtherService) -> tuple[str, str, tuple[Evidence, ...]]:
    rules = {row["kind"]: row["rule"] for row in basis.tables["service_rules"]}
    name = service.kind.replace("_", " ")
    return rules.get(service.kind, "performed"), f"{name} was done, not a trigger point injection", service.evidence


def _refuse_other_counts(basis: Basis, sheet: Sheet, found: TriggerPoints, billed: str) -> None:
    names = muscle_list(found.count.named + found.count.groups)
    codes = all_codes(basis)
    for code in codes:
        if code == billed:
            continue
        higher = codes.index(code) > codes.index(billed)
        printed = tuple(e for stated in basis.encounter.stated_codes if stated.code == code for e in stated.evidence)
        muscles = plural(max(found.count.total, 1), "muscle")
        if higher:
            because, rule = f"the record supports {muscles} as it stands ({names})", "count_muscles"
        else:
            because, rule = f"one code for all muscles: {billed}, never both", "never_both"
            if printed:
                because = f"the record supports {muscles} ({names}): {billed}, never both"
        if printed:
            because = f"the note prints {code}, but {because}"
        sheet.refuse(basis.tables.refusal(rule, code, because, (*printed, *found.count.evidence)))


def _refuse_forms(basis: Basis, sheet: Sheet, found: TriggerPoints, billed: str) -> None:
    """Sides and second units, where the note could tempt to them."""
    tables, count = basis.tables, found.count
    modifiers = {m for line in sheet.lines if line.code == billed for m in line.modifiers}
    if count.unsided < len(count.named):
        for name in ("both_sides", "left", "right"):
            if (modifier := tables.named(name)) not in modifiers:
                because = "both sides are inside the count of muscles; the code takes no side modifier"
                sheet.refuse(tables.refusal("no_side_modifier", f"{billed}-{modifier}", because, count.evidence))
    if len(count.named) + len(count.groups) > 1 or (count.sticks or 0) > 1:
        for name in ("separate_site", "separate_structure"):
            if (modifier := tables.named(name)) not in modifiers:
                because = "no second line: every muscle of the day is inside one unit of one code"
                sheet.refuse(tables.refusal("one_unit", f"{billed}-{modifier}", because, count.evidence))
        because = "muscles and needle sticks add no unit"
        sheet.refuse(tables.refusal("one_unit", f"{billed} x2", because, count.evidence))


def _refuse_neighbours(basis: Basis, sheet: Sheet, found: TriggerPoints) -> None:
    for muscle in dict.fromkeys(muscle for muscle, _ in found.count.named):
        entry = basis.needs.muscle(muscle)
        refuse_situation(basis, sheet, f"{muscle} injected", found.count.evidence)
        if entry:
            refuse_situation(basis, sheet, f"muscle of {entry.group} injected", found.count.evidence)
    classes = {agent.drug_class for a in basis.encounter.agents if (agent := basis.needs.agent(a.drug))}
    paid = {row["drug_class"] for row in basis.tables["drug_classes"] if row["separately_paid"] == "1"}
    if classes & paid:
        refuse_situation(basis, sheet, "drug given beside the anesthetic", found.count.evidence)


def _refuse_stated(basis: Basis, sheet: Sheet) -> None:
    """A code that the note prints but its words do not support."""
    billed = {line.code for line in sheet.lines}
    for stated in basis.encounter.stated_codes:
        text = "-".join((stated.code, *stated.modifiers))
        if stated.code not in billed:
            because = "the note prints the code; its words do not support it"
            sheet.refuse(basis.tables.refusal("stated_code", text, because, stated.evidence))
