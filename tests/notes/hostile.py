"""`python -m notes.hostile`: notes damaged in every way a fax, a copy or a malicious hand damages them.

Each number gives one note, the same on every machine: a real (synthetic) note, or two, with some of the damages below.
Read, coded, claimed and scrubbed, it may end in any answer but an error, its quotes stand in it, and its time stays
within what its length allows. Exit 1 where one does not; its number is printed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from tautband.model.evidence import Evidence
from tautband.pipeline import Answer, code

CORPUS = Path(__file__).parents[1] / "corpus"
ODD = (
    "\x00", "\x07", "\x0b", "\x0c", "\x1b[31m", "\x1c", "\x85", "\xa0", "\u00ad", "\u200b", "\u200d", "\u2028",
    "\u202e", "\u2066", "\ufeff", "\ufffd", "\ud800", "\U0001f489", "e\u0301", "\u05d9\u05e9\u05e8",
    "\u0639\u0636\u0644\u0629", "\uff11\uff12", "\u0663", "\u00bd", "\u00b2", "\u2167", "\u017f", "\u0130",
    "\ufb01", "\u2013", "\u2019", "\t", "\r", "\r\n",
)  # fmt: skip
BOXES = ("[ ] ", "[x] ", "( ) ", "(x)", "\u2610 ", "\u2612 ", "\u2611", "[", "(", "]", ")", "___", "....", "|", "| |")
SHARDS = (
    "x2 ", "1:1 ", "0 mL ", "99999999999999999999 mL ", "1e9 mg ", ".5 cc ", "1/0 ", "31/02/2025 ", "00/00/0000 ",
    "3-6 ", "same on the left. ", "all on the right. ", "they were not injected. ", "each ", "bilateral ", "left ",
    "right ", "no ", "none ", "total ", "Assessment: ", "PROCEDURE: ", "Addendum ", "<b>", "</td>", "&nbsp;",
    '"yes"', "M79.18 ", "20553-59 ", "; ", ": ", "- ", "* ", "1. ", "A) ", "\n\n", "a ", "half a ", "dozen ",
    "ago ", "% ", "# ", "@ ",
)  # fmt: skip
LONGEST = 30_000
SECONDS_A_KILOBYTE = 0.04
"""Ten times what a kilobyte takes on a machine with nothing else to do."""


@cache
def notes() -> tuple[str, ...]:
    """The labelled notes, from which every hostile one is made."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*/notes/*")))


def cut(text: str, by: random.Random) -> str:
    """A stretch of the text."""
    first, last = sorted(by.randrange(len(text) + 1) for _ in range(2))
    return text[first:last]


def doubled(text: str, by: random.Random) -> str:
    """A stretch of the text said again, up to forty times."""
    return text + cut(text, by)[:400] * by.randrange(1, 40)


def shuffled_lines(text: str, by: random.Random) -> str:
    """The lines in another order."""
    lines = text.splitlines(keepends=True)
    by.shuffle(lines)
    return "".join(lines)


def shuffled_words(text: str, by: random.Random) -> str:
    """The words in another order, on lines of chance length."""
    words = text.split()
    by.shuffle(words)
    return "".join(word + by.choice((" ", " ", " ", "\n", "   ", ": ")) for word in words)


def joined_lines(text: str, _: random.Random) -> str:
    """One line."""
    return text.replace("\n", " ")


def a_word_a_line(text: str, _: random.Random) -> str:
    """Each word on a line of its own."""
    return "\n".join(text.split())


def capitals(text: str, by: random.Random) -> str:
    """Capitals throughout, or letters turned over."""
    return by.choice((text.upper, text.lower, text.swapcase, text.title))()


def backwards(text: str, _: random.Random) -> str:
    """Read from the end."""
    return text[::-1]


def strewn(pieces: tuple[str, ...]) -> Callable[[str, random.Random], str]:
    """Pieces put in at places drawn by chance."""

    def with_pieces(text: str, by: random.Random) -> str:
        for _ in range(by.randrange(1, 40)):
            at = by.randrange(len(text) + 1)
            text = text[:at] + by.choice(pieces) + text[at:]
        return text

    return with_pieces


