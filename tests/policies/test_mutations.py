"""No value of a policy can be changed by one without an example failing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from oracle.lines import Sets
from policies.mutants import Mutant, mutants
from policies.outcomes import Shown, outcomes, shown_by
from policies.toml_text import toml_text
from policies.trees import SHIPPED, compiled
from tautband.edits.kinds import all_kinds
from tautband.model.policy import Revision
from tautband.rulebook.reading import read_revision

FILES = sorted(SHIPPED.glob("*/*/*.toml"))
GROUPS = Sets(tomllib.loads((SHIPPED / "code_groups.toml").read_text(encoding="utf-8"))["group"])
SURVIVORS = tomllib.loads((Path(__file__).parent / "survivors.toml").read_text(encoding="utf-8"))["survivor"]


def name_of(path: Path) -> str:
    return "/".join(path.with_suffix("").parts[-3:])


def mutants_of(path: Path, revision: Revision) -> dict[str, list[Mutant]]:
    """The mutants of each edit of a file that an author would not be told of when the policies are compiled."""
    examples = shown_by(revision)
    found: dict[str, list[Mutant]] = {}
    for edit in revision.edit:
        model = all_kinds()[edit.kind].Params
        own = [s for s in examples if s.edit.endswith(f"/{edit.id}")]
        where = f"{name_of(path)} {edit.id}"
        found[edit.id] = [m for m in mutants(where, edit.with_, model, own, GROUPS) if _valid(model, m.parameters)]
    return found


def _valid(model: Any, parameters: dict[str, Any]) -> bool:
    try:
        model.model_validate(parameters)
    except ValidationError:
        return False
    return True


def surviving(path: Path, root: Path) -> Iterator[str]:
    """The mutants of a file under which every example still gives what it says, by one compilation of all of them."""
    revision = read_revision(path, path.parents[2])
    by_edit = mutants_of(path, revision)
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    written = [
        {
            **{k: v for k, v in edit.items() if k != "example"},
            "id": f"{edit['id']}-mutant-{number}",
            "with": m.parameters,
        }
        for edit in tables.pop("edit")
        for number, m in enumerate(by_edit[edit["id"]])
    ]
    if not written:
        return
    target = root.joinpath(*path.parts[-3:])
    target.parent.mkdir(parents=True)
    target.write_text(toml_text({**tables, "edit": written}), encoding="utf-8")
    for shared in ("payers.toml", "code_groups.toml"):
        (root / shared).write_bytes((SHIPPED / shared).read_bytes())
    (root / "gaps.toml").write_text("gap = []\n", encoding="utf-8")
    examples = shown_by(revision)
    computed = list(zip(examples, outcomes(examples, compiled(root)), strict=True))
    for edit_id, made in by_edit.items():
        own = [(shown, given) for shown, given in computed if shown.edit.endswith(f"/{edit_id}")]
        caught: dict[str, bool] = {}
        for number, mutant in enumerate(made):
            fails = any(_given(shown, given, number) != {shown.example.gives} for shown, given in own)
            caught[mutant.where] = caught.get(mutant.where, False) or fails
        yield from (where for where, fails in caught.items() if not fails)


def _given(shown: Shown, given: dict[tuple[str, str], set[str]], number: int) -> set[str]:
    return given.get((f"{shown.edit}-mutant-{number}", shown.revision), set())


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_change_by_one_fails_an_example(path: Path, tmp_path: Path) -> None:
    allowed = {s["mutant"] for s in SURVIVORS}
    assert sorted(set(surviving(path, tmp_path)) - allowed) == []


def test_each_listed_survivor_has_a_reason_and_still_survives(tmp_path: Path) -> None:
    assert all(s["because"] for s in SURVIVORS)
    listed = {s["mutant"] for s in SURVIVORS}
    survive = {
        where
        for path in FILES
        for where in surviving(path, tmp_path / name_of(path))
        if any(s in where for s in listed)
    }
    assert sorted(listed - survive) == []


def test_a_value_that_no_example_reaches_is_told(tmp_path: Path) -> None:
    path = tmp_path / "source" / "medicare" / "loose" / "2024-04-01.toml"
    path.parent.mkdir(parents=True)
    path.write_text(LOOSE, encoding="utf-8")
    assert sorted(surviving(path, tmp_path / "mutants")) == [
        "medicare/loose/2024-04-01 sessions codes without 20553",
        "medicare/loose/2024-04-01 sessions max_sessions 3 to 2",
        "medicare/loose/2024-04-01 sessions window_months 12 to 11",
        "medicare/loose/2024-04-01 sessions window_months 12 to 13",
    ]


LOOSE = """
title = "An example that fires, and none at the window's edge"
evidence = "primary"
source = { source = "written for the test" }

[[edit]]
id = "sessions"
kind = "session_limit"
severity = "deny"
with = { codes = ["20552", "20553"], max_sessions = 3, window_months = 12 }
citation = { source = "written for the test" }

[[edit.example]]
name = "the fourth session"
claim = { date = 2025-02-15, state = "OH", lines = ["20552"], history = ["2024-08-01", "2024-10-01", "2024-12-01"] }
gives = "fire"
"""
