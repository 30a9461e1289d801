"""What the practice loaded of its own, licensed words, charges and contract rates, stands on the pages that need it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import Ran, alone

pytestmark = pytest.mark.slow

LISTS = {
    "carc.csv": "code,text,start,last modified,stop\n"
    "151,Invented words of a reason.,1997-01-01,,\n50,Others.,1997-01-01,,2020-01-01\n",
    "descriptors.csv": "code,descriptor\n20552,Invented words of a code\n",
    "fees.csv": "code,charge\n20552,150.00\n",
    "rates.csv": "payer,code,rate\nCigna,20552,81.10\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    for name, text in LISTS.items():
        (folder / name).write_text(text)
    ran = alone(
        "data", "load", *(str(folder / name) for name in LISTS), "--quarter", "2026Q3", TAUTBAND_DATA=str(folder)
    )
    assert (ran.code, ran.err) == (0, "")
    return folder


def told(data: Path, *arguments: str) -> Ran:
    ran = alone(*arguments, TAUTBAND_DATA=str(data))
    assert ran.err == ""
    return ran


def test_a_denial_is_shown_in_the_licensed_words_beside_ours(data: Path) -> None:
    page = json.loads(told(data, "explain", "CO-151", "--json").out)
    assert page["licensed"] == [{"code": "151", "text": "Invented words of a reason.", "valid": True}]
    shown = told(data, "explain", "CO-50", "--date", "2026-03-02").out
    assert "Your licensed list, 50: Others. (not in use on 2026-03-02)" in shown
    assert json.loads(alone("explain", "CO-151", "--json").out)["licensed"] == []


def test_a_code_is_shown_with_the_licensed_descriptor_and_the_practices_charge(data: Path) -> None:
    facts = {fact["about"]: fact["says"] for fact in json.loads(told(data, "explain", "20552", "--json").out)["facts"]}
    assert (facts["Descriptor"], facts["Your charge"]) == ("Invented words of a code", "150.00")


def test_a_code_is_priced_by_the_contract_of_a_payer(data: Path) -> None:
    priced = json.loads(
        told(data, "fee", "20552", "--payer", "cigna", "--date", "2026-03-02", "--pos", "11", "--json").out
    )
    assert (priced["allowed"], priced["basis"]) == ("81.10", "The contract rates you loaded for Cigna.")


@pytest.mark.parametrize(
    ("payer", "error"),
    [
        ("aetna", "--payer: no contract rate of Aetna for these codes that day. Load its rates with "),
        ("nobody's plan", '--payer: "nobody\'s plan" is not a payer of the rule book. See `tautband policy list`.\n'),
    ],
)
def test_a_payer_without_rates_and_one_nobody_knows_are_told(data: Path, payer: str, error: str) -> None:
    ran = alone("fee", "20552", "--payer", payer, "--date", "2026-03-02", "--pos", "11", TAUTBAND_DATA=str(data))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"tautband: {error}")
