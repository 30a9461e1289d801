"""Where to take a denial: the cause proposes, the kind of payer, the group and what cannot succeed dispose."""

from __future__ import annotations

from typing import NamedTuple

from tautband.model.case import AppealFiled
from tautband.model.denial import Route
from tautband.model.desk import ContractTerms
from tautband.remits.adjusted import PAIRS, UNITS, Adjusted
from tautband.remits.merit import BY_RULE, absolute_partner, bound, limit_by_rule, without_pair
from tautband.rulebook.book import Rulebook
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.recourse import Recourse

PAIR_KIND = "pair_not_allowed"
NOT_HELD = "not-held"
"""The cause of a denial whose codes are in no table."""


class Way(NamedTuple):
    """A route and why it is taken; None where nothing can be proposed. `do` goes before what the cause proposes."""

    route: Route | None
    because: str
    do: str | None = None


def instead_of(adjusted: Adjusted, tables: Tables) -> Recourse | None:
    """What the kind of payer takes in place of the route that the cause proposes."""
    payer = adjusted.decided.payer
    if payer is None or adjusted.cause is None:
        return None
    cause = adjusted.cause.cause
    return tables.recourse.instead(payer.kind, cause.id, cause.route)


def way(
    adjusted: Adjusted,
    tables: Tables,
    terms: ContractTerms | None,
    filed: AppealFiled | None,
    separating: frozenset[str] = frozenset(),
) -> Way:
    """The route of a denial. `terms` are the contract's, `filed` the last appeal of this line and reason, `separating`
    the modifiers that part a service from another of its day.
    """
    if adjusted.unprocessable:
        return Way("new_claim", adjusted.unprocessable.says)
    if adjusted.cause is None:
        return Way(None, "the table of causes does not hold this reason code: read the payer's own words")
    if adjusted.decided.claim.not_this_payers:
        return Way("no_action", "the payer is not responsible and sent the claim on itself")
    if filed and (said := _settled(filed)):
        return said
    if partner := absolute_partner(adjusted, tables):
        return Way("write_off", f"the pair with {partner} has indicator 0: neither a modifier nor an appeal lifts it")
    if without_pair(adjusted, tables):
        says = "no pair joins it to another code of this claim, so no modifier parts it from what was paid"
        return Way("write_off", f"{says}; look for another claim of that day before it is written off")
    proposed = _of_group(adjusted)
    if proposed.route == "corrected_claim" and (contested := _separated_already(adjusted, separating)):
        return contested
    return _of_payer(adjusted, tables, proposed, terms)


def _separated_already(adjusted: Adjusted, separating: frozenset[str]) -> Way | None:
    """A line that was denied as part of another though it carries the modifier that parts them: nothing is left to
    correct on it, and whether the record bears the modifier out is a judgment.
    """
    if adjusted.check != PAIRS:
        return None
    on_line = (*(adjusted.remitted.modifiers if adjusted.remitted else ()), *_sent_modifiers(adjusted))
    found = [modifier for modifier in dict.fromkeys(on_line) if modifier in separating]
    if not found:
        return None
    says = f"the line carries {' and '.join(found)} already, and the payer did not take it as separate"
    do = "Send the words of the record that show another site or a separate visit; where it shows neither, write off"
    return Way("appeal", says, do)


def _sent_modifiers(adjusted: Adjusted) -> tuple[str, ...]:
    return adjusted.service.modifiers if adjusted.service else ()


def separating_modifiers(book: Rulebook) -> frozenset[str]:
    """The modifiers that the edits on pairs of codes take as saying that two services were separate."""
    pairs = book.kinds.get(PAIR_KIND)
    numbers = () if pairs is None else pairs.edits
    return frozenset(modifier for number in numbers for modifier in book.edit(int(number)).with_["modifiers"])


def _settled(filed: AppealFiled) -> Way | None:
    """What an appeal leaves to do while it is open, or once it was won."""
    if filed.outcome is None:
        when = f" on {filed.filed_on}" if filed.filed_on else ""
        return Way("no_action", f"an appeal of level {filed.level} was filed{when} and is not decided")
    if filed.outcome == "overturned":
        return Way("no_action", f"overturned at level {filed.level}: watch for the payment")
    return None


def _of_group(adjusted: Adjusted) -> Way:
    """The cause's route, unless the group puts the amount on someone whom it does not fit."""
    assert adjusted.cause is not None
    cause = adjusted.cause.cause
    group = adjusted.adjustment.group
    if group == "PR" and cause.route in ("appeal", "write_off"):
        return Way("patient", "the payer puts it on the patient (group PR): bill it if the notice stands")
    if group in ("CO", "PI") and cause.route == "patient":
        return Way("write_off", f"group {group} keeps it from the patient")
    return Way(cause.route, cause.do)


def _of_payer(adjusted: Adjusted, tables: Tables, proposed: Way, terms: ContractTerms | None) -> Way:
    """The route as the payer takes it."""
    payer, instead = adjusted.decided.payer, instead_of(adjusted, tables)
    changed = adjusted.cause is not None and proposed.route != adjusted.cause.cause.route
    if instead and not changed:
        return _of_units(adjusted, tables, Way(instead.to, instead.says))
    if proposed.route == "corrected_claim":
        if terms and terms.takes_corrected_claims is False:
            return Way("reopening", "the contract takes no claim in place of a decided one: ask for it to be mended")
        if payer is None:
            says = "the payer is not in the rule book: whether it takes a claim in place of a decided one is not known"
            return Way("corrected_claim", f"{proposed.because}; {says}")
    return _of_units(adjusted, tables, proposed)


def _of_units(adjusted: Adjusted, tables: Tables, proposed: Way) -> Way:
    """Units within the limit cannot have been mis-keyed: then the payer counted other lines of the day as well."""
    limit = limit_by_rule(adjusted, tables) if adjusted.check == UNITS else None
    units = adjusted.remitted.units_submitted or adjusted.remitted.units_paid if adjusted.remitted else None
    sent = adjusted.service.units if adjusted.service else units
    if proposed.route not in ("reopening", "corrected_claim"):
        return proposed
    if limit is None:
        return _contestable(adjusted, tables, proposed)
    if sent is not None and sent <= limit:
        says = f"this line keeps the limit of {limit}: another line or claim of the day took it up; correct that one or"
        return Way("write_off", f"{says} write this off")
    says = f"only if the units were mis-keyed, else write off what exceeds {limit}"
    return Way(proposed.route, f"{proposed.because}; {says}")


def _contestable(adjusted: Adjusted, tables: Tables, proposed: Way) -> Way:
    """Units over a limit that is not set by rule: those that the record supports are for an appeal."""
    if adjusted.check != UNITS or not (adjusted.code and adjusted.day) or not bound(adjusted.decided.payer):
        return proposed
    mai = tables.units.limit(adjusted.code, adjusted.day).mai
    if mai in (None, BY_RULE):
        return proposed
    return Way(proposed.route, f"{proposed.because}; units the record supports may be appealed, this limit is no rule")
