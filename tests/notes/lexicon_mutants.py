"""`python -m notes.lexicon_mutants`: does some annotated sentence fail when a cue of the lexicon is taken out?

A mutant is the lexicon without one phrase of one entry, one name of a table, or one family of muscles. It is made in
memory: the labels of the phrase are taken out of the tries and put back. Only the sentences that mark its meaning are
read again. Survivors are printed with the reason where `lexicon_survivors.toml` gives one. Exit 1 below the share
wanted.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from notes.annotated import LEXICON, entries, missing, parse
from tautband.notes.vocabulary.lexicon import Lexicon
from tautband.notes.vocabulary.lexicon_source import CUES, SHARED, Compiler
from tautband.notes.vocabulary.phrases import expand, word_tokens
from tautband.notes.vocabulary.word_graph import TERMINAL, Node
from tautband.notes.vocabulary.words import fold

HERE = Path(__file__).parent
SENTENCES = HERE / "sentences"
KNOWN = HERE / "lexicon_survivors.toml"
WANTED = 0.95
SEVERAL = "|"
"""Stands for the value of a phrase that names several muscles: "gluteus medius and minimus"."""

Sequence = tuple[str, ...]
Place = tuple[str, Sequence]
"""A trie by its name, and a way through it."""


class Cue(NamedTuple):
    """One phrase of an entry, one name of a table, or one family of muscles: what a mutant leaves out."""

    file: str
    number: int
    phrase: str
    kind: str
    value: str

    def __str__(self) -> str:
        where = f"entry {self.number + 1}" if self.number >= 0 else "table"
        return f"{self.file} {where} {self.kind}={self.value}: {self.phrase!r}"


class Recorder(Compiler):
    """A compiler that remembers which cue said each word sequence, and which table names found it said already."""

    def __init__(self) -> None:
        super().__init__()
        self.cue: Cue | None = None
        self.joining: Cue | None = None
        self.said: dict[Place, list[tuple[Cue | None, int]]] = defaultdict(list)
        self.places: dict[Cue, list[tuple[Place, int]]] = defaultdict(list)

    def phrase(self, layer: str, kind: str, value: str, words: Iterable[str], where: str, spell: bool = False) -> None:
        words = tuple(words)
        super().phrase(layer, kind, value, words, where, spell)
        place = (CUES if layer in SHARED else layer, tuple(word if word in "#*" else fold(word) for word in words))
        self.said[place].append((self.cue, self.labels[kind, value]))
        if self.cue is not None:
            self.places[self.cue].append((place, self.labels[kind, value]))

    def coordinations(self, family: dict[str, Any]) -> None:
        name = next(value for value, held in self.data["muscle_family"].items() if held is family)
        self.joining = Cue("muscles", -1, f"the family {name}", "muscle", SEVERAL)
        super().coordinations(family)
        self.joining = None

    def clipped(self, name: str, forms: list[tuple[str, bool]]) -> None:
        for kind, ordinary in (("muscle", False), ("short_muscle", True)):
            self.joining = Cue("muscles", -1, f"{name} clipped", kind, name)
            super().clipped(name, [form for form in forms if form[1] == ordinary])
        self.joining = None

    def table_phrase(self, kind: str, value: str, text: str, spell: bool = True) -> None:
        cue = self.joining or Cue("tables", -1, text, kind, value)
        folded = tuple(fold(word) for word in word_tokens(text))
        self.cue = cue
        known = len(self.said["things", folded])
        super().table_phrase(kind, value, text, spell)
        if len(self.said["things", folded]) == known and " ".join(word_tokens(text)) not in self.dropped[kind]:
            self.said["things", folded].append((cue, self.labels.setdefault((kind, value), len(self.labels))))
        self.cue = None


class Mutable:
    """The lexicon in memory, and every cue that can be taken out of it."""

    def __init__(self) -> None:
        recorder = Recorder()
        for file, number, content, entry in entries():
            kind = str(entry.get("kind", content.get("kind")))
            recorder.cue = None
            if "data" in entry:
                recorder.entry(content, {k: v for k, v in entry.items() if k != "phrases"} | {"phrases": []}, file)
            for phrase in entry.get("phrases", ()):
                recorder.cue = Cue(file, number, phrase, kind, entry["value"])
                recorder.entry(content, {**entry, "phrases": [phrase]}, file)
        recorder.cue = None
        for path in sorted(LEXICON.glob("*.toml")):
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            for kind, dropped in content.get("drop", {}).items():
                recorder.dropped[kind] |= {" ".join(words) for word in dropped for words in expand(word, path.name)}
            recorder.plain |= set(content.get("plain", ()))
            recorder.exact |= {fold(word) for word in content.get("exact", ())}
            recorder.spelled |= {fold(word) for word in content.get("spelled", ())}
        recorder.muscle_table()
        recorder.agent_table()
        recorder.diagnosis_table()
        recorder.payer_names()
        self.recorder = recorder
        self.lexicon = Lexicon(recorder.finished(shared=False))
        self._vocabularies: dict[str, frozenset[str]] = {}
        every = [cue for cue, places in recorder.places.items() if places]
        self.cues = [cue for cue in every if self.lost(cue)]
        self.repeated = [cue for cue in every if not self.lost(cue)]
        """Cues all of which other phrases of their meaning say too: without one of them the lexicon is the same."""

    def lost(self, cue: Cue) -> list[tuple[Place, int, int | None]]:
        """What goes with a cue: each place where nothing else says the same, its label, and what a table puts there."""
        found = []
        for place, label in dict.fromkeys(self.recorder.places[cue]):
            others = [(other, known) for other, known in self.recorder.said[place] if other != cue]
            if any(known == label for _, known in others):
                continue
            successor = others[0][1] if others and place[0] != CUES else None
            found.append((place, label, successor))
        return found

    def vocabulary(self, sentence: str) -> frozenset[str]:
        """The normalised words of a sentence."""
        if sentence not in self._vocabularies:
            self._vocabularies[sentence] = frozenset(self.lexicon.spellings.each(word_tokens(parse(sentence)[0])))
        return self._vocabularies[sentence]

    @contextmanager
    def without(self, cue: Cue) -> Iterator[Lexicon]:
        """The lexicon without a cue, for as long as the block lasts."""
        lexicon = self.lexicon
        changed: list[tuple[Node, int]] = []
        for (trie, words), label, successor in self.lost(cue):
            node = lexicon.roots[trie]
            for word in words:
                node = lexicon.node(node[word])
            held = node[TERMINAL]
            changed.append((node, held))
            left = [known for known in lexicon.endings[held] if known != label]
            left += [] if successor is None else [successor]
            if left:
                node[TERMINAL] = len(lexicon.endings)
                lexicon.endings.append(tuple(left))
            else:
                del node[TERMINAL]
        lexicon.forget_openings()
        try:
            yield lexicon
        finally:
            for node, held in changed:
                node[TERMINAL] = held
            lexicon.forget_openings()


def sentences() -> list[str]:
    """Every annotated sentence: the examples of the entries, and those of `sentences/`, one a line."""
    own = [example for _, _, _, entry in entries() for example in entry.get("examples", ())]
    files = sorted(SENTENCES.glob("*.txt"))
    return own + [line for path in files for line in path.read_text(encoding="utf-8").splitlines() if line]


def by_meaning(annotated: Iterable[str]) -> dict[tuple[str, str | None], list[str]]:
    """The sentences by each kind and value that they mark."""
    found: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for sentence in annotated:
        for mark in parse(sentence)[1]:
            value = SEVERAL if "|" in (mark.value or "") else mark.value
            if sentence not in found[mark.kind, value][-1:]:
                found[mark.kind, value].append(sentence)
    return found


def killer(mutable: Mutable, cue: Cue, marked: Mapping[tuple[str, str | None], list[str]]) -> str | None:
    """The first sentence that fails without the cue; None where none does."""
    candidates: list[str] = [*marked.get((cue.kind, cue.value), ()), *marked.get((cue.kind, None), ())]
    needed = [{word for word in words if word not in "#*"} for (_, words), _, _ in mutable.lost(cue)]
    with mutable.without(cue) as lexicon:
        for sentence in candidates:
            vocabulary = mutable.vocabulary(sentence)
            if any(words <= vocabulary for words in needed) and missing(lexicon, sentence):
                return sentence
    return None


def survivors(mutable: Mutable, cues: Iterable[Cue]) -> list[Cue]:
    """The cues that no sentence misses."""
    marked = by_meaning(sentences())
    return [cue for cue in cues if killer(mutable, cue, marked) is None]


def known_survivors() -> dict[str, str]:
    """The reasons of survivors that are known, by what is printed of them."""
    held = tomllib.loads(KNOWN.read_text(encoding="utf-8")).get("survivor", ())
    return {str(entry["cue"]): str(entry["because"]) for entry in held}


def main() -> int:
    """Take out every cue, or a sample, and print what no sentence misses."""
    parser = argparse.ArgumentParser(prog="python -m notes.lexicon_mutants")
    parser.add_argument("--sample", type=int, help="how many cues, drawn by chance; all without it")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    begun = time.monotonic()
    mutable = Mutable()
    cues = mutable.cues
    if given.sample:
        cues = random.Random(given.seed).sample(cues, min(given.sample, len(cues)))
    left = survivors(mutable, cues)
    known = known_survivors()
    for cue in left:
        print(f"survived: {cue}{f'  (known: {known[str(cue)]})' if str(cue) in known else ''}")
    share = 1 - len(left) / len(cues)
    print(f"{len(cues) - len(left)} of {len(cues)} cues missed by a sentence when taken out ({share:.1%}), "
          f"{len(mutable.repeated)} more say nothing that others do not; "
          f"{time.monotonic() - begun:.0f} s; wanted {WANTED:.0%}")  # fmt: skip
    return 0 if share >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
