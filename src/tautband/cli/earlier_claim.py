"""A claim as it was sent, found in its 837P file."""

from __future__ import annotations

from pathlib import Path

from tautband.formats.x12.converting import to_claim
from tautband.formats.x12.reading import ClaimFile
from tautband.model.claim import Claim
from tautband.model.errors import InputError
from tautband.shipped import shipped_rulebook


def claim_in(path: Path, claim_id: str | None) -> Claim:
    """The claim of a file by the practice's own number; the only one of a file that holds a single claim.

    Raises InputError for a file that holds none or several of that number, and for a claim without a day or a code. A
    patient who is not the subscriber has no number of his own in a file; then the claim has none.
    """
    rulebook = shipped_rulebook()
    try:
        with path.open("rb") as file:
            records = list(ClaimFile(file, str(path), rulebook.tables))
    except FileNotFoundError as error:
        raise InputError(str(path), "no such file", "Check the path.") from error
    found = [each for each in records if each.claim_id == claim_id] or (records if len(records) == 1 else [])
    if len(found) != 1:
        what = "no claim" if not found else f"{len(found)} claims"
        raise InputError(str(path), f"{what} of the registration's claim_id", "Give the file that held the claim.")
    claim = to_claim(found[0], rulebook.payers)
    if claim is None:
        raise InputError(str(path), "the claim has no date of service or no code", "Give the file that was sent.")
    return claim.model_copy(update={"patient_id": None}) if found[0].header.patient_separate else claim
