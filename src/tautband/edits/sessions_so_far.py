"""Whether a session is the patient's first or a later one, as far as the history tells."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import HISTORY_COMPLETE, ClaimBatch, Mask, Rows
from tautband.edits.history import sessions
from tautband.edits.verdict import Reason
from tautband.rulebook.book import Rulebook

_FIRST, _REPEAT = 1, 2


def binds(batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> tuple[Mask, Mask, NDArray[np.int8]]:
    """Whether an edit surely binds each row, whether it may, and the reason where only the latter, by `p.when` (always,
    first, repeat) and `p.codes`.

    Any earlier session makes the present one a repeat; only a complete history of all practices can make it the first.
    """
    always = p.when == 0
    if always.all():
        return always, always, np.full(len(rows), Reason.NONE, np.int8)
    everything = np.full(len(rows), HISTORY_COMPLETE + 2, np.int32)
    low, _ = sessions(batch, rulebook, rows, p.each("codes"), everything, np.zeros(len(rows), np.bool_))
    repeat = low > 1
    complete = batch.known_from[rows] == HISTORY_COMPLETE
    first = ~repeat & complete & batch.all_providers[rows]
    surely = always | ((p.when == _FIRST) & first) | ((p.when == _REPEAT) & repeat)
    possibly = always | ((p.when == _FIRST) & ~repeat) | ((p.when == _REPEAT) & ~first)
    return surely, possibly, np.where(complete, Reason.OTHER_PROVIDERS_HISTORY, Reason.NO_HISTORY).astype(np.int8)
