from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coding.building import coded, injected, lines, refused
from tautband.model.coding import Coding
from tautband.model.encounter import Agent, Diagnosis, OtherService, ServiceKind


def alone(kind: ServiceKind, target: str | None = None, day: date = date(2025, 3, 3), **facts: Any) -> list[str]:
    service = OtherService(kind=kind, target=target, **facts)
    return lines(coded(procedure_performed=False, day=day, services=(service,), payer="self-pay"))


@pytest.mark.parametrize(
    ("kind", "target", "expected"),
    [
        ("joint_injection", "index finger mcp joint", "20600-F6"),
        ("joint_injection", "thumb cmc joint", "20600-F5"),
        ("joint_injection", "great toe mtp joint", "20600-T5"),
        ("joint_injection", "wrist", "20605-RT"),
        ("joint_injection", "acromioclavicular joint", "20605-RT"),
        ("joint_injection", "temporomandibular joint", "20605-RT"),
        ("joint_injection", "knee joint", "20610-RT"),
        ("joint_injection", "glenohumeral joint", "20610-RT"),
        ("joint_injection", "hip joint", "20610-RT"),
        ("bursa_injection", "greater trochanteric bursa", "20610-RT"),
        ("bursa_injection", "subacromial bursa", "20610-RT"),
        ("bursa_injection", "olecranon bursa", "20605-RT"),
        ("tendon_sheath_injection", "flexor tendon sheath of the middle finger", "20550-F7"),
        ("tendon_sheath_injection", "biceps tendon sheath", "20550-RT"),
        ("ligament_injection", "iliolumbar ligament", "20550-RT"),
        ("tendon_origin_injection", "plantar fascia", "20550-RT"),
        ("tendon_origin_injection", "common extensor origin", "20551-RT"),
        ("nerve_block", "greater occipital nerve", "64405-RT"),
        ("nerve_block", "lesser occipital nerve", "64450-RT"),
        ("nerve_block", "suprascapular nerve", "64418-RT"),
        ("nerve_block", "intercostal nerve", "64420-RT"),
        ("nerve_block", "ilioinguinal nerve", "64425-RT"),
        ("nerve_block", "pudendal nerve", "64430-RT"),
        ("nerve_block", "sciatic nerve", "64445-RT"),
        ("nerve_block", "femoral nerve", "64447-RT"),
        ("nerve_block", "lateral femoral cutaneous nerve", "64450-RT"),
        ("nerve_block", "carpal tunnel", "20526-RT"),
        ("prp", "gluteus medius tendon", "0232T-RT"),
        ("prolotherapy", "sacroiliac ligaments", "M0076"),
        ("acupuncture", None, "97810"),
        ("botulinum", "chronic migraine", "64615"),
        ("botulinum", "cervical dystonia", "64616-RT"),
        ("botulinum", "hemifacial spasm", "64612-RT"),
    ],
)
def test_a_service_alone_has_the_code_of_its_target(kind: ServiceKind, target: str | None, expected: str) -> None:
    assert alone(kind, target, side="right") == [expected]


def test_a_toxin_is_coded_by_the_stated_diagnosis_where_its_target_is_silent() -> None:
    coding = coded(
        procedure_performed=False,
        services=(OtherService(kind="botulinum"),),
        diagnoses=(Diagnosis(concept="chronic_migraine"),),
    )
    assert lines(coding) == ["64615"]
    assert {"20552", "20553"} <= refused(coding)


def test_ultrasound_counts_for_a_joint_only_with_a_stored_image() -> None:
    assert alone("joint_injection", "knee", guided="ultrasound", image_saved=True) == ["20611"]
    assert alone("joint_injection", "knee", guided="ultrasound") == ["20610"]
    in_2014 = alone("joint_injection", "knee", guided="ultrasound", image_saved=True, report=True, day=date(2014, 6, 2))
    assert in_2014 == ["20610", "76942"]


def test_both_sides_are_one_line_with_50_where_the_fee_schedule_says_so() -> None:
    def both(kind: ServiceKind, target: str) -> list[str]:
        services = tuple(OtherService(kind=kind, target=target, side=side) for side in ("right", "left"))
        return lines(coded(procedure_performed=False, services=services))

    assert both("joint_injection", "knee") == ["20610-50"]
    assert both("tendon_origin_injection", "common extensor origin") == ["20551-RT", "20551-LT"]


