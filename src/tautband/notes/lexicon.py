"""The compiled lexicon: tries of phrases, the words they are made of, and what the reader must know of each name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from tautband.notes.drawers import Drawers, opened
from tautband.notes.remembered import Remembered
from tautband.notes.spelling import allowed, nearest
from tautband.notes.words import fold
from tautband.rulebook.compiled import artifact

HERE = Path(__file__).parent
Words = Sequence[Any]
"""Normalised words; None for a word the lexicon does not hold."""
MISSPELLINGS = "misspellings"
"""The name of the drawers that hold the index of deletions, a drawer for each first letter."""
TABLES = ("agents.csv", "diagnosis_codes.csv", "muscles.csv")


class Mention(NamedTuple):
    """A phrase of the lexicon found in a note: tokens `first` to `last`, the last one not included."""

    kind: str
    value: str
    first: int
    last: int


class Lexicon:
    """What the reader knows of words. `layer` names a trie: things, cues or headings."""

    def __init__(self, compiled: dict[str, Any], drawers: Mapping[str, Drawers] | None = None) -> None:
        laid = drawers or {name: Drawers(held.get) for name, held in compiled["drawers"].items()}
        self.labels: list[tuple[str, str]] = [(kind, value) for kind, value in compiled["labels"]]
        self.tries: Mapping[str, Drawers] = laid
        self.layer_of: dict[str, str] = compiled["layer_of"]
        self.data: dict[str, dict[str, Any]] = compiled["data"]
        self.muscles: dict[str, dict[str, Any]] = compiled["muscles"]
        self.numbers: dict[str, float] = {word: float(value) for word, value in self.data["number"]["words"].items()}
        self._misspellings = laid[MISSPELLINGS]
        self._known: dict[str, str | None] = {word: word for word in compiled["words"]}
        self._known.update((word, word) for word in self.numbers)
        self._known.update(dict.fromkeys(set(compiled["plain"]) - set(self._known)))
        self.spellings = Remembered(self._spelling, self._known)
        """The normalised word of each token: marks and digits as they are, words in the lexicon's spelling or None."""
        self.counting = Remembered(self.is_number)
        """Whether each normalised word is a number."""

    def normal(self, word: str) -> str | None:
        """The lexicon's spelling of a written word, or None for a word it does not hold."""
        known: str | None = self.spellings[word]
        return known

    def _spelling(self, word: str) -> str | None:
        if not word[0].isalpha():
            return word
        folded = fold(word)
        if folded in self._known:
            return self._known[folded]
        if not folded.isalpha():
            return None
        return nearest(folded, self._misspellings[folded[0]] or {}, allowed(word))

    def find(
        self, layer: str, words: Words, numbers: Sequence[bool], begin: int = 0, end: int | None = None
    ) -> list[Mention]:
        """The longest phrases of `layer` among normalised `words`, left to right, none overlapping another."""
        root = self.tries[layer]
        found = []
        at = begin
        stop = len(words) if end is None else end
        while at < stop:
            node = root[words[at]]
            at += 1
            if node is None:
                continue
            if len(node) == 1 and "" in node:  # a phrase of one word that begins no longer one
                kind, value = self.labels[node[""][0]]
                found.append(Mention(kind, value, at - 1, at))
                continue
            last, label = self.longest(node, words, numbers, at, stop)
            if label >= 0:
                found.append(Mention(*self.labels[label], at - 1, last))
                at = last
        return found

    def longest(
        self, node: dict[str, Any], words: Words, numbers: Sequence[bool], at: int, stop: int
    ) -> tuple[int, int]:
        """Where the longest phrase below `node` ends, and its label; label -1 when there is none."""
        best, label = at, -1
        paths = [(node, at)]
        while paths:
            node, at = paths.pop()
            labels = node.get("")
            if labels is not None and (label < 0 or at > best):
                best, label = at, labels[0]
            if at < stop:
                word = words[at]
                if word is not None and word in node:
                    paths.append((node[word], at + 1))
                if numbers[at] and "#" in node:
                    paths.append((node["#"], at + 1))
                if "*" in node and (word is None or word.isalpha()):
                    paths.append((node["*"], at + 1))
        return best, label

    def find_cues(self, words: Words, numbers: Sequence[bool]) -> dict[str, list[Mention]]:
        """Every meaning of the shared layers at every word, by layer; the longest phrase for each, overlaps allowed."""
        root = self.tries["cues"]
        number_node = root["#"]
        labels, layer_of = self.labels, self.layer_of
        found: dict[str, list[Mention]] = {layer: [] for layer in layer_of.values()}
        stop = len(words)
        for at, word in enumerate(words):
            node = root[word]
            following = words[at + 1] if at + 1 < stop else None
            paths = []
            if node is not None and ("" in node or following in node or "*" in node or "#" in node):
                paths.append((node, at + 1))
            if number_node is not None and numbers[at]:
                paths.append((number_node, at + 1))
            if not paths:
                continue
            ends: dict[int, int] = {}
            while paths:
                node, place = paths.pop()
                for label in node.get("", ()):
                    if place > ends.get(label, 0):
                        ends[label] = place
                if place < stop:
                    following = words[place]
                    if following is not None and following in node:
                        paths.append((node[following], place + 1))
                    if numbers[place] and "#" in node:
                        paths.append((node["#"], place + 1))
                    if "*" in node and (following is None or following.isalpha()):
                        paths.append((node["*"], place + 1))
            for label, last in ends.items() if len(ends) < 2 else sorted(ends.items(), key=_longest_first):
                kind, value = labels[label]
                found[layer_of[kind]].append(Mention(kind, value, at, last))
        return found

    def is_number(self, word: str | None) -> bool:
        """Whether a normalised word is a number, in digits or words."""
        if word is None:
            return False
        first = word[0]
        return first.isdigit() or (first == "." and len(word) > 1) or word in self.numbers


def _longest_first(end: tuple[int, int]) -> int:
    return -end[1]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon this program ships, loaded once."""
    directory = artifact("lexicon", _sources(), _build)
    compiled = json.loads((directory / "lexicon.json").read_bytes())
    return Lexicon(compiled, opened(directory / "drawers.jsonl", compiled["drawers"]))


def _sources() -> list[Path]:
    tables = HERE.parent / "tables"
    code = (
        HERE / name
        for name in ("drawers.py", "lexicon_source.py", "phrases.py", "spelling.py", "tokens.py", "words.py")
    )
    return [
        *(HERE / "lexicon").glob("*.toml"),
        *(tables / name for name in TABLES),
        HERE.parent / "policies" / "payers.toml",
        *code,
    ]


def _build(directory: Path) -> None:
    from tautband.notes.lexicon_source import build

    build(directory)
