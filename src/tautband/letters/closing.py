"""The end of a letter: what is asked for, by when, what goes with it, and room for the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from tautband.letters import words
from tautband.letters.blocks import Blanks, Block, Heading, Items, Paragraph
from tautband.letters.enclosures import described, enclosures
from tautband.letters.matter import Matter
from tautband.letters.opening import step
from tautband.model.denial import Deadline

ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
SIGNED_BY = ("Signature", "Name and credentials", "Date")
_SIGNED = {
    "signed": "The note is signed",
    "unsigned": "The note is not signed",
    "draft": "The note is marked a draft",
    "not_shown": "The text of the note shows no signature",
}


def closing(matter: Matter, quoting: words.Quoting) -> list[Block]:
    """Request, deadline, signature of the record, enclosures, and the lines to sign on."""
    return [
        Heading("What we ask"),
        Paragraph(_request(matter)),
        Heading("Time limit"),
        *(Paragraph(sentence) for sentence in _deadlines(matter)),
        Heading("The record and its signature"),
        Paragraph(_signature(matter, quoting)),
        Blanks("Sincerely,", SIGNED_BY),
        Items("Enclosures", tuple(_enclosed(matter))),
    ]


def _request(matter: Matter) -> str:
    lines = sorted({n for d in matter.denials if (n := d.sent_line or d.line) is not None})
    codes = {n: words.whole_code(line) for n, line in enumerate(matter.claim.lines, 1)}
    named = words.listed([f"line {n} ({codes[n]})" if n in codes else f"line {n}" for n in lines]) if lines else ""
    what = named or "the claim"
    total = sum((denial.amount for denial in matter.denials), Decimal(0))
    return (
        f"We ask that the decision on {what} of the claim for services of {words.day(matter.day)} be reversed and that "
        f"the {words.amount(total)} denied be allowed as the contract or fee schedule provides."
    )


def _deadlines(matter: Matter) -> Iterator[str]:
    level = step(matter.denials)
    limits = dict.fromkeys(denial.appeal.deadline if denial.appeal else denial.deadline for denial in matter.denials)
    for limit in limits:
        yield _deadline(limit)
    if level and level.amount_in_controversy is not None:
        yield (
            f"This level takes claims of {words.amount(level.amount_in_controversy)} and more, for requests filed in "
            f"{level.amount_for_year}."
        )


def _deadline(limit: Deadline) -> str:
    if limit.last_day is None:
        return "Last day, from the notice of the decision: ____________________"
    counted = ISO_DAY.sub(lambda found: words.day(date.fromisoformat(found.group())), limit.counted.rstrip("."))
    return f"The last day to ask for it is {words.day(limit.last_day)}: {counted}."


def _signature(matter: Matter, quoting: words.Quoting) -> str:
    status = _SIGNED[matter.encounter.note_status]
    passages = matter.record.quote(matter.encounter.evidence.get("note_status", ()), most=1)
    shown = ": " + quoting.quote(passages[0]) if passages and matter.encounter.note_status == "signed" else ""
    late = rests_on_late(matter)
    told = (
        " Passages marked LATE ADDENDUM were written after the note was closed, on the date given."
        if late
        else " Nothing quoted here was added after the event."
    )
    return f"{status}{shown}.{told}"


def rests_on_late(matter: Matter) -> tuple[str, ...]:
    """What is shown by words of a late addendum, part by part."""
    late = [
        part.what
        for requirement in matter.requirements
        for part in requirement.parts
        if any(q.late and not q.late.same_day for q in part.quotations)
    ]
    return tuple(dict.fromkeys(late))


def _enclosed(matter: Matter) -> Iterator[str]:
    for enclosure in enclosures(matter):
        yield described(enclosure)
    if matter.remittance is not None and matter.remittance.paid_on:
        trace = f", trace number {matter.remittance.trace_number}" if matter.remittance.trace_number else ""
        yield f"Remittance advice of {words.day(matter.remittance.paid_on)}{trace}"