@pytest.mark.parametrize(("count", "code"), [(1, "20560"), (2, "20560"), (3, "20561"), (6, "20561")])
def test_dry_needling_is_coded_by_the_number_of_muscles(count: int, code: str) -> None:
    assert alone("dry_needling", count=count) == [code]


def test_dry_needling_had_no_code_before_2020() -> None:
    coding = coded(
        procedure_performed=False, day=date(2019, 12, 31), services=(OtherService(kind="dry_needling", count=1),)
    )
    assert (coding.status, lines(coding)) == ("nothing_to_bill", [])


def test_muscles_needled_dry_add_up_over_the_entries_of_a_note() -> None:
    muscles = ("gluteus medius", "gluteus minimus", "piriformis")
    services = tuple(OtherService(kind="dry_needling", target=muscle, side="right") for muscle in muscles)
    assert lines(coded(procedure_performed=False, services=services)) == ["20561"]


def test_needling_the_injected_muscle_is_inside_the_injection() -> None:
    needled = OtherService(kind="dry_needling", target="trapezius", side="right", count=1)
    coding = coded(injected("trapezius"), services=(needled,))
    assert (coding.status, lines(coding)) == ("coded", ["20552"])
    assert {"20560", "20561"} <= refused(coding)


def test_needling_a_muscle_far_from_the_injection_takes_the_modifier() -> None:
    needled = OtherService(kind="dry_needling", target="gastrocnemius", side="left", count=1, separate_site=True)
    assert lines(coded(injected("trapezius"), services=(needled,))) == ["20552", "20560-59"]


@pytest.mark.parametrize(
    ("target", "guided", "count", "expected"),
    [
        ("c4-c5", "fluoroscopy", 1, ["64490"]),
        ("lumbar l4-5 and l5-s1", "fluoroscopy", 2, ["64493", "64494"]),
        ("lumbar", "ct", 4, ["64493", "64494", "64495"]),
        ("lumbar", "ultrasound", 1, ["0216T"]),
        ("cervical", "ultrasound", 2, ["0213T", "0214T"]),
    ],
)
def test_a_facet_injection_follows_region_levels_and_imaging(
    target: str, guided: str, count: int, expected: list[str]
) -> None:
    assert alone("facet_injection", target, guided=guided, count=count, image_saved=True) == expected


def test_facet_joints_without_imaging_are_trigger_points_by_count() -> None:
    assert alone("facet_injection", "lumbar", count=2) == ["20552"]
    assert alone("facet_injection", "lumbar", count=3) == ["20553"]


def test_the_sacroiliac_joint_follows_its_imaging() -> None:
    assert alone("sacroiliac_injection", guided="fluoroscopy", side="left") == ["27096-LT"]
    assert alone("sacroiliac_injection") == ["20552"]
    under_ultrasound = OtherService(kind="sacroiliac_injection", guided="ultrasound", image_saved=True)
    coding = coded(procedure_performed=False, services=(under_ultrasound,))
    assert (coding.status, lines(coding)) == ("query", [])


@pytest.mark.parametrize(
    ("target", "guided", "day", "expected"),
    [
        ("lumbar l4-5 interlaminar", "fluoroscopy", date(2025, 3, 3), ["62323"]),
        ("lumbar l4-5 interlaminar", None, date(2025, 3, 3), ["62322"]),
        ("cervical", "fluoroscopy", date(2025, 3, 3), ["62321"]),
        ("left l5 transforaminal", "fluoroscopy", date(2025, 3, 3), ["64483"]),
        ("lumbar", "fluoroscopy", date(2016, 12, 31), ["62311"]),
    ],
)
def test_an_epidural_follows_region_approach_imaging_and_day(
    target: str, guided: str | None, day: date, expected: list[str]
) -> None:
    assert alone("epidural", target, guided=guided, day=day) == expected


def test_a_service_whose_words_pick_no_code_is_asked_about() -> None:
    coding = coded(procedure_performed=False, services=(OtherService(kind="nerve_block"),))
    assert (coding.status, lines(coding)) == ("query", [])


