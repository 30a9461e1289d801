"""The documents that hold a note: their words, their standing in the record, and the encounter they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tautband.formats.fhir.attachments import HTML, PLAIN, kind_of, text_of
from tautband.formats.fhir.element import Element
from tautband.formats.fhir.resources import Resources
from tautband.formats.html import text_of_html
from tautband.model.errors import InputError

DOCUMENTS = ("DocumentReference", "Composition", "DiagnosticReport")
"""The resources that may be the note, the first before the others where an encounter has several kinds."""
_DRAFTS = frozenset({"preliminary", "registered", "partial"})
_WITHDRAWN = {
    "entered-in-error": "entered in error",
    "superseded": "superseded by a later one",
    "cancelled": "cancelled",
}
_DEEPEST = 30


@dataclass(frozen=True)
class Part:
    """One stretch of a note's text and where its words stand in the input; `attachment` counts from 0."""

    resource: str
    attachment: int | None
    content_type: str | None
    start: int
    end: int


@dataclass(frozen=True)
class NoteText:
    """The text of one document. Offsets of evidence count in `text`."""

    text: str
    parts: tuple[Part, ...]
    standing: Literal["draft"] | None
    """`draft` for a document the record system itself calls preliminary; None says nothing about a signature."""


def withdrawn(document: Element) -> str | None:
    """Why a document no longer counts; None for one that does."""
    told = [document.text("status"), document.text("docStatus")]
    return next((_WITHDRAWN[status] for status in told if status in _WITHDRAWN), None)


def note_text(resources: Resources, document: Element) -> NoteText:
    """The words of a document. InputError for one that was withdrawn or holds no words that can be read."""
    if why := withdrawn(document):
        raise InputError(document.at("status"), why, "Give the document that stands.")
    drafts = {document.text("docStatus"), document.text("status")} & _DRAFTS
    standing: Literal["draft"] | None = "draft" if drafts else None
    if document.kind == "DocumentReference":
        attachments = [content.object("attachment") for content in document.objects("content")]
    else:
        attachments = list(document.objects("presentedForm")) if document.kind == "DiagnosticReport" else []
    held = [(number, attachment) for number, attachment in enumerate(attachments) if attachment is not None]
    if not held:
        text = _narrative(document)
        return NoteText(text, (Part(document.path, None, "text/html", 0, len(text)),), standing)
    number, attachment, text = _chosen(resources, document, held)
    part = Part(document.path, number, kind_of(attachment) or None, 0, len(text))
    return NoteText(text, (part,), standing)


def joined(first: NoteText, *more: NoteText) -> NoteText:
    """A note with what was appended to it, an empty line between them; a draft where any part is one."""
    text, parts = first.text, list(first.parts)
    for each in more:
        start = len(text) + 2
        text = f"{text}\n\n{each.text}"
        parts += [Part(p.resource, p.attachment, p.content_type, p.start + start, p.end + start) for p in each.parts]
    standing = next((each.standing for each in (first, *more) if each.standing), None)
    return NoteText(text, tuple(parts), standing)


def _chosen(resources: Resources, document: Element, held: list[tuple[int, Element]]) -> tuple[int, Element, str]:
    """The attachment to read: FHIR gives one document in several forms, so plain text goes before HTML."""
    order = sorted(held, key=lambda item: (kind_of(item[1]) != PLAIN, kind_of(item[1]) not in HTML))
    read: list[tuple[int, Element, str]] = []
    refused: list[InputError] = []
    for number, attachment in order:
        try:
            read.append((number, attachment, text_of(resources, attachment)))
        except InputError as error:
            refused.append(error)
    if not read:
        raise refused[0]
    first = read[0]
    rivals = [text for _, other, text in read[1:] if kind_of(other) == kind_of(first[1])]
    if any(text != first[2] for text in rivals):
        raise InputError(document.path, "two attachments of one form differ", "Keep the one that is the note.")
    return first


def _narrative(document: Element) -> str:
    """The text a person reads in a Composition's sections, or in a report's own narrative."""
    if document.kind == "Composition":
        blocks = list(_sections(document, 0))
    else:
        blocks = [text for text in (_div(document),) if text]
        conclusion = document.text("conclusion")
        blocks = blocks or ([conclusion] if conclusion else [])
    if not blocks:
        raise InputError(document.path, "no words in it", "Give the note as an attachment of a DocumentReference.")
    return "\n\n".join(blocks)


def _sections(holder: Element, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise InputError(holder.path, "sections nested too deeply", "Give the note as plain text.")
    for section in holder.objects("section"):
        title, words = section.text("title"), _div(section)
        if title and not (words or "").lower().startswith(title.lower()):
            yield f"{title}\n{words}" if words else title
        elif words:
            yield words
        yield from _sections(section, depth + 1)


def _div(holder: Element) -> str | None:
    narrative = holder.object("text")
    markup = narrative.text("div") if narrative else None
    return (text_of_html(markup) or None) if markup else None
