"""Which muscles are injected, and which are only named: short notes in many wordings."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tautband.notes import read

NOTES = tomllib.loads((Path(__file__).parent / "muscles.toml").read_text(encoding="utf-8"))["note"]


@pytest.mark.parametrize("note", NOTES, ids=[note["text"].replace("\n", " ")[15:75] for note in NOTES])
def test_the_muscles_injected_are_those_and_no_others(note: dict[str, Any]) -> None:
    encounter = read(note["text"])
    done = {f"{i.muscle} {i.side}" for i in encounter.injections if i.status == "performed"}
    assert bool(encounter.procedure_performed) == note["performed"]
    assert done == set(note["muscles"])
