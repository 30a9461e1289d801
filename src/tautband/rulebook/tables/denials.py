"""What a denial means and where to take it: reason and remark codes with causes in our own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load_records, save_records

Route = Literal["appeal", "new_claim", "corrected_claim", "write_off", "patient", "rebill_other_payer", "no_action"]
Nature = Literal["denial", "payment"]
"""`payment`: no denial but how the amount came about, such as the contract's discount or the patient's share."""
Bearer = Literal["other_payer", "not_known"]
Effect = Literal["unprocessable", "forwarded"]


@dataclass(frozen=True, slots=True)
class DenialCause:
    """Why a line was denied and what to do. `prevented_by` names the checks that would have caught it.

    `bearer` is who bears it whatever group the payer puts it in, None where the group decides. `notice`: a notice given
    before the service may make it the patient's.
    """

    id: str
    route: Route
    says: str
    do: str
    prevented_by: tuple[str, ...]
    nature: Nature
    bearer: Bearer | None
    notice: bool


@dataclass(frozen=True, slots=True)
class DenialCode:
    """One combination of codes that a remittance may carry, and its cause. `rarc` None: whatever the remark."""

    group: str
    carc: str
    rarc: str | None
    payer_scope: str
    cause: DenialCause


@dataclass(frozen=True, slots=True)
class CauseFound:
    """The cause of a denial. `remark` is the remark code that told it; `exact`: the table holds group and payer too."""

    cause: DenialCause
    remark: str | None
    exact: bool


@dataclass(frozen=True, slots=True)
class RemarkEffect:
    """What a remark code does to a claim whatever the reason code beside it."""

    rarc: str
    effect: Effect
    says: str


class Denials:
    """Denial causes by group, reason and remark code. Routes are defaults, never law."""

    def __init__(self, directory: Path) -> None:
        held = load_records(directory, "denials")
        self._causes = {
            name: DenialCause(
                name, route, says, do, tuple(prevented.split("; ")), nature, bearer or None, notice == "yes"
            )
            for name, route, says, do, prevented, nature, bearer, notice in held["causes"]
        }
        self._effects = {rarc: RemarkEffect(rarc, effect, says) for rarc, effect, says in held["effects"]}
        self._moved: dict[str, list[str]] = held["moved"]
        self._by_reason: dict[str, list[tuple[str, str, str, str]]] | None = None
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

    def found(self, group: str, carc: str, rarcs: Sequence[str], payer_scope: str) -> CauseFound | None:
        """The cause that the codes of one adjustment tell, the nearest there is; None for a reason code nobody holds.

        A row with one of the remark codes goes before one without; then the same group, then the same kind of payer.
        The cause of another group or kind of payer serves where none is nearer: the group says who bears it, not why.
        """
        if self._by_reason is None:
            self._by_reason = {}
            for key in self._codes:
                self._by_reason.setdefault(key[1], []).append(key)
        best: tuple[tuple[int, ...], tuple[str, str, str, str]] | None = None
        for key in self._by_reason.get(carc, ()):
            if key[2] and key[2] not in rarcs:
                continue
            told = 0 if not key[2] else 1 if self._unprocessable(key[2]) else 2
            rank = (told, key[0] == group, 2 if key[3] == payer_scope else int(key[3] == "any"))
            if best is None or rank > best[0]:
                best = (rank, key)
        if best is None:
            return None
        (_, same_group, near), key = best
        return CauseFound(self._causes[self._codes[key]], key[2] or None, bool(same_group and near))

    def _unprocessable(self, rarc: str) -> bool:
        held = self._effects.get(rarc)
        return held is not None and held.effect == "unprocessable"

    def effects(self, rarcs: Sequence[str]) -> tuple[RemarkEffect, ...]:
        """What the remark codes do whatever the reason, in their order."""
        return tuple(self._effects[rarc] for rarc in dict.fromkeys(rarcs) if rarc in self._effects)

    def money_moved(self, reason: str, *, raises: bool = False) -> str | None:
        """What a reason of a provider-level adjustment (PLB) means, which may be another thing where it `raises` the
        payment instead of lowering it; None for one that is not held.
        """
        if reason not in self._moved:
            return None
        lowering, raising = self._moved[reason]
        return raising or lowering if raises else lowering

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
    columns = ("cause", "route", "says", "do", "prevented_by", "nature", "bearer", "notice")
    causes = [[entry[column] for column in columns] for entry in rows("denial_causes")]
    effects = [[entry["rarc"], entry["effect"], entry["says"]] for entry in rows("remark_effects")]
    moved = {entry["reason"]: (entry["says"], entry["raising"]) for entry in rows("provider_adjustments")}
    save_records(directory, "denials", {"codes": codes, "causes": causes, "effects": effects, "moved": moved})
