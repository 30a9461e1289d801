"""How the form writes names, places, days, amounts and numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tautband.formats.cms1500.sheet import Sheet
from tautband.model.registration import Address, Person, Provider


def person_name(person: Person) -> str:
    """LAST SUFFIX, FIRST, M: commas part the names, nothing else does."""
    last = " ".join(part for part in (person.last_name, person.suffix) if part)
    middle = (person.middle_name or "")[:1]
    return ", ".join(part for part in (last, person.first_name, middle) if part).replace(".", "")


def provider_name(provider: Provider) -> str:
    """FIRST LAST for a person, the name for an organization."""
    return " ".join(part for part in (provider.first_name, provider.name) if part).replace(".", "")


def zip_text(zip_code: str) -> str:
    """Five figures, or nine with a hyphen."""
    return f"{zip_code[:5]}-{zip_code[5:]}" if len(zip_code) == 9 else zip_code


def place_text(address: Address) -> str:
    """CITY ST ZIP, without punctuation but for the ZIP code's hyphen."""
    return f"{bare(address.city)} {address.state} {zip_text(address.zip_code)}"


def street_text(address: Address) -> str:
    """Both lines of a street as one."""
    return bare(" ".join(part for part in (address.street, address.street_2) if part))


def bare(text: str) -> str:
    """Text without commas and full stops, which the form does not want in addresses."""
    return text.replace(",", " ").replace(".", " ")


def put_day(sheet: Sheet, name: str, day: date | None, *, whole_year: bool = False) -> None:
    """Month, day and year into three fields; the year in two figures unless it is a birth date."""
    if day:
        sheet.put(f"{name}month", f"{day:%m}")
        sheet.put(f"{name}day", f"{day:%d}")
        sheet.put(f"{name}year", f"{day.year:04d}" if whole_year else f"{day.year % 100:02d}")


def put_money(sheet: Sheet, box: str, amount: Decimal, line: str = "") -> None:
    """Dollars and cents into two fields. `line` is the end of the field names of a service line (#1)."""
    cents = int(amount * 100)
    if cents < 0 or cents != amount * 100:
        sheet.problems.append(f"box {box}{line}: not dollars and cents: write an amount such as 95.00, not below zero")
        return
    sheet.put(f"{box}.dollars{line}", str(cents // 100))
    sheet.put(f"{box}.cents{line}", f"{cents % 100:02d}")


def put_phone(sheet: Sheet, box: str, phone: str | None, said: str) -> None:
    """A telephone number of ten figures into area and number; nothing where there is none."""
    figures = "".join(each for each in phone or "" if each.isdigit())
    if figures and len(figures) != 10:
        sheet.problems.append(f"box {box}.phone: not ten figures ({said}): write area and number")
    elif figures:
        sheet.put(f"{box}.area", figures[:3])
        sheet.put(f"{box}.phone", figures[3:])


def amount_text(amount: Decimal) -> str:
    """A quantity without zeros behind the point and never with an exponent."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
