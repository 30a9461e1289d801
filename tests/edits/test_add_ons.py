"""Add-on codes beside their primary codes: whose line counts, and which day's list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tautband.edits import scrub
from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import day_number, pack_code
from tautband.rulebook.tables.addons import AddOns, AddOnState, Listed, save_entries
from tautband.shipped import shipped_rulebook

EDIT = "national/add-ons/add-on-without-primary"
READ = date(2024, 6, 3)


def claim(*codes: str, day: date = READ, npi: str | None = "1", payer: str = "medicare", **more: object) -> Claim:
    lines = tuple(ServiceLine(code=code, diagnoses=("M79.18",)) for code in codes)
    known = {"patient_id": "P", "state": "OH", "place_of_service": "11", "history": (), **more}
    return Claim.model_validate(
        {"claim_id": "C", "payer": payer, "date_of_service": day, "rendering_npi": npi, "lines": lines, **known}
    )


def told(*claims: Claim, rulebook: Rulebook | None = None) -> list[tuple[int | None, str, str, str]]:
    found = [f for result in scrub(claims, rulebook or shipped_rulebook()) for f in result.findings if f.edit == EDIT]
    return [(f.line, f.outcome, f.severity, f.says) for f in found]


def test_guidance_alone_is_denied_and_the_finding_names_what_it_belongs_to() -> None:
    ((line, outcome, severity, says),) = told(claim("99213", "77002"))
    assert (line, outcome, severity) == (2, "fire", "deny")
    named = "20526, 20550, 20551, 20552, 20553, 20600 or 22 more"
    assert says == f"add-on code 77002 without its primary code that day, such as {named}"


def test_the_primary_may_stand_on_another_claim_or_in_the_history() -> None:
    assert told(claim("77002"), claim("20552")) == []
    assert told(claim("77002", history=[{"date_of_service": READ, "code": "20610"}])) == []
    assert len(told(claim("77002", history=[HistoryEntry(date_of_service=date(2024, 6, 2), code="20610")]))) == 1


def test_another_clinicians_primary_is_left_to_a_person() -> None:
    ((_, outcome, _, says),) = told(claim("77002"), claim("20552", npi="2"))
    assert outcome == "review"
    assert says.endswith("; another clinician billed 20552")
    assert told(claim("77002", "20553"), claim("20552", npi="2")) == []


def test_before_the_list_was_read_a_person_decides_and_after_it_the_finding_is_milder() -> None:
    days = [date(2013, 3, 31), date(2013, 4, 1), date(2024, 6, 2), READ, date(2024, 6, 4), date(2026, 3, 2)]
    assert [[found[1:3] for found in told(claim("77002", day=day))] for day in days] == [
        [], [("review", "deny")], [("review", "deny")], [("fire", "deny")], [("fire", "warn")], [("fire", "warn")],
    ]  # fmt: skip
    assert told(claim("77002", day=date(2026, 3, 2)))[0][3].endswith("(table of 2024-06-03, carried forward)")
    assert "since when is not known" in told(claim("77002", day=date(2024, 6, 2)))[0][3]


def test_a_payer_not_known_to_adopt_the_edits_is_warned() -> None:
    assert [found[1:3] for found in told(claim("77002", payer="aetna"))] == [("fire", "warn")]


def test_an_add_on_is_no_primary_of_itself_and_a_doubled_line_is_told_twice() -> None:
    assert [found[0] for found in told(claim("77002", "77002"))] == [1, 2]


def test_a_day_of_very_many_lines_is_judged_in_no_time() -> None:
    many = claim(*(["77002"] * 1500 + ["77003"] * 1500 + ["99213"] * 3000))
    assert len(told(many)) == 3000


@pytest.fixture
def dated(tmp_path: Path) -> AddOns:
    entries = [
        Listed("64421", "64420", date(2020, 1, 1)),
        Listed("64421", "64425", date(2020, 1, 1), date(2025, 6, 30)),
        Listed("77002", "", date(2013, 4, 1)),
        Listed("77003", "64449"),
        Listed("99153", "99151", date(2017, 1, 1), date(2022, 12, 31)),
    ]
    assert save_entries(tmp_path, [*entries, entries[0]], date(2026, 7, 1), date(2026, 9, 30)) == 5
    return AddOns(tmp_path)


def test_each_pair_holds_from_its_first_day_to_its_last(dated: AddOns) -> None:
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2025, 6, 30), date(2025, 7, 1)]
    assert [dated.primaries("64421", day) for day in days] == [(), ("64420", "64425"), ("64420", "64425"), ("64420",)]
    add_on, other = (np.full(4, pack_code(code), np.int32) for code in ("64421", "64425"))
    assert dated.listed(add_on, other, np.array([*map(day_number, days)], np.int32)).tolist() == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("code", "day", "state"),
    [
        ("64421", date(2019, 12, 31), AddOnState.NONE),
        ("64421", date(2020, 1, 1), AddOnState.IN_FORCE),
        ("64421", date(2026, 9, 30), AddOnState.IN_FORCE),
        ("64421", date(2026, 10, 1), AddOnState.CARRIED),
        ("77003", date(2026, 6, 30), AddOnState.START_UNKNOWN),
        ("77003", date(2026, 7, 1), AddOnState.IN_FORCE),
        ("99153", date(2022, 12, 31), AddOnState.IN_FORCE),
        ("99153", date(2023, 1, 1), AddOnState.NONE),
    ],
)
def test_the_table_says_how_sure_it_is_of_a_day(dated: AddOns, code: str, day: date, state: AddOnState) -> None:
    found = dated.states(np.array([pack_code(code)], np.int32), np.array([day_number(day)], np.int32))
    assert found.tolist() == [state]


def test_where_the_contractor_decides_a_person_does(dated: AddOns) -> None:
    book = shipped_rulebook()
    tables = type(book.tables)(book.tables.directory)
    tables.__dict__["addons"] = dated
    other = Rulebook(book.directory, tables)
    assert [found[1:3] for found in told(claim("77002", day=date(2026, 7, 1)), rulebook=other)] == [("review", "deny")]
    assert told(claim("99153", day=date(2026, 7, 1)), rulebook=other) == []
    assert dated.codes() == ("64421", "77002", "77003", "99153")
    assert dated.primaries("77002") == ("",)
