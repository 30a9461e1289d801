"""The problems that one sentence names, in order, so that each finds its neighbours without going through them all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from tautband.notes.diagnoses.names import SYMPTOMS
from tautband.notes.vocabulary.lexicon import Mention

FIRST, LAST = attrgetter("first"), attrgetter("last")


@dataclass(frozen=True, slots=True)
class Row:
    """The diagnoses of a sentence as they stand, and what is asked of all of them together."""

    named: Sequence[Mention]
    complaints: bool
    """Whether all of them are only pain by its place."""
    length: int
    """The words that name them."""

    def before(self, m: Mention) -> Mention | None:
        """The problem named before one of them."""
        at = bisect_left(self.named, m.first, key=FIRST)
        return self.named[at - 1] if at else None

    def behind(self, m: Mention) -> Mention | None:
        """The next problem behind one of them."""
        at = bisect_left(self.named, m.last, key=FIRST)
        return self.named[at] if at < len(self.named) else None


def row_of(named: Sequence[Mention]) -> Row:
    """The row of a sentence's diagnoses."""
    return Row(named, all(m.value in SYMPTOMS for m in named), sum(m.last - m.first for m in named))


def opening_in(mentions: Sequence[Mention], first: int, last: int) -> Sequence[Mention]:
    """The mentions, given in order, that open at a word from `first` on and before `last`."""
    at = bisect_left(mentions, first, key=FIRST)
    return mentions[at : bisect_left(mentions, last, lo=at, key=FIRST)] if at < len(mentions) else ()


def ending_in(mentions: Sequence[Mention], first: int, last: int) -> Sequence[Mention]:
    """The mentions, given in order and none overlapping, whose words end from `first` to `last`, both counted."""
    at = bisect_left(mentions, first, key=LAST)
    return mentions[at : bisect_left(mentions, last + 1, lo=at, key=LAST)] if at < len(mentions) else ()
