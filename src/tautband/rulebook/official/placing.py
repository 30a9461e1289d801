"""New editions put in place in one step: written, flushed to the disk, renamed, then listed by one replacement.

A process killed at any moment leaves the list as it was: what it had half written lies in a scratch directory that
nothing reads, and the next load removes it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tautband.model.errors import InputError
from tautband.rulebook.official.editions import Edition, folders, loaded, tables_directory, written

_SCRATCH = ".scratch-"


@contextmanager
def writing() -> Iterator[Path]:
    """A scratch directory for one load. One load at a time: a second one is told to wait. Removed afterwards."""
    root = tables_directory()
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = (root / "lock").open("w")
    except OSError as error:
        raise InputError(str(root), "cannot be written", f"{error.strerror}. Set TAUTBAND_DATA to a place.") from None
    with lock:
        _only_one(lock.fileno(), root)
        for stale in root.glob(f"{_SCRATCH}*"):
            shutil.rmtree(stale, ignore_errors=True)
        scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=root))
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def put(made: Sequence[tuple[Path, Edition]]) -> tuple[Edition, ...]:
    """Put scratch directories in place as editions and list them, all or none. Earlier quarters stay.

    An edition of the same table and quarter is replaced. Gives every edition that counts afterwards.
    """
    root = tables_directory()
    before = loaded().editions
    replaced = {(edition.table, edition.quarter) for _, edition in made}
    kept = [e for e in before if (e.table, e.quarter) not in replaced]
    _remove_unlisted(root, before)
    for scratch, edition in made:
        _flush(scratch)
        edition.directory.parent.mkdir(exist_ok=True)
        if edition.directory not in {e.directory for e in before}:
            scratch.replace(edition.directory)
        _flush_directory(edition.directory.parent)
    after = (*kept, *(edition for _, edition in made))
    _replace(root / "current", written(after))
    return after


def _remove_unlisted(root: Path, listed: Sequence[Edition]) -> None:
    """Editions that an earlier load replaced; whoever had them open has finished, or holds them open still."""
    wanted = {edition.directory for edition in listed}
    for folder in folders(root):
        if folder not in wanted:
            shutil.rmtree(folder, ignore_errors=True)


def _replace(path: Path, text: bytes) -> None:
    fresh = path.with_name(f"{_SCRATCH}{path.name}")
    with fresh.open("wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    _flush_directory(path.parent)


def _flush(directory: Path) -> None:
    for path in directory.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _flush_directory(directory)


def _flush_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _only_one(handle: int, root: Path) -> None:
    import fcntl  # POSIX alone, as this package is

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise InputError(str(root), "another load is running", "Wait for it to end, then load again.") from None
