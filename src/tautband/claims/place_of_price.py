"""Which locality's cost indices price a service: the place where it was given decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.prices import CostIndices


@dataclass(frozen=True, slots=True)
class Unpriced:
    """Why there is no price: one clause that a biller can act on."""

    because: str


def place_of_price(
    tables: Tables, day: date, *, locality: str | None = None, zip_code: str | None = None, state: str | None = None
) -> CostIndices | Unpriced:
    """The cost indices of the place of service on a day, or why they are not known.

    `locality` (`MAC/LOCALITY`) goes before the ZIP code, and that before the state, which settles the price only where
    it is one locality. A ZIP code that lies in two localities settles it with nine digits, where the ZIP+4 file was
    loaded.
    """
    found: str | Unpriced
    if locality:
        found = locality
    else:
        found = _of_zip(tables, zip_code, state) if zip_code else _of_state(tables, state)
    if isinstance(found, Unpriced):
        return found
    mac, _, number = found.partition("/")
    indices = tables.prices.cost_indices(mac, number, day)
    return indices or Unpriced(f"no cost indices of locality {found} on {day} were read")


def _of_zip(tables: Tables, zip_code: str | None, state: str | None) -> str | Unpriced:
    place = tables.zips.place(zip_code or "")
    if place is None:
        return Unpriced(f"the ZIP code is not in the table of {tables.sources['zip_locality'].edition}")
    if place.needs_zip9:
        do = "give the locality that its ZIP+4 is in, or load the ZIP+4 file and give nine digits"
        return Unpriced(f"ZIP code {place.zip5} lies in more than one locality; {do}")
    if state and state.upper() != place.state:
        return Unpriced(f"ZIP code {place.zip5} lies in {place.state}, and the state is given as {state.upper()}")
    return f"{place.mac}/{place.locality}"


def _of_state(tables: Tables, state: str | None) -> str | Unpriced:
    if not state:
        return Unpriced("the place of service is not known: give its ZIP code or locality")
    localities = tables.zips.localities_of(state)
    if not localities:
        return Unpriced(f"{state.upper()} is no state of the ZIP table")
    if len(localities) > 1:
        return Unpriced(f"{state.upper()} has {len(localities)} payment localities: give the ZIP code of the service")
    return "/".join(localities[0])
