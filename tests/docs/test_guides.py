"""The pages that people wrote hold what they promise."""

from __future__ import annotations

import re
from typing import get_args

from guards.test_words import DESCRIPTORS, MACHINE
from guards.tree import ROOT
from tautband.model.evidence import EvidenceGrade
from tautband.model.finding import ClaimOutcome, NotEvaluatedReason, Outcome, RemedyKind, Severity
from tautband.shipped import shipped_rulebook

DOCS = ROOT / "docs"
RULINGS = {5, 6, 7, 8, 9, 13, 14, 17, 26, 35, 40, 43, 44, 49, 50}
"""The rulings that correct popular guides. 35 is the page itself."""


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_ruling_against_the_guides_names_who_governs() -> None:
    sections = list(re.split(r"^### ", read("disagreements.md"), flags=re.M)[1:])
    ruled = {int(number) for section in sections for number in re.findall(r"\bR(\d+)\b", section)} | {35}
    assert RULINGS - ruled == set()
    assert [s.splitlines()[0] for s in sections if "**Holds:**" not in s or "**Governs:**" not in s] == []


def test_what_no_one_says_stands_in_no_edit() -> None:
    """Of the frequencies without a source: no edit asks for a week, a month or four to six a year."""
    asked = {
        (e.with_.get("max_sessions"), e.with_.get("window_months"), e.with_.get("window_days"))
        for revision in shipped_rulebook().revisions
        for e in revision.edit
        if e.kind == "session_limit"
    }
    assert asked & {(6, 12, None), (5, 12, None), (3, 3, None), (1, None, 7), (1, 1, None)} == set()
    assert (3, 12, None) in asked


def test_the_glossary_holds_every_closed_word() -> None:
    glossary = read("glossary.md")
    words = [get_args(words) for words in (Outcome, ClaimOutcome, EvidenceGrade, Severity, RemedyKind)]
    assert [w for group in words for w in group if f"`{w}`" not in glossary] == []
    assert [r for r in get_args(NotEvaluatedReason) if f"| {r} |" not in glossary] == []


def test_the_glossary_is_in_alphabetical_order() -> None:
    headings = re.findall(r"^## (.+)$", read("glossary.md"), flags=re.M)
    assert headings == sorted(headings, key=str.lower)
    assert len(headings) > 30


def test_no_descriptor_and_no_machine_path_is_written_by_hand() -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md")}
    assert len(pages) > 10
    assert [(p.name, d) for p, t in pages.items() for d in DESCRIPTORS if d in " ".join(t.lower().split())] == []
    assert [(p.name, m.group()) for p, t in pages.items() if (m := MACHINE.search(t))] == []
