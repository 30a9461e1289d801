"""Each ruling on what the published guides ask, held by a note that goes the whole way: read, coded and checked.

The rulings and their sources stand in `docs/disagreements.md` and in the table of coding rules; the numbers are theirs.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tautband import code
from tautband.pipeline import Answer
from tautband.rulebook.code_tables import CodeTables

NOTE = """Date of service: {day}
Payer: {payer}
State: OH
Place of service: office (11)
History: {history}
Exam: taut bands with tender nodules and referred pain.
Assessment: {assessed}
Procedure: {done}
Electronically signed, treating physician (MD), {day}
"""
PAIN = "Neck and shoulder pain for five months. Six weeks of physical therapy failed."
MYOFASCIAL = "Myofascial pain syndrome, M79.18."


def answer(
    done: str, assessed: str = MYOFASCIAL, history: str = PAIN, day: str = "03/02/2026", payer: str = "Medicare Part B"
) -> Answer:
    return code(NOTE.format(done=done, assessed=assessed, history=history, day=day, payer=payer))


def billed(found: Answer) -> list[str]:
    lines = []
    for line in found.coding.lines:
        units = "" if line.units == 1 else f" x{line.units.normalize():f}"
        lines.append("-".join((line.code, *line.modifiers)) + units)
    return lines


def fired(found: Answer) -> set[str]:
    return {finding.edit.rsplit("/", 1)[-1] for finding in found.findings if finding.outcome != "not_evaluated"}


LIDOCAINE = "injected with 3 mL of 1 % lidocaine."
CASES = tomllib.loads((Path(__file__).parent / "rulings.toml").read_text(encoding="utf-8"))


def named(case: dict[str, Any]) -> str:
    return str(case["ruling"])


@pytest.mark.parametrize("case", CASES["coded"], ids=named)
def test_a_note_is_coded_as_ruled(case: dict[str, Any]) -> None:
    asked = {key: case[key] for key in ("done", "assessed", "history", "day") if key in case}
    assert billed(answer(**asked)) == case["lines"]


@pytest.mark.parametrize("case", CASES["told"], ids=named)
def test_a_claim_is_told_what_was_ruled(case: dict[str, Any]) -> None:
    asked = {key: case[key] for key in ("done", "assessed", "history", "day") if key in case}
    assert case["edit"] in fired(answer(**asked))


def test_the_code_of_a_joint_without_imaging_is_not_called_wrong_by_the_edits() -> None:
    found = answer(f"Right sacroiliac joint injected without imaging, {LIDOCAINE}", "Sacroiliac joint pain M53.3.")
    assert "more-muscles-than-one-or-two" not in fired(found)


def test_a_group_is_asked_about_and_a_region_too() -> None:
    group = answer(f"Right trapezius, right levator scapulae and the right cervical paraspinals were {LIDOCAINE}")
    region = answer(f"The right shoulder was {LIDOCAINE}")
    assert [[query.asks for query in found.coding.queries] for found in (group, region)] == [
        ["Which muscles were injected, each by its own name and side?"],
        ["Into which muscles was the injection given, each by its name and side?"],
    ]


def test_a_diagnosis_is_never_inferred_from_the_exam() -> None:
    found = answer(f"Right trapezius {LIDOCAINE}", assessed="See below.")
    assert (found.coding.diagnoses, [query.asks for query in found.coding.queries]) == (
        (), ["Which diagnosis was treated?"],
    )  # fmt: skip


def test_a_visit_booked_for_the_injection_is_none() -> None:
    found = answer(
        f"Right trapezius {LIDOCAINE} Patient was scheduled for trigger point injection today. CPT 99213-25."
    )
    assert billed(found) == ["20552", "J2003 x30"]
    assert "99213-25" in {refusal.code for refusal in found.coding.refused}


def test_every_ruling_that_a_coding_rule_names_is_one_of_the_fifty_four() -> None:
    named = {each for row in CodeTables.open()["coding_rules"] for each in row["rulings"].split()}
    page = (Path(__file__).parents[2] / "docs" / "disagreements.md").read_text(encoding="utf-8")
    named |= set(re.findall(r"\*(R\d+)\*", page))
    assert named <= {f"R{number}" for number in range(1, 55)}
    assert len(named) > 30
