"""Who is bound by which edit, how severely, and where a person must say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policies.trees import book_with_test_policies
from rulebook.small_policies import REVISION, book, folder
from tautband.edits import scrub
from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.model.errors import InputError
from tautband.model.finding import Finding
from tautband.rulebook.book import Rulebook

ONE_LINE = (ServiceLine(code="20552", diagnoses=("M62.838",)),)
TOO_MANY = (ServiceLine(code="20552", diagnoses=("M79.18",)), ServiceLine(code="20553", diagnoses=("M79.18",)))


def claim(
    payer: str | None,
    state: str | None = None,
    zip_code: str | None = None,
    day: date = date(2024, 8, 1),
    lines: tuple[ServiceLine, ...] = ONE_LINE,
    history: tuple[HistoryEntry, ...] = (),
) -> Claim:
    return Claim(
        claim_id="C", payer=payer, state=state, zip_code=zip_code, date_of_service=day, lines=lines, history=history,
        history_scope="all",
    )  # fmt: skip


def findings(of: Claim, rulebook: Rulebook | None = None) -> dict[str, Finding]:
    (result,) = scrub([of], rulebook or book_with_test_policies())
    return {finding.edit: finding for finding in result.findings}


LISTED = "medicare/uniform-tpi/diagnosis-not-listed"


def test_in_a_state_of_two_contractors_that_differ_a_person_must_say() -> None:
    found = findings(claim("medicare", "VA"))
    assert (found[LISTED].outcome, found[LISTED].severity) == ("review", "deny")


def test_the_zip_code_decides_for_the_contractor_that_adopted() -> None:
    found = findings(claim("medicare", "VA", "23220"))
    assert (found[LISTED].outcome, found[LISTED].lcd) == ("fire", "L39671")


def test_the_zip_code_decides_for_the_contractor_that_did_not() -> None:
    assert LISTED not in findings(claim("medicare", "VA", "22301"))


def test_the_zip_code_counts_before_the_state() -> None:
    assert findings(claim("medicare", "OH", "23220"))[LISTED].lcd == "L39671"


def test_a_state_of_one_mind_is_bound_by_its_own_number() -> None:
    assert findings(claim("medicare", "NY"))[LISTED].lcd == "L39662"


def test_medicare_without_a_place_is_bound_by_no_contractor() -> None:
    assert LISTED not in findings(claim("medicare"))


@pytest.mark.parametrize(
    ("state", "day", "fires"),
    [
        ("NC", date(2024, 3, 30), False),
        ("NC", date(2024, 3, 31), True),
        ("OH", date(2024, 3, 31), False),
        ("OH", date(2024, 4, 1), True),
    ],
)
def test_an_adoption_begins_on_its_day(state: str, day: date, fires: bool) -> None:
    assert (LISTED in findings(claim("medicare", state, day=day))) is fires


def test_a_follower_is_bound_by_whom_it_follows() -> None:
    assert findings(claim("medicare-advantage", "OH"))[LISTED].outcome == "fire"
    assert findings(claim("humana-ma", "OH"))[LISTED].outcome == "fire"


PAIR, UNITS = "national/ncci/pair-billed-together", "national/mue/units-over-limit"
TWICE = (ServiceLine(code="20552", units=2, diagnoses=("M79.18",)), ServiceLine(code="20553", diagnoses=("M79.18",)))


def test_medicare_denies_by_the_national_edits() -> None:
    found = findings(claim("medicare", "OH", lines=TWICE))
    assert {edit: found[edit].severity for edit in (PAIR, UNITS)} == {PAIR: "deny", UNITS: "deny"}


def test_a_payer_nobody_covers_is_warned_by_the_national_edits_and_told_that_its_own_were_not_checked() -> None:
    found = findings(claim("Umbrella Mutual", "OH", lines=TWICE))
    assert {edit: found[edit].severity for edit in (PAIR, UNITS)} == {PAIR: "warn", UNITS: "warn"}
    untold = found["coverage/no-policy-of-the-payer"]
    assert (untold.outcome, untold.reason, untold.severity) == ("not_evaluated", "payer not covered", "warn")


def test_no_payer_at_all_is_a_payer_nobody_covers() -> None:
    assert findings(claim(None))["coverage/no-policy-of-the-payer"].reason == "payer not covered"


def test_a_payer_that_is_known_and_has_no_policy_read_says_so() -> None:
    found = findings(claim("example-unread", "OH", lines=TWICE))
    assert found["coverage/no-policy-of-the-payer"].reason == "payer not covered"
    assert (found[PAIR].severity, found[UNITS].severity) == ("warn", "warn")


def test_a_payer_that_adopts_the_national_edits_denies_and_one_that_does_not_is_silent() -> None:
    assert findings(claim("example-plan", "OH", lines=TWICE))[PAIR].severity == "deny"
    assert PAIR not in findings(claim("example-follower", "OH", lines=TWICE))
    assert PAIR not in findings(claim("self-pay", "OH", lines=TWICE))


def test_a_stated_gap_is_told_as_a_list_not_known() -> None:
    told = findings(claim("medicare", "OH", day=date(2020, 5, 4)))["coverage/no-policy-of-the-payer"]
    assert (told.reason, told.says) == (
        "list not known", "not evaluated: what CGS applied before L39656 began on 2024-04-01 is not known"
    )  # fmt: skip


def test_lines_that_no_payer_polices_are_told_nothing_of_coverage() -> None:
    visit = (ServiceLine(code="99213", diagnoses=("I10",)),)
    assert "coverage/no-policy-of-the-payer" not in findings(claim("Umbrella Mutual", "OH", lines=visit))


FOURTH = tuple(HistoryEntry(date_of_service=date(2024, month, 3), code="20552") for month in (2, 4, 6))


@pytest.mark.parametrize(
    ("grade", "severity"),
    [("primary", "deny"), ("quoted", "deny"), ("concordant", "deny"), ("secondary", "warn"), ("tracker", "warn")],
)
def test_the_grade_of_the_evidence_caps_the_severity(tmp_path: Path, grade: str, severity: str) -> None:
    text = REVISION.replace('"primary"', f'"{grade}"')
    rulebook = book(folder(tmp_path / "policies", text), tmp_path / "out")
    found = findings(claim("acme", history=FOURTH), rulebook)["acme/tpi/sessions-over-limit"]
    assert (found.severity, found.evidence_grade) == (severity, grade)


def test_the_edits_own_grade_counts_before_the_revisions(tmp_path: Path) -> None:
    text = REVISION.replace('severity = "deny"', 'severity = "deny"\nevidence = "tracker"')
    rulebook = book(folder(tmp_path / "policies", text), tmp_path / "out")
    assert findings(claim("acme", history=FOURTH), rulebook)["acme/tpi/sessions-over-limit"].severity == "warn"


def test_a_cap_never_raises_a_severity(tmp_path: Path) -> None:
    text = REVISION.replace('severity = "deny"', 'severity = "info"')
    rulebook = book(folder(tmp_path / "policies", text), tmp_path / "out")
    assert findings(claim("acme", history=FOURTH), rulebook)["acme/tpi/sessions-over-limit"].severity == "info"


def test_an_undated_revision_warns_at_most_from_the_start_of_icd10(tmp_path: Path) -> None:
    rulebook = book(folder(tmp_path / "policies", place="acme/tpi/undated.toml"), tmp_path / "out")
    edit = "acme/tpi/sessions-over-limit"
    found = findings(claim("acme", history=FOURTH), rulebook)[edit]
    assert (found.severity, found.revision) == ("warn", "undated")
    earlier = tuple(HistoryEntry(date_of_service=date(2015, month, 3), code="20552") for month in (5, 7, 9))
    assert edit in findings(claim("acme", day=date(2015, 10, 1), history=earlier), rulebook)
    assert edit not in findings(claim("acme", day=date(2015, 9, 30), history=earlier), rulebook)


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        (date(2024, 3, 31), None),
        (date(2024, 4, 1), "review"),
        (date(2024, 6, 30), "review"),
        (date(2024, 7, 1), "fire"),
        (date(2025, 3, 31), "fire"),
        (date(2025, 4, 1), None),
    ],
)
def test_a_revision_that_may_have_begun_earlier_is_for_a_person_until_its_first_day(
    tmp_path: Path, day: date, outcome: str | None
) -> None:
    text = REVISION.replace("title", "perhaps_from = 2024-04-01\nretired = 2025-03-31\ntitle")
    rulebook = book(folder(tmp_path / "policies", text, "acme/tpi/2024-07-01.toml"), tmp_path / "out")
    history = tuple(HistoryEntry(date_of_service=date(2024, month, 2), code="20552") for month in (1, 2, 3))
    many = (*history, *(HistoryEntry(date_of_service=date(2024, month, 2), code="20552") for month in (8, 9, 10)))
    found = findings(claim("acme", day=day, history=many), rulebook).get("acme/tpi/sessions-over-limit")
    assert (found and found.outcome) == outcome


def test_criteria_the_rule_book_does_not_hold_are_told_and_bind_nothing() -> None:
    with pytest.raises(InputError, match="no criteria set 'odgg'"):
        scrub([claim("cigna").model_copy(update={"criteria": ("odg", "odgg")})], book_with_test_policies())


def test_medicare_without_a_place_is_asked_for_the_place_and_not_called_unknown() -> None:
    found = findings(claim("medicare"))["coverage/no-policy-of-the-payer"]
    assert found.reason == "list not known"
    assert "give the state or the ZIP code of the service" in found.says
    assert "give the state" not in findings(claim("medicare", "FL"))["coverage/no-policy-of-the-payer"].says
