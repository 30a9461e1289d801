from __future__ import annotations

from datetime import date

import pytest

from tautband.notes import read

NOTE = "Date of service: {day}\nFirst injection on 11/20/2025. Right trapezius injected with 1 mL of 1% lidocaine.\n"


@pytest.mark.parametrize("day", ["02/30/2026", "13/01/2026", "2026-02-30", "00/10/2026", "03/02/1726"])
def test_a_day_that_the_calendar_lacks_is_replaced_by_no_other(day: str) -> None:
    assert read(NOTE.format(day=day)).date_of_service is None


@pytest.mark.parametrize("day", ["03/02/2026", "3/2/26", "2026-03-02", "March 2, 2026", "2 Mar 2026"])
def test_the_day_of_service_is_read_as_people_write_it(day: str) -> None:
    assert read(NOTE.format(day=day)).date_of_service == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "read_as"),
    [
        ("march thirtieth twenty twenty one", date(2021, 3, 30)),
        ("march thirty twenty twenty one", date(2021, 3, 30)),
        ("September twenty twenty twenty three", date(2023, 9, 20)),
        ("march twenty second two thousand twenty two", date(2022, 3, 22)),
        ("NOVEMBER FOURTH TWENTY TWENTY THREE", date(2023, 11, 4)),
        ("february eighteenth twenty twenty", date(2020, 2, 18)),
        ("May second, two thousand and nineteen", date(2019, 5, 2)),
        ("october thirty first twenty fifteen", date(2015, 10, 31)),
        ("may twelve twenty nineteen", date(2019, 5, 12)),
        ("february thirtieth twenty twenty one", None),
        ("march second", None),
        ("may twenty twenty five", None),
    ],
)
def test_a_dictated_day_is_read(day: str, read_as: date | None) -> None:
    assert read(NOTE.format(day=day)).date_of_service == read_as


@pytest.mark.parametrize("end", ["May", "May twenty", "May twenty first", "May first twenty", "May first two thousand"])
def test_a_note_may_end_within_a_day(end: str) -> None:
    assert read(f"Right trapezius injected with 1 mL of 1% lidocaine. Back in {end}").procedure_performed
