"""Each finding has one remedy that the edits bear out, and none that puts on the claim what the record does not say."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from properties.batches import claims, days
from tautband.advice import search
from tautband.advice.change import Step, VerifiedRemedy, applied
from tautband.advice.remedies import remedies
from tautband.advice.steps import coding_of
from tautband.cli.inputs import read_text
from tautband.edits import scrub
from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.model.finding import Finding, ScrubResult
from tautband.pipeline import code
from tautband.shipped import HERE, shipped_rulebook

DAY = date(2026, 3, 2)
NOTE = """Date of service: 03/02/2026
Place of service: office (11)
HPI: aching right neck pain for five months, worse with desk work. She cannot turn her head to drive. Eight weeks of
physical therapy and eight weeks of naproxen failed. No prior trigger point injections.
Exam: right trapezius taut band with a tender nodule; pressing it sends pain to the temple.
Assessment: myofascial pain syndrome of the neck, M79.18.
Procedure: Consent given. Pain before 7/10. Chlorhexidine. With a 27 gauge needle the right trapezius was injected with
3 mL of 1 % lidocaine after negative aspiration. Tolerated well. Pain after 3/10.
Plan: ice tonight. Return in six weeks.
Electronically signed, MD
"""


def line(procedure: str, *modifiers: str, units: int = 1, to: tuple[str, ...] = ("M79.18",)) -> ServiceLine:
    return ServiceLine(code=procedure, modifiers=modifiers, units=units, diagnoses=to)


def claim(*lines: ServiceLine, **fields: Any) -> Claim:
    known = {
        "claim_id": "C1", "patient_id": "P1", "payer": "medicare", "state": "OH", "date_of_service": DAY,
        "place_of_service": "11", "rendering_npi": "1234567893", "history": (), "history_scope": "all",
    }  # fmt: skip
    return Claim(**{**known, **fields}, lines=lines)


def advised(given_claim: Claim, company: tuple[Claim, ...] = ()) -> dict[tuple[str, int | None], VerifiedRemedy | None]:
    result = scrub([given_claim, *company], shipped_rulebook())[0]
    found = remedies(given_claim, result, shipped_rulebook(), company)
    return {(f.edit.rsplit("/", 1)[-1], f.line): remedy for f, remedy in zip(result.findings, found, strict=True)}


def noted(text: str = NOTE, **fields: Any) -> Claim:
    answer = code(text, payer="medicare", state="OH", history=(), history_scope="all", **fields)
    assert answer.claim is not None
    return answer.claim


def steps(remedy: VerifiedRemedy | None) -> list[tuple[str, int | None, str | None, str | None]]:
    assert remedy is not None
    assert remedy.change is not None
    return [(s.action, s.line, s.was, s.becomes) for s in remedy.change.steps]


STEROID = """Date of service: 03/02/2026
Place of service: 11
HPI: burning low back pain for two years, worse with sitting. Home exercise for 12 weeks failed.
Exam: taut bands with tender nodules, left quadratus lumborum, left gluteus medius and left piriformis; pain referred
into the buttock.
Assessment: myalgia of the left hip girdle, M79.18. Left greater trochanteric bursitis.
Procedure: Written consent. With a 25 gauge needle the left quadratus lumborum, left gluteus medius and left piriformis
were each injected with 1 mL of 1 % lidocaine. Triamcinolone 40 mg/mL 1 mL from a single-dose vial, 0 mg discarded.
At a separate site the right knee joint was injected with 2 mL of bupivacaine 0.25 %.
Signed, MD
"""


@st.composite
def tampered(draw: st.DrawFn) -> Claim:
    """A claim that a note made, with its lines and its history changed by a careless hand."""
    made = noted(draw(st.sampled_from((NOTE, STEROID))))
    lines = list(made.lines)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        careless = draw(
            st.sampled_from(
                (
                    {"code": "20552"}, {"code": "20553"}, {"units": Decimal(2)}, {"units": Decimal(7)},
                    {"modifiers": ()}, {"modifiers": ("50",)}, {"modifiers": ("59",)}, {"modifiers": ("RT", "XS")},
                    {"diagnoses": ("M62.838",)}, {"diagnoses": ("M79.1",)}, {"diagnoses": ()}, None, "twice",
                )
            )
        )  # fmt: skip
        if careless == "twice":
            lines.append(lines[at])
        elif careless is None and len(lines) > 1:
            del lines[at]
        elif isinstance(careless, dict):
            lines[at] = lines[at].model_copy(update=careless)
    back = draw(st.lists(st.sampled_from((20, 30, 41, 90, 200, 364, 366)), max_size=4, unique=True))
    history = tuple(HistoryEntry(date_of_service=DAY - timedelta(days=n), code="20552") for n in back)
    payer, state = draw(
        st.sampled_from((("medicare", "OH"), ("cigna", "NJ"), ("bcbs-ma", "MA"), ("tx-medicaid", "TX")))
    )
    return made.model_copy(update={"lines": tuple(lines), "history": history, "payer": payer, "state": state})


@st.composite
def any_claim(draw: st.DrawFn) -> Claim:
    """One of the claims that the edits are tried on, or one that was tampered with."""
    if draw(st.booleans()):
        return draw(tampered())
    return draw(claims("C1", draw(days))).model_copy(update={"patient_id": None})


def test_units_that_no_record_can_bear_out_come_down_to_the_limit() -> None:
    remedy = advised(claim(line("20552", units=3)))["units-over-limit", 1]
    assert remedy is not None
    assert (remedy.kind, remedy.verified) == ("clerical", True)
    assert steps(remedy) == [("set_units", 1, "3", "1")]


def test_a_line_that_stands_twice_comes_off_once() -> None:
    found = advised(claim(line("20552"), line("20552")))
    assert steps(found["line-stands-twice", 2]) == [("remove_line", 2, "20552", None)]
    assert steps(found["units-over-limit", 2]) == [("remove_line", 2, "20552", None)]


def test_a_modifier_the_code_never_takes_comes_off_and_the_others_stay() -> None:
    found = advised(claim(line("20552", "50", "XS")))
    assert steps(found["two-sided-modifier", 1]) == [("remove_modifier", 1, "50", None)]


def test_a_supply_inside_the_procedure_comes_off() -> None:
    found = advised(claim(line("20552"), line("99070")))
    assert steps(found["supply-inside-the-procedure", 2]) == [("remove_line", 2, "99070", None)]


def test_which_of_two_codes_of_one_session_stands_is_not_for_the_claim_to_say() -> None:
    remedy = advised(claim(line("20552"), line("20553")))["pair-billed-together", 1]
    assert remedy is not None
    assert (remedy.verified, remedy.change) == (False, None)


def test_the_note_says_which_of_two_codes_stands() -> None:
    both = noted().model_copy(update={"lines": (line("20552"), line("20553"), line("J2003", units=30))})
    remedy = advised(both)["pair-billed-together", 1]
    assert remedy is not None
    assert (remedy.kind, steps(remedy)) == ("in_record", [("remove_line", 2, "20553", None)])


def test_the_code_units_and_diagnosis_of_the_note_stand_with_its_words() -> None:
    wrong = line("20553", units=2, to=("M62.838",))
    found = advised(noted().model_copy(update={"lines": (wrong, line("J2003", units=30))}))
    assert steps(found["fewer-muscles-than-three", 1]) == [("set_code", 1, "20553", "20552")]
    assert steps(found["units-over-limit", 1]) == [("set_units", 1, "2", "1")]
    pointed = found["diagnosis-not-listed", 1]
    assert steps(pointed) == [("set_diagnoses", 1, "M62.838", "M79.18")]
    assert pointed is not None
    assert pointed.change is not None
    assert "myofascial pain syndrome" in {evidence.text for evidence in pointed.change.steps[0].evidence}


def test_the_drug_line_of_the_note_is_added_where_the_policy_asks_for_it() -> None:
    remedy = advised(noted().model_copy(update={"lines": (line("20552"),)}))["drug-not-on-claim", 1]
    assert remedy is not None
    assert (remedy.kind, steps(remedy)) == ("in_record", [("add_line", None, None, "J2003")])
    assert (remedy.verified, remedy.says.split(". ")[-1]) == (
        False, "It leaves open: national/ncci/pair-billed-together.",
    )  # fmt: skip


def test_a_drug_nobody_recorded_is_not_added() -> None:
    remedy = advised(claim(line("20552")))["drug-not-on-claim", 1]
    assert remedy is not None
    assert (remedy.kind, remedy.verified, remedy.change) == ("clerical", False, None)


def test_a_session_too_many_is_told_the_first_later_day() -> None:
    history = tuple(
        HistoryEntry(date_of_service=date.fromisoformat(day), code="20552")
        for day in ("2025-05-15", "2025-09-01", "2026-01-05")
    )
    remedy = advised(claim(line("20552"), history=history))["sessions-over-limit", 1]
    assert remedy is not None
    assert (remedy.kind, remedy.verified) == ("future_session", True)
    assert remedy.change is not None
    assert (remedy.change.next_session, remedy.change.steps) == (date(2026, 5, 15), ())


def test_a_lifetime_cap_cannot_be_mended_and_says_who_bears_it() -> None:
    history = tuple(HistoryEntry(date_of_service=date(2019 + n, 3, 4), code="20552") for n in range(6))
    remedy = advised(claim(line("20552"), payer="wa-lni", state="WA", history=history))["treatments-over-6", 1]
    assert remedy is not None
    assert (remedy.kind, remedy.verified) == ("cannot_be_mended", True)
    assert "write it off" in remedy.says


def test_what_the_note_lacks_is_asked_without_leading() -> None:
    silent = noted(NOTE.replace(" Pain before 7/10.", "").replace(" Pain after 3/10.", ""))
    remedy = advised(silent)["pain-scores-missing", 1]
    assert remedy is not None
    assert (remedy.kind, remedy.verified) == ("query_author", True)
    assert "a pain score before the injection" in remedy.says
    assert not re.search(r"\d", remedy.says)


def test_a_history_that_was_not_given_is_asked_for_and_giving_it_was_tried() -> None:
    found = advised(claim(line("20552"), history=None))
    (remedy,) = [r for (edit, _), r in found.items() if edit == "same-region-too-soon"]
    assert remedy is not None
    assert (remedy.kind, remedy.verified) == ("clerical", True)


def test_the_patient_s_other_claims_count_when_a_remedy_is_tried() -> None:
    """Two claims of one day exceed the day's limit together: nothing on this one alone sets it right."""
    other = claim(line("20552"), claim_id="C2")
    alone, together = advised(claim(line("20552"))), advised(claim(line("20552")), (other,))
    assert ("units-over-limit", 1) not in alone
    remedy = together["units-over-limit", 1]
    assert remedy is not None
    assert (remedy.verified, remedy.change) == (False, None)


