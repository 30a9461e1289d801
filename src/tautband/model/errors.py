"""What can go wrong with the input, and how it is said.

    TautbandError
    ├── InputError      the input cannot be used: where, what, and what to do (exit code 2)
    └── PolicyError     a policy or table file is wrong, written for its author (exit code 2)

A finding about a claim is never an exception, and a fault of the program is an ordinary one.
"""

from __future__ import annotations


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
