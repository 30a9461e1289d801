"""The tables of coding: every rule has a source, every code a rule, every name is used."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

from coding.page import PAGE, with_rules
from tautband.coding.services import GUIDANCE
from tautband.model.encounter import ServiceKind
from tautband.rulebook.code_tables import CodeTables, listed
from tautband.rulebook.tables.codes import CodeStatus
from tautband.shipped import shipped_rulebook

TABLES = CodeTables.open()
PROGRAMS = Path(__file__).parents[2] / "src" / "tautband" / "coding"


def test_the_page_shows_the_rules_of_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_rules(page) == page, "run `python -m tests.coding.page`"


def test_every_kind_of_service_in_the_tables_is_one_of_the_encounter() -> None:
    kinds = {kind for row in TABLES["service_codes"] for kind in listed(row["kind"])}
    assert kinds <= set(get_args(ServiceKind))
    assert {row["kind"] for row in TABLES["service_rules"]} >= kinds - set(GUIDANCE)


def test_every_rule_that_a_table_names_exists() -> None:
    rules = {row["rule"] for row in TABLES["coding_rules"]}
    named = {row["rule"] for name in ("service_rules", "tempting_codes") for row in TABLES[name]}
    assert named <= rules


def test_every_rule_is_used() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in PROGRAMS.glob("*.py"))
    named = {row["rule"] for name in ("service_rules", "tempting_codes") for row in TABLES[name]}
    unused = [r["rule"] for r in TABLES["coding_rules"] if r["rule"] not in named and f'"{r["rule"]}"' not in text]
    assert unused == []


def test_every_named_code_is_used() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in PROGRAMS.glob("*.py"))
    assert [row["name"] for row in TABLES["named_codes"] if f'"{row["name"]}"' not in text] == []


def test_every_concept_that_a_service_treats_has_a_code() -> None:
    concepts = {row["concept"] for row in TABLES["diagnosis_codes"]}
    assert {row["concept"] for row in TABLES["diagnosis_services"]} <= concepts


def test_no_code_number_stands_in_the_programs() -> None:
    import re

    number = re.compile(r"\b(?:\d{5}|[A-Z]\d{4}|\d{4}T|[A-Z]\d\d\.\d+)\b")
    found = [
        (path.name, match)
        for path in PROGRAMS.glob("*.py")
        for match in number.findall(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_codes_whose_dates_are_known_are_offered_only_while_they_were_in_force() -> None:
    codes = shipped_rulebook().tables.codes
    wrong = []
    for row in TABLES["service_codes"]:
        for day in (row["valid_from"], row["valid_to"]):
            if day and codes.on(row["code"], date.fromisoformat(day)).status in (CodeStatus.NOT_YET, CodeStatus.ENDED):
                wrong.append((row["code"], day))
    assert wrong == []
