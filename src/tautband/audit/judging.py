"""One share of the data judged in one process: whole patients in, findings and counts out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tautband.audit.clock import Clock
from tautband.audit.findings import SCHEMA, digest, findings_table
from tautband.audit.left_out import LeftOut
from tautband.audit.one_book import OneBook
from tautband.audit.pieces import Piece, tables
from tautband.audit.practice import Practice
from tautband.audit.rates import Rates
from tautband.audit.spool import gathered, spread
from tautband.audit.table import Table
from tautband.audit.tallies import Tallies
from tautband.audit.what_if import Changes
from tautband.audit.writing import write_part
from tautband.edits.arrow_lines import Lines
from tautband.edits.arrow_packing import packed
from tautband.edits.batch import ClaimBatch
from tautband.edits.from_arrow import HistoryScope, batches, under
from tautband.rulebook.book import Rulebook

_MOST_CODES = 30_000
"""Twice the procedure and supply codes there are."""


@dataclass(frozen=True)
class Settings:
    """How lines are judged: the first day of which the data know, whose services they hold, the payer of lines that
    name none, the day whose policies bind all lines (None: each line's own day), and whether lines that cannot be read
    are set aside and listed.
    """

    known_from: int | None
    history_scope: HistoryScope
    payer: str | None
    policy_day: int | None = None
    set_aside: bool = False

    def listing(self, out: Path) -> Path | None:
        """Where lines left out are listed, beside what else comes of a share."""
        return out.with_suffix(".refused") if self.set_aside else None


@dataclass(frozen=True)
class Share:
    """Lines judged together: pieces of files, or the files of one share on disk."""

    pieces: tuple[Piece, ...] = ()
    spooled: tuple[str, ...] = ()


@dataclass
class Judged:
    """What came of one share: the counts, where its findings lie, the lines left out, and where its time went. Under
    another rule book beside ours also the counts of that one, and what it changes.
    """

    tallies: Tallies
    rates: Rates
    practice: Practice
    findings: str
    count: int
    digest: int
    left_out: LeftOut
    seconds: dict[str, float]
    what_if: Changes | None = None


class Judge:
    """The rule books opened once in this process, and the settings. What `what_if` finds is only compared."""

    def __init__(self, rulebook: Rulebook, settings: Settings, what_if: Rulebook | None = None) -> None:
        self.rulebook = rulebook
        self.settings = settings
        self.what_if = what_if

    def judge(self, share: Share, out: Path) -> Judged:
        """Judge the lines of a share and write its findings to `out`, changes beside them."""
        clock = Clock()
        lines, left_out = self._lines(share, clock)
        ours = OneBook(self.rulebook, self.settings.policy_day)
        other = None if self.what_if is None else OneBook(self.what_if, self.settings.policy_day)
        if lines is not None:
            lines = self._with_codes_met(lines)
            for batch in self._batches(lines):
                clock.lap("order")
                ours.judge(batch)
                clock.lap("edits")
                if other is not None:
                    other.judge(under(batch, lines, other.rulebook))
                    clock.lap("what_if")
        ours.tallies.settle()
        table = SCHEMA.empty_table() if lines is None else findings_table(ours.found, lines, self.rulebook)
        write_part(table, out)
        judged = Judged(
            ours.tallies,
            Rates.of(lines, ours.found, self.rulebook),
            Practice.of(lines, self.rulebook),
            str(out),
            table.num_rows,
            digest(table),
            left_out.list_in(self.settings.listing(out)),
            clock.seconds,
        )
        clock.lap("findings")
        if other is not None:
            judged.what_if = Changes.between(ours, other, lines, out.with_suffix(".changes"))
            clock.lap("what_if")
        return judged

    def _lines(self, share: Share, clock: Clock) -> tuple[Lines | None, LeftOut]:
        """The lines of a share, and what of it is left out."""
        if share.spooled:
            lines = gathered(map(Path, share.spooled))
            clock.lap("read")
            return lines, LeftOut()
        parts: list[Lines] = []
        left_out = LeftOut()
        for piece in share.pieces:
            for read in tables(piece):
                clock.lap("read")
                parts += self._packed(read, piece, left_out)
                clock.lap("pack")
        return (Lines.joined(parts) if parts else None), left_out

    def _packed(self, read: Table, piece: Piece, left_out: LeftOut) -> list[Lines]:
        """The lines of a table, none where it holds none; what is left out is added to `left_out`."""
        lines, problems = packed(read.lines, piece.path, read.rows, self.settings.payer)
        left_out.add(read, piece.path, problems, len(lines))
        return [lines] if len(lines) else []

    def _batches(self, lines: Lines) -> Iterator[ClaimBatch]:
        settings = self.settings
        return batches(lines, self.rulebook, known_from=settings.known_from, history_scope=settings.history_scope)

    def _with_codes_met(self, lines: Lines) -> Lines:
        """The lines with the codes of all shares this process has judged."""
        memory = self.rulebook.memory
        lines = lines.with_codes(memory.get("codes met", lines.code.values))
        memory["codes met"] = lines.code.values if len(lines.code.values) < _MOST_CODES else lines.code.values[:0]
        return lines

    def spread(self, piece: Piece, shares: int, folder: Path, writer: str, out: Path) -> LeftOut:
        """Put the lines of a piece into the shares of their patients on disk; what is left out is listed by `out`."""
        left_out = LeftOut()
        for read in tables(piece):
            for lines in self._packed(read, piece, left_out):
                spread(lines, shares, folder, writer)
        return left_out.list_in(self.settings.listing(out))
