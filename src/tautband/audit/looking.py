"""The first look at the files: how many lines, since when, and whether each patient stands in one file alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tautband.audit.footers import apart, footer
from tautband.audit.pieces import Piece
from tautband.audit.survey import disjoint
from tautband.audit.workers import Workers


@dataclass(frozen=True)
class Seen:
    """The first day of all files (None without lines), the lines of each, and whether no patient stands in two."""

    first_day: int | None
    lines: tuple[int, ...]
    apart: bool


def look(files: Sequence[tuple[Piece, ...]], pool: Workers) -> Seen:
    """Look at the footers of the files; read dates and patient ids only where these do not tell enough.

    Patients of two files that meet are often met in the first lines, so those are read first.
    """
    footers = [told for pieces in files if (told := footer(pieces[0].path)) is not None]
    if len(footers) == len(files):
        days = [told.first_day for told in footers if told.first_day is not None]
        lines = tuple(told.lines for told in footers)
        separate = apart(footers) or (
            disjoint(list(pool.survey([pieces[:1] for pieces in files[:2]], with_patients=True)))
            and disjoint(list(pool.survey(files, with_patients=True)))
        )
        return Seen(min(days, default=None), lines, separate)
    surveys = list(pool.survey(files, with_patients=len(files) > 1))
    days = [survey.first_day for survey in surveys if survey.first_day is not None]
    return Seen(min(days, default=None), tuple(survey.lines for survey in surveys), disjoint(surveys))
