"""The verb `fee` prices codes, says why where it cannot, and refuses what is no code, place or amount."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cli.running import Ran, alone, here

Patch = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]
OHIO = ("--zip", "44106", "--date", "2026-03-02", "--pos", "11")


def priced(monkeypatch: Patch, capsys: Capture, *arguments: str) -> tuple[int, dict[str, Any]]:
    ran = here(monkeypatch, capsys, "fee", *arguments, "--json")
    assert ran.err == ""
    return ran.code, json.loads(ran.out)


def test_one_document_with_the_amounts_of_the_contract(monkeypatch: Patch, capsys: Capture) -> None:
    code, document = priced(monkeypatch, capsys, "20552", *OHIO)
    assert (code, document["schema"], document["date"], document["complete"]) == (0, 1, "2026-03-02", True)
    assert [document[key] for key in ("allowed", "plan_pays", "patient_owes")] == ["49.35", "38.69", "9.87"]
    assert sorted(document["made_with"]) == ["rulebook", "tautband"]


def test_the_page_shows_the_sum_and_every_step(monkeypatch: Patch, capsys: Capture) -> None:
    ran = here(monkeypatch, capsys, "fee", "20553", "20610-50", *OHIO, "--npp")
    assert (ran.code, ran.err) == (0, "")
    page = " ".join(ran.out.split()).replace("\N{MULTIPLICATION SIGN}", "*")
    assert [
        words
        for words in (
            "(0.73 * 1.000 + 0.98 * 0.913 + 0.08 * 1.008) * 33.4009 = 56.96",
            "is paid 85 %",
            "one and a half times the fee",
            "number 2 of the day's procedures",
            "locality 15202/00 OHIO",
            "In all",
            "Taken for granted",
        )
        if words not in page
    ] == []


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (("20552", "--locality", "07102/13", "--date", "2025-06-02", "--pos", "11"), "45.89"),
        (("20552", "--state", "oh", "--date", "2026-03-02", "--pos", "22"), "34.71"),
        (("20552", *OHIO, "--qp"), "49.60"),
        (("20552", *OHIO, "--no-qp"), "49.35"),
        (("20552", *OHIO, "--npp"), "41.95"),
        (("20552", *OHIO, "--charge", "40"), "40.00"),
        (("20610", *OHIO, "--modifier", "50"), "98.21"),
        (("20610", *OHIO, "--modifier", "lt", "--modifier", "rt"), "98.21"),
        (("20610-50", "20552", *OHIO), "122.89"),
    ],
)
def test_options_reach_the_price(arguments: tuple[str, ...], allowed: str, monkeypatch: Patch, capsys: Capture) -> None:
    code, document = priced(monkeypatch, capsys, *arguments)
    assert (code, document["allowed"]) == (0, allowed)


@pytest.mark.parametrize(
    ("arguments", "basis"),
    [
        (
            ("20552", "--date", "2026-03-02", "--pos", "11"),
            "No amount: the place of service is not known: give its ZIP code or locality.",
        ),
        (
            ("20552", "--zip", "02339", "--date", "2026-03-02", "--pos", "11"),
            "No amount: ZIP code 02339 lies in more than one locality; give the locality that its ZIP+4 is in, "
            "or load the ZIP+4 file and give nine digits.",
        ),
        (
            ("J3301", *OHIO),
            "No amount: a drug: paid apart from this schedule, and drug prices are not held.",
        ),
    ],
)
def test_no_price_is_said_with_its_reason(
    arguments: tuple[str, ...], basis: str, monkeypatch: Patch, capsys: Capture
) -> None:
    code, document = priced(monkeypatch, capsys, *arguments)
    assert (code, document["allowed"], document["basis"]) == (3, None, basis)
    page = here(monkeypatch, capsys, "fee", *arguments)
    assert (page.code, basis[len("No amount: ") :] in " ".join(page.out.split())) == (3, True)


def test_a_line_without_a_price_beside_one_with_it_leaves_the_answer_open(monkeypatch: Patch, capsys: Capture) -> None:
    code, document = priced(monkeypatch, capsys, "20552", "J3301", *OHIO)
    assert (code, document["allowed"], document["complete"]) == (3, "49.35", False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("2055", *OHIO),
            "tautband: CODE: '2055' is not a procedure code. Write its five characters, such as 99213.\n",
        ),
        (("20552-5", *OHIO), "tautband: modifier: '5' is not a modifier. Write its two characters, such as 50.\n"),
        (("20552-", *OHIO), "tautband: modifier: '' is not a modifier. Write its two characters, such as 50.\n"),
        (
            ("20552", "--zip", "4410", "--date", "2026-03-02", "--pos", "11"),
            "tautband: --zip: '4410' is not a ZIP code. Write its five digits, such as 44106.\n",
        ),
        (
            ("20552", "--locality", "ohio", "--date", "2026-03-02", "--pos", "11"),
            "tautband: --locality: 'ohio' is not a locality. Write it MAC/LOC, such as 15202/00.\n",
        ),
        (
            ("20552", *OHIO, "--charge", "-5"),
            "tautband: --charge: '-5' is not an amount. Write dollars and cents, such as 95.00.\n",
        ),
        (
            ("20552", "20610", *OHIO, "--charge", "5"),
            "tautband: --charge: given beside 2 codes. Price that code alone.\n",
        ),
        (
            ("20552", "20610", *OHIO, "--modifier", "50"),
            "tautband: --modifier: given beside 2 codes. Write modifiers with their code, such as 20610-50.\n",
        ),
        (
            ("20552", "--zip", "44106", "--date", "2026-02-30", "--pos", "11"),
            "tautband: --date: '2026-02-30' is not a day of the calendar. Write it YYYY-MM-DD, such as 2026-03-02.\n",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(
    arguments: tuple[str, ...], said: str, monkeypatch: Patch, capsys: Capture
) -> None:
    assert here(monkeypatch, capsys, "fee", *arguments) == Ran(2, "", said)


def test_a_missing_option_is_named() -> None:
    ran = alone("fee", "20552")
    assert (ran.code, "--date" in ran.err, "Traceback" in ran.err) == (2, True, False)
