"""The claim to the next payer, once the one before it has decided: its decision goes along, line by line."""

from __future__ import annotations

from datetime import date

from tautband.model.errors import InputError
from tautband.model.registration import Coverage, Registration
from tautband.model.remittance import RemittedClaim


def to_next_payer(desk: Registration, decided: RemittedClaim, decided_on: date) -> Registration:
    """The registration that bills the next coverage, with what the billed one decided kept beside it.

    Raises InputError where no coverage is left, where nothing was decided (a claim reversed, or only asked about), and
    where the payer has sent the claim on to the next one itself: then it would be billed twice.
    """
    billed = desk.coverages[0] if desk.coverages else None
    left = sorted((each for each in desk.coverages[1:] if each.decision is None), key=lambda each: each.sequence)
    if any(each.decision == decided for each in desk.coverages):
        raise InputError(
            "--next-payer",
            "the last decision at hand is that of a payer before",
            "Add the remittance of the one billed.",
        )
    if billed is None or not left:
        raise InputError("coverages", "no further payer is registered", "Add the next payer's coverage.")
    if decided.paid is None or decided.reversal or decided.advice_only:
        raise InputError("--next-payer", "the remittance holds no decision of this payer", "Wait for its decision.")
    if decided.crossover_payer or decided.sent_on:
        raise InputError(
            "--next-payer", "the payer has sent the claim on by itself", "Wait for the next payer's remittance."
        )
    told = billed.model_copy(update={"decision": decided, "decided_on": decided_on})
    next_one, *others = left
    before = tuple(each for each in desk.coverages[1:] if each.decision is not None)
    coverages: tuple[Coverage, ...] = (next_one, told, *before, *others)
    return desk.model_copy(update={"coverages": coverages})
