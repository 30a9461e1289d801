"""Local coverage determinations as published held against the dates of the policies that were written from them.

The export tells days, never what a text asks. So it confirms a first day or names another, and says where a later
version took effect whose text the rule book has not read, where one was retired, and where one on trigger points is
unknown to the rule book. What follows from that is for the author of the policy; nothing is changed by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tautband.rulebook.book import Rulebook
from tautband.rulebook.official.lookups.lcds import Determination

ABOUT = "trigger point"
"""Words in the title of a determination that the rule book should know."""

Outcome = Literal["confirms", "another_day", "not_in_the_export", "later_version", "retired", "unknown"]


@dataclass(frozen=True)
class LcdComparison:
    """One thing the export says of one determination. `says` is a sentence for a person."""

    lcd: str
    outcome: Outcome
    says: str


@dataclass(frozen=True)
class _Adopted:
    """A determination as the rule book has it: the first day of each of its revisions, and its last day."""

    lcd: str
    contractor: str
    begins: tuple[date, ...]
    last: date | None

    @property
    def name(self) -> str:
        return f"{self.lcd} ({self.contractor})"


def compare_lcds(book: Rulebook, published: Sequence[Determination]) -> Iterator[LcdComparison]:
    """What the export says of each determination the rule book adopted, and of those it should know."""
    by_number = {determination.number: determination for determination in published}
    adopted = _adopted(book)
    for known in adopted.values():
        if (found := by_number.get(known.lcd)) is None:
            says = f"{known.name} is not in the export: retired, or the export is of another day"
            yield LcdComparison(known.lcd, "not_in_the_export", says)
        else:
            yield from _of_one(known, found)
    for determination in published:
        if determination.number not in adopted and ABOUT in determination.title.lower() and not determination.retired:
            says = f'{determination.number} ("{determination.title}") speaks of trigger points and is in no policy'
            yield LcdComparison(determination.number, "unknown", says)


def _of_one(known: _Adopted, found: Determination) -> Iterator[LcdComparison]:
    first = known.begins[0]
    if first in found.begins:
        yield LcdComparison(known.lcd, "confirms", f"{known.name}: the export confirms its first day, {first}")
    elif found.begins[0] <= known.begins[-1]:
        says = f"{known.name} begins on {found.begins[0]} in the export and on {first} in the rule book"
        yield LcdComparison(known.lcd, "another_day", says)
    if (latest := found.begins[-1]) > known.begins[-1] and (known.last is None or latest <= known.last):
        says = f"{known.name}: version {found.version} took effect on {latest}; the rule book holds the text of "
        yield LcdComparison(known.lcd, "later_version", f"{says}{known.begins[-1]}: read what changed")
    if found.retired and (known.last is None or known.last > found.retired):
        says = f"{known.name} was retired on {found.retired}; the rule book goes on with it"
        yield LcdComparison(known.lcd, "retired", says)


def _adopted(book: Rulebook) -> dict[str, _Adopted]:
    found: dict[str, _Adopted] = {}
    for number, revision in enumerate(book.revisions):
        last = book.last_day(number)
        for adoption in revision.adopted:
            before = found.get(adoption.lcd)
            begins = {adoption.since, *(before.begins if before else ())}
            still = last is None or (before is not None and before.last is None)
            ends = None if still else max(day for day in (last, before and before.last) if day)
            found[adoption.lcd] = _Adopted(adoption.lcd, adoption.contractor, tuple(sorted(begins)), ends)
    return found
