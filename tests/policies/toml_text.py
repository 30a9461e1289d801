"""Tables as TOML text, as much of it as policies use."""

from __future__ import annotations

import json
from datetime import date
from typing import Any


def toml_text(tables: dict[str, Any]) -> str:
    """One key a line; everything within a key on that line."""
    return "".join(f"{json.dumps(key)} = {_value(value)}\n" for key, value in tables.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_value(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
