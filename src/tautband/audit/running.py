"""An audit from end to end: look at the files, put each patient's lines together, judge, write, count."""

from __future__ import annotations

import math
import shutil
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tautband.audit.clock import Clock
from tautband.model.errors import InputError
from tautband.rulebook.book import Rulebook

if TYPE_CHECKING:
    from tautband.audit.pieces import Piece
    from tautband.audit.summary import Summary
    from tautband.edits.from_arrow import HistoryScope

SHARE = 500_000
"""Lines judged together in one process, as far as the files allow."""
MOST_IN_ONE_SHARE = 1_500_000
"""A file with more lines is repartitioned, so that memory stays bounded."""
FEW = 200_000
"""Fewer lines are judged in this process: starting others costs more."""


def audit(
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    rulebook: Rulebook,
    workers: int = 2,
    history_scope: HistoryScope = "own_practice",
    payer: str | None = None,
) -> Summary:
    """Judge every claim line of Parquet and CSV files by every edit in force, and write what was found.

    `out` receives `findings.parquet`, a row for each line and edit that fired or needs review, and `summary.json`, with
    counts and denominators for each edit; not-evaluated answers are counted, not listed. Both are moved into place
    whole. Each line is judged with all earlier and same-day lines of its patient, wherever they stand; nothing is known
    before the first date of the data. `history_scope` says whose services the files hold; `payer` stands on lines that
    name none. Lines that cannot be read are left out and told in `problems`. A claim without patient id is its own
    patient, within its file.

    Raises InputError for files that cannot be read, or when the extra `audit` is not installed.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise InputError("audit", "pyarrow is not installed", "Run: pip install 'tautband[audit]'") from error
    from tautband.audit.memory import PeakMemory

    if workers < 1:
        raise InputError("workers", f"{workers} is no number of processes", "Give 1 or more.")
    clock = Clock()
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".audit-", dir=folder))
    except OSError as error:
        raise InputError(str(folder), "cannot be written to", "Give a folder you may write to.") from error
    try:
        with PeakMemory() as memory:
            return _audit(paths, folder, scratch, rulebook, workers, history_scope, payer, clock, memory)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _audit(
    paths: Iterable[str | Path],
    folder: Path,
    scratch: Path,
    rulebook: Rulebook,
    workers: int,
    history_scope: HistoryScope,
    payer: str | None,
    clock: Clock,
    memory: object,
) -> Summary:
    from tautband.audit.judging import Settings, Share
    from tautband.audit.looking import look
    from tautband.audit.pieces import files_of, joined, pieces_of
    from tautband.audit.summary import Summary, day_text, problems_of
    from tautband.audit.tallies import Tallies
    from tautband.audit.workers import Workers
    from tautband.audit.writing import findings_file

    files = [tuple(pieces_of(path)) for path in files_of(paths)]
    lines = sum(piece.lines for pieces in files for piece in pieces)
    count = workers if lines > FEW else 1
    with Workers(count, rulebook) as pool:
        seen = look(files, pool)
        sizes = seen.lines
        settings = Settings(seen.first_day, history_scope, payer)
        clock.lap("survey")
        faults = []
        if sum(sizes) <= SHARE:
            read, shares = "in one piece", [Share(tuple(piece for pieces in files for piece in pieces))]
        elif max(sizes) <= MOST_IN_ONE_SHARE and seen.apart:
            whole = [(joined(pieces),) for pieces in files]
            read, shares = "by file", [Share(pieces) for pieces in bundles(whole, sizes)]
        else:
            read = "repartitioned"
            number = math.ceil(sum(sizes) / SHARE)
            pieces = [piece for some in files for piece in some]
            faults += list(pool.spread(pieces, settings, number, scratch))
            spooled = [sorted(map(str, (scratch / str(share)).glob("*"))) for share in range(number)]
            shares = [Share(spooled=tuple(some)) for some in spooled if some]
            clock.lap("repartition")
        tallies, found, digest, seconds = Tallies.of(rulebook), 0, 0, Clock().seconds
        with findings_file(scratch / "findings.parquet") as write:
            for part in pool.judge(shares, settings, scratch):
                tallies.add(part.tallies)
                faults.append(part.faults)
                for stage, spent in part.seconds.items():
                    seconds[stage] += spent
                found, digest = found + part.count, (digest + part.digest) % 2**64
                write(part.findings)
        clock.lap("judge")
    summary = Summary(
        rulebook=rulebook.digest,
        lines=tallies.lines,
        files=len(files),
        findings=found,
        digest=digest,
        edits=tallies.by_edit(rulebook),
        problems=problems_of(faults),
        known_from=day_text(seen.first_day),
        history_scope=history_scope,
        read=read,
        workers=count,
        seconds=time.perf_counter() - clock.begun,
        stages={**clock.seconds, **{stage: spent / count for stage, spent in seconds.items()}},
        peak_memory=getattr(memory, "peak", 0),
    )
    summary.write(scratch / "summary.json")
    (folder / "summary.json").unlink(missing_ok=True)  # an old summary never stands beside new findings
    for name in ("findings.parquet", "summary.json"):
        (scratch / name).replace(folder / name)
    return summary


def bundles(files: Sequence[tuple[Piece, ...]], sizes: Sequence[int]) -> list[tuple[Piece, ...]]:
    """Files taken together, in order, until they hold about SHARE lines."""
    together: list[tuple[Piece, ...]] = []
    held: tuple[Piece, ...] = ()
    lines = 0
    for pieces, size in zip(files, sizes, strict=True):
        if held and lines + size > SHARE:
            together.append(held)
            held, lines = (), 0
        held, lines = held + pieces, lines + size
    return [*together, held]
