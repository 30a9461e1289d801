"""The figures of an outcome report, each with the number of sessions behind it."""

from __future__ import annotations

from tautband.model.strict import Strict


class Spread(Strict):
    """The middle one of so many figures, the least and the greatest."""

    known: int
    median: float
    least: float
    most: float


class Figures(Strict):
    """What is known of one group of sessions.

    `followed` are those of which a later note tells; `relief_percent` and `relief_weeks` are what it tells, None where
    none does. `function_improved` is of `function_known`. `score_before` and `score_after` are of the sessions whose
    own note has both pain scores. Nothing is a rate of all sessions: who does not come back is not counted as well.
    """

    name: str
    sessions: int
    followed: int
    relief_percent: Spread | None = None
    relief_weeks: Spread | None = None
    function_known: int = 0
    function_improved: int = 0
    score_before: Spread | None = None
    score_after: Spread | None = None


class Outcomes(Strict):
    """The report: all sessions, then by their number within twelve months, by what was injected, by who gave them.

    `of_other_sessions` counts notes that tell of a session which is not among those given.
    """

    patients: int
    sessions: int
    of_other_sessions: int
    all: Figures
    by_session: tuple[Figures, ...] = ()
    by_agent: tuple[Figures, ...] = ()
    by_provider: tuple[Figures, ...] = ()
