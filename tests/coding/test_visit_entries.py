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
