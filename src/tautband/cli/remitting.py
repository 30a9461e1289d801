"""Remittances and answers read, joined with what was sent, and worked through."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tautband import notes
from tautband.cli import arguments
from tautband.cli.cases import note_of, read_case, write_case
from tautband.cli.exits import ACT, NOTHING_AGAINST
from tautband.cli.inputs import json_records, read_bytes, read_json
from tautband.cli.records import record
from tautband.cli.screen import console, print_document
from tautband.cli.sent_files import SentFiles, read_sent
from tautband.formats.x12.acknowledging import AcknowledgmentReader
from tautband.formats.x12.payments import PaymentFile
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.remitting import to_remittance
from tautband.formats.x12.segments import read_segments
from tautband.model.acknowledgment import Acknowledgments
from tautband.model.case import Case
from tautband.model.desk import DeskSettings, PastAppeal
from tautband.model.encounter import Encounter
from tautband.model.errors import InputError
from tautband.model.remittance import Remittance
from tautband.model.work_list import WorkList
from tautband.pipeline import made_with
from tautband.remits import Desk, desk_of, rejections
from tautband.rulebook.book import Rulebook
from tautband.shipped import shipped_rulebook

ANSWERS = ("999", "277", "TA1")


@dataclass
class Received:
    """What came back: remittances, answers, and what is wrong with the form of the files."""

    remittances: list[Remittance] = field(default_factory=list)
    answers: list[Acknowledgments] = field(default_factory=list)
    problems: list[tuple[str, Problem]] = field(default_factory=list)


def remit_files(
    files: Sequence[str],
    *,
    case: Path | None,
    claims: Sequence[str],
    payer: str | None,
    received: str | None,
    past: str | None,
    practice: Path | None,
    every_claim: bool,
    keep: bool,
    as_json: bool,
) -> int:
    """Work through every file together, print the work list, and give the exit code."""
    if not files and case is None:
        raise InputError("FILE", "nothing to read", "Name an 835, a 999 or a 277CA, or a case with --case.")
    if keep and case is None:
        raise InputError("--keep", "no case to keep it in", "Name the case with --case.")
    book = shipped_rulebook()
    came = read_received(files)
    sent = read_sent(claims, book)
    also: dict[str, Any] = {
        "received": arguments.optional_day("--received", received),
        "payer": known_payer(payer, book),
        "settings": record(DeskSettings, read_json(str(practice)), str(practice)) if practice else None,
        "past": tuple(record(PastAppeal, value, where) for where, value in json_records(past)) if past else None,
        "every_claim": every_claim or None,
    }
    work = _worked(came, sent, case, also, book)
    if keep and case is not None:
        keep_in_case(case, came.remittances, also["received"])
    if as_json:
        told = [{"file": name, **problem.document()} for name, problem in came.problems]
        document = work.model_dump(mode="json")
        print_document({"schema": 1, "files": list(files), **document, "problems": told, "made_with": made_with(book)})
    else:
        from tautband.cli.show.work_list import print_work_list

        print_work_list(console(), work, came.problems)
    return exit_code(work, came.problems)


def exit_code(work: WorkList, problems: Sequence[object]) -> int:
    """1 where anything is left to do, else 0."""
    to_do = (work.denials, work.rejections, work.underpayments, work.unexplained, work.reversals, problems)
    return ACT if any(to_do) else NOTHING_AGAINST


def read_received(files: Sequence[str]) -> Received:
    """Every file, each by what it is: an answer to a sent file, or else a remittance."""
    came = Received()
    for name in files:
        data = read_bytes(name)
        if _kind(data, name) in ANSWERS:
            reader = AcknowledgmentReader()
            came.answers.append(reader.read(io.BytesIO(data), name))
            came.problems.extend((name, problem) for problem in reader.problems)
            continue
        payments = PaymentFile(io.BytesIO(data), name)
        for payment in payments:
            came.remittances.append(to_remittance(payment))
            came.problems.extend((name, problem) for problem in payment.problems)
        came.problems.extend((name, problem) for problem in payments.problems)
    return came


def encounter_of(case: Case, path: Path, book: Rulebook) -> Encounter | None:
    """The case's note as read, its payer the one the case names; None where it holds no note."""
    note = note_of(case, path)
    if not isinstance(note, str):
        return note
    encounter = notes.read(note, date_of_service=case.date_of_service, state=case.state)
    known = book.payers.resolve(case.payer, case.state) if case.payer else None
    return encounter.model_copy(update={"payer": known.id}) if known else encounter


def keep_in_case(path: Path, remittances: Sequence[Remittance], received: date | None) -> None:
    """Add to a case what a payer decided on its own claims; other patients' claims stay out of it."""
    case = read_case(path)
    numbers = {each.claim.claim_id for each in case.sent} | ({case.claim.claim_id} if case.claim else set())
    found = []
    for remittance in remittances:
        own = tuple(claim for claim in remittance.claims if claim.claim_id in numbers)
        told = remittance.model_copy(update={"claims": own, "provider_adjustments": ()})
        if own and told not in case.remittances:
            found.append(told)
    if not found:
        return
    update = {"remittances": (*case.remittances, *found), "received_on": received}
    write_case(path, case.model_copy(update=update))


def known_payer(name: str | None, book: Rulebook) -> str | None:
    """A payer of the rule book by the name given for it."""
    if name is not None and book.payers.resolve(name) is None:
        raise InputError(
            "--payer", f"{name!r} is not a payer of the rule book", "List them with `tautband policy list`."
        )
    return name


def _worked(
    came: Received, sent: SentFiles, path: Path | None, also: dict[str, Any], book: Rulebook, today: date | None = None
) -> WorkList:
    as_of = today or arguments.today()
    if path is None:
        held = {name: value for name, value in also.items() if value is not None}
        desk, remittances = Desk(book, as_of, sent=sent.sent, **held), tuple(came.remittances)
    else:
        case = read_case(path)
        encounter = encounter_of(case, path, book)
        desk, remittances = desk_of(
            case, book, as_of, encounter=encounter, remittances=came.remittances, sent=sent.sent or None, **also
        )
        if came.answers and not came.remittances:
            remittances = ()
        sent = sent if sent.sent else SentFiles(sent=list(desk.sent))
    work = desk.work_list(remittances)
    answered = sent.answered(book, desk.payer, desk.settings)
    refused = tuple(each for answer in came.answers for each in rejections(answer, answered, book))
    return work.model_copy(update={"rejections": refused, "claims_at_hand": bool(sent.sent)})


def _kind(data: bytes, name: str) -> str:
    """The number of the first transaction set, or TA1 where one comes before any."""
    for batch in read_segments(io.BytesIO(data), name):
        for text in batch.texts:
            if text.startswith("TA1"):
                return "TA1"
            if text.startswith("ST") and batch.delimiters:
                return [*text.split(batch.delimiters.element), ""][1]
    return ""
