"""Whole procedures, in the ways notes tell what went in; `procedures.toml` holds them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tautband.notes import read

FILE = tomllib.loads(Path(__file__).with_name("procedures.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", FILE["procedure"], ids=lambda entry: entry["text"].strip()[:60])
def test_what_went_in_is_read_from_the_whole_procedure(entry: dict[str, Any]) -> None:
    agents = read(FILE["before"] + entry["text"]).agents
    told = [f"{a.drug}|{a.concentration or '-'}|{'-' if a.volume_ml is None else f'{a.volume_ml:g}'}" for a in agents]
    assert sorted(told) == entry["agents"]


TOXIN = "Date of service: 03/04/2025. Dx: chronic migraine.\nProcedure: chemodenervation with onabotulinumtoxinA. "


@pytest.mark.parametrize(
    ("words", "given", "strength", "volume", "wasted"),
    [
        ("100 units in 2 mL saline. Frontalis 20 units, temporalis 40 units. 40 units discarded.", 60, 50, 1.2, 40),
        ("A 200 unit vial in 2 mL of saline. 155 units was injected and 45 units were wasted.", 155, 100, 1.55, 45),
        ("Dilution 5 units per 0.1 mL. 155 units given.", 155, 50, 3.1, None),
        ("One 100 unit vial in 1 mL saline, whole vial given.", 100, 100, 1, None),
        ("Trapezius 30 units, splenius 20 units.", 50, None, None, None),
        ("200 U vial in 4 mL. 155 U / 31 sites: frontalis 100 U, procerus 5 U, temporalis 50 U.", 155, 50, 3.1, None),
        ("100 U in 2 mL saline: L biceps 50 U, L brachialis 25 U, L FDS 25 U.", 100, 50, 2, None),
        ("200 U vial in 4 mL NS, 45 U wasted. Total units given 155.", 155, 50, 3.1, 45),
        ("200 U vial in 4 mL.\nMuscle    R units   L units\nFrontalis    10   10\nTOTAL       20\n", 20, 50, 0.4, None),
    ],
)
def test_a_toxin_has_its_units_and_the_strength_it_was_made_to(
    words: str, given: float, strength: float | None, volume: float | None, wasted: float | None
) -> None:
    (toxin,) = read(TOXIN + words).agents
    assert toxin.concentration == (f"{strength} units/mL" if strength else None)
    assert (toxin.dose_units, toxin.volume_ml, toxin.wasted_units) == (given, volume, wasted)


CONSENT = """Date of service: 03/04/2025
CONSENT
I authorize the physician to perform one of: joint injection; nerve block; botulinum toxin; PRP.
-------------------------------------------------
PROCEDURE: Trigger point injection, right infraspinatus, 2 points, lidocaine 1% 2 mL.
"""


def test_what_a_consent_form_lists_is_neither_given_nor_done() -> None:
    encounter = read(CONSENT)
    assert [(a.drug, a.volume_ml) for a in encounter.agents] == [("lidocaine", 2)]
    assert [s for s in encounter.services if s.status == "performed"] == []


KNEE = """Date of service: 03/04/2025
A) LEFT KNEE - primary osteoarthritis
Worse on stairs. Betadine, superolateral, 22G. Kenalog 40 mg/mL 1 mL with lidocaine 1% 3 mL, easy flow.
B) RIGHT NECK - myofascial pain, another region.
Alcohol. Trigger point injection right trapezius 2 points, lidocaine 1% 1 mL each.
Kenalog: single-dose vial, 1 mL, none left.
"""


def test_the_knee_that_opens_a_block_is_where_its_dose_goes() -> None:
    encounter = read(KNEE)
    assert [(s.kind, s.target, s.side) for s in encounter.services] == [("joint_injection", "knee", "left")]
    told = sorted((a.drug, a.concentration, a.volume_ml, a.container) for a in encounter.agents)
    assert told == [
        ("lidocaine", "1%", 5, None), ("triamcinolone acetonide", "40 mg/mL", 1, "single_dose"),
    ]  # fmt: skip
    assert [(i.muscle, i.side, i.trigger_points) for i in encounter.injections] == [("trapezius", "right", 2)]


def test_a_knee_that_is_only_spoken_of_is_not_injected() -> None:
    words = "A) LEFT KNEE - osteoarthritis\nGel and exercises, no injection.\n" + KNEE[KNEE.index("B)") :]
    assert read("Date of service: 03/04/2025\n" + words).services == ()


def test_the_whole_of_a_vial_is_the_volume_of_its_drug() -> None:
    words = "(1) Left knee joint: triamcinolone acetonide 40 mg, one 1 mL single-dose vial, all given, none wasted."
    (agent,) = read("Date of service: 03/04/2025\nProcedure:\n" + words).agents
    assert (agent.concentration, agent.volume_ml, agent.mass_mg, agent.wasted_mg) == ("40 mg/mL", 1, 40, 0)


def test_a_drug_mixed_with_the_one_of_a_vial_stays_with_its_joint() -> None:
    words = (
        "1. Left knee joint: superolateral. Kenalog 40 mg (1 mL, single-dose vial, all used) with lidocaine 1% 3 mL.\n"
        "2. Trigger point injection right trapezius 2 points, lidocaine 1% 1 mL each.\n"
    )
    agents = read("Date of service: 03/04/2025\n" + words).agents
    assert sorted((a.drug, a.volume_ml) for a in agents) == [("lidocaine", 5), ("triamcinolone acetonide", 1)]
