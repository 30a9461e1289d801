from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from tautband.cli.show.coding import print_coding, print_refused, verdict
from tautband.cli.show.findings import print_findings
from tautband.cli.show.injected import around, print_injected
from tautband.cli.show.next_step import next_step
from tautband.cli.show.note import AGENT, ELEMENT, MUSCLE, pieces, print_note
from tautband.cli.show.words import cited, printable, quoted
from tautband.model.coding import Coding
from tautband.model.encounter import Encounter
from tautband.model.evidence import Citation, Evidence
from tautband.model.finding import Finding

NOTE = "Right trapezius and\nleft trapezius: 2 mL lidocaine."


def words(text: str, phrase: str) -> Evidence:
    start = text.index(phrase)
    return Evidence(start=start, end=start + len(phrase), text=phrase)


def encounter() -> Encounter:
    return Encounter.model_validate(
        {
            "injections": [
                {"muscle": "trapezius", "side": "right", "evidence": [words(NOTE, "Right trapezius")]},
                {
                    "muscle": "trapezius",
                    "side": "left",
                    "status": "planned",
                    "evidence": [words(NOTE, "left trapezius")],
                },
            ],
            "agents": [{"drug": "lidocaine", "evidence": [words(NOTE, "2 mL lidocaine")]}],
            "documentation": {"volume": {"present": True, "evidence": [words(NOTE, "trapezius: 2 mL")]}},
        }
    )


def printed(show: Callable[[Console], None], *, colour: bool = False) -> str:
    page = io.StringIO()
    show(Console(file=page, width=100, force_terminal=colour, color_system="standard" if colour else None))
    return page.getvalue()


def missing(parts: tuple[str, ...], shown: str) -> list[str]:
    """The parts that a page does not show, line breaks aside."""
    flat = " ".join(shown.split())
    return [part for part in parts if part not in flat]


def finding(**given: Any) -> Finding:
    return Finding.model_validate(
        {"edit": "a/b/c", "outcome": "fire", "severity": "deny", "says": "Too many.", **given}
    )


def test_where_marks_overlap_the_fact_wins_over_the_documentation_element() -> None:
    cut = pieces(NOTE, encounter())
    assert [(text, mark) for text, mark in cut if mark in (MUSCLE, AGENT, ELEMENT)] == [
        ("Right trapezius", MUSCLE), (": ", ELEMENT), ("2 mL lidocaine", AGENT),
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, len(NOTE)), st.integers(0, len(NOTE))), max_size=6))
def test_the_pieces_of_a_note_are_the_note(spans: list[tuple[int, int]]) -> None:
    evidence = [{"start": min(s), "end": max(s), "text": NOTE[min(s) : max(s)]} for s in spans]
    marked = Encounter.model_validate({"agents": [{"drug": "lidocaine", "evidence": [e]} for e in evidence]})
    assert "".join(text for text, _ in pieces(NOTE, marked)) == NOTE


def test_without_colour_the_marks_are_brackets_with_a_legend() -> None:
    shown = printed(lambda console: print_note(console, NOTE, encounter()))
    assert shown.startswith("[M: Right trapezius] and\n[N: left trapezius][E: :] [A: 2 mL lidocaine].\n")
    assert "[M: muscle injected]" in shown


def test_with_colour_the_words_of_the_note_stay_as_they_are() -> None:
    from rich.text import Text

    shown = printed(lambda console: print_note(console, NOTE, encounter()), colour=True)
    assert Text.from_ansi(shown).plain.startswith(NOTE)


def test_a_note_cannot_steer_the_terminal() -> None:
    shown = printed(lambda console: print_note(console, "pain\x1b[2Jgone", Encounter()))
    assert shown == "pain�[2Jgone\n"
    assert printable("tab\tline\n") == "tab\tline\n"


def test_a_citation_is_one_line_with_its_words() -> None:
    assert (
        cited(Citation(source="LCD L1", section="Limits", quote="three sessions")) == "LCD L1, Limits: “three sessions”"
    )
    assert cited(Citation(source="LCD L1", says="at most three")) == "LCD L1: at most three"
    assert cited(None) == ""


def test_each_passage_is_quoted_once_in_the_order_of_the_note() -> None:
    late, early = words(NOTE, "lidocaine"), words(NOTE, "Right trapezius")
    assert quoted([late, early, late]) == "“Right trapezius” … “lidocaine”"


