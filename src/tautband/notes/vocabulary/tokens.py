"""Cuts a note into words, numbers and marks, each with its place in the text.

One pass of one expression whose branches begin with different characters: linear in the text, whatever the text. Blanks
and underscores are no words; they are only counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, compress
from operator import itemgetter, sub
from typing import TypeVar

from tautband.notes.vocabulary.remembered import Remembered

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
Value = TypeVar("Value")
SENTINEL = "."
"""Ends every text, so that blanks before the end stand before a token too and are walked over once."""


def written(token: str) -> str | None:
    """The word of a token: lower case, with a straight apostrophe. None for breaks and underscores, which are no words,
    for dashes, which are in some places only, and for a letter in a circle, which is three.
    """
    if token in BREAKS or token in DASHES or token[0] == "_" or token in ENCIRCLED:
        return None
    return token.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") if token[0].isalnum() else token


def parted(piece: str) -> tuple[str, str | None, int, int]:
    """The token of a piece, its word, and the lengths of its blanks and of the token."""
    blanks = BLANKS.match(piece)
    token = piece[blanks.end() :] if blanks else piece
    return token, written(token), len(piece) - len(token), len(token)


PARTED = Remembered(parted)


def places_of(word: str | None, words: Sequence[str | None]) -> list[int]:
    """Where a word stands among others."""
    places: list[int] = []
    for _ in range(words.count(word)):
        places.append(words.index(word, places[-1] + 1 if places else 0))
    return places


def spread(column: list[Value], places: Sequence[int], into: Callable[[Value], list[Value]]) -> list[Value]:
    """A column in which several values stand for the one at each of these places."""
    found: list[Value] = []
    begun = 0
    for at in places:
        found += column[begun:at]
        found += into(column[at])
        begun = at + 1
    return found + column[begun:]


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
        pieces = PIECE.findall(text + SENTINEL)[:-1]
        parts = PARTED.each(pieces)
        tokens, words, gaps, lengths = (list(map(itemgetter(column), parts)) for column in range(4))
        ends = list(accumulate(map(len, pieces)))
        starts = list(map(sub, ends, lengths))
        if "\t" in text:
            gaps = [gap + (TAB - 1) * piece.count("\t") for gap, piece in zip(gaps, pieces, strict=True)]
        circled = self._settle(words, tokens, starts, ends, gaps)
        self.words = list(compress(words, words))
        self.starts, self.ends, self.gaps = (list(compress(column, words)) for column in (starts, ends, gaps))
        if circled:
            self._put_in_brackets(circled)

    def _settle(
        self, words: list[str | None], tokens: list[str], starts: list[int], ends: list[int], gaps: list[int]
    ) -> list[int]:
        """Settle what is no word as it stands: a dash that joins nothing becomes one, underscores become blanks before
        the word behind them, breaks are written down. Gives the places among the words of letters in a circle.
        """
        dropped = underscores = 0
        circled: list[int] = []
        for at in places_of(None, words):
            token = tokens[at]
            if token[0] == "_":
                underscores += gaps[at] + ends[at] - starts[at]
                if at + 1 < len(words) and words[at + 1] is not None:
                    gaps[at + 1] += underscores
                    underscores = 0
                dropped += 1
                continue
            gaps[at] += underscores
            underscores = 0
            if token in BREAKS:
                self.breaks.append(at - dropped)
                dropped += 1
            elif token in ENCIRCLED:
                words[at] = ENCIRCLED[token]
                circled.append(at - dropped - 2 * len(circled))
                dropped -= 2
            elif self._joins(self.text, starts[at]):
                dropped += 1
            else:
                words[at] = "-"
        return circled

    def _put_in_brackets(self, circled: list[int]) -> None:
        """Make three words of each letter that stood in a circle: "(", the letter, ")"."""
        self.words = spread(self.words, circled, lambda letter: ["(", letter, ")"])
        self.starts = spread(self.starts, circled, lambda start: [start] * 3)
        self.ends = spread(self.ends, circled, lambda end: [end] * 3)
        self.gaps = spread(self.gaps, circled, lambda gap: [gap, 0, 0])

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
