"""The appeal of a denial as a letter: every sentence from the record, the decision or the policy, or not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tautband.letters.blocks import Block, Heading, Paper, Paragraph, Table, Warned
from tautband.letters.closing import closing, rests_on_late
from tautband.letters.facts import facts
from tautband.letters.gaps import gaps
from tautband.letters.matter import Matter
from tautband.letters.opening import decision, opening
from tautband.letters.proof import policies, proof
from tautband.letters.words import Quoting, day, listed

NOT_READY = "NOT READY"
DRAFT = "DRAFT"


@dataclass(frozen=True)
class Letter:
    """A letter to be printed, and what keeps it from being sent. `checks` are for the person who signs, not a bar."""

    paper: Paper
    gaps: tuple[str, ...]
    checks: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.gaps


def letter_of(matter: Matter, *, on: date | None = None, draft: bool = False) -> Letter:
    """The appeal letter of a matter. `on` is the date it bears, blank without one; `draft` marks a ready one a draft.

    A letter with gaps says NOT READY on every page and opens with the list of them.
    """
    quoting = Quoting()
    told = [*proof(matter, quoting), *facts(matter, quoting)]
    body = [*decision(matter), *policies(matter), *told, *closing(matter, quoting)]
    found = [*gaps(matter, on)]
    if not found and any("MISSING:" in cell for block in body for cell in _cells(block)):
        found.append("A fact of the letter has no words in the note.")
    top = opening(matter, on)
    warned: list[Block] = [Warned("Not to be sent before this is settled", tuple(found))] if found else []
    blocks = (*warned, *top, Paragraph("To the reviewer:"), Paragraph(_first_words(matter, ready=not found)), *body)
    mark = NOT_READY if found else DRAFT if draft else None
    number = matter.remitted.payer_claim_number if matter.remitted else None
    foot = f"Claim {number}" if number else f"Claim {matter.claim.claim_id}"
    return Letter(Paper("Appeal of a denied claim", blocks, foot, mark), tuple(found), checks(matter))


def checks(matter: Matter) -> tuple[str, ...]:
    """What the person who signs should look at: rules not read in the original, lists not held, a note not sealed."""
    told = []
    weak = dict.fromkeys(
        matter.rulebook.revision(r.revision).source.source for r in matter.requirements if r.grade != "primary"
    )
    told += [f"Not read in the original: {source}. Check the requirements against its text." for source in weak]
    told += [f"Not asked of the record: {words}." for words in _silent(matter)]
    told += [f"Not asked, because the rule book lacks its list: {edit}." for edit in matter.unread]
    if late := rests_on_late(matter):
        told.append(f"A late addendum is quoted for: {listed(late)}. Reviewers give it less weight.")
    for limit in dict.fromkeys(d.appeal.deadline if d.appeal else d.deadline for d in matter.denials):
        if limit.last_day is None:
            told.append(f"The time limit is {limit.counted.rstrip('.')}.")
        elif limit.evidence != "primary":
            told.append(f"The time limit is of a source graded {limit.evidence}: check the notice of the decision.")
    if matter.record.text is not None and matter.record.seal is None:
        told.append("The case holds no seal of the note: nothing shows that it is unchanged since it was coded.")
    return tuple(told)


def _silent(matter: Matter) -> Iterator[str]:
    """Policies that say more than the edits ask, and where that is listed."""
    for number in dict.fromkeys(requirement.revision for requirement in matter.requirements):
        revision = matter.rulebook.revision(number)
        if revision.silent or not revision.complete:
            name = f"{revision.payer}/{revision.policy}"
            yield f"some of what {name} says; `tautband policy show {name}` lists it"


def _first_words(matter: Matter, *, ready: bool) -> str:
    number = matter.remitted.payer_claim_number if matter.remitted else None
    claim = f"claim {number}" if number else "the claim named above"
    asked = f"We contest the denial of {claim} for the trigger point injection of {day(matter.day)}."
    if not ready:
        return f"{asked} Below, each requirement of the policy stands beside what the record shows of it."
    return f"{asked} The record made that day answers each requirement set out below, in its own words."


def _cells(block: Block) -> list[str]:
    if isinstance(block, Table):
        return [cell for row in block.rows for cell in row]
    return [block.text] if isinstance(block, Heading | Paragraph) else []
