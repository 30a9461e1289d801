"""Findings in the order they are read, and those that were left open in words."""

from __future__ import annotations

from itertools import permutations
from typing import get_args

import pytest

from tautband.edits.verdict import Reason
from tautband.edits.words import NO_POLICY, REASON_WORDS, SEVERITY_WORDS, in_reading_order, not_evaluated
from tautband.model.finding import Finding, NotEvaluatedReason
from tautband.rulebook.severity import SEVERITIES


def finding(edit: str, outcome: str, severity: str, line: int | None) -> Finding:
    return Finding.model_validate({"edit": edit, "outcome": outcome, "severity": severity, "line": line, "says": "so"})


def test_findings_are_read_by_outcome_then_severity_then_line_then_name() -> None:
    ordered = (
        finding("z", "fire", "deny", None),
        finding("b", "fire", "deny", 1),
        finding("a", "fire", "deny", 2),
        finding("a", "fire", "warn", 1),
        finding("b", "fire", "warn", 1),
        finding("a", "review", "deny", 1),
        finding("a", "review", "info", 1),
        finding("a", "not_evaluated", "deny", None),
    )
    assert all(in_reading_order(few) == tuple(f for f in ordered if f in few) for few in permutations(ordered, 3))
    assert in_reading_order(reversed(ordered)) == ordered
    assert in_reading_order(()) == ()


@pytest.mark.parametrize("reason", get_args(NotEvaluatedReason))
def test_what_is_left_open_names_its_edits_and_says_what_to_do(reason: NotEvaluatedReason) -> None:
    told = not_evaluated(reason, ["a/b/one", "a/b/two"], 1, "nothing is held")
    assert (told.edit, told.edits, told.severity) == ("a/b/one", ("a/b/one", "a/b/two"), "warn")
    assert told.says == "not evaluated: nothing is held; left open: a/b/one, a/b/two"
    assert told.remedy is not None
    assert told.remedy.kind == ("query_author" if reason == "note silent" else "clerical")
    assert told.remedy.says


def test_a_payer_without_policy_leaves_no_edit_of_its_own_open() -> None:
    told = not_evaluated("payer not covered", [NO_POLICY], 0, "no policy is held")
    assert (told.says, told.edits, told.severity) == ("not evaluated: no policy is held", (NO_POLICY,), "info")
    also = not_evaluated("payer not covered", [NO_POLICY, "a/b/one"], 2, "no policy is held")
    assert (also.says, also.severity) == ("not evaluated: no policy is held; left open: a/b/one", "deny")


def test_the_words_are_numbered_as_the_rule_book_and_the_verdicts_number_them() -> None:
    assert SEVERITY_WORDS == SEVERITIES
    numbered = {name: value for name, value in vars(Reason).items() if name.isupper() and value >= 0}
    assert {name: REASON_WORDS[value] for name, value in numbered.items() if name != "NONE"} == {
        "NO_HISTORY": "no history",
        "OTHER_PROVIDERS_HISTORY": "other providers' history",
        "LIST_NOT_KNOWN": "list not known",
        "TABLE_OUT_OF_DATE": "table out of date",
        "PAYER_NOT_COVERED": "payer not covered",
        "NO_NOTE": "no note",
        "NOTE_SILENT": "note silent",
    }
