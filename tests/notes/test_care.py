"""Conservative care: each treatment with its own time, and what became of it."""

from __future__ import annotations

import pytest

from tautband.notes import read

NOTE = """Date of service: 02/20/2025
HPI: Right neck pain for 3 years. {care}
Procedure: Trigger point injection. The right trapezius was injected at one point with 1 mL of 1% lidocaine.
"""


@pytest.mark.parametrize(
    ("care", "told"),
    [
        ("She did ten weeks of physical therapy without relief.", [("physical_therapy", 10, "failed")]),
        ("TENS and ten weeks of yoga failed.", [("tens", None, "failed"), ("home_exercise", 10, "failed")]),
        (
            "A home exercise program and nine weeks of naproxen did not help.",
            [("home_exercise", None, "failed"), ("nsaid", 9, "failed")],
        ),
        ("Physical therapy, 6 weeks of it, failed.", [("physical_therapy", 6, "failed")]),
    ],
)
def test_a_time_belongs_to_the_treatment_it_is_said_of(care: str, told: list[tuple[str, float | None, str]]) -> None:
    found = read(NOTE.format(care=care)).conservative_care
    assert [(item.treatment, item.weeks, item.outcome) for item in found] == told
