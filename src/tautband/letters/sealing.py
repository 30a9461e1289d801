"""Whether a note is still the one that was coded: word by word, with the lines that changed."""

from __future__ import annotations

import hashlib
from difflib import SequenceMatcher

from tautband.model.document import NoteSeal

LINE_FIGURES = 8


def seal_of(text: str) -> NoteSeal:
    """The seal of a note: it changes with any word and with no blank or line break."""
    lines = tuple(_digest(line)[:LINE_FIGURES] for line in _lines(text) if line.split())
    return NoteSeal(words=_digest(text), lines=lines)


def is_sealed(text: str, seal: NoteSeal) -> bool:
    """Whether the note holds the words it held when it was sealed, all of them and no others."""
    return _digest(text) == seal.words


def altered_lines(text: str, seal: NoteSeal) -> tuple[int, ...]:
    """The lines of the note (from 1) whose words are not the sealed ones; where words were taken away, the line they
    stood after. Empty where the words are the same, and where the seal holds no lines to compare.
    """
    if is_sealed(text, seal) or not seal.lines:
        return ()
    numbered = [(number, line) for number, line in enumerate(_lines(text), 1) if line.split()]
    now = [_digest(line)[:LINE_FIGURES] for _, line in numbered]
    found: set[int] = set()
    for tag, _, _, first, last in SequenceMatcher(None, seal.lines, now, autojunk=False).get_opcodes():
        if tag == "delete":
            found.add(numbered[first - 1][0] if first else 1)
        elif tag != "equal":
            found.update(number for number, _ in numbered[first:last])
    return tuple(sorted(found))


def line_of(text: str, offset: int) -> int:
    """The line (from 1) that holds the character at `offset`, as `altered_lines` counts them."""
    return len(_lines(text[: offset + 1])) or 1


def _lines(text: str) -> list[str]:
    return text.splitlines()


def _digest(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()
