"""A note on paper: every character on one page, lines that fit, and page numbers that hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tautband.letters.pages import COLUMNS, LINES, page_of, printed
from tautband.letters.printable import Printer

TEXTS = st.text(st.sampled_from("ab \n\t\f\r\u4e2dé\u2265"), max_size=400)


@given(TEXTS)
def test_every_character_but_blanks_is_printed_once_and_in_order(text: str) -> None:
    shown = [at for page in printed(text) for line in page.lines for at in range(line.start, line.end)]
    assert shown == sorted(set(shown))
    assert [c for at, c in enumerate(text) if at not in set(shown) and not c.isspace()] == []


@given(st.text(st.sampled_from("ab \u4e2d\x07"), max_size=600))
def test_no_line_is_wider_than_the_paper(text: str) -> None:
    printer = Printer(())
    lines = [text[line.start : line.end] for page in printed(text) for line in page.lines]
    widths = [sum(len(printer.narrow(character)) for character in line) for line in lines]
    assert max(widths, default=0) <= COLUMNS


@given(TEXTS)
def test_a_character_is_on_the_page_that_prints_it(text: str) -> None:
    pages = printed(text)
    for number, page in enumerate(pages, 1):
        assert len(page.lines) <= LINES
        held = {page_of(pages, at) for line in page.lines for at in range(line.start, line.end)}
        assert held <= {number}


def test_a_form_feed_begins_a_page_and_long_notes_have_several() -> None:
    assert len(printed("one\ftwo")) == 2
    assert len(printed("line\n" * (LINES + 1))) == 2
    assert len(printed("")) == 1


def test_long_lines_are_cut_between_words() -> None:
    text = "word " * 40
    first = printed(text)[0].lines[0]
    assert text[first.start : first.end].strip() == ("word " * 19).strip()
