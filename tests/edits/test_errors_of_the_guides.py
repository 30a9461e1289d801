"""What popular guides tell a biller to do, and what the governing source makes of it.

Rows R4 to R7, R14 and R40 of the requirements: each claim is built as a guide would have it.
"""

from __future__ import annotations

from datetime import date

import pytest

from tautband.edits import scrub
from tautband.model.claim import Claim, ServiceLine
from tautband.model.encounter import Encounter, Injection
from tautband.model.finding import Finding, ScrubResult
from tautband.shipped import shipped_rulebook

PAIR = "national/ncci/pair-billed-together"
UNITS = "national/mue/units-over-limit"
TWO_SIDES = "national/mpfs/two-sided-modifier"
CODE = "national/hcpcs/code-not-valid"
DIAGNOSIS = "national/icd10cm/diagnosis-not-valid"
TOO_MANY_MUSCLES = "national/cpt/more-muscles-than-one-or-two"
TOO_FEW_MUSCLES = "national/cpt/fewer-muscles-than-three"
OF_THE_CODE_ITSELF = {PAIR, UNITS, TWO_SIDES, CODE, DIAGNOSIS, TOO_MANY_MUSCLES, TOO_FEW_MUSCLES}

Told = tuple[str, str, str, int | None, str]


def line(text: str) -> ServiceLine:
    """A line as "CODE-MOD xUNITS DX"."""
    code, *rest = text.split()
    units = next((int(word[1:]) for word in rest if word.startswith("x")), 1)
    return ServiceLine(
        code=code.partition("-")[0],
        modifiers=tuple(code.split("-")[1:]),
        units=units,
        diagnoses=tuple(word for word in rest if not word.startswith("x")),
    )


def note(*muscles: str) -> Encounter:
    injections = tuple(Injection(muscle=m.rpartition(" ")[0], side=m.rpartition(" ")[2]) for m in muscles)
    return Encounter(procedure_performed=True, injections=injections)


def scrubbed(day: str, *lines: str, encounter: Encounter | None = None) -> ScrubResult:
    claim = Claim(
        claim_id="C", patient_id="P", payer="medicare", state="OH", date_of_service=date.fromisoformat(day),
        place_of_service="11", lines=tuple(map(line, lines)), history=(), history_scope="all", encounter=encounter,
    )  # fmt: skip
    return scrub([claim], shipped_rulebook())[0]


def told(result: ScrubResult) -> set[Told]:
    return {
        (*_about(f), f.citation.source if f.citation else "")
        for f in result.findings
        if f.edit in OF_THE_CODE_ITSELF and f.outcome != "not_evaluated"
    }


def _about(finding: Finding) -> tuple[str, str, str, int | None]:
    return finding.edit, finding.outcome, finding.severity, finding.line


MUE = "CMS MUE table, practitioner services"
NCCI = "CMS NCCI PTP edits, practitioner; CR 11168 for the column a modifier may stand on"
MPFS = "CMS physician fee schedule, bilateral surgery indicator"
NCHS = "CDC/NCHS ICD-10-CM code lists"
HCPCS = "CMS HCPCS files and fee schedule releases"
CPT = "CPT code set since 2003"


def test_r5_three_muscles_are_not_20552_and_20552_xs() -> None:
    """One code, one unit: the second line is a second unit, and the note's three muscles are 20553."""
    three = note("trapezius right", "levator scapulae right", "infraspinatus right")
    assert told(scrubbed("2024-08-01", "20552 M79.18", "20552-XS M79.18", encounter=three)) == {
        (UNITS, "fire", "deny", 2, MUE),
        (TOO_MANY_MUSCLES, "fire", "warn", 1, CPT),
        (TOO_MANY_MUSCLES, "fire", "warn", 2, CPT),
    }


def test_r5_the_right_claim_for_three_muscles_is_20553_once() -> None:
    three = note("trapezius right", "levator scapulae right", "infraspinatus right")
    assert told(scrubbed("2024-08-01", "20553 M79.18", encounter=three)) == set()


def test_r4_three_needle_sticks_are_not_three_units() -> None:
    assert told(scrubbed("2024-08-01", "20552 x3 M79.18")) == {(UNITS, "fire", "deny", 1, MUE)}


def test_r5_20552_beside_20553_with_59_is_denied_whatever_the_modifier() -> None:
    for modifier in ("59", "XS", "XU", "76"):
        result = scrubbed("2024-08-01", "20552 M79.18", f"20553-{modifier} M79.18")
        assert told(result) == {(PAIR, "fire", "deny", 1, NCCI)}


def test_r6_20553_is_no_code_for_a_tendon_origin() -> None:
    """One muscle's origin billed as 20553: the code stands for three muscles."""
    assert told(scrubbed("2024-08-01", "20553 M77.11", encounter=note("extensor carpi radialis brevis right"))) == {
        (TOO_FEW_MUSCLES, "fire", "deny", 1, CPT)
    }


def test_r7_both_sides_of_a_muscle_are_not_20552_with_50() -> None:
    both = note("trapezius right", "trapezius left")
    assert told(scrubbed("2025-03-03", "20552-50 M79.18", encounter=both)) == {(TWO_SIDES, "fire", "deny", 1, MPFS)}
    assert told(scrubbed("2025-03-03", "20552 M79.18", encounter=both)) == set()


@pytest.mark.parametrize("code", ["M79.1", "M54.5"])
def test_r14_diagnoses_that_were_divided_are_dead(code: str) -> None:
    assert told(scrubbed("2026-03-02", f"20552 {code}")) == {(DIAGNOSIS, "fire", "deny", 1, NCHS)}


@pytest.mark.parametrize(
    ("code", "last"),
    [("M79.1", "2018-09-30"), ("M54.5", "2021-09-30"), ("M79.1", "2017-06-01"), ("M54.5", "2017-06-01")],
)
def test_r14_on_their_last_day_and_before_they_were_right(code: str, last: str) -> None:
    assert told(scrubbed(last, f"20552 {code}")) == set()


@pytest.mark.parametrize(("code", "first_wrong"), [("M79.1", "2018-10-01"), ("M54.5", "2021-10-01")])
def test_r14_they_are_wrong_from_the_day_they_were_divided(code: str, first_wrong: str) -> None:
    assert told(scrubbed(first_wrong, f"20552 {code}")) == {(DIAGNOSIS, "fire", "deny", 1, NCHS)}


def test_r14_j2000_has_been_dead_since_2004() -> None:
    assert told(scrubbed("2026-03-02", "J2000 M79.18")) == {(CODE, "fire", "deny", 1, HCPCS)}


def test_r40_a_superficial_and_a_deep_muscle_are_one_code_without_xs() -> None:
    """Depth is no separate structure: two muscles, one code, one unit."""
    two = note("trapezius right", "rhomboid major right")
    assert told(scrubbed("2024-08-01", "20552 M79.18", "20552-XS M79.18", encounter=two)) == {
        (UNITS, "fire", "deny", 2, MUE)
    }
    assert told(scrubbed("2024-08-01", "20552 M79.18", encounter=two)) == set()


def test_each_of_these_findings_says_what_would_mend_it_and_quotes_its_source() -> None:
    guides = scrubbed("2026-03-02", "20552-50 x3 M79.1", "20553-59 M54.5", "J2000 M79.18")
    assert {f.edit for f in guides.findings} >= {PAIR, UNITS, TWO_SIDES, CODE, DIAGNOSIS}
    for finding in guides.findings:
        if finding.outcome != "not_evaluated":
            assert (finding.remedy is not None, finding.citation is not None) == (True, True)
            assert finding.evidence_grade is not None
    assert guides.outcome == "findings"
