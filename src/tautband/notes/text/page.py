"""A note as it is worked on: its words, lines, sentences and the lexicon's phrases in them.

Every later step reads a `Page` and adds facts; none goes back to the bare text, except to quote it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import compress
from operator import attrgetter
from typing import Any

from tautband.model.evidence import Evidence
from tautband.notes.text.dates import Dated
from tautband.notes.vocabulary.lexicon import Lexicon, Mention
from tautband.notes.vocabulary.remembered import Remembered
from tautband.notes.vocabulary.tokens import Tokens

NONE: list[Mention] = []
"""What a sentence without a mention holds; never added to."""
NO_DATES: list[Dated] = []
NO_PLACES: list[int] = []


FIRST = attrgetter("first")


class NoKinds(dict[str, list[Mention]]):
    """The kinds of a sentence without things; one for all, never added to."""

    __hash__ = object.__hash__  # type: ignore[assignment]


NO_KINDS = NoKinds()
TRIGGER = {"trigger", "tp", "tps", "trp", "trps"}


@dataclass(slots=True)
class Line:
    """One line: tokens `first` to `last` (without its newline)."""

    first: int
    last: int
    goes_on: bool = False
    """Whether a word broken at its end goes on below."""

    @property
    def blank(self) -> bool:
        """Whether nothing stands on the line."""
        return self.first == self.last


@dataclass(slots=True)
class Sentence:
    """A sentence, table row or form item: the unit that is asserted as a whole."""

    first: int
    last: int
    number: int = 0
    line: int = 0
    paragraph: int = 0
    section: str = ""
    heading: tuple[int, int] | None = None
    """Tokens of the heading that opens this sentence."""
    opened_by: str = ""
    """The section its heading gave it, before the procedure's own words moved it."""
    item: bool = False
    """Opens a list item: "1.", "(a)", "B)", a bullet."""
    dated: date | None = None
    """The date whose entry this sentence belongs to, where the note is a list of dated entries."""
    things: Sequence[Mention] = ()
    kinds: Mapping[str, list[Mention]] = NO_KINDS
    """The things by their kind, so that what is not there is not looked for."""
    meanings: Set[tuple[str, str]] = frozenset()
    """Kind and value of each thing."""
    vocabulary: frozenset[str] = frozenset()
    """The different words, in lower case."""
    assertions: Set[str] = frozenset()
    cues: Sequence[Mention] = ()
    elements: Sequence[Mention] = ()
    diagnoses: Sequence[Mention] = ()
    """Diagnoses, drugs, tests and verbs of their management named in it."""
    past: bool = False
    late: bool = False
    """Stands after the first words of its procedure, so that scores and advice in it are those afterwards."""
    foreign: bool = False
    """Boilerplate, instruction text, family or another clinician's work: nothing here is this encounter's."""

    sided: Set[int] | None = None

    @property
    def own(self) -> bool:
        """Whether what it tells is of this encounter: not of an earlier day, and nobody else's."""
        return not self.past and not self.foreign

    @property
    def side_words(self) -> Set[int]:
        """The places of the words that name a side, gathered when they are first asked for: a row of a hundred muscles
        asks a hundred times.
        """
        if self.sided is None:
            self.sided = {at for m in self.kinds.get("side", NONE) for at in range(m.first, m.last)}
        return self.sided

    def has(self, *values: str) -> bool:
        """Whether any of these assertions was found in the sentence."""
        return bool(self.assertions) and not self.assertions.isdisjoint(values)

    def of(self, *kinds: str) -> list[Mention]:
        """The things of some kinds, those of one kind together and in order."""
        held = self.kinds
        return [m for kind in kinds if kind in held for m in held[kind]]

    def hold(self, things: list[Mention]) -> None:
        """Keep the things found in the sentence, with the views of them that every step asks for."""
        if not things and not self.things:
            return
        kinds: dict[str, list[Mention]] = {}
        for m in things:
            kind = m.kind
            if kind in kinds:
                kinds[kind].append(m)
            else:
                kinds[kind] = [m]
        self.things, self.kinds, self.meanings = things, kinds, {m[:2] for m in things}
        self.sided = None


