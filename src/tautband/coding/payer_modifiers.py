"""Modifiers that a payer asks for on the trigger point line, from the table of payer settings."""

from __future__ import annotations

from tautband.coding.basis import TRIGGER_POINT, Basis, Draft, Sheet
from tautband.model.coding import Reason
from tautband.model.evidence import Citation
from tautband.rulebook.code_tables import Row, listed


def add_payer_modifiers(basis: Basis, sheet: Sheet) -> None:
    """Add the payer's own modifiers, and the side where it asks for one and one side was injected."""
    for line in sheet.lines:
        if line.kind != TRIGGER_POINT:
            continue
        for setting in basis.settings("trigger_point_modifier"):
            _add(line, setting, setting["value"])
        for setting in basis.settings("trigger_point_side"):
            sides = {side for side, _ in line.spots}
            wanted = {"left": listed(setting["value"])[0], "right": listed(setting["value"])[1]}
            if len(sides) == 1 and (side := next(iter(sides))) in wanted:
                _add(line, setting, wanted[side])
            elif sides:
                sheet.convention("no side modifier: the injected muscles are not of one side")


def _add(line: Draft, setting: Row, modifier: str) -> None:
    line.modifiers.append(modifier)
    citation = Citation(source=setting["source"], section=setting["section"] or None)
    line.why.append(Reason(says=f"{modifier}: {setting['says']}", citation=citation, evidence=line.evidence))
