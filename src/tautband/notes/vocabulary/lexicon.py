"""The compiled lexicon: tries of phrases, the words they are made of, and what the reader must know of each name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import compress
from pathlib import Path
from typing import Any, NamedTuple

from tautband.notes.vocabulary.drawers import Drawers, opened
from tautband.notes.vocabulary.remembered import Remembered
from tautband.notes.vocabulary.spelling import allowed, nearest
from tautband.notes.vocabulary.word_graph import TERMINAL, Node
from tautband.notes.vocabulary.words import fold
from tautband.rulebook.compiled import artifact

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1]
Words = list[Any]
"""Normalised words; None for a word the lexicon does not hold."""
MISSPELLINGS = "misspellings"
"""The name of the drawers that hold the index of deletions, a drawer for each first letter."""
TABLES = ("agents.csv", "diagnosis_codes.csv", "muscles.csv")


Opening = tuple[Node, bool, int]
"""The node of the graph that a word opens, whether any word or number may follow there, and its own ending or -1."""
CueOpening = tuple[Node, bool, tuple[int, ...], int | None]
"""The same of the cues, with the labels of its own ending; a number that opens cues of its own too has their node."""


class Mention(NamedTuple):
    """A phrase of the lexicon found in a note: tokens `first` to `last`, the last one not included."""

    kind: str
    value: str
    first: int
    last: int


_new = tuple.__new__
"""Makes a mention of a tuple at half the cost of `Mention(...)`, of which a page makes two hundred."""


class Lexicon:
    """What the reader knows of words. `layer` names a set of phrases: things, cues or headings."""

    def __init__(self, compiled: dict[str, Any], drawers: Mapping[str, Drawers] | None = None) -> None:
        laid = drawers or {name: Drawers(held.get) for name, held in compiled["drawers"].items()}
        self.labels: list[tuple[str, str]] = [(kind, value) for kind, value in compiled["labels"]]
        graph = compiled["graph"]
        self.lines: Sequence[bytes] = graph.get("lines", ())
        self.nodes: list[Node | None] = graph.get("nodes") or [None] * len(self.lines)
        """The nodes of the graph by number; None for one that still lies in `lines`, since no note came to it."""
        self.roots: dict[str, Node] = {layer: self.node(number) for layer, number in graph["roots"].items()}
        self.endings: list[tuple[int, ...]] = [tuple(labels) for labels in graph["endings"]]
        """The labels of phrases that end at a node, by the number the node holds."""
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
        self._known.update((word, meant) for word, meant in compiled["meant"].items() if word not in self._known)
        self.spellings = Remembered(self._spelling, self._known)
        """The normalised word of each token: marks and digits as they are, words in the lexicon's spelling or None."""
        self.counting = Remembered(self.is_number)
        """Whether each normalised word is a number."""
        self._openings = {layer: Remembered(partial(self._opening, root)) for layer, root in self.roots.items()}
        """By layer what each normalised word opens; None for a word that opens nothing."""
        self._cue_openings = Remembered(self._cue_opening)

    def node(self, number: int) -> Node:
        """The node of this number; the first time its line is read."""
        node = self.nodes[number]
        if node is None:
            node = self.nodes[number] = json.loads(self.lines[number])
        return node

    def opens(self, layer: str, word: str | None) -> bool:
        """Whether a phrase of `layer` opens with a normalised word."""
        return word in self.roots[layer]

    def forget_openings(self) -> None:
        """Work out anew what each word opens, after phrases were changed in the graph."""
        for openings in (*self._openings.values(), self._cue_openings):
            openings.clear()

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
        self, layer: str, words: Words, numbers: list[bool], begin: int = 0, end: int | None = None
    ) -> list[Mention]:
        """The longest phrases of `layer` among normalised `words`, left to right, none overlapping another."""
        stop = len(words) if end is None else end
        return self.find_to(layer, words, numbers, begin, [stop] * (stop - begin))

    def find_to(self, layer: str, words: Words, numbers: list[bool], begin: int, stops: list[int]) -> list[Mention]:
        """The same from `begin` on, where a phrase that opens at word `begin + i` ends by `stops[i]`."""
        found: list[Mention] = []
        after = begin
        page = words[begin : begin + len(stops)] if begin or len(stops) < len(words) else words
        openings = self._openings[layer].each(page)
        for at, (node, wild, ending) in compress(enumerate(openings, begin), openings):  # most words open nothing
            if at < after:
                continue
            last = at + 1
            if last < stops[at - begin] and (wild or words[last] in node):
                last, ending = self.longest(node, words, numbers, last, stops[at - begin])
            if ending >= 0:
                found.append(_new(Mention, (*self.labels[self.endings[ending][0]], at, last)))
                after = last
        return found

    def phrase_at(self, layer: str, words: Words, numbers: list[bool], at: int, stop: int) -> Mention | None:
        """The longest phrase of the layer that opens at word `at` and ends by `stop`."""
        if self._openings[layer][words[at]] is None:
            return None
        return next(iter(self.find_to(layer, words, numbers, at, [stop])), None)

    def longest(self, node: Node, words: Words, numbers: list[bool], at: int, stop: int) -> tuple[int, int]:
        """Where the longest phrase below `node` ends, and its ending; -1 when there is none."""
        best, ending = at, -1
        for found, last in self.endings_below(node, words, numbers, at, stop, []):
            if ending < 0 or last > best:
                best, ending = last, found
        return best, ending

    def endings_below(
        self, node: Node, words: Words, numbers: list[bool], at: int, stop: int, paths: list[tuple[int, int]]
    ) -> Iterator[tuple[int, int]]:
        """The endings of the phrases that go on from `node` with the words from `at` to `stop`, each with its place,
        and those below the nodes of `paths`.
        """
        while True:
            if TERMINAL in node:
                yield node[TERMINAL], at
            if at >= stop:
                further = None
            elif "#" in node or "*" in node:
                further = steps(node, words, numbers, at, paths)
            else:
                further = node.get(words[at])
            if further is not None:
                node, at = self.nodes[further] or self.node(further), at + 1
            elif paths:
                further, at = paths.pop()
                node = self.nodes[further] or self.node(further)
            else:
                return

    def find_cues(self, words: Words, numbers: list[bool]) -> dict[str, list[Mention]]:
        """Every meaning of the shared layers at every word, by layer; the longest phrase for each, overlaps allowed."""
        found: dict[str, list[Mention]] = {layer: [] for layer in self.layer_of.values()}
        following = (*words[1:], None)
        openings = self._cue_openings.each(words)
        for at, (node, wild, own, other) in compress(enumerate(openings), openings):  # most words open nothing
            if wild or following[at] in node:
                ends = self.ends_of(node, words, numbers, at + 1, [] if other is None else [(other, at + 1)])
                for label, last in ends.items() if len(ends) < 2 else sorted(ends.items(), key=_longest_first):
                    kind, value, layer = self.meanings[label]
                    found[layer].append(_new(Mention, (kind, value, at, last)))
            else:
                for label in own:
                    kind, value, layer = self.meanings[label]
                    found[layer].append(_new(Mention, (kind, value, at, at + 1)))
        return found

    def _opening(self, root: Node, word: str | None) -> Opening | None:
        node = self.node(root[word]) if word is not None and word in root else None
        return None if node is None else (node, "#" in node or "*" in node, node.get(TERMINAL, -1))

    def _cue_opening(self, word: str | None) -> CueOpening | None:
        root = self.roots["cues"]
        opening, other = self._opening(root, word), None
        if word is not None and "#" in root and self.is_number(word):
            other = None if opening is None else root[word]
            opening = self._opening(root, "#")
        if opening is None:
            return None
        node, wild, ending = opening
        return node, wild or other is not None, self.endings[ending] if ending >= 0 else (), other

    def ends_of(
        self, node: Node, words: Words, numbers: list[bool], at: int, paths: list[tuple[int, int]]
    ) -> dict[int, int]:
        """Where the longest phrase of each label ends below `node`, and below the nodes of `paths`."""
        ends: dict[int, int] = {}
        for ending, last in self.endings_below(node, words, numbers, at, len(words), paths):
            for label in self.endings[ending]:
                if last > ends.get(label, 0):
                    ends[label] = last
        return ends

    def is_number(self, word: str | None) -> bool:
        """Whether a normalised word is a number, in digits or words."""
        if word is None:
            return False
        first = word[0]
        return first.isdigit() or (first == "." and len(word) > 1) or word in self.numbers


