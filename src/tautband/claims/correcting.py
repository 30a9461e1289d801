"""Corrected and void claims: frequency 7 or 8 with the payer's number of the first claim, where a payer takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tautband.claims.changes import changes_between, registration_changes
from tautband.model.claim import Claim, HistoryEntry
from tautband.model.denial import Change
from tautband.model.errors import InputError
from tautband.model.policy import Payer
from tautband.model.registration import Registration
from tautband.model.remittance import RemittedClaim
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.recourse import Recourse

Frequency = Literal["7", "8"]
_STEPS = {"7": "corrected", "8": "void"}
_NEW_CLAIM = "Send it as a new claim: leave out --replaces and --voids"


@dataclass(frozen=True)
class Earlier:
    """The claim that was sent: as a claim, as it was registered, and what the payer decided on it, where known.

    `decided` None with `answered` True: the payer's remittances are at hand and hold no decision on this claim.
    """

    claim: Claim
    registration: Registration | None = None
    decided: RemittedClaim | None = None
    answered: bool = False


@dataclass(frozen=True)
class Correction:
    """A claim in place of an earlier one, or the voiding of one, and what it changes."""

    claim: Claim
    registration: Registration
    changes: tuple[Change, ...]


def correct(
    earlier: Earlier, claim: Claim, desk: Registration, number: str, payer: Payer | None, tables: Tables
) -> Correction:
    """The claim that takes the place of an earlier one (frequency 7), with everything it changes.

    `number` is the payer's number of the earlier claim. Its own earlier sending is taken out of the history, so that a
    claim is no session before itself. Raises InputError where the payer takes no corrected claim or never decided the
    earlier one, where patient, payer or billing provider differ, and where nothing changes.
    """
    _refuse(earlier, number, payer, tables, "7")
    for name, said in (("patient_id", "patient"), ("payer", "payer"), ("billing_npi", "billing provider")):
        was, now = getattr(earlier.claim, name), getattr(claim, name)
        if was is not None and now is not None and _bare(was) != _bare(now):
            raise InputError(
                "--replaces",
                f"the {said} is not that of the claim sent, and a corrected claim keeps patient, payer and biller",
                "Void the earlier claim and send this one as new.",
            )
    changes = (
        *changes_between(earlier.claim, claim),
        *registration_changes(earlier.registration, desk),
    )
    if not changes:
        raise InputError(
            "--replaces",
            "nothing differs from the claim sent: the payer would call it a duplicate",
            "Correct it first.",
        )
    return Correction(without_itself(claim, earlier), replaced(desk, number, "7"), changes)


def void(earlier: Earlier, desk: Registration, number: str, payer: Payer | None, tables: Tables) -> Correction:
    """The voiding of an earlier claim (frequency 8): its lines once more, with the payer's number of it.

    Raises InputError where the payer takes no void claim or never decided the earlier one.
    """
    _refuse(earlier, number, payer, tables, "8")
    return Correction(without_itself(earlier.claim, earlier), replaced(desk, number, "8"), ())


def refuse_duplicate(earlier: Earlier, payer: Payer | None, tables: Tables) -> None:
    """InputError where the payer has decided the earlier claim: sent once more as new, it is a duplicate.

    A claim returned as unprocessable was never decided, nor is one whose decision was taken back, that is another
    payer's, or of which the payer only told what it would pay.
    """
    decided = earlier.decided
    if decided is None or decided.reversal or decided.not_this_payers or decided.advice_only:
        return
    if _unprocessable(decided, tables):
        return
    instead = takes_instead(payer, tables)
    raise InputError(
        "--case",
        "the payer has decided this claim already, and sent again as new it is a duplicate",
        f"Ask the payer for a {instead.to.replace('_', ' ')}, or appeal."
        if instead
        else "Correct it with --replaces and the payer's number of it, or appeal.",
    )


def replaced(desk: Registration, number: str, frequency: Frequency) -> Registration:
    """The registration with the frequency and the payer's number of the claim it speaks of."""
    return desk.model_copy(update={"frequency": frequency, "original_reference": number})


def without_itself(claim: Claim, earlier: Earlier) -> Claim:
    """The claim with a history that does not hold its own earlier sending."""
    if claim.history is None:
        return claim
    own = {earlier.claim.claim_id, claim.claim_id}
    if earlier.decided and earlier.decided.payer_claim_number:
        own.add(earlier.decided.payer_claim_number)
    kept: tuple[HistoryEntry, ...] = tuple(entry for entry in claim.history if entry.claim_id not in own)
    return claim.model_copy(update={"history": kept})


def takes_instead(payer: Payer | None, tables: Tables) -> Recourse | None:
    """What a payer takes in place of a corrected or void claim; None where it takes them, as far as is known."""
    return tables.recourse.instead(payer.kind, "", "corrected_claim") if payer else None


def _refuse(earlier: Earlier, number: str, payer: Payer | None, tables: Tables, frequency: Frequency) -> None:
    where = "--replaces" if frequency == "7" else "--voids"
    unprocessable = _unprocessable(earlier.decided, tables)
    if instead := takes_instead(payer, tables):
        if unprocessable or (earlier.answered and earlier.decided is None):
            do = f"{_NEW_CLAIM}; the payer has never decided this one."
        elif earlier.decided:
            do = f"Ask the payer for a {instead.to.replace('_', ' ')}."
        else:
            do = (
                f"If the payer decided it, ask for a {instead.to.replace('_', ' ')}; if it never did, send a new claim."
            )
        raise InputError(where, f"this payer takes no {_STEPS[frequency]} claim ({instead.source}): {instead.says}", do)
    if unprocessable:
        raise InputError(where, "the payer returned the earlier claim as unprocessable", f"{_NEW_CLAIM}.")
    if earlier.answered and earlier.decided is None:
        raise InputError(
            where, "no remittance at hand decides a claim of this number, so the payer may never have taken it",
            f"{_NEW_CLAIM}, or give the payer's number from the remittance.",
        )  # fmt: skip
    if earlier.decided and earlier.decided.payer_claim_number not in (None, number):
        raise InputError(where, "not the number the payer gave this claim", "Copy it from the remittance (CLP07).")
    if earlier.decided and earlier.decided.reversal:
        raise InputError(where, "the payer has already taken the earlier decision back", f"{_NEW_CLAIM}.")


def _bare(number: str) -> str:
    """A number without hyphens and blanks, which files leave out."""
    return "".join(each for each in number if each.isalnum()).upper()


def _unprocessable(decided: RemittedClaim | None, tables: Tables) -> bool:
    if decided is None:
        return False
    remarks = [*decided.rarcs, *(rarc for line in decided.lines for rarc in line.rarcs)]
    return any(effect.effect == "unprocessable" for effect in tables.denials.effects(remarks))
