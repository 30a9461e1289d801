"""Small phrases that letter and packet share: codes, amounts, days, and where a quotation stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from tautband.letters.record import Quotation
from tautband.model.claim import ServiceLine
from tautband.model.denial import Denial
from tautband.model.registration import Address, Person, Provider

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Quoting:
    """Quotes each passage of a paper in full once, and after that by its place."""

    def __init__(self) -> None:
        self._said: set[tuple[int, int]] = set()

    def quote(self, quotation: Quotation, shows: Sequence[str] = (), *, again: bool = False) -> str:
        """The words of the note in quotation marks with their place, or the place alone where they stand above.

        `shows` names what they show, set before them; `again` quotes in full whatever stands above.
        """
        opening = f"{_late(quotation)}{listed(shows)}: " if shows else _late(quotation)
        span = quotation.start, quotation.end
        if span in self._said and not again:
            return capital(f"{opening}as quoted above ({place(quotation)})")
        self._said.add(span)
        return capital(f"{opening}“{' '.join(quotation.text.split())}” ({place(quotation)})")


def _late(quotation: Quotation) -> str:
    if quotation.late is None:
        return ""
    if quotation.late.same_day:
        return "Addendum of the same day: "
    return f"LATE ADDENDUM {f'of {day(quotation.late.added)}' if quotation.late.added else 'WITHOUT A DATE'}: "


def place(quotation: Quotation) -> str:
    """Page and heading in the note as printed, and the first and last character in its text."""
    parts = [f"p. {quotation.page}", quotation.heading, f"{quotation.start}-{quotation.end}"]
    return ", ".join(part for part in parts if part)


def amount(value: Decimal | None) -> str:
    """Dollars and cents, or a dash where not known."""
    return "-" if value is None else f"${value:,.2f}"


def figure(value: float | Decimal) -> str:
    """A number without needless zeros."""
    return f"{float(value):g}"


def whole_code(line: ServiceLine) -> str:
    """Code and modifiers: 20552-LT."""
    return "-".join((line.code, *line.modifiers))


def reason(denial: Denial) -> str:
    """The codes of a denial: CO-50, N115."""
    return ", ".join((f"{denial.group}-{denial.carc}", *denial.rarcs))


def name(person: Person) -> str:
    """First, middle and last name."""
    return " ".join(part for part in (person.first_name, person.middle_name, person.last_name, person.suffix) if part)


def provider_name(provider: Provider) -> str:
    """A person's first and last name, or an organization's name."""
    return " ".join(part for part in (provider.first_name, provider.name) if part)


def address(where: Address | None) -> tuple[str, ...]:
    """The lines of an address."""
    if where is None:
        return ()
    zip_code = f"{where.zip_code[:5]}-{where.zip_code[5:]}" if len(where.zip_code) == 9 else where.zip_code
    street = tuple(part for part in (where.street, where.street_2) if part)
    return (*street, f"{where.city}, {where.state} {zip_code}")


def day(of: date) -> str:
    """A day as letters write it: March 2, 2026."""
    return f"{_MONTHS[of.month - 1]} {of.day}, {of.year}"


def days(counted: Iterable[date]) -> str:
    """Days in a row."""
    return "; ".join(day(each) for each in counted)


def capital(text: str) -> str:
    """Text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, end = words
    return f"{', '.join(most)} and {end}" if most else end


def plural(count: int, noun: str) -> str:
    """`1 line`, `2 lines`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
