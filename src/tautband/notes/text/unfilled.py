"""Sentences of a template whose blanks nobody filled: "*** mL of *** injected into *** points"."""

from __future__ import annotations

import re

from tautband.notes.text.page import Page, Sentence

BLANK = re.compile(r"\*{3,}|_{2,}|\{[^{}\n]{0,40}\}|<[A-Za-z /_-]{1,30}>|@[A-Za-z_]{2,20}@|\?{3,}")
"""What a template prints where a word is wanted."""
PICKED = re.compile(r"\{[^{}\n]{0,200}:\d{3,12}\}")
"""A list to pick from of which nothing was picked: "{lidocaine 1%/bupivacaine 0.25%:12345}"."""
FEWEST = 2


def holds_blanks(text: str) -> bool:
    """Whether a note has a template's blanks at all."""
    if not any(mark in text for mark in MARKS):
        return False
    return BLANK.search(text) is not None or PICKED.search(text) is not None


MARKS = ("***", "__", "{", "<", "@", "???")
"""What a blank holds, looked for first since most notes hold none of it."""


def unfilled(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence wants two words or more and holds no number: it is a template's, and tells no deed."""
    begin = page.tokens.starts[sentence.first]
    before = page.text[max(0, begin - MARGIN) : begin]
    text = before[before.rfind("\n") + 1 :].strip(" ") if sentence.first in page.line_starts else ""
    found = BLANK.findall(text + page.text[begin : page.tokens.ends[sentence.last - 1] + 1])
    whole = text + page.text[begin : page.tokens.ends[sentence.last - 1] + 1]
    key, colon, value = whole.rpartition(":")
    alone = bool(colon) and bool(key) and BLANK.fullmatch(value.strip(" .\n")) is not None
    if PICKED.search(whole) or (found and left_empty(page, sentence)):
        return True
    alone = alone or (bool(found) and ("unit", "ml") in sentence.meanings)
    return (len(found) >= FEWEST or alone) and not (page.numbers_in(sentence) and number_written(whole))


CHOICE = re.compile(r"\{[^{}\n/]{1,40}/[^{}\n]{1,40}\}")
"""A short list to pick from, whose numbers are the template's: "{25/27} gauge"; "{0.5} mL" was picked."""
NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six)\b", re.IGNORECASE)


def number_written(whole: str) -> bool:
    """Whether somebody wrote a number of a sentence: one outside its lists, or where no blank was left but lists."""
    if EMPTY.search(whole) is None:
        return True
    return NUMBER.search(CHOICE.sub("", whole)) is not None


MARGIN = 60


EMPTY = re.compile(r"(?<=[\s:(])(?:_{2,}|\*{3,})(?![^\s.,;)])")
"""A blank with nothing written on it; "__2__" is filled."""
MANY = 3


def left_empty(page: Page, sentence: Sentence) -> bool:
    """Whether most of a line's fields are blank and it names no muscle: "Consent ___. Lido 1% ___ mL. Needle ___."."""
    line = page.lines[sentence.line]
    text = page.text[page.tokens.starts[line.first] : page.tokens.ends[line.last - 1] + MARGIN].split("\n")[0]
    beside = page.sentences[max(0, sentence.number - FIELDS) : sentence.number + FIELDS]
    return len(EMPTY.findall(text)) >= MANY and not any(s.line == sentence.line and "muscle" in s.kinds for s in beside)


FIELDS = 8
"""Sentences on either side that may stand on the same line."""
