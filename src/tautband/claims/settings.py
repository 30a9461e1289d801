"""What a payer wants of its claims, from the table of payer settings."""

from __future__ import annotations

from datetime import date

from tautband.model.policy import Payer
from tautband.rulebook.code_tables import CodeTables, Row


def settings_of(payer: Payer | None, name: str, day: date) -> list[Row]:
    """The settings of one name in force on a day: the payer's own, else those of its kind; none for no payer."""
    if payer is None:
        return []
    rows = [
        row
        for row in CodeTables.open()["payer_settings"]
        if row["setting"] == name and (not row["valid_from"] or row["valid_from"] <= day.isoformat())
    ]
    own = [row for row in rows if row["payer"] == payer.id]
    return own or [row for row in rows if not row["payer"] and row["payer_kind"] == payer.kind]
