"""Kind `add_on_without_primary`."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.day_codes import day_codes
from tautband.edits.kind import Asked, Kind, Parameters
from tautband.edits.verdict import Outcome, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import day_date, unpack_code
from tautband.rulebook.tables.addons import AddOns, AddOnState

_MOST_NAMED = 6


class AddOnWithoutPrimary(Kind):
    """An add-on code is paid only beside one of its primary codes, such as guidance beside the injection it guided.

    The primary code must be on a line of the same patient, day and clinician, on whatever claim. A person must decide
    where another clinician's line has it, where the contractor may take primary codes that are not listed, and before
    the day the table speaks of, where nobody knows since when a primary code is listed. After that day the finding is
    one severity lower. On a day for which a loaded table lists no primary code there is nothing to ask. Cannot see
    lines that are neither in the batch nor in the history, nor whether the primary code itself is paid.
    """

    name = "add_on_without_primary"
    says = "add-on code {code} without its primary code that day, such as {wanted}{beside}{read}"
    needs = frozenset({"same_day"})
    gives = frozenset({"fire", "clear", "review"})

    class Params(Parameters):
        """`by`: whose line must hold the primary code, the same `clinician`'s or `anyone`'s."""

        by: Literal["clinician", "anyone"] = "clinician"

    def words(self, asked: Asked) -> dict[str, str]:
        """Some of the primary codes, whose line has one, and the edition where it was read for another day."""
        batch, addons = asked.batch, asked.rulebook.tables.addons
        day = int(batch.day[asked.row])
        listed = addons.primaries(unpack_code(int(batch.code[asked.row])), day_date(day)) or ()
        named = [code for code in listed if code] or ["one that the contractor takes"]
        more = f" or {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
        beside = f"; another clinician billed {unpack_code(int(batch.code[asked.other]))}" if asked.other >= 0 else ""
        if day > addons.last_day_read:
            read = f" (table of {day_date(addons.last_day_read)}, carried forward)"
        elif asked.outcome == Outcome.REVIEW and day < addons.first_day_read:
            read = f" (by the table of {day_date(addons.first_day_read)}; since when is not known)"
        else:
            read = ""
        return {"wanted": ", ".join(named[:_MOST_NAMED]) + more, "beside": beside, "read": read}

    def touched(self, rulebook: Rulebook, columns: Any, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
        """The add-on codes of the table."""
        return np.tile(rulebook.tables.addons.holds(codes), (len(columns["by"]), 1))

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Look for a primary code among the codes of the day."""
        addons = rulebook.tables.addons
        code, day = batch.code[rows], batch.day[rows]
        here, elsewhere = _primaries(batch, addons, rows)
        for number, chosen in p.each("by"):
            if number == _ANYONE:
                here |= chosen & (elsewhere >= 0)
        state = addons.states(code, day)
        unsure = (elsewhere >= 0) | (state == AddOnState.START_UNKNOWN) | addons.contractor_decides(code, day)
        outcome = first_of(
            (here | (state == AddOnState.NONE), Outcome.CLEAR), (unsure, Outcome.REVIEW), otherwise=Outcome.FIRE
        )
        lowered = (outcome != Outcome.CLEAR) & (state == AddOnState.CARRIED)
        return Verdict(outcome, other=np.where(outcome == Outcome.REVIEW, elsewhere, -1), lowered=lowered)


def _primaries(batch: ClaimBatch, addons: AddOns, rows: Rows) -> tuple[NDArray[np.bool_], Rows]:
    """Whether the row's own clinician billed a primary code that day, and a row of another's with one, or -1."""
    codes = day_codes(batch, rows)
    asked = codes.asked[codes.of]
    primary = addons.listed(batch.code[asked], batch.code[codes.beside], batch.day[asked])
    of, beside, asked = codes.of[primary], codes.beside[primary], asked[primary]
    own = batch.same_visit[beside] == batch.same_visit[asked]
    here, elsewhere = np.zeros(len(codes.asked), np.bool_), np.full(len(codes.asked), -1, np.intp)
    here[of[own]] = True
    elsewhere[of[~own][::-1]] = beside[~own][::-1]
    return here[codes.at], elsewhere[codes.at]


_ANYONE = 1
"""The place of `anyone` in `Params.by`, as parameters are compiled."""
