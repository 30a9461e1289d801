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


_new = tuple.__new__
"""Makes a mention of a tuple at half the cost of `Mention(...)`, of which a page makes two hundred."""


class Lexicon:
    """What the reader knows of words. `layer` names a trie: things, cues or headings."""

    def __init__(self, compiled: dict[str, Any], drawers: Mapping[str, Drawers] | None = None) -> None:
        laid = drawers or {name: Drawers(held.get) for name, held in compiled["drawers"].items()}
        self.labels: list[tuple[str, str]] = [(kind, value) for kind, value in compiled["labels"]]
        self.tries: Mapping[str, Drawers] = laid
        self.layer_of: dict[str, str] = compiled["layer_of"]
        self.meanings = [(kind, value, self.layer_of.get(kind, "")) for kind, value in self.labels]
        self.data: dict[str, dict[str, Any]] = compiled["data"]
        self.muscles: dict[str, dict[str, Any]] = compiled["muscles"]
        self.numbers: dict[str, float] = {word: float(value) for word, value in self.data["number"]["words"].items()}
        self.clipped = frozenset(self.data.get("clipped", {}).get("words", ()))
        """The words of clipped muscle names, behind which a full stop ends no sentence."""
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
        stop = len(words) if end is None else end
        return self.find_to(layer, words, numbers, begin, [stop] * (stop - begin))

    def find_to(
        self, layer: str, words: Words, numbers: Sequence[bool], begin: int, stops: Sequence[int]
    ) -> list[Mention]:
        """The same from `begin` on, where a phrase that opens at word `begin + i` ends by `stops[i]`."""
        found: list[Mention] = []
        nodes = self.tries[layer].each(words[begin : begin + len(stops)])
        after = begin
        for at in [at for at, node in enumerate(nodes, begin) if node is not None]:
            if at < after:
                continue
            node, stop = nodes[at - begin], stops[at - begin]
            following = words[at + 1] if at + 1 < stop else None
            if following in node or "#" in node or "*" in node:
                last, label = self.longest(node, words, numbers, at + 1, stop)
            elif "" in node:
                last, label = at + 1, node[""][0]
            else:
                continue
            if label >= 0:
                found.append(_new(Mention, (*self.labels[label], at, last)))
                after = last
        return found

    def longest(
        self, node: dict[str, Any], words: Words, numbers: Sequence[bool], at: int, stop: int
    ) -> tuple[int, int]:
        """Where the longest phrase below `node` ends, and its label; label -1 when there is none."""
        best, label = at, -1
        paths: list[tuple[dict[str, Any], int]] = []
        while True:
            if "" in node and (label < 0 or at > best):
                best, label = at, node[""][0]
            further = steps(node, words, numbers, at, paths) if at < stop else None
            if further is not None:
                node, at = further, at + 1
            elif paths:
                node, at = paths.pop()
            else:
                return best, label

    def find_cues(self, words: Words, numbers: Sequence[bool]) -> dict[str, list[Mention]]:
        """Every meaning of the shared layers at every word, by layer; the longest phrase for each, overlaps allowed."""
        root = self.tries["cues"]
        number_node = root["#"]
        found: dict[str, list[Mention]] = {layer: [] for layer in self.layer_of.values()}
        for at, (node, following, number) in enumerate(
            zip(root.each(words), (*words[1:], None), numbers, strict=False)
        ):
            ends: dict[int, int] | None = None
            if number and number_node is not None:
                ends = ends_of(number_node, words, numbers, at + 1, [(node, at + 1)] if node is not None else [])
            elif node is None:
                continue
            elif following in node or "#" in node or "*" in node:
                ends = ends_of(node, words, numbers, at + 1, [])
            elif "" in node:
                ends = dict.fromkeys(node[""], at + 1)
            if ends:
                for label, last in ends.items() if len(ends) < 2 else sorted(ends.items(), key=_longest_first):
                    kind, value, layer = self.meanings[label]
                    found[layer].append(_new(Mention, (kind, value, at, last)))
        return found

    def is_number(self, word: str | None) -> bool:
        """Whether a normalised word is a number, in digits or words."""
        if word is None:
            return False
        first = word[0]
        return first.isdigit() or (first == "." and len(word) > 1) or word in self.numbers


def steps(
    node: dict[str, Any], words: Words, numbers: Sequence[bool], at: int, paths: list[tuple[dict[str, Any], int]]
) -> dict[str, Any] | None:
    """The node that the word at `at` leads to; where it leads to several, the others are added to `paths`."""
    word = words[at]
    further: dict[str, Any] | None = node.get(word) if word is not None else None
    if "#" in node and numbers[at]:
        if further is not None:
            paths.append((further, at + 1))
        further = node["#"]
    if "*" in node and (word is None or word.isalpha()):
        if further is not None:
            paths.append((further, at + 1))
        further = node["*"]
    return further


def ends_of(
    node: dict[str, Any], words: Words, numbers: Sequence[bool], at: int, paths: list[tuple[dict[str, Any], int]]
) -> dict[int, int]:
    """Where the longest phrase of each label ends below `node`, and below the nodes of `paths`."""
    ends: dict[int, int] = {}
    stop = len(words)
    while True:
        if "" in node:
            for label in node[""]:
                if at > ends.get(label, 0):
                    ends[label] = at
        further = steps(node, words, numbers, at, paths) if at < stop else None
        if further is not None:
            node, at = further, at + 1
        elif paths:
            node, at = paths.pop()
        else:
            return ends


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
        for name in (
            "clips.py",
            "drawers.py",
            "lexicon_source.py",
            "phrases.py",
            "spelling.py",
            "tokens.py",
            "words.py",
        )
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
