"""Where compiled data lives: inside the installed package, or in a cache that a checkout keeps fresh.

Start-up never parses TOML or CSV. An installed wheel carries each artifact ready made under `tautband/_compiled/`; a
checkout builds it when a source file changed, into a directory named by the sources' sizes and times, and moves it into
place in one step, so that a process killed half-way leaves nothing a later one could read.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

KEPT = 12
"""Builds of one artifact that a cache keeps, those used last: a day's work on the tables makes dozens of 14 MB."""
IN_USE = 3600
"""Seconds after its last start within which a build may still be read by the program that started from it."""
PACKAGE = Path(__file__).parent.parent
SHIPPED = PACKAGE / "_compiled"


def artifact(name: str, sources: Iterable[Path], build: Callable[[Path], None]) -> Path:
    """The directory of the compiled artifact `name`, built first when a checkout's sources are newer.

    `build(directory)` writes every file of the artifact into an empty directory. Sources are compared by path, size and
    modification time, never by content: 300 files cost about two milliseconds.
    """
    shipped = SHIPPED / name
    if shipped.is_dir():
        return shipped
    signature = hashlib.sha256()
    for source in sorted(sources):
        stat = source.stat()
        signature.update(f"{source}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    named = f"{name}-{signature.hexdigest()[:16]}"
    target = cache_directory() / named
    if not target.is_dir():
        if not _writable(target.parent):
            target = _temporary(target.parent) / named
        if not target.is_dir():
            build_into(target, build)
            _clear(target.parent, name)
    with suppress(OSError):
        os.utime(target)
    return target


def build_into(target: Path, build: Callable[[Path], None]) -> None:
    """Build beside `target` and move into place whole; a rival that got there first wins."""
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        build(scratch)
        try:
            scratch.replace(target)
        except OSError:
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def cache_directory() -> Path:
    """The directory for built artifacts: `TAUTBAND_CACHE`, or the user's cache."""
    if chosen := os.environ.get("TAUTBAND_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("tautband")


def _clear(cache_folder: Path, name: str) -> None:
    """Remove the builds of an artifact that were not among the last used, and not in the last hour."""
    with suppress(OSError):
        builds = sorted(cache_folder.glob(f"{name}-" + "[0-9a-f]" * 16), key=lambda path: path.stat().st_mtime)
        for build in builds[:-KEPT]:
            if time.time() - build.stat().st_mtime > IN_USE:
                shutil.rmtree(build, ignore_errors=True)


def _writable(directory: Path) -> bool:
    """Whether files can be made in a directory, which is made when it is missing."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            return True
    except OSError:
        return False


@cache
def _temporary(instead_of: Path) -> Path:
    """A cache that lasts as long as this process and those it starts, with a notice that each start compiles anew."""
    directory = Path(tempfile.mkdtemp(prefix="tautband-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    os.environ["TAUTBAND_CACHE"] = str(directory)
    sys.stderr.write(
        f"tautband: the cache {instead_of} cannot be written; compiling into a temporary folder, anew at each start. "
        "Name a folder that can be written in TAUTBAND_CACHE.\n"
    )
    return directory
