"""Case files: read, their note found, the claim that was sent found in them, and the next claim added."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from tautband.claims.correcting import Earlier
from tautband.cli.inputs import NOTE_LIMIT, read_json, read_text
from tautband.cli.records import record
from tautband.cli.whole_files import write_whole
from tautband.model.case import Case, SentClaim
from tautband.model.claim import Claim
from tautband.model.encounter import Encounter
from tautband.model.registration import Registration
from tautband.model.remittance import RemittedClaim


def read_case(path: Path) -> Case:
    """The case of a file. Raises InputError for one that is missing or no case."""
    return record(Case, read_json(str(path)), str(path))


def note_of(case: Case, path: Path) -> str | Encounter | None:
    """The case's note as text, from itself or the file it names beside it; else the encounter read from it."""
    if case.note is not None:
        return case.note
    if case.note_file is not None:
        return read_text(str(path.parent / case.note_file), NOTE_LIMIT)
    return case.encounter


def earlier_of(case: Case, number: str | None, claim_id: str | None) -> Earlier | None:
    """The claim of a case that a corrected or void one speaks of, with the payer's last decision on it.

    `number` is the payer's number of it, where it is known, `claim_id` the practice's own. None: the case holds no
    claim that was sent.
    """
    numbered = [each for each in reversed(case.sent) if number is not None and each.payer_claim_number == number]
    sent = numbered[0] if numbered else None
    sent = sent or next((each for each in reversed(case.sent) if claim_id in (None, each.claim.claim_id)), None)
    claim = sent.claim if sent else case.claim
    if claim is None:
        return None
    registration = (sent.registration if sent else None) or case.registration
    found = decision_of(case, number, claim.claim_id)
    return Earlier(claim, registration, found[0] if found else None, answered=bool(case.remittances))


def decision_of(case: Case, number: str | None, claim_id: str) -> tuple[RemittedClaim, date | None] | None:
    """The last decision on a claim among the case's remittances, and the day of its remittance."""
    decided = [(each, remittance.paid_on) for remittance in case.remittances for each in remittance.claims]
    for by_number in (True, False):
        for each, day in reversed(decided):
            if (number is not None and each.payer_claim_number == number) if by_number else each.claim_id == claim_id:
                return each, day
    return None


def with_sent(
    case: Case | None,
    note: str | Encounter | None,
    claim: Claim,
    desk: Registration,
    *,
    sent_on: date,
    file: str,
    because: str | None,
) -> Case:
    """The case with one more claim sent, which is now the one in force; a new case where there was none.

    A note's text is kept with its seal, so that a later change of a word shows.
    """
    from tautband.letters.sealing import seal_of

    held = case or Case(case_id=desk.claim_id or claim.claim_id)
    number = desk.original_reference if desk.frequency != "1" else None
    sent = SentClaim(
        claim=claim.model_copy(update={"encounter": None}),
        registration=desk,
        frequency=desk.frequency,
        replaces=number,
        sent_on=sent_on,
        file=file,
        because=because,
    )
    kept: dict[str, object] = {
        "payer": claim.payer,
        "state": claim.state,
        "zip_code": claim.zip_code,
        "date_of_service": claim.date_of_service,
        "place_of_service": claim.place_of_service,
        "registration": desk,
        "claim": sent.claim,
        "sent": (*_numbered(held.sent, number, claim.claim_id), sent),
    }
    if isinstance(note, str):
        kept |= {"note": note, "note_file": None, "note_seal": seal_of(note)}
    elif note is not None:
        kept["encounter"] = note
    return held.model_copy(update=kept)


def _numbered(sent: Sequence[SentClaim], number: str | None, claim_id: str) -> Iterator[SentClaim]:
    """The claims sent, with the payer's number on the last one that has none and that it can mean."""
    known = number is None or any(each.payer_claim_number == number for each in sent)
    meant = (
        None
        if known
        else next(
            (each for each in reversed(sent) if each.payer_claim_number is None and each.claim.claim_id == claim_id),
            None,
        )
    )
    for each in sent:
        yield each.model_copy(update={"payer_claim_number": number}) if each is meant else each


def write_case(path: Path, case: Case) -> None:
    """Write a case in one step, without the fields that hold nothing."""
    document = {"schema": case.schema_, **case.model_dump(mode="json", exclude_defaults=True)}
    write_whole(path, (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode())
