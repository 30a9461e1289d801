"""Kind `sessions_without_response`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.asking_notes import number_in_note
from tautband.edits.batch import HISTORY_COMPLETE, ClaimBatch, Mask, Rows
from tautband.edits.history import over, session_days, sessions
from tautband.edits.kind import Asked, Kind, Parameters
from tautband.edits.relief_told import relief_told
from tautband.edits.shown import Shown, response_words
from tautband.edits.verdict import Outcome, Reason, Verdict, first_of
from tautband.model.encounter import Encounter
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet


class SessionsWithoutResponse(Kind):
    """So many sessions may be tried to find out whether the injection helps; none further without a response.

    Every session the patient ever had counts. Past the limit the note must tell of relief after the last session, of
    `minimum_relief` percent at least, or else the history; less fires, and where both are silent nothing is evaluated.

    Cannot tell a new course for another pain from the old one, nor see sessions of other practices unless the history
    is said to hold them.
    """

    name = "sessions_without_response"
    says = "session {a} after {b} percent relief; the policy covers {max_sessions} without a response"
    needs = frozenset({"history", "note"})
    gives = frozenset({"fire", "clear", "not_evaluated"})

    class Params(Parameters):
        """`minimum_relief` is the least percent that counts as a response; 1 where the policy names no number."""

        codes: CodeSet
        max_sessions: int
        minimum_relief: float

    def applies(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Mask:
        """Whether the session may be past the number tried without a response."""
        n = len(rows)
        ever = np.full(n, HISTORY_COMPLETE, np.int32)
        low, high = sessions(batch, rulebook, rows, p.each("codes"), ever, np.zeros(n, np.bool_))
        return np.asarray(over(batch, rows, low, high, p.max_sessions, ever).outcome != Outcome.CLEAR, np.bool_)

    def shown(self, asked: Asked, p: Any, encounter: Encounter | None) -> tuple[Shown, ...]:
        """The earlier sessions, and the relief after the last one with the words that tell it."""
        days = session_days(asked.batch, asked.rulebook, asked.row, int(p.codes[0]), HISTORY_COMPLETE)
        words = response_words(encounter) if encounter else ()
        known = not np.isnan(asked.b)
        holds = asked.b >= float(p.minimum_relief[0]) if known else None
        relief = Shown("relief after the last session", holds, f"{asked.b:g} percent" if known else "", words)
        return (Shown("sessions so far", True, f"{len(days)} with this one", days=days), relief)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Clear within the limit or with a response; fire past it without one."""
        n = len(rows)
        ever = np.full(n, HISTORY_COMPLETE, np.int32)
        low, high = sessions(batch, rulebook, rows, p.each("codes"), ever, np.zeros(n, np.bool_))
        counted = over(batch, rows, low, high, p.max_sessions, ever)
        relief, _ = number_in_note(batch, rows, "relief_percent")
        if told := relief_told(batch, rulebook, rows, p.each("codes")):
            relief = np.where(np.isnan(relief), told["relief_percent"], relief)
        responded = relief >= p.minimum_relief
        past = counted.outcome == Outcome.FIRE
        outcome = first_of(
            (responded | (counted.outcome == Outcome.CLEAR), Outcome.CLEAR),
            (past & ~np.isnan(relief), Outcome.FIRE),
            otherwise=Outcome.NOT_EVALUATED,
        )
        reason = first_of(
            (outcome != Outcome.NOT_EVALUATED, Reason.NONE),
            (past & (batch.encounter[rows] < 0), Reason.NO_NOTE),
            (past, Reason.NOTE_SILENT),
            otherwise=Reason.NO_HISTORY,
        )
        assert counted.reason is not None
        return Verdict(outcome, reason=np.where(reason == Reason.NO_HISTORY, counted.reason, reason), a=low, b=relief)
