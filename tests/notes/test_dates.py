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


INJECTED = "Right trapezius injected with 1 mL of 1% lidocaine. First set on 11/20/2024. Next 3 weeks."


@pytest.mark.parametrize(
    ("head", "read_as"),
    [
        ("Dictation for the pain clinic. Date 9 16 2020. Mr. Orlo.\n", date(2020, 9, 16)),
        ("7 4 2025   HMO\n", date(2025, 7, 4)),
        ("DATE 12 18 25    PT 63 M     INS blue cross\n", date(2025, 12, 18)),
        ("Follow up\n4 16 25 - la clinica - dr Orlo\n", date(2025, 4, 16)),
        ("FACE PAIN       18.06.2025       GEHA\n", date(2025, 6, 18)),
        ("Date nine seventeen twenty twenty four this is Mrs. Orlo. ", date(2024, 9, 17)),
        ("ed dictation date nine two twenty twenty three ", date(2023, 9, 2)),
        ("its ten twenty one twenty twenty four and this is Mr. Orlo. ", date(2024, 10, 21)),
        ("dictating for oh four seventeen twenty five ", date(2025, 4, 17)),
        ("Climbing injury clinic 6-6-25. Self pay. ", date(2025, 6, 6)),
        ("65 M Medicare part B. 2/19/26\n", date(2026, 2, 19)),
        ("this is for rosalie b the twenty eighth of january twenty twenty five ", date(2025, 1, 28)),
    ],
)
def test_a_day_in_bare_figures_at_a_notes_head_is_read(head: str, read_as: date) -> None:
    assert read(head + INJECTED).date_of_service == read_as


@pytest.mark.parametrize(
    "head",
    [
        "Room 9 16 2020\n",
        "Levels 3 4 5\n",
        "Pain 6 4 25 ",
        "nine seventeen twenty twenty four ",
        "date nine forty twenty twenty four ",
        "DATE 13 18 25\n",
        "b. 2/19/26\n",
    ],
)
def test_other_figures_at_a_notes_head_are_no_day(head: str) -> None:
    assert read(head + INJECTED.replace(" First set on 11/20/2024.", "")).date_of_service is None
