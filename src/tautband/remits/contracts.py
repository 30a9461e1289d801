"""What the practice's contracts say of time, found by the payer they are with."""

from __future__ import annotations

from collections.abc import Iterable

from tautband.model.desk import ContractTerms
from tautband.model.policy import Payer
from tautband.rulebook.payers import PayerNames


def terms_by_payer(contracts: Iterable[ContractTerms], payers: PayerNames) -> dict[str, ContractTerms]:
    """The contracts by `payer_key`, the later one of the same payer; a payer nobody covers may have one too."""
    return {payer_key(payers.resolve(each.payer), each.payer): each for each in contracts}


def payer_key(payer: Payer | None, name: str | None) -> str:
    """The payer's id, or its name in lower case where it is not in the rule book."""
    return payer.id if payer else (name or "").casefold()
