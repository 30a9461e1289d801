"""Whether the examples of a policy are true: each one's claim is judged, and the answer set beside the author's."""

from __future__ import annotations

from collections.abc import Iterable

from tautband.edits.scrub import scrub
from tautband.model.finding import Outcome
from tautband.model.policy import Edit, Example, Revision
from tautband.model.strict import Strict
from tautband.rulebook.book import Rulebook
from tautband.rulebook.code_tables import CodeTables
from tautband.rulebook.examples import example_claim

NOT_PAYERS = frozenset({"national", "criteria"})
"""Owners of policies that pay nothing themselves; their examples are Medicare's claims unless they say otherwise."""


class TriedExample(Strict):
    """One example of an edit, what its author says the edit answers, and what it answered.

    `gave` is None where the edit was not asked of the example's claim at all: its date of service lies outside the
    revision, its payer is another, or it bills none of the edit's codes. `says` are the words of the finding, if any.
    """

    policy: str
    first_service_date: str
    edit: str
    example: str
    author_says: Outcome
    gave: Outcome | None
    says: str = ""

    @property
    def true(self) -> bool:
        """Whether the edit answers what the author says."""
        return self.gave == self.author_says


def tried_examples(revisions: Iterable[Revision], rulebook: Rulebook) -> tuple[TriedExample, ...]:
    """Each example of these revisions, judged by the rule book that holds them.

    Raises PolicyError for an example whose shorthand cannot be read.
    """
    return tuple(
        _tried(revision, edit, example, rulebook)
        for revision in revisions
        for edit in revision.edit
        for example in edit.example
    )


def _tried(revision: Revision, edit: Edit, example: Example, rulebook: Rulebook) -> TriedExample:
    policy = f"{revision.payer}/{revision.policy}"
    gave, says = answer(example, revision.payer, f"{policy}/{edit.id}", rulebook)
    return TriedExample(
        policy=policy,
        first_service_date=revision.start,
        edit=edit.id,
        example=example.name,
        author_says=example.gives,
        gave=gave,
        says=says,
    )


def answer(example: Example, payer: str, edit: str, rulebook: Rulebook) -> tuple[Outcome | None, str]:
    """What the edit of this full id answers the example's claim, and its words; (None, "") where it is not asked."""
    if payer in NOT_PAYERS:
        payer = next(known.id for known in rulebook.payers.all if known.kind == "medicare")
    fewest_muscles = CodeTables.open()["trigger_point_codes"][0]["code"]
    (result,) = scrub([example_claim(example, payer, f"{edit}: {example.name}", fewest_muscles)], rulebook)
    told = [f for f in result.findings if f.edit == edit and f.outcome != "not_evaluated"]
    if told:
        gravest = min(told, key=lambda finding: finding.outcome != "fire")
        return gravest.outcome, gravest.says
    for finding in result.findings:
        if edit in finding.edits:
            return "not_evaluated", finding.reason or ""
    return ("clear" if edit in result.evaluated else None), ""
