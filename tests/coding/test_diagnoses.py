from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coding.building import coded, injected
from tautband.model.encounter import Diagnosis
from tautband.rulebook.code_tables import CodeTables, in_force
from tautband.rulebook.tables import source
from tautband.shipped import shipped_rulebook


def codes(*muscles: str, day: date = date(2025, 3, 3), **stated: Any) -> tuple[str, ...]:
    return coded(*(injected(m) for m in muscles), day=day, diagnoses=(Diagnosis(**stated),)).diagnoses


@pytest.mark.parametrize(
    ("muscles", "expected"),
    [
        (["masseter"], ("M79.11",)),
        (["sternocleidomastoid"], ("M79.12",)),
        (["quadratus lumborum"], ("M79.18",)),
        (["trapezius"], ("M79.18",)),
        (["levator scapulae"], ("M79.18",)),
        (["trapezius", "splenius capitis"], ("M79.18", "M79.12")),
        (["masseter", "sternocleidomastoid"], ("M79.11", "M79.12")),
        (["cervical paraspinals"], ("M79.12",)),
    ],
)
def test_muscle_pain_is_coded_by_the_injected_muscles(muscles: list[str], expected: tuple[str, ...]) -> None:
    assert codes(*muscles, concept="myofascial_pain") == expected


def test_trapezius_is_other_site_unless_the_code_of_the_neck_is_printed() -> None:
    assert codes("trapezius", concept="myofascial_pain", site="neck") == ("M79.18",)
    assert codes("trapezius", "sternocleidomastoid", concept="myofascial_pain", site="neck") == ("M79.18", "M79.12")
    assert codes("trapezius", concept="myofascial_pain", written_code="M79.12") == ("M79.12",)
    assert codes("trapezius", concept="myofascial_pain", site="upper_back") == ("M79.18",)


def test_a_printed_code_of_another_site_goes_before_the_neck_in_words() -> None:
    def printed(*muscles: str) -> tuple[str, ...]:
        return codes(*muscles, concept="myofascial_pain", site="neck", written_code="M79.18")

    assert printed("trapezius") == ("M79.18",)
    assert printed("sternocleidomastoid", "trapezius") == ("M79.12", "M79.18")
    assert printed() == ("M79.18",)


def test_the_day_decides_between_the_old_code_and_its_successors() -> None:
    assert codes("trapezius", concept="myalgia", day=date(2018, 9, 30)) == ("M79.1",)
    assert codes("trapezius", concept="myalgia", day=date(2018, 10, 1)) == ("M79.18",)
    assert codes("trapezius", concept="low_back_pain", day=date(2021, 9, 30)) == ("M54.5",)
    assert codes("trapezius", concept="low_back_pain", day=date(2021, 10, 1)) == ("M54.50",)


def test_before_october_2015_the_code_is_of_icd9() -> None:
    assert codes("trapezius", concept="myalgia", written_code="729.1", day=date(2015, 9, 30)) == ("729.1",)
    assert codes("trapezius", concept="myalgia", written_code="729.1", day=date(2015, 10, 1)) == ("M79.1",)
    assert codes("trapezius", concept="myofascial_pain", day=date(2015, 9, 30)) == ("729.1",)
    assert codes("trapezius", concept="myofascial_pain", written_code="M79.18", day=date(2015, 9, 30)) == ("729.1",)


def test_a_printed_icd9_code_stands_for_words_that_the_table_does_not_hold() -> None:
    assert codes("trapezius", concept="cervical_radiculopathy", written_code="723.4", day=date(2014, 5, 1)) == (
        "723.4",
    )


def test_words_without_an_icd9_code_are_asked_about_and_never_coded_in_the_later_set() -> None:
    found = coded(injected("trapezius"), day=date(2014, 5, 1), diagnoses=(Diagnosis(concept="cervical_radiculopathy"),))
    assert found.diagnoses == ()
    assert [query.asks for query in found.queries] == ["Which ICD-9-CM code has the diagnosis?"]


