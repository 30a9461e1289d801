"""A note costs no more function calls than the committed budget: rules are added one by one, and each looks cheap."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib

import pytest

from benchmarks.work import BUDGET, counted, over
from tautband.notes.text.page import value_of

ROOT = BUDGET.parents[1]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT}/src:{ROOT}"}
ONLY_311 = pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="another Python calls otherwise")


@ONLY_311
def test_a_note_costs_no_more_calls_than_its_budget() -> None:
    """In a process of its own, since a profiler beside another one counts nothing, and memories would be filled."""
    asked = "from benchmarks.work import measured; print(*(f'{room} {calls}' for room, calls in measured().items()))"
    run = subprocess.run([sys.executable, "-c", asked], stdout=subprocess.PIPE, text=True, check=True, env=ENVIRONMENT)
    words = run.stdout.split()
    calls = dict(zip(words[::2], map(int, words[1::2]), strict=True))
    assert calls["notes/muscles"] > 0
    assert over(calls, tomllib.loads(BUDGET.read_text())["calls"]) == ""


def test_the_room_that_grew_most_is_named_first() -> None:
    budget = {"notes/drugs": 100, "notes/visit": 100, "coding": 100}
    assert over(budget, budget) == ""
    told = over({"notes/drugs": 105, "notes/visit": 150, "notes/new": 6, "coding": 90}, budget)
    assert "351 function calls, 300 are allowed. Grown: notes/visit by 50, notes/new by 6, notes/drugs by 5." in told


def test_what_a_function_calls_outside_counts_with_its_room() -> None:
    known = {"two": 2.0}
    assert counted(lambda word: value_of(word, known), ["two"]) == {"notes/text": 2}
