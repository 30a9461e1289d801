from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.tables import scans
from tautband.rulebook.packed import day_number, pack_code, pack_modifier
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.fees import ADD_ON_GLOBAL, NO_GLOBAL_CONCEPT, UNKNOWN, FeeRow
from tautband.rulebook.tables.source import rows

TABLES = Tables.open()
FEES, PRICES = TABLES.fees, TABLES.prices
POOL = sorted({(row["code"], row["modifier"]) for row in rows("fee_schedule")})


def row_of(code: str, day: date, modifier: str = "") -> FeeRow:
    found = FEES.on(code, day, modifier)
    assert found is not None
    return found


def test_trigger_point_codes_have_no_bilateral_rule_and_no_days_after() -> None:
    for code in ("20552", "20553"):
        found = row_of(code, date(2026, 3, 2))
        assert (found.status, found.bilateral, found.global_days, found.multiple_procedure) == ("A", "0", "000", "2")


def test_the_value_of_a_year_is_that_of_its_release() -> None:
    found = row_of("20552", date(2025, 3, 2))
    assert (found.work, found.pe_nonfacility, found.pe_facility, found.malpractice) == (
        Decimal("0.66"),
        Decimal("0.84"),
        Decimal("0.36"),
        Decimal("0.07"),
    )


def test_national_payment_follows_from_the_tables() -> None:
    found = row_of("20552", date(2025, 3, 2))
    factor = PRICES.conversion_factor(date(2025, 3, 2), "nonqp")
    assert factor is not None
    assert found.pe_nonfacility is not None
    total = (found.work + found.pe_nonfacility + found.malpractice) * factor.amount
    assert total.quantize(Decimal("0.01")) == Decimal("50.78")


def test_the_year_without_indicators_says_none() -> None:
    found = row_of("20552", date(2019, 3, 2))
    assert (found.status, found.bilateral, found.global_days, found.indicator_evidence) == (None, None, None, "unknown")


def test_a_value_that_does_not_apply_is_none() -> None:
    without = next(row for row in rows("fee_schedule") if row["pe_facility_na"] == "NA")
    day = date.fromisoformat(without["effective_from"])
    assert row_of(without["code"], day, without["modifier"]).pe_facility is None


def test_no_row_is_none_and_not_a_zero() -> None:
    assert FEES.on("20552", date(2018, 12, 31)) is None
    assert FEES.on("99999", date(2025, 1, 1)) is None
    assert FEES.on("20552", date(2025, 1, 1), "26") is None


def test_columns_tell_days_from_other_concepts() -> None:
    asked = {"20552": 0, "64612": 10, "76942": NO_GLOBAL_CONCEPT, "77002": ADD_ON_GLOBAL, "99999": UNKNOWN}
    row = FEES.find(np.array([pack_code(code) for code in asked]), np.full(len(asked), day_number(date(2025, 5, 1))))
    assert FEES.column("global_days", row).tolist() == list(asked.values())
    earlier = FEES.find(np.array([pack_code("20552")]), np.array([day_number(date(2019, 5, 1))]))
    assert FEES.column("bilateral", earlier).tolist() == [UNKNOWN]
    assert FEES.column("status", earlier).tolist() == [UNKNOWN]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([*POOL, ("99999", "")]), st.dates(date(2018, 1, 1), date(2028, 1, 1))), min_size=1
    )
)
def test_arrays_single_answers_and_a_scan_agree(asked: list[tuple[tuple[str, str], date]]) -> None:
    found = FEES.find(
        np.array([pack_code(code) for (code, _), _ in asked]),
        np.array([day_number(day) for _, day in asked]),
        np.array([pack_modifier(modifier) for (_, modifier), _ in asked]),
    )
    bilateral = FEES.column("bilateral", found)
    for number, ((code, modifier), day) in enumerate(asked):
        expected = scans.fee(code, modifier, day)
        single = FEES.on(code, day, modifier)
        assert (single is None, int(found[number]) == -1) == (expected is None, expected is None)
        if single is not None and expected is not None:
            assert (single.release, single.bilateral or "") == (expected["source_release"], expected["bilateral"])
            assert int(bilateral[number]) == (int(expected["bilateral"]) if expected["bilateral"] else UNKNOWN)


def test_in_2026_the_clinicians_track_picks_the_factor() -> None:
    day = date(2026, 3, 2)
    assert PRICES.tracks(day) == ("nonqp", "qp")
    factors = {track: PRICES.conversion_factor(day, track) for track in ("qp", "nonqp")}
    assert {track: factor and factor.amount for track, factor in factors.items()} == {
        "qp": Decimal("33.5675"),
        "nonqp": Decimal("33.4009"),
    }


def test_the_factor_changed_within_2024() -> None:
    amounts = [PRICES.conversion_factor(day, "nonqp") for day in (date(2024, 3, 8), date(2024, 3, 9))]
    assert [factor and factor.amount for factor in amounts] == [Decimal("32.7442"), Decimal("33.2875")]


def test_a_year_that_was_not_read_has_no_factor_and_no_indices() -> None:
    assert PRICES.conversion_factor(date(2027, 1, 1), "nonqp") is None
    assert PRICES.tracks(date(2027, 1, 1)) == ()
    assert PRICES.cost_indices("15202", "00", date(2027, 1, 1)) is None
    assert PRICES.cost_indices("99999", "00", date(2025, 1, 1)) is None


def test_a_locality_has_its_indices_and_their_evidence() -> None:
    found = PRICES.cost_indices("15202", "00", date(2026, 3, 2))
    assert found is not None
    assert (found.state, found.evidence) == ("OH", "derived")
    earlier = PRICES.cost_indices("15202", "00", date(2025, 3, 2))
    assert earlier is not None
    assert earlier.evidence == "official"
