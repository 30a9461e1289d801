"""What a command printed against what a page shows of it."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import partial

ANY_LINES = "..."
"""A line that stands for any lines."""


def fitted(shown: str, printed: str) -> str:
    """What was printed, shortened as it was shown: each stretch between `...` becomes the likest stretch printed."""
    if matches(shown, printed):
        return shown
    stretches = _stretches(shown)
    if len(stretches) < 2:
        return printed
    lines, after, found = printed.splitlines(), 0, []
    for stretch in stretches:
        if stretch:
            starts = range(after, max(after + 1, len(lines) - len(stretch) + 1))
            start = max(starts, key=partial(_likeness, stretch, lines))
            found.append(lines[start : start + len(stretch)])
            after = start + len(stretch)
        else:
            found.append([])
    return "\n".join(line for n, part in enumerate(found) for line in ([ANY_LINES] if n else []) + part) + "\n"


def _likeness(stretch: Sequence[str], lines: Sequence[str], at: int) -> float:
    return difflib.SequenceMatcher(None, "\n".join(stretch), "\n".join(lines[at : at + len(stretch)])).ratio()


def _stretches(shown: str) -> list[list[str]]:
    stretches: list[list[str]] = [[]]
    for line in shown.splitlines():
        if line.strip() == ANY_LINES:
            stretches.append([])
        else:
            stretches[-1].append(line.rstrip())
    return stretches


def matches(shown: str, printed: str) -> bool:
    """Whether what was printed is what is shown, a line `...` standing for any lines."""
    lines, stretches = printed.splitlines(), _stretches(shown)
    if len(stretches) == 1:
        return stretches[0] == lines
    first, *middle, last = stretches
    if lines[: len(first)] != first or lines[len(lines) - len(last) :] != last:
        return False
    at, end = len(first), len(lines) - len(last)
    for stretch in middle:
        at = next((i for i in range(at, end - len(stretch) + 1) if lines[i : i + len(stretch)] == stretch), end + 1)
        at += len(stretch)
    return at <= end
