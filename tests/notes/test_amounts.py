# ruff: noqa: E501 - the sentences of notes stay on one line
"""How much of each drug went in, in the ways notes say it."""

from __future__ import annotations

import pytest

from tautband.notes import read

NOTE = """Date of service: 04/02/2025
HPI: Neck pain for 3 months, 6/10.
Procedure: Trigger point injections. After verbal consent and alcohol prep:
{procedure}
Tolerated well.
"""


def given(procedure: str) -> list[tuple[str, str | None, float | None, float | None]]:
    encounter = read(NOTE.format(procedure=procedure))
    return [(a.drug, a.concentration, a.volume_ml, a.mass_mg) for a in encounter.agents]


@pytest.mark.parametrize(
    ("procedure", "volume"),
    [
        ("1 mL of 1% lidocaine was deposited at each of the four points, a total of 4 mL. Right trapezius.", 4),
        ("Right trapezius 2 sites, right levator scapulae 1 site, 0.5 mL (1% lidocaine). Total volume 1.5 mL.", 1.5),
        ("Right trapezius x2 and left trapezius x2, injected once each with 2 cc of 1% lidocaine, making 8 cc altogether.", 8),
        ("1 mL of 1% lidocaine into one point of the right trapezius and 1 mL into one point of the left trapezius. A total of 2 mL.", 2),
        ("1% lidocaine, 1 mL into one point of the right trapezius and 2 mL into one point of the left trapezius.", 3),
        ("Right piriformis, 2 sticks, 1.5 mL each. Right gluteus maximus, 1 stick, 1 mL. 1% lidocaine.", 4),
        ("Right trapezius two spots, left trapezius one spot, lidocaine 1%, 0.5 mL a spot (1.5 mL).", 1.5),
        ("0.5 mL to a point of 1% lidocaine in the right trapezius (one point) and left trapezius (two points). Total 1.5 mL.", 1.5),
        ("Right trapezius at two points. 1% lidocaine 1 mL per place, 2 mL.", 2),
        ("Right trapezius 2 points. Lidocaine 1%. mL each injection: 1. mL total [2].", 2),
        ("Right trapezius 2 points, 1% lidocaine 1 mL each, so 2 mL.", 2),
    ],
)  # fmt: skip
def test_what_went_in_is_summed(procedure: str, volume: float) -> None:
    assert given(procedure) == [("lidocaine", "1%", volume, volume * 10)]


@pytest.mark.parametrize(
    "procedure",
    [
        "Right trapezius. The solution was 3 mL of 1% lidocaine with 1 mL of triamcinolone acetonide 40 mg/mL, all given.",
        "Right trapezius 2 mL, left trapezius 2 mL. I mixed 1 mL triamcinolone 40 mg/mL with 3 mL lidocaine 1% and gave the entire 4 mL.",
        "3 mL lidocaine 1% + 1 mL Kenalog-40 = 4 mL, 2 mL into the right trapezius and 2 mL into the left trapezius.",
    ],
)
def test_a_mixture_given_whole_gives_each_drug_whole(procedure: str) -> None:
    assert sorted(given(procedure)) == [("lidocaine", "1%", 3, 30), ("triamcinolone acetonide", "40 mg/mL", 1, 40)]


def test_half_of_a_mixture_gives_half_of_each_drug() -> None:
    procedure = "Draw: lidocaine 1% 3 mL + Kenalog-40 1 mL = 4 mL. Given: R trapezius 1 pt 1 mL, L trapezius 1 pt 1 mL = 2 mL of mix."
    assert sorted(given(procedure)) == [("lidocaine", "1%", 1.5, 15), ("triamcinolone acetonide", "40 mg/mL", 0.5, 20)]


def test_a_drug_without_a_volume_is_an_agent() -> None:
    assert given("The right trapezius was injected with 1% lidocaine at two points.") == [
        ("lidocaine", "1%", None, None)
    ]


def test_a_sum_that_contradicts_the_sites_leaves_the_volume_open() -> None:
    assert given(
        "Right trapezius 2 points, left trapezius 2 points, 1% lidocaine 1 mL per point. Total volume injected: 6 mL."
    ) == [("lidocaine", "1%", None, None)]


def test_fluid_drawn_out_is_no_dose() -> None:
    procedure = "Right trapezius one point, 1% lidocaine 1 mL. Left wrist ganglion: 6 mL fluid out."
    assert given(procedure) == [("lidocaine", "1%", 1, 10)]


def test_saline_that_only_finds_the_space_is_no_agent() -> None:
    assert given("Loss of resistance to saline. Right trapezius one point, 1% lidocaine 1 mL.") == [
        ("lidocaine", "1%", 1, 10)
    ]


def test_saline_keeps_the_strength_in_its_name() -> None:
    assert given("Right trapezius 2 spots, 1 mL of 0.9% sodium chloride per spot, 2 mL.") == [
        ("sodium chloride", "0.9%", 2, 18)
    ]
