"""What a denial's codes mean in our words, where to take it, and which edits would have told it beforehand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from tautband.model.policy import Edit
from tautband.rulebook.tables.denials import DenialCause, DenialCode, Denials

GROUPS = {
    "CO": "the provider bears it under the contract or the payer's rules",
    "PR": "the patient is asked to pay",
    "OA": "an adjustment that falls to neither by itself",
    "PI": "the payer reduced it, without a contract that says so",
}
_NAMED = re.compile(
    r"(?:(?P<group>CO|PR|OA|PI)[- ]?)?(?:CARC[- ]?)?(?P<carc>[ABDPWY]?[0-9]{1,3})?"
    r"[- /]?(?:RARC[- ]?)?(?P<rarc>(?:MA|M|N)[0-9]{1,3})?"
)


class DenialName(NamedTuple):
    """The codes of a denial as a remittance prints them; None for a part that was not given."""

    group: str | None
    carc: str | None
    rarc: str | None


@dataclass(frozen=True)
class Meaning:
    """One cause, and every combination of codes asked for that means it. `nearest`: told by the reason code alone."""

    cause: DenialCause
    codes: tuple[DenialCode, ...]
    nearest: bool = False


def denial_named(name: str) -> DenialName | None:
    """The denial codes that a name spells ("CO-151", "151", "N362", "CO-16 MA130"); None where it spells none."""
    found = _NAMED.fullmatch(" ".join(name.upper().split()))
    if not found or not (found["carc"] or found["rarc"]):
        return None
    return DenialName(found["group"], found["carc"], found["rarc"])


def meanings(table: Denials, name: DenialName) -> tuple[Meaning, ...]:
    """The causes that these codes may stand for, in the order of the table; empty where it holds none of them."""
    exact = [code for code in table.codes() if _matches(code, name)]
    if exact or not (name.carc and name.rarc):
        return _by_cause(exact, nearest=False)
    alone = [code for code in table.codes() if code.rarc is None and _matches(code, name._replace(rarc=None))]
    return _by_cause(alone, nearest=True)


def predicts(edit: Edit, name: DenialName) -> bool:
    """Whether the edit expects a denial with these codes."""
    return (
        (name.carc is None or edit.carc == name.carc)
        and (name.rarc is None or edit.rarc == name.rarc)
        and (name.group is None or edit.group in (None, name.group))
    )


def _matches(code: DenialCode, name: DenialName) -> bool:
    held = (code.group, code.carc, code.rarc)
    return all(asked is None or asked == mine for asked, mine in zip(name, held, strict=True))


def _by_cause(codes: list[DenialCode], *, nearest: bool) -> tuple[Meaning, ...]:
    grouped: dict[str, list[DenialCode]] = {}
    for code in codes:
        grouped.setdefault(code.cause.id, []).append(code)
    return tuple(Meaning(found[0].cause, tuple(found), nearest) for found in grouped.values())
