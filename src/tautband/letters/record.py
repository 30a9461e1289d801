"""The note as a source of quotations: each passage verbatim, with its page, its heading, and whether it came late."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from tautband.letters.late_entries import addenda
from tautband.letters.pages import page_of, printed
from tautband.letters.sealing import altered_lines, is_sealed, line_of
from tautband.model.document import NoteSeal
from tautband.model.encounter import Encounter
from tautband.model.evidence import Evidence
from tautband.notes.reading import open_page
from tautband.notes.text.page import Page, Sentence

LONGEST = 320
"""Characters of a passage; a longer sentence is cut to the words around its evidence."""
AROUND = 120
NEAR = 60
"""How far from their place words are looked for in a note that was altered elsewhere."""


@dataclass(frozen=True)
class Late:
    """A passage from an addendum; `added` is the date it bears, None where it bears none."""

    added: date | None
    same_day: bool = False
    """Added on the date of service itself."""


@dataclass(frozen=True)
class Quotation:
    """Characters `start` to `end` of the note, word for word, on a page of its print under one of its headings."""

    text: str
    start: int
    end: int
    page: int
    heading: str | None = None
    late: Late | None = None


class Record:
    """A note that can be quoted. `text` None: only the facts read from it are at hand, and nothing can be verified.

    `moved` holds where each piece of the encounter's evidence stands now: blanks may have changed since it was read, a
    word may not. Evidence that is not there any more is missing from it.
    """

    def __init__(self, text: str | None, encounter: Encounter, seal: NoteSeal | None, day: date) -> None:
        self.text = text
        self.day = day
        self.seal = seal
        self.intact = None if text is None or seal is None else is_sealed(text, seal)
        self.altered = altered_lines(text, seal) if text is not None and seal is not None else ()
        reach = None if self.intact else NEAR if self.altered else 0
        self.moved = {} if text is None else _standing(text, encounter, reach)

    @cached_property
    def _page(self) -> Page:
        return open_page(self.text or "", self.day)

    @cached_property
    def pages(self) -> Any:
        """The printed pages of the note."""
        return printed(self.text or "")

    def quote(self, evidence: Iterable[Evidence], most: int = 3) -> tuple[Quotation, ...]:
        """The sentences that hold the evidence, at most so many, in the order of the note; those with most of it first
        chosen. Evidence that does not stand in the note gives none.
        """
        held: dict[tuple[int, int], set[int]] = {}
        for number, piece in enumerate(dict.fromkeys(evidence)):
            if (place := self.moved.get(piece)) is not None:
                held.setdefault(self._passage(*place), set()).add(number)
        chosen = sorted(held, key=lambda span: (-len(held[span]), span))[:most]
        return tuple(self._quotation(start, end) for start, end in sorted(chosen))

    @property
    def late_entries(self) -> tuple[tuple[int, Late], ...]:
        """Where each addendum begins in the text, and its date."""
        sentences, tokens = self._page.sentences, self._page.tokens
        return tuple(
            (tokens.starts[sentences[begins].first], Late(added, same_day=added == self.day))
            for begins, _, added in self._addenda
        )

    def lost(self, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """The evidence that does not stand in the note."""
        return tuple(piece for piece in dict.fromkeys(evidence) if piece not in self.moved)

    def line(self, offset: int) -> int:
        """The line of the note (from 1) that holds a character."""
        return line_of(self.text or "", offset)

    def touches_change(self, quotation: Quotation) -> bool:
        """Whether a quotation stands on a line whose words are not those that were sealed."""
        lines = range(self.line(quotation.start), self.line(quotation.end - 1) + 1)
        return any(line in self.altered for line in lines)

    def _passage(self, start: int, end: int) -> tuple[int, int]:
        """The sentence, or sentences, around a span, cut to size and to words."""
        first, last = self._page.sentence_at(start), self._page.sentence_at(end - 1)
        tokens = self._page.tokens
        text = self.text or ""
        sentences = self._page.sentences
        while first and self._goes_on(first.number - 1):
            first = sentences[first.number - 1]
        while last and self._goes_on(last.number):
            last = sentences[last.number + 1]
        begin = tokens.starts[first.first] if first else start
        stop = tokens.ends[last.last - 1] if last else end
        if stop - begin > LONGEST:
            begin = max(begin, _word_start(text, start - AROUND)) if start - begin > AROUND else begin
            stop = min(stop, _word_end(text, end + AROUND)) if stop - end > AROUND else stop
        return min(begin, start), max(stop, end)

    def _goes_on(self, number: int) -> bool:
        """Whether the sentence of that number was only cut at a line's end, and the next one is its rest."""
        sentences = self._page.sentences
        if not 0 <= number < len(sentences) - 1:
            return False
        sentence, following = sentences[number], sentences[number + 1]
        ended = self._page.tokens.words[sentence.last - 1] in ".!?;:|"
        ended = ended or (sentence.heading is not None and sentence.heading[1] >= sentence.last)
        apart = following.heading or following.item or following.paragraph != sentence.paragraph
        return not ended and not apart

    def _quotation(self, start: int, end: int) -> Quotation:
        text = self.text or ""
        sentence = self._page.sentence_at(start)
        late = self._late(sentence) if sentence else None
        heading = "Addendum" if late else self._heading(sentence) if sentence else None
        return Quotation(text[start:end], start, end, page_of(self.pages, start), heading, late)

    def _heading(self, sentence: Sentence) -> str | None:
        """The last heading of the note at or before a sentence, in the note's own words."""
        for earlier in reversed(self._page.sentences[: sentence.number + 1]):
            if earlier.heading and earlier.heading[0] in self._page.line_starts:
                first, last = earlier.heading
                tokens = self._page.tokens
                words = self._page.text[tokens.starts[first] : tokens.ends[last - 1]]
                return " ".join(words.split()).rstrip(" :.-)") or None
        return None

    def _late(self, sentence: Sentence) -> Late | None:
        """The addendum a sentence stands in. After an addendum at the note's end everything belongs to it."""
        for begins, stops, added in self._addenda:
            if begins <= sentence.number < stops:
                return Late(added, same_day=added == self.day)
        return None

    @cached_property
    def _addenda(self) -> tuple[tuple[int, int, date | None], ...]:
        """The first sentence of each addendum, the one after its last, and the date it bears."""
        return addenda(self._page)


