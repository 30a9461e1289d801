"""What an ICD-9 diagnosis became: the official forward map of the codes this family of services used."""

from __future__ import annotations

from pathlib import Path

from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load_records, save_records


class Icd9Map:
    """ICD-9-CM to ICD-10-CM, for the thirteen codes in the table. A map, not advice: the record decides."""

    def __init__(self, directory: Path) -> None:
        self._forward: dict[str, list[str]] = load_records(directory, "icd9")

    def __contains__(self, icd9: str) -> bool:
        return _plain(icd9) in self._forward

    def forward(self, icd9: str) -> tuple[str, ...] | None:
        """The ICD-10-CM codes of the 2018 forward map (some need more characters since); None: not in the table."""
        found = self._forward.get(_plain(icd9))
        return None if found is None else tuple(found)


def _plain(code: str) -> str:
    return code.strip().replace(".", "").upper()


def build(directory: Path) -> None:
    """Compile the forward map."""
    forward: dict[str, list[str]] = {}
    for entry in rows("icd9_tpi"):
        targets = forward.setdefault(_plain(entry["icd9"]), [])
        if entry["in_forward_map"] == "1":
            targets.append(entry["icd10"])
    save_records(directory, "icd9", forward)
