"""Services of one day, each pair right before and after its dates.

The expected answers were written from the published pair rows and their dates, not from the program: nerve blocks
turned round on 2017-01-01, a modifier stands on either column since 2019-07-01, visit pairs were out from 2020-01-01 to
2020-09-30, and the last quarter read is the third of 2024.
"""

from __future__ import annotations

from datetime import date

import pytest

from tautband.edits import scrub
from tautband.model.policy import Example, ExampleClaim
from tautband.rulebook.examples import example_claim
from tautband.shipped import shipped_rulebook

PAIR = "national/ncci/pair-billed-together"
VISIT = "national/ncci/visit-without-25"
BLOCK = "medicare/uniform-tpi/other-block-in-session"

# date, lines, and the findings of the three edits above: (edit, line, outcome, severity)
CLAIMS = [
    # one or two muscles beside three or more: indicator 0
    ("2024-07-01", ("20553", "20552"), {(PAIR, 2, "fire", "deny")}),
    ("2024-06-30", ("20553", "20552"), {(PAIR, 2, "review", "deny")}),
    ("2024-09-30", ("20553", "20552-59"), {(PAIR, 2, "fire", "deny")}),
    ("2024-10-01", ("20553", "20552-59"), {(PAIR, 2, "fire", "warn")}),
    ("2024-08-01", ("20552", "20553-XS"), {(PAIR, 1, "fire", "deny")}),
    ("2019-07-01", ("20553-59", "20552"), {(PAIR, 2, "review", "deny")}),
    # a large joint is column 1
    ("2024-08-01", ("20610", "20552"), {(PAIR, 2, "fire", "deny")}),
    ("2024-08-01", ("20610", "20552-59"), set()),
    ("2024-08-01", ("20610", "20552-XS"), set()),
    ("2024-08-01", ("20610-XS", "20552"), set()),
    ("2024-08-01", ("20610-RT", "20552"), {(PAIR, 2, "review", "deny")}),
    ("2019-06-30", ("20610-59", "20552"), {(PAIR, 2, "review", "deny")}),
    ("2019-07-01", ("20610-59", "20552"), set()),
    ("2019-06-30", ("20610", "20552-59"), set()),
    ("2026-03-02", ("20611", "20553"), {(PAIR, 2, "fire", "warn")}),
    # tendon sheath and tendon origin are column 1
    ("2024-08-01", ("20550", "20552"), {(PAIR, 2, "fire", "deny")}),
    ("2024-08-01", ("20551", "20553"), {(PAIR, 2, "fire", "deny")}),
    ("2024-08-01", ("20551", "20553-59"), set()),
    # the occipital nerve block turned round on 2017-01-01
    ("2016-12-31", ("64405", "20552"), {(PAIR, 2, "review", "deny")}),
    ("2016-12-31", ("64405", "20552-59"), set()),
    ("2016-12-31", ("64405-59", "20552"), {(PAIR, 2, "review", "deny")}),
    ("2017-01-01", ("64405", "20552"), {(PAIR, 1, "fire", "deny")}),
    ("2017-01-01", ("64405-59", "20552"), set()),
    ("2017-01-01", ("64405", "20552-59"), {(PAIR, 1, "fire", "deny")}),
    ("2019-06-30", ("64405", "20552-59"), {(PAIR, 1, "fire", "deny")}),
    ("2019-07-01", ("64405", "20552-59"), set()),
    ("2024-08-01", ("64405-XS", "20552"), {(BLOCK, 2, "fire", "warn")}),
    ("2024-03-31", ("64405-XS", "20552"), set()),
    # a transforaminal epidural turned round the same day
    ("2016-12-31", ("64483", "20553"), {(PAIR, 2, "review", "deny")}),
    ("2017-01-01", ("64483", "20553"), {(PAIR, 1, "fire", "deny")}),
    # the lumbar sympathetic block turned for 20552 alone, on 2021-07-01
    ("2021-06-30", ("64520", "20552"), {(PAIR, 1, "review", "deny")}),
    ("2021-07-01", ("64520", "20552"), {(PAIR, 2, "review", "deny")}),
    ("2021-07-01", ("64520", "20553"), {(PAIR, 1, "review", "deny")}),
    # chemodenervation is column 1, dry needling and an injected drug's administration column 2
    ("2024-08-01", ("64615", "20552"), {(PAIR, 2, "fire", "deny")}),
    ("2024-08-01", ("20560", "20552"), {(PAIR, 1, "fire", "deny")}),
    ("2024-08-01", ("96372", "20552"), {(PAIR, 1, "fire", "deny")}),
    ("2024-08-01", ("96372-59", "20552"), set()),
    # indicator 0: anesthesia, a block of the abdominal wall, a consult between clinicians
    ("2024-08-01", ("01992-59", "20552"), {(PAIR, 1, "fire", "deny")}),
    ("2024-08-01", ("64486-59", "20552"), {(PAIR, 1, "fire", "deny"), (BLOCK, 2, "fire", "warn")}),
    ("2024-08-01", ("99446-25", "20552"), {(PAIR, 1, "fire", "deny")}),
    # no pair: guidance, manual therapy, an interlaminar epidural
    ("2024-08-01", ("76942", "20552"), set()),
    ("2024-08-01", ("97140", "20552"), set()),
    ("2024-03-31", ("62323", "20552"), set()),
    ("2024-08-01", ("62323", "20552"), {(BLOCK, 2, "fire", "warn")}),
    # visits: pairs to 2019-12-31 and from 2020-10-01, the global surgery rule always
    ("2019-12-31", ("99213", "20552"), {(VISIT, 1, "fire", "deny")}),
    ("2020-01-01", ("99213", "20552"), {(VISIT, 1, "fire", "warn")}),
    ("2020-09-30", ("99213", "20552"), {(VISIT, 1, "fire", "warn")}),
    ("2020-10-01", ("99213", "20552"), {(VISIT, 1, "fire", "deny")}),
    ("2020-10-01", ("99213-25", "20552"), set()),
    ("2026-03-02", ("99213", "20553"), {(VISIT, 1, "fire", "warn")}),
    ("2024-08-01", ("99203", "20552"), {(VISIT, 1, "fire", "warn")}),
    ("2024-08-01", ("99203-25", "20552"), set()),
    ("2024-08-01", ("99213", "20610"), {(VISIT, 1, "fire", "deny")}),
    ("2024-08-01", ("G0463", "20552"), {(VISIT, 1, "fire", "deny")}),
]


@pytest.mark.parametrize(("day", "lines", "expected"), CLAIMS, ids=[f"{d} {' '.join(lines)}" for d, lines, _ in CLAIMS])
def test_services_of_one_day(day: str, lines: tuple[str, ...], expected: set[tuple[str, int, str, str]]) -> None:
    given = ExampleClaim(date=date.fromisoformat(day), lines=lines, state="OH")
    claim = example_claim(Example(name="same day", claim=given, gives="fire"), "medicare", "same day", "20552")
    (result,) = scrub([claim], shipped_rulebook())
    told = {(f.edit, f.line, f.outcome, f.severity) for f in result.findings if f.edit in (PAIR, VISIT, BLOCK)}
    assert {(e, n, o, s) for e, n, o, s in told if o != "not_evaluated"} == expected