@pytest.mark.slow
def test_the_claims_tampered_with_are_mended_in_every_way() -> None:
    ways: set[tuple[str, bool]] = set()

    @settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(tampered())
    def met(drawn: Claim) -> None:
        (result,) = scrub([drawn], shipped_rulebook())
        ways.update((r.kind, r.verified) for r in remedies(drawn, result, shipped_rulebook()) if r)

    met()
    assert {("in_record", True), ("clerical", True), ("future_session", True), ("query_author", True)} <= ways


def test_a_claim_longer_than_any_professional_claim_gets_the_policies_words() -> None:
    given_claim = claim(*(line("20552", "50") for _ in range(51)))
    (result,) = scrub([given_claim], shipped_rulebook())
    found = [r for r in remedies(given_claim, result, shipped_rulebook()) if r]
    assert len(found) > 51
    assert {(r.verified, r.change) for r in found} == {(False, None)}


def test_a_search_cut_short_claims_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without room to try a single step no correction is told."""
    doubled = noted().model_copy(update={"lines": (line("20553", "50", units=2, to=("M62.838",)),)})
    whole = advised(doubled)
    monkeypatch.setattr(search, "MOST_LINES", 0)
    cut = advised(doubled)
    assert {key for key, r in whole.items() if r and r.change} != set()
    assert {key for key, r in cut.items() if r and r.change and r.change.steps} == set()


def test_the_demo_note_s_findings_all_have_a_remedy() -> None:
    text = read_text(str(HERE / "cli/demo_note.txt"))
    answer = code(text)
    assert answer.claim is not None
    assert answer.checked is not None
    found = remedies(answer.claim, answer.checked, shipped_rulebook())
    assert len(found) == len(answer.findings) > 0
    assert None not in found


SIDES = {"LT", "RT", "50"}


def standing(result: ScrubResult, was: list[int | None] | None = None) -> Counter[str]:
    """Every edit that stands on a line, by the number the line had before, and every one that was left open."""
    told: Counter[str] = Counter()
    for f in result.findings:
        if f.outcome == "not_evaluated":
            told.update(f"open {edit}" for edit in f.edits)
        else:
            number = f.line if was is None or f.line is None else was[f.line - 1]
            told[f"{f.edit} on {number}"] += 1
    return told


def mended(given_claim: Claim, finding: Finding, before: ScrubResult, chosen: tuple[Step, ...]) -> bool:
    changed, numbers = applied(given_claim, chosen)
    (after,) = scrub([changed], shipped_rulebook())
    was, now = standing(before), standing(after, numbers)
    name = f"{finding.edit} on {finding.line}"
    return now[name] < was[name] and not now - was


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(any_claim())
def test_no_remedy_puts_on_the_claim_what_the_record_does_not_say(drawn: Claim) -> None:
    rulebook = shipped_rulebook()
    (result,) = scrub([drawn], rulebook)
    coding = coding_of(drawn, rulebook)
    of_the_note = set(coding.diagnoses) if coding else set()
    kinds = {rulebook.edit_id(number): rulebook.kind_of(number) for number in range(len(rulebook))}
    for finding, remedy in zip(result.findings, remedies(drawn, result, rulebook), strict=True):
        if remedy is None or remedy.change is None:
            continue
        changed, _ = applied(drawn, remedy.change.steps)
        assert changed.date_of_service == drawn.date_of_service
        assert changed.encounter == drawn.encounter
        assert changed.history == drawn.history
        for step in remedy.change.steps:
            touched = drawn.lines[step.line - 1] if step.line else None
            side = {step.was, step.becomes} & SIDES
            assert not side or step.evidence or (kinds[finding.edit] == "modifier_not_allowed" and step.was in SIDES)
            if step.action in ("add_line", "set_code", "set_diagnoses", "add_modifier"):
                assert step.evidence
                assert remedy.kind == "in_record"
            if step.action == "set_diagnoses":
                assert set((step.becomes or "").split()) <= of_the_note
            if step.action == "set_units" and not step.evidence:
                assert touched is not None
                assert rulebook.tables.drugs.get(touched.code) is None
        added = changed.lines[len(drawn.lines) - sum(s.action == "remove_line" for s in remedy.change.steps) :]
        assert all(new.date_of_service is None for new in added)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(any_claim())
def test_a_correction_clears_its_finding_adds_none_and_no_part_of_it_does(drawn: Claim) -> None:
    rulebook = shipped_rulebook()
    (result,) = scrub([drawn], rulebook)
    for finding, remedy in zip(result.findings, remedies(drawn, result, rulebook), strict=True):
        if remedy is None or not remedy.verified or remedy.change is None:
            continue
        chosen = remedy.change.steps
        if chosen:
            assert mended(drawn, finding, result, chosen), (finding.edit, remedy)
            for size in range(1, len(chosen)):
                for part in combinations(chosen, size):
                    assert not mended(drawn, finding, result, part), (finding.edit, part)
        if (next_day := remedy.change.next_session) is not None:
            later, eve = (
                drawn.model_copy(update={"date_of_service": day}) for day in (next_day, next_day - timedelta(1))
            )
            cleared, held = scrub([later, eve], rulebook)
            assert f"{finding.edit} on {finding.line}" not in standing(cleared)
            assert any(kind_of(f.edit) in LIMITS for f in held.findings if f.outcome != "not_evaluated")


LIMITS = ("session_limit", "days_between_sessions", "sessions_without_response")


def kind_of(name: str) -> str | None:
    rulebook = shipped_rulebook()
    return next((rulebook.kind_of(n) for n, edit in enumerate(rulebook.edit_ids()) if edit == name), None)


@pytest.mark.parametrize(
    "named", ["aetna", "cigna", "bcbs-ma", "emblemhealth", "tx-medicaid", "anthem", "regence", None]
)
def test_every_finding_with_words_of_its_policy_has_a_remedy(named: str | None) -> None:
    given_claim = noted().model_copy(update={"payer": named, "lines": (line("20553", "50", units=2, to=("M54.2",)),)})
    (result,) = scrub([given_claim], shipped_rulebook())
    found = remedies(given_claim, result, shipped_rulebook())
    assert [f.edit for f, r in zip(result.findings, found, strict=True) if f.remedy and r is None] == []
    assert len(found) > 1
