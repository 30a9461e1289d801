"""The look-ups once more, as plain scans of the CSV rows: slow, obvious, and sharing no code with the compiled form."""

from __future__ import annotations

from datetime import date, timedelta

from tautband.rulebook.tables.codes import CodeStatus
from tautband.rulebook.tables.diagnoses import DiagnosisStatus
from tautband.rulebook.tables.excludes import FAMILIES, ExcludesState
from tautband.rulebook.tables.pairs import PairState
from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.units import NO_LIMIT, UnitBasis

FIRST_READ, LAST_READ = "2024-07-01", "2024-09-30"
MUE_READ = {
    "practitioner": (("2024Q3", "2024-07-01", "2024-09-30"), ("2026Q2", "2026-04-01", "2026-06-30")),
    "outpatient_hospital": (("2024Q3", "2024-07-01", "2024-09-30"),),
}


def pair(code1: str, code2: str, day: date) -> tuple[PairState, str | None, int | None]:
    """State, column 1 and indicator."""
    text = day.isoformat()
    later = text > LAST_READ
    edits = [
        row
        for row in rows("ncci_pairs")
        if {row["column1"], row["column2"]} == {code1, code2} and row["indicator"] != "9"
    ]
    live = sorted(
        (row for row in edits if not row["deleted_on"] or text <= row["deleted_on"]),
        key=lambda row: row["deleted_on"] or "9999",
    )
    if live and not (live[0]["effective_from"] and text < live[0]["effective_from"]):
        row = live[0]
        if not row["effective_from"] and text < FIRST_READ:
            state = PairState.START_UNKNOWN
        elif later and not row["deleted_on"]:
            state = PairState.IN_FORCE_CARRIED
        else:
            state = PairState.IN_FORCE
        return state, row["column1"], int(row["indicator"])
    if not edits and code1 != code2 and not _read(code1, code2, later):
        return PairState.NOT_COVERED, None, None
    return (PairState.NO_EDIT_CARRIED if later and code1 != code2 else PairState.NO_EDIT), None, None


def _read(code1: str, code2: str, later: bool) -> bool:
    scope = {row["code"]: row["scope"] for row in rows("ncci_coverage")}
    held = [scope.get(code1), scope.get(code2)]
    if "every_code" in held:
        return not later or None not in held
    return held == ["neighbourhood", "neighbourhood"]


def units(code: str, day: date, setting: str) -> tuple[int, int, UnitBasis]:
    """Lowest and highest limit, and how it is known."""
    if code not in {row["code"] for row in rows("mue_coverage")}:
        return 0, NO_LIMIT, UnitBasis.NOT_COVERED
    text = day.isoformat()
    value = {
        row["quarter"]: int(row["units"]) for row in rows("mue") if (row["code"], row["setting"]) == (code, setting)
    }
    read = [(begins, ends, value.get(quarter, NO_LIMIT)) for quarter, begins, ends in MUE_READ[setting]]
    for begins, ends, limit in read:
        if begins <= text <= ends:
            return limit, limit, UnitBasis.READ
    before = [limit for _, ends, limit in read if ends < text]
    after = [limit for begins, _, limit in read if begins > text]
    if not before:
        return after[0], after[0], UnitBasis.EARLIER
    if not after:
        return before[-1], before[-1], UnitBasis.CARRIED
    low, high = min(before[-1], after[0]), max(before[-1], after[0])
    return low, high, UnitBasis.BETWEEN if low == high else UnitBasis.CHANGED


_DIAGNOSES: dict[str, list[dict[str, str]]] = {}


def diagnosis(code: str, day: date) -> DiagnosisStatus:
    """The status of a code, dots given or not."""
    if not _DIAGNOSES:
        for row in rows("icd10cm"):
            _DIAGNOSES.setdefault(row["code"].replace(".", ""), []).append(row)
    text = day.isoformat()
    if text < "2015-10-01":
        return DiagnosisStatus.ICD9_ERA
    held = _DIAGNOSES.get(code.replace(".", "").upper(), [])
    for row in held:
        if row["valid_from"] <= text <= (row["valid_to"] or "9999"):
            return DiagnosisStatus.BILLABLE if row["billable"] == "1" else DiagnosisStatus.HEADER
    for row in held:
        if row["valid_from_earliest"] <= text <= (row["valid_to_latest"] or "9999"):
            return DiagnosisStatus.INEXACT
    if not held:
        return DiagnosisStatus.UNKNOWN
    if text < min(row["valid_from_earliest"] for row in held):
        return DiagnosisStatus.NOT_YET
    return DiagnosisStatus.ENDED


def code_status(code: str, day: date) -> tuple[CodeStatus, bool]:
    """The status of a procedure code, and whether the deciding day was inferred."""
    text = day.isoformat()
    for row in (*rows("code_validity"), *rows("hcpcs_drugs")):
        if row["code"] == code:
            if row["valid_to"] and text > row["valid_to"]:
                over = CodeStatus.DEAD if row["valid_to"] < "2015-10-01" else CodeStatus.ENDED
                return over, row["to_kind"] == "inferred"
            if row["valid_from"] and text >= row["valid_from"]:
                return CodeStatus.VALID, False
            known = row["from_kind"] in ("exact", "inferred")
            return (CodeStatus.NOT_YET if known else CodeStatus.UNKNOWN), row["from_kind"] == "inferred"
    listed = [row["effective_from"] for row in rows("fee_schedule") if row["code"] == code]
    return (CodeStatus.VALID if listed and text >= min(listed) else CodeStatus.UNKNOWN), False


def fee(code: str, modifier: str, day: date) -> dict[str, str] | None:
    """The row of the fee schedule."""
    text = day.isoformat()
    for row in rows("fee_schedule"):
        if (row["code"], row["modifier"]) == (code, modifier) and row["effective_from"] <= text <= row["effective_to"]:
            return row
    return None


def excludes(code1: str, code2: str, day: date) -> ExcludesState:
    """What the Excludes1 notes say of two codes."""
    if day < date(2015, 10, 1) or not any(_under(code, family) for code in (code1, code2) for family in FAMILIES):
        return ExcludesState.NOT_COVERED
    edition = date(2026, 4, 1) <= day <= date(2026, 9, 30)
    for row in rows("icd10_excludes"):
        for a, b in ((code1, code2), (code2, code1)):
            if row["relation"] == "excludes1" and _under(a, row["code"]) and _under(b, row["other"]):
                return ExcludesState.CONFLICT if edition else ExcludesState.CONFLICT_OTHER_YEAR
    return ExcludesState.NO_NOTE if edition else ExcludesState.NO_NOTE_OTHER_YEAR


def _under(code: str, written: str) -> bool:
    plain = code.replace(".", "")
    begin, _, end = written.replace(".-", "").replace("-", "").replace("..", "~").replace(".", "").partition("~")
    return begin <= plain[: len(begin)] and plain[: len(end or begin)] <= (end or begin)


def days_between(first: date, last: date) -> list[date]:
    """Every day of a stretch."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
