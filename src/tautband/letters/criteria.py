"""What the payer's policy asks of the denied service, requirement by requirement, and what the record shows of each.

Nothing here states a rule: every requirement is an edit in force on the date of service, its outcome that of the edit,
and its words those the edit went by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tautband.edits.answers import Answer, answers_of
from tautband.edits.kinds import all_kinds
from tautband.edits.shown import Shown
from tautband.letters.record import Quotation, Record
from tautband.model.claim import Claim
from tautband.model.denial import Denial
from tautband.model.evidence import Citation, EvidenceGrade
from tautband.rulebook.book import Rulebook

Status = Literal["shown", "missing", "open"]
"""`missing`: the record does not show it, or has no words for it. `open`: a person must decide, or something besides
the note is not known."""

NOT_MET = "not met"
ELSEWHERE = "other providers' history"
_GRAVEST: tuple[Status, ...] = ("missing", "open", "shown")
"""Of several lines that one requirement binds, the one that lacks most stands for it."""
_OWN_COUNT = "Counted in this practice's records; services elsewhere are not known to it."
_AS_TOLD = "Counted as the note tells them; services elsewhere are not known to this practice."
_NONE_HERE = "This practice's records hold no earlier session; services elsewhere are not known to it."
NOT_OURS = ("list not known", "table out of date", "payer not covered")
"""Reasons that lie with the rule book and not with the record."""


@dataclass(frozen=True)
class Part:
    """One thing a requirement asks: its name, the figures found, the passages that show it, the days counted."""

    what: str
    status: Status
    says: str
    quotations: tuple[Quotation, ...] = ()
    days: tuple[date, ...] = ()
    lost: int = 0
    """How many of its words do not stand in the note any more."""


@dataclass(frozen=True)
class Requirement:
    """One requirement of a policy and what the record shows of it.

    `asks` is the policy's own words where `quoted`, otherwise ours. `because` says why it is not shown; `note` what the
    reader must know besides, such as that other practices' services are not in these records.
    """

    edit: str
    revision: int
    lcd: str | None
    asks: str
    quoted: bool
    citation: Citation
    grade: EvidenceGrade
    status: Status
    parts: tuple[Part, ...]
    because: str = ""
    note: str = ""

    @property
    def standing(self) -> str:
        """Why it is not shown, under the word that says how it stands: MISSING, NOT MET or OPEN."""
        if self.because.startswith(NOT_MET):
            return f"{NOT_MET.upper()}{self.because.removeprefix(NOT_MET)}."
        return f"{self.status.upper()}: {self.because}."


def requirements(
    claim: Claim, denials: Sequence[Denial], record: Record, rulebook: Rulebook, *, history_told: bool = False
) -> tuple[tuple[Requirement, ...], tuple[str, ...]]:
    """What the payer's own policies ask of the denied lines, and which edits could not be asked for want of a list.

    Those whose reason code is the denial's stand first, then the others in the order of the policies. Without denials
    every line is asked about, and every requirement that reads the record. `history_told`: the earlier sessions are
    those the note tells of.
    """
    carcs = {denial.carc for denial in denials}
    lines = {denial.sent_line or denial.line for denial in denials} or {None}
    found: dict[str, tuple[bool, Requirement]] = {}
    unread: list[str] = []
    for answer in answers_of(claim, rulebook):
        if answer.line not in lines and None not in lines:
            continue
        if not _asked(answer, carcs, rulebook):
            continue
        if answer.reason in NOT_OURS:
            unread.append(answer.edit)
            continue
        asked = _requirement(answer, record, rulebook, history_told)
        if answer.edit not in found or _GRAVEST.index(asked.status) < _GRAVEST.index(found[answer.edit][1].status):
            found[answer.edit] = (answer.written.carc in carcs, asked)
    ordered = sorted(found.values(), key=lambda entry: not entry[0])
    return tuple(requirement for _, requirement in ordered), tuple(dict.fromkeys(unread))


def _asked(answer: Answer, carcs: set[str], rulebook: Rulebook) -> bool:
    """Whether an edit states a requirement that this denial may rest on."""
    if not answer.applies or rulebook.revision_of(answer.number)["payer"] == "national":
        return False
    if not carcs and answer.outcome == "clear" and all(shown.holds is None for shown in answer.shown):
        return False
    if answer.written.appealable is False and answer.outcome == "clear":
        return False
    if answer.written.carc in carcs:
        return bool(answer.shown) or answer.outcome != "clear"
    reads = not carcs or bool(all_kinds()[answer.kind].needs & {"note", "history"})
    return bool(answer.written.appealable) and bool(answer.shown) and reads


def _requirement(answer: Answer, record: Record, rulebook: Rulebook, history_told: bool) -> Requirement:
    parts = tuple(_part(shown, record) for shown in answer.shown)
    status, because, note = _status(answer, parts, history_told)
    citation = answer.written.citation
    return Requirement(
        edit=answer.edit,
        revision=rulebook.revision_number(answer.number),
        lcd=answer.lcd,
        asks=citation.quote or citation.says or "",
        quoted=citation.quote is not None,
        citation=citation,
        grade=rulebook.grade_of(answer.number),
        status=status,
        parts=parts,
        because=because,
        note=note,
    )


def _part(shown: Shown, record: Record) -> Part:
    """A part is shown only by words that stand in the note, by days on record, or by the codes of the claim."""
    quotations = record.quote(shown.evidence)
    lost = len(record.lost(shown.evidence))
    proved = bool(quotations) or bool(shown.days) or (shown.on_claim and not shown.evidence)
    if shown.holds is None:
        status: Status = "open"
    else:
        status = "shown" if shown.holds and proved and not lost else "missing"
    return Part(shown.what, status, shown.says, quotations, shown.days, lost)


def _status(answer: Answer, parts: Sequence[Part], history_told: bool) -> tuple[Status, str, str]:
    """The state of a requirement, why it is not shown, and what must be said besides."""
    missing = [part.what for part in parts if part.status == "missing"]
    if answer.outcome == "clear":
        if missing:
            return "missing", f"the note has no words for: {', '.join(missing)}", ""
        if unknown := [part.what for part in parts if part.status == "open"]:
            return "open", f"not known: {', '.join(unknown)}", ""
        return "shown", "", ""
    if answer.outcome == "fire":
        return "missing", _broken(parts), ""
    if answer.outcome == "review":
        return "open", "the record can be read two ways; a person must decide", ""
    if answer.reason == ELSEWHERE and not missing:
        counted = _AS_TOLD if history_told else _OWN_COUNT
        return "shown", "", counted if any(part.says for part in parts) else _NONE_HERE
    return "open", "; ".join(_open(answer, parts)), ""


def _broken(parts: Sequence[Part]) -> str:
    """What is not shown at all, and what is shown and does not meet the requirement."""
    absent = [part.what for part in parts if part.status == "missing" and not part.says]
    unmet = [f"{part.what}, {part.says}" for part in parts if part.status == "missing" and part.says]
    told = [f"the record does not show: {', '.join(absent)}"] if absent else []
    told += [f"{NOT_MET}: {'; '.join(unmet)}"] if unmet else []
    return "; ".join(told) or "not met on this claim"


def _open(answer: Answer, parts: Sequence[Part]) -> Iterator[str]:
    named = [part.what for part in parts if part.status != "shown"]
    if answer.reason == "note silent":
        yield f"the note is silent on: {', '.join(named)}"
    elif answer.reason == "no history":
        yield "the patient's earlier services are not on record here"
    else:
        yield f"not known: {answer.reason}"
