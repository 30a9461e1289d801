"""The compiled lexicon: tries of phrases, the words they are made of, and what the reader must know of each name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from tautband.notes.spelling import allowed, nearest
from tautband.notes.words import fold
from tautband.rulebook.compiled import artifact

HERE = Path(__file__).parent
MOST_REMEMBERED = 20_000
TABLES = ("agents.csv", "diagnosis_codes.csv", "muscles.csv")


class Mention(NamedTuple):
    """A phrase of the lexicon found in a note: tokens `first` to `last`, the last one not included."""

    kind: str
    value: str
    first: int
    last: int


class Lexicon:
    """What the reader knows of words. `layer` names a trie: things, cues or headings."""

    def __init__(self, compiled: dict[str, Any]) -> None:
        self.labels: list[tuple[str, str]] = [(kind, value) for kind, value in compiled["labels"]]
        self.tries: dict[str, dict[str, Any]] = compiled["tries"]
        self.data: dict[str, dict[str, Any]] = compiled["data"]
        self.muscles: dict[str, dict[str, Any]] = compiled["muscles"]
        self.numbers: dict[str, float] = {word: float(value) for word, value in self.data["number"]["words"].items()}
        self._index: dict[str, list[str]] = compiled["index"]
        self._known: dict[str, str | None] = {word: word for word in compiled["words"]}
        self._known.update((word, word) for word in self.numbers)
        self._known.update(dict.fromkeys(set(compiled["plain"]) - set(self._known)))
        self._room = len(self._known) + MOST_REMEMBERED

    def normal(self, word: str) -> str | None:
        """The lexicon's spelling of a written word, or None for a word it does not hold."""
        try:
            return self._known[word]
        except KeyError:
            pass
        known = self._look_up(word)
        if len(self._known) < self._room:
            self._known[word] = known
        return known

    def _look_up(self, word: str) -> str | None:
        folded = fold(word)
        if folded in self._known:
            return self._known[folded]
        if not folded.isalpha():
            return None
        return nearest(folded, self._index, allowed(word))

    def find(self, layer: str, words: Sequence[str | None], begin: int = 0, end: int | None = None) -> list[Mention]:
        """The longest phrases of `layer` among normalised `words`, left to right, none overlapping another."""
        root = self.tries[layer]
        found = []
        at = begin
        stop = len(words) if end is None else end
        while at < stop:
            word = words[at]
            if word is not None and word in root:
                ends = self.ends(root, words, at, stop)
                if ends:
                    last, labels = max(ends, key=_end)
                    found.append(Mention(*self.labels[labels[0]], at, last))
                    at = last
                    continue
            at += 1
        return found

    def find_all(self, layer: str, words: Sequence[str | None]) -> list[Mention]:
        """Every meaning of `layer` at every word, the longest phrase for each; matches may overlap."""
        root = self.tries[layer]
        numbers = "#" in root
        found = []
        stop = len(words)
        for at, word in enumerate(words):
            if word is not None and (word in root or (numbers and self.is_number(word))):
                ends = self.ends(root, words, at, stop)
                if len(ends) > 1:
                    ends.sort(key=_end, reverse=True)
                seen: set[int] = set()
                for last, labels in ends:
                    for label in labels:
                        if label not in seen:
                            seen.add(label)
                            found.append(Mention(*self.labels[label], at, last))
        return found

    def ends(self, root: dict[str, Any], words: Sequence[str | None], at: int, stop: int) -> list[tuple[int, list[int]]]:
        """Where phrases that begin at `at` end, with their labels."""
        found = []
        paths = [(root, at)]
        while paths:
            node, place = paths.pop()
            labels = node.get("")
            if labels is not None:
                found.append((place, labels))
            if place >= stop:
                continue
            word = words[place]
            if word is not None and word in node:
                paths.append((node[word], place + 1))
            if "#" in node and word is not None and self.is_number(word):
                paths.append((node["#"], place + 1))
            if "*" in node and (word is None or word.isalpha()):
                paths.append((node["*"], place + 1))
        return found

    def is_number(self, word: str) -> bool:
        """Whether a normalised word is a number, in digits or words."""
        return word[0].isdigit() or word[0] == "." and len(word) > 1 or word in self.numbers


def _end(match: tuple[int, list[int]]) -> int:
    return match[0]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon this program ships, loaded once."""
    directory = artifact("lexicon", _sources(), _build)
    with (directory / "lexicon.json").open("rb") as file:
        return Lexicon(json.load(file))


def _sources() -> list[Path]:
    tables = HERE.parent / "tables"
    code = (HERE / name for name in ("lexicon_source.py", "phrases.py", "spelling.py", "tokens.py", "words.py"))
    return [*(HERE / "lexicon").glob("*.toml"), *(tables / name for name in TABLES), HERE.parent / "policies" / "payers.toml", *code]


def _build(directory: Path) -> None:
    from tautband.notes.lexicon_source import build

    build(directory)
