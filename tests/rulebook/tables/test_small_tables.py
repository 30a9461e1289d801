from __future__ import annotations

from datetime import date
from decimal import Decimal

from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.muscles import REGION_UNKNOWN
from tautband.rulebook.tables.source import rows

TABLES = Tables.open()


def codes_for(drug: str, day: date) -> tuple[str, ...]:
    return tuple(found.code for found in TABLES.drugs.codes_for(drug, day))


def test_a_drug_is_reported_by_the_code_of_the_date() -> None:
    assert codes_for("bupivacaine", date(2023, 6, 30)) == ()
    assert codes_for("Marcaine", date(2023, 7, 1)) == ("J0665",)
    assert codes_for("methylprednisolone acetate", date(2024, 3, 31)) == ("J1020", "J1030", "J1040")
    assert codes_for("Depo-Medrol", date(2024, 4, 1)) == ("J1010",)


def test_lidocaine_had_no_code_of_its_own_before_october_2024() -> None:
    assert codes_for("lidocaine", date(2024, 9, 30)) == ()
    assert codes_for("Lidocaine", date(2024, 10, 1)) == ("J2003",)
    assert codes_for("lidocaine with epinephrine", date(2024, 10, 1)) == ("J2004",)
    infusion = TABLES.drugs.get("J2001")
    assert infusion is not None
    assert (infusion.use, infusion.successors) == ("iv_only", ("J2003", "J2004"))


def test_a_unit_has_its_size() -> None:
    sizes = {code: TABLES.drugs.get(code) for code in ("J0665", "J2003", "J3301", "J0666")}
    assert {code: drug and (drug.unit_amount, drug.unit) for code, drug in sizes.items()} == {
        "J0665": (Decimal("0.5"), "mg"),
        "J2003": (Decimal(1), "mg"),
        "J3301": (Decimal(10), "mg"),
        "J0666": (None, None),
    }


def test_a_start_that_is_only_a_bound_leaves_earlier_dates_open() -> None:
    liposomal = TABLES.drugs.get("j0666")
    assert liposomal is not None
    assert (liposomal.valid_on(date(2024, 1, 1)), liposomal.valid_on(date(2026, 1, 1))) == (None, True)


def test_every_drug_of_a_code_has_a_class_and_no_name_has_two() -> None:
    drugs = [row["drug"] for row in rows("hcpcs_drugs") if row["drug"]]
    assert [drug for drug in drugs if TABLES.drugs.drug_class(drug) is None] == []
    names = [name.lower() for agent in TABLES.drugs.agents() for name in (agent.drug, *agent.aliases)]
    assert sorted(names) == sorted(set(names))


def test_classes_tell_an_anesthetic_from_a_steroid_and_from_what_is_unknown() -> None:
    classes = [TABLES.drugs.drug_class(name) for name in ("Kenalog", "bupivacaine", "Sarapin", "saline", "aspirin")]
    assert classes == ["corticosteroid", "local_anesthetic", "botanical", "saline", None]


def test_the_office_is_no_facility_and_the_surgery_center_is() -> None:
    office, center = TABLES.places.get("11"), TABLES.places.get("24")
    assert office is not None
    assert center is not None
    assert (office.facility, center.facility) == (False, True)
    assert TABLES.places.get("00") is None


def test_a_zip_code_leads_to_its_contractor_and_locality() -> None:
    place = TABLES.zips.place("45202-1234")
    assert place is not None
    assert (place.state, place.mac, place.locality, place.needs_zip9) == ("OH", "15202", "00", False)
    assert [TABLES.zips.place(text) for text in ("00000", "4520", "ABCDE", "", "\uff14\uff15\uff12\uff10\uff12")] == [
        None
    ] * 5


def test_every_zip_code_answers_as_its_row() -> None:
    for row in rows("zip_locality")[::101]:
        place = TABLES.zips.place(row["zip5"])
        assert place is not None
        held = (place.state, place.mac, place.locality, place.rural, place.needs_zip9)
        assert held == (row["state"], row["mac"], row["locality"], row["rural"], row["needs_zip9"] == "1")