def test_each_icd9_code_of_the_table_is_one_that_the_official_map_joins_to_the_concept() -> None:
    tables = CodeTables.open()
    joined = {(row["icd9"], row["icd10"]) for row in source.rows("icd9_tpi")}
    of_2015 = {(row["concept"], row["code"]) for row in tables["diagnosis_codes"] if in_force(row, "2015-10-01")}
    apart = [
        row
        for row in tables["icd9_diagnoses"]
        if not any((row["code"], code) in joined for concept, code in of_2015 if concept == row["concept"])
    ]
    assert apart == []
    assert len(tables["icd9_diagnoses"]) == 15


def test_a_printed_code_that_ended_gives_way_to_what_the_words_support() -> None:
    assert codes("splenius capitis", concept="myalgia", written_code="M79.1") == ("M79.12",)
    assert codes("trapezius", concept="low_back_pain", written_code="M54.5") == ("M54.50",)


def test_a_valid_printed_code_of_the_same_category_stands() -> None:
    assert codes("trapezius", concept="low_back_pain", written_code="M54.59") == ("M54.59",)


def test_a_printed_code_that_contradicts_the_words_gives_way() -> None:
    assert codes("trapezius", concept="low_back_pain", written_code="I10") == ("M54.50",)


def test_a_valid_printed_code_without_a_known_concept_stands() -> None:
    assert codes("trapezius", concept="something_rare", written_code="M62.89") == ("M62.89",)


def test_a_dead_printed_code_without_a_known_concept_is_asked_about() -> None:
    coding = coded(injected("trapezius"), diagnoses=(Diagnosis(concept="something_rare", written_code="M54.5"),))
    assert coding.diagnoses == ()
    assert "Which diagnosis does the clinician mean?" in [query.asks for query in coding.queries]


def test_no_diagnosis_is_inferred_from_what_was_injected() -> None:
    coding = coded(injected("trapezius"), diagnoses=())
    assert (coding.status, coding.diagnoses) == ("coded", ())
    assert [query.asks for query in coding.queries] == ["Which diagnosis was treated?"]


def test_only_assessed_diagnoses_are_coded() -> None:
    for status in ("historical", "ruled_out", "family"):
        assert codes("trapezius", concept="low_back_pain", status=status) == ()


def test_right_and_left_become_the_bilateral_code_where_there_is_one() -> None:
    both = tuple(Diagnosis(concept="knee_osteoarthritis", side=side) for side in ("left", "right"))
    assert coded(injected("trapezius"), diagnoses=both).diagnoses == ("M17.0",)
    epicondyles = tuple(Diagnosis(concept="lateral_epicondylitis", side=side) for side in ("left", "right"))
    assert coded(injected("trapezius"), diagnoses=epicondyles).diagnoses == ("M77.12", "M77.11")


def test_without_an_injection_the_stated_site_decides() -> None:
    def stated(site: str | None) -> tuple[str, ...]:
        return coded(diagnoses=(Diagnosis(concept="myofascial_pain", site=site),), procedure_performed=False).diagnoses

    assert [stated(site) for site in ("neck", "lumbar", None)] == [("M79.12",), ("M79.18",), ("M79.10",)]


def test_every_code_of_the_table_is_billable_from_its_first_to_its_last_day() -> None:
    diagnoses = shipped_rulebook().tables.diagnoses
    doubtful = []
    for row in CodeTables.open()["diagnosis_codes"]:
        for day in (row["valid_from"], row["valid_to"] or "2026-03-01"):
            status = diagnoses.on(row["code"], date.fromisoformat(day)).status.name
            if status not in ("BILLABLE", "INEXACT"):
                doubtful.append((row["concept"], row["code"], day, status))
    assert doubtful == []


def test_every_concept_has_one_code_for_each_site_side_and_day() -> None:
    rows = CodeTables.open()["diagnosis_codes"]
    days = sorted({row["valid_from"] for row in rows})
    seen: dict[tuple[str, str, str, str], str] = {}
    for row in rows:
        for day in days:
            if in_force(row, day):
                key = (row["concept"], row["site"], row["side"], day)
                assert seen.setdefault(key, row["code"]) == row["code"]
