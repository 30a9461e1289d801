"""What becomes of a fee: whose schedule it is, shares, reductions, withholding, and what modifiers and places do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tautband.model.evidence import Citation
from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load_records, save_records


@dataclass(frozen=True, slots=True)
class PaymentRule:
    """One rule on one date. `value` is a share of the fee, a list of shares, or a word; `says` what it does."""

    rule: str
    key: str
    value: str
    says: str
    source: str
    section: str

    def citation(self) -> Citation:
        """The rule as a citation."""
        return Citation(source=self.source, section=self.section or None, says=self.says)


class PaymentRules:
    """The rules by name, key and date: `sequestration`, `multiple_procedure` by indicator, `modifier`, `place`, ..."""

    def __init__(self, directory: Path) -> None:
        self._held: dict[str, list[list[str]]] = load_records(directory, "payment_rules")

    def on(self, rule: str, key: str, day: date) -> PaymentRule | None:
        """The rule in force on a date; None where none is held, which is not to say that there is none."""
        text = day.isoformat()
        for begins, ends, value, says, source, section in self._held.get(f"{rule}/{key}", ()):
            if begins <= text and (not ends or text <= ends):
                return PaymentRule(rule, key, value, says, source, section)
        return None


def build(directory: Path) -> None:
    """Compile the table."""
    columns = ("valid_from", "valid_to", "value", "says", "source", "section")
    held: dict[str, list[list[str]]] = {}
    for entry in rows("payment_rules"):
        held.setdefault(f"{entry['rule']}/{entry['key']}", []).append([entry[column] for column in columns])
    save_records(directory, "payment_rules", held)
