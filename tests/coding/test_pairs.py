from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coding.building import coded, injected, lines, refused
from tautband.model.encounter import Agent, OtherService


def with_block(day: date, **facts: Any) -> list[str]:
    block = OtherService(kind="nerve_block", target="greater occipital nerve", side="left", separate_site=True)
    return lines(coded(injected("semispinalis capitis", "left"), day=day, services=(block,), **facts))


def test_the_pair_of_block_and_trigger_point_turned_round_in_2017() -> None:
    assert with_block(date(2016, 12, 31)) == ["20552-59", "64405-LT"]
    assert with_block(date(2017, 1, 1)) == ["20552", "64405-59-LT"]


def test_a_patient_who_pays_needs_no_modifier() -> None:
    assert with_block(date(2025, 3, 3), payer="self-pay") == ["20552", "64405-LT"]


def test_a_payer_nobody_knows_gets_the_modifier() -> None:
    assert with_block(date(2025, 3, 3), payer="a plan of no name") == ["20552", "64405-59-LT"]


@pytest.mark.parametrize(
    ("muscle", "side", "joint", "joint_side", "apart"),
    [
        ("trapezius", "left", "knee", "right", True),
        ("trapezius", "right", "knee", "right", True),
        ("infraspinatus", "left", "shoulder", "right", True),
        ("infraspinatus", "right", "shoulder", "right", None),
        ("infraspinatus", "unspecified", "shoulder", "right", None),
        ("trapezius", "right", "shoulder", "right", None),
    ],
)
def test_another_side_or_region_shows_two_sites_and_one_region_is_a_question(
    muscle: str, side: Any, joint: str, joint_side: Any, apart: bool | None
) -> None:
    service = OtherService(kind="joint_injection", target=joint, side=joint_side)
    coding = coded(injected(muscle, side), services=(service,))
    if apart:
        assert (coding.status, lines(coding)) == ("coded", ["20552-59", "20610-RT"])
    else:
        assert (coding.status, lines(coding)) == ("query", ["20552", "20610-RT"])


def test_every_muscle_must_lie_apart() -> None:
    knee = OtherService(kind="joint_injection", target="knee", side="right")
    coding = coded(injected("trapezius"), injected("vastus medialis"), services=(knee,))
    assert coding.status == "query"


def test_the_notes_own_words_decide_on_the_site() -> None:
    def shoulder(separate: bool) -> list[str]:
        joint = OtherService(kind="joint_injection", target="shoulder", side="right", separate_site=separate)
        return lines(coded(injected("infraspinatus"), services=(joint,)))

    assert shoulder(True) == ["20552-59", "20610-RT"]
    assert shoulder(False) == ["20610-RT"]


def test_a_drug_that_the_pair_table_holds_inside_the_injection_is_left_off() -> None:
    coding = coded(injected("trapezius"), agents=(Agent(drug="mepivacaine", volume_ml=3),))
    assert lines(coding) == ["20552"]
    assert "J0670" in refused(coding)


def test_a_drug_whose_line_is_dropped_keeps_the_units_of_its_dose() -> None:
    coding = coded(injected("trapezius"), agents=(Agent(drug="mepivacaine", volume_ml=3, mass_mg=30),))
    given = [(r.code, int(r.units)) for r in coding.refused if r.units is not None]
    assert given == [("J0670", 1)]  # a unit is 10 mL


def test_a_drug_given_for_the_whole_body_is_a_service_apart() -> None:
    service = OtherService(kind="intramuscular_injection", target="gluteus", side="right")
    assert lines(coded(injected("trapezius"), services=(service,))) == ["20552", "96372-59"]


def test_a_toxin_and_trigger_points_of_one_region_are_a_question() -> None:
    toxin = OtherService(kind="botulinum", target="cervical dystonia", side="right")
    assert coded(injected("splenius capitis"), services=(toxin,)).status == "query"
