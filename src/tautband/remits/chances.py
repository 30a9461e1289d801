"""How the practice's own appeals of a kind ended. Under twenty decided, the chance is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import sqrt

from tautband.model.denial import Chance
from tautband.model.desk import PastAppeal
from tautband.model.policy import Payer
from tautband.rulebook.payers import PayerNames

ENOUGH = 20
_Z = 1.959964
"""The 97.5 % point of the normal distribution: a 95 % interval."""
_DECIDED = ("overturned", "partly_overturned", "upheld", "dismissed")


class Chances:
    """Past appeals counted by payer, reason code and level. Payers are told apart as the rule book knows them."""

    def __init__(self, past: Iterable[PastAppeal], payers: PayerNames) -> None:
        self._of_payer: Counter[tuple[str, str, int, bool]] = Counter()
        self._of_all: Counter[tuple[str, int, bool]] = Counter()
        self._given = False
        for appeal in past:
            self._given = True
            if appeal.outcome not in _DECIDED:
                continue
            known = payers.resolve(appeal.payer)
            won = appeal.outcome == "overturned"
            self._of_payer[known.id if known else appeal.payer.casefold(), appeal.carc, appeal.level, won] += 1
            self._of_all[appeal.carc, appeal.level, won] += 1

    def of(self, payer: Payer | None, name: str | None, carc: str, level: int) -> Chance:
        """The practice's rate for this payer, reason and level; for all payers where this one has too few cases.

        Won is what was overturned in full; partly overturned, upheld and dismissed are decided and not won; withdrawn
        and pending appeals do not count.
        """
        if not self._given:
            return Chance(won=0, decided=0, says="not known: no past appeals were given")
        key = payer.id if payer else (name or "").casefold()
        narrow = self._of_payer[key, carc, level, True], self._of_payer[key, carc, level, False]
        if sum(narrow) >= ENOUGH:
            return wilson(*narrow, f"own appeals to this payer under {carc} at level {level}")
        wide = self._of_all[carc, level, True], self._of_all[carc, level, False]
        if sum(wide) >= ENOUGH:
            return wilson(*wide, f"own appeals to any payer under {carc} at level {level}, {sum(narrow)} to this one")
        says = f"not known: {sum(wide)} own appeals under {carc} at level {level} are decided, {ENOUGH} are needed"
        return Chance(won=wide[0], decided=sum(wide), says=says)


def wilson(won: int, lost: int, of: str) -> Chance:
    """The share won with its 95 % Wilson score interval (Wilson 1927)."""
    n = won + lost
    share = won / n
    centre = share + _Z**2 / (2 * n)
    spread = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    low, high = (centre - spread) / (1 + _Z**2 / n), (centre + spread) / (1 + _Z**2 / n)
    says = f"{won} of {n} {of} were won: {share:.0%}, 95 % interval {low:.0%} to {high:.0%}"
    return Chance(won=won, decided=n, rate=round(share, 4), low=round(low, 4), high=round(high, 4), says=says)
