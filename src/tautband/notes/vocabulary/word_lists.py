"""The long lists of words that rules go by: names of illnesses, drugs, specialties, parts of an examination."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "words"


def words_of(name: str) -> frozenset[str]:
    """The words of a list by its name.

    Each list is a text file of `words/`: lines with "#" say what the words are, the others hold them between blanks. A
    name without a file is an error of the program, not of a note.
    """
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
