"""A background of our own drawing: rules, mark boxes and short labels, so that a filled form can be read on a screen.

It is no copy of the printed form and payers do not take it: their scanners read the form printed in red.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from typing import Any

from tautband.formats.cms1500.grid import COLUMN, LINE, ROOM, Place, left_edge, places, top_edge

LABELS = "Helvetica"
_INK = (0.72, 0.16, 0.12)
_SHADE = (1.0, 0.92, 0.90)
_WEIGHTS = {"thin": 0.4, "thick": 1.0, "dotted": 0.3}


def draw_background(canvas: Any) -> None:
    """Draw the form under the data of one page of a reportlab canvas."""
    canvas.saveState()
    canvas.setStrokeColorRGB(*_INK)
    for kind, line_1, column_1, line_2, column_2 in _rules():
        x_1, x_2, y_1, y_2 = left_edge(column_1), left_edge(column_2), top_edge(line_1), top_edge(line_2)
        if kind == "shade":
            canvas.setFillColorRGB(*_SHADE)
            canvas.rect(x_1, y_2, x_2 - x_1, y_1 - y_2, stroke=0, fill=1)
        else:
            canvas.setLineWidth(_WEIGHTS[kind])
            canvas.setDash(1, 1.5) if kind == "dotted" else canvas.setDash()
            canvas.line(x_1, y_1, x_2, y_2)
    canvas.setDash()
    canvas.setLineWidth(0.4)
    for mark in _marks():
        canvas.rect(left_edge(mark.column) - 1, top_edge(mark.line + 1) + 1, COLUMN + 2, LINE - 2, stroke=1, fill=0)
    canvas.setFillColorRGB(*_INK)
    for text, line, column, size in _labels():
        canvas.setFont(LABELS, size)
        canvas.drawString(left_edge(column), top_edge(line) - size - 1, text)
    canvas.restoreState()


def _marks() -> Iterator[Place]:
    """The places of one character that take an X."""
    for place in places().values():
        if place.width == 1 and place.field != "21.indicator":
            yield place


@cache
def _rules() -> tuple[tuple[str, float, float, float, float], ...]:
    with (ROOM / "rules.csv").open(newline="", encoding="ascii") as table:
        return tuple(
            (row["kind"], float(row["line_1"]), float(row["column_1"]), float(row["line_2"]), float(row["column_2"]))
            for row in csv.DictReader(table)
        )


@cache
def _labels() -> tuple[tuple[str, float, float, float], ...]:
    with (ROOM / "labels.csv").open(newline="", encoding="ascii") as table:
        return tuple(
            (row["text"], float(row["line"]), float(row["column"]), float(row["size"])) for row in csv.DictReader(table)
        )
