"""The whole path on one page: a note is read, coded, made into a claim, and the claim is checked.

    note ──read──▶ Encounter ──code──▶ Coding ──claim_of──▶ Claim ──scrub──▶ findings

Each arrow is a pure function of a room of its own; this page joins them. The doors (`cli`) call it and decide nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from tautband import __version__, claims, coding, edits, notes
from tautband.model.claim import Claim, HistoryEntry
from tautband.model.coding import Coding
from tautband.model.encounter import Encounter, NoteStatus, StatedCode
from tautband.model.errors import InputError
from tautband.model.finding import ClaimOutcome, Finding, ScrubResult
from tautband.model.payment import ExpectedPayment
from tautband.model.practice_facts import PracticeFacts
from tautband.rulebook.book import Rulebook
from tautband.shipped import compile_all, shipped_rulebook

__all__ = ["Answer", "code", "compile_all", "made_with", "ready", "scrub", "shipped_rulebook"]

OBJECTS_OF_A_NOTE = 10_000
"""So many are made, and not yet gone, before Python looks for those that only hold each other; by itself after 700."""


@dataclass(frozen=True)
class Answer:
    """What one note came to: its facts, the codes they support, the claim, and what stands against it.

    `text` is the note as read, None where an encounter was given; every evidence offset counts in it. `claim` and
    `checked` are None where there is nothing to bill, and no edit was run. `made_with` names program and rule book.
    """

    text: str | None
    encounter: Encounter
    coding: Coding
    claim: Claim | None
    checked: ScrubResult | None
    made_with: dict[str, str]
    rulebook: Rulebook = field(repr=False, compare=False)

    @property
    def expected_payment(self) -> ExpectedPayment | None:
        """What the claim pays where its payer's fee schedule is held, otherwise the reason; None without a claim."""
        if self.claim is None:
            return None
        named = self.claim.payer
        payer = self.rulebook.payers.resolve(named, self.claim.state) if named else None
        return claims.expected_payment(self.claim, payer, self.rulebook.tables)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the edits say of the claim; empty where there was no claim to check."""
        return self.checked.findings if self.checked else ()

    @property
    def outcome(self) -> ClaimOutcome:
        """The outcome of the claim; `clean` where there is nothing to bill, for then nothing can be denied."""
        return self.checked.outcome if self.checked else "clean"

    def document(self) -> dict[str, Any]:
        """The answer as the JSON object of the contract.

        `expected_payment` is null without a claim; its amounts are null where there is no price, and `basis` says why.
        """
        payment = self.expected_payment
        coded = self.coding.model_dump(mode="json", exclude={"conventions"})
        for line, shown in zip(self.coding.lines, coded["lines"], strict=True):
            shown["units"] = int(line.units) if line.units == int(line.units) else float(line.units)
        for refusal in coded["refused"]:
            refusal["units"] = int(refusal["units"]) if refusal["units"] else None
        checked = self.checked.model_dump(mode="json") if self.checked else {"findings": [], "evaluated": []}
        return {
            "schema": 1,
            "encounter": self.encounter.model_dump(mode="json"),
            "coding": coded,
            "findings": checked["findings"],
            "evaluated": checked["evaluated"],
            "conventions": [convention.model_dump(mode="json") for convention in self.coding.conventions],
            "expected_payment": payment.model_dump(mode="json") if payment else None,
            "made_with": self.made_with,
        }


def code(
    note: str | Encounter,
    *,
    payer: str | None = None,
    state: str | None = None,
    zip_code: str | None = None,
    date_of_service: date | None = None,
    place_of_service: str | None = None,
    rendering_npi: str | None = None,
    note_status: NoteStatus | None = None,
    history: Sequence[HistoryEntry] | None = None,
    history_scope: Literal["own_practice", "all"] = "own_practice",
    history_from: date | None = None,
    criteria: Sequence[str] = (),
    visit_code: str | None = None,
    today: date | None = None,
    rulebook: Rulebook | None = None,
    claim_id: str = "1",
) -> Answer:
    """The claim that a note supports, with the words and the rule behind each line, and what stands against it.

    What the practice knows (`payer`, `state`, ...) goes before what the note says. `history` None means that earlier
    services were not looked up, and the note's own history counts; an empty sequence means there were none.
    `history_scope` `all` says that it holds other practices' services too, `history_from` from which day on it is
    complete (None: all of it is). `note_status` is what the record system says of the note. `visit_code` is a visit
    meant to be billed the same day. With `today`, a later date of service is an InputError.
    """
    rulebook = rulebook or shipped_rulebook()
    encounter = notes.read(note, date_of_service=date_of_service) if isinstance(note, str) else note
    encounter = _with_registered(encounter, rulebook, payer, state, date_of_service, place_of_service, visit_code)
    encounter = _as_recorded(encounter, zip_code, note_status)
    _refuse_future(encounter.date_of_service, today)
    coded = coding.code(encounter, rulebook)
    claim = checked = None
    if coded.lines and encounter.date_of_service:
        desk = PracticeFacts(
            rendering_npi=rendering_npi,
            history=None if history is None else tuple(history),
            history_scope=history_scope,
            history_from=history_from,
            criteria=tuple(criteria),
        )
        claim = claims.claim_of(encounter, coded, desk, claim_id)
        (checked,) = edits.scrub([claim], rulebook)
    text = note if isinstance(note, str) else None
    return Answer(text, encounter, coded, claim, checked, made_with(rulebook), rulebook)


def scrub(claims: Sequence[Claim], rulebook: Rulebook | None = None) -> list[ScrubResult]:
    """What stands against each claim, judged by every edit in force for its payer, place and date of service.

    Claims of one patient are context for each other. A claim is clean only when nothing fired and nothing was left
    unchecked; what an edit lacks it says, as `not_evaluated`.
    """
    return edits.scrub(claims, rulebook or shipped_rulebook())


def ready() -> None:
    """Load what every note needs, before the first of many.

    What is loaded lives to the end of the process, so Python's collector of unreachable objects is told to pass it by:
    walking it takes 20 ms, in the middle of some note. It is told to look less often, too: a note makes thousands of
    objects, and all but a few go when the note is done. For a process that serves notes; whatever else it holds by then
    is passed by too.
    """
    shipped_rulebook()
    notes.read("")  # which loads the lexicon
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_OF_A_NOTE)


def made_with(rulebook: Rulebook | None = None) -> dict[str, str]:
    """What an answer was made with: the program's version and the digest of its rule book."""
    return {"tautband": __version__, "rulebook": (rulebook or shipped_rulebook()).digest}


