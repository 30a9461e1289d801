"""Small files in the published layouts, written for these tests: invented rows, no descriptor of anyone's."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

PAIR_HEADINGS = (
    "Notice of the publisher",
    "Column 1/Column 2 Edits",
    "\t\t* = in\t\t\tModifier\t",
    "\t\texistence\t\tDeletion\t0 = not allowed\t",
    "\t\tprior to\tEffective\tDate\t1 = allowed\t",
    "Column 1\tColumn 2\t1996\tDate\t* = no data\t9 = not applicable\tPTP Edit Rationale",
)
PAIR_PARTS: dict[int, Sequence[str]] = {
    1: ("10060\t20552\t\t20130101\t*\t1\tReason one", "20550\t29999\t*\t19960101\t*\t1\tReason one"),
    2: (
        "20553\t20552\t\t20130101\t*\t0\tReason two",
        "20553\t64420\t\t20130101\t20161231\t1\tReason two",
        "31231\t20552\t\t20180101\t20180101\t9\tReason one",
    ),
    3: ("43235\t43234\t\t20100401\t*\t1\tReason one", "52000\t51701\t\t20100401\t20240630\t1\tReason one"),
    4: (
        "64420\t20553\t\t20170101\t*\t1\tReason two",
        "72100\t72020\t\t20100401\t*\t1\tReason one",
        "80048\t82310\t\t20100401\t*\t0\tReason one",
        "99214\t99213\t\t20260701\t*\t0\tReason three",
        "G0283\t97014\t\t20100401\t*\t0\tReason one",
    ),
}


def write(path: Path, text: str, encoding: str = "latin-1") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def pair_text(rows: Sequence[str]) -> str:
    return "\r\n".join((*PAIR_HEADINGS, *rows)) + "\r\n"


def pair_files(folder: Path, version: str = "v322r0", parts: dict[int, Sequence[str]] = PAIR_PARTS) -> list[Path]:
    return [write(folder / f"ccipra-{version}-f{part}.txt", pair_text(rows)) for part, rows in parts.items()]


def workbook(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A workbook with shared strings, as spreadsheet programs save it: empty cells left out."""
    shared: dict[str, int] = {}
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{chr(65 + at)}{number}" t="s"><v>{shared.setdefault(cell, len(shared))}</v></c>'
            for at, cell in enumerate(row)
            if cell
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    strings = "".join(f"<si><r><t>{text[:2]}</t></r><r><t>{text[2:]}</t></r></si>" for text in shared)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", f"<sst>{strings}</sst>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{''.join(lines)}</sheetData></worksheet>")
    return path


def zipped(path: Path, files: Sequence[Path]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.name)
    return path


def mue(rows: Sequence[str], setting: str = "Practitioner") -> str:
    notice = '"Notice of the publisher, line one\nline two, with a comma\nline three",,,\n'
    heads = f'"HCPCS/\nCPT Code",{setting} Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n'
    return notice + heads + "".join(f"{row}\n" for row in rows)


MUE_ROWS = (
    "20552,1,2 Date of Service Edit: Policy,Reason one",
    "20610,2,3 Date of Service Edit: Clinical,Reason two",
    "99070,0,1 Line Edit,Reason three",
    "J3301,16,3 Date of Service Edit: Clinical,Reason two",
)

ORDER_CODES = (
    ("A00", "0", "Cholera"),
    ("A000", "1", "Cholera due to Vibrio cholerae 01, biovar cholerae"),
    ("M791", "0", "Myalgia"),
    ("M7918", "1", "Myalgia, other site"),
    ("M7919X", "1", "A title that stands in no other list"),
    ("Z00", "0", "Encounter for general examination"),
)


def order(codes: Sequence[tuple[str, str, str]] = ORDER_CODES) -> str:
    lines = (f"{code:<7} {flag} {title[:60]:<60} {title}\n" for code, flag, title in codes)
    return "".join(f"{number:05d} {line}" for number, line in enumerate(lines, 1))


def zip5(rows: Sequence[str], quarter: str = "20262") -> str:
    return "".join(f"{row:<75}{quarter}\n" for row in rows)


def zip9(rows: Sequence[str], quarter: str = "20262") -> str:
    """Rows are state, ZIP, contractor, locality and the four digits behind the ZIP code."""
    return "".join(f"{row[:14]} 000001{row[14:18]:<54}{quarter}\n" for row in rows)


