"""Kind `pair_not_allowed`."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.day_pairs import DayPairs, day_pairs
from tautband.edits.kind import Asked, Kind, Parameters
from tautband.edits.settled import Settled
from tautband.edits.verdict import Outcome, Reason, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import day_date
from tautband.rulebook.parameters import CodeSet, ModifierSet
from tautband.rulebook.tables.pairs import PairState


class PairNotAllowed(Kind):
    """Two codes that the pair table does not let be paid together on one day, by one clinician, for one patient.

    The finding stands on the column 2 line, which is the one denied. With indicator 0 it stands whatever the modifier;
    with indicator 1 a modifier of `modifiers` clears it, on column 2 only before `either_column_from` and on either
    column since. A modifier of `side_modifiers` passes the payer's check as well but says nothing of a separate site,
    so a person must decide. Lines of `leave_out` (visits, whose modifier is another question) are not judged as
    column 2 under indicator 1.

    A pair whose first day nobody knows needs a person before the first quarter read; after the last quarter read it is
    carried forward one severity lower. Two codes for which the table was not read are not evaluated. Clinicians are
    told apart by NPI; lines without one are taken together.
    """

    name = "pair_not_allowed"
    says = "{code} with {other_code} on one day: pair indicator {a}{quarter}"
    needs = frozenset({"same_day"})
    gives = frozenset({"fire", "clear", "review", "not_evaluated"})

    class Params(Parameters):
        """`modifiers` claim a separate site, structure or encounter; `side_modifiers` name a side or a digit."""

        leave_out: CodeSet
        modifiers: ModifierSet
        side_modifiers: ModifierSet
        either_column_from: date

    def words(self, asked: Asked) -> dict[str, str]:
        """The quarter, where the pair was carried past it or had not been read yet."""
        day, pairs = int(asked.batch.day[asked.row]), asked.rulebook.tables.pairs
        if day > pairs.last_day_read:
            return {"quarter": f", read up to {day_date(pairs.last_day_read)} and carried forward"}
        if asked.outcome == Outcome.REVIEW and day < pairs.first_day_read:
            return {"quarter": f", in force on {day_date(pairs.first_day_read)}; when it began is not known"}
        return {"quarter": ""}

    def touched(self, rulebook: Rulebook, columns: Any, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Every line can be column 2 of some pair."""
        del rulebook
        return np.ones((len(columns["modifiers"]), len(codes)), np.bool_)

    def settled(self, batch: ClaimBatch, rulebook: Rulebook, columns: Any) -> Settled:
        """Only lines that are column 2 of some pair that day, or beside a code the table was not read for."""
        del columns
        return Settled(day_pairs(batch, rulebook).second_or_unread)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """The worst answer over the other codes of the line's day."""
        n = len(rows)
        pairs = day_pairs(batch, rulebook)
        outcome = np.where(pairs.unread_rows(rows), np.int8(Outcome.NOT_EVALUATED), np.int8(Outcome.CLEAR))
        reason = np.where(outcome == Outcome.NOT_EVALUATED, np.int8(Reason.LIST_NOT_KNOWN), np.int8(Reason.NONE))
        question, found = pairs.of_rows(rows)
        if not len(question):
            return Verdict(outcome, reason=reason)
        state, indicator = pairs.state[found], pairs.indicator[found]
        stands = indicator == 0
        open_to_modifier = indicator == 1
        by_side = np.zeros(len(question), np.bool_)
        if open_to_modifier.any():
            left_out = np.zeros(n, np.bool_)
            for number, chosen in p.each("leave_out"):
                left_out[chosen] = rulebook.holds(number, batch.codes)[batch.code_at[rows[chosen]]]
            excused = _excused(batch, rulebook, rows, p, "modifiers", question, pairs, found)
            by_side = open_to_modifier & _excused(batch, rulebook, rows, p, "side_modifiers", question, pairs, found)
            stands |= open_to_modifier & ~left_out[question] & ~excused
        begun = (state == PairState.IN_FORCE) | (state == PairState.IN_FORCE_CARRIED)
        answer = first_of(
            (~stands, Outcome.CLEAR),
            (begun & ~by_side, Outcome.FIRE),
            (begun | (state == PairState.START_UNKNOWN), Outcome.REVIEW),
            otherwise=Outcome.CLEAR,
        )
        other, slot, lowered = np.full(n, -1, np.intp), np.full(n, np.nan), np.zeros(n, np.bool_)
        told = answer.nonzero()[0]
        if len(told):
            told = told[np.lexsort((pairs.first_row[found[told]], answer[told], question[told]))]
            asked, at = np.unique(question[told], return_index=True)
            worst = told[at]
            outcome[asked], reason[asked] = answer[worst], Reason.NONE
            other[asked] = pairs.first_row[found[worst]]
            slot[asked] = indicator[worst]
            lowered[asked] = state[worst] == PairState.IN_FORCE_CARRIED
        return Verdict(outcome, reason=reason, other=other, a=slot, lowered=lowered)


def _excused(
    batch: ClaimBatch,
    rulebook: Rulebook,
    rows: Rows,
    p: Any,
    column: str,
    question: NDArray[np.intp],
    pairs: DayPairs,
    found: NDArray[np.intp],
) -> NDArray[np.bool_]:
    """Whether a modifier on the line, or since the date on the other code, claims that the two were separate."""
    on_line = np.zeros(len(rows), np.bool_)
    excused = np.zeros(len(question), np.bool_)
    for number, chosen in p.each(column):
        modifiers = rulebook.modifiers_of(number)
        on_line[chosen] = batch.has_modifier(rows[chosen], modifiers)
        asked = chosen[question]
        on_other = pairs.first_code_has_modifier(batch, found[asked], modifiers)
        either = batch.day[rows[question[asked]]] >= p.either_column_from[question[asked]]
        excused[asked] = on_line[question[asked]] | (either & on_other)
    return excused
