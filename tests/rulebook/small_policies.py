"""A policy folder of one payer and one revision, to be spoiled by a test."""

from __future__ import annotations

from pathlib import Path

from tautband.edits.kinds import all_kinds
from tautband.model.errors import PolicyError
from tautband.rulebook.book import Rulebook
from tautband.rulebook.compiling import compile_policies
from tautband.rulebook.tables import Tables

REVISION = """
title = "A policy"
evidence = "primary"
source = { source = "written for the test" }

[[edit]]
id = "sessions-over-limit"
kind = "session_limit"
severity = "deny"
with = { codes = ["tpi"], max_sessions = 3, window_months = 12 }
citation = { source = "written for the test" }
"""
PLACE = "acme/tpi/2024-04-01.toml"


def folder(root: Path, text: str = REVISION, place: str = PLACE) -> Path:
    """The folder with one revision at `place`."""
    for name, content in (
        ("payers.toml", '[[payer]]\nid = "acme"\nname = "Acme"\nkind = "commercial"\nadopts_ncci = true\n'),
        ("code_groups.toml", '[group]\ntpi = ["20552", "20553"]\npoliced_by_payers = ["tpi"]\n'),
        ("gaps.toml", "gap = []\n"),
        (place, text),
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


def book(root: Path, out: Path, tables_digest: str = "") -> Rulebook:
    """The rule book compiled from a folder."""
    out.mkdir(parents=True)
    compile_policies(root, all_kinds(), out, tables_digest)
    return Rulebook(out, Tables.open())


def fault(root: Path, out: Path) -> str:
    """What the author is told, without the folder's path. Empty where nothing is wrong."""
    try:
        book(root, out)
    except PolicyError as error:
        return str(error).replace(f"{root}/", "")
    return ""
