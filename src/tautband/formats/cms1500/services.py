"""Boxes 14 to 33: the claim itself, its lines, and who gave and bills the services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tautband.formats.cms1500.payer_forms import payer_form
from tautband.formats.cms1500.sheet import Sheet
from tautband.formats.cms1500.writing_style import (
    amount_text,
    bare,
    place_text,
    provider_name,
    put_day,
    put_money,
    put_phone,
    street_text,
)
from tautband.model.claim import Claim, ServiceLine
from tautband.model.identifiers import plain_diagnosis
from tautband.model.registration import Provider, Registration

LETTERS = "ABCDEFGHIJKL"
ONSET = "431"
"""The qualifier of box 14 for the first day of the illness or injury."""
TAXONOMY = "ZZ"
"""The qualifier of a taxonomy code on paper."""
NDC = "N4"
SIGNED = "SIGNATURE ON FILE"
ICD_10_FROM = date(2015, 10, 1)


def fill_claim(sheet: Sheet, claim: Claim, desk: Registration, diagnoses: Sequence[str]) -> list[str]:
    """Boxes 14 to 23: what stands on every page of the claim. What the form has no room for is given back."""
    if day := desk.onset or (desk.accident.day if desk.accident else None):
        put_day(sheet, "14.", day)
        sheet.put("14.qualifier", ONSET)
    left_off = _source(sheet, desk)
    sheet.put("19", desk.note, "note")
    sheet.put("21.indicator", "0" if claim.date_of_service >= ICD_10_FROM else "9")
    for letter, code in zip(LETTERS, diagnoses, strict=False):
        sheet.put(f"21.{letter}", code)
    if desk.frequency != "1":
        sheet.put("22.code", desk.frequency)
        sheet.put("22.reference", desk.original_reference, "original_reference")
    given = desk.authorization
    if given and (number := given.number or given.referral):
        sheet.put("23", number, "authorization")
        if given.number and given.referral:
            left_off.append("authorization.referral: box 23 holds one number, and the authorization stands there")
    return left_off


def _source(sheet: Sheet, desk: Registration) -> list[str]:
    """Box 17 holds one provider: the referring one, else the ordering, else the supervising one."""
    known = [(mark, role, provider) for mark, role, provider in (
        ("DN", "referring", desk.referring), ("DK", "ordering", desk.ordering), ("DQ", "supervising", desk.supervising),
    ) if provider]  # fmt: skip
    if not known:
        return []
    mark, first, provider = known[0]
    sheet.put("17.qualifier", mark)
    sheet.put("17.name", provider_name(provider), f"{first}'s names")
    sheet.put("17b", provider.npi, f"{first}.npi")
    return [f"{role}: box 17 holds one provider, and the {first} one stands there" for _, role, _ in known[1:]]


def fill_line(
    sheet: Sheet, number: int, line: ServiceLine, claim: Claim, desk: Registration, diagnoses: Sequence[str]
) -> list[str]:
    """One service on the page's line `number`, from 1: the shaded part above holds the drug behind a drug code."""
    at = f"#{number}"
    form = payer_form(desk.coverages[0].filing)
    day = line.date_of_service or claim.date_of_service
    for part in ("from", "to"):
        sheet.put(f"24A.{part}_month{at}", f"{day:%m}")
        sheet.put(f"24A.{part}_day{at}", f"{day:%d}")
        sheet.put(f"24A.{part}_year{at}", f"{day.year % 100:02d}")
    sheet.put(f"24B{at}", (claim.place_of_service or "").zfill(2), "place_of_service")
    sheet.put(f"24D.code{at}", line.code)
    for place, modifier in enumerate(line.modifiers[:4], 1):
        sheet.put(f"24D.modifier_{place}{at}", modifier)
    pointed = list(dict.fromkeys(LETTERS[diagnoses.index(plain_diagnosis(code))] for code in line.diagnoses))
    sheet.put(f"24E{at}", "".join(pointed[: form.pointers]))
    if line.charge is not None:
        put_money(sheet, "24F", line.charge, at)
    sheet.put(f"24G{at}", amount_text(line.units), f"units of {line.code}")
    if supply := desk.drugs.get(line.code):
        total = amount_text(supply.quantity * line.units)
        sheet.put_spaced(f"24.shaded{at}", f"{NDC}{supply.ndc}   {supply.unit}{total}")
    provider = desk.rendering or desk.billing
    assert provider is not None
    sheet.put(f"24J.npi{at}", provider.npi, "rendering.npi")
    if form.taxonomy and provider.taxonomy:
        sheet.put(f"24I.qualifier{at}", TAXONOMY)
        sheet.put(f"24J.number{at}", provider.taxonomy, "rendering.taxonomy")
    if len(pointed) > form.pointers:
        return [f"line {line.code}: on paper this payer takes {form.pointers} diagnosis a line, the first one"]
    return []


def fill_providers(sheet: Sheet, claim: Claim, desk: Registration, signed_on: date | None) -> None:
    """Boxes 25 to 27 and 31 to 33: tax number, account, assignment, signature, place of service, billing provider."""
    billing = desk.billing
    assert billing is not None
    sheet.put("25", billing.tax_id, "billing.tax_id")
    sheet.mark(f"25.{billing.tax_id_kind.lower()}")
    sheet.put("26", desk.claim_id or claim.claim_id, "claim_id")
    sheet.mark("27.yes" if desk.accepts_assignment else "27.no")
    if desk.signature_on_file:
        sheet.put("31.signature", SIGNED)
    if signed_on:
        sheet.put("31.date", f"{signed_on:%m %d %y}")
    _provider(sheet, "32", desk.facility or billing, "facility" if desk.facility else "billing")
    phone = billing.phone or (desk.submission.contact_phone if desk.submission else None)
    put_phone(sheet, "33", phone, "billing.phone")
    _provider(sheet, "33", billing, "billing")
    if payer_form(desk.coverages[0].filing).taxonomy and billing.taxonomy:
        sheet.put("33b", f"{TAXONOMY}{billing.taxonomy}", "billing.taxonomy")


def _provider(sheet: Sheet, box: str, provider: Provider, said: str) -> None:
    sheet.put(f"{box}.name", bare(provider_name(provider)), f"{said}'s name")
    if provider.address:
        sheet.put(f"{box}.street", street_text(provider.address), f"{said}.address.street")
        sheet.put(f"{box}.place", place_text(provider.address), f"{said}.address")
    sheet.put(f"{box}a", provider.npi, f"{said}.npi")


def fill_total(sheet: Sheet, lines: Sequence[ServiceLine], paid: Decimal | None) -> None:
    """Box 28, the charges of these lines, and box 29, what was paid already."""
    put_money(sheet, "28", sum((line.charge for line in lines if line.charge is not None), Decimal(0)))
    if paid is not None:
        put_money(sheet, "29", paid)
