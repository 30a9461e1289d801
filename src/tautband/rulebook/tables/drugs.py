"""Which code reports a drug on a date, in what unit, and what class of drug it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal

from tautband.rulebook.packed import pack_code
from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load_records, save_records

Use = Literal["any", "iv_only", "chemodenervation", "facility_claim", "never_medicare"]


@dataclass(frozen=True, slots=True)
class DrugCode:
    """One drug code. `unit_amount` of `unit` is one billing unit; None where it is not verified.

    `use`: `iv_only` never fits an injection into muscle, `chemodenervation` belongs to those procedures,
    `facility_claim` is for facilities, `never_medicare` is not for Medicare. `valid_from` may be unknown; `from_kind`
    and `to_kind` say whether a date is exact, inferred, or no more than a bound (no_later_than). `drug` is None for
    codes of no one drug.
    """

    code: str
    label: str
    kind: Literal["drug", "unclassified", "excluded_service", "supply"]
    drug: str | None
    unit_amount: Decimal | None
    unit: str | None
    valid_from: date | None
    from_kind: str | None
    valid_to: date | None
    to_kind: str | None
    use: Use
    successors: tuple[str, ...]

    def valid_on(self, day: date) -> bool | None:
        """Whether the code was in force; None where its dates do not tell."""
        if self.valid_to is not None and day > self.valid_to:
            return False
        if self.valid_from is not None and day >= self.valid_from:
            return True
        return False if self.from_kind in ("exact", "inferred") else None


@dataclass(frozen=True, slots=True)
class AgentName:
    """One injected substance: our name for it, its class, and other names of the same thing."""

    drug: str
    drug_class: str
    aliases: tuple[str, ...]


class Drugs:
    """Drug codes and the classes of what is injected."""

    def __init__(self, directory: Path) -> None:
        held = load_records(directory, "drugs")
        self._codes = {entry["code"]: _drug_code(entry) for entry in held["codes"]}
        self._agents = {drug: AgentName(drug, group, tuple(aliases)) for drug, group, aliases in held["agents"]}
        self._by_name = {
            name.lower(): agent for agent in self._agents.values() for name in (agent.drug, *agent.aliases)
        }

    def get(self, code: str) -> DrugCode | None:
        """The drug code; None for one not in the table."""
        return self._codes.get(code.strip().upper())

    def packed(self, code: int) -> DrugCode | None:
        """The drug code of a packed code; None for one not in the table."""
        return self._by_packed.get(code)

    @cached_property
    def _by_packed(self) -> dict[int, DrugCode]:
        return {pack_code(code): held for code, held in self._codes.items()}

    def codes(self) -> tuple[DrugCode, ...]:
        """Every drug code, in order."""
        return tuple(self._codes.values())

    def codes_for(self, drug: str, day: date, use: Use | None = "any") -> tuple[DrugCode, ...]:
        """The codes in force for a drug on a date, by our name or an alias; `use` None also gives those for other uses.

        Empty: no code of its own that day (an unclassified code may apply), or a drug not in the table: see `agent`.
        """
        agent = self.agent(drug)
        if agent is None:
            return ()
        return tuple(
            code
            for code in self._codes.values()
            if code.drug == agent.drug and use in (None, code.use) and code.valid_on(day)
        )

    def agent(self, name: str) -> AgentName | None:
        """The substance of a name in any case; None for a name not in the table."""
        return self._by_name.get(name.strip().lower())

    def drug_class(self, name: str) -> str | None:
        """The class of a drug (local_anesthetic, corticosteroid, saline ...); None for a name not in the table."""
        agent = self.agent(name)
        return None if agent is None else agent.drug_class

    def agents(self) -> tuple[AgentName, ...]:
        """Every substance, in order."""
        return tuple(self._agents.values())


def _drug_code(entry: dict[str, str]) -> DrugCode:
    return DrugCode(
        code=entry["code"],
        label=entry["label"],
        kind=entry["kind"],  # type: ignore[arg-type]
        drug=entry["drug"] or None,
        unit_amount=Decimal(entry["unit_amount"]) if entry["unit_amount"] else None,
        unit=entry["unit"] or None,
        valid_from=date.fromisoformat(entry["valid_from"]) if entry["valid_from"] else None,
        from_kind=entry["from_kind"] or None,
        valid_to=date.fromisoformat(entry["valid_to"]) if entry["valid_to"] else None,
        to_kind=entry["to_kind"] or None,
        use=entry["use"],  # type: ignore[arg-type]
        successors=tuple(code for code in entry["successors"].split(";") if code),
    )


def build(directory: Path) -> None:
    """Compile codes and substances."""
    agents = [[e["drug"], e["drug_class"], [a for a in e["aliases"].split(";") if a]] for e in rows("agents")]
    save_records(directory, "drugs", {"codes": rows("hcpcs_drugs"), "agents": agents})
