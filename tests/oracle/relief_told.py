"""What the history tells of the relief after the last session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from oracle.lines import Line, Sets


def told_by_history(
    line: Line, fact: str, lines: Sequence[Line], codes: Iterable[str], sets: Sets
) -> tuple[float, float] | None:
    """The lowest number told of the last earlier session; None where none is, or another fact is asked for."""
    earlier = [other for other in lines if other.day < line.day and sets.holds(codes, other.code)]
    if fact not in ("relief_percent", "relief_weeks") or not earlier:
        return None
    last = max(other.day for other in earlier)
    told = [getattr(other.entry, fact) for other in earlier if other.day == last and other.entry is not None]
    known = [value for value in told if value is not None]
    return (min(known), min(known)) if known else None
