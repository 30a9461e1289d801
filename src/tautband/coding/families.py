"""Our own coding of a note, and that of other packages for other families of procedures, on one sheet.

A package adds a family through the entry point group `tautband.coding`: a function that takes an Encounter and a rule
book and gives a Coding, like `coder.code`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from tautband.coding.coder import code as code_trigger_points
from tautband.coding.needs import RulebookLike
from tautband.model.coding import Coding
from tautband.model.encounter import Encounter
from tautband.rulebook.other_packages import added

Coder = Callable[[Encounter, RulebookLike], Coding]


def code(encounter: Encounter, rulebook: RulebookLike) -> Coding:
    """The codes one note supports on its date of service, of every family installed. See `coder.code`."""
    coding = code_trigger_points(encounter, rulebook)
    for coder in _other_families():
        coding = _together(coding, coder(encounter, rulebook))
    return coding


@cache
def _other_families() -> tuple[Coder, ...]:
    return tuple(entry.load() for entry in added("tautband.coding"))


def _together(ours: Coding, theirs: Coding) -> Coding:
    """One sheet: the lines of both, ours first; a code both found stands once. A hold or a query of either holds."""
    known = {line.code for line in ours.lines}
    lines = (*ours.lines, *(line for line in theirs.lines if line.code not in known))
    billed = {line.code for line in lines}
    statuses = {ours.status, theirs.status}
    status = next((s for s in ("hold", "query") if s in statuses), "coded" if lines else "nothing_to_bill")
    return ours.model_copy(
        update={
            "status": status,
            "lines": lines,
            "queries": (*ours.queries, *theirs.queries),
            "refused": tuple(r for r in (*ours.refused, *theirs.refused) if r.code not in billed),
            "conventions": (*ours.conventions, *theirs.conventions),
        }
    )
