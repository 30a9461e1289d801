"""Older papers inside a note: quoted lines, pasted notes between marks, another document's words behind its colon.

What they tell is of another day. Text that was copied without a mark of it is not seen here.
"""

from __future__ import annotations

from collections.abc import Iterator

from tautband.notes.text.page import Page, Sentence

COPIED = {"copied", "copy", "pasted", "forwarded", "forward", "pulled", "previous", "prior", "old", "earlier"}


def quotations(page: Page) -> set[int]:
    """The lines that quote an earlier text: a run of lines that open with ">", copied by their own words or by a date
    before the service.
    """
    words = page.tokens.words
    found: set[int] = set()
    if ">" not in words:
        return found
    run: list[int] = []
    told = False
    for number, line in enumerate(page.lines):
        if not line.blank and words[line.first] == ">" and line.last - line.first > 1 and words[line.first + 1] != ">":
            run.append(number)
        elif not line.blank:
            if run and (told or dated_before(page, run)):
                found.update(run)
            run = []
            told = not COPIED.isdisjoint(words[line.first : line.last])
    if run and (told or dated_before(page, run)):
        found.update(run)
    return found


PASTED = {"pasted", "copied", "forwarded", "imported", "transcluded"}
BELOW = {"below", "follows", "following", "start", "begin", "begins"}
NO_COPY = {"end", "no", "nothing", "none", "not"}
"""Words that open a line about copies below which none stands: "[End of copy]", "[Nothing copied from prior notes]"."""
BACK_TO_NOW = {"end", "today", "today's", "now", "current", "interval"}


def copies_on(page: Page, sentence: Sentence, copying: int | None) -> int | None:
    """The paragraph in which pasted text began, while a sentence lies in it: "[Last note pasted below]" to "[End ...]".

    Without a mark of its end it ends with its paragraph, or where the note speaks of today.
    """
    if sentence.first not in page.line_starts:
        if reads_out(page, sentence) or of_records(page, sentence):
            return sentence.paragraph
        back = copying is not None and (back_on_its_line(page, sentence) or behind_its_quotation(page, sentence))
        return None if back else copying
    first = page.tokens.words[sentence.first]
    if copying is None and first not in OPENING_PAPER and TELLING_OF_PAPER.isdisjoint(sentence.vocabulary):
        return None
    words = page.tokens.words[sentence.first : sentence.last]
    opening = [word for word in words if word.isalpha()][:3]
    framed = words[0] in RULES and {"muscle", "drug"}.isdisjoint(sentence.kinds)
    carried = not CARRIED.isdisjoint(opening) or tuple(opening[:2]) in COPY_OPENINGS
    ruled = (framed and (carried or older_paper(page, sentence, opening))) or from_elsewhere(page, sentence)
    if (ruled or (not PASTED.isdisjoint(words) and begins_copy(words, opening))) and NO_COPY.isdisjoint(opening):
        short = sum(word.isalpha() for word in words) <= MOST_MARK
        return paragraph_of(page, sentence) if short else copying
    colon = attributed(page, sentence)
    if colon is not None:
        return sentence.paragraph
    if copying is None:
        return None
    if closed_quote(page, sentence) or on_one_line(page, sentence) or below_quoted_lines(page, sentence):
        return None
    if framed and words[-1] in RULES and (opening or not marked_end(page, sentence)):
        return None
    here = any(page.day == d.day for d in page.dates_in(sentence)) or sentence.section == "today"
    headed = sentence.heading is not None and sentence.section in ("exam", "assessment", "plan")
    here = here or (headed and not marked_end(page, sentence, named=True))
    here = here or (len(opening) > 1 and opening[0] in OURS and opening[1] in PAPERS)
    if here or not BACK_TO_NOW.isdisjoint(opening) or "today" in sentence.assertions:
        return None
    return copying if sentence.paragraph == copying or marked_end(page, sentence) else None


RULES = {"-", "=", "*", "[", "<", ">", "_", "~", "#", "+"}
"""Marks of a line that parts a note: "--- carried from 06/04/2025 ---"."""
ORIGINS = {
    "outside", "previous", "prior", "last", "earlier", "old", "transferred", "received", "carried", "excerpt", "faxed",
    "scanned", "retrieved", "referring", "referral", "hospital", "er", "ed", "quoted", "archived", "historical",
}  # fmt: skip
"""Words that say where a document comes from, or that it is an older one."""
DOCUMENTS = {
    "note", "notes", "record", "records", "report", "reports", "letter", "chart", "summary", "template", "scan",
    "documentation", "dictation", "fax", "table", "grid", "flowsheet",
}  # fmt: skip


