"""Kind `filed_in_time`."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from pydantic import model_validator

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.calendar import months_after
from tautband.edits.kind import ABSENT, Kind, Parameters
from tautband.edits.settled import Settled
from tautband.edits.shown import Shown
from tautband.edits.verdict import Outcome, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, given


class FiledInTime(Kind):
    """The payer received the claim within its limit after the date of service.

    The last day counts as in time; calendar months end on the same day of the month, or on its last. A claim without a
    day of receipt is taken as not filed yet and is clear.
    """

    name = "filed_in_time"
    says = "received {a} days after the service; the limit is {limit}"

    class Params(Parameters):
        """`days` or calendar `months` after the date of service."""

        codes: CodeSet | None = None
        days: int | None = None
        months: int | None = None

        @model_validator(mode="after")
        def _one_limit(self) -> Self:
            if given(self, "months", "days") != 1:
                raise ValueError("give months or days, one of them")
            return self

    def words(self, asked: Any) -> dict[str, str]:
        """The limit in words."""
        days, months = asked.parameters.days, asked.parameters.months
        return {"limit": f"{months} months" if months is not None else f"{days} days"}

    def shown(self, asked: Any, p: Any, encounter: Any) -> tuple[Shown, ...]:
        """How many days after the service the claim was received, and the limit."""
        del p, encounter
        limit = self.words(asked)["limit"]
        if np.isnan(asked.a):
            return (Shown("received in time", None, f"day of receipt not given; the limit is {limit}"),)
        says = f"{asked.a:g} days after the service; the limit is {limit}"
        return (Shown("received in time", asked.holds, says, on_claim=True),)

    def settled(self, batch: ClaimBatch, rulebook: Rulebook, columns: Any) -> Settled:
        """Only lines whose day of receipt is known."""
        del rulebook, columns
        return Settled(np.empty(0, np.intp) if batch.filed is None else (batch.filed != ABSENT).nonzero()[0])

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where the day of receipt lies past the limit."""
        del rulebook
        day = batch.day[rows]
        if batch.filed is None or (filed := batch.filed[rows]).max() == ABSENT:
            return Verdict(np.zeros(len(rows), np.int8))
        received = filed != ABSENT
        last = np.where(p.months != ABSENT, months_after(day, np.maximum(p.months, 0)), day + p.days)
        late = received & (filed > last)
        return Verdict(
            first_of((late, Outcome.FIRE), otherwise=Outcome.CLEAR), a=np.where(received, filed - day, np.nan)
        )
