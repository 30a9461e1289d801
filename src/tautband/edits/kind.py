"""The base class of a kind of edit: one file of `kinds/`, one question, asked of many rows at once.

    class DaysBetween(Kind):
        '''A sentence a biller understands. ...'''
        name = "days_between_sessions"
        says = "{a} days since the last session; the policy asks for {b}"
        class Params(Parameters): codes: CodeSet; min_days: int
        def judge(self, batch, rulebook, rows, p): ...

`rows` holds the batch rows to judge, and `p` the parameters gathered for them: `p.min_days[i]` belongs to `rows[i]`.
No strings and no dictionaries inside `judge`. A kind that most lines cannot break also says which rows it must see
(`settled`), so that the others are counted and not judged.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch, Mask, Rows
from tautband.edits.settled import Settled
from tautband.edits.shown import Shown
from tautband.edits.verdict import Outcome, Verdict
from tautband.model.encounter import Encounter
from tautband.model.evidence import Evidence
from tautband.model.strict import Strict
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import unpack_code, unpack_modifier
from tautband.rulebook.parameters import ABSENT

Need = Literal["history", "note", "same_day"]


class Parameters(Strict, defer_build=True):
    """What a policy gives an edit of one kind. Only compiling checks it, so its checker is built when it is asked."""


class Columns(dict[str, NDArray[Any]]):
    """The parameters of some edits: a column for each parameter, a row for each edit."""

    @cached_property
    def same(self) -> dict[str, int]:
        """The value of each column in which every edit has the same: worked out once for all claims of a plan."""
        return {name: values[0].item() for name, values in self.items() if len(values) and (values == values[0]).all()}


class Gathered:
    """The parameters of each question, as attributes: arrays aligned with the rows judged."""

    def __init__(self, columns: Columns, at: NDArray[np.intp]) -> None:
        self._columns = columns
        self._at = at

    def each(self, name: str) -> Iterator[tuple[int, Mask]]:
        """Each distinct value of a column among the questions, with the questions that have it."""
        values = self._columns[name]
        if name in self._columns.same:
            yield self._columns.same[name], np.ones(len(self._at), np.bool_)
            return
        asked = np.zeros(len(values), np.bool_)
        asked[self._at] = True
        for number in sorted(set(values[asked].tolist())):
            yield number, getattr(self, name) == number

    def __getattr__(self, name: str) -> NDArray[Any]:
        try:
            values = self._columns[name][self._at]
        except KeyError:
            raise AttributeError(name) from None
        setattr(self, name, values)
        return values


@dataclass(frozen=True)
class Asked:
    """One question at the door, for its words: the batch row, the other row (-1), the two slots and the parameters."""

    batch: ClaimBatch
    rulebook: Rulebook
    row: int
    other: int
    a: float
    b: float
    outcome: int
    parameters: Strict

    def words(self) -> dict[str, str]:
        """What every sentence may name: code, other_code, a, b and each parameter."""
        named = {name: _plain(value) for name, value in self.parameters.model_dump().items()}
        return {
            **named,
            "code": unpack_code(int(self.batch.code[self.row])),
            "other_code": unpack_code(int(self.batch.code[self.other])) if self.other >= 0 else "",
            "a": _plain(self.a),
            "b": _plain(self.b),
        }

    @property
    def holds(self) -> bool | None:
        """Whether the edit found its rule kept: None where a person must decide or something is not known."""
        return {Outcome.CLEAR: True, Outcome.FIRE: False}.get(self.outcome)

    def carried(self) -> list[str]:
        """The modifiers on the line."""
        carried = self.batch.modifier_sets[self.batch.modifier_at[self.row]]
        return [unpack_modifier(m) for m in carried.tolist() if m >= 0]


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple | list):
        return " or ".join(map(str, value))
    return str(value)


class Kind(ABC):
    """One kind of edit. The docstring of a subclass is the page its users read."""

    name: ClassVar[str]
    says: ClassVar[str]
    """The finding's sentence, filled from the slots `a`, `b`, the row, the other row and the edit's parameters."""
    needs: ClassVar[frozenset[Need]] = frozenset()
    gives: ClassVar[frozenset[Literal["fire", "clear", "review", "not_evaluated"]]] = frozenset({"fire", "clear"})
    """The outcomes this kind can give; each needs an example in some policy."""
    Params: ClassVar[type[Strict]]

    def touched(self, rulebook: Rulebook, columns: Mapping[str, NDArray[Any]], codes: NDArray[np.int32]) -> Mask:
        """For each edit (row of `columns`) and each packed code, whether lines with the code are judged by it."""
        if "codes" not in columns:
            return np.ones((len(next(iter(columns.values()))), len(codes)), dtype=np.bool_)
        return rulebook.in_code_set(columns["codes"], codes)

    def settled(self, batch: ClaimBatch, rulebook: Rulebook, columns: Mapping[str, NDArray[Any]]) -> Settled | None:
        """What a line's code alone settles, and the rows that `judge` must see; None: it must see all."""
        del batch, rulebook, columns
        return None

    def words(self, asked: Asked) -> dict[str, str]:
        """More words for `says`, beyond those every kind has (`Asked.words`)."""
        del asked
        return {}

    def evidence(self, encounter: Encounter) -> tuple[Evidence, ...]:
        """The words of the note that this kind judged."""
        del encounter
        return ()

    def applies(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Mask:
        """Whether the edit may ask something of each row; a rule for repeats asks nothing of a first session."""
        del batch, rulebook, p
        return np.ones(len(rows), np.bool_)

    def shown(self, asked: Asked, p: Any, encounter: Encounter | None) -> tuple[Shown, ...]:
        """What the edit asks of the record, part by part, and what it found; empty where it reads the codes alone.

        `p` holds the parameters of this one question. Called for one claim at a time, whatever the outcome was.
        """
        del asked, p, encounter
        return ()

    @abstractmethod
    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """The outcome for each of `rows` under the parameters `p`."""


__all__ = ["ABSENT", "Asked", "Gathered", "Kind", "Need"]
