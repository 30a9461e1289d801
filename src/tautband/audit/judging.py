"""One share of the data judged in one process: whole patients in, findings and counts out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from tautband.audit.clock import Clock
from tautband.audit.findings import SCHEMA, digest, findings_table, told
from tautband.audit.pieces import Piece, tables
from tautband.audit.spool import gathered, spread
from tautband.audit.tallies import Tallies
from tautband.edits.arrow_lines import Lines
from tautband.edits.arrow_packing import Problem, packed
from tautband.edits.batch import ClaimBatch
from tautband.edits.from_arrow import HistoryScope, batches
from tautband.edits.run import in_force, judge
from tautband.rulebook.book import Rulebook

_MOST_CODES = 30_000
"""Twice the procedure and supply codes there are."""
Faults = list[tuple[str, Problem]]


@dataclass(frozen=True)
class Settings:
    """How lines are judged: the first day of which the data know, whose services they hold, and the payer of lines that
    name none.
    """

    known_from: int | None
    history_scope: HistoryScope
    payer: str | None


@dataclass(frozen=True)
class Share:
    """Lines judged together: pieces of files, or the files of one share on disk."""

    pieces: tuple[Piece, ...] = ()
    spooled: tuple[str, ...] = ()


@dataclass
class Judged:
    """What came of one share: the counts, the problems by file, where its findings lie, and where its time went."""

    tallies: Tallies
    findings: str
    count: int
    digest: int
    seconds: dict[str, float] = field(default_factory=dict)
    faults: Faults = field(default_factory=list)


class Judge:
    """A rule book opened once in this process, and the settings."""

    def __init__(self, rulebook: Rulebook, settings: Settings) -> None:
        self.rulebook = rulebook
        self.settings = settings

    def judge(self, share: Share, out: Path) -> Judged:
        """Judge the lines of a share and write its findings to `out`."""
        clock = Clock()
        lines, faults = self._lines(share, clock)
        tallies, found = Tallies.of(self.rulebook), []
        if lines is not None:
            lines = self._with_codes_met(lines)
            for batch in self._batches(lines):
                clock.lap("order")
                force = in_force(batch)
                tallies.count_lines(batch, self.rulebook, force)
                for answers in judge(batch, self.rulebook, force, every_row=False):
                    tallies.count(answers)
                    if (some := told(batch, answers)) is not None:
                        found.append(some)
                clock.lap("edits")
        tallies.settle()
        table = SCHEMA.empty_table() if lines is None else findings_table(found, lines, self.rulebook)
        with pa.OSFile(str(out), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        judged = Judged(tallies, str(out), table.num_rows, digest(table), clock.seconds, faults)
        clock.lap("findings")
        return judged

    def _lines(self, share: Share, clock: Clock) -> tuple[Lines | None, Faults]:
        if share.spooled:
            lines = gathered(map(Path, share.spooled))
            clock.lap("read")
            return lines, []
        parts, faults = [], []
        for piece in share.pieces:
            for first_row, table in tables(piece):
                clock.lap("read")
                lines, problems = packed(table, piece.path, first_row, self.settings.payer)
                faults += [(piece.path, problem) for problem in problems]
                parts.append(lines)
                clock.lap("pack")
        return (Lines.joined(parts) if parts else None), faults

    def _batches(self, lines: Lines) -> Iterator[ClaimBatch]:
        settings = self.settings
        return batches(lines, self.rulebook, known_from=settings.known_from, history_scope=settings.history_scope)

    def _with_codes_met(self, lines: Lines) -> Lines:
        """The lines with the codes of all shares this process has judged."""
        memory = self.rulebook.memory
        lines = lines.with_codes(memory.get("codes met", lines.code.values))
        memory["codes met"] = lines.code.values if len(lines.code.values) < _MOST_CODES else lines.code.values[:0]
        return lines

    def spread(self, piece: Piece, shares: int, folder: Path, writer: str) -> Faults:
        """Put the lines of a piece into the shares of their patients on disk."""
        faults: Faults = []
        for first_row, table in tables(piece):
            lines, problems = packed(table, piece.path, first_row, self.settings.payer)
            faults += [(piece.path, problem) for problem in problems]
            spread(lines, shares, folder, writer)
        return faults
