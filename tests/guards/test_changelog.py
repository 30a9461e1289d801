from __future__ import annotations

import tomllib

from guards.tree import ROOT


def test_every_fragment_is_of_a_type_the_changelog_shows() -> None:
    shown = {
        kind["directory"] for kind in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["towncrier"]["type"]
    }
    fragments = [path.name for path in (ROOT / "changelog.d").glob("*.md") if path.name != "README.md"]
    assert fragments != []
    assert [name for name in fragments if name.split(".")[-2] not in shown] == []
