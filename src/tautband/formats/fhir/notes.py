"""The notes of an input, one for each encounter, each with what its resources know beside the words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tautband.formats.fhir.documents import DOCUMENTS, NoteText, joined, note_text, withdrawn
from tautband.formats.fhir.element import Element
from tautband.formats.fhir.encounters import (
    clinician_of,
    coverages_by_patient,
    day_of,
    known_of,
    payer_of_encounter,
    place_of_encounter,
    refuse_undone,
)
from tautband.formats.fhir.history import Services, earlier, services_by_patient
from tautband.formats.fhir.parties import Payer, Place, identity_of
from tautband.formats.fhir.resources import Resources
from tautband.model.errors import InputError

USED = frozenset({
    *DOCUMENTS, "Encounter", "Binary", "Location", "Organization", "Practitioner", "PractitionerRole", "Patient",
    "Coverage", "Account", "Claim", "ExplanationOfBenefit",
})  # fmt: skip
"""The types that are looked at; procedures and conditions are not: a fact needs the words of the note."""
_APPENDS, _REPLACES = "appends", frozenset({"replaces", "transforms"})


@dataclass(frozen=True)
class FhirNote:
    """One note and what is known beside it.

    `known` holds what the resources settle, under the names `pipeline.code` takes; `payer` is who pays, still under the
    name its resources give. `notices` say what was looked for and not taken, `kept_out` counts by type the resources of
    the input that nobody looked at.
    """

    where: str
    note: NoteText
    known: Mapping[str, Any] = field(default_factory=dict)
    payer: Payer = field(default_factory=Payer)
    notices: tuple[str, ...] = ()
    kept_out: Mapping[str, int] = field(default_factory=dict)

    def source(self) -> dict[str, Any]:
        """Where the words came from and the words themselves, as a JSON object."""
        parts = [asdict(part) for part in self.note.parts]
        return {
            "note": self.where,
            "parts": parts,
            "text": self.note.text,
            "notices": list(self.notices),
            "kept_out": dict(self.kept_out),
        }


@dataclass(frozen=True)
class _Beside:
    """What stands beside the notes of an input, gathered once: the addenda of each note by its path, the paths of those
    whose note is not here, services and coverages by patient, and how many resources are of no use here, by type.
    """

    addenda: Mapping[str, Sequence[Element]]
    alone: Collection[str]
    services: Services
    coverages: Mapping[str | None, Sequence[Element]]
    kept_out: Mapping[str, int]


def read_notes(resources: Resources) -> Iterator[FhirNote | InputError]:
    """Each note of the input, or why one cannot be used. InputError for an input in which no document is a note.

    A document belongs to the encounter it names; where one names none, it belongs to the only encounter there is. Of an
    encounter's documents a DocumentReference goes before a Composition and that before a report; a document that
    appends to another is read after it, one that another replaces is passed over. Whatever else leaves open which words
    are the note is an InputError that says what to do.
    """
    documents = resources.of(*DOCUMENTS)
    if not documents:
        raise InputError(
            resources.all[0].path if resources.all else "FHIR",
            "no document among the resources",
            "Give the note as a DocumentReference with its text.",
        )
    appends, replaced, alone = _related(resources, documents)
    notes = {each.path for each in documents if each.path not in appends and each.path not in replaced}
    addenda: dict[str, list[Element]] = {}
    for document in documents:
        if document.path in appends and (first := _first(document.path, appends)) in notes:
            addenda.setdefault(first, []).append(document)
    joined_to_one = {addendum.path for several in addenda.values() for addendum in several}
    standing = [each for each in documents if each.path not in replaced and each.path not in joined_to_one]
    if not standing:
        raise InputError(documents[0].path, "documents that replace each other", "Keep the one that stands.")
    beside = _Beside(
        addenda, alone, services_by_patient(resources), coverages_by_patient(resources), resources.kept_out(USED)
    )
    for encounter, theirs in _grouped(resources, standing):
        try:
            yield _note(resources, encounter, theirs, beside)
        except InputError as error:
            yield error


def _related(resources: Resources, documents: Sequence[Element]) -> tuple[dict[str, str], set[str], set[str]]:
    """What each addendum appends to, what others replace, and which append to a document that is not here: by path."""
    appends: dict[str, str] = {}
    replaced: set[str] = set()
    alone: set[str] = set()
    for document in documents:
        for relation in document.objects("relatesTo") if document.kind != "DiagnosticReport" else ():
            code = relation.text("code")
            named = resources.named(relation.object("target") or relation.object("targetReference"))
            if named is document or withdrawn(document):
                continue
            if code == _APPENDS and named is None:
                alone.add(document.path)
            elif code == _APPENDS and named is not None:
                appends[document.path] = named.path
            elif code in _REPLACES and named is not None:
                replaced.add(named.path)
    return appends, replaced, alone


def _first(path: str, appends: Mapping[str, str]) -> str:
    """The document that an addendum, or an addendum to one, belongs to."""
    met = {path}
    while path in appends:
        path = appends[path]
        if path in met:
            raise InputError(path, "appends to a document that appends to it", "Keep one of the two relations.")
        met.add(path)
    return path


def _grouped(resources: Resources, documents: Sequence[Element]) -> Iterator[tuple[Element | None, list[Element]]]:
    """The documents by the encounter they belong to, encounters in the order their documents stand in."""
    groups: dict[str, tuple[Element | None, list[Element]]] = {}
    for document in documents:
        encounter, key = _encounter_of(resources, document)
        groups.setdefault(key, (encounter, []))[1].append(document)
    yield from groups.values()


def _encounter_of(resources: Resources, document: Element) -> tuple[Element | None, str]:
    """The encounter of a document, and what tells it from others; none where no encounter is here."""
    context = document.object("context") if document.kind == "DocumentReference" else None
    named = context.objects("encounter") if context else []
    if document.kind != "DocumentReference" and (reference := document.object("encounter")):
        named = [reference]
    encounters = {identity_of(resources, each): resources.named(each) for each in named}
    encounters.pop(None, None)
    if len(encounters) > 1:
        where = f"{document.path}.context.encounter"
        raise InputError(where, "several encounters for one note", "Name the one the note is of.")
    if encounters:
        ((key, found),) = encounters.items()
        return found if found is not None and found.kind == "Encounter" else None, str(key)
    here = resources.of("Encounter")
    if len(here) > 1:
        raise InputError(
            document.path, "no encounter named, and several are here", "Name the note's own in context.encounter."
        )
    return (here[0], here[0].path) if here else (None, document.path)


def _note(
    resources: Resources,
    encounter: Element | None,
    documents: Sequence[Element],
    beside: _Beside,
) -> FhirNote:
    if encounter is not None:
        refuse_undone(encounter)
    notices: list[str] = []
    document, text = _only_note(resources, documents, notices)
    more = sorted(beside.addenda.get(document.path, ()), key=lambda each: (each.text("date") or "", each.path))
    if document.path in beside.alone:
        notices.append(f"{document.path}: appends to a document that is not here")
    text = joined(text, *(note_text(resources, each) for each in more)) if more else text
    patient = identity_of(resources, document.object("subject") or (encounter.object("subject") if encounter else None))
    day = day_of(encounter, document)
    if encounter is not None and encounter.has("period") and day is None:
        notices.append("the encounter's period settles no day (several, or a time in UTC): the note's own day counts")
    place = place_of_encounter(resources, encounter) if encounter else Place()
    known = known_of(place, day, clinician_of(resources, encounter, document))
    if text.standing or (encounter is not None and encounter.text("status") == "planned"):
        known["note_status"] = "draft"
    if day is not None and (history := earlier(beside.services, patient, day)):
        known |= {"history": history, "history_from": day}
    coverages = [*beside.coverages.get(patient, ()), *(beside.coverages.get(None, ()) if patient else ())]
    payer = payer_of_encounter(resources, encounter, coverages, day, notices)
    where = encounter.path if encounter else document.path
    return FhirNote(where, text, known, payer, tuple(notices), beside.kept_out)


def _only_note(resources: Resources, documents: Sequence[Element], notices: list[str]) -> tuple[Element, NoteText]:
    """The one document that is the note; InputError where several could be, or none can be read."""
    refused: list[InputError] = []
    for kind in DOCUMENTS:
        read: list[tuple[Element, NoteText]] = []
        for document in (each for each in documents if each.kind == kind):
            try:
                read.append((document, note_text(resources, document)))
            except InputError as error:
                refused.append(error)
        if len({text.text for _, text in read}) > 1:
            raise InputError(
                read[1][0].path,
                f"a second note of one encounter; the first is {read[0][0].path}",
                "Give the note of the injection alone; mark an addendum with relatesTo appends.",
            )
        if read:
            notices.extend(f"{error.where}: {error.what}" for error in refused)
            notices.extend(f"{d.path}: kept out beside the note" for d in documents if d.kind != kind)
            return read[0]
    raise refused[0]
