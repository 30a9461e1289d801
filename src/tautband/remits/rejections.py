"""Claims refused before anyone decided on them (TA1, 999, 277CA): what is at fault, where, and on which claim."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from tautband.formats.x12.problem import Problem
from tautband.formats.x12.segments import read_segments
from tautband.model.acknowledgment import Acknowledgments, ClaimAcknowledgment, SegmentError, SetAcknowledgment
from tautband.model.denial import Deadline
from tautband.model.desk import ContractTerms
from tautband.model.policy import Payer
from tautband.model.work_list import Rejection
from tautband.remits.contracts import payer_key
from tautband.remits.joining import SentClaims
from tautband.rulebook.book import Rulebook
from tautband.rulebook.filing_limits import Days, first_claim
from tautband.rulebook.tables import Tables
from tautband.rulebook.time_limits import unknown

_MEND = "Correct what is named and send it as a new claim: it was never decided, so nothing else is open"
_WHOLE = "Correct the file and send it again whole: no claim of it was taken"


@dataclass(frozen=True)
class SentSet:
    """One transaction set of a sent file: where it begins in the file, and where each of its claims begins in it.

    Positions of claims count from ST, which is 1.
    """

    control_number: str
    start: int
    claims: tuple[tuple[int, str], ...]

    def claim_at(self, position: int) -> str | None:
        """The claim that the segment at a position belongs to; None before the first."""
        at = bisect_right([begins for begins, _ in self.claims], position)
        return self.claims[at - 1][1] if at else None


def sent_sets(file: BinaryIO, name: str) -> list[SentSet]:
    """The transaction sets of a file of claims."""
    found: list[tuple[str, int, list[tuple[int, str]]]] = []
    for batch in read_segments(file, name):
        if batch.delimiters is None:
            continue
        for position, text in enumerate(batch.texts, batch.first + 1):
            if text[:2] not in ("ST", "CL"):
                continue
            elements = text.split(batch.delimiters.element)
            if elements[0] == "ST":
                found.append((elements[2] if len(elements) > 2 else "", position, []))
            elif elements[0] == "CLM" and found and len(elements) > 1:
                found[-1][2].append((position - found[-1][1] + 1, elements[1]))
    return [SentSet(control, start, tuple(claims)) for control, start, claims in found]


@dataclass(frozen=True)
class Answered:
    """What was sent, for an answer to be read beside it: claims, the sets they stood in, and the files' problems."""

    claims: SentClaims
    payers: Mapping[str, Payer | None]
    """The payer of each claim number."""
    sets: Sequence[SentSet] = ()
    terms: Mapping[str, ContractTerms] = field(default_factory=dict)
    """What contracts say of time, by `payer_key`."""
    problems: Sequence[Problem] = ()


def rejections(answer: Acknowledgments, sent: Answered, book: Rulebook) -> Iterator[Rejection]:
    """Every refusal of an answer, the file's first, then the claims' in the order they are named."""
    for interchange in answer.interchanges:
        if interchange.verdict == "rejected":
            note = f", note {interchange.note}" if interchange.note else ""
            says = f"the whole interchange was refused{note}"
            yield _of_file("TA1", interchange.control_number, says)
    for group in answer.groups:
        told = [each for part in group.sets if part.verdict == "rejected" for each in _of_set(part, sent, book)]
        yield from told
        if group.verdict == "rejected" and not told:
            yield _of_file("999", group.control_number, "the whole group was refused")
    for claim in answer.claims:
        if claim.verdict == "rejected":
            yield from _of_claim(claim, sent, book)


def _of_file(by: str, control: str, says: str) -> Rejection:
    due = unknown("each claim of the file has its own limit")
    return Rejection.model_validate({"by": by, "control_number": control, "says": says, "do": _WHOLE, "deadline": due})


def _of_set(part: SetAcknowledgment, sent: Answered, book: Rulebook) -> Iterator[Rejection]:
    held = [each for each in sent.sets if each.control_number == part.control_number]
    inside = held[0] if len(held) == 1 else None
    if not part.errors:
        yield _of_file("999", part.control_number, "the transaction set was refused, and no segment is named")
    for error in part.errors:
        claim = inside.claim_at(error.position) if inside and error.position else None
        own = _own_problem(error, inside, sent.problems)
        for element, says in _said(error, book.tables):
            yield Rejection(
                by="999",
                claim_id=claim,
                control_number=part.control_number,
                loop=error.loop or (own.loop if own else None),
                segment=error.segment,
                position=error.position,
                element=element,
                says=f"{says}; {own.says}" if own else says,
                do=own.fix if own else _MEND,
                deadline=_due(claim, sent, book.tables),
            )


def _said(error: SegmentError, tables: Tables) -> list[tuple[str | None, str]]:
    """The fault of each element named, else that of the segment."""
    if error.elements:
        return [
            (
                f"{error.segment}{element.element.zfill(2) if element.element.isdecimal() else element.element}",
                tables.refusals.of_element(element.error) or f"error {element.error}, which the table does not hold",
            )
            for element in error.elements
        ]
    if error.error is None:
        return [(None, "the answer does not say what is wrong")]
    return [(None, tables.refusals.of_segment(error.error) or f"error {error.error}, which the table does not hold")]


def _own_problem(error: SegmentError, inside: SentSet | None, problems: Iterable[Problem]) -> Problem | None:
    """What our own reading of the sent file says of the same segment."""
    if inside is None or error.position is None:
        return None
    at = inside.start + error.position - 1
    named = [each for each in problems if each.position == at and each.segment == error.segment]
    return named[0] if named else None


def _of_claim(claim: ClaimAcknowledgment, sent: Answered, book: Rulebook) -> Iterator[Rejection]:
    category = book.tables.refusals.category(claim.category or "")
    status = book.tables.refusals.status(claim.status or "")
    number = f"status {claim.status}, which the table does not hold" if claim.status else "no status is given"
    says = "; ".join((category.says if category else f"category {claim.category}", status.says if status else number))
    own: list[Problem | None] = [each for each in sent.problems if claim.claim_id and each.claim_id == claim.claim_id]
    for problem in own or [None]:
        yield Rejection(
            by="277CA",
            claim_id=claim.claim_id,
            category=claim.category,
            status=claim.status,
            loop=problem.loop if problem else None,
            segment=problem.segment if problem else None,
            position=problem.position if problem else None,
            element=problem.element if problem else None,
            says=f"{says}; {problem.says}" if problem else says,
            do=problem.fix if problem else status.do if status else category.do if category else _MEND,
            deadline=_due(claim.claim_id, sent, book.tables, claim),
        )


def _due(claim_id: str | None, sent: Answered, tables: Tables, answer: ClaimAcknowledgment | None = None) -> Deadline:
    """The filing limit goes on running: a refused claim was never filed."""
    held = sent.claims.numbered(claim_id)
    day = held.claim.date_of_service if held else answer.date_of_service if answer else None
    if held is None:
        return unknown("the claim that was sent is not at hand, and with it neither payer nor limit")
    payer = sent.payers.get(claim_id or "")
    terms = sent.terms.get(payer_key(payer, held.claim.payer))
    return first_claim(payer, Days(day, None), tables, terms)
