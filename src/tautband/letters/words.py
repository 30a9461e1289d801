"""Small phrases that letter and packet share: codes, amounts, days, and where a quotation stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from tautband.letters.record import Quotation
from tautband.model.claim import ServiceLine
from tautband.model.denial import Denial
from tautband.model.registration import Address, Person, Provider


def quoted(quotation: Quotation) -> str:
    """The words of the note in quotation marks, line breaks as blanks, and their place."""
    words = f"“{' '.join(quotation.text.split())}” ({place(quotation)})"
    if quotation.late is None:
        return words
    added = f"of {quotation.late.added}" if quotation.late.added else "WITHOUT A DATE"
    return f"LATE ADDENDUM {added}: {words}"


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


def days(counted: Iterable[date]) -> str:
    """Days in a row, as the calendar writes them."""
    return ", ".join(day.isoformat() for day in counted)


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, end = words
    return f"{', '.join(most)} and {end}" if most else end


def plural(count: int, noun: str) -> str:
    """`1 line`, `2 lines`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
