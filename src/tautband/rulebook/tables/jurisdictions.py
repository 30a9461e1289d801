"""Which Medicare contractors serve a state, and which states a contractor's number stands for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load_records, save_records


@dataclass(frozen=True, slots=True)
class Mac:
    """One contractor number. The number and states are official; which company holds it is not verified."""

    mac: str
    contractor: str
    contractor_name: str
    jurisdiction: str
    states: tuple[str, ...]


class Jurisdictions:
    """Medicare administrative contractors by number and by state."""

    def __init__(self, directory: Path) -> None:
        self._macs = {
            mac: Mac(mac, contractor, name, jurisdiction, tuple(states.split(";")))
            for mac, contractor, name, jurisdiction, states in load_records(directory, "jurisdictions")
        }

    def get(self, mac: str) -> Mac | None:
        """The contractor of a five-digit number; None for a number not in the table."""
        return self._macs.get(mac)

    def all(self) -> tuple[Mac, ...]:
        """Every contractor number, in order."""
        return tuple(self._macs.values())

    def macs_of(self, state: str) -> tuple[str, ...]:
        """The contractor numbers of a two-letter state: several where a ZIP code decides, none for what is no state."""
        wanted = state.strip().upper()
        return tuple(number for number, mac in self._macs.items() if wanted in mac.states)


def build(directory: Path) -> None:
    """Compile the table."""
    columns = ("mac", "contractor", "contractor_name", "jurisdiction", "states")
    save_records(directory, "jurisdictions", [[e[c] for c in columns] for e in rows("mac_jurisdictions")])
