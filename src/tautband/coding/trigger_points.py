"""Does the note support a trigger point injection, and which of its codes?"""

from __future__ import annotations

from dataclasses import dataclass

from tautband.coding.basis import TRIGGER_POINT, Basis, Draft, Sheet
from tautband.coding.counting import MuscleCount, count_muscles
from tautband.coding.needs import places_of
from tautband.coding.wording import muscle_list, plural
from tautband.model.encounter import OtherService
from tautband.rulebook.code_tables import in_force
from tautband.rulebook.counting import injected_blind, joints_as_trigger_points

SPINE = frozenset({"neck", "thoracic", "lumbar", "pelvis_hip"})


@dataclass(frozen=True)
class TriggerPoints:
    """The answer for the trigger point injection. `muscle_count` is None where the record cannot give it."""

    count: MuscleCount
    muscle_count: int | None
    line: Draft | None


def trigger_points(basis: Basis, sheet: Sheet) -> TriggerPoints:
    """Code the trigger point injection of an encounter, and put to `sheet` what must be asked.

    Never above what the record names: groups, regions, contradictions and unclear entries only raise questions.
    """
    count = count_muscles(basis)
    performed = basis.encounter.procedure_performed
    if performed is None:
        _ask_whether_performed(basis, sheet)
        return TriggerPoints(count, None, None)
    if not performed:
        return TriggerPoints(count, None, _unguided_only(basis, sheet))
    if not count.named and not count.groups:
        _ask_for_muscles(basis, sheet)
        return TriggerPoints(count, None, None)
    supported = _supported(basis, count)
    line = _line(basis, supported, count)
    settled = not _questions(basis, sheet, count, supported)
    _conventions(basis, sheet, count)
    return TriggerPoints(count, count.total if settled else None, line)


def code_for_count(basis: Basis, muscles: int) -> str | None:
    """The trigger point code of a number of muscles on the date; None where the code set has none."""
    row = basis.tables.row_by_count("trigger_point_codes", muscles, basis.iso or None)
    return row["code"] if row else None


def all_codes(basis: Basis) -> list[str]:
    """The trigger point codes, lowest count first."""
    return [row["code"] for row in basis.tables["trigger_point_codes"] if not basis.iso or in_force(row, basis.iso)]


def _supported(basis: Basis, count: MuscleCount) -> int:
    """The number of muscles the record supports as it stands.

    A group stands for at least one muscle and never lifts the code, so beside named muscles it adds nothing. Where the
    note states another number than it names, the smaller one holds.
    """
    supported = max(count.total, 1)
    stated = basis.encounter.stated_muscle_count
    if stated and any(c.about == "muscle_count" for c in basis.encounter.conflicts):
        supported = min(supported, stated)
    return supported


def _line(basis: Basis, muscles: int, count: MuscleCount) -> Draft | None:
    code = code_for_count(basis, muscles)
    if code is None:
        return None
    tables, words = basis.tables, basis.encounter.performed_evidence
    line = Draft(code, TRIGGER_POINT, evidence=count.evidence)
    names = muscle_list(count.named + count.groups)
    line.why.append(
        tables.reason("count_muscles", f"{plural(muscles, 'muscle')} supported ({names}): {code}", count.evidence)
    )
    printed = next((s for s in basis.encounter.stated_codes if s.code != code and s.code in all_codes(basis)), None)
    if printed:
        says = f"the note prints {printed.code}; the muscles it shows injected decide, and they support {code}"
        line.why.append(tables.reason("stated_code", says, (*printed.evidence, *count.evidence)))
    line.why.append(tables.reason("performed", "the injection was done at this encounter", words or count.evidence))
    line.why.append(tables.reason("one_unit", "one unit, however many muscles and needle sticks"))
    if count.parts:
        line.why.append(tables.reason("parts", "parts of a muscle were counted as their one muscle", count.evidence))
    if count.unsided < count.total:
        says = "right and left of one muscle counted as two muscles"
        line.why.append(tables.reason("both_sides", says, count.evidence))
    if muscles < count.total:
        says = f"the note also names {plural(count.total, 'muscle')}: the smaller number is held"
        line.why.append(tables.reason("conflict", says, count.evidence))
    if count.groups:
        line.why.append(tables.reason("group", f"{muscle_list(count.groups)}: a group, at least one muscle a side"))
    for muscle, side in count.named + count.groups:
        sites = basis.needs.muscle(muscle)
        line.spots.append((side, places_of(sites) if sites else frozenset()))
    _add_unguided(basis, line, _unguided(basis))
    return line