@pytest.mark.parametrize(
    ("coding", "sentence"),
    [
        (
            {
                "status": "coded", "muscle_count": 2,
                "lines": [{"code": "20552"}, {"code": "99213", "modifiers": ["25"]}],
            },
            "The record supports 20552 and 99213-25 (2 muscles injected).",
        ),
        (
            {"status": "query", "muscle_count": None, "queries": [{"asks": "Which?", "because": "A group is named."}]},
            "Ask the author: 1 question open. As it stands it supports no code.",
        ),
        ({"status": "hold", "muscle_count": 1, "lines": [{"code": "20552"}]},
         "Hold: the note is not final. Once it is signed it would support 20552."),
        ({"status": "nothing_to_bill", "muscle_count": 0}, "Nothing to bill as a trigger point injection."),
    ],
)  # fmt: skip
def test_the_verdict_is_one_sentence(coding: dict[str, Any], sentence: str) -> None:
    assert verdict(Coding.model_validate(coding)).plain == sentence


def test_a_line_shows_its_reason_the_words_and_the_rule() -> None:
    why = {
        "says": "One muscle was injected",
        "evidence": [words(NOTE, "Right trapezius")],
        "citation": {"source": "CPT"},
    }
    coding = Coding.model_validate({"status": "coded", "muscle_count": 1, "lines": [{"code": "20552", "why": [why]}]})
    shown = printed(lambda console: print_coding(console, coding))
    assert missing(("20552", "One muscle was injected.", "Note: “Right trapezius”", "Rule: CPT"), shown) == []


def test_a_finding_shows_remedy_rule_grade_and_what_to_expect() -> None:
    full = finding(
        line=1, remedy={"kind": "clerical", "says": "Bill one unit."}, citation={"source": "MUE table"},
        evidence_grade="primary", group="CO", carc="151", rarc="N362", liability="provider", appealable=False,
        revision="2024-04-01", lcd="L1",
    )  # fmt: skip
    shown = printed(lambda console: print_findings(console, [full], ["a/b/c"], everything=True))
    parts = (
        "DENY", "Line 1: Too many.", "Remedy (a clerical correction): Bill one unit.", "Rule: MUE table",
        "Evidence: primary, read in the original", "CO-151 N362", "mend the claim; no appeal lifts it",
        "a/b/c (L1, in force since 2024-04-01)",
    )  # fmt: skip
    assert missing(parts, shown) == []


def test_the_gravest_finding_stands_first() -> None:
    findings = [
        finding(severity="info", says="i"), finding(outcome="not_evaluated", says="n"),
        finding(severity="warn", says="w"), finding(outcome="review", says="r"), finding(says="d"),
    ]  # fmt: skip
    shown = printed(lambda console: print_findings(console, findings, []))
    order = ["DENY", "REVIEW", "WARN", "INFO", "Not checked"]
    assert [label for line in shown.splitlines() for label in order if line.strip().startswith(label)] == order


def test_findings_that_differ_by_their_line_alone_are_told_once() -> None:
    shown = printed(lambda console: print_findings(console, [finding(line=2), finding(line=1), finding(line=4)], []))
    assert missing(("DENY Lines 1, 2 and 4: Too many.",), shown) == []
    assert shown.count("Too many.") == 1


def test_what_one_edit_says_of_several_lines_shares_its_remedy() -> None:
    remedy = {"kind": "clerical", "says": "Take it off."}
    several = [finding(line=1, says="20552 no.", remedy=remedy), finding(line=2, says="20553 no.", remedy=remedy)]
    shown = printed(lambda console: print_findings(console, several, []))
    assert missing(("Line 1: 20552 no. Line 2: 20553 no. Remedy (a clerical correction): Take it off.",), shown) == []
    other = finding(line=3, says="Again.", remedy={"kind": "clerical", "says": "Add it."})
    assert printed(lambda console: print_findings(console, [*several, other], [])).count("Remedy") == 2


def test_what_was_not_checked_is_a_line_a_reason_with_the_way_to_settle_it() -> None:
    open_ = finding(
        outcome="not_evaluated", severity="warn", reason="no history", edits=["a/b/c", "a/b/d", "a/b/e", "a/b/f"],
        remedy={"kind": "clerical", "says": "Give it."},
    )  # fmt: skip
    short = printed(lambda c: print_findings(c, [open_], [], options={"no history": "--history FILE"}))
    assert missing(("Earlier services are not known (c, d, e and 1 more). Give it. (--history FILE)",), short) == []
    assert missing(("Left open: a/b/c, a/b/d, a/b/e, a/b/f",), short) == ["Left open: a/b/c, a/b/d, a/b/e, a/b/f"]
    whole = printed(lambda c: print_findings(c, [open_], [], everything=True))
    assert missing(("Left open: a/b/c, a/b/d, a/b/e, a/b/f",), whole) == []


