"""A note and its registration made into a claim, checked, and written as a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

from tautband import claims
from tautband.cli.answering import answer_note
from tautband.cli.arguments import today
from tautband.cli.exits import ACT, exit_code
from tautband.cli.inputs import read_json
from tautband.cli.records import record
from tautband.cli.screen import console, print_document
from tautband.formats.x12.converting import payer_of
from tautband.formats.x12.writing import write_claims
from tautband.model.claim import Claim
from tautband.model.encounter import Encounter
from tautband.model.errors import InputError
from tautband.model.registration import Registration
from tautband.pipeline import Answer, code, made_with, scrub
from tautband.rulebook.book import Rulebook
from tautband.shipped import shipped_rulebook

FORMATS = ("837p",)


def write_claim(note: str, registration: Path, out: Path, to: str, control: int, *, as_json: bool) -> int:
    """Code the note, check the claim, write it to `out`; the exit code of the answer."""
    if to not in FORMATS:
        raise InputError("--to", "not a format that is written", f"Give one of: {', '.join(FORMATS)}.")
    rulebook = shipped_rulebook()
    desk = completed(record(Registration, read_json(str(registration)), str(registration)), rulebook)
    answer = answer_note(note, lambda given: _coded(given, desk))
    if answer.claim is None or answer.coding.status != "coded":
        return _held(answer, as_json=as_json)
    claim = claims.claim_of(answer.encounter, answer.coding, desk, desk.claim_id or "1")
    (checked,) = scrub([claim])
    created = datetime.combine(today(), time())
    write_whole(out, write_claims([(claim, desk)], created, control, rulebook.tables))
    if as_json:
        document = checked.model_dump(mode="json")
        print_document({"schema": 1, **document, "written": str(out), "format": to, "made_with": made_with()})
    else:
        _print(claim, checked, out)
    return exit_code(checked.outcome)


def completed(desk: Registration, rulebook: Rulebook) -> Registration:
    """The registration with payer, place and numbers taken from its coverage and providers where it names none."""
    place = (desk.facility and desk.facility.address) or (desk.billing and desk.billing.address)
    state = desk.state or (place.state if place else None)
    coverage = desk.coverages[0] if desk.coverages else None
    rendering = desk.rendering or desk.billing
    known: dict[str, Any] = {
        "state": state,
        "zip_code": place.zip_code if place else None,
        "payer": payer_of(coverage.filing, coverage.payer_name, state, rulebook.payers) if coverage else None,
        "patient_id": coverage.member_id if coverage else None,
        "rendering_npi": rendering.npi if rendering else None,
        "billing_npi": desk.billing.npi if desk.billing else None,
    }
    return desk.model_copy(update={name: value for name, value in known.items() if getattr(desk, name) is None})


def _coded(note: str | Encounter, desk: Registration) -> Answer:
    return code(
        note,
        payer=desk.payer,
        state=desk.state,
        place_of_service=desk.place_of_service,
        rendering_npi=desk.rendering_npi,
        history=desk.history,
        history_scope=desk.history_scope,
        criteria=desk.criteria,
        today=today(),
        claim_id=desk.claim_id or "1",
    )


def _held(answer: Answer, *, as_json: bool) -> int:
    """Nothing is written: the note is on hold, supports nothing, or leaves a question open."""
    if as_json:
        print_document({**answer.document(), "written": None})
    else:
        from tautband.cli.show.coding import print_coding

        screen = console()
        print_coding(screen, answer.coding)
        screen.print("Nothing was written: settle what is open first.")
    return ACT


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one step: a reader finds the old one or the new one, never a part."""
    try:
        handle, scratch = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(scratch).replace(path)
        except BaseException:
            Path(scratch).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(str(path), "cannot be written", "Check the folder and your rights in it.") from error


def _print(claim: Claim, checked: Any, out: Path) -> None:
    from tautband.cli.show.claim import print_claim

    screen = console()
    print_claim(screen, claim, checked)
    screen.print(f"Written to {out}")