def typed_wrong(text: str, by: random.Random) -> str:
    """Characters left out, doubled and exchanged."""
    letters = list(text)
    for _ in range(by.randrange(1, 60)):
        if letters:
            at = by.randrange(len(letters))
            letters[at] = by.choice(("", letters[at] * 2, by.choice(letters)))
    return "".join(letters)


def two_in_one(text: str, by: random.Random) -> str:
    """Another note in the middle of this one."""
    at = by.randrange(len(text) + 1)
    return text[:at] + by.choice(notes()) + text[at:]


def without_blanks(text: str, _: random.Random) -> str:
    """No blank anywhere."""
    return "".join(text.split())


def columned(text: str, by: random.Random) -> str:
    """Two columns side by side, or bars between words."""
    lines = text.splitlines()
    if by.random() < 0.5:
        return "\n".join(line.replace(" ", " | ") for line in lines)
    half = len(lines) // 2
    return "\n".join(f"{one:<40}{two}" for one, two in zip(lines[:half], lines[half:], strict=False))


def marked_up(text: str, by: random.Random) -> str:
    """Lines as HTML, some tags never closed."""
    tags = ("<p>", "<tr><td>", "<li>", "<div", "<b>", "<!-- ", "</p>", "<br/>")
    return "".join(by.choice(tags) + line for line in text.splitlines())


DAMAGES: tuple[Callable[[str, random.Random], str], ...] = (
    cut, doubled, shuffled_lines, shuffled_words, joined_lines, a_word_a_line, capitals, backwards, strewn(ODD),
    strewn(BOXES), strewn(SHARDS), typed_wrong, two_in_one, without_blanks, columned, marked_up,
)  # fmt: skip


def hostile(number: int) -> str:
    """The hostile note of a number."""
    by = random.Random(number)
    text = by.choice(notes())
    for _ in range(by.randrange(1, 5)):
        text = by.choice(DAMAGES)(text, by)
    return text[:LONGEST]


def evidence_of(fact: Any) -> Iterator[Evidence]:
    """Every quote anywhere inside a fact."""
    if isinstance(fact, Evidence):
        yield fact
    elif isinstance(fact, BaseModel):
        for name in type(fact).model_fields:
            yield from evidence_of(getattr(fact, name))
    elif isinstance(fact, tuple):
        for item in fact:
            yield from evidence_of(item)
    elif isinstance(fact, dict):
        for item in fact.values():
            yield from evidence_of(item)


def misquoted(text: str, answer: Answer) -> list[Evidence]:
    """The quotes of an answer that do not stand in the text where they say."""
    facts = (answer.encounter, answer.coding, answer.findings)
    return [quote for fact in facts for quote in evidence_of(fact) if text[quote.start : quote.end] != quote.text]


def timed(text: str) -> tuple[Answer, float]:
    """The answer to a text, and the processor time it took."""
    begun = time.process_time()
    return code(text), time.process_time() - begun


def fault(number: int) -> str | None:
    """What is wrong with the answer to one hostile note; None where nothing is."""
    text = hostile(number)
    allowed = SECONDS_A_KILOBYTE * (1 + len(text) / 1000)
    try:
        answer, took = timed(text)
        if took > allowed:  # what is loaded once is the first note's cost and not its own
            answer, took = timed(text)
        answer.document()
    except Exception:
        return traceback.format_exc(limit=-3)
    if misquoted(text, answer):
        return "a quote does not stand in the note"
    return f"took {took:.2f} s for {len(text)} characters" if took > allowed else None


def main() -> int:
    """Try many hostile notes and print the numbers of those that went wrong."""
    parser = argparse.ArgumentParser(prog="python -m notes.hostile")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    begun = time.monotonic()
    code(notes()[0])
    faults = 0
    for number in range(given.first, given.first + given.count):
        if (said := fault(number)) is not None:
            faults += 1
            print(f"hostile note {number}: {said}")
    print(f"{given.count - faults} of {given.count} hostile notes read without fault; {time.monotonic() - begun:.0f} s")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
