"""What each example of a policy gives, computed like any claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from properties.fast_answers import fast_answers
from tautband.model.claim import Claim
from tautband.model.policy import Example, Revision
from tautband.rulebook.book import Rulebook
from tautband.rulebook.examples import example_claim

DEFAULT_CODE = "20552"


class Shown(NamedTuple):
    """One example of one edit of one revision."""

    edit: str
    revision: str
    kind: str
    example: Example


def shown_by(revision: Revision) -> list[Shown]:
    """Every example of a revision."""
    name = revision.first_service_date.isoformat() if revision.first_service_date else "undated"
    return [
        Shown(f"{revision.payer}/{revision.policy}/{edit.id}", name, edit.kind, example)
        for edit in revision.edit
        for example in edit.example
    ]


def claim_of(shown: Shown, number: int) -> Claim:
    """The claim of an example, of a patient of its own. A national policy's is Medicare's unless it says otherwise."""
    payer = shown.edit.partition("/")[0]
    claim = example_claim(shown.example, "medicare" if payer == "national" else payer, shown.edit, DEFAULT_CODE)
    return claim.model_copy(update={"patient_id": f"patient {number}"})


def outcomes(examples: Iterable[Shown], rulebook: Rulebook) -> list[dict[tuple[str, str], set[str]]]:
    """For each example's claim, the outcomes of every edit and revision in force; `clear` only where all lines are."""
    claims = [claim_of(shown, number) for number, shown in enumerate(examples)]
    found: list[dict[tuple[str, str], set[str]]] = [{} for _ in claims]
    for (edit, revision, number, _), (outcome, *_) in fast_answers(claims, rulebook).items():
        found[number].setdefault((edit, revision), set()).add(outcome)
    for by_edit in found:
        for given in by_edit.values():
            if len(given) > 1:
                given.discard("clear")
    return found
