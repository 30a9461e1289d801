"""Small phrases that the reasons share."""

from __future__ import annotations

from collections.abc import Sequence


def plural(number: int, noun: str) -> str:
    """`2 muscles`, `1 muscle`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def muscle_list(muscles: Sequence[tuple[str, str]]) -> str:
    """`right trapezius, left trapezius, piriformis`."""
    return ", ".join(name if side == "unspecified" else f"{side} {name}" for name, side in muscles)


def words_match(phrase: str, text: str) -> bool:
    """Whether `phrase` stands in `text` from the start of a word: `hip` in `right hip joint`, not in `ship`."""
    if phrase.partition(" ")[0] not in text:
        return False
    return f" {phrase}" in " " + text.replace("-", " ").replace("/", " ").replace("(", " ")
