"""The notes of a file, whatever it holds: a text, a page of HTML, an encounter as JSON, or resources of FHIR."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tautband.cli.inputs import NOTE_LIMIT, RESOURCE_LINES, STDIN, is_html, json_records, parse_json, read_text
from tautband.cli.records import encounter_of
from tautband.model.encounter import Encounter
from tautband.model.errors import InputError

_AS_XML = {'"http://hl7.org/fhir"': "FHIR", '"urn:hl7-org:v3"': "a C-CDA document"}
Record = tuple[str, Any]
"""A resource with the place it stands at, which begins with its file's name."""


@dataclass(frozen=True)
class GivenNote:
    """One note: its words or its facts, what its file knows beside them, and where the words came from.

    `known` has the names of `pipeline.code`. `source` is None for a plain text: its file is the source, and every
    offset counts there; else it holds the text in which they count.
    """

    file: str
    content: str | Encounter
    known: Mapping[str, Any] = field(default_factory=dict)
    source: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class NoteFault:
    """A note that cannot be used, and why."""

    file: str
    error: InputError


def notes_of(name: str, loose: list[Record] | None = None) -> list[GivenNote | NoteFault]:
    """The notes of one file. InputError for a file that holds none or cannot be read.

    Resources that are in no Bundle may belong to those of other files: with `loose` they are put there, to be read
    together by `notes_of_loose`.
    """
    suffix = "" if name == STDIN else Path(name).suffix.lower()
    if suffix == RESOURCE_LINES:
        return _of_records(name, list(json_records(name)), loose)
    if suffix == ".json":
        value = parse_json(name, read_text(name))
        return _of_records(name, [(name, value)], loose) if _is_fhir(value) else [_facts(name, value)]
    text = read_text(name, NOTE_LIMIT * 4 if name == STDIN else NOTE_LIMIT)
    if name == STDIN and text.lstrip().startswith("{") and '"resourceType"' in text:
        return _of_records(name, [(name, parse_json(name, text))], loose)
    _refuse_markup(name, text)
    if is_html(name, text):
        return [_page(name, text)]
    if len(text) > NOTE_LIMIT:
        raise InputError(name, f"larger than a note, which is at most {NOTE_LIMIT:,} bytes", "Give each note a file.")
    return [GivenNote(name, text)]


def notes_of_loose(loose: Sequence[Record], files: Sequence[str]) -> list[GivenNote | NoteFault]:
    """The notes among resources of several `files` that belong together."""
    return [*_read(files, list(loose))] if loose else []


def only_note(name: str) -> GivenNote:
    """The note of a file that must hold one. InputError where it holds several or one that cannot be used."""
    found = notes_of(name)
    if len(found) != 1:
        raise InputError(name, f"{len(found)} notes in it", "Give the note of one encounter.")
    if isinstance(found[0], NoteFault):
        raise found[0].error
    return found[0]


def _refuse_markup(name: str, text: str) -> None:
    """Raise InputError for a record written as XML, whose words stand among codes or encoded, and for an X12 file."""
    opening = text[:2000]
    if re.match(r"[\ufeff\s]*ISA([^\w\s])\d\d\1", opening):
        raise InputError(
            name, "an X12 file, and no note", "Claims (837P) go to `scrub`, answers and payments to `remit`."
        )
    for mark, kind in _AS_XML.items():
        if mark in opening and opening.lstrip("\ufeff \r\n\t").startswith("<"):
            raise InputError(name, f"{kind} as XML", "Give FHIR as JSON, or the note as text or HTML.")


def _facts(name: str, value: Any) -> GivenNote:
    return GivenNote(name, encounter_of(name, value))


def _page(name: str, markup: str) -> GivenNote:
    from tautband.formats.html import text_of_html

    text = text_of_html(markup)
    if not text.strip():
        raise InputError(name, "no words on the page", "Give a file that holds the note's text.")
    part = {"resource": None, "attachment": None, "content_type": "text/html", "start": 0, "end": len(text)}
    return GivenNote(name, text, {}, {"note": name, "parts": [part], "text": text, "notices": [], "kept_out": {}})


def _is_fhir(value: Any) -> bool:
    from tautband.formats.fhir.resources import is_fhir

    return is_fhir(value)


def _of_records(name: str, records: list[Record], loose: list[Record] | None) -> list[GivenNote | NoteFault]:
    """Each Bundle is whole in itself; other resources belong together."""
    from tautband.formats.fhir.resources import each_resource, is_bundle, place_of

    given = [(place_of(where, value), value) for place, held in records for where, value in each_resource(place, held)]
    found = [note for place, value in given if is_bundle(value) for note in _read([name], [(place, value)])]
    others = [(place, value) for place, value in given if not is_bundle(value)]
    if others and loose is not None:
        loose.extend(others)
    elif others or not given:
        found.extend(_read([name], others))
    return found


def _read(files: Sequence[str], records: list[Record]) -> Iterator[GivenNote | NoteFault]:
    from tautband.formats.fhir.notes import FhirNote, read_notes
    from tautband.formats.fhir.resources import Resources
    from tautband.formats.x12.converting import payer_of
    from tautband.shipped import shipped_rulebook

    for note in read_notes(Resources(records)):
        place = note.where
        file = next((name for name in files if place.startswith(f"{name}: ")), files[0])
        if not isinstance(note, FhirNote):
            yield NoteFault(file, note)
            continue
        known = dict(note.known)
        if payer := note.payer.id or payer_of(
            note.payer.filing, note.payer.name, known.get("state"), shipped_rulebook().payers
        ):
            known["payer"] = payer
        yield GivenNote(file, note.note.text, known, note.source())
