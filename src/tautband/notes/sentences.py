"""Cuts the page into sentences, joins lines that were only wrapped, and gives each sentence its section."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.dictation import DICTATED, dictated, last_told
from tautband.notes.page import Line, Page, Sentence
from tautband.notes.sections import LINE_ONLY, ROMAN, Heading, all_upper, heading_at, skip_marker

ABBREVIATED = {
    "dr",
    "mr",
    "mrs",
    "ms",
    "vs",
    "approx",
    "st",
    "fig",
    "no",
    "e.g",
    "i.e",
    "eg",
    "ie",
    "incl",
    "dept",
    "mt",
    "ant",
    "post",
    "lat",
    "med",
    "sup",
    "inf",
    "glut",
    "lev",
}
CUT_NAMES = {
    "cap", "cerv", "maj", "min", "max", "trap", "scap", "rhomb", "infra", "supra", "semi", "semispin", "spl", "obl",
    "para", "paraspin", "lumb", "thor", "pect", "gastroc", "temp", "mass", "pter", "delt", "lat", "tib", "fem",
}  # fmt: skip
"""Last words of muscles cut short, behind whose full stop a number goes on with the row: "R splenius cap. 1 mL"."""
ANSWERS = {"y", "n", "yes", "no"}
COUNTED_KEYS = {"points", "sites", "sticks"}
ENDING = ".!?;"
FRAMES = {"*": "*", "]": "[", ">": "<", "=": "=", "#": "#"}
"""What a line that is framed ends and begins with: "*** DRAFT ***" is a line of its own."""
CLOSING = {'"', "\N{RIGHT DOUBLE QUOTATION MARK}"}
"""What closes a quotation, behind whose full stop the next line begins anew."""
CONTINUES = {
    ",",
    "and",
    "or",
    "the",
    "of",
    "with",
    "to",
    "in",
    "into",
    "for",
    "a",
    "an",
    "was",
    "were",
    "&",
    "by",
    "at",
    "on",
    "each",
}
TOLD_OF = {"", "history", "assessment", "exam", "plan", "results"}
"""Parts in which a table of what was injected may stand without a heading of its own."""
LONGEST = 250
"""No sentence has more words: a text without full stops is cut, so that work stays linear in its length."""
LISTED_SIDES = {"left", "right", "l", "r", "lt", "rt", "bilateral", "bilat"}
"""First words of lines that list muscles one a line."""
COUNT_NOUNS = {"point", "points", "pt", "pts", "site", "sites", "stick", "sticks", "spot", "spots", "ml", "cc"}
ROWS_END = {"each", "ea"}
"""With the nouns of counts the last words of rows that tell what each muscle got."""
LONG_RULE = 30
WRAPPED = 55
"""Lines at least this long may have been wrapped by a printer."""
TURNING = frozenset(f"{ENDING}(),")
"""Marks that may end a sentence or open and close brackets; all else only counts as a word."""


def cut_sentences(page: Page) -> None:
    """Fill `page.sentences`."""
    longest = max((width(page, line) for line in page.lines), default=0)
    capitals = page.capitals = all_upper(page)
    page.line_starts = {line.first for line in page.lines}
    page.labels = counting_letters(page)
    paragraph = 0
    at = 0
    section, inline, reason = "", False, False
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
        while at + 1 < len(page.lines) and wraps(page, page.lines[at], page.lines[at + 1], longest, capitals):
            at += 1
            block.append(at)
        if inline and section in LINE_ONLY:
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
                sited = section == "procedure" and page.tokens.words[heading.first] in SITED
                sited = sited or (section == "exam" and not line_start and muscles_felt(page, heading, begin, end))
                section, inline = section if sited else heading.section, not heading.alone
                reason = page.tokens.words[heading.first] in REASONS
            elif capital_title(page, begin, end, line_start, capitals):
                section, inline = "title", False
            sentence = Sentence(begin, end, len(page.sentences), number, paragraph, section)
            if number in page.dosed_lines and section in TOLD_OF:
                sentence.section = "procedure"
            sentence.heading = (heading.first, heading.last) if heading else None
            sentence.item = line_start and (marker > begin or lettered(page, begin))
            page.sentences.append(sentence)
        at += 1


def ruled(page: Page, line: Line) -> bool:
    """Whether a line is a long rule without bars: it parts the papers that a note was put together from."""
    if width(page, line) < LONG_RULE:
        return False
    return not any(word[0].isalnum() or word in "|+" for word in page.tokens.words[line.first : line.last])


COUNTED = {
    "of",
    "points",
    "sites",
    "inj",
    "injections",
    "tp",
    "tps",
    "trp",
    "trps",
    "pts",
    "refills",
    "muscles",
    "(",
    ":",
}


def counts_nothing(page: Page, at: int) -> bool:
    """Whether the full stop at `at` ends an answer and no abbreviation of "number": "no. of points", "No. 2"."""
    behind = page.tokens.words[at + 1 : at + 2]
    return bool(behind) and behind[0].isalpha() and behind[0] not in COUNTED


REASONS = {"indication", "indications"}
"""Keys of a field of one line that says why the procedure was done."""


def muscles_felt(page: Page, heading: Heading, begin: int, end: int) -> bool:
    """Whether "Muscles:" within a line of the exam goes on with it, and gives no volume of what was injected."""
    words = page.tokens.words
    return words[heading.first] in ("muscle", "muscles") and VOLUMES.isdisjoint(words[begin:end])


VOLUMES = {"ml", "mls", "cc", "ccs"}
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


def width(page: Page, line: Line) -> int:
    """How many characters the line holds."""
    return 0 if line.blank else page.tokens.ends[line.last - 1] - page.tokens.starts[line.first]


def wraps(page: Page, line: Line, following: Line, longest: int, capitals: bool) -> bool:
    """Whether `following` goes on with the sentence of `line`."""
    words, gaps = page.tokens.words, page.tokens.gaps
    if line.blank or following.blank:
        return False
    last = words[line.last - 1]
    if last in ".;:!?|" or "|" in words[line.first : line.last]:
        return False
    if last in FRAMES and words[line.first] == FRAMES[last]:
        return False
    if last in CLOSING and line.last - line.first > 1 and words[line.last - 2] in ".!?":
        return False
    if words[following.first] in "[(☐☒☑□" or skip_marker(page, following.first, following.last) != following.first:
        return False
    if lettered(page, following.first):
        return False
    if max(gaps[following.first + 1 : following.last], default=0) >= 3:
        return False
    if max(gaps[line.first + 1 : line.last], default=0) >= 3 and columned(gaps[line.first + 1 : line.last]):
        return False
    if heading_at(page, following.first, following.last, True) or labelled(page, following):
        return False
    if ":" in words[line.first : line.last] and short_key(page, following) and upper_first(page, following):
        return False  # a form's next field
    if words[following.last - 1] == ":" and page.text[page.tokens.starts[following.first]].isupper():
        return False  # "Sites marked and injected (4):" heads what follows
    if keyed_in_capitals(page, following) or (short_key(page, line) and short_key(page, following)):
        return False
    if dated_title(page, following):
        return False
    if words[following.first] in LISTED_SIDES and page.tokens.gaps[following.first] >= 2:
        return False
    if words[line.first] in LISTED_SIDES and (words[following.first] in LISTED_SIDES or last in COUNT_NOUNS):
        return False
    opener = page.text[page.tokens.starts[following.first]]
    if last in COUNT_NOUNS | ROWS_END and words[following.last - 1] in COUNT_NOUNS | ROWS_END:
        return False
    if last in CONTINUES:
        return True
    if names_needle(page, following) and width(page, line) + SPARE < longest:
        return False
    if capitals or not opener.islower():
        return width(page, line) >= max(WRAPPED, 0.85 * longest) and longest < 200
    return width(page, line) >= 40


def upper_first(page: Page, line: Line) -> bool:
    """Whether a line opens with a capital."""
    return page.text[page.tokens.starts[line.first]].isupper()


def short_key(page: Page, line: Line) -> bool:
    """Whether a line opens with a word or two and a colon, as its neighbours in a form do: "not done: R SS"."""
    words = page.tokens.words
    colon = next((at for at in range(line.first, min(line.first + 4, line.last)) if words[at] == ":"), line.first)
    return colon > line.first and all(words[at].isalpha() for at in range(line.first, colon))


SPARE = 25
"""Characters that no printer leaves free at the end of a line that goes on."""


def names_needle(page: Page, line: Line) -> bool:
    """Whether a line opens with the trigger point injection: a terse note's new line, "trigger pt inj L trap x 2"."""
    found = page.phrase_at("things", line.first, line.last)
    return found is not None and (found.kind, found.value) == ("service", "tpi")


