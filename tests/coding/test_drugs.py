from __future__ import annotations

from datetime import date

import pytest

from coding.building import coded, injected, lidocaine, lines, refused
from tautband.model.encounter import Agent, Diagnosis, OtherService

TRAPEZIUS = injected("trapezius")


def drug_lines(*agents: Agent, day: date = date(2025, 3, 3), **facts: object) -> list[str]:
    return [line for line in lines(coded(TRAPEZIUS, day=day, agents=agents, **facts)) if not line.startswith("2055")]


@pytest.mark.parametrize(
    ("drug", "mass_mg", "day", "expected"),
    [
        ("lidocaine", 30, date(2024, 10, 1), ["J2003 x30"]),
        ("lidocaine", 30, date(2024, 9, 30), []),
        ("bupivacaine", 7.5, date(2023, 7, 1), ["J0665 x15"]),
        ("bupivacaine", 7.5, date(2023, 6, 30), []),
        ("ropivacaine", 6, date(2018, 10, 3), ["J2795 x6"]),
        ("methylprednisolone acetate", 40, date(2024, 4, 1), ["J1010 x40"]),
        ("methylprednisolone acetate", 40, date(2024, 3, 31), ["J1030"]),
        ("methylprednisolone acetate", 80, date(2024, 3, 31), ["J1040"]),
        ("methylprednisolone acetate", 20, date(2024, 3, 31), ["J1020"]),
        ("ketorolac", 15, date(2023, 11, 16), ["J1885"]),
        ("sodium chloride", 36, date(2025, 3, 3), []),
    ],
)
def test_the_drug_code_is_that_of_the_date(drug: str, mass_mg: float, day: date, expected: list[str]) -> None:
    assert drug_lines(Agent(drug=drug, mass_mg=mass_mg), day=day) == expected


@pytest.mark.parametrize(("mass_mg", "units"), [(5, 1), (10, 1), (10.5, 2), (15, 2), (20, 2), (20.0000001, 2)])
def test_part_units_round_up(mass_mg: float, units: int) -> None:
    line = "J3301" if units == 1 else f"J3301 x{units}"
    assert drug_lines(Agent(drug="triamcinolone acetonide", mass_mg=mass_mg)) == [line]


def test_doses_of_one_drug_are_added_before_they_are_rounded() -> None:
    part = Agent(drug="triamcinolone acetonide", mass_mg=5)
    assert drug_lines(part, part.model_copy(update={"concentration": "10 mg/mL"})) == ["J3301"]


def test_lidocaine_with_epinephrine_has_its_own_code() -> None:
    assert drug_lines(lidocaine(20, with_epinephrine=True)) == ["J2004 x20"]


def test_another_drug_with_epinephrine_has_none() -> None:
    assert drug_lines(Agent(drug="bupivacaine", mass_mg=5, with_epinephrine=True)) == []


def test_a_dose_that_the_note_does_not_give_has_no_units() -> None:
    coding = coded(TRAPEZIUS, agents=(lidocaine(None),))
    assert lines(coding) == ["20552"]
    assert "J2003" in refused(coding)


def test_the_codes_for_infusion_and_the_dead_code_are_refused_with_a_reason() -> None:
    coding = coded(TRAPEZIUS, day=date(2023, 5, 5), agents=(lidocaine(30),))
    assert {"J2000", "J2001", "J3490"} <= refused(coding)


@pytest.mark.parametrize("place", ["19", "22", "24"])
def test_a_facility_bills_its_own_drugs(place: str) -> None:
    assert drug_lines(lidocaine(30), place_of_service=place) == []


def test_the_supplier_code_is_never_used() -> None:
    assert drug_lines(Agent(drug="bupivacaine", volume_ml=30, mass_mg=75), day=date(2022, 1, 3)) == []


STEROID = Agent(drug="triamcinolone acetonide", mass_mg=20, container="single_dose")


def test_the_rest_of_a_single_dose_vial_is_waste_for_medicare() -> None:
    assert drug_lines(STEROID.model_copy(update={"wasted_mg": 20.0})) == ["J3301 x2", "J3301-JW x2"]


def test_waste_inside_the_last_billed_unit_is_no_waste_line() -> None:
    agent = STEROID.model_copy(update={"mass_mg": 15.0, "wasted_mg": 5.0})
    assert drug_lines(agent) == ["J3301 x2"]


def test_an_empty_single_dose_vial_is_marked_from_july_2023() -> None:
    empty = STEROID.model_copy(update={"wasted_mg": 0.0})
    assert drug_lines(empty, day=date(2023, 7, 1)) == ["J3301-JZ x2"]
    assert drug_lines(empty, day=date(2023, 6, 30)) == ["J3301 x2"]


def test_waste_is_not_reported_without_the_container_or_for_another_payer_or_an_anesthetic() -> None:
    assert drug_lines(STEROID.model_copy(update={"container": None, "wasted_mg": 20.0})) == ["J3301 x2"]
    assert drug_lines(STEROID.model_copy(update={"wasted_mg": 20.0}), payer="aetna") == ["J3301 x2"]
    assert drug_lines(lidocaine(20, container="single_dose", wasted_mg=30.0)) == ["J2003 x20"]


def test_a_drug_of_a_service_that_is_not_billed_is_not_billed() -> None:
    assert drug_lines(lidocaine(20, for_service="epidural")) == []


def test_a_dose_without_a_service_to_bill_keeps_its_units_among_the_refused() -> None:
    coding = coded(procedure_performed=True, agents=(lidocaine(30),))
    assert lines(coding) == []
    assert [(r.code, int(r.units)) for r in coding.refused if r.units is not None] == [("J2003", 30)]


def test_a_dose_in_a_facility_keeps_none() -> None:
    coding = coded(procedure_performed=True, agents=(lidocaine(30),), place_of_service="22")
    assert [r.code for r in coding.refused if r.units is not None] == []


def test_a_drug_points_to_the_diagnosis_of_the_service_that_used_it() -> None:
    coding = coded(
        TRAPEZIUS,
        services=(OtherService(kind="joint_injection", target="knee", side="right"),),
        agents=(Agent(drug="triamcinolone acetonide", mass_mg=40, for_service="joint_injection"),),
        diagnoses=(
            Diagnosis(concept="myofascial_pain"),
            Diagnosis(concept="knee_osteoarthritis", side="right"),
        ),
    )
    assert {line.code: line.diagnoses for line in coding.lines} == {
        "20552": ("M79.18",),
        "20610": ("M17.11",),
        "J3301": ("M17.11",),
    }
