"""A paper as PDF: letter size, the standard fonts, the same bytes for the same paper.

Needs the extra `pdf`; without it an InputError says what to install. Nothing of it is loaded before a paper is printed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.sax.saxutils import escape

from tautband.letters.blocks import ALARMS, Blanks, Block, Heading, Items, Lines, Pairs, Paper, Paragraph, Table, Warned
from tautband.letters.printable import Printer
from tautband.model.errors import InputError

WIDE_FONT = "Vera"
"""Comes with reportlab, and has the letters of most European languages."""
BODY, BOLD = "Times-Roman", "Times-Bold"
ALARM_COLOUR = "#9b1c1c"


def require_pdf() -> None:
    """Refuse where the extra `pdf` is not installed, with the line that installs it."""
    try:
        import pypdf
        import reportlab
    except ImportError as error:
        raise InputError(
            "pdf", "the libraries that write PDF are not installed", 'Install them: pip install "tautband[pdf]".'
        ) from error
    del pypdf, reportlab


def pdf_of(paper: Paper, *, last: int | None = None) -> bytes:
    """The paper as the bytes of a PDF file. Its properties hold the title and no name.

    `last` is the number of the last page there is, where other papers follow this one.
    """
    require_pdf()
    from reportlab.platypus.doctemplate import LayoutError

    try:
        return _built(paper, Setting(), last)
    except LayoutError:  # a row taller than a page
        return _built(paper, Setting(split_rows=1), last)


def _built(paper: Paper, setting: Setting, last: int | None) -> bytes:
    from reportlab.platypus import SimpleDocTemplate

    flowables = [flowable for block in paper.blocks for flowable in setting.flowables(block)]
    if said := setting.printer.said():
        flowables += list(setting.flowables(Paragraph(said)))
    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=(612, 792),
        leftMargin=68,
        rightMargin=68,
        topMargin=64,
        bottomMargin=58,
        title=paper.title,
        author="",
        subject="",
        creator="tautband",
        invariant=1,
        lang="en-US",
    )
    document.build(flowables, canvasmaker=numbering(paper.mark, setting.plain(paper.foot), last))
    return buffer.getvalue()


def numbering(mark: str | None, foot: str, last: int | None = None) -> Any:
    """A canvas that writes the mark at the head of each page, and at its foot the foot line and `page n of m`.

    `last` is the number of the last page there is, where others follow.
    """
    from reportlab.pdfgen.canvas import Canvas

    class Numbered(Canvas):  # type: ignore[misc]
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self._waiting: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 (reportlab's name)
            self._waiting.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            total = last or len(self._waiting)
            for number, state in enumerate(self._waiting, 1):
                self.__dict__.update(state)
                stamp(self, mark, foot, number, total)
                super().showPage()
            super().save()

    return Numbered


def stamp(canvas: Any, mark: str | None, foot: str, number: int, total: int) -> None:
    """Write mark, foot line and page number on one page."""
    canvas.saveState()
    if mark:
        canvas.setFillColor(ALARM_COLOUR)
        canvas.setFont(BOLD, 13)
        canvas.drawCentredString(306, 752, mark)
    canvas.setFillGray(0.35)
    canvas.setFont(BODY, 8.5)
    canvas.drawString(74, 34, foot)
    canvas.drawRightString(538, 34, f"page {number} of {total}")
    canvas.restoreState()


@dataclass
class Setting:
    """How blocks are set: the styles, the width of the text, and the characters met."""

    width: float = 464
    split_rows: int = 0
    """1 lets a row of a table run over to the next page."""

    @cached_property
    def printer(self) -> Printer:
        """What turns characters into what paper can show; knows the wider font once it is loaded."""
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        if WIDE_FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(WIDE_FONT, "Vera.ttf"))
        return Printer(frozenset(pdfmetrics.getFont(WIDE_FONT).face.charToGlyph))

    def plain(self, text: str) -> str:
        """Text in the standard font alone."""
        return "".join(self.printer.narrow(character) for character in text)

    def markup(self, text: str) -> str:
        """Text as reportlab reads it, with the wider font where it is needed, and alarms set in bold."""
        for alarm in ALARMS:
            if text.startswith(alarm):
                head, colon, rest = text.partition(":")
                return f'<font name="{BOLD}" color="{ALARM_COLOUR}">{self._runs(head + colon)}</font>{self._runs(rest)}'
        return self._runs(text)

    def _runs(self, text: str) -> str:
        return "".join(
            f'<font name="{WIDE_FONT}">{escape(run)}</font>' if wide else escape(run)
            for run, wide in self.printer.runs(text)
        )

    def style(self, name: str, **other: Any) -> Any:
        """A style of text."""
        from reportlab.lib.styles import ParagraphStyle

        given: dict[str, Any] = {"fontName": BODY, "fontSize": 10.2, "leading": 12.5, "splitLongWords": 1}
        return ParagraphStyle(name, **{**given, **other})

    def paragraph(self, text: str, **other: Any) -> Any:
        """Text as a paragraph."""
        from reportlab.platypus import Paragraph as Flowing

        return Flowing(self.markup(text), self.style("text", **other))

    def flowables(self, block: Block) -> Iterator[Any]:
        """A block as reportlab sets it."""
        from reportlab.platypus import Spacer

        match block:
            case Lines(lines):
                for line in lines:
                    yield self.paragraph(line)
                yield Spacer(1, 10)
            case Heading(text):
                yield self._heading(text)
            case Paragraph(text):
                yield self.paragraph(text, spaceAfter=5)
            case Pairs(rows):
                yield self._grid([[self._label(label), self.paragraph(value)] for label, value in rows], (30, 70))
                yield Spacer(1, 8)
            case Items():
                yield self._items(block)
            case Warned():
                yield self._warned(block)
                yield Spacer(1, 10)
            case Blanks():
                yield self._blanks(block)
            case Table():
                yield self._table(block)
                yield Spacer(1, 6)

    def _heading(self, text: str) -> Any:
        return self.paragraph(text, fontName=BOLD, fontSize=11.2, spaceBefore=7, spaceAfter=2, keepWithNext=1)

    def _items(self, block: Items) -> Any:
        from reportlab.platypus import KeepTogether

        items = [
            self.paragraph(f"{number}.  {item}", leftIndent=18, firstLineIndent=-14)
            for number, item in enumerate(block.items, 1)
        ]
        return KeepTogether([self._heading(block.title), *items])

    def _label(self, text: str) -> Any:
        return self.paragraph(text, textColor="#444444")

    def _grid(
        self, rows: list[list[Any]], widths: tuple[float, ...], style: list[Any] | None = None, **other: Any
    ) -> Any:
        from reportlab.platypus import LongTable

        columns = [self.width * width / sum(widths) for width in widths]
        close = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 1)]
        plain = [*close, ("BOTTOMPADDING", (0, 0), (-1, -1), 1), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        return LongTable(
            rows, colWidths=columns, style=[*plain, *(style or [])], splitInRow=self.split_rows, hAlign="LEFT", **other
        )

    def _table(self, table: Table) -> Any:
        small = {"fontSize": 9.2, "leading": 11.0}
        head = [self.paragraph(label, fontName=BOLD, **small) for label in table.header]
        rows = [
            [[self.paragraph(line, spaceAfter=1.5, **small) for line in cell.split("\n")] for cell in row]
            for row in table.rows
        ]
        style = [
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, "#333333"),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, "#999999"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
        return self._grid([head, *rows], table.widths, style, repeatRows=1)

    def _warned(self, block: Warned) -> Any:
        rows = [[self.paragraph(f"{block.title}:", fontName=BOLD, textColor=ALARM_COLOUR)]]
        rows += [[self.paragraph(f"-  {item}", leftIndent=10, firstLineIndent=-10)] for item in block.items]
        style = [
            ("BOX", (0, 0), (-1, -1), 1, ALARM_COLOUR),
            ("LEFTPADDING", (0, 0), (-1, -1), 8),
            ("RIGHTPADDING", (0, 0), (-1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, 0), 6),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 6),
        ]
        return self._grid(rows, (1,), style)

    def _blanks(self, block: Blanks) -> Any:
        from reportlab.platypus import KeepTogether

        rows = [[self.paragraph(f"{label}:"), ""] for label in block.labels]
        style = [
            ("LINEBELOW", (1, 0), (1, -1), 0.6, "#333333"),
            ("TOPPADDING", (0, 0), (-1, -1), 11),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ]
        return KeepTogether([self.paragraph(block.opening, spaceBefore=4), self._grid(rows, (28, 72), style)])
