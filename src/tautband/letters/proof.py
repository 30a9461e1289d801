"""The heart of a letter: each requirement of the policy beside the words of the record that answer it."""

from __future__ import annotations

from collections.abc import Iterator

from tautband.letters import words
from tautband.letters.blocks import Block, Heading, Paragraph, Table
from tautband.letters.criteria import Part, Requirement
from tautband.letters.matter import Matter
from tautband.letters.record import Quotation
from tautband.letters.words import Quoting


def policies(matter: Matter) -> list[Block]:
    """The policies in force on the date of service, each with its number and revision."""
    named = dict.fromkeys((r.revision, r.lcd) for r in matter.requirements)
    sentences = [_policy(matter, revision, lcd) for revision, lcd in named]
    if not sentences:
        return [Heading("The policy"), Paragraph("MISSING: no policy of this payer is held for this service and day.")]
    words_of = "Requirements are stated in our words"
    if any(requirement.quoted for requirement in matter.requirements):
        words_of += "; where the policy's own are given, they stand in quotation marks"
    told = [Paragraph(sentence) for sentence in sentences]
    return [Heading("The policy in force on the date of service"), *told, Paragraph(f"{words_of}.")]


def _policy(matter: Matter, number: int, lcd: str | None) -> str:
    """A policy by its number: a contractor's own where several adopted one text."""
    revision = matter.rulebook.revision(number)
    adopted = next((each for each in revision.adopted if each.lcd == lcd), None)
    named, first = revision.source.source, revision.first_service_date
    if adopted:
        article = f" with article {adopted.article}" if adopted.article else ""
        named, first = f"LCD {adopted.lcd}{article} of {adopted.contractor}", adopted.since
    if first is None:
        return f"{named}: the day it came into force is not known to us."
    return f"{named}: in force for services from {words.day(first)}."


def proof(matter: Matter, quoting: Quoting) -> list[Block]:
    """The table of requirements and quotations."""
    rows = tuple((_asks(r), "\n".join(_answers(matter, r, quoting))) for r in matter.requirements)
    if not rows:
        return []
    where = (
        f"Quotations are from the note of {words.day(matter.day)} (enclosure 1), word for word; after each stand the "
        "page of the enclosure, the heading, and the first and last character in the note's text."
    )
    return [
        Heading("Each requirement and the words of the record"),
        Paragraph(where),
        Table(("The policy asks", "The record shows"), rows, (34, 66)),
    ]


def _asks(requirement: Requirement) -> str:
    asks = f"“{requirement.asks}”" if requirement.quoted else requirement.asks
    return f"{asks}\nSection: {requirement.citation.section}" if requirement.citation.section else asks


def _answers(matter: Matter, requirement: Requirement, quoting: Quoting) -> Iterator[str]:
    """What is missing, then the figures and days, then each passage with what it shows."""
    if requirement.status != "shown":
        yield requirement.standing
    shown = [part for part in requirement.parts if part.status != "missing" or part.says]
    for part in shown:
        if figures := _figures(matter, part):
            yield f"{words.capital(part.what)}: {figures}"
    names: dict[Quotation, list[str]] = {}
    for part in shown:
        for quotation in part.quotations:
            names.setdefault(quotation, []).append(part.what)
    for quotation in sorted(names, key=lambda q: q.start):
        yield quoting.quote(quotation, names[quotation] if len(shown) > 1 else ())
    if requirement.note:
        yield requirement.note


def _figures(matter: Matter, part: Part) -> str:
    """The figures and the days of one part."""
    before = [day for day in part.days if day != matter.day]
    told = [part.says] if part.says else []
    if part.days:
        told.append(f"earlier: {words.days(before)}" if before else "no earlier one on record")
    return "; ".join(told)