def test_some_states_have_several_contractor_numbers() -> None:
    assert TABLES.jurisdictions.macs_of("OH") == ("15202",)
    assert TABLES.jurisdictions.macs_of("VA") == ("11302", "12202")
    assert TABLES.jurisdictions.macs_of("ZZ") == ()
    ohio = TABLES.jurisdictions.get("15202")
    assert ohio is not None
    assert (ohio.contractor, ohio.jurisdiction, ohio.states) == ("CGS", "J15", ("OH",))
    assert TABLES.jurisdictions.get("00000") is None


def test_every_contractor_of_a_zip_code_and_of_an_index_is_in_the_list() -> None:
    known = {mac.mac for mac in TABLES.jurisdictions.all()}
    assert {row["mac"] for row in rows("zip_locality")} - known == set()
    assert {row["mac"] for row in rows("gpci") if row["effective_from"] >= "2024"} - known == set()


def test_parents_and_members_are_muscles_of_the_table() -> None:
    names = {muscle.name for muscle in TABLES.muscles.all}
    assert len(names) == len(TABLES.muscles.all)
    assert {muscle.parent for muscle in TABLES.muscles.all if muscle.parent} - names == set()
    assert {member for members in TABLES.muscles.members_by_group.values() for member in members} - names == set()
    assert [m.name for m in TABLES.muscles.all if (m.kind == "part") != bool(m.parent)] == []
    assert [m.name for m in TABLES.muscles.all if (m.kind == "group") != bool(m.members)] == []


def test_muscles_share_a_region_or_have_none_together() -> None:
    number = TABLES.muscles.region_number(None, ["sternocleidomastoid", "scalenus medius"])
    assert TABLES.muscles.regions[number] == "neck"
    assert TABLES.muscles.region_number("neck") == number
    apart: tuple[list[str], ...] = (["sternocleidomastoid", "gluteus medius"], ["no such muscle"], [])
    assert [TABLES.muscles.region_number(None, names) for names in apart] == [REGION_UNKNOWN] * 3
    assert TABLES.muscles.region_number("elbow") == REGION_UNKNOWN


def test_a_remark_code_sharpens_a_cause_and_an_unknown_one_falls_back() -> None:
    causes = [
        TABLES.denials.cause("CO", "151"),
        TABLES.denials.cause("CO", "151", "N362"),
        TABLES.denials.cause("CO", "151", "N999"),
        TABLES.denials.cause("CO", "999"),
    ]
    assert [cause and cause.id for cause in causes] == [
        "too-many-sessions",
        "units-over-limit",
        "too-many-sessions",
        None,
    ]


def test_medicare_returns_an_unprocessable_claim_for_a_new_one() -> None:
    cause = TABLES.denials.cause("CO", "50", "MA130", "medicare")
    assert cause is not None
    assert cause.route == "new_claim"


def test_every_denial_code_has_a_cause_and_every_cause_a_code() -> None:
    named = {row["cause"] for row in rows("denials")}
    assert named == {cause.id for cause in TABLES.denials.causes()}


def test_the_amount_in_controversy_is_that_of_the_year_of_filing() -> None:
    levels = [TABLES.deadlines.appeal("medicare_ffs", 3, day) for day in (date(2025, 12, 31), date(2026, 1, 1))]
    assert [level and level.amount_usd for level in levels] == [190, 200]
    assert TABLES.deadlines.appeal("medicare_ffs", 3, date(2024, 1, 1)) is None
    assert TABLES.deadlines.appeal("medicare_ffs", 9, date(2026, 1, 1)) is None


def test_a_filing_limit_is_known_or_none() -> None:
    medicare, unknown = TABLES.deadlines.filing("medicare"), TABLES.deadlines.filing("nobody")
    assert medicare is not None
    assert (medicare.original_months, medicare.original_days, unknown) == (12, None, None)


def test_imaging_guidance_is_added_to_listed_codes_only() -> None:
    listed = TABLES.addons.primaries("77002")
    assert listed is not None
    assert {"20552", "20553"} <= set(listed)
    assert TABLES.addons.primaries("20552") is None


def test_the_old_code_for_myalgia_maps_forward() -> None:
    assert TABLES.icd9.forward("729.1") == ("M60.9", "M79.1", "M79.7")
    assert TABLES.icd9.forward("7291") == TABLES.icd9.forward("729.1")
    assert TABLES.icd9.forward("250.00") is None
    assert "724.2" in TABLES.icd9
