"""The examples of the policies are true, and show every kind of edit in each of its outcomes."""

from __future__ import annotations

from collections import Counter

from policies.outcomes import Shown, outcomes, shown_by
from policies.trees import book_with_test_policies
from tautband.edits.kinds import all_kinds
from tautband.shipped import shipped_rulebook


def every_example() -> list[Shown]:
    return [shown for revision in shipped_rulebook().revisions for shown in shown_by(revision)]


def test_there_are_examples() -> None:
    assert len(every_example()) > 500


def test_each_example_gives_what_it_says() -> None:
    examples = every_example()
    computed = outcomes(examples, shipped_rulebook())
    wrong = {
        (shown.edit, shown.revision, shown.example.name): (given.get((shown.edit, shown.revision)), shown.example.gives)
        for shown, given in zip(examples, computed, strict=True)
        if given.get((shown.edit, shown.revision)) != {shown.example.gives}
    }
    assert wrong == {}


def test_each_edit_is_shown_to_fire_and_to_clear() -> None:
    """But for an edit whose kind cannot do one of the two under its parameters, which says so by `only` below."""
    silent = []
    for revision in shipped_rulebook().revisions:
        shown = shown_by(revision)
        for edit in revision.edit:
            gives = {s.example.gives for s in shown if s.edit.endswith(f"/{edit.id}")}
            wanted = {"fire", "clear"}
            if edit.kind == "diagnosis_covered" and "diagnoses" not in edit.with_:
                wanted = {"not_evaluated"}
            if edit.kind == "code_not_covered" and "beside" not in edit.with_:
                wanted = {"fire"}
            if not wanted <= gives:
                silent.append((revision.payer, revision.policy, edit.id, sorted(wanted - gives)))
    assert silent == []


def test_every_kind_has_an_example_of_each_outcome_it_can_give() -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for revision in book_with_test_policies().revisions:
        for shown in shown_by(revision):
            seen[shown.kind, shown.example.gives] += 1
    missing = sorted(
        (name, gives) for name, kind in all_kinds().items() for gives in kind.gives if not seen[name, gives]
    )
    assert missing == [], "no policy has an example of these outcomes"
