"""Filled pages as a PDF: Courier of ten characters an inch, each field at its place of the grid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO

from tautband.formats.cms1500.grid import COLUMN, LINE, PAGE_HEIGHT, PAGE_WIDTH, left_edge, places, top_edge
from tautband.model.errors import InputError

TYPE, SIZE = "Courier", 12
"""Courier of 12 points is 7.2 points wide: ten characters an inch."""
BASELINE = 3.0
"""Points from the lower edge of a line to the foot of its letters."""
Shift = tuple[float, float]
"""Points to the right and down, for a printer that feeds paper differently."""


def draw(pages: Iterable[Mapping[str, str]], *, background: bool = False, shift: Shift = (0.0, 0.0)) -> bytes:
    """The bytes of a PDF with one page for each mapping of field to text. The same pages give the same bytes.

    Raises InputError where the parts that draw a PDF are not installed.
    """
    try:
        from reportlab.pdfgen.canvas import Canvas
    except ImportError as error:
        raise missing_parts() from error
    held = BytesIO()
    canvas = Canvas(held, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1)
    canvas.setTitle("CMS-1500")
    for fields in pages:
        if background:
            from tautband.formats.cms1500.background import draw_background

            draw_background(canvas)
        canvas.setFont(TYPE, SIZE)
        for name, text in fields.items():
            place = places()[name]
            column = place.column + place.width - len(text) if place.right else place.column
            x, y = left_edge(column) + shift[0], top_edge(place.line) - LINE + BASELINE - shift[1]
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def missing_parts() -> InputError:
    """What to say where reportlab or pypdf is not installed."""
    return InputError(
        "PDF", "the parts that write and read PDF are not installed", 'Install them: pip install "tautband[pdf]".'
    )


def character_at(x: float, y: float) -> tuple[int, int]:
    """The line and column of a character drawn at a point without a shift."""
    line = round((PAGE_HEIGHT - y + BASELINE - top_offset()) / LINE)
    return line, round((x - left_edge(1)) / COLUMN) + 1


def top_offset() -> float:
    """What stands above line 1, in points."""
    return PAGE_HEIGHT - top_edge(1)
