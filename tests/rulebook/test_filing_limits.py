"""By when a corrected claim is due, at the boundaries; the denials desk and the claim desk ask the same question."""

from __future__ import annotations

from datetime import date

import pytest

from tautband.model.desk import ContractTerms
from tautband.rulebook.filing_limits import Days, corrected_claim
from tautband.shipped import shipped_rulebook

SERVICE, NOTICE = date(2026, 3, 2), date(2026, 4, 1)


def due(payer: str, days: Days, terms: ContractTerms | None = None) -> tuple[date | None, str, str | None]:
    book = shipped_rulebook()
    found = corrected_claim(book.payers.resolve(payer), days, book.tables, terms)
    return found.last_day, found.counted, found.evidence


def test_a_limit_from_the_remittance_begins_with_its_date() -> None:
    said = "90 days from the date of the remittance (2026-04-01)"
    assert due("cigna", Days(SERVICE, NOTICE)) == (date(2026, 6, 30), said, "tracker")


def test_a_limit_from_the_service_needs_no_remittance() -> None:
    said = "365 days from the date of service (2026-03-02)"
    assert due("anthem", Days(SERVICE, None)) == (date(2027, 3, 2), said, "secondary")


@pytest.mark.parametrize(
    ("payer", "days", "because"),
    [
        ("cigna", Days(SERVICE, None), "90 days from the date of the remittance, whose day is not known"),
        ("cigna", Days(SERVICE, date(9999, 12, 1)), "the calendar ends before it"),
        (
            "wa-lni",
            Days(SERVICE, NOTICE),
            "the limit of Washington Labor and Industries for corrected claims is not held",
        ),
        (
            "a plan nobody knows",
            Days(SERVICE, NOTICE),
            "the limit of a payer that is not in the rule book for corrected claims is not held",
        ),
    ],
)
def test_what_is_missing_is_said_and_no_day_is_put_in_its_place(payer: str, days: Days, because: str) -> None:
    assert due(payer, days) == (None, f"not known: {because}", None)


def test_a_contract_goes_before_the_table() -> None:
    terms = ContractTerms(payer="Cigna", corrected_days=30, corrected_from="date_of_service")
    said = "30 days from the date of service (2026-03-02)"
    assert due("cigna", Days(SERVICE, NOTICE), terms) == (date(2026, 4, 1), said, "own")
