"""A claim made from a note or from an earlier claim, with what the edits say of it and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass

from tautband import claims
from tautband.claims.correcting import Correction, Earlier, correct, refuse_duplicate, takes_instead, void
from tautband.claims.fault import Fault
from tautband.claims.notices import with_notices
from tautband.claims.registration_checks import registration_faults
from tautband.cli.answering import asking
from tautband.cli.arguments import today
from tautband.cli.cases import decision_of, earlier_of, note_of
from tautband.cli.claim_request import Request
from tautband.cli.claim_writers import missing
from tautband.cli.earlier_claim import claim_in
from tautband.cli.given_notes import GivenNote, only_note
from tautband.model.case import Case
from tautband.model.claim import Claim
from tautband.model.denial import Change, Deadline
from tautband.model.errors import InputError
from tautband.model.finding import ScrubResult
from tautband.model.policy import Payer
from tautband.model.registration import Registration
from tautband.pipeline import Answer, scrub
from tautband.rulebook.book import Rulebook
from tautband.rulebook.filing_limits import Days, corrected_claim

_JUDGED_BY = ("encounter", "history", "history_scope", "history_from", "criteria", "payer", "state", "zip_code")
"""What the claim sent is judged by beside its lines: the same as the corrected one."""


@dataclass(frozen=True)
class Made:
    """The claim to write: with its registration, what the edits say of it, and what it changes of an earlier one."""

    claim: Claim
    desk: Registration
    checked: ScrubResult | None
    changes: tuple[Change, ...] = ()
    deadline: Deadline | None = None
    settles: tuple[str, ...] = ()
    """Edits that stood against the claim sent, judged by the same note and history, and no longer do."""
    raises: tuple[str, ...] = ()
    """Edits that stand against this claim and did not against the one sent."""
    answer: Answer | None = None
    """What the note came to; None for a claim made without one."""


def given_note(request: Request, case: Case | None) -> GivenNote:
    """The note that was named, else that of the case."""
    if request.note is not None:
        return only_note(request.note)
    held = note_of(case, request.case) if case and request.case else None
    if held is None:
        raise InputError("NOTE", "none given, and no case that holds one", "Name the note's file.")
    return GivenNote(str(request.case), held)


def answered(note: GivenNote, desk: Registration) -> Answer:
    """What the note comes to with its registration."""
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


def claimed(
    request: Request, case: Case | None, answer: Answer, desk: Registration, payer: Payer | None, rulebook: Rulebook
) -> Made:
    """The claim of a coded note: a first one, or one in place of the claim that `--replaces` names."""
    claim = claims.claim_of(answer.encounter, answer.coding, desk, desk.claim_id or "1")
    claim = with_notices(claim, desk, payer)
    changes: tuple[Change, ...] = ()
    deadline = before = None
    if request.replaces:
        earlier = _earlier(request, case, desk, request.replaces)
        made = correct(earlier, claim, desk, request.replaces, payer, rulebook.tables)
        claim, desk, changes = made.claim, made.registration, made.changes
        before = earlier.claim.model_copy(update={name: getattr(claim, name) for name in _JUDGED_BY})
        decided = decision_of(case, request.replaces, earlier.claim.claim_id) if case else None
        days = Days(claim.date_of_service, decided[1] if decided else None)
        deadline = corrected_claim(payer, days, rulebook.tables, None)
    elif case and (sent := _in_force(case, desk)):
        refuse_duplicate(sent, payer, rulebook.tables)
    (checked,) = scrub([claim])
    settles, raises = _compared(before, checked)
    return Made(claim, desk, checked, changes, deadline, settles, raises, answer)


def _compared(before: Claim | None, checked: ScrubResult) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The edits that only the claim sent, and only this one, has against it."""
    if before is None:
        return (), ()
    (was,) = scrub([before])
    then, now = (
        {finding.edit: None for finding in result.findings if finding.outcome in ("fire", "review")}
        for result in (was, checked)
    )
    return tuple(edit for edit in then if edit not in now), tuple(edit for edit in now if edit not in then)


def voided(request: Request, case: Case | None, desk: Registration, payer: Payer | None, rulebook: Rulebook) -> Made:
    """The voiding of the claim that `--voids` names."""
    assert request.voids
    earlier = _earlier(request, case, desk, request.voids)
    made: Correction = void(earlier, desk, request.voids, payer, rulebook.tables)
    return Made(made.claim, made.registration, None)


def _in_force(case: Case, desk: Registration) -> Earlier | None:
    """The claim of the case that stands with the payer billed: none after it was voided, or decided by another."""
    if case.sent and case.sent[-1].frequency == "8":
        return None
    sent = earlier_of(case, None, desk.claim_id)
    of_another = sent is not None and any(sent.decided == each.decision for each in desk.coverages if each.decision)
    return None if of_another else sent


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
