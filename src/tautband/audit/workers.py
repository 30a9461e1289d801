"""The processes that judge: started afresh, each with the rule book opened once; or this process alone."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import TracebackType

import pyarrow as pa

from tautband.audit.judging import Judge, Judged, Settings, Share
from tautband.audit.left_out import LeftOut
from tautband.audit.pieces import Piece
from tautband.audit.survey import Survey, survey
from tautband.model.errors import InputError
from tautband.rulebook.book import Rulebook
from tautband.rulebook.tables import Tables

_opened: list[Rulebook] = []
"""The rule books of a working process: the one in force, then another to compare with, if any."""


class Workers:
    """Runs surveys, repartition and judging over some number of processes; with one, in this process.

    Processes are spawned, never forked: Arrow keeps threads. Each gets the paths and digests of the rule books.
    """

    def __init__(self, count: int, rulebook: Rulebook, what_if: Rulebook | None = None) -> None:
        self._books = (rulebook, what_if)
        self._pool: ProcessPoolExecutor | None = None
        if count > 1:
            books = [(str(book.directory), book.tables, book.digest) for book in self._books if book is not None]
            self._pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _start, (books,))
            self._pool.submit(_begun)  # the processes start while this one looks at the files

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def survey(self, files: Iterable[tuple[Piece, ...]], with_patients: bool) -> Iterator[Survey]:
        """A survey of each file, in order."""
        files = list(files)
        if self._pool is None:
            return (survey(pieces, with_patients) for pieces in files)
        return self._pool.map(survey, files, [with_patients] * len(files))

    def spread(self, pieces: Iterable[Piece], settings: Settings, shares: int, folder: Path) -> Iterator[LeftOut]:
        """Put every line into the share of its patient on disk; what cannot be read, by piece."""
        outs = ((piece, folder / f"piece-{number}") for number, piece in enumerate(pieces))
        if self._pool is None:
            judge = Judge(self._books[0], settings, self._books[1])
            return (judge.spread(piece, shares, folder, "0", out) for piece, out in outs)
        asked = [(piece, settings, shares, str(folder), str(out)) for piece, out in outs]
        return self._pool.map(_spread, asked)

    def judge(self, shares: Iterable[Share], settings: Settings, folder: Path) -> Iterator[Judged]:
        """Judge each share; its findings lie in a file under `folder`."""
        asked = [(share, settings, str(folder / f"findings-{number}.arrow")) for number, share in enumerate(shares)]
        if self._pool is None:
            judge = Judge(self._books[0], settings, self._books[1])
            return (judge.judge(share, Path(out)) for share, _, out in asked)
        return self._pool.map(_judge, asked)


def _begun() -> None:
    """The first thing asked of the processes."""


def _start(books: Sequence[tuple[str, Tables, str]]) -> None:
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    pa.set_memory_pool(pa.system_memory_pool())  # Arrow's own gives pages back and faults them in again: 8 % of a run
    for directory, tables, digest in books:
        rulebook = Rulebook(Path(directory), tables)
        if rulebook.digest != digest:
            raise InputError(directory, "the rule book changed since the audit began", "Run the audit again.")
        _opened.append(rulebook)


def _judge_here(settings: Settings) -> Judge:
    return Judge(_opened[0], settings, *_opened[1:])


def _spread(asked: tuple[Piece, Settings, int, str, str]) -> LeftOut:
    piece, settings, shares, folder, out = asked
    return _judge_here(settings).spread(piece, shares, Path(folder), str(os.getpid()), Path(out))


def _judge(asked: tuple[Share, Settings, str]) -> Judged:
    share, settings, out = asked
    return _judge_here(settings).judge(share, Path(out))
