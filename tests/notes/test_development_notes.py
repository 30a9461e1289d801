"""The sixty development notes: figures a change must not lower."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tautband.accuracy import Report, score
from tautband.model.coding import Coding
from tautband.model.encounter import Encounter
from tautband.notes import read

GOLD = Path(__file__).parents[1] / "corpus" / "development" / "gold.jsonl"


def reading(
    text: str, payer: str | None, state: str | None, day: date | None, place: str | None
) -> tuple[Encounter, Coding | None]:
    return read(text, date_of_service=day, payer=payer, state=state, place_of_service=place), None


@pytest.fixture(scope="module")
def report() -> Report:
    return score(GOLD, reading)


def test_sixty_notes_are_read(report: Report) -> None:
    assert report.notes == 60


def test_whether_the_injection_was_done_is_right_in_every_note(report: Report) -> None:
    assert report.exact["procedure_performed"] == (60, 60)


@pytest.mark.parametrize(("field", "least"), [("muscle and side", 0.98), ("agent", 0.97), ("documentation", 0.95)])
def test_a_field_keeps_its_share(report: Report, field: str, least: float) -> None:
    entry = report.fields[field]
    assert entry.hits > 60
    assert (entry.f1 or 0.0) >= least


@pytest.mark.parametrize(
    "name", ["prior_sessions_12mo", "last_session_date", "last_relief_percent", "last_relief_weeks"]
)
def test_history_keeps_its_share(report: Report, name: str) -> None:
    entry = report.fields[f"history {name}"]
    assert entry.hits >= 9
    assert (entry.f1 or 0.0) >= 0.95


def test_the_date_of_service_is_read_from_the_note_itself() -> None:
    missed = []
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        import json

        label = json.loads(line)
        encounter = read((GOLD.parent / label["file"]).read_text(encoding="utf-8"))
        if str(encounter.date_of_service) != label["date_of_service"]:
            missed.append(label["id"])
    assert missed == []
