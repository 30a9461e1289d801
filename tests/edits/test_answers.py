"""The answers of the edits with what they went by agree with the findings, and their words stand in the note."""

from __future__ import annotations

from datetime import date

import pytest

from policies.outcomes import Shown as ShownExample
from policies.outcomes import claim_of, shown_by
from tautband import pipeline
from tautband.edits.answers import Answer, answers_of
from tautband.edits.kind import Kind
from tautband.edits.kinds import all_kinds
from tautband.edits.scrub import scrub
from tautband.model.claim import Claim
from tautband.rulebook.book import Rulebook
from tautband.shipped import shipped_rulebook

NOTE = """Date of service: 03/02/2026
Payer: Medicare Part B, Ohio. Office.

History: Neck pain for five months. Six weeks of physical therapy and eight weeks of naproxen did not help. She cannot
turn her head to drive. First injection on 11/20/2025: 60 % relief for eight weeks.

Exam: Right upper trapezius: taut band with a tender nodule; pressing it sends pain to the temple.

Assessment: Myofascial pain syndrome, M79.18.

Procedure: Consent given. Pain before the injection 7/10. Skin cleaned. With a 27 gauge needle, 3 trigger points of the
right upper trapezius were injected with 3 mL of 1 % lidocaine. Tolerated well. Pain afterwards 3/10.
Return in six weeks.

Electronically signed, treating physician (MD), 03/02/2026
"""


def answered(edit: str, note: str = NOTE) -> Answer:
    answer = pipeline.code(note)
    assert answer.claim
    found = [a for a in answers_of(answer.claim, answer.rulebook) if a.edit.endswith(f"/{edit}")]
    assert len(found) == 1
    return found[0]


def shown(edit: str) -> list[tuple[str, bool | None, str, tuple[str, ...]]]:
    parts = answered(edit).shown
    return [(s.what, s.holds, s.says, tuple(e.text for e in s.evidence)) for s in parts]


def test_an_element_is_shown_with_the_words_that_state_it() -> None:
    assert [(what, holds) for what, holds, _, _ in shown("trigger-point-not-shown")] == [
        ("taut band", True),
        ("tender or hyperirritable spot", True),
        ("referred pain", True),
    ]
    assert all(words for _, _, _, words in shown("trigger-point-not-shown"))


def test_pain_scores_are_shown_in_the_words_of_the_note() -> None:
    assert shown("pain-scores-missing") == [
        ("pain score before the injection", True, "", ("7/10",)),
        ("pain score after the injection", True, "", ("3/10",)),
    ]


def test_a_session_limit_shows_the_days_it_counted() -> None:
    (part,) = answered("sessions-over-limit").shown
    assert part.days == (date(2025, 11, 20), date(2026, 3, 2))
    assert (part.what, part.says) == ("sessions in 12 months", "2 with this one")


def test_a_session_before_the_window_is_not_among_the_days_counted() -> None:
    older = NOTE.replace("First injection on 11/20/2025:", "Injections on 01/10/2025 and 11/20/2025:")
    (part,) = answered("sessions-over-limit", older).shown
    assert part.days == (date(2025, 11, 20), date(2026, 3, 2))
    (since,) = answered("same-region-too-soon", older).shown
    assert since.days == (date(2025, 11, 20),)


def test_relief_is_shown_as_a_figure() -> None:
    assert [(h, s) for _, h, s, _ in shown("relief-too-small")] == [(True, "60 percent")]


def test_a_rule_for_repeats_asks_nothing_of_a_first_session() -> None:
    first = NOTE.replace("First injection on 11/20/2025: 60 % relief for eight weeks.", "No earlier injection ever.")
    assert answered("relief-too-small").applies
    assert not answered("relief-too-small", first).applies


def test_what_is_missing_does_not_hold() -> None:
    bare = NOTE.replace("Return in six weeks.", "")
    parts = {s.what: s.holds for s in answered("procedure-report-incomplete", bare).shown}
    assert parts["plan for follow-up"] is False
    assert parts["drug injected"] is True


def test_every_word_shown_stands_in_the_note() -> None:
    answer = pipeline.code(NOTE)
    assert answer.claim
    pieces = [e for a in answers_of(answer.claim, answer.rulebook) for s in a.shown for e in s.evidence]
    assert len(pieces) > 20
    assert [e for e in pieces if NOTE[e.start : e.end] != e.text] == []


def test_every_kind_that_reads_notes_shows_what_it_read() -> None:
    silent = [name for name, kind in all_kinds().items() if "note" in kind.needs and type(kind).shown is Kind.shown]
    assert silent == []


def test_the_dose_shows_beside_the_units_billed() -> None:
    (part,) = answered("drug-units-differ-from-dose").shown
    assert (part.holds, part.says) == (True, "30 billed, 30 by the dose")
    assert part.evidence


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return shipped_rulebook()


@pytest.fixture(scope="module")
def examples(rulebook: Rulebook) -> list[tuple[ShownExample, Claim, list[Answer]]]:
    """Every fifth example of each payer's policies: all of them would take seconds."""
    found = [shown for revision in rulebook.revisions if revision.payer != "national" for shown in shown_by(revision)]
    claims = [claim_of(shown, number) for number, shown in enumerate(found[::5])]
    return [(shown, claim, answers_of(claim, rulebook)) for shown, claim in zip(found[::5], claims, strict=True)]


def test_the_outcomes_are_those_of_the_scrub(examples: list[tuple[ShownExample, Claim, list[Answer]]]) -> None:
    rulebook = shipped_rulebook()
    for _, claim, answers in examples[::4]:
        (result,) = scrub([claim], rulebook)
        assert sorted({a.edit for a in answers if a.outcome != "not_evaluated"}) == list(result.evaluated)
        fired = sorted((a.edit, a.line) for a in answers if a.outcome in ("fire", "review"))
        assert fired == sorted((f.edit, f.line) for f in result.findings if f.outcome in ("fire", "review"))


def test_what_is_shown_agrees_with_the_outcome(examples: list[tuple[ShownExample, Claim, list[Answer]]]) -> None:
    told = [(e, a) for e, _, answers in examples for a in answers if a.shown and a.applies]
    assert len(told) > 200
    clear = [(e, a) for e, a in told if a.outcome == "clear"]
    against = [(a.edit, e.example.name) for e, a in clear if any(s.holds is False for s in a.shown)]
    hidden = [(a.edit, e.example.name) for e, a in told if a.outcome == "fire" and all(s.holds for s in a.shown)]
    assert (against, hidden) == ([], [])
