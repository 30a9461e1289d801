"""Cuts a note into words, numbers and marks, each with its place in the text.

One pass of one expression whose branches begin with different characters: linear in the text, whatever the text.
"""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’](?:s|t|re|ve|ll|d|m)\b)?)|(?P<number>\d+(?:[.,]\d+)*|(?<![\d.])\.\d+)"
    r"|(?P<newline>\n|\r\n?|\f)|(?P<blank>[^\S\r\n]+|_+)|(?P<mark>[\d\D])",
    re.IGNORECASE,
)
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


class Tokens:
    """The words of a note as parallel lists: `words` lower case, `starts` and `ends` offsets into the text.

    `breaks` holds, for each newline, the number of words before it. A hyphen inside a word is none, so that "follow-up" reads as two words; a
    hyphen between digits or between blanks stays. `gaps[i]` is the count of blanks before token i.
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
        blank = 0
        for match in TOKEN.finditer(text):
            kind = match.lastgroup
            start, end = match.span()
            if kind == "blank":
                blank = 4 * (end - start) if text[start] == "\t" else end - start
                continue
            if kind == "newline":
                self.breaks.append(len(words))
                blank = 0
                continue
            if kind == "word":
                words.append(match.group().lower().replace("’", "'"))
            elif kind == "number":
                words.append(match.group())
            else:
                mark = match.group()
                if mark in "-‐‑–—" and self._joins(text, start):
                    blank = 0
                    continue
                words.append("-" if mark in "‐‑–—" else mark)
            starts.append(start)
            ends.append(end)
            gaps.append(blank)
            blank = 0

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
