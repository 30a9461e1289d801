"""Turns the note of a trigger point injection into a claim that can be defended; audits claims with the same rules.

    import tautband

    answer = tautband.code(note, payer="medicare", state="OH")   # note: the text as it stands
    answer.coding.lines, answer.checked.findings

`code` reads and codes a note and checks the claim, `scrub` checks claims that others made, `Rulebook` is the policies
and tables they are checked by. Importing this package loads none of them; the first use does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Rulebook", "code", "scrub"]

if TYPE_CHECKING:
    from tautband.pipeline import code, scrub
    from tautband.rulebook.book import Rulebook

_HOMES = {"code": "tautband.pipeline", "scrub": "tautband.pipeline", "Rulebook": "tautband.rulebook.book"}


def __getattr__(name: str) -> Any:
    """The public names, loaded at first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
