"""Is a denial worth its route? What is at stake, against the practice's own cost and its own past."""

from __future__ import annotations

from decimal import Decimal

from tautband.model.denial import AppealStep, Chance, Route, Worth
from tautband.model.desk import DeskSettings
from tautband.remits.adjusted import Adjusted
from tautband.remits.expecting import Expected

_NOTHING_TO_WEIGH = ("write_off", "no_action", None)


def at_stake(adjusted: Adjusted, expected: Expected, patient_part: Decimal) -> Decimal | None:
    """What the line, or claim, would still bring in dollars: expected, less what was paid and what the patient owes."""
    if expected.brings is None:
        return None
    return max(Decimal(0), expected.brings - (adjusted.paid or Decimal(0)) - patient_part)


def cost_of(route: Route | None, step: AppealStep | None, settings: DeskSettings) -> Decimal | None:
    """The practice's cost of the route, of the level of appeal where it has one of its own; None where not given."""
    costs: dict[str, Decimal] = dict(settings.costs.items())
    if route == "appeal" and step and f"appeal-{step.level}" in costs:
        return costs[f"appeal-{step.level}"]
    return None if route in _NOTHING_TO_WEIGH else costs.get(route or "")


def worth(
    route: Route | None, stake: Decimal | None, basis: str, step: AppealStep | None, chance: Chance,
    settings: DeskSettings,
) -> Worth:  # fmt: skip
    """The worth of a denial. A level of appeal that takes a least amount is never advised for a smaller line alone."""
    cost = cost_of(route, step, settings)
    alone, says = _alone(route, stake, cost, step, chance)
    return Worth(at_stake=stake, basis=basis, cost=cost, chance=chance, alone=alone, says=says)


def _alone(
    route: Route | None, stake: Decimal | None, cost: Decimal | None, step: AppealStep | None, chance: Chance
) -> tuple[bool | None, str]:
    if route in _NOTHING_TO_WEIGH:
        return None, "nothing to weigh"
    needed = step.amount_in_controversy if step and route == "appeal" else None
    if needed is not None and step:
        if step.reached is False or (stake is not None and stake < needed):
            return False, f"too small for level {step.level} alone, which takes {needed}: group it with like denials"
        if stake is None:
            return None, f"level {step.level} takes {needed}; what the line would bring is not known"
    elif step and route == "appeal" and step.amount_for_year is not None:
        return None, step.amount_says or "the least amount of this level is not known"
    if stake is None:
        return None, "not known: what the line would bring is not known"
    if cost is None:
        return None, f"{stake} at stake; the cost of this route is not known: give it in the practice's settings"
    if stake <= cost:
        return False, f"{stake} at stake does not cover its cost of {cost}, were it won for certain"
    if route != "appeal":
        return True, f"{stake} at stake against a cost of {cost}"
    if chance.low is None or chance.high is None:
        return None, f"{stake} at stake against a cost of {cost}; the chance is not known"
    low, high = (stake * Decimal(str(each)) for each in (chance.low, chance.high))
    if low > cost:
        return True, f"at the low end of the interval {low:.2f} is won for a cost of {cost}"
    if high <= cost:
        return False, f"at the high end of the interval {high:.2f} is won for a cost of {cost}"
    return None, f"the interval holds both: {low:.2f} to {high:.2f} won for a cost of {cost}"
