"""Codes that are billed only beside another: the add-on table."""

from __future__ import annotations

from pathlib import Path

from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load_records, save_records


class AddOns:
    """Add-on codes and the primary codes one of which must stand beside them."""

    def __init__(self, directory: Path) -> None:
        self._primaries: dict[str, list[str]] = load_records(directory, "addons")

    def primaries(self, code: str) -> tuple[str, ...] | None:
        """The primary codes listed for an add-on code; None for a code that the table does not hold as an add-on."""
        found = self._primaries.get(code)
        return None if found is None else tuple(found)

    def codes(self) -> tuple[str, ...]:
        """Every add-on code, in order."""
        return tuple(self._primaries)


def build(directory: Path) -> None:
    """Compile the table."""
    primaries: dict[str, list[str]] = {}
    for entry in rows("addon_codes"):
        primaries.setdefault(entry["add_on"], []).append(entry["primary"])
    save_records(directory, "addons", primaries)
