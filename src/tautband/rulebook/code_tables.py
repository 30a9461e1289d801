"""The tables that say which code a fact supports: by muscles, by service, by visit, by diagnosis, each by date.

They are CSV files of `tables/`, compiled to one JSON file so that a note opens them in a millisecond. Days are ISO
text: an empty first day is open to the past, an empty last day to the future.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from tautband.model.coding import Reason, Refusal
from tautband.model.evidence import Citation, Evidence
from tautband.rulebook.compiled import PACKAGE, artifact

FOLDER = PACKAGE / "tables"
NAMES = (
    "trigger_point_codes", "service_codes", "visit_codes", "diagnosis_codes", "diagnosis_services", "side_modifiers",
    "operation_globals", "drug_classes", "agent_services", "payer_settings", "coding_rules", "muscle_pain_sites",
    "named_codes", "service_rules", "tempting_codes", "icd9_diagnoses",
)  # fmt: skip
FILE = "coding.json"

Row = dict[str, str]


def in_force(row: Row, day: str) -> bool:
    """Whether a row holds on an ISO day."""
    return (not row["valid_from"] or row["valid_from"] <= day) and (not row["valid_to"] or day <= row["valid_to"])


@cache
def listed(cell: str) -> tuple[str, ...]:
    """The entries of a cell that holds several, parted by semicolons. Cells are those of the tables, so few."""
    return tuple(entry for entry in cell.split(";") if entry)


@dataclass(frozen=True)
class CodeTables:
    """Every table that coding reads, row by row as text."""

    rows: dict[str, list[Row]]

    def __getitem__(self, name: str) -> list[Row]:
        return self.rows[name]

    @classmethod
    def open(cls) -> CodeTables:
        """The tables as shipped, opened once."""
        return _opened()

    def of_concept(self, concept: str) -> list[Row]:
        """The rows of `diagnosis_codes` of one concept, of whatever date."""
        return self._concepts.get(concept, [])

    @cached_property
    def _concepts(self) -> dict[str, list[Row]]:
        held: dict[str, list[Row]] = {}
        for row in self.rows["diagnosis_codes"]:
            held.setdefault(row["concept"], []).append(row)
        return held

    def citation(self, rule: str) -> Citation:
        """The source of a coding rule. An unknown rule is a fault of the program and raises KeyError."""
        return self._citations[rule]

    @cached_property
    def _citations(self) -> dict[str, Citation]:
        return {
            rule: Citation(source=row["source"], section=row["section"] or None, says=row["says"])
            for rule, row in self._rules.items()
        }

    def services_for(self, concept: str) -> frozenset[str]:
        """The kinds of service that a diagnosis is treated by; empty where the table names none."""
        return self._services.get(concept, frozenset())

    @cached_property
    def _services(self) -> dict[str, frozenset[str]]:
        return {row["concept"]: frozenset(listed(row["services"])) for row in self.rows["diagnosis_services"]}

    def reason(self, rule: str, says: str, evidence: tuple[Evidence, ...] = ()) -> Reason:
        """`says` with the citation of `rule` and the words of the note."""
        return Reason(says=says, citation=self.citation(rule), evidence=evidence)

    def refusal(
        self, rule: str, code: str, because: str, evidence: tuple[Evidence, ...] = (), units: int | None = None
    ) -> Refusal:
        """A code that is kept off, with the rule that does so; `units` of a drug that was given all the same."""
        dose = None if units is None else Decimal(units)
        return Refusal(code=code, because=because, units=dose, citation=self.citation(rule), evidence=evidence)

    def named(self, name: str) -> str:
        """The code or modifier of a name, such as `separate_visit`."""
        return next(row["code"] for row in self.rows["named_codes"] if row["name"] == name)

    @cached_property
    def _rules(self) -> dict[str, Row]:
        return {row["rule"]: row for row in self.rows["coding_rules"]}

    def row_by_count(self, name: str, count: int, day: str | None) -> Row | None:
        """The row of a table keyed by a range of counts."""
        for row in self.rows[name]:
            low, high = int(row["muscles_from"]), row["muscles_to"]
            if low <= count and (not high or count <= int(high)) and (day is None or in_force(row, day)):
                return row
        return None


def sources() -> list[Path]:
    """The CSV files behind the artifact."""
    return [FOLDER / f"{name}.csv" for name in NAMES]


def build(directory: Path) -> None:
    """Compile the CSV files to one JSON file."""
    tables: dict[str, Any] = {}
    for path in sources():
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    (directory / FILE).write_text(json.dumps(tables, separators=(",", ":")), encoding="utf-8")


@lru_cache(maxsize=1)
def _opened() -> CodeTables:
    directory = artifact("coding", sources(), build)
    return CodeTables(json.loads((directory / FILE).read_bytes()))
