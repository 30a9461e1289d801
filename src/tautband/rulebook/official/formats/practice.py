"""A practice's own tables as CSV or workbook: its fees, its contract rates, its licensed code descriptors.

Fees: code, charge, and if you like modifier and date. Rates: payer, code, rate, and if you like modifier, from, to.
Descriptors: code, descriptor. They stay in the data directory and are in no answer that leaves this machine by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tautband.rulebook.official import cells, headed, period
from tautband.rulebook.official.faults import Report
from tautband.rulebook.official.formats.sample import Sample
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source
from tautband.rulebook.packed import MODIFIER_LENGTH, pack
from tautband.rulebook.tables.stored import save_records

TITLE = "A practice's own fees, contract rates and licensed descriptors (CSV)"
PARTS = False
_CODE = ("CODE", "CPT", "CPTCODE", "HCPCS", "HCPCSCODE", "PROCEDURECODE", "PROCEDURE", "CPTHCPCS")
_EXTRA = {
    "modifier?": ("MODIFIER", "MOD"),
    "from?": ("FROM", "EFFECTIVE", "EFFECTIVEFROM", "EFFECTIVEDATE", "START", "STARTDATE"),
    "to?": ("TO", "EFFECTIVETO", "END", "ENDDATE", "THROUGH"),
}
_TABLES: dict[str, headed.Names] = {
    "contract_rates": {
        "payer": ("PAYER", "PAYERID", "PLAN"), "code": _CODE,
        "amount": ("RATE", "ALLOWED", "ALLOWEDAMOUNT", "CONTRACTRATE", "AMOUNT"), **_EXTRA,
    },
    "practice_fees": {"code": _CODE, "amount": ("CHARGE", "FEE", "PRICE", "AMOUNT"), **_EXTRA},
    "descriptors": {
        "code": _CODE, "text": ("DESCRIPTOR", "DESCRIPTION", "SHORTDESCRIPTION", "LONGDESCRIPTION", "SHORTDESCRIPTOR"),
    },
}  # fmt: skip
_FOREVER = (date(1996, 1, 1), date(2999, 12, 31))


_OF_CLAIMS: tuple[headed.Names, ...] = tuple(
    {name: (name,)} for name in ("CLAIMID", "CLMID", "PATIENTID", "PERSONID", "BENEID", "DATEOFSERVICE")
)
"""Headings of claim lines, which have codes and charges too: no table of fees, and a patient's besides."""


def table(sample: Sample) -> str | None:
    """Which of the three, told by the headings; None for a file of claim lines."""
    if any(headed.headings_in(sample.lines, names) for names in _OF_CLAIMS):
        return None
    return next((name for name, names in _TABLES.items() if headed.headings_in(sample.lines, names)), None)


def period_of(sample: Sample, quarter: str | None) -> Period:
    """Own tables hold until they are loaded anew; rows may carry their dates. The quarter is no more than a label."""
    return Period(quarter or period.in_name(sample.name) or "own", *_FOREVER)


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Keep the rows, each checked."""
    del period
    source, report = sources[0]
    name = next(name for name, names in _TABLES.items() if headed.headings_in(source.head(), names))
    rows: list[dict[str, str | None]] = []
    number = 0
    for number, entry in headed.entries(source, report, _TABLES[name]):
        code, modifier = entry["code"].upper(), entry.get("modifier", "").upper()
        dates = {at: cells.date_of(entry[at]) for at in ("from", "to") if entry.get(at)}
        amount = cells.number(entry["amount"]) if "amount" in entry else None
        if not cells.is_code(code) or (modifier and pack(modifier, MODIFIER_LENGTH) < 0):
            report.fault(number, "the code or its modifier cannot be read")
        elif "amount" in entry and (amount is None or amount < 0):
            report.fault(number, f"the amount of {code} cannot be read")
        elif None in dates.values():
            report.fault(number, f"a date of {code} cannot be read")
        else:
            row: dict[str, str | None] = {at: entry[at] for at in ("payer", "text") if at in entry}
            row |= {at: day.isoformat() if (day := dates.get(at)) else None for at in ("from", "to")}
            row |= {"code": code, "modifier": modifier, "amount": None if amount is None else str(amount)}
            rows.append(row)
    if not rows:
        report.fault(number, "no row stands under the headings")
    report.settle()
    report.kept = len(rows)
    save_records(directory, "rows", rows)
    return len(rows)
