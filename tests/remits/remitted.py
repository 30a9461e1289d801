"""Invented remittances and the claims behind them, short enough to be read in a test."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tautband.model.claim import Claim, ServiceLine
from tautband.model.denial import Denial
from tautband.model.remittance import Adjustment, Remittance, RemittedClaim, RemittedLine
from tautband.model.work_list import WorkList
from tautband.remits import Desk, Sent
from tautband.shipped import shipped_rulebook

BOOK = shipped_rulebook()
SERVICE, NOTICE, TODAY = date(2026, 3, 2), date(2026, 4, 1), date(2026, 4, 10)


def adjustments(*texts: str) -> tuple[Adjustment, ...]:
    """Adjustments written `CO-151 95.00`."""
    found = []
    for text in texts:
        codes, amount = text.split()
        group, carc = codes.split("-")
        found.append(Adjustment(group=group, carc=carc, amount=Decimal(amount)))
    return tuple(found)


def line(code: str, *adjusted: str, charge: str = "95", paid: str = "0", rarcs: str = "", **also: Any) -> RemittedLine:
    """One line as decided."""
    known: dict[str, Any] = {"date_of_service": SERVICE, **also}
    return RemittedLine(
        code=code, charge=Decimal(charge), paid=Decimal(paid), adjustments=adjustments(*adjusted),
        rarcs=tuple(rarcs.split()), **known,
    )  # fmt: skip


def decided(*lines: RemittedLine, claim_id: str | None = "C1", status: str = "1", **also: Any) -> RemittedClaim:
    """One claim as decided; charge and payment are the sums of its lines unless given."""
    known: dict[str, Any] = {
        "charge": sum((each.charge or Decimal(0) for each in lines), Decimal(0)),
        "paid": sum((each.paid or Decimal(0) for each in lines), Decimal(0)),
        "payer_claim_number": f"ICN-{claim_id}",
        **also,
    }
    return RemittedClaim(claim_id=claim_id, status=status, lines=lines, **known)


def payment(*claims: RemittedClaim, **also: Any) -> Remittance:
    """One payment."""
    known: dict[str, Any] = {"payer_name": "MEDICARE", "paid_on": NOTICE, **also}
    return Remittance(claims=claims, **known)


def sent(*lines: str, claim_id: str = "C1", payer: str | None = "medicare", **also: Any) -> Sent:
    """A claim as it was sent, its lines written `20552-XS x1 95 M79.18`."""
    known: dict[str, Any] = {
        "patient_id": "P1", "state": "OH", "zip_code": "45202", "place_of_service": "11", "history": (), **also,
    }  # fmt: skip
    claim = Claim(
        claim_id=claim_id, payer=payer, date_of_service=known.pop("date_of_service", SERVICE),
        lines=tuple(map(_service, lines)), **known,
    )  # fmt: skip
    return Sent(claim)


def _service(text: str) -> ServiceLine:
    code, *rest = text.split()
    name, *modifiers = code.split("-")
    known: dict[str, Any] = {"diagnoses": ("M79.18",), "charge": Decimal(95)}
    for part in rest:
        if part[0] == "x":
            known["units"] = Decimal(part[1:])
        elif part[0].isdigit():
            known["charge"] = Decimal(part)
        else:
            known["diagnoses"] = tuple(part.split(","))
    return ServiceLine(code=name, modifiers=tuple(modifiers), **known)


def worked(*remittances: Remittance, **desk: Any) -> WorkList:
    """The work list of some remittances."""
    known: dict[str, Any] = {"book": BOOK, "as_of": TODAY, **desk}
    return Desk(**known).work_list(remittances)


def denial(adjusted: str, *, payer: str, rarcs: str = "", code: str = "20552", **desk: Any) -> Denial:
    """The one denial of a line with one adjustment."""
    found = worked(payment(decided(line(code, adjusted, rarcs=rarcs))), payer=payer, **desk).denials
    assert len(found) == 1
    return found[0]
