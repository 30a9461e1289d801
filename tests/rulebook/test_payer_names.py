from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tautband.rulebook.payers import PayerNames, macs_for, plain
from tautband.rulebook.states import STATE_NAMES
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.source import rows

ROOT = Path(__file__).parents[2]
ENTRIES = tomllib.loads((ROOT / "src/tautband/policies/payers.toml").read_text(encoding="utf-8"))["payer"]
NAMES = PayerNames(ENTRIES)
TABLES = Tables.open()


def meant(text: str, state: str | None = None) -> str | None:
    found = NAMES.resolve(text, state)
    return found.id if found else None


@pytest.mark.parametrize(
    ("text", "state", "payer"),
    [
        ("Medicare FFS", "OH", "medicare"),
        ("medicare part b", "OH", "medicare"),
        ("Medicare Advantage", "OH", "medicare-advantage"),
        ("UHC Medicare Advantage", "TX", "medicare-advantage"),
        ("Medicare PPO", "TX", "medicare-advantage"),
        ("Medicare Advantage (Aetna)", "TX", "medicare-advantage"),
        ("Aetna (Medicare)", "TX", "medicare-advantage"),
        ("Humana (Medicare Advantage)", "TX", "humana-ma"),
        ("Medicare (OH)", None, "medicare"),
        ("Railroad Medicare", None, "medicare-railroad"),
        ("UnitedHealthcare", "FL", "uhc"),
        ("United Healthcare PPO", "FL", "uhc"),
        ("BCBS Massachusetts", "MA", "bcbs-ma"),
        ("Blue Cross Blue Shield of Massachusetts", "NH", "bcbs-ma"),
        ("BCBS North Carolina", None, "bcbs-nc"),
        ("Workers Compensation", "WA", "wa-lni"),
        ("Workers' Compensation", "MS", "ms-wc"),
        ("Workers\u2019 Comp", "OH", "wc-OH"),
        ("Workers Compensation", None, "wc-XX"),
        ("wc-WA", None, "wa-lni"),
        ("wc-MS", None, "ms-wc"),
        ("wc-CA", None, "wc-CA"),
        ("Washington L&I", None, "wa-lni"),
        ("Texas Medicaid", None, "tx-medicaid"),
        ("Medicaid", "TX", "tx-medicaid"),
        ("medicaid-TX", None, "tx-medicaid"),
        ("Medicaid", "OH", "medicaid-OH"),
        ("Medicaid managed care", "OH", "medicaid-OH"),
        ("Medicaid (Ohio, managed care)", None, "medicaid-OH"),
        ("Ohio Medicaid (Buckeye)", "OH", "medicaid-OH"),
        ("Texas Medicaid (STAR+PLUS)", "TX", "tx-medicaid"),
        ("Ohio Medicaid", "KY", "medicaid-OH"),
        ("West Virginia Medicaid", None, "medicaid-WV"),
        ("Highmark Medicare Advantage", "WV", "highmark-wv-ma"),
        ("Highmark Medicare Advantage", "PA", "medicare-advantage"),
        ("TRICARE", "VA", "tricare"),
        ("Self-pay", None, "self-pay"),
    ],
)
def test_a_name_people_write_means_its_payer(text: str, state: str | None, payer: str) -> None:
    assert meant(text, state) == payer


@pytest.mark.parametrize(
    "text", ["", "BCBS", "BCBS Texas", "Blue Cross", "Texas", "Aetna Better Health", "Acme Mutual"]
)
def test_a_payer_nobody_covers_is_none_and_never_a_guess(text: str) -> None:
    assert meant(text, "TX") is None


def test_a_payer_of_each_state_names_its_state() -> None:
    found = NAMES.resolve("Medicaid", "OH")
    assert found is not None
    assert (found.name, found.states, found.kind) == ("Medicaid, Ohio", ("OH",), "medicaid")
    unplaced = NAMES.resolve("Medicaid", "ZZ")
    assert unplaced is not None
    assert unplaced.id == "medicaid-XX"


def test_every_id_name_and_alias_leads_to_its_payer() -> None:
    lost = []
    for payer in NAMES.all:
        for text in (payer.id, payer.name, *payer.aliases):
            found = NAMES.resolve(text, payer.states[0] if payer.states else None)
            if found is None or found.id != payer.id:
                lost.append((payer.id, text, found and found.id))
    assert lost == []


def test_no_two_payers_share_a_name_that_no_state_decides() -> None:
    undecided: dict[tuple[str, str], list[str]] = {}
    for payer in NAMES.all:
        for words in {plain(text) for text in (payer.id, payer.name, *payer.aliases)}:
            for state in payer.states or ("",):
                undecided.setdefault((words, state), []).append(payer.id)
    assert {key: ids for key, ids in undecided.items() if len(ids) > 1} == {}


def test_payers_are_listed_once_and_follow_payers_of_the_list() -> None:
    ids = [payer.id for payer in NAMES.all]
    assert len(ids) == len(set(ids)) > 20
    assert {name for payer in NAMES.all for name in payer.follows} - set(ids) == set()
    assert {state for payer in NAMES.all for state in payer.states} - set(STATE_NAMES) == set()


def test_medicare_binds_medicare_advantage_and_nobody_is_said_to_adopt_ncci_without_evidence() -> None:
    by_id = {payer.id: payer for payer in NAMES.all}
    assert by_id["medicare-advantage"].follows == ("medicare",)
    assert [payer.id for payer in NAMES.all if payer.adopts_ncci is not None] == []


def test_filing_limits_name_payers_of_the_list() -> None:
    assert {row["payer"] for row in rows("timely_filing")} - {payer.id for payer in NAMES.all} == set()


@given(st.text(max_size=60), st.one_of(st.none(), st.text(max_size=3)))
def test_any_text_gets_an_answer(text: str, state: str | None) -> None:
    found = NAMES.resolve(text, state)
    assert found is None or found.id == (NAMES.resolve(text, state) or found).id


def test_the_labelled_notes_payers_resolve_or_are_plans_nobody_covers() -> None:
    gold = ROOT.parent / "shared" / "corpora" / "notes" / "gold.jsonl"
    if not gold.exists():
        pytest.skip("the labelled notes are not beside the checkout")
    notes = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    lost = {note["payer"] for note in notes if meant(note["payer"], note["state"]) is None}
    assert lost == {"BCBS Texas", "BCBS Illinois"}


def test_the_zip_code_of_the_service_picks_one_contractor_and_the_state_all_of_its_own() -> None:
    assert macs_for(TABLES, "VA", "22201") == ("12202",)
    assert macs_for(TABLES, "VA") == ("11302", "12202")
    assert macs_for(TABLES, "OH", "00000") == ("15202",)
    assert macs_for(TABLES, None) == ()


def test_a_zip_code_that_is_divided_counts_as_its_state() -> None:
    divided = next(row for row in rows("zip_locality") if row["needs_zip9"] == "1" and row["state"] == "VA")
    assert macs_for(TABLES, None, divided["zip5"]) == ("11302", "12202")
