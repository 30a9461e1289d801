"""What the reference tables hold of one code, table by table, as it was read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from docs.generate.markdown import cited, document, link, listed, plain, table
from docs.generate.stated import Stated, code_path
from docs.generate.words import spoken
from tautband.rulebook.tables.source import rows

_MAI = {"1": "a line", "2": "a day, by rule", "3": "a day, unless shown to be necessary"}
_LEGEND = (
    "Of the two codes one is paid and one denied. Indicator 0: never both. Indicator 1: a modifier that stands for "
    "another site or encounter may part them. An empty last day: still in force when read."
)
_WITHDRAWN = "9"
"""The indicator of an edit that counts as never made."""
_START = {"official": "", "inferred": " (inferred)", "unknown": "not known"}
"""What is said after a first day, or instead of it. Inferred: from edits of the same cohort."""


def words(stated: Stated, number: str) -> str:
    """What a code is, in our own words: from the tables that choose it, or from the groups that hold it."""
    found = [*_injection(number), *_services(number), *_visits(number), *_drugs(number)]
    found = found or [spoken(name) for name in stated.groups_holding(number)]
    return plain("; ".join(dict.fromkeys(found))) or "a neighbour in the pair table"


def _injection(number: str) -> list[str]:
    return [
        f"trigger point injection, {row['muscles_from']} "
        + (f"to {row['muscles_to']} muscles" if row["muscles_to"] else "muscles and more")
        for row in rows("trigger_point_codes")
        if row["code"] == number
    ]


def _services(number: str) -> list[str]:
    """The services the coder chooses the code for, by kind and guidance."""
    guided: dict[str, list[str]] = {}
    for row in _chosen(number):
        for kind in row["kind"].split(";"):
            guided.setdefault(kind, []).extend(row["guided"].split(";"))
    kinds = [kind for kind in guided if kind != "other"] or list(guided)
    return [f"{spoken(kind)}{_guidance(guided[kind])}" for kind in kinds]


def _guidance(ways: list[str]) -> str:
    """The guidance a code needs; nothing where it stands without guidance too."""
    needed = dict.fromkeys(way for way in ways if way)
    return "" if not needed or "none" in needed or "" in ways else f" with {listed(needed, 'or')}"


def _chosen(number: str) -> list[dict[str, str]]:
    return [row for row in rows("service_codes") if row["code"] == number]


def targets(number: str) -> str:
    """The joints, tendons, nerves and levels for which the coder chooses the code."""
    phrases = (phrase for row in _chosen(number) for phrase in row["phrases"].split(";"))
    return plain(", ".join(filter(None, dict.fromkeys(phrases))))


def _visits(number: str) -> list[str]:
    return [
        f"{row['setting']} visit, {'new' if row['new_patient'] == '1' else 'known'} patient, {row['level']}"
        for row in rows("visit_codes")
        if row["code"] == number
    ]


def _drugs(number: str) -> list[str]:
    return [row["label"] for row in rows("hcpcs_drugs") if row["code"] == number]


def drug_facts(number: str) -> list[tuple[str, str]]:
    """Unit, use and successors of a drug code."""
    for row in rows("hcpcs_drugs"):
        if row["code"] == number:
            unit = f"{row['unit_amount']} {row['unit']}" if row["unit_amount"] else ""
            use = "" if row["use"] == "any" else spoken(row["use"])
            return [("One unit", plain(unit)), ("Only for", use), ("Followed by", plain(row["successors"]))]
    return []


def validity(number: str) -> str:
    """The first and last day of a code where a table states them."""
    for name in ("hcpcs_drugs", "code_validity"):
        for row in rows(name):
            if row["code"] == number:
                begins = f"from {row['valid_from']} ({spoken(row['from_kind'])})" if row["valid_from"] else ""
                ends = f"to {row['valid_to']} ({spoken(row['to_kind'])})" if row["valid_to"] else ""
                return " ".join(filter(None, (begins, ends))) or "dates not known"
    return "dates not stated by a table"


def pairs(stated: Stated, number: str, partners: Sequence[str], here: str) -> str:
    """The rows of the pair table between a code and each partner, by date and indicator."""
    wanted = set(partners)
    held = [
        (
            _code(stated, row["column1"], here),
            _code(stated, row["column2"], here),
            row["indicator"],
            row["effective_from"] + _START[row["start_evidence"]],
            row["deleted_on"],
            spoken(row["basis"]),
        )
        for row in rows("ncci_pairs")
        if row["indicator"] != _WITHDRAWN
        and number in (row["column1"], row["column2"])
        and wanted & {row["column1"], row["column2"]}
    ]
    others = _elsewhere(number, wanted)
    source = stated.tables.sources["ncci_pairs"]
    note = f"Read {source.edition}; later dates carry the last quarter forward and say so. {cited(source.citation())}"
    what = "neighbouring codes" if number in stated.procedure_codes else "the trigger point codes"
    return document(
        f"## Pairs with {what}",
        _LEGEND if held else f"The pair table holds none with {listed(partners[:2])}.",
        table(("Paid", "Denied", "Indicator", "First day", "Last day", "Why"), held),
        others,
        note,
    )


def _elsewhere(number: str, wanted: set[str]) -> str:
    others = {
        partner
        for row in rows("ncci_pairs")
        if number in (row["column1"], row["column2"]) and row["indicator"] != _WITHDRAWN
        for partner in (row["column1"], row["column2"])
        if partner != number and partner not in wanted
    }
    if not others:
        return ""
    return f"The table holds pairs with {len(others)} further codes; `tautband explain {number}` lists them."


def _code(stated: Stated, number: str, here: str) -> str:
    return link(number, code_path(number), here) if number in stated.codes and code_path(number) != here else number


def units(number: str) -> str:
    """The unit limits read for a code, by setting and quarter."""
    held = [
        (spoken(row["setting"]), row["quarter"], row["units"], _MAI[row["mai"]])
        for row in rows("mue")
        if row["code"] == number
    ]
    if held:
        return "## Most units (MUE)\n\n" + table(("Setting", "Quarter read", "Units", "Counted by"), held)
    read = any(row["code"] == number for row in rows("mue_coverage"))
    return "## Most units (MUE)\n\n" + (
        "No limit is published for it." if read else "The unit limits were not read for this code."
    )


def fees(number: str) -> str:
    """The fee schedule's indicators and relative values, a row for each stretch in which they were the same."""
    held = [row for row in rows("fee_schedule") if row["code"] == number]
    lines = []
    for (_, values), stretch in groupby(held, key=lambda row: (row["modifier"], _fee(row))):
        periods = list(stretch)
        modifier = f" with {periods[0]['modifier']}" if periods[0]["modifier"] else ""
        lines.append((f"{periods[0]['effective_from']} to {periods[-1]['effective_to']}{modifier}", *values))
    headings = (
        "Dates", "Status", "Global", "Multiple", "Bilateral", "Assistant",
        "Work", "Practice, office", "Practice, facility", "Malpractice",
    )  # fmt: skip
    return document(
        "## Medicare fee schedule",
        table(headings, lines) or "No release read holds it.",
        "An empty cell was not in the release read. Relative values become dollars by place and year." if lines else "",
    )


def _fee(row: dict[str, str]) -> tuple[str, ...]:
    office, facility = (
        "not applicable" if row[f"{name}_na"] else row[name] for name in ("pe_nonfacility", "pe_facility")
    )
    return (
        row["status"], row["global_days"], row["multiple_procedure"], row["bilateral"], row["assistant"],
        row["work_rvu"], office, facility, row["mp_rvu"],
    )  # fmt: skip
