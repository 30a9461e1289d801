"""What a denial means and where to take it: reason and remark codes with causes in our own words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load_records, save_records

Route = Literal["appeal", "new_claim", "corrected_claim", "write_off", "patient"]


@dataclass(frozen=True, slots=True)
class DenialCause:
    """Why a line was denied and what to do. `prevented_by` names the checks that would have caught it."""

    id: str
    route: Route
    says: str
    do: str
    prevented_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DenialCode:
    """One combination of codes that a remittance may carry, and its cause. `rarc` None: whatever the remark."""

    group: str
    carc: str
    rarc: str | None
    payer_scope: str
    cause: DenialCause


class Denials:
    """Denial causes by group, reason and remark code. Routes are defaults, never law."""

    def __init__(self, directory: Path) -> None:
        held = load_records(directory, "denials")
        self._causes = {
            name: DenialCause(name, route, says, do, tuple(prevented.split("; ")))
            for name, route, says, do, prevented in held["causes"]
        }
        self._codes: dict[tuple[str, str, str, str], str] = {
            (group, carc, rarc, scope): cause
            for (group, carc, rarc, scope), cause in ((key.split("/"), cause) for key, cause in held["codes"].items())
        }

    def cause(self, group: str, carc: str, rarc: str | None = None, payer_scope: str = "any") -> DenialCause | None:
        """The cause of a denial: with its remark code where the table has it, else by the reason code alone.

        `payer_scope` is medicare, commercial, workers_comp or any; a cause for any payer serves where no nearer one
        stands. None: a code the table does not hold.
        """
        for remark in dict.fromkeys((rarc or "", "")):
            for scope in dict.fromkeys((payer_scope, "any")):
                if found := self._codes.get((group, carc, remark, scope)):
                    return self._causes[found]
        return None

    def codes(self) -> tuple[DenialCode, ...]:
        """Every combination of codes held."""
        return tuple(
            DenialCode(group, carc, rarc or None, scope, self._causes[cause])
            for (group, carc, rarc, scope), cause in self._codes.items()
        )

    def causes(self) -> tuple[DenialCause, ...]:
        """Every cause."""
        return tuple(self._causes.values())


def build(directory: Path) -> None:
    """Compile codes and causes."""
    codes = {"/".join((e["group"], e["carc"], e["rarc"], e["payer_scope"])): e["cause"] for e in rows("denials")}
    causes = [[e["cause"], e["route"], e["says"], e["do"], e["prevented_by"]] for e in rows("denial_causes")]
    save_records(directory, "denials", {"codes": codes, "causes": causes})
