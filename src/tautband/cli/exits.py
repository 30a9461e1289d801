"""The exit code of an answer. The claim-level outcome uses the same test."""

from __future__ import annotations

from collections.abc import Iterable

from tautband.model.finding import Finding

NOTHING_AGAINST, ACT, UNREADABLE, OPEN = 0, 1, 2, 3
_WORST_FIRST = (UNREADABLE, ACT, OPEN, NOTHING_AGAINST)


def exit_code(findings: Iterable[Finding], status: str = "coded") -> int:
    """1 for a deny, a review, a query or a hold; else 3 when something was not evaluated; else 0, warnings included."""
    if status in ("query", "hold"):
        return ACT
    findings = tuple(findings)
    if any(f.outcome == "review" or (f.outcome == "fire" and f.severity == "deny") for f in findings):
        return ACT
    return OPEN if any(f.outcome == "not_evaluated" for f in findings) else NOTHING_AGAINST


def worst(codes: Iterable[int]) -> int:
    """The exit code of several answers: the worst of 2, 1, 3, 0."""
    return min(codes, key=_WORST_FIRST.index, default=NOTHING_AGAINST)