ZIP9_ROWS = ("EM6609012302000001", "WK6600105202000001", "WK6600105202000002", "EM6600105302020003")
ZIP5_ROWS = ("OH441061520200 000000", "OH441071520200 000000", "WK660010510200R000001")

GPCI = """ADDENDUM E. INVENTED INDICES BY LOCALITY,,,,,,
,,,,,,
Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,2027 PW GPCI (without 1.0 Floor),2027 PW GPCI (with 1.0 Floor),2027 PE GPCI,2027 MP GPCI
15202,OH,0,OHIO*,0.990,1.000,0.921,1.111
9202,PR,20,PUERTO RICO,0.990,1.000,1.007,0.990
* a note on the floor,,,,,,
"""  # noqa: E501

PPRRVU_TITLE = "2026 Invented Relative Value File July Release"
PPRRVU_HEADINGS = {
    "HCPCS": "|||HCPCS", "MOD": "|||MOD", "DESCRIPTION": "|||DESCRIPTION", "STATUS": "||STATUS|CODE",
    "UNUSED": "NOT USED|FOR|MEDICARE|PAYMENT", "WORK": "||WORK|RVU", "NONFAC": "|NON-FAC|PE|RVU",
    "NONFAC_NA": "|NON-FAC|NA|INDICATOR", "FAC": "|FACILITY|PE|RVU", "FAC_NA": "|FACILITY|NA|INDICATOR",
    "MP": "||MP|RVU", "NONFAC_TOTAL": "||NON-FACILITY|TOTAL", "FAC_TOTAL": "||FACILITY|TOTAL", "PCTC": "||PCTC|IND",
    "GLOB": "||GLOB|DAYS", "PRE": "||PRE|OP", "INTRA": "||INTRA|OP", "POST": "||POST|OP", "MULT": "||MULT|PROC",
    "BILAT": "||BILAT|SURG", "ASST": "||ASST|SURG", "CO": "||CO-|SURG", "TEAM": "||TEAM|SURG", "PRIC": "||PRIC|IND",
    "ENDO": "||ENDO|BASE", "CONV": "||CONV|FACTOR", "SUPERVISION": "PHYSICIAN|SUPERVISION|OF DIAGNOSTIC|PROCEDURES",
    "CALCULATION": "||CALCULATION|FLAG", "FAMILY": "|DIAGNOSTIC|IMAGING|FAMILY INDICATOR",
    "NONFAC_OPPS": "NON-FACILITY|PE USED|FOR OPPS PAYMENT|AMOUNT",
    "FAC_OPPS": "FACILITY|PE USED|FOR OPPS PAYMENT|AMOUNT",
    "MP_OPPS": "MP USED|FOR OPPS|PAYMENT|AMOUNT",
}  # fmt: skip
"""Each column's heading over four rows, the last of them the tenth of the file."""
RVU_VALUES = {
    "DESCRIPTION": "WORDS, NOT OURS TO KEEP", "STATUS": "A", "WORK": "0.73", "NONFAC": "0.90", "FAC": "0.40",
    "FAC_NA": "NA", "MP": "0.08", "PCTC": "0", "GLOB": "000", "MULT": "2", "BILAT": "1", "ASST": "1", "PRIC": "9",
    "CONV": "33.4009",
}  # fmt: skip


def pprrvu(rows: Sequence[dict[str, str]], priced: bool = True, title: str = PPRRVU_TITLE) -> str:
    """A release. `priced`: with the column PRIC IND, as since 2026."""
    columns = [name for name in PPRRVU_HEADINGS if priced or name != "PRIC"]
    heads = [[PPRRVU_HEADINGS[name].split("|")[level] for name in columns] for level in range(4)]
    blank = [""] * (len(columns) - 1)
    lines = [[title, *blank], ["Notice, of the publisher", *blank], ["RELEASED 06/01/2026", *blank]]
    lines += [["", *blank]] * 3 + heads
    lines += [[{**RVU_VALUES, **row}.get(name, "") for name in columns] for row in rows]
    return "".join(",".join(f'"{cell}"' if "," in cell else cell for cell in line) + "\n" for line in lines)
