"""What the history tells of the relief after the last session, where the note is silent or there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tautband.edits.asking_notes import Floats
from tautband.edits.batch import RELIEF, ClaimBatch, Mask, NumberInNote, Rows
from tautband.edits.history import of_last_session
from tautband.rulebook.book import Rulebook

NOTHING: Mapping[NumberInNote, Floats] = {}


def relief_told(
    batch: ClaimBatch, rulebook: Rulebook, rows: Rows, sets: Iterable[tuple[int, Mask]]
) -> Mapping[NumberInNote, Floats]:
    """By fact, the number that the history gives for the last session before each row; NaN where it gives none.

    `sets` are the code sets of the sessions, as `Gathered.each` gives them. Empty where no history tells of relief.
    Where services of that day differ, the lowest number counts.
    """
    if batch.relief is None:
        return NOTHING
    told = of_last_session(batch, rulebook, rows, sets, batch.relief)
    return {fact: told[:, column] for column, fact in enumerate(RELIEF)}