def _with_registered(
    encounter: Encounter,
    rulebook: Rulebook,
    payer: str | None,
    state: str | None,
    date_of_service: date | None,
    place_of_service: str | None,
    visit_code: str | None,
) -> Encounter:
    """The encounter with what the practice registered in place of what the note says, and the payer known by its id."""
    given = {"state": state, "date_of_service": date_of_service, "place_of_service": place_of_service}
    known: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if state and encounter.state not in (None, state):
        known["stated_state"] = encounter.state
    named = payer or encounter.payer or encounter.payer_text
    if named:
        found = rulebook.payers.resolve(named, state or encounter.state)
        known |= {"payer": found.id if found else None, "payer_text": payer or encounter.payer_text}
    if visit_code:
        known["stated_codes"] = (*encounter.stated_codes, StatedCode(code=visit_code))
        known["visit"] = encounter.visit.model_copy(update={"stated_level": visit_code})
    return encounter.model_copy(update=known) if known else encounter


def _as_recorded(encounter: Encounter, zip_code: str | None, note_status: NoteStatus | None) -> Encounter:
    """The encounter with the ZIP code and the note's standing that the record system knows."""
    known: dict[str, Any] = {} if zip_code is None else {"zip_code": zip_code}
    if note_status is not None:
        words = {about: evidence for about, evidence in encounter.evidence.items() if about != "note_status"}
        known |= {"note_status": note_status, "evidence": words}
    return encounter.model_copy(update=known) if known else encounter


def _refuse_future(date_of_service: date | None, today: date | None) -> None:
    if date_of_service and today and date_of_service > today:
        raise InputError(
            "date of service",
            f"{date_of_service} has not come yet (today is {today})",
            "Correct it in the note or with --date.",
        )