def _questions(basis: Basis, sheet: Sheet, count: MuscleCount, supported: int) -> bool:
    """Ask what could make another code; True when a question was put."""
    encounter, asked = basis.encounter, False
    code = code_for_count(basis, supported)

    def differs(muscles: int | None) -> bool:
        return muscles is None or code_for_count(basis, muscles) != code

    could_rise = code is not None and code != all_codes(basis)[-1]
    if could_rise and (count.groups or differs(count.most)):
        sheet.ask(
            "Which muscles were injected, each by its own name and side?",
            f"The note names {muscle_list(count.groups)} without the single muscles."
            if count.groups
            else "The note does not settle every muscle that was injected.",
            count.evidence,
        )
        asked = True
    for conflict in encounter.conflicts:
        if conflict.about == "muscle_count":
            stated = encounter.stated_muscle_count
            if stated is not None and not differs(stated) and not differs(count.total):
                continue
        elif conflict.about == "volume":
            continue
        sheet.ask(_ASKS[conflict.about], conflict.says, conflict.evidence)
        asked = True
    return asked


_ASKS = {
    "muscle_count": "How many muscles were injected, and which?",
    "side": "Which side was injected?",
    "performed": "Was an injection given at this encounter, and into which muscles?",
    "procedure": "Which procedure was done?",
    "date": "On which date was the service given?",
}


def _ask_whether_performed(basis: Basis, sheet: Sheet) -> None:
    encounter = basis.encounter
    touched = [i for i in encounter.injections if i.status in ("performed", "unclear")]
    regions = [r for r in encounter.regions if r.status in ("performed", "unclear")]
    disputed = any(c.about in ("performed", "procedure") for c in encounter.conflicts)
    if touched or regions or disputed or encounter.performed_evidence:
        evidence = encounter.performed_evidence or tuple(e for i in touched for e in i.evidence)
        told = next((c.says for c in encounter.conflicts if c.about == "performed"), None)
        because = f"{told[:1].upper()}{told[1:]}." if told else "The note does not show whether the injection was done."
        sheet.ask(_ASKS["performed"], because, evidence)


def _ask_for_muscles(basis: Basis, sheet: Sheet) -> None:
    regions = [r for r in basis.encounter.regions if r.status == "performed"]
    evidence = tuple(e for r in regions for e in r.evidence) or basis.encounter.performed_evidence
    named = ", ".join(dict.fromkeys(r.name.replace("_", " ") for r in regions))
    because = f"The note names a region only ({named})." if named else "The note names no muscle."
    sheet.ask("Into which muscles was the injection given, each by its name and side?", because, evidence)


def _conventions(basis: Basis, sheet: Sheet, count: MuscleCount) -> None:
    if count.unsided < len(count.named) and count.total < len(count.named):
        sheet.convention("right and left of one muscle counted once, as this payer asks", flips_code=True)
    elif count.unsided < count.total:
        flips = code_for_count(basis, max(count.unsided, 1)) != code_for_count(basis, count.total)
        sheet.convention("right and left of one muscle counted as two muscles", flips_code=flips)
    if any(side == "unspecified" for _, side in count.named):
        sheet.convention("a muscle without a stated side counted once")


def _unguided(basis: Basis) -> list[OtherService]:
    """Joints of the spine injected without imaging, which CPT counts among the trigger points (R36)."""
    return [s for s in basis.services if injected_blind(s)]


def _unguided_only(basis: Basis, sheet: Sheet) -> Draft | None:
    """The trigger point code of sacroiliac or facet joints injected without imaging, by their count."""
    joints = _unguided(basis)
    if not joints or (code := code_for_count(basis, joints_as_trigger_points(joints))) is None:
        return None
    line = Draft(code, TRIGGER_POINT)
    line.spots = [(joint.side, SPINE) for joint in joints]
    _add_unguided(basis, line, joints)
    sheet.convention("a joint of the spine injected without imaging coded as trigger points, by count")
    return line


def _add_unguided(basis: Basis, line: Draft, joints: list[OtherService]) -> None:
    for joint in joints:
        rule = next(row["rule"] for row in basis.tables["service_rules"] if row["kind"] == joint.kind)
        says = f"a joint of the spine injected without imaging: {line.code}"
        line.why.append(basis.tables.reason(rule, says, joint.evidence))
        line.treats += (joint.kind,)
        line.evidence += joint.evidence
