"""What was typed after `fee`, as the lines of a claim at one place on one day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tautband.cli import arguments
from tautband.model.claim import Claim, ServiceLine
from tautband.model.errors import InputError, did_you_mean
from tautband.model.payment import ExpectedPayment
from tautband.rulebook.tables import Tables


def claim_to_price(
    codes: Sequence[str],
    modifiers: Sequence[str],
    charge: str | None,
    day: date,
    place_of_service: str | None,
    zip_code: str | None,
    state: str | None,
) -> Claim:
    """The codes as the lines of one claim. Each is `CODE` or `CODE-MODIFIER,MODIFIER`.

    Raises InputError for what is no code, modifier, ZIP code or amount, and for a modifier or charge given apart from
    its code beside several codes, since it would not tell which one it is meant for.
    """
    if len(codes) > 1 and (modifiers or charge is not None):
        option = "--modifier" if modifiers else "--charge"
        do = "Write modifiers with their code, such as 20610-50." if modifiers else "Price that code alone."
        raise InputError(option, f"given beside {len(codes)} codes", do)
    lines = tuple(_line(text, modifiers, charge) for text in codes)
    return Claim(
        claim_id="fee", state=state, zip_code=arguments.zip_code(zip_code, state), date_of_service=day,
        place_of_service=place_of_service, lines=lines,
    )  # fmt: skip


def by_contract(claim: Claim, payer: str, tables: Tables) -> ExpectedPayment:
    """What the contract rates loaded for a payer allow for these codes.

    Raises InputError for a payer nobody knows and for one without a rate for any of the codes.
    """
    from tautband.claims.contract import contract_payment
    from tautband.rulebook.payers import plain
    from tautband.shipped import shipped_rulebook

    payers = shipped_rulebook().payers
    known = payers.resolve(payer, claim.state)
    if known is None:
        do = did_you_mean(plain(payer), payers.names(), "See `tautband policy list`.")
        raise InputError("--payer", f"{payer!r} is not a payer of the rule book", do)
    if payment := contract_payment(claim, known, tables):
        return payment
    do = "Load its rates with `tautband data load RATES.csv` (payer, code, rate), or leave out --payer."
    raise InputError("--payer", f"no contract rate of {known.name} for these codes that day", do)


def locality(text: str | None) -> str | None:
    """A contractor's number and a locality, `MAC/LOC`: five digits, a slash, two digits."""
    if text is not None and not re.fullmatch(r"[0-9]{5}/[0-9]{2}", text):
        raise InputError("--locality", f"{text!r} is not a locality", "Write it MAC/LOC, such as 15202/00.")
    return text


def _line(text: str, modifiers: Sequence[str], charge: str | None) -> ServiceLine:
    code, dash, with_it = text.partition("-")
    named = [*(with_it.split(",") if dash else ()), *modifiers]
    return ServiceLine(
        code=arguments.code("CODE", code) or "",
        modifiers=tuple(_modifier(modifier) for modifier in named),
        charge=None if charge is None else _dollars(charge),
    )


def _modifier(text: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z]{2}", text):
        raise InputError("modifier", f"{text!r} is not a modifier", "Write its two characters, such as 50.")
    return text.upper()


def _dollars(text: str) -> Decimal:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", text):
        raise InputError("--charge", f"{text!r} is not an amount", "Write dollars and cents, such as 95.00.")
    return Decimal(text)
