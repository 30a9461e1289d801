"""A text of the record as pages in a typewriter's letters: quoted words marked, late entries labelled."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tautband.letters.pages import PrintedLine, printed
from tautband.letters.pdf import ALARM_COLOUR, BODY, BOLD, Setting, stamp
from tautband.letters.record import Late, Quotation
from tautband.letters.words import day

SIZE = 8.5
ADVANCE = SIZE * 0.6
"""The width of each character of Courier."""
LEADING = 11.4
LEFT, TOP, RIGHT = 60.0, 716.0, 557.0
MARKED = "#fff2a8"
BAR = "#b8860b"


@dataclass(frozen=True)
class Printing:
    """One text to be printed: its title, the passages to mark, where late entries begin, and the numbers of its pages.

    `mark` and `foot` stand on each page; `first` is the number of the first page, `total` that of the packet's last.
    """

    text: str
    title: str
    mark: str | None
    foot: str
    first: int
    total: int
    marked: Sequence[Quotation] = ()
    late: Sequence[tuple[int, Late]] = ()


def text_pages(printing: Printing) -> bytes:
    """The pages as a PDF."""
    from reportlab.pdfgen.canvas import Canvas

    setting = Setting()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    pages = printed(printing.text)
    for number, page in enumerate(pages, 1):
        canvas.setFillGray(0.35)
        canvas.setFont(BODY, 9)
        canvas.drawString(LEFT, 736, setting.plain(f"{printing.title}, page {number} of {len(pages)}"))
        for row, line in enumerate(page.lines):
            _line(canvas, setting, printing, line, TOP - row * LEADING)
        stamp(canvas, printing.mark, setting.plain(printing.foot), printing.first + number - 1, printing.total)
        if number == len(pages):
            _written_out(canvas, setting)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _line(canvas: Any, setting: Setting, printing: Printing, line: PrintedLine, baseline: float) -> None:
    """One line: the marking first, then its words over it. A character may take the room of several."""
    shown = [setting.printer.narrow(character) for character in printing.text[line.start : line.end]]
    edges = [0]
    for piece in shown:
        edges.append(edges[-1] + len(piece))
    for passage in printing.marked:
        begin, end = max(passage.start, line.start), min(passage.end, line.end)
        if begin < end:
            left, right = (edges[at - line.start] * ADVANCE for at in (begin, end))
            canvas.setFillColor(MARKED)
            canvas.rect(LEFT + left, baseline - 2.4, right - left, LEADING - 1, stroke=0, fill=1)
            canvas.setFillColor(BAR)
            canvas.rect(LEFT - 9, baseline - 2.4, 2.2, LEADING, stroke=0, fill=1)
    for start, late in printing.late:
        if line.start <= start < line.end:
            canvas.setFillColor(ALARM_COLOUR)
            canvas.setFont(BOLD, 7.5)
            canvas.drawRightString(RIGHT, baseline + LEADING - 3, _label(late))
    canvas.setFillGray(0)
    canvas.setFont("Courier", SIZE)
    canvas.drawString(LEFT, baseline, "".join(shown))


def _label(late: Late) -> str:
    if late.same_day:
        return "ADDENDUM OF THE SAME DAY"
    return f"LATE ADDENDUM, {day(late.added)}" if late.added else "ADDENDUM WITHOUT A DATE"


def _written_out(canvas: Any, setting: Setting) -> None:
    """What was written out in place of characters that the print lacks, at the foot of the last page."""
    if said := setting.printer.said():
        lines = textwrap.wrap(said, 130)
        if len(lines) > 2:
            lines = [*lines[:1], f"{lines[1][:100]} ... {len(setting.printer.otherwise)} characters in all."]
        canvas.setFillGray(0.35)
        canvas.setFont(BODY, 7.5)
        for number, line in enumerate(lines):
            canvas.drawString(LEFT, 56 - number * 9, line)
