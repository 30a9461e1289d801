"""The pairs of a day as the table holds them, its first row like any other."""

from __future__ import annotations

import numpy as np

from tautband.edits.building import batch_of
from tautband.edits.day_pairs import day_pairs
from tautband.model.claim import Claim, ServiceLine
from tautband.rulebook.packed import day_date, day_number, pack_code
from tautband.rulebook.tables.pairs import PairState
from tautband.shipped import shipped_rulebook


def test_the_first_row_of_the_table_is_a_pair_like_any_other() -> None:
    rulebook = shipped_rulebook()
    pairs = rulebook.tables.pairs
    first = pairs.of_row(0, PairState.IN_FORCE)
    day = first.deleted_on or day_date(pairs.last_day_read)
    one, two, on = (np.array([n]) for n in (pack_code(first.column1), pack_code(first.column2), day_number(day)))
    assert pairs.lookup(one, two, on).row.tolist() == [0]
    lines = (ServiceLine(code=first.column2), ServiceLine(code=first.column1))
    claim = Claim(claim_id="C1", payer="medicare", state="OH", date_of_service=day, lines=lines)
    batch = batch_of([claim], rulebook)
    found = day_pairs(batch, rulebook)
    assert batch.code[found.first_row].tolist() == [pack_code(first.column1)]
    assert batch.code[found.second_or_unread].tolist() == [pack_code(first.column2)]