def attributed(page: Page, sentence: Sentence) -> int | None:
    """The colon behind which a line gives the words of another document: "From the outside record: ..."."""
    if ":" not in sentence.vocabulary:
        return None
    words = page.tokens.words
    stop = min(sentence.last, sentence.first + 2 * MOST_MARK)
    colon = next((at for at in range(sentence.first, stop) if ends_mark(page, at)), None)
    if colon is None or sum(word.isalpha() for word in words[sentence.first : colon]) > MOST_MARK:
        return None
    before = set(words[sentence.first : colon])
    if colon - sentence.first == 1 and words[sentence.first] in ARRIVED:
        return colon  # "Scanned: Voss Pain Clinic procedure sheet."
    whole = colon + 1 == sentence.last and {"muscle", "drug"}.isdisjoint(sentence.kinds)
    if words[sentence.first] in (FROM_PAPER if whole else SOURCES) and page.day is not None:
        days = [d.day for d in page.dates_between(sentence.first, colon) if d.exact]
        if days and max(days) < page.day:
            return colon  # "From Lakeside Pain, 3/18/2025:"
    if words[colon - 1] in READING and not DOCUMENTS.isdisjoint(before) and TODAYS.isdisjoint(before - {"reads"}):
        return None if not OWN.isdisjoint(before) else colon  # "His procedure note reads: ..."
    if "from" in before and not CARRIED.isdisjoint(words[sentence.first : sentence.first + 3]):
        return colon
    if "(" in before and not CARRIED.isdisjoint(before) and not OLDER.isdisjoint(before):
        return colon  # "Procedure note as of 02/24 (carried, do not edit): ..."
    if ORIGINS.isdisjoint(before) or DOCUMENTS.isdisjoint(before) or not TODAYS.isdisjoint(before):
        return None
    return colon


SOURCES = {"from", "per"}
READING = {"reads", "states", "says", "read", "stated", "stating", "reading"}
OURS = {"our", "my", "this"}
OWN = {"my", "our", "consent", "mri", "xray", "report", "radiology", "label"}
"""Words by which a paper that is read out is the writer's own, or tells of no needle."""
PAPERS = DOCUMENTS | {"procedure", "encounter", "visit", "session", "op"}


def older_paper(page: Page, sentence: Sentence, opening: list[str]) -> bool:
    """Whether a line set between rules names an older paper: "---- text of prior procedure note 08/12/2025 ----"."""
    words = page.tokens.words[sentence.first : sentence.last]
    if words[-1] not in RULES or "end" in opening or PAPERS.isdisjoint(words) or not NOW_WORDS.isdisjoint(words):
        return False
    if not ORIGINS.isdisjoint(words):
        return True
    days = [d.day for d in page.dates_in(sentence)]
    return page.day is not None and bool(days) and all(day < page.day for day in days)


def from_elsewhere(page: Page, sentence: Sentence) -> bool:
    """Whether a line of its own heads a paper from another place and day: "CARE EVERYWHERE - Procedure Note -
    08/04/2025".
    """
    words = page.tokens.words[sentence.first : sentence.last]
    if ELSEWHERE.isdisjoint(words) or PAPERS.isdisjoint(words) or len(words) > 2 * MOST_MARK:
        return False
    days = [d.day for d in page.dates_in(sentence)]
    told = not {"muscle", "drug", "act"}.isdisjoint(sentence.kinds) or not NOW_WORDS.isdisjoint(words)
    return not told and page.day is not None and bool(days) and all(day < page.day for day in days)


ELSEWHERE = {"everywhere", "outside", "external", "scanned", "media", "faxed", "transferred", "received"}
"""Words of a title by which its paper came from another place."""
NOW_WORDS = {"today", "today's", "current", "this", "reviewed", "signed"}


def paragraph_of(page: Page, sentence: Sentence) -> int:
    """The paragraph of the text that a mark opens: its own, or the next where a blank line follows the mark."""
    following = page.sentences[sentence.number + 1 : sentence.number + 2]
    return following[0].paragraph if following else sentence.paragraph


ARRIVED = {"scanned", "faxed", "imported", "uploaded"}
FROM_PAPER = {"from", "per", "note", "notes", "report", "visit", "session", "encounter", "op", "procedure", "chart"}
OLDER = {"as", "of", "edit", "forward", "old", "earlier", "previous", "prior"}
CARRIED = {"copied", "forwarded", "pasted", "carried", "pulled", "brought", "imported", "quoted", "quoting", "excerpt"}
TODAYS = {"today", "today's", "current", "this", "reviewed", "signed", "agree", "no", "not"}
OPENING_PAPER = RULES | FROM_PAPER | SOURCES | ARRIVED
TELLING_OF_PAPER = PASTED | ELSEWHERE | CARRIED | ORIGINS | READING
"""Words without one of which, and of those that open such a line, a line begins no other paper's text."""


def ends_mark(page: Page, at: int) -> bool:
    """Whether a colon stands at `at` that is no part of a time of day."""
    words = page.tokens.words
    return words[at] == ":" and not (words[at - 1].isdecimal() and words[at + 1 : at + 2] and words[at + 1].isdecimal())


