"""What the lines of one day do to each other's price: both sides of one procedure, and several procedures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from tautband.claims.fee_lines import ALONE, UNRANKED, FeeLine

Procedure = tuple[FeeLine, ...]
"""The lines of one procedure: a right and a left line of one code, or a single line."""


def adjust_for_the_day(lines: Sequence[FeeLine]) -> None:
    """Apply the bilateral rule, then the multiple-procedure rule, then the lower of charge, to the lines of one day."""
    procedures = _with_both_sides(lines)
    _reduce_therapy(lines)
    _rank(procedures)
    for line in _priced(lines):
        _hold_to_charge(line)


def _priced(lines: Iterable[FeeLine]) -> list[FeeLine]:
    return [line for line in lines if line.because is None]


def _with_both_sides(lines: Sequence[FeeLine]) -> list[Procedure]:
    """The day's procedures, each with its bilateral rule applied."""
    by_code: dict[str, list[FeeLine]] = {}
    for line in lines:
        by_code.setdefault(f"{line.line.code} {line.effect.component}", []).append(line)
    procedures: list[Procedure] = []
    for same in by_code.values():
        sided = [line for line in same if line.effect.sides in ("left", "right")]
        pair = len({line.effect.sides for line in sided}) == 2
        if pair and len(sided) == 2 and not any(line.because for line in sided):
            procedures.append(tuple(sided))
            _pay_both_sides(sided[-1], second_of_two=True)
        elif pair:
            for line in sided:
                line.refuse("right and left of this code stand on more than two lines, or one of them has no price")
        alone = same if not pair or len(sided) != 2 else [line for line in same if line not in sided]
        for line in alone:
            procedures.append((line,))
            if line.effect.sides == "both" and line.because is None:
                _pay_both_sides(line, second_of_two=False)
    return procedures


def _pay_both_sides(line: FeeLine, *, second_of_two: bool) -> None:
    if line.bilateral is None:
        line.refuse("what both sides of this code are paid is not in the table")
        return
    if line.line.units != 1:
        line.refuse("both sides with more than one unit: how often each side was treated is not told")
        return
    share = Decimal(line.bilateral.value) - (1 if second_of_two else 0)
    line.change("bilateral", line.amount * share, line.bilateral.says, line.bilateral.citation())


def _reduce_therapy(lines: Sequence[FeeLine]) -> None:
    alone = [line for line in lines if line.ranking and line.ranking.value == ALONE]
    if len(alone) > 1:
        for line in alone:
            if line.ranking:
                line.refuse(line.ranking.says)


def _rank(procedures: Sequence[Procedure]) -> None:
    """Pay each ranked procedure its share; none where something of the day could take a rank that is not known."""
    contenders = [p for p in procedures if any(_takes_a_rank(line) for line in p)]
    if len(contenders) < 2:
        return
    open_lines = [line for p in contenders for line in p if line.because is not None or line.ranking is None]
    if open_lines:
        names = ", ".join(str(line.number) for line in open_lines)
        for line in (line for p in contenders for line in p):
            line.refuse(f"its rank among the day's procedures is open, as line {names} cannot be ranked")
        return
    for place, procedure in enumerate(sorted(contenders, key=_amount, reverse=True)):
        for line in procedure:
            _pay_rank(line, place)


def _takes_a_rank(line: FeeLine) -> bool:
    return not line.left_out and (line.ranking is None or line.ranking.value not in (UNRANKED, ALONE))


def _amount(procedure: Procedure) -> Decimal:
    return sum((line.amount for line in procedure), Decimal(0))


def _pay_rank(line: FeeLine, place: int) -> None:
    if line.ranking is None:
        return
    shares = line.ranking.value.split(";")
    if place >= len(shares):
        line.refuse(f"number {place + 1} of the day's procedures by fee, which is paid by report")
    elif (share := Decimal(shares[place])) != 1:
        says = f"number {place + 1} of the day's procedures by fee: {line.ranking.says}"
        line.change("multiple_procedure", line.amount * share, says, line.ranking.citation())


def _hold_to_charge(line: FeeLine) -> None:
    charge = line.line.charge
    if charge is None:
        return
    if charge < 0:
        line.refuse("the charge is below zero")
    elif charge < line.amount:
        line.change("charge", charge, "the charge is below the fee, and the lower of the two is allowed")
