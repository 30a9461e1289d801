"""The packet for a record request: the papers in the order of the policy's requirements, and first what they lack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tautband.letters import words
from tautband.letters.blocks import Block, Heading, Pairs, Paper, Paragraph, Table, Warned
from tautband.letters.criteria import Requirement
from tautband.letters.enclosures import Enclosure, answers, described, enclosures, named
from tautband.letters.gaps import gaps
from tautband.letters.matter import Matter
from tautband.letters.opening import identification
from tautband.letters.record import Quotation
from tautband.model.document import Document
from tautband.model.encounter import NoteStatus

NOT_READY = "NOT READY"
_SIGNED: dict[NoteStatus, str] = {
    "signed": "signed",
    "unsigned": "NOT SIGNED",
    "draft": "DRAFT",
    "not_shown": "no signature shown",
}
_RECORDS = (
    ("conservative care", ("therapy_record", "medication_record"), "records of the care tried before"),
    ("consent", ("consent",), "the signed consent"),
)
"""What reviewers look for behind the note's own words: the name of the part, the papers, and what to say."""


@dataclass(frozen=True)
class Packet:
    """A packet to be printed: what is enclosed, what is missing, and which passages of the note to mark."""

    matter: Matter
    enclosed: tuple[Enclosure, ...]
    gaps: tuple[str, ...]
    checks: tuple[str, ...]
    marked: tuple[Quotation, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.gaps

    @property
    def mark(self) -> str | None:
        """What stands on every page."""
        return None if self.ready else NOT_READY

    @property
    def foot(self) -> str:
        """What stands at the foot of each page."""
        number = self.matter.remitted.payer_claim_number if self.matter.remitted else None
        return f"Records for claim {number or self.matter.claim.claim_id}"


def packet_of(matter: Matter, missing: Sequence[Document] = ()) -> Packet:
    """The packet of a matter. `missing` are papers of the case whose file or text is not at hand."""
    everything = enclosures(matter)
    enclosed = tuple(e for e in everything if e.document is None or e.document not in missing)
    if matter.record.text is None:
        enclosed = enclosed[1:]
    found = (
        *gaps(matter, decided=False),
        *(f"Listed and not at hand: {named(each)}." for each in everything if each.document in missing),
        *_papers(matter, enclosed),
    )
    marked = {q for r in matter.requirements for part in r.parts for q in part.quotations}
    return Packet(
        matter,
        enclosed,
        tuple(dict.fromkeys(found)),
        tuple(_wanted(matter, enclosed)),
        tuple(sorted(marked, key=lambda quotation: (quotation.start, quotation.end))),
    )


def front(packet: Packet, starts: Mapping[int, int], counts: Mapping[int, int]) -> Paper:
    """The pages before the papers: the gaps, where there are any, then the index.

    `starts` gives the packet page on which each paper begins and `counts` how many pages it has, by its place among the
    enclosures.
    """
    blocks: list[Block] = []
    if packet.gaps:
        blocks.append(Warned("What a reviewer will look for and not find (settle this before sending)", packet.gaps))
    matter = packet.matter
    blocks += [Heading("Records of a trigger point injection"), Pairs(tuple(identification(matter)))]
    papers = tuple(
        (str(number), described(each), _SIGNED[each.signature], _pages(starts[at], counts[at]))
        for number, (at, each) in enumerate(((at, each) for at, each in enumerate(packet.enclosed)), 1)
    )
    blocks += [Heading("Papers"), Table(("No.", "Paper", "Signature", "Pages"), papers, (7, 58, 20, 15))]
    rows = tuple(_row(packet, requirement, starts) for requirement in matter.requirements)
    if rows:
        blocks += [
            Heading("Where each requirement of the policy is answered"),
            Paragraph("The words that answer it are marked on the page."),
            Table(("The policy asks", "Answered by", "Page"), rows, (50, 37, 13)),
        ]
    return Paper("Records for a claim", tuple(blocks), packet.foot, packet.mark)


def _row(packet: Packet, requirement: Requirement, starts: Mapping[int, int]) -> tuple[str, str, str]:
    """One requirement: the paper and page that answer it, or that nothing does."""
    asks = f"“{requirement.asks}”" if requirement.quoted else requirement.asks
    if requirement.status != "shown":
        return asks, requirement.standing, "-"
    found: dict[str, list[int]] = {}
    note = next((at for at, each in enumerate(packet.enclosed) if each.document is None), None)
    for part in requirement.parts:
        if note is not None and part.quotations:
            for quotation in part.quotations:
                found.setdefault(_within_note(quotation), []).append(starts[note] + quotation.page - 1)
        for at, each in enumerate(packet.enclosed):
            if each.document and answers(each.document.kind, part.what):
                found.setdefault(described(each), []).append(starts[at])
    if not found:
        figures = "; ".join(f"{part.what}: {part.says}" for part in requirement.parts if part.says)
        return asks, words.capital(figures) or "the codes of the claim", "-"
    pages = "\n".join(", ".join(map(str, sorted(set(numbers)))) for numbers in found.values())
    return asks, "\n".join(found), pages


def _within_note(quotation: Quotation) -> str:
    """The note, or the addendum to it that came late."""
    late = quotation.late
    if late is None or late.same_day:
        return "Note"
    return f"LATE ADDENDUM of {words.day(late.added)}" if late.added else "LATE ADDENDUM WITHOUT A DATE"


def _pages(start: int, count: int) -> str:
    return str(start) if count == 1 else f"{start}-{start + count - 1}"


def _papers(matter: Matter, enclosed: Sequence[Enclosure]) -> Iterator[str]:
    """Earlier sessions whose notes are not there, and papers without a signature or a date."""
    notes = {e.dated for e in enclosed if e.document and e.document.kind == "earlier_note"}
    counted = {day for r in matter.requirements for part in r.parts for day in part.days if day != matter.day}
    for day in sorted(counted - notes):
        yield f"The note of the session of {words.day(day)} is not enclosed."
    for each in enclosed:
        if each.document is None:
            continue
        if each.document.kind in ("earlier_note", "addendum") and each.signature != "signed":
            yield f"{named(each)}: {_SIGNED[each.signature].lower()}."
        if each.document.kind == "addendum" and each.dated is None:
            yield "An addendum bears no date."


def _wanted(matter: Matter, enclosed: Sequence[Enclosure]) -> Iterator[str]:
    """What reviewers often ask for besides, where the note's own words are all there is."""
    kinds = {each.document.kind for each in enclosed if each.document}
    asked = {part.what for requirement in matter.requirements for part in requirement.parts}
    for name, papers, says in _RECORDS:
        if any(what.startswith(name) for what in asked) and kinds.isdisjoint(papers):
            yield f"A reviewer may also look for {says}: none is among the papers of the case."
