"""Every kind of edit, one file each, found by looking in this folder.

A package outside adds kinds through the entry point group `tautband.kinds`, whose entries name modules like these.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from tautband.edits.kind import Kind
from tautband.rulebook.other_packages import added


@cache
def all_kinds() -> dict[str, Kind]:
    """Every kind of edit by name."""
    modules = [importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    modules += [entry.load() for entry in added("tautband.kinds")]
    found = [
        member()
        for module in modules
        for member in vars(module).values()
        if isinstance(member, type) and issubclass(member, Kind) and member.__module__ == module.__name__
    ]
    return {kind.name: kind for kind in found}
