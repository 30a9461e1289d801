"""A note and its registration made into a claim, checked, and written as a file whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tautband import claims
from tautband.claims.correcting import Correction, Earlier, correct, takes_instead, void
from tautband.claims.fault import Fault
from tautband.claims.notices import with_notices
from tautband.claims.registration_checks import registration_faults
from tautband.claims.secondary import to_next_payer
from tautband.cli.answering import asking
from tautband.cli.arguments import today
from tautband.cli.cases import decision_of, earlier_of, note_of, read_case, with_sent, write_case
from tautband.cli.claim_writers import Order, Output, missing, write
from tautband.cli.earlier_claim import claim_in
from tautband.cli.exits import ACT, NOTHING_AGAINST, exit_code
from tautband.cli.given_notes import GivenNote, only_note
from tautband.cli.inputs import read_json
from tautband.cli.records import record
from tautband.cli.screen import console, print_document
from tautband.cli.whole_files import write_whole
from tautband.formats.x12.converting import payer_of
from tautband.model.case import Case
from tautband.model.claim import Claim
from tautband.model.denial import Change, Deadline
from tautband.model.errors import InputError
from tautband.model.finding import ScrubResult
from tautband.model.policy import Payer
from tautband.model.registration import Registration
from tautband.pipeline import Answer, made_with, scrub
from tautband.rulebook.book import Rulebook
from tautband.shipped import shipped_rulebook


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line, still as it was given."""

    note: str | None
    registration: Path | None
    out: Path
    case: Path | None = None
    replaces: str | None = None
    voids: str | None = None
    sent: Path | None = None
    because: str | None = None
    next_payer: bool = False


@dataclass(frozen=True)
class Made:
    """The claim to write: with its registration, what the edits say of it, and what it changes of an earlier one."""

    claim: Claim
    desk: Registration
    checked: ScrubResult | None
    changes: tuple[Change, ...] = ()
    deadline: Deadline | None = None
    answer: Answer | None = None
    """What the note came to; None for a claim made without one."""


def write_claim(request: Request, order: Order, *, as_json: bool) -> int:
    """Code the note, check the claim, write it, keep it in its case; the exit code of the answer."""
    _refuse_contradictions(request)
    rulebook = shipped_rulebook()
    case = read_case(request.case) if request.case and request.case.exists() else None
    desk = _desk(request, case, rulebook)
    if request.next_payer:
        desk = _billed_next(case, desk, rulebook)
    payer = rulebook.payers.resolve(desk.payer, desk.state) if desk.payer else None
    note = None if request.voids else _note(request, case)
    if request.voids:
        made = _voided(request, case, desk, payer, rulebook)
    else:
        answer = _answered(note, desk)
        if answer.claim is None or answer.coding.status != "coded":
            return _held(answer, as_json=as_json)
        made = _claimed(request, case, answer, desk, payer, rulebook)
    if told := incomplete(made.claim, made.desk, payer, order.to, rulebook):
        raise InputError(f"claim {made.claim.claim_id}", "; ".join(told), "Complete the registration.")
    output = write([(made.claim, made.desk, payer)], replace(order, answers=(made.answer,)), rulebook.tables)
    write_whole(request.out, output.data)
    if request.case:
        kept = with_sent(
            case,
            note.content if note else None,
            made.claim,
            made.desk,
            sent_on=today(),
            file=str(request.out),
            because=request.because,
        )
        write_case(request.case, kept)
    _tell(request, order, made, output, as_json=as_json)
    return exit_code(made.checked.outcome) if made.checked else NOTHING_AGAINST


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


def _refuse_contradictions(request: Request) -> None:
    if request.replaces and request.voids:
        raise InputError("--voids", "given beside --replaces", "A claim takes the place of another or voids it.")
    if request.case and request.case.resolve() == request.out.resolve():
        raise InputError("--out", "the case itself", "Give the claim a file of its own.")
    if request.voids and request.note:
        raise InputError("--voids", "given beside a note", "Leave out the note: a void claim repeats the one sent.")
    if request.next_payer and (request.replaces or request.voids):
        raise InputError("--next-payer", "given beside --replaces or --voids", "Correct the claim first.")
    if request.next_payer and not (request.case and request.case.exists()):
        raise InputError("--next-payer", "no case at hand", "Give the case that holds the first payer's remittance.")


def _desk(request: Request, case: Case | None, rulebook: Rulebook) -> Registration:
    if request.registration:
        name = str(request.registration)
        return completed(record(Registration, read_json(name), name), rulebook)
    if case and case.registration:
        first = {"frequency": "1", "original_reference": None}
        return completed(case.registration.model_copy(update=first), rulebook)
    raise InputError("--registration", "none given, and no case that holds one", "Give the registration's JSON file.")


