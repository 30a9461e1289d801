"""Which format a file is, told by its content; a file's name serves only where the content does not say the quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tautband.rulebook.official.formats import (
    add_on_codes,
    coverage_export,
    gpci,
    hcpcs,
    icd10cm_addenda,
    icd10cm_order,
    lcd_export,
    mue,
    pprrvu,
    practice,
    ptp,
    reason_codes,
    zip5,
    zip9,
)
from tautband.rulebook.official.formats.sample import Format, Sample
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source

FORMATS: tuple[Format, ...] = (
    ptp, mue, zip5, zip9, icd10cm_order, icd10cm_addenda, pprrvu, gpci, hcpcs, add_on_codes, coverage_export,
    lcd_export, reason_codes, practice,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file whose table and quarter are known."""

    source: Source
    format: Format
    table: str
    period: Period


def recognise(source: Source, quarter: str | None) -> Recognised | None:
    """The format, table and quarter of a file; None for a file of no format known. InputError for one without a
    quarter.
    """
    sample = Sample(source.name, source.shown, tuple(source.head()), source.is_workbook)
    for known in FORMATS:
        if (table := known.table(sample)) is not None:
            return Recognised(source, known, table, known.period_of(sample, quarter))
    return None


def known_titles() -> Sequence[str]:
    """What can be loaded, in words."""
    return tuple(known.TITLE for known in FORMATS)


def title(table: str) -> str:
    """What a loaded table is, in words."""
    return _TITLES.get(table, table)


_TITLES = {
    "ncci_pairs": "Procedure pairs, practitioner (NCCI)",
    "ncci_pairs_hospital": "Procedure pairs, hospital (NCCI)",
    "mue_practitioner": "Unit limits, practitioner (MUE)",
    "mue_outpatient_hospital": "Unit limits, outpatient hospital (MUE)",
    "mue_supplier": "Unit limits, equipment supplier (MUE)",
    "icd10cm": "Diagnosis codes (ICD-10-CM)",
    "fee_schedule": "Relative values (PPRRVU)",
    "fee_schedule_qp": "Relative values, qualifying participants (PPRRVU)",
    "gpci": "Cost indices (GPCI)",
    "zip_locality": "ZIP code to locality",
    "zip9_locality": "ZIP+4 code to locality",
    "addon_codes": "Add-on codes (NCCI)",
    "coverage_articles": "Covered diagnoses by article (Medicare Coverage Database)",
    "coverage_lcds": "Local coverage determinations (Medicare Coverage Database)",
    "hcpcs": "Supply and drug codes (HCPCS)",
    "carc": "Reason codes (CARC), licensed copy",
    "rarc": "Remark codes (RARC), licensed copy",
    "practice_fees": "The practice's own fees",
    "contract_rates": "Contract rates",
    "descriptors": "Licensed code descriptors",
}
