"""The stretches for which a policy is known to exist and was not read."""

from __future__ import annotations

from functools import cache

from tautband.rulebook.compiling import Gap, Gaps
from tautband.rulebook.reading import checked, read_toml
from tautband.shipped import POLICIES


@cache
def gaps() -> tuple[Gap, ...]:
    """Every gap, in the order written."""
    file = POLICIES / "gaps.toml"
    return checked(Gaps, read_toml(file), str(file)).gap
