"""A note and its registration made into a claim, checked, and written as a file whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tautband.cli.arguments import today
from tautband.cli.cases import read_case, with_sent, write_case
from tautband.cli.claim_desk import desk_of
from tautband.cli.claim_making import Made, answered, claimed, given_note, incomplete, voided
from tautband.cli.claim_request import Request, refuse_contradictions
from tautband.cli.claim_writers import Order, Output, write
from tautband.cli.exits import ACT, NOTHING_AGAINST, exit_code
from tautband.cli.screen import console, print_document
from tautband.cli.whole_files import write_whole
from tautband.model.errors import InputError
from tautband.pipeline import Answer, made_with
from tautband.shipped import shipped_rulebook


def write_claim(request: Request, order: Order, *, as_json: bool) -> int:
    """Code the note, check the claim, write it, keep it in its case; the exit code of the answer."""
    refuse_contradictions(request)
    rulebook = shipped_rulebook()
    case = read_case(request.case) if request.case and request.case.exists() else None
    desk = desk_of(request, case, rulebook)
    payer = rulebook.payers.resolve(desk.payer, desk.state) if desk.payer else None
    note = None if request.voids else given_note(request, case)
    if note is None:
        made = voided(request, case, desk, payer, rulebook)
    else:
        answer = answered(note, desk)
        if answer.claim is None or answer.coding.status != "coded":
            return _held(answer, as_json=as_json)
        made = claimed(request, case, answer, desk, payer, rulebook)
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
        "settles": list(made.settles), "raises": list(made.raises),
        "deadline": made.deadline.model_dump(mode="json") if made.deadline else None, **output.told,
        "case": str(request.case) if request.case else None, "made_with": made_with(),
    }  # fmt: skip
    print_document(document)
