"""A large file of claims read by several processes at once, with the answers and in the order of one that reads alone.

Each process reads a part and says where it ended and which claim numbers it met. A part whose beginning was guessed
wrong is read again with the one before it, and one whose claim numbers stood in earlier parts is read again knowing so.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from multiprocessing.connection import wait
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import Generic, TypeVar

from tautband.formats.x12.duplicates import Met
from tautband.formats.x12.parts import Between, Part
from tautband.formats.x12.reading import ClaimFile

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """What the work on one part gave, and what the next part must know."""

    result: Result
    numbers: list[str]
    again: list[int]
    after: Between | None


Work = Callable[[Part], Done[Result]]
"""Reads one part and makes something small of it; a process must be able to import it."""


def done(reading: ClaimFile, result: Result) -> Done[Result]:
    """The result of a part that was read to its end."""
    return Done(result, reading.numbers, reading.again, reading.after)


def side_by_side(parts: Iterable[Part], work: Work[Result], processes: int = 2) -> Iterator[Result]:
    """The results of all parts of a file, in order. With one process the work is done here."""
    waiting = iter(parts)
    first, second = next(waiting), next(waiting, None)
    if second is None or processes < 2:
        yield from _in_turn(chain((first, second) if second else (first,), waiting), _Here(work))
        return
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _end_with_parent) as pool:
        before = set(multiprocessing.active_children())
        try:
            yield from _in_turn(chain((first, second), waiting), _Ahead(pool, work, processes + 1))
        except BaseException:  # nobody wants what is still being read
            for process in set(multiprocessing.active_children()) - before:
                process.kill()
            raise


def _end_with_parent() -> None:
    """End this process when the one that began it is gone: killed, it can end none itself. It hears interrupts."""
    signal(SIGINT, SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    Thread(target=watch, daemon=True).start()


class _Here(Generic[Result]):
    """Does each work when its result is asked for."""

    def __init__(self, work: Work[Result]) -> None:
        self._work = work

        self.most = 2

    def begin(self, part: Part) -> Callable[[], Done[Result]]:
        return lambda: self._work(part)


class _Ahead(Generic[Result]):
    """Has other processes do the work on a few parts ahead."""

    def __init__(self, pool: ProcessPoolExecutor, work: Work[Result], most: int) -> None:
        self._pool, self._work, self.most = pool, work, most

    def begin(self, part: Part) -> Callable[[], Done[Result]]:
        future: Future[Done[Result]] = self._pool.submit(self._work, part)
        return future.result


def _in_turn(waiting: Iterator[Part], doing: _Here[Result] | _Ahead[Result]) -> Iterator[Result]:
    met = Met()
    begun: deque[tuple[Part, Callable[[], Done[Result]]]] = deque()
    while True:
        while len(begun) < doing.most and (part := next(waiting, None)):
            begun.append((part, doing.begin(part)))
        if not begun:
            return
        part, result = begun.popleft()
        found = result()
        if begun and found.after != begun[0][0].start:  # the guess was wrong: take both together
            following, _ = begun.popleft()
            whole = replace(part, end=following.end, again=None)
            begun.appendleft((whole, doing.begin(whole)))
            continue
        again = [at for at, number in enumerate(found.numbers) if met.before(number)]
        if again != found.again:
            found = doing.begin(replace(part, again=frozenset(again)))()
        yield found.result
