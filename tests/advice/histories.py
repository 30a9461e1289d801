"""The histories worked by hand, read from their file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from tautband.model.claim import HistoryEntry

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "histories.toml").read_text(encoding="utf-8"))[
    "case"
]


def entry(text: str) -> HistoryEntry:
    """One earlier service in the shorthand of the file."""
    day, *words = text.split()
    fields: dict[str, Any] = {"date_of_service": day, "code": "20552"}
    at = iter(words)
    for word in at:
        if word == "denied":
            fields["outcome"] = "denied"
        elif word == "by":
            fields["provider"] = next(at)
        elif word == "relief":
            fields["relief_percent"] = float(next(at))
        elif word[:1].isdigit():
            fields["code"] = word
        else:
            fields["region"] = word
    return HistoryEntry.model_validate(fields)
