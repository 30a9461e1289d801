"""The first day is the one worked by hand, and the one `scrub` clears."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advice.histories import CASES, entry
from rulebook.small_policies import REVISION, book, folder
from tautband.advice.eligibility import NO_PROMISE, PROMISE, Eligibility
from tautband.advice.eligible import ELSEWHERE, eligible
from tautband.edits import scrub
from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.model.encounter import Encounter, Injection
from tautband.model.errors import InputError
from tautband.shipped import shipped_rulebook

FREQUENCY = ("session_limit", "days_between_sessions", "sessions_without_response")


def asked(case: dict[str, Any]) -> Eligibility:
    return eligible(
        [entry(text) for text in case["history"]],
        payer=case["payer"],
        state=case["state"],
        on=case["on"],
        region=case.get("region"),
        history_scope=case.get("scope", "all"),
        history_from=case.get("history_from"),
        criteria=tuple(case.get("criteria", ())),
        rulebook=shipped_rulebook(),
    )


def test_forty_histories_are_worked_by_hand_and_none_twice() -> None:
    assert len(CASES) >= 40
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert [case["name"] for case in CASES if len(case["arithmetic"]) < 30] == []


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_the_first_day_is_the_one_worked_by_hand(case: dict[str, Any]) -> None:
    found = asked(case)
    assert (found.answer, found.date) == (case.get("answer", "date"), case.get("date"))
    assert [u.reason for u in found.unchecked] == case.get("unchecked", [])
    assert [c.edit for c in found.conditions] == case.get("conditions", [])
    assert {site.region: site.date for site in found.sites} == case.get("sites", _sites_alike(found))
    assert found.because != ()
    assert found.promise == (PROMISE if found.answer == "date" else NO_PROMISE)


def _sites_alike(found: Eligibility) -> dict[str | None, date | None]:
    """Where a case names no sites, all of them share one day."""
    return {site.region: found.date for site in found.sites}


def test_the_reason_names_the_edit_the_session_and_the_day_it_leaves() -> None:
    found = asked(CASES[0])
    assert found.because[0] == (
        "medicare/uniform-tpi/sessions-over-limit: on 2025-04-14 the 12 months before still held 2024-04-15, "
        "2024-08-01, 2024-12-01; 2024-04-15 leaves on 2025-04-15"
    )


def test_what_keeps_a_session_off_a_day_carries_its_source() -> None:
    (stretch, *_) = asked(CASES[0]).sites[0].stretches
    (standing,) = stretch.standing
    assert (stretch.first, stretch.last) == (date(2025, 2, 15), date(2025, 4, 14))
    assert (standing.edit, standing.outcome, standing.severity) == (
        "medicare/uniform-tpi/sessions-over-limit", "fire", "deny",
    )  # fmt: skip
    assert standing.sessions == (date(2024, 4, 15), date(2024, 8, 1), date(2024, 12, 1))
    assert standing.citation is not None


def test_the_note_of_a_repeat_must_tell_of_the_relief_and_that_of_a_first_session_need_not() -> None:
    shown = [{item.fact for item in asked(CASES[n]).note_must_show} for n in (0, 2)]
    assert ["relief_percent" in facts for facts in shown] == [True, False]


def test_without_a_history_nothing_is_promised() -> None:
    found = eligible(None, payer="medicare", state="OH", on=date(2025, 2, 15), rulebook=shipped_rulebook())
    assert (found.answer, found.date) == ("not_known", None)
    assert [u.reason for u in found.unchecked] == ["no history"]


def test_a_region_nobody_knows_is_refused() -> None:
    with pytest.raises(InputError, match="lumbar"):
        eligible([], payer="medicare", on=date(2025, 2, 15), region="back", rulebook=shipped_rulebook())


def test_criteria_nobody_holds_are_refused() -> None:
    with pytest.raises(InputError, match="evicore, odg"):
        eligible([], payer="uhc", on=date(2025, 2, 15), criteria=("milliman",), rulebook=shipped_rulebook())


def test_a_policy_that_stops_the_session_later_is_foreseen(tmp_path: Path) -> None:
    """One session a year from 2025 on, none asked before: the session of December 2024 may be repeated until then."""
    without = REVISION.replace("max_sessions = 3", "max_sessions = 30")
    root = folder(tmp_path / "policies", without, "acme/tpi/2024-01-01.toml")
    folder(root, REVISION.replace("max_sessions = 3", "max_sessions = 1"), "acme/tpi/2025-01-01.toml")
    rulebook = book(root, tmp_path / "out")
    first = HistoryEntry(date_of_service=date(2024, 12, 2), code="20552")
    found = [
        eligible([first], payer="acme", on=on, history_scope="all", rulebook=rulebook)
        for on in (date(2024, 12, 20), date(2025, 1, 1))
    ]
    assert [(f.answer, f.date, f.until) for f in found] == [
        ("date", date(2024, 12, 20), date(2024, 12, 31)),
        ("date", date(2025, 12, 2), None),
    ]


def test_a_limit_that_a_later_revision_drops_ends_with_its_revision(tmp_path: Path) -> None:
    root = folder(tmp_path / "policies", REVISION.replace("max_sessions = 3", "max_sessions = 0"))
    folder(root, REVISION, "acme/tpi/2025-01-01.toml")
    found = eligible([], payer="acme", on=date(2024, 6, 3), history_scope="all", rulebook=book(root, tmp_path / "out"))
    assert (found.answer, found.date) == ("date", date(2025, 1, 1))
    assert found.because[0] == "acme/tpi/sessions-over-limit: its revision ends on 2024-12-31"


@pytest.mark.slow
def test_many_sessions_do_not_make_the_search_long() -> None:
    history = [HistoryEntry(date_of_service=date(2025, 1, 1) + timedelta(days=n), code="20552") for n in range(365)]
    found = eligible(
        history, payer="medicare", state="OH", on=date(2026, 1, 1), history_scope="all", region="neck",
        rulebook=shipped_rulebook(),
    )  # fmt: skip
    assert found.date == date(2026, 12, 29)


PAYERS = (
    ("medicare", "OH", ()), ("medicare", "NC", ()), ("medicare-advantage", "CT", ()), ("emblemhealth", "NY", ()),
    ("cigna", "NJ", ()), ("aetna", "NJ", ()), ("bcbs-ma", "MA", ()), ("wa-lni", "WA", ()), ("uhc", "NJ", ("evicore",)),
    ("uhc", "NJ", ("odg",)),
)  # fmt: skip
MUSCLE = {"neck": "splenius capitis", "lumbar": "quadratus lumborum"}
BACK = (0, 1, 6, 7, 8, 20, 21, 22, 41, 42, 59, 61, 89, 90, 91, 180, 300, 364, 365, 366, 400)
days_asked = st.builds(
    lambda day, step: day + timedelta(days=step),
    st.sampled_from([date(2024, 2, 29), date(2024, 3, 31), date(2025, 2, 28), date(2025, 8, 31), date(2026, 1, 1)]),
    st.integers(-40, 40),
)
entries = st.lists(
    st.tuples(
        st.sampled_from(BACK),
        st.sampled_from(("20552", "20553", "20560")),
        st.sampled_from((None, "neck", "lumbar")),
        st.sampled_from((None, None, None, "denied")),
    ),
    max_size=7,
)


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(st.sampled_from(PAYERS), days_asked, entries, st.sampled_from(("neck", "lumbar")))
def test_the_day_before_is_held_back_and_the_day_itself_clears(
    who: tuple[str, str, tuple[str, ...]], on: date, drawn: list[tuple[int, str, str | None, str | None]], region: str
) -> None:
    payer, state, criteria = who
    history = tuple(
        HistoryEntry.model_validate(
            {"date_of_service": on - timedelta(days=back), "code": code, "region": at, "outcome": outcome}
        )
        for back, code, at, outcome in drawn
    )
    rulebook = shipped_rulebook()
    found = eligible(
        history, payer=payer, state=state, on=on, region=region, history_scope="all", criteria=criteria,
        rulebook=rulebook,
    )  # fmt: skip
    limits = {
        rulebook.edit_id(number)
        for number in range(len(rulebook))
        if rulebook.kind_of(number) in FREQUENCY
        and (remedy := rulebook.edit(number).remedy)
        and remedy.kind in ("future_session", "cannot_be_mended")
    }

    def held_back(day: date) -> set[str]:
        claim = Claim(
            claim_id="C", payer=payer, state=state, date_of_service=day, lines=(ServiceLine(code="20552"),),
            history=history, history_scope="all", criteria=criteria,
            encounter=Encounter(injections=(Injection(muscle=MUSCLE[region], side="left"),)),
        )  # fmt: skip
        (result,) = scrub([claim], rulebook)
        return {f.edit for f in result.findings if f.outcome in ("fire", "review")} & limits

    def policy_known(day: date) -> bool:
        return rulebook.scope(payer, state, None, criteria).cell((day - date(1970, 1, 1)).days).covered

    if found.date is None:
        far = on + timedelta(days=4000)
        assert held_back(far) if found.answer == "never" else not policy_known(far)
        return
    assert found.date >= on
    assert held_back(found.date) == set()
    if found.date > on:
        eve = found.date - timedelta(days=1)
        assert held_back(eve) or not policy_known(eve)
    for day in (on + timedelta(days=n) for n in range(0, (found.date - on).days, 5)):
        assert held_back(day) or not policy_known(day)


def test_a_region_not_treated_before_is_called_elsewhere() -> None:
    assert [site.region for site in asked(CASES[12]).sites] == ["lumbar", ELSEWHERE]
