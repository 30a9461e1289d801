"""How grave a finding may be: what the edit's author gave it, held down by how sure we are of its source and dates."""

from __future__ import annotations

from tautband.model.evidence import MAY_DENY, EvidenceGrade
from tautband.model.finding import Severity

SEVERITIES: tuple[Severity, ...] = ("info", "warn", "deny")
"""The gravest last; compiled columns hold the index."""


def capped(stated: Severity, grade: EvidenceGrade, *, dated: bool) -> Severity:
    """The gravest severity an edit may have. `dated`: the first date of service of its revision is known."""
    return "warn" if stated == "deny" and why_capped(stated, grade, dated=dated) else stated


def why_capped(stated: Severity, grade: EvidenceGrade, *, dated: bool) -> str | None:
    """Why an edit that asks for a denial only warns; None where it may deny, or does not ask to."""
    if stated != "deny":
        return None
    reasons = []
    if grade not in MAY_DENY:
        reasons.append(f"the evidence is {grade}")
    if not dated:
        reasons.append("the first date of service is not known")
    return " and ".join(reasons) or None
