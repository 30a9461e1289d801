"""What a kind of payer wants in boxes that payers fill differently, by claim filing indicator."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from tautband.formats.cms1500.grid import ROOM


@dataclass(frozen=True, slots=True)
class PayerForm:
    """How one kind of payer wants the form.

    `kind` is the part of box 1 to mark. `insured_only_before` True: boxes 4, 6, 7 and 11a to 11d tell of an insurance
    that pays before this payer, box 11 says NONE where there is none, and boxes 9 to 9d and 13 stay empty, since they
    speak of Medigap alone. `pointers` is how many diagnoses a line may point to on paper. `taxonomy` True: taxonomy
    codes stand in 24J and 33b.
    """

    kind: str
    insured_only_before: bool
    pointers: int
    taxonomy: bool


def payer_form(filing: str) -> PayerForm:
    """The conventions for a claim filing indicator such as MB; those of `*` for one that has no row of its own."""
    held = _held()
    return held.get(filing) or held["*"]


@cache
def _held() -> dict[str, PayerForm]:
    with (ROOM / "payer_forms.csv").open(newline="", encoding="ascii") as table:
        return {
            row["filing"]: PayerForm(
                row["box_1"], row["box_11"] == "none", int(row["pointers"]), row["taxonomy"] == "yes"
            )
            for row in csv.DictReader(table)
        }
