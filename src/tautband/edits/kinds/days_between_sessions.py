"""Kind `days_between_sessions`."""

from __future__ import annotations

from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from tautband.edits.batch import HISTORY_COMPLETE, NOT_KNOWN, ClaimBatch, Rows
from tautband.edits.calendar import window_start
from tautband.edits.history import Regions, last_session, over, session_days, sessions
from tautband.edits.kind import Asked, Kind, Parameters
from tautband.edits.shown import Shown
from tautband.edits.verdict import Outcome, Verdict
from tautband.model.encounter import Encounter
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import day_date, day_number
from tautband.rulebook.parameters import CodeSet, given


class DaysBetweenSessions(Kind):
    """The least time between one session and the next, for the patient or for one region.

    With `min_days` of 42 a session on the 42nd day after the last is right and one on the 41st is not; `min_months`
    counts calendar months the same way. Sessions the payer denied do not count.

    Cannot see sessions of other practices unless the history is said to hold them; a region that is not known leaves
    the answer to a person.
    """

    name = "days_between_sessions"
    says = "{since} after the last session{where}; the policy asks for {interval}"
    needs = frozenset({"history"})
    gives = frozenset({"fire", "clear", "review", "not_evaluated"})

    class Params(Parameters):
        """`min_days` or `min_months`, one of them."""

        codes: CodeSet
        min_days: int | None = None
        min_months: int | None = None
        per: Literal["patient", "region"] = "patient"

        @model_validator(mode="after")
        def _one_interval(self) -> Self:
            if given(self, "min_months", "min_days") != 1:
                raise ValueError("give min_months or min_days, one of them")
            return self

    def words(self, asked: Asked) -> dict[str, str]:
        """The time since the last session, where it was if regions count, and the interval, in words."""
        months, days, per = (getattr(asked.parameters, name) for name in ("min_months", "min_days", "per"))
        since = "too soon" if np.isnan(asked.b) else f"{asked.b:g} days"
        where = "" if per == "patient" else " in the region" if asked.holds is False else ", perhaps in the same region"
        interval = f"{months} months" if months is not None else f"{days} days"
        return {"interval": interval, "since": since, "where": where}

    def shown(self, asked: Asked, p: Any, encounter: Encounter | None) -> tuple[Shown, ...]:
        """The last session before this one, in its region where the policy counts by region."""
        del encounter
        regions: Regions = "possible" if p.per[0] else "any"
        days = session_days(asked.batch, asked.rulebook, asked.row, int(p.codes[0]), HISTORY_COMPLETE, regions)[:-1]
        says = (
            f"{(day_date(int(asked.batch.day[asked.row])) - days[-1]).days} days"
            if days
            else "none on record" + (" in this region" if p.per[0] else "")
        )
        return (Shown("time since the last session", asked.holds, says, days=days[-1:], on_claim=True),)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """As a limit of no earlier session within the interval."""
        day = batch.day[rows]
        start = window_start(day, p.min_months, p.min_days)
        low, high = sessions(batch, rulebook, rows, p.each("codes"), start, p.per == 1)
        verdict = over(batch, rows, low, high, np.ones(len(rows), np.int64), start)
        told = (verdict.outcome == Outcome.FIRE) | (verdict.outcome == Outcome.REVIEW)
        since = self._since(batch, rulebook, rows, p, verdict.outcome) if told.any() else None
        return Verdict(verdict.outcome, reason=verdict.reason, a=verdict.a, b=since)

    def _since(
        self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any, outcome: NDArray[np.int8]
    ) -> NDArray[np.float64]:
        """Days since the last session; of a limit by region since the last one there, which is another where the last
        of all was elsewhere.
        """
        last = last_session(batch, rulebook, rows, p.each("codes"))
        told = (outcome == Outcome.FIRE) | (outcome == Outcome.REVIEW)
        for at in np.flatnonzero(told & (p.per == 1) & (batch.region[rows] != NOT_KNOWN)):
            regions: Regions = "known" if outcome[at] == Outcome.FIRE else "possible"
            days = session_days(batch, rulebook, int(rows[at]), int(p.codes[at]), HISTORY_COMPLETE, regions)
            if len(days) > 1:
                last[at] = day_number(days[-2])
        return np.asarray(batch.day[rows] - last, np.float64)