def steps(node: Node, words: Words, numbers: list[bool], at: int, paths: list[tuple[int, int]]) -> int | None:
    """The node that the word at `at` leads to; where it leads to several, the others are added to `paths`."""
    word = words[at]
    further = node.get(word) if word is not None else None
    if "#" in node and numbers[at]:
        if further is not None:
            paths.append((further, at + 1))
        further = node["#"]
    if "*" in node and (word is None or word.isalpha()):
        if further is not None:
            paths.append((further, at + 1))
        further = node["*"]
    return further


def _longest_first(end: tuple[int, int]) -> int:
    return -end[1]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon this program ships, loaded once."""
    directory = artifact("lexicon", _sources(), _build)
    compiled = json.loads((directory / "lexicon.json").read_bytes())
    compiled["graph"]["lines"] = (directory / "nodes.jsonl").read_bytes().split(b"\n")
    return Lexicon(compiled, opened(directory / "drawers.jsonl", compiled["drawers"]))


def _sources() -> list[Path]:
    tables = PACKAGE / "tables"
    code = (
        HERE / name
        for name in (
            "clips.py",
            "drawers.py",
            "lexicon_source.py",
            "phrases.py",
            "spelling.py",
            "tokens.py",
            "word_graph.py",
            "words.py",
        )
    )
    return [
        *(HERE / "lexicon").glob("*.toml"),
        *(tables / name for name in TABLES),
        PACKAGE / "policies" / "payers.toml",
        *code,
    ]


def _build(directory: Path) -> None:
    from tautband.notes.vocabulary.lexicon_source import build

    build(directory)
