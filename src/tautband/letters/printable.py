"""Characters on paper: what the standard PDF fonts lack is drawn in a wider font, or written out and said so."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field

_OTHERWISE = {
    "\N{GREEK SMALL LETTER MU}": "\N{MICRO SIGN}",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{LEFTWARDS ARROW}": "<-",
    "\N{UPWARDS ARROW}": "(up)",
    "\N{DOWNWARDS ARROW}": "(down)",
    "\N{RIGHTWARDS DOUBLE ARROW}": "=>",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{NOT EQUAL TO}": "not equal to",
    "\N{MINUS SIGN}": "-",
    "\N{PRIME}": "'",
    "\N{DOUBLE PRIME}": '"',
    "\N{BALLOT BOX}": "[ ]",
    "\N{WHITE SQUARE}": "[ ]",
    "\N{BALLOT BOX WITH CHECK}": "[x]",
    "\N{BALLOT BOX WITH X}": "[x]",
    "\N{CHECK MARK}": "[x]",
    "\N{HEAVY CHECK MARK}": "[x]",
    "\N{BALLOT X}": "[x]",
    "\N{BLACK SQUARE}": "*",
    "\N{BLACK CIRCLE}": "*",
    "\N{GREEK CAPITAL LETTER DELTA}": "Delta",
}
_BLANKS = {"\t", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}", "\N{ZERO WIDTH SPACE}"}


@dataclass
class Printer:
    """Turns text into runs that paper can show. `wide` are the characters the wider font has.

    `otherwise` gathers every character that had to be written out, with what stands for it.
    """

    wide: Collection[int]
    otherwise: dict[str, str] = field(default_factory=dict)

    def runs(self, text: str) -> list[tuple[str, bool]]:
        """The text in pieces: each with whether it needs the wider font. Nothing of it is dropped in silence."""
        found: list[tuple[str, bool]] = []
        for character in text:
            shown, wide = self._shown(character)
            if found and found[-1][1] == wide:
                found[-1] = (found[-1][0] + shown, wide)
            else:
                found.append((shown, wide))
        return found

    def narrow(self, character: str) -> str:
        """One character in the standard font alone."""
        return self._written(character) if not _standard(character) else " " if character in _BLANKS else character

    def said(self) -> str | None:
        """A sentence on what was written out; None where nothing was."""
        if not self.otherwise:
            return None
        told = "; ".join(f"U+{ord(character):04X} as {shown}" for character, shown in sorted(self.otherwise.items()))
        return f"Characters of the record that this print writes out: {told}."

    def _shown(self, character: str) -> tuple[str, bool]:
        if character in _BLANKS:
            return " ", False
        if _standard(character):
            return character, False
        if ord(character) in self.wide and ord(character) >= 0xA0:
            return character, True
        return self._written(character), False

    def _written(self, character: str) -> str:
        if character in _BLANKS:
            return " "
        shown = _OTHERWISE.get(character) or _plain(character) or f"[U+{ord(character):04X}]"
        self.otherwise[character] = shown
        return shown


def _standard(character: str) -> bool:
    """Whether the standard PDF fonts have a character (WinAnsi)."""
    if ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0:
        return character == "\n"
    try:
        character.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _plain(character: str) -> str:
    """The plain letters inside a decorated one, none where there are none."""
    decomposed = unicodedata.normalize("NFKD", character)
    kept = "".join(c for c in decomposed if _standard(c) and not unicodedata.combining(c))
    return kept if kept != character else ""
