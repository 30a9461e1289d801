"""How each clinician bills trigger point injections beside all others: the higher code, visits the same day, sessions.

None of these is a finding. Each is a share with its denominator, and says whom to ask, not what was done.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tautband.audit.rates import wilson
from tautband.edits.arrow_lines import Lines
from tautband.edits.batch import NOT_KNOWN
from tautband.rulebook.book import Rulebook
from tautband.rulebook.code_tables import CodeTables
from tautband.rulebook.packed import pack_modifier

INJECTIONS, HIGHER, VISITS = "tpi", "tpi_three_or_more", "visits"
"""The code groups that are counted: both trigger point codes, the one for three muscles and more, and visits."""


class Habit(NamedTuple):
    """What one clinician billed. A session is a patient's day with an injection; `with_visit` are those on which the
    same clinician billed a visit as separate.
    """

    injections: int = 0
    higher: int = 0
    sessions: int = 0
    with_visit: int = 0
    patients: int = 0


@dataclass(frozen=True)
class Standing:
    """A clinician's share of something beside that of all: `part` of `whole`, with its 95 % interval (Wilson)."""

    npi: str
    part: int
    whole: int
    low: float
    high: float


@dataclass
class Practice:
    """The habits of all clinicians who billed an injection. `npi` ascends, `counts` has a row for each, in the order of
    Habit's fields; a clinician without a number counts under NOT_KNOWN.
    """

    npi: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    counts: NDArray[np.int64] = field(default_factory=lambda: np.empty((0, len(Habit._fields)), np.int64))

    @classmethod
    def of(cls, lines: Lines | None, rulebook: Rulebook) -> Practice:
        """The habits in one share, which holds whole patients."""
        if lines is None or not len(lines):
            return cls()
        rows = np.flatnonzero(_codes_of(INJECTIONS, lines, rulebook)[lines.code.at])
        if not len(rows):
            return cls()
        npi, which = np.unique(_clinicians(lines, rows), return_inverse=True)
        higher = _codes_of(HIGHER, lines, rulebook)[lines.code.at[rows]]
        patient = lines.patient.indices.to_numpy()
        patients, days = int(patient.max()) + 1, int(lines.day.max()) + 1
        injected = np.zeros(patients, np.bool_)
        injected[patient[rows]] = True
        visits = _separate_visits(lines, rulebook)
        visits = visits[injected[patient[visits]]]
        by = np.searchsorted(npi, _clinicians(lines, visits))
        theirs = npi[np.minimum(by, len(npi) - 1)] == _clinicians(lines, visits)
        visits, by = visits[theirs], by[theirs]
        sessions = np.unique((which * patients + patient[rows]) * days + lines.day[rows])
        beside = (by * patients + patient[visits]) * days + lines.day[visits]
        treated = np.unique(sessions // days)
        of_session = sessions // days // patients
        columns = (
            which, which[higher], of_session, of_session[np.isin(sessions, beside)], treated // patients,
        )  # fmt: skip
        return cls(npi, np.stack([np.bincount(column, minlength=len(npi)) for column in columns], axis=1))

    def add(self, other: Practice) -> None:
        """Add the habits in another share."""
        rows = np.concatenate((self.counts, other.counts))
        self.npi, which = np.unique(np.concatenate((self.npi, other.npi)), return_inverse=True)
        held = np.zeros((len(self.npi), len(Habit._fields)), np.int64)
        np.add.at(held, which, rows)
        self.counts = held

    def habits(self) -> dict[int, Habit]:
        """The habit of each clinician by NPI."""
        return dict(zip(self.npi.tolist(), (Habit(*row) for row in self.counts.tolist()), strict=True))

    def in_all(self) -> Habit:
        """The habits of all together, those without a number too."""
        return Habit(*self.counts.sum(axis=0).tolist())

    def above(self, part: str, whole: str) -> list[Standing]:
        """The clinicians whose share of `part` in `whole` (fields of Habit) lies above that of all with its whole
        interval, furthest first. Nobody where only one clinician is named, for there is nobody to stand beside.
        """
        everyone = self.in_all()
        named = {npi: habit for npi, habit in self.habits().items() if npi != NOT_KNOWN}
        if len(named) < 2 or not getattr(everyone, whole):
            return []
        share = getattr(everyone, part) / getattr(everyone, whole)
        counted = [(f"{npi:010d}", getattr(habit, part), getattr(habit, whole)) for npi, habit in named.items()]
        standings = [Standing(*each, *wilson(each[1], each[2])) for each in counted]
        return sorted((each for each in standings if each.low > share), key=lambda each: (-each.low, each.npi))


def _codes_of(group: str, lines: Lines, rulebook: Rulebook) -> NDArray[np.bool_]:
    """Which of the distinct codes belong to a group."""
    held: NDArray[np.bool_] = rulebook.in_code_set(np.array([rulebook.groups[group]]), lines.code.values)[0]
    return held


def _separate_visits(lines: Lines, rulebook: Rulebook) -> NDArray[np.intp]:
    """The rows of visits that are billed as separate from what else was done."""
    rows = np.flatnonzero(_codes_of(VISITS, lines, rulebook)[lines.code.at])
    wanted = pack_modifier(CodeTables.open().named("separate_visit"))
    separate = (lines.modifier_sets == wanted).any(axis=1)
    found: NDArray[np.intp] = rows[separate[lines.modifiers.at[rows]]]
    return found


def _clinicians(lines: Lines, rows: NDArray[np.intp]) -> NDArray[np.int64]:
    numbers: NDArray[np.int64] = np.maximum(lines.clinician.values, NOT_KNOWN)[lines.clinician.at[rows]]
    return numbers
