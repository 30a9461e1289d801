"""The heart of a letter: each requirement of the policy beside the words of the record that answer it."""

from __future__ import annotations

from collections.abc import Iterator

from tautband.letters import words
from tautband.letters.blocks import Block, Heading, Paragraph, Table
from tautband.letters.criteria import Part, Requirement
from tautband.letters.matter import Matter


def policies(matter: Matter) -> list[Block]:
    """The policies in force on the date of service, each with its number and revision."""
    named = dict.fromkeys((r.revision, r.lcd) for r in matter.requirements)
    sentences = [_policy(matter, revision, lcd) for revision, lcd in named]
    if not sentences:
        return [Heading("The policy"), Paragraph("MISSING: no policy of this payer is held for this service and day.")]
    return [
        Heading("The policy in force on the date of service"),
        *(Paragraph(sentence) for sentence in sentences),
        Paragraph(
            "Requirements are stated in our words; where the policy's own are given, they stand in quotation marks."
        ),
    ]


def _policy(matter: Matter, number: int, lcd: str | None) -> str:
    revision = matter.rulebook.revision(number)
    source = revision.source.source
    named = f"{lcd} ({source})" if lcd and lcd != source else source
    since = (
        f"revision in force for services from {revision.first_service_date}"
        if revision.first_service_date
        else "the first day of this revision is not known to us"
    )
    return f"{named}: {since}."


def proof(matter: Matter) -> list[Block]:
    """The table of requirements and quotations."""
    rows = tuple((_asks(r), "\n".join(_answers(matter, r))) for r in matter.requirements)
    if not rows:
        return []
    where = (
        f"Quotations are from the note of {matter.day} (enclosure 1), word for word; after each stand the page of the "
    )
    return [
        Heading("Each requirement and the words of the record"),
        Paragraph(where + "enclosure, the heading, and the first and last character in the note's text."),
        Table(("The policy asks", "The record shows"), rows, (36, 64)),
    ]


def _asks(requirement: Requirement) -> str:
    asks = f"“{requirement.asks}”" if requirement.quoted else requirement.asks
    return f"{asks}\n({requirement.citation.section})" if requirement.citation.section else asks


def _answers(matter: Matter, requirement: Requirement) -> Iterator[str]:
    if requirement.status == "missing":
        yield f"MISSING: {requirement.because}."
    elif requirement.status == "open":
        yield f"OPEN: {requirement.because}."
    said: dict[str, list[str]] = {}
    for part in requirement.parts:
        if part.status == "missing":
            continue
        told = _told(matter, part)
        if told:
            said.setdefault(told, []).append(part.what)
    for told, names in said.items():
        yield f"{words.listed(names)[:1].upper()}{words.listed(names)[1:]}: {told}"
    if requirement.note:
        yield requirement.note


def _told(matter: Matter, part: Part) -> str:
    """The figures, the days and the passages of one part."""
    before = [day for day in part.days if day != matter.day]
    pieces = [part.says] if part.says else []
    if part.days:
        pieces.append(f"earlier: {words.days(before)}" if before else "no earlier one on record")
    pieces += [words.quoted(quotation) for quotation in part.quotations]
    return "; ".join(pieces)
