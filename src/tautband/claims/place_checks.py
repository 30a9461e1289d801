"""Whether an address can be one: state, ZIP code, and whether the two agree by the shipped table of ZIP codes."""

from __future__ import annotations

from collections.abc import Iterator

from tautband.claims.fault import Fault
from tautband.model.identifiers import is_zip, is_zip_plus_four
from tautband.model.registration import Address
from tautband.rulebook.states import STATE_NAMES
from tautband.rulebook.tables import Tables


def address_faults(address: Address, at: str, tables: Tables, *, whole: bool = False) -> Iterator[Fault]:
    """The faults of one address; `whole` asks for ZIP+4, as billing and service addresses must have.

    A ZIP code that the table does not hold is let pass: it may be newer than the table, or a military one.
    """
    for name in ("street", "city"):
        if not getattr(address, name).strip():
            yield Fault(f"{at}.{name}", "empty", "write it")
    if address.state not in STATE_NAMES:
        yield Fault(f"{at}.state", "not a state", "write its two capital letters")
    if not is_zip(address.zip_code):
        yield Fault(f"{at}.zip_code", "not a ZIP code", "write five or nine figures without a hyphen")
    elif whole and not is_zip_plus_four(address.zip_code):
        yield Fault(f"{at}.zip_code", "not ZIP+4", "write all nine figures; 0000 is no ending")
    elif address.state in STATE_NAMES:
        found = tables.zips.place(address.zip_code)
        if found and found.state != address.state:
            yield Fault(f"{at}.zip_code", "lies in another state", "correct the ZIP code or the state")
