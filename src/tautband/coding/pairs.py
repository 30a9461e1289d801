"""Which lines does the pair table join on the date, and does the record show another site?

Column 1 is paid. A modifier on column 2 says that the record shows another site or encounter; it is set only where the
record does. Adjoining structures of one region are a question to the author (R11).
"""

from __future__ import annotations

from itertools import combinations

from tautband.coding.basis import Basis, Draft, Sheet
from tautband.coding.drugs import dose_units
from tautband.coding.guidance import IMAGING
from tautband.coding.visits import VISIT

_WITHOUT_PLACE = frozenset(("drug", *IMAGING.values()))


def settle_pairs(basis: Basis, sheet: Sheet) -> None:
    """Set the modifier, drop the line or ask, for each two lines that the pair table joins for this payer."""
    if basis.day is None or not _pairs_bind(basis):
        return
    for one, other in combinations(tuple(sheet.lines), 2):
        if one.kind == VISIT or other.kind == VISIT or one.code == other.code:
            continue
        found = basis.needs.pair(one.code, other.code, basis.day)
        if found is None or one not in sheet.lines or other not in sheet.lines:
            continue
        column1, _, indicator = found
        first, second = (one, other) if one.code == column1 else (other, one)
        if indicator == 0:
            _drop(basis, sheet, "pair_never", second, f"{first.code} and {second.code} are never paid together")
        else:
            _settle(basis, sheet, first, second)


def _settle(basis: Basis, sheet: Sheet, first: Draft, second: Draft) -> None:
    modifier = basis.tables.named("separate_site")
    both = f"{first.code} and {second.code}"
    apart = True if second.kind == "intramuscular_injection" else _apart(first, second)
    if second.kind in _WITHOUT_PLACE:
        _drop(basis, sheet, "pair", second, f"{second.code} is inside {first.code}")
    elif apart:
        if modifier not in second.modifiers:
            second.modifiers.insert(0, modifier)
        says = f"{both} are an edit pair; the record shows separate sites: {modifier} on {second.code}, column 2"
        second.why.append(basis.tables.reason("pair", says, (*first.evidence, *second.evidence)))
    elif apart is False:
        _drop(basis, sheet, "pair", second, f"{second.code} at the site of {first.code} is inside it")
    else:
        unproven = basis.tables.citation("pair_unproven").says
        sheet.ask(
            f"Were {first.kind.replace('_', ' ')} and {second.kind.replace('_', ' ')} given at separate sites?",
            f"{both} are an edit pair; {unproven}.",
            (*first.evidence, *second.evidence),
        )


def _apart(one: Draft, other: Draft) -> bool | None:
    """Whether the record shows two sites: by side, by region, or in the note's own words; None when it is silent."""
    said = {one.apart, other.apart} - {None}
    if said:
        return True in said
    if not one.spots or not other.spots:
        return None
    for side1, regions1 in one.spots:
        for side2, regions2 in other.spots:
            sides_differ = {side1, side2} == {"left", "right"}
            regions_differ = bool(regions1 and regions2) and not regions1 & regions2
            if not sides_differ and not regions_differ:
                return None
    return True


def _drop(basis: Basis, sheet: Sheet, rule: str, line: Draft, because: str) -> None:
    sheet.lines.remove(line)
    sheet.refuse(basis.tables.refusal(rule, line.code, because, line.evidence, dose_units(line)))


def _pairs_bind(basis: Basis) -> bool:
    """Whether the pair table is applied: Medicare's own, taken up by most payers, not where the patient pays."""
    payer = basis.payer
    return payer is None or (payer.kind != "self_pay" and payer.adopts_ncci is not False)
