"""Kind `session_limit`."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import model_validator

from tautband.edits.batch import HISTORY_COMPLETE, ClaimBatch, Ints, Rows
from tautband.edits.calendar import window_start
from tautband.edits.history import Regions, over, session_days, sessions
from tautband.edits.kind import ABSENT, Asked, Kind, Parameters
from tautband.edits.shown import Shown
from tautband.edits.verdict import Verdict
from tautband.model.encounter import Encounter
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, given


class SessionLimit(Kind):
    """No more sessions than the policy covers in a rolling window, or ever.

    A session is a day with a service of `codes`, whatever the units. The window of n months holds the days after the
    service date less n calendar months, up to the service date itself; a window of days likewise. Without a window
    every session the patient ever had counts, so that only a complete history can show the limit kept. With `per`
    region only sessions in the line's own region count. Sessions the payer denied do not count.

    Cannot see sessions of other practices unless the history is said to hold them; cannot know a region that neither
    claim nor note gives.
    """

    name = "session_limit"
    says = "{a} sessions within {window}; the policy covers {max_sessions}"
    needs = frozenset({"history"})
    gives = frozenset({"fire", "clear", "review", "not_evaluated"})

    class Params(Parameters):
        """`window_months` or `window_days`, one of them; neither: ever."""

        codes: CodeSet
        max_sessions: int
        window_months: int | None = None
        window_days: int | None = None
        per: Literal["patient", "region"] = "patient"

        @model_validator(mode="after")
        def _one_window(self) -> Self:
            if given(self, "window_months", "window_days") > 1:
                raise ValueError("give window_months or window_days, not both")
            return self

    def words(self, asked: Asked) -> dict[str, str]:
        """The window in words."""
        months, days = (getattr(asked.parameters, name) for name in ("window_months", "window_days"))
        if months is None and days is None:
            return {"window": "the whole history"}
        return {"window": f"{months} months" if months is not None else f"{days} days"}

    def shown(self, asked: Asked, p: Any, encounter: Encounter | None) -> tuple[Shown, ...]:
        """The days counted in the window, the line's own among them."""
        del encounter
        start = self._start(asked.batch.day[[asked.row]], p)
        regions: Regions = "possible" if p.per[0] else "any"
        days = session_days(asked.batch, asked.rulebook, asked.row, int(p.codes[0]), int(start[0]), regions)
        window = self.words(asked)["window"]
        return (Shown(f"sessions in {window}", asked.holds, f"{len(days)} with this one", days=days),)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Over the limit, within it, or not known."""
        start = self._start(batch.day[rows], p)
        low, high = sessions(batch, rulebook, rows, p.each("codes"), start, p.per == 1)
        return over(batch, rows, low, high, p.max_sessions, start)

    @staticmethod
    def _start(day: Ints, p: Any) -> Ints:
        """The day before each window begins."""
        start = window_start(day, p.window_months, p.window_days)
        start[(p.window_months == ABSENT) & (p.window_days == ABSENT)] = HISTORY_COMPLETE
        return start
