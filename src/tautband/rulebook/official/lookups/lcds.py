"""Local coverage determinations and their days, as a Medicare Coverage Database export has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tautband.rulebook.official.editions import Edition
from tautband.rulebook.tables.stored import load_records


@dataclass(frozen=True)
class Determination:
    """One determination. `begins` are the days from which its versions hold, ascending: its first day, if the export
    tells it, and that of each version in the export. `version` is the last.
    """

    number: str
    version: int
    title: str
    begins: tuple[date, ...]
    retired: date | None


def determinations(edition: Edition) -> tuple[Determination, ...]:
    """Every determination of an export, by number."""
    return tuple(
        _determination(number, held) for number, held in sorted(load_records(edition.directory, "lcds").items())
    )


def _determination(number: str, versions: dict[str, dict[str, str | None]]) -> Determination:
    last = max(versions, key=int)
    days = {day for held in versions.values() for day in (held["first"], held["revised"]) if day}
    retired = versions[last]["retired"]
    return Determination(
        number,
        int(last),
        versions[last]["title"] or "",
        tuple(date.fromisoformat(day) for day in sorted(days)),
        date.fromisoformat(retired) if retired else None,
    )
