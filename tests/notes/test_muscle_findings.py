from __future__ import annotations

from typing import Any

import pytest

from corpus.generated.compositions import compose
from tautband.notes import read


def told(text: str) -> dict[str, dict[str, Any]]:
    """What the note says of each injected muscle and side, without what it leaves open."""
    return {
        f"{i.muscle} {i.side}": {
            name: value for name, value in i.findings.model_dump().items() if value is not None and name != "evidence"
        }
        for i in read(text).injections
        if i.status == "performed"
    }


def volumes(text: str) -> dict[str, float | None]:
    return {f"{i.muscle} {i.side}": i.volume_ml for i in read(text).injections if i.status == "performed"}


TWO = (
    "Exam: R trapezius - taut band, tender, refers to temple. R levator scapulae - tender only. Procedure: consent, "
    "alcohol. R trapezius 2 x 0.5 mL, R levator scapulae 1 x 0.5 mL, lidocaine 1%, 1.5 mL. LTR R trapezius. No twitch "
    "in the levator."
)


def test_each_muscle_has_its_own_findings() -> None:
    assert told(TWO) == {
        "trapezius right": {"taut_band": True, "tenderness": True, "referred_pain": True, "twitch_response": True},
        "levator scapulae right": {"tenderness": True, "twitch_response": False},
    }


def test_a_finding_quotes_the_words_it_rests_on() -> None:
    trapezius = read(TWO).injections[0]
    assert [TWO[e.start : e.end] for e in trapezius.findings.evidence] == ["taut", "tender", "refers to", "LTR"]


def test_a_finding_of_a_list_is_told_of_each_muscle_and_one_of_no_muscle_of_none() -> None:
    text = (
        "Active trigger points with taut bands in the left quadratus lumborum and left gluteus medius. TPI: left QL 1, "
        "left gluteus medius 1, 1% lidocaine 1 mL each, 2 mL. No twitch seen. Tolerated."
    )
    both = {"taut_band": True, "activity": "active"}
    assert told(text) == {"quadratus lumborum left": both, "gluteus medius left": both}


def test_the_twitch_column_of_a_table_speaks_of_its_row() -> None:
    text = (
        "DOS 1/2/2025\n| Muscle | Side | Points | mL | LTR |\n|---|---|---|---|---|\n| Trapezius | R | 2 | 1.0 | Y |\n"
        "| SCM | L | 1 | 0.5 | N |\nLidocaine 1%, consent, tolerated. MPS"
    )
    assert told(text) == {
        "trapezius right": {"twitch_response": True},
        "sternocleidomastoid left": {"twitch_response": False},
    }
    assert volumes(text) == {"trapezius right": 1.0, "sternocleidomastoid left": 0.5}


def test_a_latent_point_is_told_from_an_active_one() -> None:
    text = "Latent trigger points right infraspinatus. TPI right infraspinatus x1, 1 mL 1% lidocaine."
    assert told(text) == {"infraspinatus right": {"activity": "latent"}}


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("0.5 mL per site, 1.5 mL total", {"trapezius right": 1.0, "splenius capitis left": 0.5}),
        ("1 mL per muscle, 2 mL total", {"trapezius right": 1.0, "splenius capitis left": 1.0}),
        ("3 mL total", {"trapezius right": None, "splenius capitis left": None}),
    ],
)
def test_a_muscle_has_a_volume_where_the_note_settles_it(words: str, parts: dict[str, float | None]) -> None:
    text = f"DOS 1/2/2025. TPI: right trapezius x2, left splenius capitis x1, lidocaine 1%, {words}. Consent. MPS."
    assert volumes(text) == parts


def test_one_muscle_alone_has_the_whole_volume() -> None:
    assert volumes("TPI right piriformis, 3 points, 4 mL of 0.25% bupivacaine in all. MPS.") == {
        "piriformis right": 4.0
    }


def test_volumes_that_miss_the_stated_total_are_given_to_no_muscle() -> None:
    text = "TPI: right trapezius 1 mL, left trapezius 1 mL of 1% lidocaine, total 5 mL. Consent. MPS."
    assert set(volumes(text).values()) == {None}


def test_no_composition_has_a_volume_for_a_muscle_that_is_not_its_own() -> None:
    wrong, known = [], 0
    for seed in range(150):
        note = compose(seed)
        each = sum(volume for _, _, volume in note.drugs) / sum(points for _, _, points in note.sites)
        due = {f"{muscle} {side}": points * each for muscle, side, points in note.sites}
        found = {key: volume for key, volume in volumes(note.text).items() if volume is not None}
        known += bool(found)
        wrong += [seed for key, volume in found.items() if abs(due.get(key, -1.0) - volume) > 0.01]
    assert wrong == []
    assert known >= 100
