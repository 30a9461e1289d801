"""Problems that running text states without a heading, beside an injection: which of them make a visit."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tautband.coding.families import code
from tautband.model.coding import VisitJudgement
from tautband.notes import read
from tautband.shipped import shipped_rulebook

LINES = tomllib.loads(Path(__file__).with_name("visit_verdicts.toml").read_text(encoding="utf-8"))
INJECTED = "R trapezius trigger point injection: 1 mL 1% lidocaine, consent signed, tolerated."
FRAMES = ["Office visit 03/04/2025.\n\n{line}\n\n{injected}\n", "03/04/2025\n{injected}\n\nAlso: {line}\n"]


def judged(text: str, payer: str = "medicare") -> VisitJudgement | None:
    """The judgement of a note's visit."""
    return code(read(text, payer=payer, state="OH"), shipped_rulebook()).visit


@pytest.mark.parametrize("line", LINES["managed"])
def test_an_illness_named_after_its_findings_and_treated_makes_a_visit(line: str) -> None:
    visit = judged(FRAMES[0].format(line=line, injected=INJECTED))
    assert visit is not None
    assert visit.answer == "supported"


@pytest.mark.parametrize("frame", FRAMES, ids=["before", "after"])
@pytest.mark.parametrize("line", LINES["not_managed"])
def test_what_is_listed_asked_or_done_elsewhere_in_running_text_makes_none(line: str, frame: str) -> None:
    visit = judged(frame.format(line=line, injected=INJECTED))
    assert visit is None or visit.answer == "not_supported"


@pytest.mark.parametrize(
    "record",
    [
        "L levator, L trapezius, 1 mL each 0.25% bupivacaine. OK.",
        "TPI R splenius capitis, R semispinalis capitis. 1 mL each.",
        "Trigger point injection offered and accepted: R trapezius, lidocaine 1% 2 mL.",
    ],
)
def test_a_record_without_a_verb_keeps_the_injected_pain_from_making_a_visit(record: str) -> None:
    exam = "Neck rotation 50, Spurling negative, reflexes 2+. Impression: chronic cervical myofascial pain."
    visit = judged(f"03/04/2025 Return visit, neck pain.\n\n{exam}\nStart tizanidine 2 mg HS.\n{record}\n")
    assert visit is None or visit.answer != "supported"


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("2. BP: 162/94, 158/92. Cough on lisinopril, switch: losartan 50 mg daily. BMP in 2 wk.", "moderate"),
        ("2. GERD. No heartburn in 4 months. Stable. Step down to omeprazole 20 mg daily x 8 weeks.", "low"),
        ("2. Menorrhagia, soaking pads. CBC and ferritin ordered, tranexamic acid 1300 mg TID x 5 d.", "moderate"),
    ],
)
def test_the_level_follows_the_course_that_the_words_tell(line: str, level: str) -> None:
    visit = judged(f"Office visit 03/04/2025, established patient.\nAssessment and plan\n1. {INJECTED}\n{line}\n")
    assert visit is not None
    assert (visit.answer, visit.level) == ("supported", level)