def columned(gaps: list[int]) -> bool:
    """Whether a line's words stand in three columns or more."""
    return sum(gap >= 3 for gap in gaps) >= 2


def dated_title(page: Page, line: Line) -> bool:
    """Whether a line is a word in capitals and a date: "PRIOR 03/02/2025"."""
    words = page.tokens.words
    short = 3 < line.last - line.first <= 8
    first = page.text[page.tokens.starts[line.first] : page.tokens.ends[line.first]]
    return short and len(first) > 3 and first.isupper() and words[line.first + 1].isdecimal() and not page.capitals


def labelled(page: Page, line: Line) -> bool:
    """Whether a line opens with a form's label: a word or two in capitals, then a column's gap."""
    gaps, stop = page.tokens.gaps, min(line.last, line.first + 3)
    if page.capitals or max(gaps[line.first + 1 : stop], default=0) < 2:
        return False
    at = next(i for i in range(line.first + 1, stop) if gaps[i] >= 2)
    text = page.text[page.tokens.starts[line.first] : page.tokens.ends[at - 1]]
    return text.isupper() and len(text) > 1


LONGEST_KEY = 6


def keyed_in_capitals(page: Page, line: Line) -> bool:
    """Whether a line opens with a form's key in capitals: "MEDICATION PREPARED BY RN: ..."."""
    if page.capitals:
        return False
    words = page.tokens.words
    colon = next((at for at in range(line.first, min(line.last, line.first + LONGEST_KEY)) if words[at] == ":"), None)
    if colon is None or colon == line.first:
        return False
    text = page.text[page.tokens.starts[line.first] : page.tokens.ends[colon - 1]]
    return text.isupper() and sum(letter.isalpha() for letter in text) > LONGEST_KEY


