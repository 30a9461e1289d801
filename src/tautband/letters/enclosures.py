"""What goes with a letter: the note first, then the papers of the case in the order the policy asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tautband.letters.matter import Matter
from tautband.letters.words import day
from tautband.model.document import Document, DocumentKind
from tautband.model.encounter import NoteStatus

TITLES: dict[DocumentKind, str] = {
    "addendum": "Addendum to the note",
    "earlier_note": "Note of an earlier session",
    "therapy_record": "Therapy record",
    "medication_record": "Medication record",
    "imaging": "Imaging",
    "consent": "Consent",
    "order": "Order",
    "attestation": "Signature or attestation",
    "acknowledgment": "The payer's report that it took the claim",
    "policy": "Policy",
    "payer_letter": "Letter of the payer",
    "other": "Document",
}
_ANSWERS: dict[DocumentKind, tuple[str, ...]] = {
    "addendum": ("documented",),
    "therapy_record": ("conservative care", "weeks of conservative care"),
    "medication_record": ("conservative care", "weeks of conservative care"),
    "earlier_note": ("sessions", "time since the last session", "relief", "percent relief", "weeks of relief"),
    "consent": ("consent",),
    "acknowledgment": ("received in time",),
}
"""What each kind of paper answers, by the names of what requirements ask (`edits.shown`)."""
_LAST: tuple[DocumentKind, ...] = ("attestation", "imaging", "order", "other", "payer_letter", "policy")


@dataclass(frozen=True)
class Enclosure:
    """One enclosure. `document` None is the note itself. `late`: written after the date of service."""

    title: str
    dated: date | None
    signature: NoteStatus
    document: Document | None = None
    late: bool = False


def enclosures(matter: Matter) -> tuple[Enclosure, ...]:
    """The note, its addenda, then each paper in the order of the requirement it answers; the policy comes last."""
    note = Enclosure("Note", matter.day, matter.encounter.note_status)
    asked = [part.what for requirement in matter.requirements for part in requirement.parts]
    papers = sorted(matter.case.documents, key=lambda d: (*_rank(d.kind, asked), d.dated or date.max, d.title or ""))
    return (note, *(_enclosure(document, matter.day) for document in papers))


def described(enclosure: Enclosure) -> str:
    """An enclosure in a line, with its date; one written later says so."""
    dated = f", {day(enclosure.dated)}" if enclosure.dated else ", not dated"
    if enclosure.document is None:
        return f"{enclosure.title}{dated}"
    late = ", written after the date of service" if enclosure.late and enclosure.document.kind == "addendum" else ""
    return f"{enclosure.title}{dated}{late}"


def named(enclosure: Enclosure) -> str:
    """An enclosure by its kind and date alone: a title is the practice's own words and may name the patient."""
    title = TITLES[enclosure.document.kind] if enclosure.document else enclosure.title
    return f"{title}{f', {day(enclosure.dated)}' if enclosure.dated else ''}"


def answers(kind: DocumentKind, what: str) -> bool:
    """Whether a kind of paper speaks to one thing that a requirement asks."""
    return any(what.startswith(name) for name in _ANSWERS.get(kind, ()))


def _enclosure(document: Document, service: date) -> Enclosure:
    title = document.title or TITLES[document.kind]
    late = document.dated is None or document.dated > service
    return Enclosure(title, document.dated, document.signature, document, late)


def _rank(kind: DocumentKind, asked: Sequence[str]) -> tuple[int, int]:
    if kind == "addendum":
        return (0, 0)
    if kind in _LAST:
        return (2, _LAST.index(kind))
    return (1, next((at for at, what in enumerate(asked) if answers(kind, what)), len(asked)))
