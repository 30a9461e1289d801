"""What only the user has: own fees, contract rates, licensed descriptors, licensed reason and remark codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from tautband.rulebook.official.editions import Loaded
from tautband.rulebook.tables.stored import load_records


@dataclass(frozen=True, slots=True)
class ReasonCode:
    """One reason or remark code in the licensor's words, with the days from which and to which it may be used."""

    code: str
    text: str
    start: date | None
    stop: date | None

    def valid_on(self, day: date) -> bool:
        """Whether the code may be used on a day."""
        return (self.start is None or self.start <= day) and (self.stop is None or day < self.stop)


class OwnTables:
    """The newest of each of the user's own tables. What was not loaded answers None, never a default."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded

    def charge(self, code: str, day: date, modifier: str = "") -> Decimal | None:
        """The practice's charge for a code on a day."""
        return self._amount("practice_fees", (code.upper(), modifier.upper()), day)

    def contract_rate(self, payer: str, code: str, day: date, modifier: str = "") -> Decimal | None:
        """What a payer agreed to pay for a code on a day; the payer's name as the table writes it, in any case."""
        return self._amount("contract_rates", (payer.casefold(), code.upper(), modifier.upper()), day)

    def descriptor(self, code: str) -> str | None:
        """The licensed descriptor of a code."""
        return self._descriptors.get(code.upper())

    def reason(self, code: str) -> ReasonCode | None:
        """A reason code (CARC) in the licensed words."""
        return self._reason("carc", code)

    def remark(self, code: str) -> ReasonCode | None:
        """A remark code (RARC) in the licensed words."""
        return self._reason("rarc", code)

    @cached_property
    def _descriptors(self) -> dict[str, str]:
        return {row["code"]: row["text"] for row in self._records("descriptors", "rows") or ()}

    @cached_property
    def _amounts(self) -> dict[str, dict[tuple[str, ...], list[dict[str, Any]]]]:
        held: dict[str, dict[tuple[str, ...], list[dict[str, Any]]]] = {}
        for table in ("practice_fees", "contract_rates"):
            rows: dict[tuple[str, ...], list[dict[str, Any]]] = {}
            for row in self._records(table, "rows") or ():
                payer = (row["payer"].casefold(),) if "payer" in row else ()
                rows.setdefault((*payer, row["code"], row["modifier"]), []).append(row)
            held[table] = rows
        return held

    def _amount(self, table: str, key: tuple[str, ...], day: date) -> Decimal | None:
        text = day.isoformat()
        fitting = [
            row
            for row in self._amounts[table].get(key, ())
            if (not row["from"] or row["from"] <= text) and (not row["to"] or text <= row["to"])
        ]
        return Decimal(max(fitting, key=lambda row: row["from"] or "")["amount"]) if fitting else None

    @cached_property
    def _reason_codes(self) -> dict[str, dict[str, Any]]:
        return {table: self._records(table, "reason_codes") or {} for table in ("carc", "rarc")}

    def _reason(self, table: str, code: str) -> ReasonCode | None:
        found = self._reason_codes[table].get(code.upper())
        if found is None:
            return None
        start, stop = (date.fromisoformat(found[at]) if found[at] else None for at in ("start", "stop"))
        return ReasonCode(code.upper(), found["text"], start, stop)

    def _records(self, table: str, name: str) -> Any:
        edition = self._loaded.newest(table)
        return None if edition is None else load_records(edition.directory, name)
