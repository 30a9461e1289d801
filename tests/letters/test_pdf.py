"""The PDF says what the plain text says, the same bytes each time, and loses no character in silence."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from letters.denied import letter
from tautband.letters.blocks import (
    Blanks,
    Block,
    Heading,
    Items,
    Lines,
    Pairs,
    Paper,
    Paragraph,
    Table,
    Warned,
)
from tautband.letters.pdf import pdf_of
from tautband.letters.plain import text_of

NAMES = ["medicare-repeat-session", "anthem-late-addendum", "bcbs-ma-care-too-short", "payer-without-policy"]


def pages_of(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def squeezed(text: str) -> str:
    """The letters and figures of a text: where lines break and how blanks are set is left out."""
    return re.sub(r"\s+", "", text)


def words_of(block: Block) -> list[str]:
    match block:
        case Heading(text) | Paragraph(text):
            return [text]
        case Lines(lines):
            return list(lines)
        case Items(title, items) | Warned(title, items):
            return [title, *items]
        case Pairs(rows):
            return [part for row in rows for part in row]
        case Blanks(opening, labels):
            return [opening, *labels]
        case Table(header, rows):
            return [line for row in (header, *rows) for cell in row for line in cell.split("\n")]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_letter_is_in_the_pdf_and_in_the_text(name: str) -> None:
    paper = letter(name).paper
    text = squeezed(text_of(paper))
    margins = re.compile(r"Claim \d+\s*page \d+ of \d+|NOT READY")
    printed = squeezed("".join(margins.sub("", page) for page in pages_of(pdf_of(paper))))
    told = [squeezed(words) for block in paper.blocks for words in words_of(block)]
    assert len(told) > 40
    assert [words for words in told if words not in text] == []
    assert [words for words in told if words not in printed] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_same_letter_is_the_same_bytes(name: str) -> None:
    assert pdf_of(letter(name).paper) == pdf_of(letter(name).paper)


def test_a_letter_that_is_not_ready_says_so_on_every_page() -> None:
    pages = pages_of(pdf_of(letter("bcbs-ma-care-too-short").paper))
    assert len(pages) > 1
    assert [page for page in pages if "NOT READY" not in page] == []
    assert "NOT READY" not in "".join(pages_of(pdf_of(letter("medicare-repeat-session").paper)))


def test_the_pages_are_numbered_through() -> None:
    pages = pages_of(pdf_of(letter().paper))
    assert [re.findall(r"page (\d+) of (\d+)", page) for page in pages] == [
        [(str(number), str(len(pages)))] for number in range(1, len(pages) + 1)
    ]


def test_the_properties_of_the_file_name_nobody() -> None:
    found = PdfReader(io.BytesIO(pdf_of(letter().paper))).metadata
    assert found is not None
    assert "Sample" not in "".join(map(str, found.values()))
    assert found.author in (None, "", "anonymous")
    assert found.title == "Appeal of a denied claim"


def test_letters_of_other_languages_are_drawn_and_others_are_written_out() -> None:
    words = "Łukasz found \N{GREATER-THAN OR EQUAL TO} 2 points \N{RIGHTWARDS ARROW} \u4e2d \u2610 30\N{DEGREE SIGN}"
    (page,) = pages_of(pdf_of(Paper("t", (Paragraph(words),))))
    assert "Łukasz found \N{GREATER-THAN OR EQUAL TO} 2 points -> [U+4E2D] [ ] 30°" in page
    assert "Characters of the record that this print writes out" in page
    assert "U+4E2D as [U+4E2D]" in " ".join(page.split())


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=400))
def test_any_text_is_printed_without_a_fault(text: str) -> None:
    table = Table(("a", "b"), ((text, "x"),), (1, 1))
    blocks = (
        Paragraph(text),
        Lines((text,)),
        Pairs(((text, text),)),
        Items(text, (text,)),
        Warned(text, (text,)),
        table,
    )
    assert pages_of(pdf_of(Paper("t", (*blocks, table), text, "NOT READY")))


def test_a_row_taller_than_a_page_runs_over() -> None:
    table = Table(("a", "b"), (("\n".join(f"line {n}" for n in range(200)), "x"),), (1, 1))
    pages = pages_of(pdf_of(Paper("t", (table,))))
    assert len(pages) > 2
    numbers = [int(n) for n in re.findall(r"line (\d+)", "".join(pages))]
    assert all(later - earlier == 1 for earlier, later in pairwise(numbers))
    assert len(numbers) == 200


def test_nothing_is_drawn_outside_the_page() -> None:
    data = pdf_of(letter().paper)
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        assert min(box[0] for box in boxes) > 60
        assert max(box[2] for box in boxes) < 552
