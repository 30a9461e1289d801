"""What the reference tables know of one code on one day, each fact with the table it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import unpack_code
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.codes import CodeStatus
from tautband.rulebook.tables.diagnoses import DiagnosisStatus
from tautband.rulebook.tables.fees import FeeRow
from tautband.rulebook.tables.pairs import PairState
from tautband.rulebook.tables.units import UnitBasis


@dataclass(frozen=True)
class Fact:
    """One thing a table says. `source` is the table's own citation."""

    about: str
    says: str
    source: str


_STATUS = {
    CodeStatus.VALID: "valid", CodeStatus.NOT_YET: "not yet valid", CodeStatus.ENDED: "no longer valid",
    CodeStatus.DEAD: "ended before 2015-10-01",
}  # fmt: skip
_BASIS = {
    UnitBasis.READ: "read for this quarter",
    UnitBasis.BETWEEN: "the quarters read on either side agree",
    UnitBasis.CHANGED: "it changed between the quarters read",
    UnitBasis.CARRIED: "carried forward from the last quarter read",
    UnitBasis.EARLIER: "the first quarter read; what held earlier is not known",
}  # fmt: skip
_MAI = {1: "a line", 2: "a day, by rule", 3: "a day, unless shown to be necessary"}
_DIAGNOSIS = {
    DiagnosisStatus.BILLABLE: "valid and complete", DiagnosisStatus.HEADER: "a heading: it needs more characters",
    DiagnosisStatus.NOT_YET: "not yet valid", DiagnosisStatus.ENDED: "no longer valid",
    DiagnosisStatus.INEXACT: "changed about this date; the lists read do not tell on which side it lies",
}  # fmt: skip


def procedure_facts(rulebook: Rulebook, code: str, day: date) -> tuple[Fact, ...]:
    """Validity, unit limit, payment indicators and pairs of a procedure or drug code. Empty when no table knows it."""
    tables = rulebook.tables
    facts = [
        *_own(tables, code, day),
        *_validity(tables, code, day),
        *_drug(tables, code),
        *_units(tables, code, day),
        *_payment(tables, code, day),
        *_added_to(tables, code, day),
    ]
    return (*facts, *_pairs(tables, code, day))


def _own(tables: Tables, code: str, day: date) -> list[Fact]:
    """The user's licensed words for a code and the practice's charge, where they were loaded."""
    if tables.own is None:
        return []
    words, charge = tables.own.descriptor(code), tables.own.charge(code, day)
    return [
        *([Fact("Descriptor", words, "your licensed descriptors")] if words else []),
        *([Fact("Your charge", str(charge), "your fees")] if charge is not None else []),
    ]


def _validity(tables: Tables, code: str, day: date) -> list[Fact]:
    known = tables.codes.on(code, day)
    if known.status is CodeStatus.UNKNOWN:
        return []
    dead = known.status is CodeStatus.DEAD and known.begins is not None
    status = _STATUS[CodeStatus.ENDED if dead else known.status]
    inferred = " (the day was inferred, not read)" if known.inferred else ""
    return [
        Fact(
            "Validity",
            status + _span(known.begins, known.ends) + inferred,
            tables.citation("code_validity").source,
        )
    ]


def _drug(tables: Tables, code: str) -> list[Fact]:
    drug = tables.drugs.get(code)
    if drug is None:
        return []
    unit = f", {drug.unit_amount} {drug.unit} a unit" if drug.unit_amount else ""
    then = f"; then {', '.join(drug.successors)}" if drug.successors else ""
    return [Fact("Drug", f"{drug.label}{unit}{then}", tables.citation("hcpcs_drugs").source)]


def _units(tables: Tables, code: str, day: date) -> list[Fact]:
    limit = tables.units.limit(code, day)
    if limit.basis is UnitBasis.NOT_COVERED:
        return []
    if limit.low is None or limit.high is None:
        says = "no published limit"
    else:
        number = str(limit.low) if limit.low == limit.high else f"{limit.low} to {limit.high}"
        says = f"{number} {_MAI.get(limit.mai or 0, '')}".strip()
    return [Fact("Units (MUE)", f"{says}; {_BASIS[limit.basis]}", tables.citation("mue").source)]


