"""Kind `number_in_note`."""

from __future__ import annotations

from typing import Any, Literal, Self

import numpy as np
from pydantic import model_validator

from tautband.edits.asking_notes import number_in_note
from tautband.edits.batch import NUMBERS_IN_NOTE, ClaimBatch, Mask, NumberInNote, Rows
from tautband.edits.kind import ABSENT, Asked, Kind, Parameters
from tautband.edits.relief_told import relief_told
from tautband.edits.sessions_so_far import binds
from tautband.edits.shown import Shown, number_words
from tautband.edits.verdict import Outcome, Reason, Verdict, first_of, without_notes
from tautband.model.encounter import Encounter
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, given

_WORDS: dict[str, str] = {
    "muscles": "muscles",
    "regions": "regions in one session",
    "symptom_weeks": "weeks of pain",
    "care_weeks": "weeks of conservative care without success",
    "relief_percent": "percent relief after the last session",
    "relief_weeks": "weeks of relief after the last session",
}

_UNITS: dict[str, str] = {
    "muscles": "",
    "regions": "",
    "symptom_weeks": "weeks",
    "care_weeks": "weeks",
    "relief_percent": "percent",
    "relief_weeks": "weeks",
}


class NumberInNoteKind(Kind):
    """A number the note gives keeps the policy's bound: weeks of pain, weeks of failed care, relief after the last
    session, regions treated at once.

    Care that was helpful is no failed care, care that was only considered is none, and care that cannot be given counts
    as long enough. With `when` first or repeat the edit binds only the patient's first session or only later ones.

    A note that is silent, or gives care without its length, is not evaluated; without a note nothing is. Relief after
    the last session may stand in the history instead: the note's own number goes before it.
    """

    name = "number_in_note"
    says = "the {told_in} shows {shown} {fact_words}; the policy asks for {bound}"
    needs = frozenset({"note", "history"})
    gives = frozenset({"fire", "clear", "review", "not_evaluated"})

    class Params(Parameters):
        """`fact` names the number; `minimum` and `maximum` bound it, both included."""

        codes: CodeSet
        fact: NumberInNote
        minimum: float | None = None
        maximum: float | None = None
        when: Literal["always", "first", "repeat"] = "always"

        @model_validator(mode="after")
        def _some_bound(self) -> Self:
            if not given(self, "minimum", "maximum"):
                raise ValueError("give minimum or maximum")
            return self

    def words(self, asked: Asked) -> dict[str, str]:
        """The number, what it counts, where it is told, and the bound."""
        fact, least, most = (getattr(asked.parameters, name) for name in ("fact", "minimum", "maximum"))
        shown = f"{asked.a:g}" if asked.a == asked.b else f"{asked.a:g} to {asked.b:g}"
        bound = f"at least {least:g}" if least is not None else f"at most {most:g}"
        of_note, _ = number_in_note(asked.batch, np.array([asked.row]), fact)
        told_in = "history" if np.isnan(of_note[0]) else "note"
        return {"fact_words": _WORDS[fact], "shown": shown, "bound": bound, "told_in": told_in}

    def applies(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Mask:
        """Whether the session may be of the sort it binds."""
        return binds(batch, rulebook, rows, p)[1]

    def shown(self, asked: Asked, p: Any, encounter: Encounter | None) -> tuple[Shown, ...]:
        """The number, as far as the note gives it, and the words it stands in."""
        del p
        fact, least, most = (getattr(asked.parameters, name) for name in ("fact", "minimum", "maximum"))
        words = number_words(fact, encounter) if encounter else ()
        if np.isnan(asked.a):
            return (Shown(_WORDS[fact], None, evidence=words),)
        keeps = (least is None or asked.a >= least) and (most is None or asked.b <= most)
        breaks = (least is not None and asked.b < least) or (most is not None and asked.a > most)
        figure = f"{self.words(asked)['shown']} {_UNITS[fact]}".rstrip()
        says = figure if np.isfinite(asked.a) else "cannot be given"
        return (Shown(_WORDS[fact], True if keeps else False if breaks else None, says, words),)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where no value the note allows keeps the bound; review where only some do."""
        n = len(rows)
        surely, possibly, unsure_because = binds(batch, rulebook, rows, p)
        told = relief_told(batch, rulebook, rows, p.each("codes"))
        if not len(batch.facts.present) and not told:
            return without_notes(n, unless=~possibly)
        low, high = np.full(n, np.nan), np.full(n, np.nan)
        for number, chosen in p.each("fact"):
            fact = NUMBERS_IN_NOTE[number]
            low[chosen], high[chosen] = number_in_note(batch, rows[chosen], fact)
            if fact in told:
                silent = chosen & np.isnan(low)
                low[silent] = high[silent] = told[fact][silent]
        least = np.where(p.minimum == ABSENT, -np.inf, p.minimum)
        most = np.where(p.maximum == ABSENT, np.inf, p.maximum)
        has_note = batch.encounter[rows] >= 0
        silent = np.isnan(low)
        keeps = (low >= least) & (high <= most)
        breaks = (high < least) | (low > most)
        outcome = first_of(
            (~possibly | keeps, Outcome.CLEAR),
            (silent | ~surely, Outcome.NOT_EVALUATED),
            (breaks, Outcome.FIRE),
            otherwise=Outcome.REVIEW,
        )
        reason = first_of(
            (outcome != Outcome.NOT_EVALUATED, Reason.NONE),
            (~has_note & silent, Reason.NO_NOTE),
            otherwise=Reason.NOTE_SILENT,
        )
        reason = np.where((reason == Reason.NOTE_SILENT) & ~silent, unsure_because, reason)
        return Verdict(outcome, reason=reason, a=low, b=high)
