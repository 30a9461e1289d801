"""Whether any needle went in today, for the trigger points or for another service: only then were drugs given."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.procedure.fluid import measured
from tautband.notes.text.page import NONE, Page


def happened(page: Page, procedure: Procedure, performed: bool | None) -> bool:
    """Whether any needle went in today: the trigger point injection, or a service whose words say it was done."""
    if performed:
        return True
    told = procedure.of_today
    if any(aim.acts or aim.dose for aim in told if not aim.for_points):
        return True
    done = [aim for aim in told if aim.sentence.section == "procedure"]
    if any(aim.stance == "performed" and aim.dose and any(m.value == "inject" for m in aim.acts) for aim in done):
        return True
    tolerated = any(m.value == "tolerance" for aim in done for m in aim.sentence.elements)
    return tolerated and any(
        measured(aim) and not aim.sentence.has("drawn_up", "wasted") and not left_blank(page, aim) for aim in done
    )


BLANKS = ("__", "***")


def left_blank(page: Page, aim: Aim) -> bool:
    """Whether a form's line for the amount was never filled: "lidocaine 1% ____ mL"."""
    kinds = aim.sentence.kinds
    drug, unit = kinds.get("drug", NONE)[0], next((m for m in kinds.get("unit", NONE) if m.value == "ml"), None)
    if unit is None or drug.last > unit.first:
        return False
    between = page.text[page.tokens.ends[drug.last - 1] : page.tokens.starts[unit.first]]
    return any(blank in between for blank in BLANKS)
