"""When no appeal is written: another route is open, or no appeal can succeed by rule."""

from __future__ import annotations

from collections.abc import Sequence

from tautband.letters.words import reason
from tautband.model.denial import ROUTES, Denial


def appealed(denials: Sequence[Denial], line: int | None = None) -> tuple[Denial, ...]:
    """The denials that a letter may answer: those whose route is an appeal that no rule shuts out. `line` picks one."""
    return tuple(d for d in denials if d.route == "appeal" and d.without_merit is None and line in (None, d.line))


def refused(denials: Sequence[Denial], line: int | None = None) -> tuple[str, ...]:
    """Why no letter is written for each of the others, and which way is open instead."""
    return tuple(
        _sentence(denial)
        for denial in denials
        if line in (None, denial.line) and (denial.route != "appeal" or denial.without_merit is not None)
    )


def _sentence(denial: Denial) -> str:
    line = f"Line {denial.line}" if denial.line is not None else "The claim"
    code = f" ({'-'.join((denial.code, *denial.modifiers))})" if denial.code else ""
    opening = f"{line}{code}, {reason(denial)}: no appeal"
    if denial.without_merit is not None:
        opening += f"; it is without merit: {denial.without_merit.rstrip('.')}"
    because = "" if denial.because == denial.without_merit else f" {_capital(denial.because)}."
    if denial.route is None or denial.route == "appeal":
        return f"{opening}.{because}"
    return f"{opening}. Instead: {ROUTES[denial.route]}.{because}"


def _capital(text: str) -> str:
    return (text[:1].upper() + text[1:]).rstrip(".")
