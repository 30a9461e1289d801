"""Cuts a note into words, numbers and marks, each with its place in the text.

One pass of one expression whose branches begin with different characters: linear in the text, whatever the text. Blanks
and underscores are no words; they are only counted.
"""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"([^\W\d_]+(?:['\u2019](?:s|t|re|ve|ll|d|m)\b)?)|(\d+(?:[.,]\d+)*|(?<![\d.])\.\d+)|(\n|\r\n?|\f)|([^\w\s])|[^\W_]",
    re.IGNORECASE,
)
WORD, NUMBER, NEWLINE, MARK = 1, 2, 3, 4
DASHES = "-\u2010\u2011\u2013\u2014"
TAB = 4
"""Blanks that a tab stands for."""


class Tokens:
    """The words of a note as parallel lists: `words` lower case, `starts` and `ends` offsets into the text.

    `breaks` holds, for each newline, the number of words before it. A hyphen inside a word is none, so that "follow-up"
    reads as two words; a hyphen between digits or between blanks stays. `gaps[i]` counts the blanks before token i.
    """

    __slots__ = ("breaks", "ends", "gaps", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.gaps: list[int] = []
        self.breaks: list[int] = []
        self._cut(text)

    def _cut(self, text: str) -> None:
        words, starts, ends, gaps = self.words, self.starts, self.ends, self.gaps
        tabs = "\t" in text
        previous = 0
        for match in TOKEN.finditer(text):
            kind = match.lastindex
            start, end = match.span()
            gap = start - previous
            if gap and tabs:
                gap += (TAB - 1) * text.count("\t", previous, start)
            if kind == WORD:
                words.append(match.group().lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
            elif kind == NEWLINE:
                self.breaks.append(len(words))
                previous = end
                continue
            elif kind == MARK:
                mark = match.group()
                if mark in DASHES:
                    if self._joins(text, start):
                        previous = end
                        continue
                    mark = "-"
                words.append(mark)
            else:
                words.append(match.group())
            starts.append(start)
            ends.append(end)
            gaps.append(gap)
            previous = end

    @staticmethod
    def _joins(text: str, at: int) -> bool:
        """Whether the hyphen at `at` joins letters: "taut-band", "25-gauge", but not "4-6" and not " - "."""
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        return before.isalnum() and after.isalnum() and not (before.isdigit() and after.isdigit())

    def keep(self, kept: list[int]) -> None:
        """Keep only the tokens at these places; `breaks` are void afterwards."""
        for name in ("words", "starts", "ends", "gaps"):
            values = getattr(self, name)
            setattr(self, name, [values[at] for at in kept])
