"""By when to file a claim or an appeal, as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load_records, save_records


@dataclass(frozen=True, slots=True)
class AppealLevel:
    """One level of appeal. Where months are given they rule, and the days are their usual length.

    `counted_from` names the event the time runs from; `presumed_receipt_days` are added to a letter's date.
    `amount_usd` is the least in controversy, for requests filed from `since` on.
    """

    program: str
    level: int
    name: str
    decided_by: str
    file_within_days: int
    file_within_months: int | None
    counted_from: str
    presumed_receipt_days: int | None
    amount_usd: int | None
    since: date | None
    decision_days: int | None
    evidence: str


@dataclass(frozen=True, slots=True)
class FilingLimit:
    """A payer's filing limits, counted from the date of service. Contracts differ: a setting, never law."""

    payer: str
    original_days: int | None
    original_months: int | None
    nonparticipating_days: int | None
    corrected_days: int | None
    corrected_from: str | None
    appeal_days: int | None
    appeal_months: int | None
    evidence: str


class Deadlines:
    """Appeal levels by program, and filing limits by payer."""

    def __init__(self, directory: Path) -> None:
        held = load_records(directory, "deadlines")
        self._levels = tuple(_level(entry) for entry in held["appeals"])
        self._limits = {entry["payer"]: _limit(entry) for entry in held["filing"]}

    def programs(self) -> tuple[str, ...]:
        """The programs whose appeal levels are held."""
        return tuple(dict.fromkeys(level.program for level in self._levels))

    def appeal(self, program: str, level: int, day: date) -> AppealLevel | None:
        """One level as it stands on the day of filing; None where nothing is held for the program, level and day."""
        found = [
            each
            for each in self._levels
            if (each.program, each.level) == (program, level) and (each.since is None or each.since <= day)
        ]
        return found[-1] if found else None

    def filing(self, payer: str) -> FilingLimit | None:
        """A payer's filing limits; None where they are not known."""
        return self._limits.get(payer)


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _level(entry: dict[str, str]) -> AppealLevel:
    return AppealLevel(
        program=entry["program"],
        level=int(entry["level"]),
        name=entry["name"],
        decided_by=entry["decided_by"],
        file_within_days=int(entry["file_within_days"]),
        file_within_months=_whole(entry["file_within_months"]),
        counted_from=entry["counted_from"],
        presumed_receipt_days=_whole(entry["presumed_receipt_days"]),
        amount_usd=_whole(entry["amount_usd"]),
        since=date.fromisoformat(entry["since"]) if entry["since"] else None,
        decision_days=_whole(entry["decision_days"]),
        evidence=entry["evidence"],
    )


def _limit(entry: dict[str, str]) -> FilingLimit:
    return FilingLimit(
        payer=entry["payer"],
        original_days=_whole(entry["original_days"]),
        original_months=_whole(entry["original_months"]),
        nonparticipating_days=_whole(entry["nonparticipating_days"]),
        corrected_days=_whole(entry["corrected_days"]),
        corrected_from=entry["corrected_from"] or None,
        appeal_days=_whole(entry["appeal_days"]),
        appeal_months=_whole(entry["appeal_months"]),
        evidence=entry["evidence"],
    )


def build(directory: Path) -> None:
    """Compile both tables."""
    save_records(directory, "deadlines", {"appeals": rows("medicare_appeals"), "filing": rows("timely_filing")})
