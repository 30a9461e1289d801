"""What is wrong with a file, as data: where it stands, what is wrong, and what would mend it.

The numbers of `snip` are the kinds of check that clearing houses name: 1 syntax, 2 what the guide requires, 3 sums that
must agree, 4 what one segment asks of another, 5 codes of outside lists on the date of service, 7 a payer's own rule.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

LONGEST_VALUE = 40
"""Characters of a value that are shown."""
_PRIVATE_LOOPS = frozenset({"2010BA", "2010CA", "2330A"})
_PRIVATE_SEGMENTS = frozenset({"N3", "N4", "DMG", "PER", "NTE", "K3", "PAT", "MSG"})
_PRIVATE_REFS = frozenset({"SV101-07", "REF02", "CRC", "FRM03"})
_PUBLIC_REFS = frozenset({"N403", "N402", "DMG01", "DMG03", "NTE01", "PER01", "PAT01"})
_NAMES = frozenset({"NM103", "NM104", "NM105", "NM106", "NM107", "N102"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    `position` counts the segments of the file, the first ISA being 1; a missing segment has the position of the segment
    that begins its loop, and so has a missing loop that of the loop around it. `element` is None where the whole
    segment is meant. `value` is None where nothing stands there or where it may tell who a patient is: names,
    addresses, birth dates, member numbers and free text are never repeated.
    """

    snip: int
    claim_id: str | None
    loop: str
    segment: str
    position: int
    element: str | None
    value: str | None
    says: str
    fix: str

    def document(self) -> dict[str, Any]:
        """The problem as the JSON object of the contract."""
        return asdict(self)


def shown(loop: str, ref: str | None, value: str) -> str | None:
    """The value as it may be shown, None for one that may tell who a patient is."""
    if not value or ref is None:
        return None
    segment = ref[: -2 if "-" not in ref else ref.index("-") - 2]
    private = (
        ref in _NAMES
        or ref in _PRIVATE_REFS
        or segment in _PRIVATE_SEGMENTS
        or (loop in _PRIVATE_LOOPS and len(value) > 2)
    )
    if private and not (
        ref in _PUBLIC_REFS and len(value) <= (9 if ref == "N403" and loop not in _PRIVATE_LOOPS else 2)
    ):
        return None
    if len(value) > LONGEST_VALUE:
        value = value[: LONGEST_VALUE - 3] + "..."
    return "".join(character if " " <= character <= "~" else "?" for character in value)
