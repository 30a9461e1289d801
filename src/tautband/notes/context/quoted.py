"""Words between quotation marks that run over several sentences: an older paper's text, or a printed form's.

What such words tell ends at the mark that closes them. A mark behind a number is taken for inches.
"""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence

STRAIGHT, LEFT, RIGHT = '"', "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
SOURCES = {
    "records", "record", "note", "notes", "report", "reports", "letter", "chart", "excerpt", "excerpts", "summary",
    "documentation", "dictation", "fax", "copy",
}  # fmt: skip
"""Papers whose words stand quoted behind a colon."""
OF_OTHERS = {
    "outside", "received", "previous", "prior", "old", "earlier", "from", "transferred", "faxed", "scanned",
    "requested", "obtained", "referring", "hospital", "excerpt", "excerpts", "last", "dated",
}  # fmt: skip
NOW = {"today", "today's", "current", "dictated"}


def quotations(page: Page) -> dict[int, int]:
    """Each quotation of more than one sentence: the number of its first sentence, and that of its last."""
    words, found = page.tokens.words, {}
    opened: int | None = None
    for at in marks(page):
        if opens(page, at):
            opened = at
        elif opened is not None and closes(page, at):
            first, last = page.sentence_numbers[opened], page.sentence_numbers[at]
            last -= last > 0 and page.sentences[last].first == at  # the mark stands behind the stop that it closes on
            if first < 0 and opened + 1 < len(words):
                first = page.sentence_numbers[opened + 1]
            if 0 <= first < last:
                found[first] = last
            opened = None
    return found


WRITES = {"writes", "wrote", "reads", "stated", "states", "notes", "reported", "reports", "says", "said"}
SELF = {"i", "we"}


def quotes_another(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence gives another's words between marks behind a colon: "Dr. Example writes: 'I inject ...'"."""
    words = page.tokens.words
    at = next((at for at in range(sentence.first, sentence.last) if words[at] in (STRAIGHT, LEFT)), sentence.first)
    before = words[sentence.first : at]
    return len(before) > 2 and before[-1] == ":" and before[-2] in WRITES and SELF.isdisjoint(before)


def marks(page: Page) -> list[int]:
    """The places of the page's quotation marks."""
    if not any(mark in page.text for mark in (STRAIGHT, LEFT)):
        return []
    return [at for at, word in enumerate(page.tokens.words) if word in (STRAIGHT, LEFT, RIGHT)]


def opens(page: Page, at: int) -> bool:
    """Whether a mark stands before its words: a blank or a line's end parts it from what is before, not from them."""
    words, gaps = page.tokens.words, page.tokens.gaps
    if words[at] != STRAIGHT:
        return words[at] == LEFT
    apart = at == 0 or bool(gaps[at]) or at in page.line_starts or words[at - 1] in "(:"
    return apart and at + 1 < len(words) and not gaps[at + 1] and at + 1 not in page.line_starts


def closes(page: Page, at: int) -> bool:
    """Whether a mark stands right behind a word or stop, and not behind a number, where it means inches."""
    words, gaps = page.tokens.words, page.tokens.gaps
    if words[at] != STRAIGHT:
        return words[at] == RIGHT
    return not gaps[at] and at not in page.line_starts and not page.numbers[at - 1] and not words[at - 1].isdecimal()


def quotes_older_paper(page: Page, sentence: Sentence, last: int | None = None) -> bool:
    """Whether a quotation that opens with a sentence gives the words of an older paper: by the colon before it, by the
    earlier date in its first sentence, or by the mark behind its last one.
    """
    if page.day is not None and "today" not in sentence.assertions:
        days = [d.day for d in page.dates_in(sentence) if d.exact]
        if days and max(days) < page.day:
            return True
    return behind_a_paper(page, sentence) or (last is not None and marked_behind(page, last))


COPIED = {"copied", "pasted", "imported", "forwarded", "excerpted", "quoted"}


def marked_behind(page: Page, last: int) -> bool:
    """Whether brackets behind a quotation say where it was copied from: "... tolerated." (copied from her chart)."""
    words, end = page.tokens.words, page.sentences[last].last
    at = next((at for at in range(end - 1, page.sentences[last].first, -1) if words[at] in (STRAIGHT, RIGHT)), end - 1)
    behind = words[at + 1 : at + 4]
    return behind[:1] in (["("], ["["]) and not COPIED.isdisjoint(behind) and "from" in behind


def behind_a_paper(page: Page, sentence: Sentence) -> bool:
    """Whether the words before a quotation's mark name another paper: "Records received from the spine clinic:"."""
    words = page.tokens.words
    mark = next((at for at in range(sentence.first, sentence.last) if words[at] in (STRAIGHT, LEFT)), sentence.first)
    begin = sentence.first if mark > sentence.first else page.sentences[max(0, sentence.number - 1)].first
    before = words[begin:mark]
    if not before or before[-1] != ":":
        return False
    return not (SOURCES.isdisjoint(before) or OF_OTHERS.isdisjoint(before)) and NOW.isdisjoint(before)
