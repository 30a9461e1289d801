# ruff: noqa: E501 - the sentences of notes stay on one line
"""How much of a drug went in, in forms, addenda, rows with sums of their own, mixtures and dictation."""

from __future__ import annotations

import pytest

from tautband.notes import read

HEAD = "Date of service: 04/02/2025. Aetna, Ohio, office.\nDx: myofascial pain.\n\n"


def given(text: str) -> dict[str, float | None]:
    return {agent.drug: agent.volume_ml for agent in read(HEAD + text).agents}


@pytest.mark.parametrize(
    ("text", "volume"),
    [
        ("she tolerated it i injected two ccs of half percent lidocaine into the one trigger point in the left soleus", 2),
        ("Trigger points were injected in the left deltoid and the left teres major with lidocaine one percent, five cc's in all.", 5),
        ("lidocaine one percent i put point five into each of the four points so two cc total left deltoid times two left teres major times two", 2),
        ("PROCEDURE\n Deltoid L ............... injected: Yes   points: 3   mL: 1\n Teres major L ........... injected: Yes   points: 1   mL: 2\n Agent: lidocaine 1%     Total mL: 3      Steroid: No\n", 3),
        ("TPI performed. Lidocaine 1%: L deltoid 2 pts, L soleus 1 pt. total cc 6", 6),
        ("TPI: L deltoid x1, L soleus x1. 1% lidocaine 2 mL + 1 mL. Twitch deltoid.", 3),
        ("PROCEDURE: Lidocaine 1%.\n   L gluteus maximus - 1 site - 2 mL\n   L piriformis - 1 site - 1 mL\n   L hamstrings - 3 sites - 1.5 mL total\nSum 4.5 mL.", 4.5),
        ("TPI today.\n   R deltoid x2 ......... lidocaine 1% 1 ml each (2 ml)\n   R soleus x1 .......... lidocaine 1% 1 ml\n", 3),
        ("1 mL of 1% lidocaine was placed into the right deltoid at each of three points, and 2 mL into one point in the right soleus.", 5),
        ("I put 0.5 mL of 1% lidocaine into each: medial head of right gastrocnemius two points, lateral head of right gastrocnemius two points, right soleus one point. 2.5 mL, 27 gauge.", 2.5),
        ("MUSCLES INJECTED        R      L     points each\n deltoid               [x]    [x]       1\n trapezius             [x]    [ ]       1\n scalenes              [ ]    [ ]\nDRUG:  [x] lidocaine 1%   [ ] ropivacaine 0.2%    total 3 mL (1 mL per muscle)", 3),
        ("Inj today, 1% lidocaine 0.5 ml x 3 R deltoid, 0.5 ml x 3 L deltoid, 3 ml total", 3),
        ("PROCEDURE: Lidocaine 1%.\n- L deltoid, 2 points, 1 mL each\n- L soleus, 1 point, 1 mL\nTotal 3 mL.\n\nADDENDUM: One muscle was left out. L piriformis, 1 point, was also injected with 2 mL of the same lidocaine 1%. Corrected total 5 mL.", 5),
        ("TPI SHEET\nMuscle / group      R #inj  L #inj   cc each   note\nDeltoid                1      1      1         ok\nRhomboids              2      2      0.5\n\n1% lidocaine        total cc 4\n", 4),
    ],
)  # fmt: skip
def test_the_lidocaine_is_summed(text: str, volume: float) -> None:
    assert given(text) == {"lidocaine": volume}


@pytest.mark.parametrize(
    "text",
    [
        "used one cc kenalog forty with four cc two percent lidocaine and placed one cc in each left deltoid left soleus left piriformis left teres major right deltoid one point each five cc total",
        "Inj L deltoid 1 spot, R deltoid 1 spot, 2 cc 1% lidocaine + 1/2 cc Kenalog 40 mg/cc each side.",
    ],
)
def test_what_a_syringe_holds_is_told_from_what_each_site_got(text: str) -> None:
    assert given(text) == {"lidocaine": 4, "triamcinolone acetonide": 1}


def test_a_vials_size_is_no_dose() -> None:
    text = "PROCEDURE: Left knee joint: Kenalog 40 mg/mL, 1 mL from a 10 mL multi-dose vial, with lidocaine 1% 2 mL."
    assert given(text) == {"lidocaine": 2, "triamcinolone acetonide": 1}


def test_a_row_without_its_amount_leaves_the_sum_open() -> None:
    text = "TPI SHEET\nMuscle            R #inj  L #inj   cc each\nDeltoid              1      1      1\nSoleus               2      2\n\n1% lidocaine\n"
    assert given(text) == {"lidocaine": None}


def test_a_sum_for_each_place_is_no_sum_of_all() -> None:
    text = "1% lidocaine was injected, 1 mL total per muscle, into the right deltoid and the left deltoid."
    assert given(text) == {"lidocaine": 2}


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("bupivacaine point five percent plain two cc into the left soleus at one point", "0.5%"),
        ("two cc of point two five percent bupivacaine into one trigger point of the left soleus", "0.25%"),
        ("zero point five percent bupivacaine two cc into the left soleus, one site", "0.5%"),
        ("into the left soleus at one trigger point one percent bupivacaine two cc", "1%"),
        ("into each tender point one percent bupivacaine, left soleus, two cc", "1%"),
    ],
)
def test_a_decimal_point_that_is_spoken_is_told_from_a_point_to_inject(text: str, strength: str) -> None:
    (agent,) = read(f"{HEAD}TPI today, consent. I put {text}.").agents
    assert agent.concentration == strength
