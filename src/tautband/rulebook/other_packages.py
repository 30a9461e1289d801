"""What other packages add by their entry points: policies, kinds of edit, codings of other families of procedures."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any


def added(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of one of our groups (`tautband.policies`, `tautband.kinds`, `tautband.coding`)."""
    return tuple(_installed().select(group=group))


@cache
def _installed() -> Any:  # its type has another name in Python 3.12
    """Those of every package installed, read once: each reading opens a file for each of them."""
    return entry_points()