def _standing(text: str, encounter: Encounter, reach: int | None) -> dict[Evidence, tuple[int, int]]:
    """Where each piece of evidence stands: at its own place, or where its words moved to when blanks changed, nearest
    to where the piece before it suggests and no further than `reach` characters away (None: anywhere).
    """
    found: dict[Evidence, tuple[int, int]] = {}
    shift = 0
    for piece in sorted(set(_pieces(encounter)), key=lambda e: (e.start, e.end)):
        if text[piece.start : piece.end] == piece.text:
            found[piece] = (piece.start, piece.end)
        elif reach != 0 and (place := _nearest(text, piece, piece.start + shift, reach)):
            found[piece] = place
            shift = place[0] - piece.start
    return found


def _nearest(text: str, piece: Evidence, expected: int, reach: int | None) -> tuple[int, int] | None:
    words = piece.text.split()
    if not words:
        return None
    from_, to = (0, len(text)) if reach is None else (max(0, expected - reach), expected + reach + len(piece.text))
    places = [m.span() for m in re.compile(r"\s+".join(map(re.escape, words))).finditer(text, from_, to)]
    return min(places, key=lambda span: abs(span[0] - expected), default=None)


def _pieces(value: Any) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _pieces(getattr(value, name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _pieces(inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from _pieces(inner)


def _word_start(text: str, at: int) -> int:
    cut = text.find(" ", max(at, 0))
    return at if cut < 0 else cut + 1


def _word_end(text: str, at: int) -> int:
    cut = text.rfind(" ", 0, min(at, len(text)))
    return at if cut < 0 else cut