def pieces(page: Page, block: list[int]) -> list[tuple[int, int, int, bool]]:
    """The sentences of wrapped lines: first token, last token, line number, and whether it opens a line."""
    words, gaps = page.tokens.words, page.tokens.gaps
    stop = page.lines[block[-1]].last
    found = []
    start = line_of_start = depth = 0
    line_start = True
    for position, number in enumerate(block):
        line = page.lines[number]
        if position == 0:
            start, line_of_start = line.first, number
        if start == line.first:
            line_of_start, line_start = number, True
        turns = [at for at in range(line.first, line.last) if words[at] in TURNING or gaps[at] >= 3]
        for at in (*turns, line.last):
            while start + LONGEST < at:
                told = last_told(words, start, start + LONGEST + 1)
                found.append((start, told, line_of_start, line_start))
                start, line_of_start, line_start, depth = told, number, False, 0
            if at == line.last:
                break
            if at != start and gaps[at] >= 3 and opens_key(page, at, line.last):
                found.append((start, at, line_of_start, line_start))
                start, line_of_start, line_start = at, number, at == line.first
            word = words[at]
            if word == "," and then_elsewhere(words, start, at, line.last):
                found.append((start, at + 1, line_of_start, line_start))
                start, line_of_start, line_start, depth = at + 1, number, False, 0
                continue
            depth = bracketed(word, depth)
            if (
                (word in ENDING or at - start >= LONGEST)
                and not (depth and word == "." and initial(page, at))
                and ends_here(page, at, start, stop)
                and not (depth and word == ";" and at - start < LONGEST)
            ):
                depth = 0
                found.append((start, at + 1, line_of_start, line_start))
                start, line_of_start, line_start = at + 1, number, False
    if start < stop:
        found.append((start, stop, line_of_start, line_start))
    cut: list[tuple[int, int, int, bool]] = []
    for begin, end, number, opens in found:
        if end - begin < DICTATED:
            cut.append((begin, end, number, opens))
            continue
        places = [begin, *dictated(page.tokens.words, begin, end), end]
        cut += [(one, two, number, opens and one == begin) for one, two in pairwise(places)]
    return cut


AIMED = {"into", "in"}
STRUCTURES = {"bursa", "joint", "sheath", "tunnel", "nerve", "space", "tendon"}


def then_elsewhere(words: list[str], start: int, at: int, stop: int) -> bool:
    """Whether a comma parts one injected structure from the next: "4 mL into the bursa, then 1 mL into the ..."."""
    if words[at + 1 : at + 2] != ["then"] or STRUCTURES.isdisjoint(words[start:at]):
        return False
    return not AIMED.isdisjoint(words[start:at]) and not AIMED.isdisjoint(words[at + 1 : stop])


