from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tautband.rulebook.tables import Tables, building
from tautband.rulebook.tables.keys import ABSENT, Keys
from tautband.rulebook.tables.source import NO_DAY
from tautband.rulebook.tables.timeline import Timeline

numbers = st.integers(-(2**62), 2**62)


@given(st.sets(numbers), st.lists(numbers))
def test_a_key_is_found_where_it_stands_and_others_are_absent(held: set[int], wanted: list[int]) -> None:
    keys = Keys.of(np.array(sorted(held), np.int64))
    asked = [*wanted, *held]
    place = {key: number for number, key in enumerate(sorted(held))}
    expected = [place.get(key, ABSENT) for key in asked]
    assert keys.find(np.array(asked, np.int64)).tolist() == expected
    assert [keys.position(key) for key in asked] == expected


def test_keys_that_stand_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="repeats"):
        Keys.of(np.array([1, 1]))


@given(
    st.dictionaries(st.integers(0, 8), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3)), max_size=6)),
    st.lists(st.tuples(st.integers(0, 9), st.integers(-5, 65)), min_size=1),
)
def test_the_step_in_force_is_the_last_that_began(
    held: dict[int, list[tuple[int, int]]], asked: list[tuple[int, int]]
) -> None:
    steps = {key: [(NO_DAY, 9), *sorted(changes, key=lambda change: change[0])] for key, changes in held.items()}
    timeline = Timeline.of(steps, {"value": "i4"})
    found = timeline.find(np.array([key for key, _ in asked]), np.array([day for _, day in asked]))
    for (key, day), step in zip(asked, found.tolist(), strict=True):
        assert timeline.find_one(key, day) == step
        if key not in steps:
            assert step == ABSENT
            continue
        assert timeline.columns["value"][step] == [value for begins, value in steps[key] if begins <= day][-1]
        first, last = timeline.span(step)
        assert (first is None or first <= day) and (last is None or day <= last)  # noqa: PT018


def test_steps_out_of_order_and_keys_without_a_beginning_are_refused() -> None:
    with pytest.raises(ValueError, match="ascend"):
        Timeline.of({1: [(NO_DAY, 0), (5, 1), (4, 2)]}, {"value": "i1"})
    with pytest.raises(ValueError, match="before its first step"):
        Timeline.of({1: [(5, 1)]}, {"value": "i1"})


@pytest.mark.slow
def test_compiled_tables_are_little_endian_and_built_twice_alike(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for directory in (first, second):
        directory.mkdir()
        building.build(directory)
    files = sorted(path.name for path in first.iterdir())
    assert len(files) > 40
    assert [name for name in files if (first / name).read_bytes() != (second / name).read_bytes()] == []
    assert [
        n for n in files if n.endswith(".npy") and np.load(first / n, mmap_mode="r").dtype.str.startswith(">")
    ] == []


def test_opening_reads_nothing_until_a_table_is_asked(tmp_path: Path) -> None:
    tables = Tables(tmp_path)  # an empty directory: reading any table would fail
    with pytest.raises(FileNotFoundError):
        _ = tables.muscles
