"""Cuts a note into words, numbers and marks, each with its place in the text.

One pass of one expression whose branches begin with different characters: linear in the text, whatever the text. Blanks
and underscores are no words; they are only counted.
"""

from __future__ import annotations

import re

from tautband.notes.remembered import Remembered

ENDING = r"(?:['\u2019](?:[sS\u017f]|[tT]|[rR][eE]|[vV][eE]|[lL][lL]|[dD]|[mM])\b)?"
PIECE = re.compile(
    r"[^\S\n\r\f]*"
    rf"(?:[A-Za-z]++(?![^\W\d_]){ENDING}|\d+(?:[.,]\d+)*|(?<![\d.])\.\d+|\r\n?|[^\w\s]|[\n\f]|[^\W\d_]+{ENDING}|_+)"
)
"""Blanks and the token after them: one text each, since a match or a pair for each would be as many objects more."""
BLANKS = re.compile(r"[^\S\n\r\f]*")
BREAKS = ("\n", "\r", "\r\n", "\f")
DASHES = "-\u2010\u2011\u2013\u2014"
TAB = 4
"""Blanks that a tab stands for."""
ENCIRCLED = {chr(0x24B6 + 26 * small + at): chr(ord("a") + at) for at in range(26) for small in (0, 1) if at != 23}
"""Letters in a circle, as a form's author drew one around a choice; the x in a circle is a tick."""
SENTINEL = "."
"""Ends every text, so that blanks before the end stand before a token too and are walked over once."""


def written(token: str) -> str | None:
    """The word of a token: lower case, with a straight apostrophe. None for breaks and underscores, which are no words,
    and for dashes, which are in some places only.
    """
    if token in BREAKS or token in DASHES or token[0] == "_":
        return None
    return token.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") if token[0].isalnum() else token


def parted(piece: str) -> tuple[str, str | None, int, int]:
    """The token of a piece, its word, and the lengths of its blanks and of the token."""
    blanks = BLANKS.match(piece)
    token = piece[blanks.end() :] if blanks else piece
    return token, written(token), len(piece) - len(token), len(token)


PARTED = Remembered(parted)


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
        end = underscores = 0
        pieces = PIECE.findall(text + SENTINEL)
        pieces.pop()
        for piece in pieces:
            token, word, gap, length = PARTED[piece]
            start = end + gap
            end = start + length
            if gap and tabs:
                gap += (TAB - 1) * piece.count("\t")
            if word is None:
                if token[0] == "_":
                    underscores += gap + length
                    continue
                if token in BREAKS:
                    self.breaks.append(len(words))
                    underscores = 0
                    continue
                if self._joins(text, start):
                    underscores = 0
                    continue
                word = "-"
            words.append(word)
            starts.append(start)
            ends.append(end)
            gaps.append(gap + underscores)
            underscores = 0
            if word in ENCIRCLED:
                words[-1:] = ["(", ENCIRCLED[word], ")"]
                starts += [start, start]
                ends += [end, end]
                gaps += [0, 0]

    @staticmethod
    def _joins(text: str, at: int) -> bool:
        """Whether the hyphen at `at` joins letters: "taut-band", "25-gauge", but not "4-6" and not " - "."""
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        return before.isalnum() and after.isalnum() and not (before.isdigit() and after.isdigit())

    def keep(self, kept: list[int]) -> None:
        """Keep only the tokens at these places; `breaks` stay as they are."""
        for name in ("words", "starts", "ends", "gaps"):
            values = getattr(self, name)
            setattr(self, name, [values[at] for at in kept])
