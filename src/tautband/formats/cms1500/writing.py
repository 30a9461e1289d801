"""Writes claims on the form: filled, checked, drawn, and read back before they are handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tautband.formats.cms1500.completeness import missing_from
from tautband.formats.cms1500.drawing import Shift, draw
from tautband.formats.cms1500.filling import Totals, fill
from tautband.formats.cms1500.reading import read
from tautband.model.claim import Claim
from tautband.model.errors import InputError
from tautband.model.registration import Registration

Pair = tuple[Claim, Registration]


@dataclass(frozen=True)
class Written:
    """A PDF of forms, how many pages it has, and what the form had no room for, a line each."""

    data: bytes
    pages: int
    left_off: tuple[str, ...]


def write_forms(
    claims: Sequence[Pair],
    *,
    signed_on: date | None = None,
    totals: Totals | Sequence[Totals] = "each_page",
    background: bool = False,
    shift: Shift = (0.0, 0.0),
) -> Written:
    """The claims in their order as one PDF, each beginning a page.

    `signed_on` is the day beside the provider's signature; `totals` says where those of several pages stand, for all
    claims or for each. Raises InputError with everything that is missing, that does
    not fit its box or cannot be printed; no text is ever cut to fit.
    """
    if not claims:
        raise InputError("claims", "none to write", "Give at least one.")
    pages: list[dict[str, str]] = []
    left_off: list[str] = []
    places = [totals] * len(claims) if isinstance(totals, str) else list(totals)
    for (claim, desk), place in zip(claims, places, strict=True):
        if missing := missing_from(claim, desk):
            raise InputError(f"claim {claim.claim_id}", "; ".join(missing), "Complete the registration.")
        form = fill(claim, desk, totals=place, signed_on=signed_on)
        if form.problems:
            raise InputError(f"claim {claim.claim_id}", "; ".join(form.problems), "Mend them; nothing is cut to fit.")
        pages += [page.fields for page in form.pages]
        left_off += form.left_off
    plain = draw(pages)
    if (back := read(plain)) != pages:
        at = next(number for number, (was, drawn) in enumerate(zip(pages, back, strict=True), 1) if was != drawn)
        raise AssertionError(f"page {at} does not read back as it was filled")
    data = draw(pages, background=background, shift=shift) if background or shift != (0.0, 0.0) else plain
    return Written(data, len(pages), tuple(dict.fromkeys(left_off)))
