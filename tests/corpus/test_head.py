"""What the head of a labelled note tells of its day, place and state is right, or it is not told."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tautband.notes import read

HERE = Path(__file__).parent
FIELDS = {"date_of_service": "date_of_service", "place_of_service": "place_of_service", "state": "state"}
MOST_WRONG = 0.01
"""Of the notes in which a field is told. A wrong place or state picks the wrong rules, an unknown one is asked for."""


@pytest.mark.slow
def test_what_the_head_tells_is_right_in_ninety_nine_of_a_hundred_notes() -> None:
    told: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for gold in sorted(HERE.glob("*/gold.jsonl")):
        for line in gold.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            encounter = read((gold.parent / entry["file"]).read_text(encoding="utf-8"))
            for field, label in FIELDS.items():
                found = getattr(encounter, field)
                if found is not None and label in entry:
                    told[field] += 1
                    wrong[field] += str(found) != entry[label]
    assert min(told.values()) > 500
    assert {field: share for field in FIELDS if (share := wrong[field] / told[field]) > MOST_WRONG} == {}
