"""The place of service decides the locality, and what does not settle it gives no price."""

from __future__ import annotations

from datetime import date

import pytest

from tautband.claims.place_of_price import Unpriced, place_of_price
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.source import rows

DAY = date(2026, 3, 2)

DO = "give the locality that its ZIP+4 is in, or load the ZIP+4 file and give nine digits"


def found(**given: str | None) -> str:
    place = place_of_price(Tables.open(), DAY, **given)
    return place.because if isinstance(place, Unpriced) else f"{place.mac}/{place.locality}"


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"zip_code": "94110"}, "01112/05"),
        ({"zip_code": "44106-1234"}, "15202/00"),
        ({"zip_code": "20814", "state": "MD"}, "12202/01"),
        ({"state": "oh"}, "15202/00"),
        ({"locality": "07102/13", "zip_code": "94110", "state": "OH"}, "07102/13"),
    ],
)
def test_what_settles_the_place(given: dict[str, str], place: str) -> None:
    assert found(**given) == place


@pytest.mark.parametrize(
    ("given", "because"),
    [
        ({}, "the place of service is not known: give its ZIP code or locality"),
        ({"zip_code": "00000"}, "the ZIP code is not in the table of 2025Q4"),
        ({"zip_code": "x"}, "the ZIP code is not in the table of 2025Q4"),
        ({"zip_code": "94110", "state": "OH"}, "ZIP code 94110 lies in CA, and the state is given as OH"),
        ({"state": "VA"}, "VA has 2 payment localities: give the ZIP code of the service"),
        ({"state": "ZZ"}, "ZZ is no state of the ZIP table"),
        ({"state": "Ohio"}, "OHIO is no state of the ZIP table"),
        ({"locality": "15202/99"}, "no cost indices of locality 15202/99 on 2026-03-02 were read"),
    ],
)
def test_what_does_not_settle_it_says_why(given: dict[str, str], because: str) -> None:
    assert found(**given) == because


def test_every_divided_zip_code_asks_for_its_locality() -> None:
    divided = [e["zip5"] for e in rows("zip_locality") if e["needs_zip9"] == "1"]
    assert len(divided) == 580
    answers = {zip5: found(zip_code=zip5) for zip5 in divided}
    assert [
        zip5 for zip5, said in answers.items()
        if said != f"ZIP code {zip5} lies in more than one locality; {DO}"
    ] == []  # fmt: skip


@pytest.mark.parametrize("year", range(2019, 2027))
def test_every_locality_of_the_zip_table_has_cost_indices_each_year(year: int) -> None:
    places = {(e["mac"], e["locality"]) for e in rows("zip_locality")}
    prices = Tables.open().prices
    assert len(places) == 109
    assert [p for p in sorted(places) if prices.cost_indices(*p, date(year, 6, 3)) is None] == []


def test_a_state_settles_the_place_only_where_all_its_zip_codes_agree() -> None:
    by_state: dict[str, set[tuple[str, str]]] = {}
    for entry in rows("zip_locality"):
        by_state.setdefault(entry["state"], set()).add((entry["mac"], entry["locality"]))
    zips = Tables.open().zips
    assert {state: set(zips.localities_of(state)) for state in by_state} == by_state
