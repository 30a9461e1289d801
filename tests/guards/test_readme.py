"""README.md shows what the program prints, and names every verb and option there is."""

from __future__ import annotations

import re
import shlex

import pytest

from cli.running import here
from guards import readme
from guards.tree import ROOT, tracked_files
from tautband.cli.app import app

VERBS = sorted(
    {*(command.name or command.callback.__name__ for command in app.registered_commands if command.callback), "policy"}
)


def test_the_readme_has_parts_to_check() -> None:
    assert sorted(readme.parts()) == ["accuracy", "coverage", "first runs", "tautband demo"]


@pytest.mark.parametrize("what", sorted(readme.parts()))
def test_what_the_readme_shows_is_what_the_program_prints(what: str) -> None:
    assert readme.parts()[what] == readme.written(what)


def test_every_verb_is_in_the_readme() -> None:
    text = readme.README.read_text()
    assert {"code", "demo", "eval", "explain", "policy", "scrub"} - set(VERBS) == set()
    assert [verb for verb in VERBS if f"`tautband {verb}" not in text] == []


def test_every_command_the_readme_names_exists(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    named = set(re.findall(r"`tautband ([a-z]+(?: list| show)?)[ `]", readme.README.read_text()))
    assert named - {"code"} != set()
    for command in sorted(named):
        assert here(monkeypatch, capsys, *shlex.split(command), "--help").code == 0, command


def test_every_link_between_documents_leads_somewhere() -> None:
    pages = [path for path in tracked_files() if path.suffix == ".md" and len(path.parts) == 1]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text())]
    assert len(links) > 3
    assert [(page, link) for page, link in links if not (ROOT / page.parent / link).exists()] == []


def test_every_target_the_documents_name_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.M))
    pages = [path for path in tracked_files() if path.suffix == ".md" and len(path.parts) == 1]
    named = {name for page in pages for name in re.findall(r"`make ([a-z]+)`", (ROOT / page).read_text())}
    assert "test" in named
    assert named - targets == set()