TURNS = {"here", "today", "presents", "returns", "tpi", "tpis", "exam", "seen"}
"""First words of a sentence that leaves a list of old illnesses or drugs on its own line."""


def initial(page: Page, at: int) -> bool:
    """Whether a full stop stands behind the initial of a name: "(approved by K. Dunn)"."""
    words, text = page.tokens.words, page.text
    if len(words[at - 1]) != 1 or not words[at - 1].isalpha() or at + 1 >= len(words):
        return False
    return text[page.tokens.starts[at - 1]].isupper() and text[page.tokens.starts[at + 1]].isupper()


def bracketed(word: str, depth: int) -> int:
    """How many round brackets are open after this word; a closing one too many closes nothing."""
    return depth + 1 if word == "(" else max(0, depth - 1) if word == ")" else depth


def ends_here(page: Page, at: int, start: int, stop: int) -> bool:
    """Whether the mark at `at` ends a sentence."""
    words, gaps = page.tokens.words, page.tokens.gaps
    mark = words[at]
    if mark == "?" and at + 1 < stop and at + 1 not in page.line_starts and words[at + 1] in ANSWERS:
        return False  # a form's question and its answer on one line
    if mark in "!?;" or at - start >= LONGEST:
        return True
    if mark != "." or at + 1 >= stop or words[at + 1] == "." or words[at - 1] == ".":
        return False
    if not gaps[at + 1] and at + 1 not in page.line_starts:
        return False
    previous = words[at - 1]
    if previous in ("g", "e") and words[at - 3 : at - 1] in (["e", "."], ["i", "."]):
        return False  # "e.g. the trapezius"
    if previous == "no" and at - start > 1 and counts_nothing(page, at):
        return True  # "left splenius no. ROM 70%"
    if previous in ABBREVIATED or (previous.isdecimal() and at - start == 1):
        return False
    if previous in ROMAN and at - start == 1:
        return False
    if len(previous) == 1 and previous.isalpha() and at - start == 1:
        return False
    if previous in CUT_NAMES and words[at + 1][0].isdecimal() and at + 1 not in page.line_starts:
        return False
    opener = page.text[page.tokens.starts[at + 1]]
    return not (previous in ("in", "approx", "lb", "gm") and opener.islower())


def opens_key(page: Page, at: int, stop: int) -> bool:
    """Whether "Key:" begins here, after a column's gap: not at a question's answer, nor at the row's own count."""
    words = page.tokens.words
    if words[at] in ANSWERS and words[at - 1] == "?":
        return False
    if words[at] in COUNTED_KEYS and words[at + 1 : at + 2] == [":"] and page.number(at + 2) is not None:
        return False
    for place in range(at, min(stop, at + 5)):
        if words[place] == ":":
            return place > at
        if not words[place][0].isalpha() and words[place] != "/":
            return False
    return False


def capital_title(page: Page, begin: int, end: int, line_start: bool, capitals: bool) -> bool:
    """A short line in capitals that is no known heading: the title of a part whose nature is not known."""
    if capitals or not line_start or end - begin > 8 or end - begin < 2:
        return False
    if page.tokens.words[end - 1] not in ".:" and end < len(page.tokens.words) and end not in page.line_starts:
        return False
    if any(page.tokens.gaps[i] >= 3 for i in range(begin + 1, end)):
        return False
    text = page.text[page.tokens.starts[begin] : page.tokens.ends[end - 1]]
    return text.isupper() and not any(letter.isdigit() for letter in text) and any(map(long_word, text.split()))


def long_word(word: str) -> bool:
    """Whether a word is long enough to be part of a title rather than a column's label."""
    return len(word) >= 5


def lettered(page: Page, at: int) -> bool:
    """Whether a sentence opens with "A)", "(a)" or "b."."""
    words = page.tokens.words[at : at + 3]
    if len(words) < 3:
        return False
    if words[:2] in page.labels or (words[0] == "(" and len(words[1]) == 1 and words[1].isalnum() and words[2] == ")"):
        return True
    return len(words[0]) == 1 and words[0].isalpha() and (words[1] == ")" or (words[1] == "." and words[0] in "bcdefg"))
