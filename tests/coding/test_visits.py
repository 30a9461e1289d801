from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coding.building import coded, injected, lines, refused, visit
from tautband.model.encounter import OtherProblem, Postoperative, StatedCode, Visit

TRAPEZIUS = injected("trapezius")


def test_a_visit_beside_an_injection_needs_another_problem_that_was_managed() -> None:
    assert lines(coded(TRAPEZIUS, visit=visit("hypertension"))) == ["99213-25", "20552"]
    mentioned = Visit(other_problems=(OtherProblem(concept="hypertension", status="mentioned"),))
    assert lines(coded(TRAPEZIUS, visit=mentioned)) == ["20552"]
    assert lines(coded(TRAPEZIUS, visit=visit("myofascial_pain"))) == ["20552"]


def test_the_visit_points_to_its_own_problems() -> None:
    coding = coded(TRAPEZIUS, visit=visit("hypertension", "type_2_diabetes"))
    assert [line.diagnoses for line in coding.lines] == [("I10", "E11.9"), ("M79.18",)]


@pytest.mark.parametrize(
    ("concepts", "facts", "code"),
    [
        (["hypertension"], {"course": "minor"}, "99212"),
        (["hypertension"], {"course": "stable"}, "99213"),
        (["hypertension"], {"course": "stable", "prescription": True}, "99213"),
        (["hypertension"], {"course": None}, "99213"),
        (["hypertension"], {"course": "worsening"}, "99213"),
        (["hypertension"], {"course": "worsening", "prescription": True}, "99214"),
        (["hypertension"], {"course": "undiagnosed", "tests_ordered": 3}, "99214"),
        (["hypertension", "gerd"], {"course": "stable", "prescription": True}, "99214"),
        (["hypertension", "gerd"], {"course": "stable"}, "99213"),
        (["hypertension"], {"course": "stable", "prescription": True, "new_patient": True}, "99203"),
        (["hypertension"], {"course": "worsening", "prescription": True, "new_patient": True}, "99204"),
    ],
)
def test_two_of_three_elements_set_the_level(concepts: list[str], facts: dict[str, Any], code: str) -> None:
    assert lines(coded(procedure_performed=False, visit=visit(*concepts, **facts))) == [code]


def test_a_visit_of_before_2021_is_asked_about() -> None:
    coding = coded(procedure_performed=False, day=date(2020, 12, 31), visit=visit("hypertension"))
    assert lines(coding) == []
    assert [query.asks for query in coding.queries] == ["Which level of visit was documented?"]


def test_a_visit_booked_for_the_injection_is_refused() -> None:
    coding = coded(TRAPEZIUS, visit=Visit(scheduled_for_injection=True))
    assert lines(coding) == ["20552"]
    assert {"99212", "99213", "99214"} <= refused(coding)


def test_being_new_and_deciding_is_no_visit() -> None:
    coding = coded(TRAPEZIUS, visit=Visit(new_patient=True, decision_made_today=True))
    assert lines(coding) == ["20552"]
    assert {"99202", "99203", "99204", "99205"} <= refused(coding)


def test_a_payer_whose_rule_on_the_decision_is_not_known_is_named_as_such() -> None:
    def conventions(payer: str) -> list[str]:
        coding = coded(TRAPEZIUS, payer=payer, visit=Visit(decision_made_today=True))
        return [c.says for c in coding.conventions if "decides on the injection" in c.says]

    assert (len(conventions("medicare")), len(conventions("aetna"))) == (0, 1)


def test_a_printed_code_is_judged_and_never_copied() -> None:
    coding = coded(TRAPEZIUS, stated_codes=(StatedCode(code="20553"), StatedCode(code="99070")))
    assert lines(coding) == ["20552"]
    assert {"20553", "99070"} <= refused(coding)


def after(**facts: Any) -> list[str]:
    given: dict[str, Any] = {"operation": "rotator cuff repair", "weeks_since": 5}
    given |= {"same_surgeon": True, "related": True}
    return lines(coded(TRAPEZIUS, postoperative=Postoperative(**{**given, **facts})))


def test_related_work_of_the_surgeon_is_inside_the_global_period() -> None:
    assert after() == ["99024"]
    assert after(related=None) == ["99024"]
    assert after(weeks_since=12) == ["99024"]
    assert after(weeks_since=13) == ["20552"]


def test_unrelated_work_of_the_surgeon_takes_79() -> None:
    assert after(related=False) == ["20552-79"]


def test_another_surgeons_operation_bundles_nothing() -> None:
    assert after(same_surgeon=False) == ["20552"]


def test_a_short_global_period_ends_after_ten_days() -> None:
    assert after(operation="lumbar facet radiofrequency ablation", weeks_since=1) == ["99024"]
    assert after(operation="lumbar facet radiofrequency ablation", weeks_since=2) == ["20552"]


def test_an_operation_of_unknown_global_days_is_asked_about() -> None:
    facts = Postoperative(operation="a procedure", weeks_since=5, same_surgeon=True)
    assert coded(TRAPEZIUS, postoperative=facts).status == "query"


def test_texas_medicaid_asks_for_at_and_the_side() -> None:
    def texas(*injections: Any, day: date = date(2025, 11, 1)) -> list[str]:
        return lines(coded(*injections, payer="tx-medicaid", state="TX", day=day))

    assert texas(TRAPEZIUS) == ["20552-AT-RT"]
    assert texas(injected("trapezius", "left")) == ["20552-AT-LT"]
    assert texas(TRAPEZIUS, injected("levator scapulae", "left")) == ["20552-AT"]
    assert texas(TRAPEZIUS, day=date(2025, 10, 31)) == ["20552"]
