"""Cuts the page into sentences, joins lines that were only wrapped, and gives each sentence its section."""

from __future__ import annotations

from tautband.notes.text.page import Line, Page, Sentence
from tautband.notes.text.sections import LINE_ONLY, Heading, all_upper, heading_at, skip_marker
from tautband.notes.text.sentence_ends import pieces
from tautband.notes.text.wrapped_lines import VOLUMES, lettered, width, wraps

TOLD_OF = {"", "history", "assessment", "exam", "plan", "results"}
"""Parts in which a table of what was injected may stand without a heading of its own."""
LONG_RULE = 30


def cut_sentences(page: Page) -> None:
    """Fill `page.sentences`."""
    longest = max((width(page, line) for line in page.lines), default=0)
    capitals = page.capitals = all_upper(page)
    page.line_starts = {line.first for line in page.lines}
    page.labels = counting_letters(page)
    paragraph = 0
    at = 0
    section, inline, reason, listed_in = "", False, False, ""
    while at < len(page.lines):
        line = page.lines[at]
        if line.blank:
            paragraph += 1
            if inline:
                section = ""
            at += 1
            continue
        if page.halves and page.halves.get(at) != page.halves.get(at - 1):
            section, inline = "", False
        if ruled(page, line):
            paragraph += 1
        block = [at]
        while (
            at + 1 < len(page.lines)
            and at + 1 not in page.off_lines
            and wraps(page, page.lines[at], page.lines[at + 1], longest, capitals, continued=len(block) > 1)
        ):
            at += 1
            block.append(at)
        if inline and (section in LINE_ONLY or (section == "boilerplate" and ends_quoted(page, at - 1))):
            section = ""
        if reason and inline and section == "history":
            section, inline = "", False
        reason = False
        for begin, end, number, line_start in pieces(page, block):
            heading = heading_at(page, begin, end, line_start)
            marker = skip_marker(page, begin, end)
            if inline and section in LINE_ONLY and not line_start and page.tokens.words[begin] in TURNS:
                section, inline = "", False
            if heading:
                in_plan = "plan" in (section, listed_in) and line_start and marker > begin
                listed_in = "plan" if in_plan and heading.section == "procedure" else ""
                sited = section == "procedure" and page.tokens.words[heading.first] in SITED
                sited = sited or dosed_by_palpation(page, heading, end)
                sited = sited or (section == "exam" and not line_start and muscles_felt(page, heading, begin, end))
                section, inline = section if sited else opened_by(page, heading), not heading.alone
                reason = page.tokens.words[heading.first] in REASONS
            elif capital_title(page, begin, end, line_start, capitals):
                section, inline = "title", False
            sentence = Sentence(begin, end, len(page.sentences), number, paragraph, section, opened_by=listed_in)
            if number in page.dosed_lines and section in TOLD_OF:
                sentence.section = "procedure"
            sentence.heading = (heading.first, heading.last) if heading else None
            sentence.item = line_start and (marker > begin or lettered(page, begin))
            page.sentences.append(sentence)
        at += 1


def ends_quoted(page: Page, at: int) -> bool:
    """Whether a line of a consent's wording closes its quotation marks, so that the note goes on behind it."""
    line = page.lines[at]
    if line.blank or "consent" not in page.tokens.words[line.first : line.first + HEADED]:
        return False
    return page.tokens.words[line.last - 1] in CLOSING_MARKS and not page.numbers[line.last - 2]


def opened_by(page: Page, heading: Heading) -> str:
    """The part a heading opens; a signer's title before his own account opens none: "Attending: I saw the patient"."""
    tells = heading.section == "signature" and page.tokens.words[heading.last : heading.last + 1] == ["i"]
    return "" if tells else heading.section


HEADED = 4
"""Words of a heading over a consent's wording."""
CLOSING_MARKS = {'"', "\N{RIGHT DOUBLE QUOTATION MARK}"}


def ruled(page: Page, line: Line) -> bool:
    """Whether a line is a long rule without bars: it parts the papers that a note was put together from."""
    if width(page, line) < LONG_RULE:
        return False
    return not any(word[0].isalnum() or word in "|+" for word in page.tokens.words[line.first : line.last])


REASONS = {"indication", "indications"}
"""Keys of a field of one line that says why the procedure was done."""


def muscles_felt(page: Page, heading: Heading, begin: int, end: int) -> bool:
    """Whether "Muscles:" within a line of the exam goes on with it, and gives no volume of what was injected."""
    words = page.tokens.words
    return words[heading.first] in ("muscle", "muscles") and VOLUMES.isdisjoint(words[begin:end])


def dosed_by_palpation(page: Page, heading: Heading, end: int) -> bool:
    """Whether "Palpation:" says how the needle was guided: "Palpation: glut med 2 mL L"."""
    words = page.tokens.words
    return words[heading.first] == "palpation" and not VOLUMES.isdisjoint(words[heading.last : end])


SITED = {"location", "nrs", "vas"}
"""Headings of the history that within a procedure speak of the needle: "Location: R rhomboid", "NRS 7."."""


def counting_letters(page: Page) -> list[list[str]]:
    """The openings "A:" and "B:" where lines of the note open with both, as two problems or procedures are counted."""
    words = page.tokens.words
    opened = {(words[line.first], words[line.first + 1]) for line in page.lines if line.last - line.first > 2}
    if any(("a", mark) in opened and ("b", mark) in opened for mark in COUNTING_MARKS):
        return [[letter, mark] for letter in "abc" for mark in COUNTING_MARKS]
    return []


COUNTING_MARKS = (":", ".", ")", "-", "/")


TURNS = {"here", "today", "presents", "returns", "tpi", "tpis", "exam", "seen", "done", "performed", "actual"}
"""First words of a sentence that leaves a list of old illnesses or drugs on its own line."""


def capital_title(page: Page, begin: int, end: int, line_start: bool, capitals: bool) -> bool:
    """A short line in capitals that is no known heading: the title of a part whose nature is not known."""
    if capitals or not line_start or end - begin > 8 or end - begin < 2:
        return False
    if page.tokens.words[end - 1] not in ".:" and end < len(page.tokens.words) and end not in page.line_starts:
        return False
    if any(page.tokens.gaps[i] >= 3 for i in range(begin + 1, end)):
        return False
    if page.tokens.words[end - 1] == ":" and left_unticked(page, end):
        return False
    text = page.text[page.tokens.starts[begin] : page.tokens.ends[end - 1]]
    return text.isupper() and not any(letter.isdigit() for letter in text) and any(map(long_word, text.split()))


def left_unticked(page: Page, end: int) -> bool:
    """Whether the choices behind a form's key were all left unticked, so that only the key is in sight."""
    begin = page.tokens.ends[end - 1]
    stop = page.text.find("\n", begin)
    return bool(page.text[begin : stop if stop >= 0 else len(page.text)].strip()) and (
        end >= len(page.tokens.words) or end in page.line_starts
    )


def long_word(word: str) -> bool:
    """Whether a word is long enough to be part of a title rather than a column's label."""
    return len(word) >= 5
