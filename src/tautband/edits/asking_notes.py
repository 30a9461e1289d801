"""What the notes behind rows say: numbers as intervals, and names."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import NAMED_IN_NOTE, NUMBERS_IN_NOTE, ClaimBatch, Mask, NamedInNote, NumberInNote, Rows

Floats = NDArray[np.float64]


def number_in_note(batch: ClaimBatch, rows: Rows, name: NumberInNote) -> tuple[Floats, Floats]:
    """The lowest and highest value the note behind each row allows; NaN where it is silent or there is no note."""
    column = NUMBERS_IN_NOTE.index(name)
    note = batch.encounter[rows]
    if not len(batch.facts.low):
        return np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    low, high = (np.where(note >= 0, values[note, column], np.nan) for values in (batch.facts.low, batch.facts.high))
    return low, high


def named_in_note(batch: ClaimBatch, rows: Rows, kind: NamedInNote, names: frozenset[str]) -> tuple[Mask, Mask, Mask]:
    """Whether the note behind each row names anything of this kind, any of `names`, and anything else besides."""
    facts = batch.facts
    note = batch.encounter[rows]
    if not facts.named.size:
        nothing = np.zeros(len(rows), np.bool_)
        return nothing, nothing, nothing
    wanted = np.array([name in names for name in facts.names] + [False])
    named = facts.named[note, NAMED_IN_NOTE.index(kind)]
    there = (named >= 0) & (note >= 0)[:, None]
    return there.any(axis=1), (there & wanted[named]).any(axis=1), (there & ~wanted[named]).any(axis=1)
