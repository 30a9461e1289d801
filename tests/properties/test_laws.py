"""What must hold of findings whatever the claims: order, company and shards change nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.trees import book_with_test_policies
from properties.batches import batches
from properties.effort import effort
from properties.fast_answers import fast_answers
from tautband.edits import scrub
from tautband.model.claim import Claim, ServiceLine
from tautband.model.finding import Finding, ScrubResult

pytestmark = pytest.mark.slow

Told = tuple[str, str, str, str, str]


def told(claims: Sequence[Claim]) -> dict[str, list[Told]]:
    """The findings of each claim by what they are about: the line's code and modifiers, not its place.

    Of two equal lines the later one is told, so their order is part of the question: duplicates are left out.
    """
    rulebook = book_with_test_policies()
    kinds = {rulebook.edit_id(number): rulebook.kind_of(number) for number in range(len(rulebook))}
    return {
        claim.claim_id: sorted(
            (f.edit, str(f.revision), f.outcome, f.severity, f.reason or about(claim, f, kinds))
            for f in result.findings
            if kinds.get(f.edit) != "duplicate_line"
        )
        for claim, result in zip(claims, scrub(claims, rulebook), strict=True)
    }


def about(claim: Claim, finding: Finding, kinds: Mapping[str, str]) -> str:
    """The line a finding stands on; the code alone for the units of a whole day, told on whichever line comes last."""
    assert finding.line is not None
    line = claim.lines[finding.line - 1]
    day = line.date_of_service or claim.date_of_service
    if kinds[finding.edit] == "units_over_limit":
        return f"{line.code} {day}"
    return f"{line.code} {line.modifiers} {line.units} {line.diagnoses} {day}"


@effort()
@given(batches(), st.randoms(use_true_random=False))
def test_the_order_of_a_claims_lines_changes_no_finding(claims: list[Claim], random: Random) -> None:
    shuffled = [c.model_copy(update={"lines": tuple(random.sample(c.lines, len(c.lines)))}) for c in claims]
    assert told(shuffled) == told(claims)


@effort()
@given(batches(), st.randoms(use_true_random=False))
def test_the_order_of_the_claims_changes_no_finding(claims: list[Claim], random: Random) -> None:
    assert told(random.sample(claims, len(claims))) == told(claims)


@effort()
@given(batches())
def test_patients_may_be_judged_apart(claims: list[Claim]) -> None:
    rulebook = book_with_test_policies()
    patients = list(dict.fromkeys(c.patient_id or c.claim_id for c in claims))
    apart: dict[str, ScrubResult] = {}
    for patient in patients:
        shard = [c for c in claims if (c.patient_id or c.claim_id) == patient]
        apart.update(zip([c.claim_id for c in shard], scrub(shard, rulebook), strict=True))
    together = scrub(claims, rulebook)
    assert together == [apart[result.claim_id] for result in together]


@effort()
@given(batches())
def test_a_claim_alone_gives_what_it_gives_in_company(claims: list[Claim]) -> None:
    rulebook = book_with_test_policies()
    strangers = [c.model_copy(update={"patient_id": f"{c.claim_id} only"}) for c in claims]
    assert scrub(strangers, rulebook) == [scrub([claim], rulebook)[0] for claim in strangers]


@effort()
@given(batches())
def test_an_unrelated_line_removes_no_finding_of_the_others(claims: list[Claim]) -> None:
    """A code that no policy and no pair knows, on the first claim."""
    unrelated = ServiceLine(code="XXXXX")
    first = claims[0].model_copy(update={"lines": (*claims[0].lines, unrelated)})
    before, after = (fast_answers(batch, book_with_test_policies()) for batch in (claims, [first, *claims[1:]]))
    lost = {key: answer for key, answer in before.items() if answer[0] == "fire" and after.get(key) != answer}
    assert lost == {}


@effort()
@given(batches(), batches())
def test_a_strangers_claim_removes_no_finding(claims: list[Claim], others: list[Claim]) -> None:
    strangers = [c.model_copy(update={"claim_id": f"S{c.claim_id}", "patient_id": "a stranger"}) for c in others]
    rulebook = book_with_test_policies()
    assert scrub([*claims, *strangers], rulebook)[: len(claims)] == scrub(claims, rulebook)


@effort()
@given(batches())
def test_the_claims_outcome_follows_from_its_findings(claims: list[Claim]) -> None:
    """`findings` for a deny that fired or anything for a person, `incomplete` for anything left open, else `clean`."""
    for result in scrub(claims, book_with_test_policies()):
        for_a_person = any(f.outcome == "review" for f in result.findings)
        denied = any(f.outcome == "fire" and f.severity == "deny" for f in result.findings)
        left_open = any(f.outcome == "not_evaluated" for f in result.findings)
        expected = "findings" if for_a_person or denied else "incomplete" if left_open else "clean"
        assert result.outcome == expected


@effort()
@given(batches())
def test_scrub_tells_every_answer_once(claims: list[Claim]) -> None:
    """Each answer that is not clear is a finding or named in one; each evaluated edit gave some answer."""
    rulebook = book_with_test_policies()
    answers = fast_answers(claims, rulebook)
    for number, result in enumerate(scrub(claims, rulebook)):
        own = {key: answer for key, answer in answers.items() if key[2] == number}
        fired = sorted(
            (e, r, line, *answer) for (e, r, _, line), answer in own.items() if answer[0] in ("fire", "review")
        )
        shown = sorted(
            (f.edit, f.revision, f.line, f.outcome, None, f.severity)
            for f in result.findings
            if f.outcome != "not_evaluated"
        )
        assert shown == fired
        assert result.evaluated == tuple(
            sorted({key[0] for key, answer in own.items() if answer[0] != "not_evaluated"})
        )
        open_ = {(f.reason, edit) for f in result.findings if f.outcome == "not_evaluated" for edit in f.edits}
        left = {(answer[1], key[0]) for key, answer in own.items() if answer[0] == "not_evaluated"}
        assert {pair for pair in open_ if not pair[1].startswith("coverage/")} == left
