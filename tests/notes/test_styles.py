"""Notes in many styles: the muscles, amounts and outcome a reader must find in each."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tautband.coding import code
from tautband.notes import read
from tautband.shipped import shipped_rulebook

FILES = sorted((Path(__file__).parent / "styles").glob("*.toml"))
NOTES = [note for path in FILES for note in tomllib.loads(path.read_text(encoding="utf-8"))["note"]]
OUTCOME = {True: True, False: False, None: "open"}


def muscle(line: str) -> tuple[str, str, int | None]:
    name, side, points = line.rsplit(" ", 2)
    return name, side, None if points == "-" else int(points)


def agent(line: str) -> tuple[str, str, float, float]:
    drug, strength, volume, mass = line.split("|")
    return drug, strength, float(volume), float(mass)


@pytest.mark.parametrize("note", NOTES, ids=[note["name"] for note in NOTES])
def test_a_note_in_this_style_is_read(note: dict[str, Any]) -> None:
    encounter = read(note["text"])
    done = {(i.muscle, i.side, i.trigger_points) for i in encounter.injections if i.status == "performed"}
    assert OUTCOME[encounter.procedure_performed] == note["performed"]
    assert done == {muscle(line) for line in note["muscles"]}
    if "agents" in note:
        assert {(a.drug, a.concentration, a.volume_ml, a.mass_mg) for a in encounter.agents} == set(
            map(agent, note["agents"])
        )
    if "coded" in note:
        coding = code(encounter, shipped_rulebook())
        assert (coding.status, [line.code for line in coding.lines][:1]) == ("coded", [note["coded"]])
    if "status" in note:
        assert encounter.note_status == note["status"]
    if "sessions" in note:
        assert encounter.history.prior_sessions_12mo == note["sessions"]
    if "relief" in note:
        told = (encounter.history.last_relief_percent, encounter.history.last_relief_weeks)
        assert [number for number in told if number is not None] == note["relief"]
    if "told" in note:
        assert [name for name in note["told"] if not encounter.documentation[name].present] == []
    if "untold" in note:
        assert [name for name in note["untold"] if encounter.documentation[name].present] == []
    if "assessed" in note:
        assert {d.concept for d in encounter.diagnoses if d.status == "assessed"} == set(note["assessed"])
    if "hinders" in note:
        assert encounter.documentation["functional_impact"].present == note["hinders"]
