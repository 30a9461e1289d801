"""The last day in time, at its boundaries: leap years, presumed receipt, contracts, and limits nobody knows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from remits.remitted import SERVICE, decided, denial, line, payment, sent, worked
from tautband.model.denial import Deadline
from tautband.model.desk import ContractTerms, DeskSettings
from tautband.rulebook.time_limits import after


@pytest.mark.parametrize(
    ("day", "days", "months", "last"),
    [
        (date(2024, 2, 29), None, 12, date(2025, 2, 28)),
        (date(2023, 2, 28), None, 12, date(2024, 2, 28)),
        (date(2024, 1, 31), None, 1, date(2024, 2, 29)),
        (date(2025, 1, 31), None, 1, date(2025, 2, 28)),
        (date(2025, 12, 31), None, 2, date(2026, 2, 28)),
        (date(2024, 2, 28), 1, None, date(2024, 2, 29)),
        (date(2024, 2, 28), 120, None, date(2024, 6, 27)),
        (date(2023, 2, 28), 120, None, date(2023, 6, 28)),
        (date(2026, 3, 2), 90, 12, date(2027, 3, 2)),
        (date(9999, 12, 1), 31, None, None),
        (date(9999, 12, 1), None, 1, None),
        (date(2026, 3, 2), None, None, None),
    ],
)
def test_a_limit_ends_on_the_calendars_day(day: date, days: int | None, months: int | None, last: date | None) -> None:
    assert after(day, days, months) == last


def of_appeal(payer: str, noticed: date | None, **desk: Any) -> Deadline:
    claim = payment(decided(line("20552", "CO-50 95", rarcs="N115")), paid_on=noticed)
    (found,) = worked(claim, payer=payer, **desk).denials
    assert found.appeal is not None
    assert found.deadline == found.appeal.deadline
    return found.deadline


def test_a_medicare_notice_is_presumed_to_come_five_days_after_its_date() -> None:
    found = of_appeal("medicare", date(2024, 2, 25))
    assert found.last_day == date(2024, 6, 29)  # 1 March, over 29 February, and 120 days
    assert found.evidence == "primary"
    assert "presumed 5 days after 2024-02-25 (2024-03-01)" in found.counted


def test_the_presumption_crosses_the_end_of_a_leap_february() -> None:
    assert of_appeal("medicare", date(2023, 2, 25)).last_day == date(2023, 6, 30)
    assert of_appeal("medicare", date(2024, 2, 24)).last_day == date(2024, 6, 28)


def test_a_receipt_that_can_be_shown_goes_before_the_presumption() -> None:
    found = of_appeal("medicare", date(2026, 4, 1), received=date(2026, 4, 14))
    assert (found.last_day, found.counted) == (
        date(2026, 8, 12),
        "120 days from the receipt of the decision (2026-04-14)",
    )


def test_a_receipt_before_the_notice_settles_nothing() -> None:
    found = of_appeal("medicare", date(2026, 4, 1), received=date(2026, 3, 31))
    assert found.last_day is None
    assert "before the notice" in found.counted


def test_a_notice_without_a_date_has_no_deadline() -> None:
    assert of_appeal("medicare", None).last_day is None


def test_medicare_advantage_has_its_own_days_since_2025() -> None:
    assert of_appeal("medicare-advantage", date(2026, 4, 1)).last_day == date(2026, 6, 5)
    assert of_appeal("medicare-advantage", date(2024, 12, 31)).last_day is None
    assert of_appeal("medicare-advantage", date(2025, 1, 1)).last_day == date(2025, 3, 7)


@pytest.mark.parametrize(
    ("payer", "last"),
    [("aetna", date(2026, 5, 31)), ("uhc", date(2027, 4, 1)), ("cigna", None), ("tx-medicaid", None), ("wa-lni", None)],
)
def test_another_payers_appeal_is_in_time_as_far_as_its_own_limit_is_held(payer: str, last: date | None) -> None:
    assert of_appeal(payer, date(2026, 4, 1)).last_day == last


def test_a_members_right_is_named_and_no_provider_is_told_to_rely_on_it() -> None:
    found = of_appeal("cigna", date(2026, 4, 1))
    assert found.last_day is None
    assert "a member's own has 180 days, until 2026-09-28" in found.counted


def test_a_contract_goes_before_every_limit_that_ships() -> None:
    terms = ContractTerms(
        payer="Aetna", appeal_days=45, corrected_days=30, corrected_from="remittance", original_days=60
    )
    settings = DeskSettings(contracts=(terms,))
    found = of_appeal("aetna", date(2026, 4, 1), settings=settings)
    assert (found.last_day, found.evidence) == (date(2026, 5, 16), "own")
    corrected = denial("CO-4 95", payer="aetna", settings=settings)
    assert (corrected.route, corrected.deadline.last_day) == ("corrected_claim", date(2026, 5, 1))
    anew = denial("CO-31 95", payer="aetna", settings=settings)
    assert (anew.route, anew.deadline.last_day) == ("new_claim", date(2026, 5, 1))


def test_a_contract_goes_before_a_shipped_limit_for_corrected_claims() -> None:
    terms = ContractTerms(payer="Cigna", corrected_days=30, corrected_from="date_of_service")
    found = denial("CO-4 95", payer="cigna", settings=DeskSettings(contracts=(terms,)))
    assert (found.deadline.last_day, found.deadline.evidence) == (date(2026, 4, 1), "own")


def test_a_contract_cannot_make_medicare_take_a_corrected_claim() -> None:
    settings = DeskSettings(contracts=(ContractTerms(payer="medicare", takes_corrected_claims=True),))
    assert denial("CO-4 95", payer="medicare", settings=settings).route == "reopening"


def test_a_payer_whose_contract_takes_no_corrected_claim_is_asked_to_mend_its_own() -> None:
    settings = DeskSettings(contracts=(ContractTerms(payer="cigna", takes_corrected_claims=False),))
    assert denial("CO-4 95", payer="cigna", settings=settings).route == "reopening"


@pytest.mark.parametrize(
    ("codes", "payer", "route", "last"),
    [
        ("CO-16 95", "medicare", "reopening", date(2027, 4, 1)),
        ("CO-16 95", "cigna", "corrected_claim", date(2026, 6, 30)),
        ("CO-16 95", "uhc", "corrected_claim", date(2026, 9, 28)),
        ("CO-16 95", "anthem", "corrected_claim", date(2027, 3, 2)),
        ("CO-16 95", "aetna", "corrected_claim", None),
        ("CO-16 95", "wa-lni", "corrected_claim", None),
        ("CO-31 95", "medicare", "new_claim", date(2027, 3, 2)),
        ("CO-31 95", "medicare-railroad", "new_claim", date(2027, 3, 2)),
        ("CO-31 95", "tricare", "new_claim", date(2027, 3, 2)),
        ("CO-31 95", "tx-medicaid", "new_claim", date(2026, 6, 5)),
        ("CO-31 95", "wa-lni", "new_claim", None),
        ("CO-22 95", "medicare", "rebill_other_payer", None),
    ],
)
def test_each_route_is_counted_from_its_own_event(codes: str, payer: str, route: str, last: date | None) -> None:
    found = denial(codes, payer=payer)
    assert (found.route, found.deadline.last_day) == (route, last)
    if last is None:
        assert found.deadline.counted.startswith("not known: ")


def test_a_medicare_claim_of_29_february_is_filed_by_28_february() -> None:
    leap = date(2024, 2, 29)
    claim = decided(line("20552", "CO-16 95", rarcs="MA130", date_of_service=leap))
    (found,) = worked(payment(claim, paid_on=date(2024, 4, 1)), payer="medicare").denials
    assert found.deadline.last_day == date(2025, 2, 28)


def test_the_sent_claim_lends_its_date_where_the_remittance_has_none() -> None:
    claim = decided(line("20552", "CO-31 95", date_of_service=None))
    (found,) = worked(payment(claim), payer="medicare", sent=[sent("20552")]).denials
    assert (found.date_of_service, found.deadline.last_day) == (SERVICE, date(2027, 3, 2))


def test_what_is_written_off_or_billed_to_the_patient_is_due_on_no_day() -> None:
    assert denial("CO-222 95", payer="cigna").deadline.counted == "no step is due"
    assert denial("PR-204 95", payer="cigna").deadline.last_day is None
