"""Notes of one day with several services or problems: what stands beside the trigger point code, and what does not."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tautband.coding.families import code
from tautband.notes import read
from tautband.shipped import shipped_rulebook

FILES = ("same_day.toml", "needling.toml", "toxin.toml", "manipulation.toml", "beside.toml", "beside_told_apart.toml")
NOTES = [
    note for file in FILES for note in tomllib.loads((Path(__file__).parent / file).read_text(encoding="utf-8"))["note"]
]
TRIGGER_POINT = {"20552", "20553"}
DRUGS = ("J", "Q")


@pytest.mark.parametrize("note", NOTES, ids=[note["name"] for note in NOTES])
def test_the_services_of_one_day_are_told_apart(note: dict[str, Any]) -> None:
    encounter = read(note["text"])
    lines = code(encounter, shipped_rulebook()).lines
    beside = sorted(
        "-".join((line.code, *line.modifiers))
        for line in lines
        if line.code not in TRIGGER_POINT and not line.code.startswith(DRUGS)
    )
    injected = [line for line in lines if line.code in TRIGGER_POINT]
    if "others" in note:
        assert beside == sorted(note["others"])
    if "tpi_modifiers" in note:
        assert [list(line.modifiers) for line in injected] == [note["tpi_modifiers"]]
    if "tpi" in note:
        assert [line.code for line in injected] == [c for c in [note["tpi"]] if c]
    if "date" in note:
        assert str(encounter.date_of_service) == note["date"]
    if "status" in note:
        assert encounter.note_status == note["status"]


def test_there_are_notes_of_every_outcome() -> None:
    assert len([n for n in NOTES if not n.get("others")]) >= 15
    assert len([n for n in NOTES if any(c.endswith("-25") for c in n.get("others", ()))]) >= 12
