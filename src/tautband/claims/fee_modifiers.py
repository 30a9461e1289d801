"""What the modifiers of a line do to its price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tautband.claims.place_of_price import Unpriced
from tautband.rulebook.tables import Tables

Sides = Literal["none", "left", "right", "both"]
_SIDES: dict[str, Sides] = {"left": "left", "right": "right", "both_sides": "both"}


@dataclass(frozen=True, slots=True)
class ModifierEffect:
    """The sides a line speaks of, and the modifier (26, TC) under which the schedule has a row of its own."""

    sides: Sides = "none"
    component: str = ""


def effect_of(tables: Tables, modifiers: Sequence[str], day: date) -> ModifierEffect | Unpriced:
    """What the modifiers of a line come to, or why its price cannot be told."""
    sides: set[Sides] = set()
    component = ""
    for modifier in modifiers:
        rule = tables.payment_rules.on("modifier", modifier.upper(), day)
        if rule is None:
            return Unpriced(f"what modifier {modifier} does to the price is not in the table")
        if rule.value in ("other_amount", "not_paid"):
            return Unpriced(f"modifier {rule.key}: {rule.says}")
        if rule.value == "component":
            component = rule.key
        elif rule.value in _SIDES:
            sides.add(_SIDES[rule.value])
    if len(sides) > 1:
        return ModifierEffect("both", component)
    return ModifierEffect(sides.pop() if sides else "none", component)
