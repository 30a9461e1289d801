"""The formats a claim is written in: what each still lacks, its bytes, and what else there is to say of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Literal

from tautband.claims.settings import settings_of
from tautband.cli.arguments import today
from tautband.model.claim import Claim
from tautband.model.errors import InputError
from tautband.model.policy import Payer
from tautband.model.registration import Registration
from tautband.pipeline import Answer
from tautband.rulebook.tables import Tables

Totals = Literal["each_page", "last_page"]


@dataclass(frozen=True)
class Order:
    """How a claim is to be written, as it was asked for on the command line."""

    to: str
    control: int = 1
    background: bool = False
    totals: Totals | None = None
    shift: tuple[float, float] = (0.0, 0.0)
    hash_note: bool = False
    answers: tuple[Answer | None, ...] = ()
    """What the notes behind the claims came to, claim by claim, where they are at hand."""


@dataclass(frozen=True)
class Output:
    """The bytes of the file, and what is told beside it: pages, totals, what the format has no room for."""

    data: bytes
    told: dict[str, Any]


Billed = tuple[Claim, Registration, Payer | None]
"""A claim with its registration and the payer of the rule book that it goes to."""


def write(billed: Sequence[Billed], order: Order, tables: Tables) -> Output:
    """The claims in the format that was asked for, in one file. Raises InputError with everything that is missing."""
    return _FORMATS[order.to].write(billed, order, tables)


def missing(claim: Claim, desk: Registration, to: str) -> list[str]:
    """What the claim lacks for a format, each in one line."""
    return _FORMATS[to].missing(claim, desk)


def _missing_837p(claim: Claim, desk: Registration) -> list[str]:
    from tautband.formats.x12.completeness import missing_from

    return missing_from(claim, desk)


def _write_837p(billed: Sequence[Billed], order: Order, tables: Tables) -> Output:
    from tautband.formats.x12.writing import write_claims

    if len({desk.submission for _, desk, _ in billed}) > 1:
        raise InputError("submission", "not the same for all claims", "Write a file for each sender and receiver.")
    created = datetime.combine(today(), time())
    return Output(write_claims([(claim, desk) for claim, desk, _ in billed], created, order.control, tables), {})


def _missing_cms1500(claim: Claim, desk: Registration) -> list[str]:
    from tautband.formats.cms1500.completeness import missing_from

    return missing_from(claim, desk)


def _write_cms1500(billed: Sequence[Billed], order: Order, tables: Tables) -> Output:
    from tautband.formats.cms1500.writing import write_forms

    del tables
    places = [_totals(claim, payer, order) for claim, _, payer in billed]
    written = write_forms(
        [(claim, desk) for claim, desk, _ in billed],
        signed_on=today(),
        totals=[on for on, _ in places],
        background=order.background,
        shift=order.shift,
    )
    told: dict[str, Any] = {"pages": written.pages, "left_off": list(written.left_off)}
    if written.pages > len(billed):
        told["totals"] = [{"on": on, "because": because} for on, because in dict.fromkeys(places)]
    return Output(written.data, told)


def _missing_fhir(claim: Claim, desk: Registration) -> list[str]:
    from tautband.formats.fhir.completeness import missing_from

    return missing_from(claim, desk)


def _write_fhir(billed: Sequence[Billed], order: Order, tables: Tables) -> Output:
    from tautband.formats.fhir.writing import Basis, write_bundle

    del tables
    answers = order.answers or (None,) * len(billed)
    claims = [
        (claim, desk, Basis(answer.text, answer.coding, answer.made_with) if answer else None)
        for (claim, desk, _), answer in zip(billed, answers, strict=True)
    ]
    data = write_bundle(claims, today(), "hash" if order.hash_note else "text")
    bare = [claim.claim_id for claim, _, basis in claims if basis is None]
    return Output(data, {"left_off": [f"claim {claim_id}: no note at hand, no evidence" for claim_id in bare]})


def _totals(claim: Claim, payer: Payer | None, order: Order) -> tuple[Totals, str]:
    """Where the totals of several pages stand, and why there."""
    if order.totals:
        return order.totals, "asked for with --totals"
    for row in settings_of(payer, "paper_total", claim.date_of_service):
        on: Totals = "last_page" if row["value"] == "last_page" else "each_page"
        return on, f"{row['says']} ({row['source']})"
    return "each_page", "this payer's rule is not known: a page that is read alone still adds up"


@dataclass(frozen=True)
class _Format:
    write: Callable[[Sequence[Billed], Order, Tables], Output]
    missing: Callable[[Claim, Registration], list[str]]


_FORMATS = {
    "837p": _Format(_write_837p, _missing_837p),
    "cms1500": _Format(_write_cms1500, _missing_cms1500),
    "fhir": _Format(_write_fhir, _missing_fhir),
}
FORMATS = tuple(_FORMATS)


def checked_format(to: str) -> str:
    """The name of a format. InputError for one that is not written."""
    if to not in _FORMATS:
        raise InputError("--to", "not a format that is written", f"Give one of: {', '.join(FORMATS)}.")
    return to


def checked_totals(text: str | None) -> Totals | None:
    """Where totals are asked for: on each page or on the last."""
    if text is None:
        return None
    if text == "each-page":
        return "each_page"
    if text == "last-page":
        return "last_page"
    raise InputError("--totals", "not a place for totals", "Give each-page or last-page.")


def checked_shift(text: str | None) -> tuple[float, float]:
    """A shift of the print in points, right and down, such as 3,-1.5."""
    if text is None:
        return 0.0, 0.0
    try:
        right, down = (float(part) for part in text.split(","))
    except ValueError:
        right = down = float("nan")
    if not (abs(right) <= 72 and abs(down) <= 72):
        raise InputError("--shift", "not two numbers of points", "Give right and down, at most 72, such as 3,-1.5.")
    return right, down
