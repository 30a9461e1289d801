"""Is imaging guidance a service of its own in this note?"""

from __future__ import annotations

from tautband.coding.basis import Basis, Draft, Sheet
from tautband.coding.services import EMG_GUIDANCE, GUIDANCE
from tautband.model.encounter import OtherService
from tautband.model.evidence import Evidence
from tautband.rulebook.code_tables import Row, in_force

IMAGING = {"ultrasound": "ultrasound_guidance", "fluoroscopy": "fluoroscopic_guidance"}


def guidance_lines(basis: Basis, sheet: Sheet) -> list[Draft]:
    """At most one line of each kind of guidance, where image and report are in the note and no billed code holds it."""
    lines = []
    for kind in GUIDANCE:
        if kind == EMG_GUIDANCE:
            lines += _electromyography(basis, sheet)
            continue
        found = [s for s in basis.services if s.kind == kind]
        guided = [s for s in basis.services if s.guided and IMAGING.get(s.guided) == kind]
        if (found or guided) and (line := _line(basis, sheet, kind, found, guided)):
            lines.append(line)
    return lines


def _line(basis: Basis, sheet: Sheet, kind: str, found: list[OtherService], guided: list[OtherService]) -> Draft | None:
    row = _row(basis, kind)
    if row is None:
        return None
    code, tables = row["code"], basis.tables
    evidence = tuple(e for s in found + guided for e in s.evidence)
    if not sheet.lines:
        return None
    if all(line.guidance_inside for line in sheet.lines):
        because = "imaging is inside the code of the guided service"
        sheet.refuse(tables.refusal("guidance_inside", code, because, evidence))
        return None
    shown = [s for s in found + guided if s.image_saved and s.report]
    if not shown:
        sheet.refuse(tables.refusal("guidance", code, "the note shows no stored image with a report", evidence))
        return None
    edit = basis.needs.not_covered(code, [line.code for line in sheet.lines], basis.encounter)
    if edit:
        because = f"the payer does not cover imaging guidance for this injection ({edit})"
        sheet.refuse(tables.refusal("guidance_not_covered", code, because, evidence))
        return None
    return _supported(basis, row, kind, evidence)


def _electromyography(basis: Basis, sheet: Sheet) -> list[Draft]:
    """The electromyography that guided a toxin, beside the toxin's own line: it needs no picture."""
    told = [s for s in basis.services if s.kind == EMG_GUIDANCE and s.status == "performed"]
    row = _row(basis, EMG_GUIDANCE)
    if not told or row is None or not any(line.kind == TOXIN for line in sheet.lines):
        return []
    line = Draft(row["code"], EMG_GUIDANCE, evidence=tuple(e for s in told for e in s.evidence))
    line.treats = (TOXIN,)
    line.why.append(basis.tables.reason("emg_guidance", "electromyography guided the toxin", line.evidence))
    return [line]


TOXIN = "botulinum"


def _supported(basis: Basis, row: Row, kind: str, evidence: tuple[Evidence, ...]) -> Draft:
    line = Draft(row["code"], kind, evidence=evidence)
    line.why.append(basis.tables.reason("guidance", "guidance with a stored image and a report", evidence))
    if basis.in_facility:
        line.modifiers.append(basis.tables.named("professional_component"))
    return line


def _row(basis: Basis, kind: str) -> Row | None:
    rows = [r for r in basis.tables["service_codes"] if r["kind"] == kind and in_force(r, basis.iso)]
    return rows[0] if rows else None
