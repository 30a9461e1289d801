"""Places of service: what the two digits mean, and whether the facility rate is paid there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load_records, save_records


@dataclass(frozen=True, slots=True)
class PlaceOfService:
    """One place of service code. `facility`: the practitioner is paid the facility rate."""

    code: str
    label: str
    facility: bool


class PlacesOfService:
    """Place of service codes, 2024 edition. Telehealth places have rules by year that are not held here."""

    def __init__(self, directory: Path) -> None:
        self._places = {
            code: PlaceOfService(code, label, facility == "1")
            for code, label, facility in load_records(directory, "places")
        }

    def get(self, code: str) -> PlaceOfService | None:
        """The place of a code; None for a code not in the table."""
        return self._places.get(code.strip().zfill(2))


def build(directory: Path) -> None:
    """Compile the table."""
    save_records(directory, "places", [[e["code"], e["label"], e["facility"]] for e in rows("place_of_service")])
