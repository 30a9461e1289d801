"""What went in: strengths, volumes and masses in many wordings."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tautband.model.encounter import Agent
from tautband.notes import read

CONTENT = tomllib.loads((Path(__file__).parent / "amounts.toml").read_text(encoding="utf-8"))
SENTENCES = CONTENT["sentence"]


def shown(agent: Agent) -> str:
    amounts = ["-" if amount is None else f"{amount:g}" for amount in (agent.volume_ml, agent.mass_mg)]
    return "|".join([agent.drug, agent.concentration or "-", *amounts])


@pytest.mark.parametrize("sentence", SENTENCES, ids=[sentence["text"][:60] for sentence in SENTENCES])
def test_an_amount_is_read_as_it_is_written(sentence: dict[str, Any]) -> None:
    encounter = read(CONTENT["before"] + sentence["text"] + CONTENT["after"])
    assert {shown(agent) for agent in encounter.agents} == set(sentence["agents"])
