"""What holds for a key on a day: the effective-dated look-up under every dated table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.tables.keys import ABSENT, FEW, Keys
from tautband.rulebook.tables.source import NO_DAY
from tautband.rulebook.tables.stored import load, save

Step = tuple[int, ...]
"""A day number, and what holds from that day until the next step, one integer a column."""


class Timeline:
    """For each key its days of change. `find(keys, days)` gives the step in force, ABSENT for a key that is not there.

    Every key has a first step at the open beginning, so a known key always has an answer. `columns` are arrays
    parallel to the steps: `columns["status"][step]`. Days are day numbers, keys any integers.
    """

    def __init__(
        self, keys: Keys, first: NDArray[np.int32], start: NDArray[np.int32], columns: dict[str, NDArray[Any]]
    ):
        self.keys = keys
        self.first = first
        self.start = start
        self.columns = columns

    @classmethod
    def of(cls, steps: Mapping[int, Iterable[Step]], columns: Mapping[str, str]) -> Timeline:
        """Build from the steps of each key; `columns` names each column with its array type.

        A step that says the same as the one before is dropped, and one on the same day replaces it.
        """
        keys = sorted(steps)
        first, flat = [0], []
        for key in keys:
            kept: list[Step] = []
            for step in steps[key]:
                if kept and step[0] < kept[-1][0]:
                    raise ValueError(f"steps of key {key} do not ascend")
                if kept and step[0] == kept[-1][0]:
                    kept.pop()
                if not kept or step[1:] != kept[-1][1:]:
                    kept.append(step)
            if not kept or kept[0][0] != NO_DAY:
                raise ValueError(f"key {key} says nothing of the days before its first step")
            flat += kept
            first.append(len(flat))
        table = list(zip(*flat, strict=True)) if flat else [()] * (len(columns) + 1)
        return cls(
            Keys.of(np.array(keys, np.int64)),
            np.array(first, np.int32),
            np.array(table[0], np.int32),
            {name: np.array(table[i], kind) for i, (name, kind) in enumerate(columns.items(), start=1)},
        )

    def find(self, keys: NDArray[Any], days: NDArray[Any] | int) -> NDArray[np.int32]:
        """The step in force for each key on its day, ABSENT where the key is not in the table."""
        if len(keys) <= FEW:
            each = repeat(days) if isinstance(days, int) else days.tolist()
            steps = [self.find_one(key, day) for key, day in zip(keys.tolist(), each, strict=False)]
            return np.array(steps, np.int32)
        return self.step(self.keys.find(keys), np.asarray(days))

    def step(self, position: NDArray[Any], days: NDArray[Any] | int) -> NDArray[np.int32]:
        """As `find`, for keys whose positions are known; ABSENT stays ABSENT."""
        if not len(self.start):
            return np.full(position.shape, ABSENT, np.int32)
        step: NDArray[np.int32] = self.first[position]
        known = position != ABSENT
        step[~known] = ABSENT
        last = self.first[1:][position] - 1
        moving = np.flatnonzero((last > step) & known)
        first, last = step[moving], last[moving]
        day = np.broadcast_to(days, position.shape)[moving]
        begun = np.zeros(len(moving), np.int32)
        for number in range(1, int((last - first).max(initial=0)) + 1):
            following = first + np.int32(number)
            begun += (following <= last) & (self.start.take(following, mode="clip") <= day)
        step[moving] += begun
        return step

    def find_each(self, keys: NDArray[Any], at: NDArray[Any], days: NDArray[Any]) -> NDArray[np.int32]:
        """As `find` of `keys[at]` on `days`, for millions of rows over few distinct keys: the steps of each key are
        found once for each stretch of days in which no key changes, then gathered.
        """
        if len(at) <= len(keys):
            return self.find(keys[at], days)
        first, last = int(days.min()), int(days.max())
        marks = np.unique(np.concatenate(([first], self.start[(self.start > first) & (self.start <= last)])))
        if len(marks) * len(keys) > len(at):
            return self.step(self.keys.find(keys)[at], days)
        table = self.step(np.tile(self.keys.find(keys), len(marks)), np.repeat(marks, len(keys)))
        stretch = np.searchsorted(marks, np.arange(first, last + 1), side="right") - 1
        found: NDArray[np.int32] = table[(stretch * len(keys))[days - first] + at]
        return found

    def changes(self, keys: NDArray[Any], first_day: int, last_day: int) -> NDArray[np.bool_]:
        """Whether a step of each key begins after the first day and by the last."""
        return np.asarray(self.find(keys, first_day) != self.find(keys, last_day), dtype=np.bool_)

    def find_one(self, key: int, day: int) -> int:
        """As `find`, for one key and one day."""
        position = self.keys.position(key)
        return ABSENT if position == ABSENT else self.step_one(position, day)

    def step_one(self, position: int, day: int) -> int:
        """As `step`, for one known position and one day."""
        step, end = self.first.item(position), self.first.item(position + 1)
        while step + 1 < end and self.start.item(step + 1) <= day:
            step += 1
        return step

    def span(self, step: int) -> tuple[int | None, int | None]:
        """The first and last day number of one step; None where it has no beginning or no end."""
        begins = self.start.item(step)
        position = int(self.first.searchsorted(self.first.dtype.type(step), side="right"))
        ends = self.start.item(step + 1) - 1 if step + 1 < self.first.item(position) else None
        return (None if begins == NO_DAY else begins, ends)

    def save(self, directory: Path, name: str) -> None:
        """Write the timeline as arrays whose names begin with `name`."""
        self.keys.save(directory, name)
        save(directory, f"{name}.first", self.first)
        save(directory, f"{name}.start", self.start)
        for column, values in self.columns.items():
            save(directory, f"{name}.{column}", values)

    @classmethod
    def open(cls, directory: Path, name: str, columns: Iterable[str]) -> Timeline:
        """Memory-map the timeline that `save` wrote."""
        return cls(
            Keys.open(directory, name),
            load(directory, f"{name}.first"),
            load(directory, f"{name}.start"),
            {column: load(directory, f"{name}.{column}") for column in columns},
        )