def test_a_muscle_is_shown_with_the_words_of_its_side_and_count() -> None:
    note = "Prepped. 3 trigger points of the right upper trapezius and 2 of the left were injected. Fine."
    injection = {
        "muscle": "trapezius", "parts": ["upper trapezius"], "side": "right", "trigger_points": 3,
        "evidence": [words(note, "upper trapezius")],
    }  # fmt: skip
    told = Encounter.model_validate({"injections": [injection, {**injection, "status": "planned", "side": "left"}]})
    shown = printed(lambda console: print_injected(console, told, note))
    part = (
        "right trapezius (upper trapezius) 3 points “3 trigger points of the right [upper trapezius] and 2 of the left"
    )
    assert missing((part,), " ".join(shown.split())) == []
    assert "left trapezius" not in shown


@given(st.text(alphabet="ab. \n", max_size=120), st.integers(0, 119), st.integers(1, 20))
def test_what_stands_around_a_muscle_is_the_notes_own_words(note: str, start: int, length: int) -> None:
    if not note[start : start + length].strip():
        return
    evidence = Evidence(start=start, end=min(start + length, len(note)), text=note[start : start + length])
    shown = around(note, (evidence,)).strip("“”").replace("[", "").replace("]", "")
    assert "".join(shown.split()) in "".join(note.split())


def test_more_refusals_than_a_screen_wants_are_named_on_one_line() -> None:
    refused = [{"code": f"2055{n}", "because": f"reason {n}"} for n in range(8)]
    coding = Coding.model_validate({"status": "coded", "muscle_count": 1, "refused": refused})
    short = printed(lambda console: print_refused(console, coding, everything=False))
    assert missing(("20554 Reason 4.", "nor 20555, 20556, 20557"), short) == []
    assert "nor" not in printed(lambda console: print_refused(console, coding, everything=True))
    one_more = Coding.model_validate({"status": "coded", "muscle_count": 1, "refused": refused[:6]})
    assert "20555 Reason 5." in " ".join(
        printed(lambda console: print_refused(console, one_more, everything=False)).split()
    )


@pytest.mark.parametrize(
    ("status", "findings", "step"),
    [
        ("coded", [], "Ready to send."),
        ("coded", [finding(severity="warn")], "Ready to send; read the warning first."),
        ("coded", [finding(severity="info")], "Ready to send; read the remark first."),
        ("coded", [finding()], "Do not send yet: mend what is marked DENY first."),
        ("coded", [finding(remedy={"kind": "cannot_be_mended", "says": "x"})],
         "A denial is expected for 1 reason, and nothing in the record would mend it."),
        ("coded", [finding(outcome="review")], "Decide what is marked REVIEW, then send."),
        ("coded", [finding(outcome="not_evaluated", reason="no history")],
         "Nothing found against it, but not everything could be checked (earlier services are not known). "
         "Give earlier services with --history FILE."),
        ("hold", [finding()], "Do not bill. Code the note again once it is final and signed."),
        ("nothing_to_bill", [], "Bill no trigger point injection from this note."),
    ],
)  # fmt: skip
def test_the_next_step_names_the_gravest_matter(status: Any, findings: list[Finding], step: str) -> None:
    assert next_step(Coding(status=status, muscle_count=1), findings) == step


def test_a_claim_from_a_registration_takes_its_history_from_there() -> None:
    from tautband.cli.show.next_step import next_for_claim

    unknown = Finding(edit="e", outcome="not_evaluated", severity="warn", says="no history", reason="no history")
    step = next_for_claim([unknown], "`history` in the registration")
    assert step.endswith("Give earlier services with `history` in the registration.")


def test_why_no_policy_was_checked_stands_beside_the_reason() -> None:
    open_ = finding(
        outcome="not_evaluated", severity="warn", reason="list not known", edits=["coverage/no-policy-of-the-payer"],
        says="not evaluated: its text was not read", remedy={"kind": "clerical", "says": "Look it up."},
    )  # fmt: skip
    shown = printed(lambda c: print_findings(c, [open_], []))
    assert missing(("The policy's list is not known: its text was not read. Look it up.",), shown) == []


def test_what_cannot_be_mended_is_not_called_a_claim_to_correct() -> None:
    lost = finding(carc="50", group="CO", appealable=False, remedy={"kind": "cannot_be_mended", "says": "x"})
    shown = printed(lambda console: print_findings(console, [lost], ["a/b/c"], everything=True))
    assert missing(("CO-50; no appeal lifts it",), shown) == []
    assert "mend the claim" not in shown


def test_nothing_is_sent_while_a_question_is_open() -> None:
    asked = Coding.model_validate(
        {"status": "coded", "muscle_count": 1, "queries": [{"asks": "Which diagnosis?", "because": "None is stated."}]}
    )
    step = next_step(asked, [finding(outcome="review")])
    assert step == "Decide what is marked REVIEW. Ask the author the question above."
    assert "send" not in step
