"""What can go wrong with the input, and how it is said.

    TautbandError
    ├── InputError      the input cannot be used: where, what, and what to do (exit code 2)
    └── PolicyError     a policy or table file is wrong, written for its author (exit code 2)

A finding about a claim is never an exception, and a fault of the program is an ordinary one.
"""

from __future__ import annotations

from collections.abc import Iterable


class TautbandError(Exception):
    """The root of every error this program raises about what it was given."""


class InputError(TautbandError):
    """The input cannot be used. Says where, what is wrong, and what to do about it.

    `where` names a file, line, key or segment and never holds a patient's words, name or birth date;
    `what` states the fault in one clause; `do` is an instruction a biller can follow.
    """

    def __init__(self, where: str, what: str, do: str) -> None:
        super().__init__(f"{where}: {what}. {do}")
        self.where = where
        self.what = what
        self.do = do

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        """Cross from one process to another whole."""
        return type(self), (self.where, self.what, self.do)


class PolicyError(InputError):
    """A policy file breaks the schema. Names the file, the key path and the nearest valid key."""


def did_you_mean(written: str, known: Iterable[str], otherwise: str, *, alike: float = 0.6) -> str:
    """What to do about a name nobody knows: the one name it may have meant, or `otherwise`.

    `alike` is the least likeness, 0 to 1, at which a name is offered (difflib's ratio).
    """
    import difflib  # a fault is rare, and it costs a start a hundredth

    near = difflib.get_close_matches(written, list(known), n=1, cutoff=alike)
    return f"Did you mean {near[0]}?" if near else otherwise
