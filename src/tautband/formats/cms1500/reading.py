"""Reads pages back from a PDF this room has drawn: each character by its place, then each field of the grid."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from tautband.formats.cms1500.drawing import TYPE, character_at, missing_parts
from tautband.formats.cms1500.grid import places
from tautband.model.errors import InputError


def read(data: bytes) -> list[dict[str, str]]:
    """The text of each field of each page of an unshifted form; fields without text are left out.

    Text in another type than that of the data (the background's labels) is not read. Raises InputError for bytes that
    are no PDF, and for a character of the data outside every field.
    """
    try:
        from pypdf import PdfReader
    except ImportError as error:
        raise missing_parts() from error
    try:
        with _in_silence():
            pages = [_characters(page) for page in PdfReader(BytesIO(data)).pages]
    except Exception as error:  # a damaged file makes its parser fail in any way
        raise InputError("form", "not a PDF that can be read", "Give a form that this program wrote.") from error
    return [_fields(characters) for characters in pages]


@contextmanager
def _in_silence() -> Iterator[None]:
    """The parser's own log is shut: it quotes the file, which is a patient's."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)


def _characters(page: Any) -> dict[tuple[int, int], str]:
    """Each character of the data by line and column. Every text is drawn at a matrix of its own."""
    fonts = page["/Resources"]["/Font"]
    data_fonts = {name for name in fonts if str(fonts[name]["/BaseFont"]).strip("/") == TYPE}
    found: dict[tuple[int, int], str] = {}
    font = ""

    def visit(operator: bytes, operands: list[Any], _: object, matrix: list[float]) -> None:
        nonlocal font
        if operator == b"Tf":
            font = str(operands[0])
        elif operator == b"Tj" and font in data_fonts:
            line, column = character_at(matrix[4], matrix[5])
            text = operands[0] if isinstance(operands[0], str) else bytes(operands[0]).decode("latin-1")
            for place, character in enumerate(text):
                if character != " ":
                    found[line, column + place] = character

    page.extract_text(visitor_operand_before=visit)
    return found


def _fields(characters: dict[tuple[int, int], str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    left = set(characters)
    for name, place in places().items():
        cells = [(place.line, column) for column in range(place.column, place.column + place.width)]
        text = "".join(characters.get(cell, " ") for cell in cells).strip()
        left.difference_update(cells)
        if text:
            fields[name] = text
    if left:
        line, column = min(left)
        raise InputError("form", f"a character outside every box at line {line}, column {column}", "Draw it again.")
    return fields
