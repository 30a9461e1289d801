"""Every edit in force asked of every line, one by one: the slow answer that the fast one must equal."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Sequence

from oracle.in_force import SEVERITIES, Policies
from oracle.lines import Judge, Line, lines_of
from tautband.model.claim import Claim
from tautband.rulebook.tables import Tables

Key = tuple[str, str, int, int]
"""Edit, revision, number of the claim, number of the line."""
Answered = tuple[str, str | None, str | None]
"""Outcome, reason, and severity where something was found."""


def plain_answers(
    claims: Sequence[Claim], policies: Policies, tables: Tables, tally: Counter[tuple[str, str]] | None = None
) -> dict[Key, Answered]:
    """What each edit in force says of each line it judges.

    `tally` counts what each kind answered, before a contested edit made a person's question of it.
    """
    lines = lines_of(claims, tables)
    by_patient: dict[object, list[Line]] = {}
    for line in lines:
        by_patient.setdefault(line.patient, []).append(line)
    answers: dict[Key, Answered] = {}
    for line in lines:
        if line.claim is None:
            continue
        for bound in policies.binding(line):
            codes = bound.parameters.get("codes")
            if codes is not None and not policies.sets.holds(codes, line.code):
                continue
            judge = judge_of(bound.kind)
            answer = judge(line, by_patient[line.patient], bound.parameters, policies.sets, tables)
            if answer is None:
                continue
            if tally is not None:
                tally[bound.kind, answer.outcome] += 1
            outcome = "review" if bound.contested and answer.outcome == "fire" else answer.outcome
            severity = SEVERITIES[max(SEVERITIES.index(bound.severity) - answer.lowered, 0)]
            told = severity if outcome in ("fire", "review") else None
            answers[bound.id, bound.revision, line.claim_number, line.number] = (outcome, answer.reason, told)
    return answers


def judge_of(kind: str) -> Judge:
    """The plain version of a kind, from the module of its name."""
    judge: Judge = importlib.import_module(f"oracle.{kind}").judge
    return judge
