"""Whether any needle went in today, for the trigger points or for another service: only then were drugs given."""

from __future__ import annotations

from tautband.notes.aims import Procedure
from tautband.notes.fluid import measured


def happened(procedure: Procedure, performed: bool | None) -> bool:
    """Whether any needle went in today: the trigger point injection, or a service whose words say it was done."""
    if performed:
        return True
    told = [aim for aim in procedure.aims if aim.today]
    if any(aim.acts or aim.dose for aim in told if not aim.for_points):
        return True
    done = [aim for aim in told if aim.sentence.section == "procedure"]
    if any(aim.stance == "performed" and aim.dose and any(m.value == "inject" for m in aim.acts) for aim in done):
        return True
    tolerated = any(m.value == "tolerance" for aim in done for m in aim.sentence.elements)
    return tolerated and any(measured(aim) and not aim.sentence.has("drawn_up", "wasted") for aim in done)
