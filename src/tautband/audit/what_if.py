"""What another rule book would change: line by line and edit by edit, beside the book in force and never among it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tautband.audit.findings import OUTCOME_WORDS, columns_of, shown_patients, worded
from tautband.audit.one_book import OneBook
from tautband.audit.tallies import Tallies
from tautband.audit.writing import write_part
from tautband.edits.arrow_lines import Lines
from tautband.edits.verdict import Outcome
from tautband.edits.words import SEVERITY_WORDS
from tautband.rulebook.book import Rulebook

_WORD = pa.dictionary(pa.int32(), pa.string())
CHANGES = pa.schema(
    [
        ("edit", _WORD),
        ("before", _WORD),
        ("after", _WORD),
        ("severity_before", _WORD),
        ("severity_after", _WORD),
        ("claim_id", pa.string()),
        ("line_number", pa.int16()),
        ("patient_id", pa.string()),
    ]
)
"""A row for each line and edit whose answer changes: fire or review before and after, null for neither."""
WAYS = ("newly_fired", "no_longer_fired", "newly_for_review", "no_longer_for_review", "severity_changed")
"""In which way a line's answer to an edit changes. One that fired and now needs review counts in two."""
_SEVERITIES = len(SEVERITY_WORDS)


@dataclass
class Changes:
    """What changes in one share: the counts of the other rule book, where the changed rows lie, how many rows and how
    many claims they are, and how many rows of each edit changed in which way.
    """

    tallies: Tallies
    rows: str
    count: int
    claims: int
    edits: dict[str, dict[str, int]]

    @classmethod
    def between(cls, ours: OneBook, other: OneBook, lines: Lines | None, out: Path) -> Changes:
        """Compare what two rule books found in the same lines, and write the changed rows to `out`."""
        other.tallies.settle()
        if lines is None:
            write_part(CHANGES.empty_table(), out)
            return cls(other.tallies, str(out), 0, 0, {})
        books = (ours, other)
        names = sorted({name for book in books for name in book.rulebook.edit_ids()})
        answers = [_answers(book, names) for book in books]
        keys = np.union1d(answers[0][0], answers[1][0])
        was, now = (_at(keys, *each) for each in answers)
        differs = was != now
        keys, was, now = keys[differs], was[differs], now[differs]
        line, edit = np.divmod(keys, len(names))
        write_part(_table(lines, line, edit, names, was, now), out)
        claims = len(np.unique(lines.claim_hash[line]))
        return cls(other.tallies, str(out), len(keys), claims, _by_edit(edit, names, was, now))


class AllChanges:
    """The changes of all shares added up, for another rule book."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.tallies = Tallies.of(rulebook)
        self.rows = 0
        self.claims = 0
        self.edits: dict[str, Counter[str]] = {}

    def add(self, part: Changes) -> None:
        """Add those of one share."""
        self.tallies.add(part.tallies)
        self.rows += part.count
        self.claims += part.claims
        for edit, ways in part.edits.items():
            self.edits.setdefault(edit, Counter()).update(ways)


def _answers(book: OneBook, names: list[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each line and edit with a finding as one number, ascending, and the outcome with its severity as another, the
    gravest where two revisions speak of one line.
    """
    if not book.found:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    columns = columns_of(book.found)
    number = np.searchsorted(names, book.rulebook.edit_ids())
    key = columns["line"].astype(np.int64) * len(names) + number[columns["edit"]]
    grave = (Outcome.NOT_EVALUATED - columns["outcome"].astype(np.int64)) * _SEVERITIES + columns["severity"]
    order = np.lexsort((-grave, key))
    key, grave = key[order], grave[order]
    first = np.diff(key, prepend=-1) != 0
    return key[first], grave[first]


def _at(keys: NDArray[np.int64], own: NDArray[np.int64], answer: NDArray[np.int64]) -> NDArray[np.int64]:
    """The answer for each of `keys`, 0 for none."""
    found = np.zeros(len(keys), np.int64)
    found[np.searchsorted(keys, own)] = answer
    return found


def _outcome(answer: NDArray[np.int64]) -> NDArray[np.int64]:
    """The outcome in an answer, CLEAR where there is no finding."""
    return np.where(answer > 0, Outcome.NOT_EVALUATED - answer // _SEVERITIES, Outcome.CLEAR)


def _table(
    lines: Lines,
    line: NDArray[np.int64],
    edit: NDArray[np.int64],
    names: list[str],
    was: NDArray[np.int64],
    now: NDArray[np.int64],
) -> Any:
    at = pa.array(line)
    columns = [worded(edit, names)]
    columns += [worded(_outcome(answer), OUTCOME_WORDS, answer == 0) for answer in (was, now)]
    columns += [worded(answer % _SEVERITIES, list(SEVERITY_WORDS), answer == 0) for answer in (was, now)]
    columns += [lines.claim.take(at), pa.array(lines.line[line]), shown_patients(lines, at)]
    return pa.Table.from_arrays(columns, schema=CHANGES)


def _by_edit(
    edit: NDArray[np.int64], names: list[str], was: NDArray[np.int64], now: NDArray[np.int64]
) -> dict[str, dict[str, int]]:
    before, after = _outcome(was), _outcome(now)
    fire, review = Outcome.FIRE, Outcome.REVIEW
    held = (
        (after == fire) & (before != fire),
        (before == fire) & (after != fire),
        (after == review) & (before != review),
        (before == review) & (after != review),
        before == after,
    )
    counts = {way: np.bincount(edit[rows], minlength=len(names)) for way, rows in zip(WAYS, held, strict=True)}
    return {
        names[number]: {way: int(count[number]) for way, count in counts.items()} for number in np.unique(edit).tolist()
    }
