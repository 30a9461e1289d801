"""One page of the form being filled: each field gets its text, and what does not fit is listed and never cut."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from tautband.formats.cms1500.grid import places

_SPELLED = str.maketrans({
    "ß": "SS", "Æ": "AE", "æ": "AE", "Ø": "O", "ø": "O", "Œ": "OE", "œ": "OE", "Ł": "L", "ł": "L", "Đ": "D", "đ": "D",
    "\u2018": "'", "\u2019": "'", "\u2013": "-", "\u2014": "-",
})  # fmt: skip
"""Letters and marks that Unicode does not take apart."""


@dataclass
class Sheet:
    """One page: the text of each field that has one, in capitals, and what is wrong with it.

    A problem names the field, never its text, which may tell who a patient is.
    """

    fields: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def put(self, name: str, text: str | None, said: str | None = None) -> None:
        """Put a text into a field; nothing for None or an empty text. `said` names where the text comes from."""
        plain = plain_text(text or "")
        if plain is None:
            self.problems.append(f"box {name}: letters the form cannot print{_from(said)}: write them in A to Z")
        elif len(plain) > (room := places()[name].width):
            self.problems.append(
                f"box {name}: {len(plain)} characters, and the box holds {room}{_from(said)}: shorten it"
            )
        elif plain:
            self.fields[name] = plain

    def put_spaced(self, name: str, text: str) -> None:
        """Put a text whose blanks count, such as a drug code three blanks before its quantity."""
        if len(text) > (room := places()[name].width):
            self.problems.append(f"box {name}: {len(text)} characters, and the box holds {room}: shorten it")
        else:
            self.fields[name] = text

    def mark(self, name: str, on: bool = True) -> None:
        """Mark a box with an X."""
        if on:
            self.put(name, "X")


def plain_text(text: str) -> str | None:
    """Capitals without accents and with single spaces; None where a letter has no plain form."""
    parts = unicodedata.normalize("NFKD", text.translate(_SPELLED))
    kept = "".join(each for each in parts if not unicodedata.combining(each))
    plain = " ".join(kept.upper().split())
    return plain if all(" " <= each <= "~" for each in plain) else None


def _from(said: str | None) -> str:
    return f" ({said})" if said else ""
