"""Loading excerpts into a data directory of the test's own, and opening what then answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tautband.rulebook.official.editions import loaded
from tautband.rulebook.official.layering import LayeredTables
from tautband.rulebook.official.loading import Load, load
from tautband.rulebook.tables import Tables

TODAY = date(2026, 7, 9)
SHIPPED = Tables.open()
"""Opened before any test sets a data directory, for the process keeps what it opened first."""


def at(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """A data directory under `folder` for this test alone."""
    monkeypatch.setenv("TAUTBAND_DATA", str(folder / "data"))
    return folder / "data"


def loading(*paths: Path, quarter: str | None = None, smaller: bool = False) -> Load:
    return load(paths, TODAY, quarter, smaller)


def tables() -> LayeredTables:
    """The shipped tables under what was loaded."""
    return LayeredTables(SHIPPED.directory, loaded())
