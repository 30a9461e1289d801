"""Where a field of a note's head begins and ends: at a line, at blanks, at a mark that parts fields.

"3/5/25   UHC   office", "Aetna / GA / office", "BCBS TN - office". A dash parts fields only between blanks: "walk-in"
and "PR-2" are one word each.
"""

from __future__ import annotations

from tautband.notes.text.page import Page

WIDE = 2
"""Blanks that part fields."""
MARKS = {",", "/", "|", ";", "(", ")", ".", ":", "--", "*", "=", "\N{MIDDLE DOT}", "\N{EM DASH}"}
BLANK_LINES = 16
DASHES = {"-", "\N{EN DASH}"}


def head_end(page: Page, lines: int) -> int:
    """The token behind the first `lines` lines with words; blank ones beyond a page's worth are not passed over."""
    filled = [line for line in page.lines[: lines + BLANK_LINES] if not line.blank]
    return filled[min(lines, len(filled)) - 1].last if filled else 0


def opens_field(page: Page, at: int) -> bool:
    """Whether a field begins at a token."""
    if at == 0 or at in page.line_starts or page.tokens.gaps[at] >= WIDE:
        return True
    return parts(page, at - 1, at)


def ends_field(page: Page, at: int) -> bool:
    """Whether a field has ended before a token."""
    if at >= len(page.tokens.words) or at in page.line_starts or page.tokens.gaps[at] >= WIDE:
        return True
    return parts(page, at, at)


def parts(page: Page, mark: int, blank: int) -> bool:
    """Whether a mark parts fields: any but a dash, or a dash with blanks before the token `blank`."""
    word = page.tokens.words[mark]
    return word in MARKS or (word in DASHES and page.tokens.gaps[blank] > 0)