class Page:
    """One note, cut and matched. `words` are normalised: None where the lexicon has no such word."""

    def __init__(self, text: str, tokens: Tokens, lexicon: Lexicon) -> None:
        self.text = text
        self.tokens = tokens
        self.lexicon = lexicon
        self.words: list[str | None] = lexicon.spellings.each(tokens.words)
        self.numbers: list[bool] = []
        """Which words are numbers, in digits or words."""
        self.number_places: list[int] = []
        self._unnumbered: list[bool] = []
        self._line_begins: list[int] = []
        self._places: dict[frozenset[str], list[int]] = {}
        self.values: list[float | None] = []
        self.cues: dict[str, list[Mention]] = {}
        """Phrases of the lexicon's shared layers, in order, by layer."""
        self.lines: list[Line] = []
        self.hidden: set[int] = set()
        self.line_starts: set[int] = set()
        self.labels: list[list[str]] = []
        """Letters that count the note's problems or procedures ("A:" where a line opens with "B:")."""
        self.capitals = False
        """Whether the whole note is in capitals, so that capitals show nothing."""
        self.sentences: list[Sentence] = []
        self.sentence_numbers: list[int] = []
        """The number of the sentence that holds each word; -1 for a word in none."""
        self.said: defaultdict[str, list[int]] = defaultdict(list)
        """The numbers of the sentences that hold each word."""
        self._held: dict[str, dict[int, list[Mention]]] = {}
        self._such: dict[int, frozenset[str]] = {}
        self._dated: dict[int, list[Dated]] | None = None
        self._numbered: dict[int, list[int]] | None = None
        self.dates: list[Dated] = []
        self.day: date | None = None
        self.day_spans: tuple[Dated, ...] = ()
        self.other_day: Dated | None = None
        """A date the note gives for the service that is not the date given."""
        self.toxin_alone: bool | None = None
        """Whether no drug but a toxin is given, once that was asked."""
        self.toxin_field: int | None = None
        """The last sentence that is a form's field with a toxin, by its number, -1 for none, once that was asked."""
        self.sides: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
        """Sides that layout gives to a line (ticked columns), each with a count of points where the cell holds one."""
        self.cells: dict[int, dict[str, str]] = {}
        """Cells of a table row by the meaning of their column, for the rows of tables with a header."""
        self.muscle_cells: dict[int, list[tuple[int, int]]] = {}
        """Where the muscle stands in such rows."""
        self.counted: dict[int, Any] = {}
        """The counts of each sentence by its number, once read: five steps ask for them."""
        self.named: set[str] = set()
        """Muscles named so far, so that a first word alone can be taken for one of them."""
        self.halves: dict[int, str] = {}
        """The side of each line that stands in a column headed by a side."""
        self.dosed_lines: set[int] = set()
        """Lines of a table of muscles with a column for what was injected, wherever it stands."""
        self.turned: list[Any] = []
        """The tables whose columns are headed by muscles."""
        self.left_words: set[int] = set()
        """Words of a table's cell that leave one side out in a row that injects the other."""
        self.toxin_lines: set[int] = set()
        """Rows of a table of muscles with a column of units, which only a toxin is measured in."""
        self.void: set[int] = set()
        """Numbers of the sentences that the note itself takes back."""
        self.unticked: list[tuple[int, frozenset[str]]] = []
        """The words of each item that a form leaves unticked, with its line."""
        self.off_lines: set[int] = set()
        """Rows of a grid in which nothing is ticked."""

    def evidence(self, first: int, last: int) -> Evidence:
        """The words of tokens `first` to `last` as they stand in the note."""
        start, end = self.tokens.starts[first], self.tokens.ends[max(first, last - 1)]
        return Evidence.of(self.text, start, end)

    def match(self) -> None:
        """Find the lexicon's phrases: after the layout has settled which words stand on the page."""
        self.numbers = self.lexicon.counting.each(self.words)
        self.number_places = [at for at, flag in enumerate(self.numbers) if flag]
        self.values = [None] * len(self.words)
        for at in self.number_places:
            self.values[at] = value_of(self.words[at] or "", self.lexicon.numbers)
        self.cues = self.lexicon.find_cues(self.words, self.numbers)

    def find(self, layer: str, begin: int = 0, end: int | None = None) -> list[Mention]:
        """The longest phrases of a layer with a trie of its own, none overlapping another."""
        return self.lexicon.find(layer, self.words, self.numbers, begin, end)

    def things_between(self, begin: int, end: int) -> list[Mention]:
        """The things among some words of a page that is still being laid out, before it is known which are numbers."""
        if len(self._unnumbered) != len(self.words):
            self._unnumbered = [False] * len(self.words)
        return self.lexicon.find("things", self.words, self._unnumbered, begin, end)

    def phrase_at(self, layer: str, at: int, stop: int) -> Mention | None:
        """The longest phrase of a layer that opens at token `at` and ends by `stop`."""
        return self.lexicon.phrase_at(layer, self.words, self.numbers, at, stop)

    def within(self, layer: str, sentence: Sentence) -> list[Mention]:
        """The phrases of a shared layer that lie in one sentence."""
        held = self._held.get(layer)
        if held is None:
            held = self._held[layer] = self.by_sentence(self.cues[layer])
        return held.get(sentence.number, NONE)

    def saying(self, words: Set[str]) -> list[Sentence]:
        """The sentences that hold any of some words, in order: all that a reader need look at who looks for these.

        Which of the words a sentence holds, and what it means by it, is for the reader to tell; it would come to the
        same with every sentence.
        """
        held = {number for word in words & self.said.keys() for number in self.said[word]}
        return [self.sentences[number] for number in sorted(held)]

    def such(self, so: Remembered) -> frozenset[str]:
        """The words of its sentences that are so, by a memory of what each word is. Asked once for the whole page: most
        pages hold none, and then no sentence need be asked word by word.
        """
        found = self._such.get(id(so))
        if found is None:
            found = self._such[id(so)] = frozenset(compress(self.said, map(so.__getitem__, self.said)))
        return found

    def by_sentence(self, mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
        """The mentions that lie in one sentence, by its number; sentences without any are left out."""
        held: dict[int, list[Mention]] = {}
        numbers = self.sentence_numbers
        for m in mentions:
            number = numbers[m.first]
            if number == numbers[m.last - 1] and number >= 0:
                if number in held:
                    held[number].append(m)
                else:
                    held[number] = [m]
        return held

    def number(self, at: int) -> float | None:
        """The number at token `at`, in digits or words; None for any other word or place."""
        return self.values[at] if 0 <= at < len(self.values) else None

    def dates_in(self, sentence: Sentence) -> Sequence[Dated]:
        """The dates written in a sentence."""
        if self._dated is None:
            self._dated = {}
            for dated in self.dates:
                self._dated.setdefault(self.sentence_numbers[dated.first], []).append(dated)
        return self._dated.get(sentence.number, NO_DATES)

    def dates_between(self, begin: int, end: int) -> Sequence[Dated]:
        """The dates that open at a word from `begin` on and before `end`."""
        at = bisect_left(self.dates, begin, key=FIRST)
        return self.dates[at : bisect_left(self.dates, end, lo=at, key=FIRST)]

    def line_begin(self, at: int) -> int:
        """Where the line that holds a word begins."""
        self._line_begins = self._line_begins or sorted(self.line_starts)
        place = bisect_right(self._line_begins, at)
        return self._line_begins[place - 1] if place else 0

    def first_place(self, words: frozenset[str], begin: int, end: int) -> int | None:
        """The first place of any of some words from `begin` on and before `end`; None where none stands there.

        The page is gone through once for each set of words, so that a line of any length may be asked about for each of
        its sentences.
        """
        places = self._places.get(words)
        if places is None:
            said = self.tokens.words
            held = () if words.isdisjoint(said) else enumerate(said)
            places = self._places[words] = [at for at, word in held if word in words]
        at = bisect_left(places, begin)
        return places[at] if at < len(places) and places[at] < end else None

    def sentence_at(self, start: int) -> Sentence | None:
        """The sentence that holds the character at `start`, if one does."""
        at = bisect_right(self.sentences, start, key=self._begin) - 1
        if at < 0:
            return None
        sentence = self.sentences[at]
        return sentence if start < self.tokens.ends[sentence.last - 1] else None

    def _begin(self, sentence: Sentence) -> int:
        return self.tokens.starts[sentence.first]

    def numbers_in(self, sentence: Sentence) -> Sequence[int]:
        """The places of a sentence's numbers."""
        if self._numbered is None:
            self._numbered = {}
            for at in self.number_places:
                self._numbered.setdefault(self.sentence_numbers[at], []).append(at)
        return self._numbered.get(sentence.number, NO_PLACES)


THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$").match
DECIMAL_COMMA = re.compile(r"\d{1,2},\d{1,2}$").match
"""A comma before one or two last digits parts decimals, as in "0,5 mL"; before three it parts thousands."""


def value_of(word: str, known: dict[str, float]) -> float | None:
    """The value of a number in digits or words; None for digits too long to be an amount."""
    value = known.get(word)
    if value is not None:
        return value
    try:
        if "," in word and not THOUSANDS(word):
            word = word.replace(",", ".") if DECIMAL_COMMA(word) else ","
        return float(word.replace(",", "")) if len(word) < 12 else None
    except ValueError:
        return None
