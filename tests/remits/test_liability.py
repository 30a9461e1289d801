"""Who bears a denied amount: group, cause, and the notice that was signed in time and fits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from remits.remitted import SERVICE, denial
from tautband.model.registration import Notice

ABN = Notice(kind="abn", signed_on=SERVICE)


@pytest.mark.parametrize(
    ("codes", "bearer"),
    [
        ("CO-50 95", "provider"),
        ("PR-50 95", "patient"),
        ("OA-50 95", "not_known"),
        ("PI-50 95", "not_known"),
        ("XX-50 95", "not_known"),
        ("CO-22 95", "other_payer"),
        ("CO-109 95", "other_payer"),
        ("CO-31 95", "not_known"),
        ("CO-27 95", "not_known"),
        ("PR-27 95", "patient"),
        ("CO-29 95", "provider"),
    ],
)
def test_the_group_says_who_bears_it_unless_the_cause_does(codes: str, bearer: str) -> None:
    assert denial(codes, payer="medicare").liability == bearer


@pytest.mark.parametrize("codes", ["CO-50 95", "CO-151 95", "CO-167 95", "CO-56 95"])
def test_a_notice_signed_in_time_shifts_a_medical_necessity_denial(codes: str) -> None:
    assert denial(codes, payer="medicare", notices=[ABN]).liability == "patient_with_notice"


def test_a_notice_signed_a_day_late_shifts_nothing() -> None:
    late = Notice(kind="abn", signed_on=SERVICE + timedelta(days=1))
    found = denial("CO-50 95", payer="medicare", notices=[late])
    assert (found.liability, found.liability_says) == (
        "provider", "group CO: the patient may not be billed; no notice on file counts",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "rarcs"),
    [("CO-151 95", "N362"), ("CO-97 95", "M80"), ("CO-236 95", ""), ("CO-231 95", ""), ("CO-97 95", "N525"),
     ("CO-50 95", "MA130"),
        ("CO-50 95", "N115 MA130"), ("CO-16 95", "MA130"), ("CO-29 95", ""), ("CO-18 95", ""), ("CO-4 95", "")],
)  # fmt: skip
def test_no_notice_covers_units_pairs_global_periods_or_what_was_not_processed(codes: str, rarcs: str) -> None:
    assert denial(codes, payer="medicare", rarcs=rarcs, notices=[ABN]).liability == "provider"


@pytest.mark.parametrize("payer", ["medicare-advantage", "humana-ma", "cigna", "tx-medicaid"])
def test_an_advance_notice_binds_original_medicare_alone(payer: str) -> None:
    assert denial("CO-50 95", payer=payer, notices=[ABN]).liability == "provider"


def test_a_plans_own_determination_binds_the_plan_alone() -> None:
    told = Notice(kind="organization_determination", signed_on=SERVICE)
    assert denial("CO-50 95", payer="medicare-advantage", notices=[told]).liability == "patient_with_notice"
    assert denial("CO-50 95", payer="medicare", notices=[told]).liability == "provider"


@pytest.mark.parametrize(
    "notice",
    [
        Notice(kind="none"),
        Notice(kind="abn"),
        Notice(kind="abn", signed_on=SERVICE, covers="excluded"),
        Notice(kind="abn", signed_on=SERVICE, services=("20610",)),
    ],
)
def test_no_notice_an_unsigned_one_or_one_of_other_services_counts(notice: Notice) -> None:
    assert denial("CO-50 95", payer="medicare", notices=[notice]).liability == "provider"


def test_a_notice_of_this_service_counts_from_any_day_before() -> None:
    early = Notice(kind="abn", signed_on=date(2026, 2, 1), services=("20552", "20553"))
    assert denial("CO-50 95", payer="medicare", notices=[early]).liability == "patient_with_notice"
