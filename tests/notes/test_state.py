"""The state of the service: letters that are a degree, a scan or a finding are none."""

from __future__ import annotations

import pytest

from tautband.notes import read

DONE = "\nTrigger point injection right trapezius, 1 mL of 1% lidocaine. Tolerated."


@pytest.mark.parametrize(
    ("head", "state"),
    [
        ("03/04/2025   Cigna TN   office", "TN"),
        ("03/04/2025   Medicare Part B (Ohio)", "OH"),
        ("03/04/2025   BCBS of Illinois", "IL"),
        ("Aetna / GA / office", "GA"),
        ("Prairie Rheumatology, Ames IA", "IA"),
        ("Bone & Joint, Columbus, OH 43004", "OH"),
        ("Patient A, New Mexico Medicaid", "NM"),
        ("State: MD", "MD"),
        ("STATE ....... Pennsylvania", "PA"),
        ("STATE OF CALIFORNIA - PROGRESS REPORT", "CA"),
        ("03/04/2025   Humana Gold Plus (MA)", None),
        ("Q. Wexample, MD", None),
        ("Spine & Wellness (MD / DC / PT)", None),
        ("URGENT CARE WALK-IN", None),
        ("PROGRESS REPORT (PR-2)", None),
        ("Patient ID 55-0192", None),
        ("L&I claim AZ-00000", None),
        ("Neck pain since a long drive to Maine.", None),
        ("Moved from Ohio in May.", None),
        ("DC: ice, heat.", None),
        ("TX: PT, TENS", None),
    ],
)
def test_the_head_places_the_encounter_or_leaves_the_state_open(head: str, state: str | None) -> None:
    assert read(f"{head}\nVisit 03/04/2025.{DONE}").state == state


@pytest.mark.parametrize(
    "words",
    [
        "NV intact.",
        "Iowa trumpet used.",
        "R UT, L UT tender.",
        "CT neck normal.",
        "Seen with A. Wexample, MD",
        "SC 40%",
    ],
)
def test_letters_below_the_head_are_no_state(words: str) -> None:
    assert read(f"Visit 03/04/2025.\nNeck pain.\nSix weeks.\nNo fever.\n{words}{DONE}").state is None
