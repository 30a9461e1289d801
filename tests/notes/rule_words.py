"""`python -m notes.rule_words [ROOM ...]`: which words of the rules' own lists does some note need?

The lexicon's phrases have their sentences (`notes.lexicon_mutants`); the rules of the reader hold further words in
sets, dicts and tuples of their modules. A mutant is such a list without one word, in every module that uses it and in
every list made from it. A word is needed where a committed note reads otherwise without it, or where it does so in the
place of another word of its list that a note needs. Printed are the lists that no note needs; `--all` prints every list
with the words left over. Exit 1 below the share wanted.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import pkgutil
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import tautband.notes
from tautband.notes import read
from tautband.notes.vocabulary.lexicon import lexicon
from tautband.notes.vocabulary.remembered import Remembered
from tautband.notes.vocabulary.word_lists import words_of

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
KINDS = (set, frozenset, dict, tuple)
NOTHING: frozenset[str] = frozenset()
WANTED = 0.5
"""The share of words that some note must need."""
TRIES = 8
"""Notes tried for a word that its rule met."""
MEETINGS = 120
"""Meetings of a list tried in all."""
EXAMPLES = 4
"""Notes in which the other words of a list are put in the place of one that is needed."""

Place = tuple[str, str]
"""A list by its module and name."""


class Words(NamedTuple):
    """A list by its place, with the words written in it and how it is made."""

    place: Place
    written: tuple[str, ...]
    made: ast.expr

    def __str__(self) -> str:
        return f"{self.place[0].removeprefix('tautband.notes.')}:{self.place[1]}"


class Rules:
    """The modules of the reader, the lists they define, and which names hold each list."""

    def __init__(self) -> None:
        names = [m.name for m in pkgutil.walk_packages(tautband.notes.__path__, "tautband.notes.")]
        self.modules: dict[str, ModuleType] = {name: importlib.import_module(name) for name in names}
        self.lists = {words.place: words for name in names for words in self._written(name)}
        self.holders: dict[int, list[Place]] = defaultdict(list)
        for name, module in self.modules.items():
            for attribute, value in vars(module).items():
                if type(value) in KINDS:
                    self.holders[id(value)].append((name, attribute))
        held = [entry for module in self.modules.values() for entry in vars(module).items() if entry[0] != "lexicon"]
        self.memories = [value.clear for _, value in held if isinstance(value, Remembered)]
        self.memories += [value.cache_clear for _, value in held if hasattr(value, "cache_clear")]
        self.used_in: dict[int, list[Place]] = defaultdict(list)
        self.made_of: dict[Place, set[Place]] = defaultdict(set)
        """The lists that each list is made from."""
        for place, words in self.lists.items():
            for node in ast.walk(words.made):
                if isinstance(node, ast.Name) and type(part := self._named(place[0], node.id)) in KINDS:
                    self.used_in[id(part)].append(place)
                    self.made_of[place].update(set(self.holders[id(part)]) & self.lists.keys() - {place})

    def _named(self, module: str, name: str) -> Any:
        return getattr(self.modules[module], name, None)

    def value(self, place: Place) -> Any:
        """The list itself."""
        return self._named(*place)

    def _written(self, name: str) -> Iterator[Words]:
        for node in ast.parse(Path(str(self.modules[name].__file__)).read_text(encoding="utf-8")).body:
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            made = getattr(node, "value", None)
            if isinstance(target, ast.Name) and made is not None and type(self._named(name, target.id)) in KINDS:
                held = self._named(name, target.id)
                yield Words((name, target.id), tuple(sorted(word for word in written(made) if word in held)), made)

    def forget(self) -> None:
        """Empty what the reader remembers of words, which a list may have settled."""
        for memory in self.memories:
            memory()

    @contextmanager
    def holding(self, place: Place, instead: Any) -> Iterator[None]:
        """The reader with another list in one place, and the lists made from it made anew."""
        before: list[tuple[Place, Any]] = []
        self._put(place, instead, before)
        self.forget()
        try:
            yield
        finally:
            for (module, attribute), value in reversed(before):
                setattr(self.modules[module], attribute, value)
            self.forget()

    def _put(self, place: Place, instead: Any, before: list[tuple[Place, Any]]) -> None:
        old = self.value(place)
        for holder in self.holders[id(old)]:
            before.append((holder, old))
            setattr(self.modules[holder[0]], holder[1], instead)
        for user in dict.fromkeys(self.used_in[id(old)]):
            if user != place:
                as_made = compile(ast.Expression(self.lists[user].made), str(user), "eval")
                made = eval(as_made, vars(self.modules[user[0]]))
                if made != self.value(user):
                    self._put(user, made, before)

    def without(self, place: Place, word: str) -> Any:
        """A list without one word."""
        held = self.value(place)
        if isinstance(held, dict):
            return {key: value for key, value in held.items() if key != word}
        return type(held)(entry for entry in held if entry != word)


def written(made: ast.expr) -> set[str]:
    """The texts in an expression, and the words of the list that it takes from a file."""
    texts = {n.value for n in ast.walk(made) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    calls = [n for n in ast.walk(made) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    named = [n.args[0] for n in calls if n.func.id == words_of.__name__]  # type: ignore[attr-defined]
    files = [n.value for n in named if isinstance(n, ast.Constant)]
    return texts.union(*(words_of(str(name)) for name in files))


Met = dict[Place, dict[int, set[str]]]
"""By list and note, the words of it that its rule met there."""


class WatchedSet(Set[Any]):
    """Sets of several places as one that does as their union and tells what it meets.

    No set of Python's own: of those another set asks in C, past every method of a subclass.
    """

    def __init__(self, watch: Watch, parts: dict[Place, frozenset[Any]], more: frozenset[Any] = NOTHING) -> None:
        self.watch, self.parts, self.more = watch, parts, more
        self.whole = more.union(*parts.values())

    def told(self, words: frozenset[Any]) -> None:
        """Tell the words met to the place of each."""
        for place, held in self.parts.items():
            self.watch.told(place, held & words)

    def __contains__(self, word: object) -> bool:
        self.told(frozenset({word}))
        return word in self.whole

    def __len__(self) -> int:
        return len(self.whole)

    def __iter__(self) -> Iterator[Any]:
        for word in self.whole:
            try:
                yield word
            except GeneratorExit:  # the asker found this one, and asks no further
                self.told(frozenset({word}))
                raise

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def __and__(self, others: Iterable[Any]) -> frozenset[Any]:
        here = self.whole.intersection(others)
        self.told(here)
        return here

    __rand__ = intersection = __and__

    def isdisjoint(self, others: Iterable[Any]) -> bool:
        """As of a set."""
        return not self & others

    def issuperset(self, others: Iterable[Any]) -> bool:
        """As of a set."""
        return all(word in self for word in others)

    def __or__(self, others: Any) -> Any:
        if isinstance(others, WatchedSet):
            return WatchedSet(self.watch, self.parts | others.parts, self.more | others.more)
        return WatchedSet(self.watch, self.parts, self.more.union(others))

    __ror__ = union = __or__

    @classmethod
    def _from_iterable(cls, words: Iterable[Any]) -> Any:
        return frozenset(words)


class Watch:
    """Lists that write down which of their words the reader meets in a note."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.met: Met = defaultdict(lambda: defaultdict(set))
        self.note = -1

    def told(self, place: Place, words: Iterable[Any]) -> None:
        """Write down the words met."""
        texts = {word for word in words if isinstance(word, str)}
        if texts:
            self.met[place][self.note] |= texts
            for part in self.rules.made_of[place]:
                self.told(part, texts.intersection(self.rules.lists[part].written))

    def watched(self, place: Place) -> Any:
        """A list that does as the one of this place and tells what it meets."""
        watch, held = self, self.rules.value(place)

        class WatchedTuple(tuple):  # type: ignore[type-arg]
            """A tuple that tells."""

            def __contains__(self, word: object) -> bool:
                here = super().__contains__(word)
                watch.told(place, {word} if here else set())
                return here

        class WatchedDict(dict):  # type: ignore[type-arg]
            """A dict that tells."""

            def __contains__(self, word: object) -> bool:
                here = super().__contains__(word)
                watch.told(place, {word} if here else set())
                return here

            def __getitem__(self, word: Any) -> Any:
                watch.told(place, {word})
                return super().__getitem__(word)

            def get(self, word: Any, default: Any = None) -> Any:
                """As of a dict."""
                watch.told(place, {word} if super().__contains__(word) else set())
                return super().get(word, default)

        if isinstance(held, dict):
            return WatchedDict(held)
        return WatchedTuple(held) if isinstance(held, tuple) else WatchedSet(watch, {place: frozenset(held)})

    def over(self, notes: list[str]) -> Met:
        """Read all notes with watched lists."""
        places = [place for place, words in self.rules.lists.items() if words.written]
        put: list[tuple[Place, Any]] = []
        for place in places:
            old = self.rules.value(place)
            watched = self.watched(place)
            for holder in self.rules.holders[id(old)]:
                put.append((holder, old))
                setattr(self.rules.modules[holder[0]], holder[1], watched)
        self.rules.forget()
        try:
            for self.note, note in enumerate(notes):
                read(note)
        finally:
            for (module, attribute), value in put:
                setattr(self.rules.modules[module], attribute, value)
            self.rules.forget()
        return self.met


