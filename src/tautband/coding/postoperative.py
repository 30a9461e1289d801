"""Does the encounter fall inside the global period of an operation by the same surgeon?"""

from __future__ import annotations

from tautband.coding.basis import Basis, Draft, Sheet
from tautband.coding.drugs import dose_units
from tautband.coding.visits import VISIT, refuse_situation
from tautband.coding.wording import words_match
from tautband.model.encounter import Postoperative

DAYS_A_WEEK = 7


def inside_global_period(basis: Basis) -> bool | None:
    """Whether related work of the same surgeon falls inside the global period; None where the note does not settle it.

    Another physician's operation never bundles this one's work, and None is also the answer for an operation whose
    global days are not in the table.
    """
    after = basis.encounter.postoperative
    if after is None or after.same_surgeon is False or after.related is False:
        return False
    days = global_days(basis, after)
    if days is None or after.weeks_since is None or after.same_surgeon is None:
        outside = after.weeks_since is not None and after.weeks_since * DAYS_A_WEEK > (90 if days is None else days)
        return False if outside else None
    return after.weeks_since * DAYS_A_WEEK <= days


def settle_global_period(basis: Basis, sheet: Sheet) -> None:
    """Replace bundled lines by the post-operative visit, mark unrelated work, or ask."""
    after = basis.encounter.postoperative
    if after is None or not sheet.lines:
        return
    inside = inside_global_period(basis)
    if inside:
        _bundle(basis, sheet, after)
    elif inside is None and after.same_surgeon:
        sheet.ask(
            "Does this treatment belong to the care after the operation?",
            "The note follows an operation of the same surgeon and does not settle its global period.",
            after.evidence,
        )
    elif inside is None:
        sheet.convention("the operation taken as another practice's, outside whose global period this work lies")
    elif after.same_surgeon and after.related is False:
        modifier = basis.tables.named("unrelated_in_global")
        for line in sheet.lines:
            if line.kind not in (VISIT, "drug"):
                line.modifiers.insert(0, modifier)
                says = "unrelated to the operation of the same surgeon"
                line.why.append(basis.tables.reason("global", says, after.evidence))


def global_days(basis: Basis, after: Postoperative) -> int | None:
    """The global days of the operation as the note names it; None where the table has no such operation."""
    operation = after.operation.lower().replace("_", " ")
    rows = [row for row in basis.tables["operation_globals"] if words_match(row["phrase"], operation)]
    return max((int(row["global_days"]) for row in rows), default=None)


def _bundle(basis: Basis, sheet: Sheet, after: Postoperative) -> None:
    says = f"inside the global period of the operation ({after.operation})"
    for line in sheet.lines:
        if line.kind != VISIT:
            sheet.refuse(basis.tables.refusal("global", line.code, says, after.evidence, dose_units(line)))
    diagnoses = list(dict.fromkeys(d for line in sheet.lines for d in line.diagnoses))
    visit = Draft(basis.tables.named("postoperative_visit"), VISIT, diagnoses=diagnoses, evidence=after.evidence)
    visit.why.append(basis.tables.reason("global", f"a visit without charge, {says}", after.evidence))
    sheet.lines[:] = [visit]
    refuse_situation(basis, sheet, "in a global period", after.evidence)
