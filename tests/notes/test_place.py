"""Where the service was given: only words that speak of this encounter's own place count."""

from __future__ import annotations

import pytest

from tautband.notes import read

HEAD = "Visit 03/04/2025. Aetna.\nNeck pain for a year.\nNo fever.\nNo numbness.\n"
INJECTED = "\nTrigger point injection right trapezius, 1 mL of 1% lidocaine. Tolerated."


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("Place of service: office (11)", "11"),
        ("POS 22", "22"),
        ("POS: office", "11"),
        ("LOCATION ....... ambulatory surgery center", "24"),
        ("03/04/2025    Aetna    office", "11"),
        ("HAND CLINIC 03/04/2025", "11"),
        ("HOUSE CALL 03/04/2025, no lift.", "12"),
        ("Rural Health Clinic 03/04/2025", "72"),
        ("Outpatient hospital clinic (22)", "22"),
        ("EMERGENCY DEPARTMENT RECORD", "23"),
        ("Off-campus provider-based clinic", "19"),
        ("Aetna POS II\n62 F", None),
        ("Aetna Choice POS. 10/02/2024", None),
        ("CLINIC: OPT HOSPITAL PM&R", None),
        ("Telehealth converted to in-person", None),
        ("Seen in the hospital PM&R clinic", None),
    ],
)
def test_the_head_names_the_place(head: str, place: str | None) -> None:
    assert read(f"{head}\nVisit 03/04/2025.{INJECTED}").place_of_service == place


@pytest.mark.parametrize(
    "words",
    [
        "Failed PT (12) and chiropractic (20).",
        "Meds reconciled (11).",
        "Ibuprofen and a muscle relaxant from urgent care, no relief.",
        "She has not been to an emergency room.",
        "Go to the emergency room for shortness of breath.",
        "Video visit in 3 weeks.",
        "Job: dental office manager.",
        "38F, tax office.",
        "INR clinic told.",
        "Her doctor's office called.",
        "Records from another clinic.",
        "He was seen at urgent care last month.",
    ],
)
def test_other_places_and_numbers_of_visits_are_not_the_place_of_service(words: str) -> None:
    assert read(HEAD + words + INJECTED).place_of_service is None


@pytest.mark.parametrize(
    "words", ["Seen in the office today.", "I saw her in my office this morning.", "She is new to this office."]
)
def test_an_office_told_of_today_is_the_place(words: str) -> None:
    assert read(HEAD + words + INJECTED).place_of_service == "11"
