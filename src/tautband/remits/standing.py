"""Which decisions stand: a payment that was taken back is paired with the decision that replaces it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from tautband.model.work_list import Reversal
from tautband.remits.adjusted import Decided

REPLACES = ("7", "8")
"""CLP09 of a claim in place of another, and of one that voids another."""


@dataclass(frozen=True)
class Standing:
    """The decisions to work on, those of earlier remittances that stand beside them, and payments taken back."""

    decided: tuple[Decided, ...]
    earlier: tuple[Decided, ...]
    reversals: tuple[Reversal, ...]


def standing(decisions: Sequence[Decided]) -> Standing:
    """The decisions of this remittance that stand at its end, in their order.

    A reversal (status 22) takes back the last standing decision of its claim number with the same charge; the next
    decision of that number replaces it. The decision on a claim sent in place of another, or to void it, replaces every
    earlier one of its number.
    """
    of_claim: dict[str, list[int]] = {}
    for at, decision in enumerate(decisions):
        if decision.claim.claim_id and not decision.claim.reversal:
            of_claim.setdefault(decision.claim.claim_id, []).append(at)
    gone: set[int] = set()
    reversals: list[Reversal] = []
    for at, decision in enumerate(decisions):
        alike = of_claim.get(decision.claim.claim_id or "", [])
        now = bisect(alike, at)
        if not decision.claim.reversal:
            if decision.claim.frequency in REPLACES:
                gone.update(n for n in alike[:now] if n != at)
            continue
        taken = next((n for n in reversed(alike[:now]) if n not in gone and _takes_back(decision, decisions[n])), None)
        if taken is not None:
            gone.add(taken)
        if not decision.earlier:
            new = decisions[alike[now]] if now < len(alike) else None
            reversals.append(_told(decision, None if taken is None else decisions[taken], new))
    stands = [
        decision
        for at, decision in enumerate(decisions)
        if at not in gone and not decision.claim.reversal and not decision.claim.advice_only
    ]
    before = tuple(decision for decision in stands if decision.earlier)
    return Standing(tuple(decision for decision in stands if not decision.earlier), before, tuple(reversals))


def _takes_back(reversal: Decided, decision: Decided) -> bool:
    back, charge = reversal.claim.charge, decision.claim.charge
    return back is None or charge is None or abs(back) == abs(charge)


def _told(reversal: Decided, taken: Decided | None, new: Decided | None) -> Reversal:
    back = None if reversal.claim.paid is None else -reversal.claim.paid
    if new is None:
        says = "taken back, and this remittance holds no new decision: ask the payer why, and watch for the next one"
    elif back is None or new.claim.paid is None:
        says = "taken back and decided anew; an amount is missing, so the difference is not known"
    else:
        says = f"taken back and decided anew: {new.claim.paid - back:+.2f} against what stood before"
    if taken is None:
        says += "; the first decision is not at hand"
    return Reversal(
        claim_id=reversal.claim.claim_id,
        payer_claim_number=reversal.claim.payer_claim_number,
        taken_back=back,
        paid_now=new.claim.paid if new else None,
        says=says,
    )