def _billed_next(case: Case | None, desk: Registration, rulebook: Rulebook) -> Registration:
    found = decision_of(case, None, desk.claim_id or "1") if case else None
    if found is None or found[1] is None:
        raise InputError(
            "--next-payer", "the case holds no dated decision on this claim", "Add the first payer's remittance."
        )
    billed = to_next_payer(desk, found[0], found[1])
    return completed(billed.model_copy(update={"payer": None, "patient_id": None}), rulebook)


def _note(request: Request, case: Case | None) -> GivenNote:
    if request.note is not None:
        return only_note(request.note)
    held = note_of(case, request.case) if case and request.case else None
    if held is None:
        raise InputError("NOTE", "none given, and no case that holds one", "Name the note's file.")
    return GivenNote(str(request.case), held)


def _answered(note: GivenNote | None, desk: Registration) -> Answer:
    assert note is not None
    try:
        return _coded(note, desk)
    except InputError as error:
        raise type(error)(f"{note.file}: {error.where}", error.what, error.do) from error


def _coded(note: GivenNote, desk: Registration) -> Answer:
    """The note's answer; its file settles the day and its standing, and all else where the registration is silent."""
    ask = asking(
        payer=desk.payer,
        state=desk.state,
        place_of_service=desk.place_of_service,
        rendering_npi=desk.rendering_npi,
        history=desk.history,
        history_scope=desk.history_scope,
        history_from=desk.history_from if desk.history is not None else None,
        criteria=desk.criteria,
        today=today(),
        claim_id=desk.claim_id or "1",
    )
    return ask(note.content, note.known)


def _claimed(
    request: Request, case: Case | None, answer: Answer, desk: Registration, payer: Payer | None, rulebook: Rulebook
) -> Made:
    claim = claims.claim_of(answer.encounter, answer.coding, desk, desk.claim_id or "1")
    claim = with_notices(claim, desk, payer)
    changes: tuple[Change, ...] = ()
    deadline = None
    if request.replaces:
        earlier = _earlier(request, case, desk, request.replaces)
        made = correct(earlier, claim, desk, request.replaces, payer, rulebook.tables)
        claim, desk, changes = made.claim, made.registration, made.changes
        decided = decision_of(case, request.replaces, earlier.claim.claim_id) if case else None
        deadline = claims.corrected_by(
            payer.id if payer else None, claim.date_of_service, decided[1] if decided else None, rulebook.tables
        )
    (checked,) = scrub([claim])
    return Made(claim, desk, checked, changes, deadline, answer)


def _voided(request: Request, case: Case | None, desk: Registration, payer: Payer | None, rulebook: Rulebook) -> Made:
    assert request.voids
    earlier = _earlier(request, case, desk, request.voids)
    made: Correction = void(earlier, desk, request.voids, payer, rulebook.tables)
    return Made(made.claim, made.registration, None)


def _earlier(request: Request, case: Case | None, desk: Registration, number: str) -> Earlier:
    found = earlier_of(case, number, desk.claim_id) if case else None
    if found is None and request.sent:
        found = Earlier(claim_in(request.sent, desk.claim_id))
    if found is None:
        raise InputError(
            "--replaces" if request.replaces else "--voids",
            "the claim that was sent is not at hand",
            "Give it with --case CASE.json or --sent FILE.837.",
        )
    return found


def incomplete(claim: Claim, desk: Registration, payer: Payer | None, to: str, rulebook: Rulebook) -> list[str]:
    """Every fault of the registration and all that the format lacks, each field once."""
    faults = registration_faults(desk, claim.date_of_service, rulebook.tables)
    if (instead := takes_instead(payer, rulebook.tables)) and desk.frequency != "1":
        faults.append(Fault("frequency", f"not taken by this payer: {instead.says}", f"ask for a {instead.to}"))
    known = {fault.at for fault in faults}
    told = [str(fault) for fault in faults]
    return told + [text for text in missing(claim, desk, to) if text.partition(":")[0] not in known]


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


def _tell(request: Request, order: Order, made: Made, output: Output, *, as_json: bool) -> None:
    if not as_json:
        from tautband.cli.show.written_claim import print_written

        print_written(console(), made, output.told, request.out, request.case)
        return
    checked = made.checked.model_dump(mode="json") if made.checked else {"claim_id": made.claim.claim_id}
    document: dict[str, Any] = {
        "schema": 1, **checked, "written": str(request.out), "format": order.to, "frequency": made.desk.frequency,
        "replaces": made.desk.original_reference,
        "changes": [change.model_dump(mode="json") for change in made.changes],
        "deadline": made.deadline.model_dump(mode="json") if made.deadline else None, **output.told,
        "case": str(request.case) if request.case else None, "made_with": made_with(),
    }  # fmt: skip
    print_document(document)
