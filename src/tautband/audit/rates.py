"""Lines with findings by payer and by clinician, each with the number of lines behind it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tautband.audit.findings import Told
from tautband.edits.arrow_lines import PLACE_SEPARATOR, Lines
from tautband.edits.batch import NOT_KNOWN
from tautband.edits.verdict import Outcome
from tautband.edits.words import SEVERITY_WORDS
from tautband.rulebook.book import Rulebook

NO_PAYER = "no payer named"
_DENY = SEVERITY_WORDS.index("deny")
_Z = 1.959964
"""The normal quantile of a 95 % interval."""
_COLUMNS = 4


@dataclass
class Counted:
    """Lines of one payer or clinician: all, those an edit denies, those at least one edit fires on, and those that only
    need a person.
    """

    lines: int = 0
    denied: int = 0
    fired: int = 0
    review: int = 0

    def add(self, other: Counted) -> None:
        """Add another count."""
        self.lines += other.lines
        self.denied += other.denied
        self.fired += other.fired
        self.review += other.review

    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share of lines denied (Wilson 1927), from 0 to 1."""
        return wilson(self.denied, self.lines)


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share after Wilson: sound for few lines and near 0 and 1; from 0 to 1 without lines."""
    if whole == 0:
        return 0.0, 1.0
    share, spread = part / whole, _Z * _Z / whole
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * math.sqrt(share * (1 - share) / whole + spread / whole / 4) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass
class Rates:
    """Counts by payer (its id, or the name given where no policy of it is held) and by clinician.

    `npi` ascends and `counts` has a row for each, in the order of Counted's fields; a clinician whose identifier is no
    number, or is missing, counts under NOT_KNOWN.
    """

    payers: dict[str, Counted] = field(default_factory=dict)
    npi: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    counts: NDArray[np.int64] = field(default_factory=lambda: np.empty((0, _COLUMNS), np.int64))

    @classmethod
    def of(cls, lines: Lines | None, found: Sequence[Told], rulebook: Rulebook) -> Rates:
        """The counts of one share."""
        if lines is None:
            return cls()
        flagged = _flags(len(lines), found)
        names = [_payer(key, rulebook) for key in lines.place_keys]
        payers = sorted(set(names))
        by_payer = _counted(np.searchsorted(payers, names).astype(np.intp)[lines.place_key], len(payers), flagged)
        npi, which = np.unique(np.maximum(lines.clinician.values, NOT_KNOWN), return_inverse=True)
        counts = _counted(which[lines.clinician.at], len(npi), flagged)
        met = counts[:, 0] > 0
        told = zip(payers, by_payer.tolist(), strict=True)
        return cls({payer: Counted(*row) for payer, row in told if row[0]}, npi[met], counts[met])

    def add(self, other: Rates) -> None:
        """Add the counts of another share."""
        for payer, counted in other.payers.items():
            self.payers.setdefault(payer, Counted()).add(counted)
        rows = np.concatenate((self.counts, other.counts))
        self.npi, which = np.unique(np.concatenate((self.npi, other.npi)), return_inverse=True)
        self.counts = np.stack([_summed(which, column, len(self.npi)) for column in rows.T], axis=1)

    def clinicians(self) -> dict[int, Counted]:
        """The counts of each clinician by NPI."""
        return dict(zip(self.npi.tolist(), (Counted(*row) for row in self.counts.tolist()), strict=True))


def _summed(which: NDArray[np.intp], column: NDArray[np.int64], groups: int) -> NDArray[np.int64]:
    return np.bincount(which, weights=column, minlength=groups).astype(np.int64)


def _flags(n: int, found: Sequence[Told]) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    denied, fired, review = (np.zeros(n, np.bool_) for _ in range(3))
    for told in found:
        fires = told.outcome == Outcome.FIRE
        fired[told.line[fires]] = True
        denied[told.line[fires & (told.severity == _DENY)]] = True
        review[told.line[told.outcome == Outcome.REVIEW]] = True
    return denied, fired, review & ~fired


def _counted(
    number: NDArray[np.intp], groups: int, flagged: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]
) -> NDArray[np.int64]:
    columns = [np.bincount(number, minlength=groups)]
    columns += [np.bincount(number[flag], minlength=groups) for flag in flagged]
    return np.stack(columns, axis=1)


def _payer(key: str, rulebook: Rulebook) -> str:
    payer, state, _ = key.split(PLACE_SEPARATOR)
    known = rulebook.payers.resolve(payer, state or None) if payer else None
    return known.id if known else payer or NO_PAYER
