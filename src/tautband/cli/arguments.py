"""What people type after an option, checked before anything is read."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection, Sequence
from datetime import date

from tautband.edits.line_columns import LATEST
from tautband.model.errors import InputError, did_you_mean
from tautband.model.identifiers import is_national_provider_identifier
from tautband.rulebook.states import STATE_NAMES


def today() -> date:
    """The day the program runs on: the only clock in the house. `TAUTBAND_TODAY` sets it, for tests and replays."""
    if chosen := os.environ.get("TAUTBAND_TODAY"):
        return day("TAUTBAND_TODAY", chosen)
    return date.today()  # noqa: DTZ011 (a date of service is a local calendar day)


def day(where: str, text: str, named: str | None = None) -> date:
    """A calendar day written YYYY-MM-DD, up to 2199. InputError for any other text; `named` stands for the text in its
    message.
    """
    said = named or repr(text)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            found = date.fromisoformat(text)
        except ValueError:
            found = None
        if found is not None and found > LATEST:
            raise InputError(where, f"{said} lies beyond {LATEST.year}", "Write the day that is meant.")
        if found is not None:
            return found
    raise InputError(where, f"{said} is not a day of the calendar", "Write it YYYY-MM-DD, such as 2026-03-02.")


def optional_day(where: str, text: str | None) -> date | None:
    """A day, or None where the option was not given."""
    return None if text is None else day(where, text)


def state(text: str | None) -> str | None:
    """A state's two letters, in capitals."""
    if text is not None and text.upper() not in STATE_NAMES:
        raise InputError("--state", f"{text!r} is not a state", "Write its two letters, such as OH.")
    return text.upper() if text else None


def zip_code(text: str | None, state: str | None) -> str | None:
    """The ZIP code of the service: five or nine digits, in the state that was given, where the table places it."""
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{5}(-?[0-9]{4})?", text):
        raise InputError("--zip", f"{text!r} is not a ZIP code", "Write its five digits, such as 44106.")
    from tautband.shipped import shipped_rulebook

    place = shipped_rulebook().tables.zips.place(text)
    if place and state and place.state != state.upper():
        raise InputError("--zip", f"{text} lies in {place.state}, not in {state.upper()}", "Correct one of the two.")
    return text


def payer(text: str, state: str | None = None) -> str:
    """A payer as typed. One that the rule book does not hold is asked about all the same, with a hint at its like."""
    from tautband.rulebook.payers import plain
    from tautband.shipped import shipped_rulebook

    payers = shipped_rulebook().payers
    if payers.resolve(text, state) is None and (hint := did_you_mean(plain(text), payers.names(), "", alike=0.75)):
        sys.stderr.write(f"tautband: --payer: {text!r} is no payer of the rule book. {hint}\n")
    return text


def criteria(names: Sequence[str] | None, known: Collection[str]) -> tuple[str, ...]:
    """The criteria sets a plan adopted, each one that the rule book holds."""
    for name in names or ():
        if name not in known:
            raise InputError(
                "--criteria", f"no criteria set {name!r}", f"The rule book holds: {', '.join(sorted(known))}."
            )
    return tuple(names or ())


def place_of_service(text: str | None) -> str | None:
    """A place of service code: two digits."""
    if text is not None and not re.fullmatch(r"[0-9]{2}", text):
        raise InputError(
            "--pos", f"{text!r} is not a place of service", "Write its two digits, such as 11 for an office."
        )
    return text


def code(where: str, text: str | None) -> str | None:
    """A CPT or HCPCS code: five letters and digits."""
    if text is not None and not re.fullmatch(r"[0-9A-Za-z][0-9]{3}[0-9A-Za-z]", text):
        raise InputError(where, f"{text!r} is not a procedure code", "Write its five characters, such as 99213.")
    return text.upper() if text else None


def npi(text: str | None) -> str | None:
    """A National Provider Identifier: ten digits, the last a Luhn check over the prefix 80840 (45 CFR 162.406)."""
    if text is None:
        return None
    if not is_national_provider_identifier(text):
        raise InputError("--provider", "not an NPI", "Write the ten digits; the last one checks the others.")
    return text