def _payment(tables: Tables, code: str, day: date) -> list[Fact]:
    row = tables.fees.on(code, day)
    if row is None:
        return []
    source = tables.citation("fee_schedule").source
    shown = (
        ("Status", row.status),
        ("Global period", row.global_days),
        ("Bilateral indicator", row.bilateral),
        ("Multiple procedure indicator", row.multiple_procedure),
        ("Assistant indicator", row.assistant),
        ("Relative values", _relative_values(row)),
    )
    return [Fact(about, says, source) for about, says in shown if says]


def _relative_values(row: FeeRow) -> str:
    office = "none" if row.pe_nonfacility is None else str(row.pe_nonfacility)
    facility = "none" if row.pe_facility is None else str(row.pe_facility)
    return (
        f"work {row.work}, practice expense {office} in an office and {facility} in a facility, "
        f"malpractice {row.malpractice} ({row.release})"
    )


def _added_to(tables: Tables, code: str, day: date) -> list[Fact]:
    """The primary codes one of which must stand beside an add-on code."""
    listed = tables.addons.primaries(code, day)
    if not listed:
        return []
    named = ", ".join(primary for primary in listed if primary)
    others = "others that the contractor takes" if "" in listed else ""
    says = " and ".join(part for part in (named, others) if part)
    return [Fact("Add-on code, paid beside", says, tables.citation("addon_codes").source)]


def _pairs(tables: Tables, code: str, day: date) -> list[Fact]:
    """The codes this one makes a pair with, grouped: which of the two is paid, and whether a modifier may help."""
    grouped: dict[str, list[str]] = {about: [] for about in _PAIRED.values()}
    carried = False
    for packed in tables.pairs.neighbourhood():
        other = unpack_code(int(packed))
        pair = tables.pairs.pair(code, other, day)
        if pair.in_force and pair.indicator is not None:
            grouped[_PAIRED[pair.column1 == code, pair.indicator]].append(other)
            carried |= pair.state is PairState.IN_FORCE_CARRIED
    after = f" (carried forward from {tables.sources['ncci_pairs'].covers_to})" if carried else ""
    source = tables.citation("ncci_pairs").source
    return [Fact(about, ", ".join(sorted(others)) + after, source) for about, others in grouped.items() if others]


_PAIRED = {
    (True, 0): "Bundles, no modifier",
    (True, 1): "Bundles, modifier may separate",
    (False, 0): "Bundled into, no modifier",
    (False, 1): "Bundled into, modifier may separate",
}


def diagnosis_facts(tables: Tables, code: str, day: date) -> tuple[Fact, ...]:
    """Title and validity of a diagnosis code, and the complete codes under a heading. Empty when the list lacks it."""
    if (became := tables.icd9.forward(code)) is not None:
        return _of_the_earlier_set(tables, became)
    known = tables.diagnoses.on(code, day)
    if known.status not in _DIAGNOSIS:
        return ()
    source = tables.citation("icd10cm").source
    facts = [Fact("Title", tables.diagnoses.title(code) or "", source)]
    facts.append(Fact("Validity", _DIAGNOSIS[known.status] + _span(known.begins, known.ends), source))
    if below := tables.diagnoses.successors(code, day):
        shown = ", ".join(below[:12]) + (f" and {len(below) - 12} more" if len(below) > 12 else "")
        facts.append(Fact("Complete codes", shown, source))
    return tuple(facts)


def _of_the_earlier_set(tables: Tables, became: tuple[str, ...]) -> tuple[Fact, ...]:
    source = tables.citation("icd9_tpi").source
    facts = [Fact("Validity", "a code of ICD-9-CM: for services before 2015-10-01 alone", source)]
    if became:
        facts.append(
            Fact("In ICD-10-CM", f"{', '.join(became)} by the official map of 2018; the record decides", source)
        )
    return tuple(facts)


def _span(begins: date | None, ends: date | None) -> str:
    return (f" from {begins}" if begins else "") + (f" to {ends}" if ends else "")