def notes() -> list[str]:
    """The committed notes, the short ones first."""
    made: list[str] = []
    for path in [*sorted((HERE / "styles").glob("*.toml")), *sorted((HERE / "charts").glob("charts_*.toml"))]:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
        made += [entry["text"] for entry in (*held.get("note", ()), *held.get("chart", ()))]
    made += [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*/notes/*.txt"))]
    return sorted(made, key=len)


class Needed:
    """Finds the words of a list that some note needs."""

    def __init__(self, rules: Rules, texts: list[str], met: Met) -> None:
        self.rules, self.texts, self.met = rules, texts, met
        self.read: dict[str, str] = {}

    def as_it_is(self, text: str) -> str:
        """What is read of a text."""
        if text not in self.read:
            self.read[text] = read(text).model_dump_json()
        return self.read[text]

    def changes(self, place: Place, word: str, text: str) -> bool:
        """Whether a text reads otherwise without a word of a list."""
        before = self.as_it_is(text)
        with self.rules.holding(place, self.rules.without(place, word)):
            try:
                return read(text).model_dump_json() != before
            except Exception:  # a mutant may break what follows; that too is another reading
                return True

    def of(self, words: Words) -> set[str]:
        """The needed words of a list."""
        found: set[str] = set()
        examples: list[tuple[str, str]] = []
        tried: dict[str, int] = defaultdict(int)
        meetings = 0
        for number, met in sorted(self.met.get(words.place, {}).items()):
            for word in sorted(met & set(words.written) - found):
                if tried[word] == TRIES or meetings == MEETINGS:
                    continue
                tried[word], meetings = tried[word] + 1, meetings + 1
                if self.changes(words.place, word, self.texts[number]):
                    found.add(word)
                    examples.append((word, self.texts[number]))
        for word in set(words.written) - found:
            if any(self.changes(words.place, word, text) for text in instead(examples[:EXAMPLES], word)):
                found.add(word)
        return found


def instead(examples: list[tuple[str, str]], word: str) -> Iterator[str]:
    """The examples with a word in each place of the one that they need."""
    for needed, text in examples:
        for found in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(needed)}(?![A-Za-z0-9])", text, re.I):
            yield text[: found.start()] + word + text[found.end() :]


def main() -> int:
    """Print what no note needs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", help="only the lists of these rooms or modules")
    parser.add_argument("--all", action="store_true", help="print every list, with the words no note needs")
    chosen = parser.parse_args()
    lexicon()
    rules, texts = Rules(), notes()
    rooms = tuple(chosen.rooms) or ("",)
    asked = [words for words in rules.lists.values() if words.written and str(words).startswith(rooms)]
    met = Watch(rules).over(texts)
    needed, every, idle = 0, 0, 0
    search = Needed(rules, texts, met)
    for words in asked:
        found = search.of(words)
        needed, every, idle = needed + len(found), every + len(words.written), idle + (not found)
        if not found or chosen.all:
            left = ", ".join(sorted(set(words.written) - found))
            print(f"{words} {len(found)} of {len(words.written)}, met in {len(met.get(words.place, ()))} notes: {left}")
    print(f"{needed} of {every} words are needed by a note, and {idle} of {len(asked)} lists by none")
    return int(needed < WANTED * every)


if __name__ == "__main__":
    sys.exit(main())
