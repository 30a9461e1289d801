"""Generated claim lines, audits over them, and another rule book to compare with."""

from __future__ import annotations

import json
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from tautband.audit import audit
from tautband.audit.rates import Counted, Rates
from tautband.rulebook.book import Rulebook
from tautband.shipped import POLICIES, rulebook_with, shipped_rulebook

UNIFORM = "medicare/uniform-tpi"


def run(files: list[Path], out: Path, rulebook: Rulebook | None = None, **settings: Any) -> dict[str, Any]:
    """The summary of an audit, as written."""
    audit(files, out, rulebook=rulebook or shipped_rulebook(), **settings)
    summary: dict[str, Any] = json.loads((out / "summary.json").read_text())
    return summary


def written(table: Any, folder: Path, name: str) -> Path:
    """The table as a Parquet file of several row groups."""
    folder.mkdir(exist_ok=True)
    pq.write_table(table, folder / f"{name}.parquet", row_group_size=1_000)
    return folder / f"{name}.parquet"


def stricter_from(day: str, folder: Path) -> Path:
    """A revision of the uniform policy from a day on: one session a year, another list, guidance told at most."""
    text = (POLICIES / UNIFORM / "2024-04-01.toml").read_text()
    text = text.replace("max_sessions = 3", "max_sessions = 1")
    listed = text.index("  diagnoses = [")
    text = text[:listed] + '  diagnoses = ["M79.12", "M54.2"]' + text[text.index("]", listed) + 1 :]
    guidance = text.index('severity = "warn"', text.index('id = "guidance-not-covered"'))
    text = text[:guidance] + 'severity = "info"' + text[guidance + len('severity = "warn"') :]
    file = folder / UNIFORM / f"{day}.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    return file


def book_with(file: Path, compiled: Path) -> Rulebook:
    """The shipped rule book with the folder of a policy file laid over it."""
    compiled.mkdir()
    return rulebook_with(file.parents[2], compiled)


def rates(payers: dict[str, Counted], clinicians: dict[int, Counted]) -> Rates:
    """Rates of these counts."""
    rows = [astuple(counted) for counted in clinicians.values()]
    return Rates(payers, np.array([*clinicians], np.int64), np.array(rows, np.int64).reshape(-1, 4))