def test_infiltration_under_the_skin_is_nothing_to_bill() -> None:
    coding = coded(procedure_performed=False, services=(OtherService(kind="infiltration", target="low back"),))
    assert (coding.status, lines(coding)) == ("nothing_to_bill", [])


def test_what_was_planned_or_done_by_another_clinician_is_not_coded() -> None:
    planned = OtherService(kind="joint_injection", target="knee", status="planned")
    elsewhere = OtherService(kind="joint_injection", target="knee", by_other_clinician=True)
    assert lines(coded(procedure_performed=False, services=(planned, elsewhere))) == []


def test_toxin_or_plasma_put_into_the_muscles_is_no_trigger_point_injection() -> None:
    toxin = Agent(drug="onabotulinumtoxinA", dose_units=50)
    plasma = Agent(drug="platelet-rich plasma", volume_ml=3)
    weakened = coded(injected("trapezius"), agents=(toxin,), diagnoses=(Diagnosis(concept="cervical_dystonia"),))
    assert lines(weakened) == ["64616-RT", "J0585 x50"]
    assert lines(coded(injected("trapezius"), agents=(plasma,))) == ["0232T-RT"]
    for_pain = coded(injected("trapezius"), agents=(toxin,))
    assert (for_pain.status, lines(for_pain)) == ("query", [])
    assert {"20552", "20553"} <= refused(for_pain)


def test_saline_or_dextrose_into_a_trigger_point_is_one() -> None:
    for drug in ("sodium chloride", "dextrose", "pitcher plant extract", "sterile water"):
        assert lines(coded(injected("trapezius"), agents=(Agent(drug=drug, volume_ml=2),))) == ["20552"]


def test_muscles_pierced_without_fluid_are_needled_dry() -> None:
    muscles = [injected("trapezius"), injected("trapezius", "left"), injected("levator scapulae")]
    coding = coded(*muscles, dry_needle_only=True)
    assert lines(coding) == ["20561"]
    assert {"20552", "20553"} <= refused(coding)


def guidance(payer: str = "uhc", place: str = "11", **facts: Any) -> list[str]:
    service = OtherService(kind="ultrasound_guidance", **facts)
    return lines(coded(injected("psoas major"), payer=payer, services=(service,), place_of_service=place))


def test_guidance_needs_image_and_report() -> None:
    assert guidance(image_saved=True, report=True) == ["20552", "76942"]
    assert guidance(image_saved=True, report=False) == ["20552"]
    assert guidance(image_saved=False, report=True) == ["20552"]
    assert guidance() == ["20552"]


def test_guidance_that_the_payer_does_not_cover_is_left_off_from_the_policys_first_day() -> None:
    seen = OtherService(kind="ultrasound_guidance", image_saved=True, report=True)

    def medicare(day: date) -> Coding:
        return coded(injected("piriformis"), day=day, services=(seen,))

    assert lines(medicare(date(2024, 3, 31))) == ["20552", "76942"]
    assert lines(medicare(date(2024, 4, 1))) == ["20552"]
    (refusal,) = [r for r in medicare(date(2024, 4, 1)).refused if r.code == "76942"]
    assert "medicare/uniform-tpi/guidance-not-covered" in refusal.because


def test_guidance_in_a_facility_is_the_professional_part() -> None:
    assert guidance(place="22", image_saved=True, report=True) == ["20552", "76942-26"]


def test_guidance_is_inside_a_nerve_block_from_2023() -> None:
    def block(day: date) -> list[str]:
        services = (
            OtherService(kind="nerve_block", target="sciatic nerve", guided="ultrasound", image_saved=True),
            OtherService(kind="ultrasound_guidance", image_saved=True, report=True),
        )
        return lines(coded(procedure_performed=False, day=day, payer="uhc", services=services))

    assert block(date(2022, 12, 31)) == ["64445", "76942"]
    assert block(date(2023, 1, 1)) == ["64445"]


@pytest.mark.parametrize(("place", "expected"), [("11", ["96372"]), ("22", []), ("23", [])])
def test_a_drug_for_the_whole_body_is_the_facilitys_in_a_facility(place: str, expected: list[str]) -> None:
    service = OtherService(kind="intramuscular_injection", target="deltoid", side="right")
    assert lines(coded(procedure_performed=False, services=(service,), place_of_service=place)) == expected