def of_records(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence within a line lists what old records hold: "Records: 3/3 TPI L trapezius (Dr. Doe)"."""
    words = page.tokens.words[sentence.first : sentence.first + 3]
    return words[:1] == ["records"] and (words[1:2] == [":"] or words[1:] == ["reviewed", ":"])


def back_on_its_line(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence leaves the old records listed before it on its line: "Exam: no TrP", "Today's: ..."."""
    words = page.tokens.words[sentence.first : sentence.first + 2]
    back = sentence.heading is not None and sentence.section in ("exam", "assessment", "plan", "procedure")
    if not (back or not BACK_TO_NOW.isdisjoint(words)):
        return False
    return any(of_records(page, s) for s in of_line(page, page.sentences[sentence.number - 1]))


def reads_out(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence within a line gives another paper's words: "Neck better. His procedure note reads: ..."."""
    if READING.isdisjoint(sentence.vocabulary):
        return False
    colon = attributed(page, sentence)
    return colon is not None and page.tokens.words[colon - 1] in READING


def on_one_line(page: Page, sentence: Sentence) -> bool:
    """Whether the line before gave another document's words behind its colon, without a quotation mark left open."""
    if not sentence.line or page.lines[sentence.line - 1].blank:
        return False
    words, line = page.tokens.words, page.lines[sentence.line - 1]
    before = page.sentences[sentence.number - 1]
    told = of_line(page, before) if before.line == sentence.line - 1 else ()
    if any(reads_out(page, s) or of_records(page, s) for s in told):
        return True
    number = page.sentence_numbers[line.first]
    first = page.sentences[number] if number >= 0 else None
    colon = attributed(page, first) if first is not None and first.first == line.first else None
    if colon is None or colon + 1 >= line.last or words[line.last - 1] in OPENED:
        return False
    return words[colon + 1] not in QUOTES and not marked_end(page, sentence)


def of_line(page: Page, last: Sentence) -> Iterator[Sentence]:
    """The sentences of a line within it, from its last one back."""
    at = last.number
    while at >= 0 and page.sentences[at].line == last.line:
        yield page.sentences[at]
        at -= 1


OPENED = {":", ">"}
"""Marks that end a line which only says where the text below it comes from: "Copied from: Dr. Doe, 8/4/2025 >>>"."""
QUOTES = ('"', "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")


def closed_quote(page: Page, sentence: Sentence) -> bool:
    """Whether the line before ends the quotation marks that the pasted text began with."""
    words, number = page.tokens.words, page.lines[sentence.line - 1] if sentence.line else None
    return number is not None and not number.blank and words[number.last - 1] in QUOTES


def behind_its_quotation(page: Page, sentence: Sentence) -> bool:
    """Whether the marks have closed that stood behind the paper's colon: 'Outside record: "... done." Right soleus'."""
    words, begin = page.tokens.words, page.line_begin(sentence.first)
    if words[sentence.first - 1] not in QUOTES:
        return False
    colon = next((at for at in range(begin, sentence.first - 1) if ends_mark(page, at)), None)
    if colon is None or words[colon + 1] not in QUOTES:
        return False
    return sum(word in QUOTES for word in words[colon : sentence.first]) == 2


def below_quoted_lines(page: Page, sentence: Sentence) -> bool:
    """Whether the line before is quoted by its mark, and this one is not: what was copied ends between them."""
    words, line = page.tokens.words, page.lines[sentence.line - 1] if sentence.line else None
    quoted = line is not None and line.last - line.first > 1 and words[line.first] == ">" != words[line.first + 1]
    return quoted and words[sentence.first] != ">"


COPY_OPENINGS = {(pasting, "from") for pasting in PASTED} | {
    ("copied", "forward"),
    ("copy", "forward"),
    ("carry", "forward"),
    ("begin", "copied"),
}


def begins_copy(words: list[str], opening: list[str]) -> bool:
    """Whether a line with a word of pasting announces the text: "... pasted below", "Copied from 03/2022 (p. 4):"."""
    return not BELOW.isdisjoint(words) or words[-1] == ":" or tuple(opening[:2]) in COPY_OPENINGS


def marked_end(page: Page, sentence: Sentence, *, named: bool = False) -> bool:
    """Whether a later line says that pasted text ends there; `named`: says so in words, as "--- end of copied text"."""
    for later in page.sentences[sentence.number : sentence.number + LONGEST_PASTE]:
        if "end" not in later.vocabulary or later.first not in page.line_starts:
            continue
        words = page.tokens.words[later.first : later.last]
        said = [word for word in words if word.isalpha()]
        if len(said) > MOST_MARK or "end" not in said[:3]:
            continue
        if not PASTING.isdisjoint(said) or (not named and words[0] in RULES):
            return True
    return False


PASTING = {"pasted", "paste", "copied", "copy", "carried", "imported", "import"}


LONGEST_PASTE = 60
"""Sentences that pasted text runs to at most beyond its paragraph."""
MOST_MARK = 14
"""Words of a line that only marks where pasted text begins."""


def dated_before(page: Page, lines: list[int]) -> bool:
    """Whether one of some lines holds a date before the service."""
    spans = [(page.lines[number].first, page.lines[number].last) for number in lines]
    return page.day is not None and any(
        d.day < page.day and d.exact and any(first <= d.first < last for first, last in spans) for d in page.dates
    )
