"""Notes of the day of an injection in the ways clinics write them: what makes another problem a visit."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tautband.coding.families import code
from tautband.notes import read
from tautband.shipped import shipped_rulebook

TABLES = sorted(Path(__file__).parent.glob("visit_entries*.toml"))
LEFTOVERS = tomllib.loads((Path(__file__).parent / "visit_leftovers.toml").read_text(encoding="utf-8"))["lines"]
NOTES = [note for table in TABLES for note in tomllib.loads(table.read_text(encoding="utf-8"))["note"]]
INJECTED = (
    "R trapezius trigger point, taut band. Consent, alcohol prep, the right trapezius was injected with 2 mL of 1%"
    " lidocaine, 27G. No complication. Pain 6 to 2."
)


@pytest.mark.parametrize("note", NOTES, ids=[note["name"] for note in NOTES])
def test_only_strong_evidence_makes_a_visit(note: dict[str, Any]) -> None:
    text = "Office visit 03/04/2025, established patient.\n" + note["text"].replace("INJ", INJECTED)
    coding = code(read(text, payer="medicare", state="OH"), shipped_rulebook())
    assert [line.code for line in coding.lines if line.code.startswith("205")] == ["20552"]
    visit = coding.visit
    assert (visit.answer if visit else "not_supported") == note["answer"]
    if "code" in note:
        assert visit is not None
        assert visit.code == note["code"]
    if note["answer"] == "contested":
        assert visit is not None
        assert visit.speaks_for
        assert visit.speaks_against
        assert coding.queries


def test_every_answer_is_told_from_the_others() -> None:
    answers = [note["answer"] for note in NOTES]
    assert min(answers.count(answer) for answer in ("supported", "contested", "not_supported")) >= 6


ACTS = (
    "2. Hypertension, 158/96. {} amlodipine 10 mg daily.",
    "2. Hypothyroidism, TSH 8.1. {} levothyroxine 88 mcg daily.",
    "- Asthma, wheezing. {} budesonide-formoterol two puffs BID.",
    "DEPRESSION: PHQ-9 16. {} sertraline 100 mg daily.",
    "# Anemia, Hgb 9.8. {} iron infusion, ferritin ordered.",
    "Plaque psoriasis, new plaques. {} clobetasol ointment BID.",
)
NOT_TODAY = (
    "Per PCP, start",
    "Her cardiologist has started",
    "Dr. Lowell started",
    "Consider: start",
    "If worse, start",
    "She declined to start",
    "At the next visit, start",
    "PCP to start",
    "Was started last month by another clinic:",
    "01/02/2024: start",
)


@pytest.mark.parametrize("problem", ACTS)
def test_the_same_act_counts_only_where_this_clinician_did_it_that_day(problem: str) -> None:
    def answer(act: str) -> str:
        plan = f"{problem.format(act)}\n1. {INJECTED}\n"
        text = f"Office visit 03/04/2025, established patient.\nAssessment and plan\n{plan}"
        visit = code(read(text, payer="medicare", state="OH"), shipped_rulebook()).visit
        return visit.answer if visit else "not_supported"

    assert answer("Start") == "supported"
    assert {act: answer(act) for act in NOT_TODAY if answer(act) == "supported"} == {}


@pytest.mark.parametrize(
    "pain",
    [
        "Cervical spondylosis", "Shoulder impingement", "Occipital neuralgia", "Cervical disc disease", "Arm numbness",
        "Rotator cuff tendinitis", "Cervicogenic headache", "Neck strain", "Cervicalgia", "Thoracic outlet syndrome",
        "Insomnia due to the neck pain", "Chronic pain syndrome", "Fibromyalgia", "Scapular dyskinesis", "Whiplash",
    ],
)  # fmt: skip
def test_a_pain_beside_the_injected_muscle_never_makes_a_visit_by_itself(pain: str) -> None:
    problem = f"2. {pain}, worse. Start meloxicam 15 mg daily. PT referral placed."
    text = f"Office visit 03/04/2025, established patient.\nAssessment and plan\n1. {INJECTED}\n{problem}\n"
    visit = code(read(text, payer="medicare", state="OH"), shipped_rulebook()).visit
    assert visit is None or visit.answer != "supported"


@pytest.mark.parametrize("frame", ["Assessment and plan\n1. {}\n2. {}\n", "{}\n\n{}\n"], ids=["numbered", "bare"])
@pytest.mark.parametrize("line", LEFTOVERS)
def test_what_others_do_or_the_patient_takes_already_is_no_work_of_the_visit(line: str, frame: str) -> None:
    text = "Office visit 03/04/2025, established patient.\n" + frame.format(line, INJECTED)
    visit = code(read(text, payer="medicare", state="OH"), shipped_rulebook()).visit
    assert visit is None or visit.answer == "not_supported"
