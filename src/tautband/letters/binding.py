"""A packet bound into one PDF: index first, each paper after it, page numbers through, the quoted words marked."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from tautband.letters.enclosures import described
from tautband.letters.packet import Packet, front
from tautband.letters.pages import PrintedPage, printed
from tautband.letters.pdf import BODY, Setting, pdf_of, require_pdf, stamp
from tautband.letters.record import Quotation
from tautband.model.document import Document
from tautband.model.errors import InputError

SIZE = 9.0
ADVANCE = SIZE * 0.6
"""The width of each character of Courier."""
LEADING = 11.4
LEFT, TOP = 60.0, 716.0
MARKED = "#fff2a8"
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, RecursionError, OSError)
"""What a PDF that breaks its own rules makes its reader raise."""
BAR = "#b8860b"


def bound(packet: Packet, contents: Mapping[Document, str | bytes]) -> bytes:
    """The bytes of the packet: `contents` holds the text or the PDF of each of its papers besides the note.

    Raises InputError for a PDF that cannot be read, by its file's name.
    """
    require_pdf()
    from pypdf import PdfReader, PdfWriter

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
        title = f"{at + 1}. {described(packet.enclosed[at])}"
        if isinstance(content, str):
            marked = packet.marked if packet.enclosed[at].document is None else ()
            writer.append(io.BytesIO(_text_pages(packet, content, marked, title, number, total)), import_outline=False)
        else:
            _append(writer, packet, at, content, number, total)
        number += counts[at]
    writer.add_metadata({"/Title": "Records for a claim", "/Producer": "tautband", "/Creator": "tautband"})
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


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


def _text_pages(packet: Packet, text: str, marked: Sequence[Quotation], title: str, first: int, total: int) -> bytes:
    """A text as pages in a typewriter's letters, with the marked passages shown and a bar beside them."""
    from reportlab.pdfgen.canvas import Canvas

    setting = Setting()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    pages = printed(text)
    for number, page in enumerate(pages, 1):
        canvas.setFillGray(0.35)
        canvas.setFont(BODY, 9)
        canvas.drawString(LEFT, 736, setting.plain(f"{title}, page {number} of {len(pages)}"))
        _lines(canvas, setting, text, page, marked)
        stamp(canvas, packet.mark, setting.plain(packet.foot), first + number - 1, total)
        if number == len(pages) and (said := setting.printer.said()):
            canvas.setFont(BODY, 7.5)
            canvas.drawString(LEFT, 50, said[:150])
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _lines(canvas: Any, setting: Setting, text: str, page: PrintedPage, marked: Sequence[Quotation]) -> None:
    for row, line in enumerate(page.lines):
        baseline = TOP - row * LEADING
        shown = [setting.printer.narrow(character) for character in text[line.start : line.end]]
        edges = [0]
        for piece in shown:
            edges.append(edges[-1] + len(piece))
        for passage in marked:
            begin, end = max(passage.start, line.start), min(passage.end, line.end)
            if begin < end:
                left, right = edges[begin - line.start], edges[end - line.start]
                canvas.setFillColor(MARKED)
                canvas.rect(
                    LEFT + left * ADVANCE, baseline - 2.4, (right - left) * ADVANCE, LEADING - 1, stroke=0, fill=1
                )
                canvas.setFillColor(BAR)
                canvas.rect(LEFT - 9, baseline - 2.4, 2.2, LEADING, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setFont("Courier", SIZE)
        canvas.drawString(LEFT, baseline, "".join(shown))


def _overlay(packet: Packet, number: int, total: int) -> bytes:
    """A page with nothing on it but the mark, the foot line and the number."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    stamp(canvas, packet.mark, Setting().plain(packet.foot), number, total)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
