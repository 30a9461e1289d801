"""A packet bound into one PDF: index first, each paper after it, page numbers through, the quoted words marked."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from typing import Any

from tautband.letters.enclosures import described
from tautband.letters.note_pages import Printing, text_pages
from tautband.letters.packet import Packet, front
from tautband.letters.pages import printed
from tautband.letters.pdf import Setting, pdf_of, require_pdf, stamp
from tautband.model.document import Document
from tautband.model.errors import InputError

_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, RecursionError, OSError)
"""What a PDF that breaks its own rules makes its reader raise."""


def bound(packet: Packet, contents: Mapping[Document, str | bytes]) -> bytes:
    """The bytes of the packet: `contents` holds the text or the PDF of each of its papers besides the note.

    Raises InputError for a PDF that cannot be read, by its file's name.
    """
    require_pdf()
    from pypdf import PdfReader, PdfWriter

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings quote what a broken file holds
    texts = [_content(packet, at, contents) for at in range(len(packet.enclosed))]
    counts = {
        at: len(printed(text)) if isinstance(text, str) else _count(packet, at, text) for at, text in enumerate(texts)
    }
    total_of_papers = sum(counts.values())
    length, opening = 1, b""
    for _ in range(4):  # the index's own length moves what it points to
        starts = _starts(length, counts)
        opening = pdf_of(front(packet, starts, counts), last=length + total_of_papers)
        if (found := len(PdfReader(io.BytesIO(opening)).pages)) == length:
            break
        length = found
    total = length + total_of_papers
    writer = PdfWriter()
    writer.append(io.BytesIO(opening), import_outline=False)
    number = length + 1
    for at, content in enumerate(texts):
        if isinstance(content, str):
            pages = text_pages(_printing(packet, at, content, number, total))
            writer.append(io.BytesIO(pages), import_outline=False)
        else:
            _append(writer, packet, at, content, number, total)
        number += counts[at]
    writer.add_metadata({"/Title": "Records for a claim", "/Producer": "tautband", "/Creator": "tautband"})
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _printing(packet: Packet, at: int, text: str, number: int, total: int) -> Printing:
    """How a text of the packet is printed: the note with its marks, another paper plain."""
    title = f"{at + 1}. {described(packet.enclosed[at])}"
    if packet.enclosed[at].document is not None:
        return Printing(text, title, packet.mark, packet.foot, number, total)
    late = packet.matter.record.late_entries
    return Printing(text, title, packet.mark, packet.foot, number, total, packet.marked, late)


def _append(writer: Any, packet: Packet, at: int, content: bytes, number: int, total: int) -> None:
    """The pages of a PDF, each with the mark, the foot line and its number on it."""
    from pypdf import PdfReader, Transformation
    from pypdf.errors import PyPdfError

    try:
        for offset, page in enumerate(PdfReader(io.BytesIO(content)).pages):
            added = writer.add_page(page)
            if added.rotation:
                added.transfer_rotation_to_content()
            corner = Transformation().translate(float(added.mediabox.left), float(added.mediabox.bottom))
            over = PdfReader(io.BytesIO(_overlay(packet, number + offset, total))).pages[0]
            added.merge_transformed_page(over, corner)
    except (*_BROKEN, PyPdfError) as error:
        raise _unreadable(packet, at) from error


def _unreadable(packet: Packet, at: int) -> InputError:
    return InputError(_file(packet, at), "not a PDF that can be read", "Print it to PDF anew.")


def _file(packet: Packet, at: int) -> str:
    document = packet.enclosed[at].document
    return (document.file if document else None) or "document"


def _content(packet: Packet, at: int, contents: Mapping[Document, str | bytes]) -> str | bytes:
    document = packet.enclosed[at].document
    return (packet.matter.record.text or "") if document is None else contents[document]


def _count(packet: Packet, at: int, content: str | bytes) -> int:
    """How many pages a paper has."""
    if isinstance(content, str):
        return len(printed(content))
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise InputError(_file(packet, at), "a PDF locked with a password", "Save it without one.")
        return len(reader.pages)
    except (*_BROKEN, PyPdfError) as error:
        raise _unreadable(packet, at) from error


def _starts(length: int, counts: Mapping[int, int]) -> dict[int, int]:
    """The packet page on which each paper begins, after an index of so many pages."""
    starts, at = {}, length + 1
    for number, count in counts.items():
        starts[number] = at
        at += count
    return starts


def _overlay(packet: Packet, number: int, total: int) -> bytes:
    """A page with nothing on it but the mark, the foot line and the number."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    stamp(canvas, packet.mark, Setting().plain(packet.foot), number, total)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
