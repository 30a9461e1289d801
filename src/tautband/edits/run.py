"""Every edit in force, asked of every line it touches: each kind runs once over all its questions in a batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import Gathered, Kind
from tautband.edits.kinds import all_kinds
from tautband.edits.plans import Plan, plan_of, small_plan
from tautband.edits.settled import Settled, counted
from tautband.edits.verdict import Outcome, Verdict
from tautband.rulebook.book import Rulebook
from tautband.rulebook.scope import Cell


class Answers(NamedTuple):
    """What one kind answered: for question i, `rows[i]` under edit `edits[i]` gives `verdict.outcome[i]`.

    `severity` indexes SEVERITIES, after every cap. `outcome` is the verdict's, or review where an edit is contested.
    Where the code alone settled the rest, `unlisted` holds edits and how often each gives each outcome besides.
    """

    kind: Kind
    rows: Rows
    edits: NDArray[np.int32]
    severity: NDArray[np.int8]
    outcome: NDArray[np.int8]
    verdict: Verdict
    unlisted: tuple[NDArray[np.int32], NDArray[np.int64]] | None = None


@dataclass(frozen=True)
class InForce:
    """The cells of a batch's judged rows: `rows` in order, and which of `cells` each lies in."""

    rows: Rows
    cell_at: NDArray[np.intp]
    cells: tuple[Cell, ...]


def in_force(batch: ClaimBatch, policy_day: int | None = None) -> InForce:
    """The cell of every judged row, by one binary search over payer, place and day of service. With `policy_day` (a day
    number) the policies of that day bind every row; tables are still read by the day of service.
    """
    rows = batch.judged.nonzero()[0]
    starts = [_key(number, scope.starts) for number, scope in enumerate(batch.scopes)]
    cells = [cell for scope in batch.scopes for cell in scope.cells]
    if not cells:
        return InForce(rows[:0], rows[:0], ())
    day = batch.day[rows] if policy_day is None else np.full(len(rows), policy_day, np.int32)
    at = np.searchsorted(np.concatenate(starts), _key(batch.scope_at[rows], day), side="right") - 1
    used = np.bincount(at, minlength=len(cells)).nonzero()[0]
    distinct: dict[Cell, int] = {}
    number = np.zeros(len(cells), np.intp)
    number[used] = [distinct.setdefault(cells[cell], len(distinct)) for cell in used.tolist()]
    return InForce(rows, number[at], tuple(distinct))


def _key(scope: Any, day: NDArray[np.int32]) -> NDArray[np.int64]:
    return (np.asarray(scope, np.int64) << 33) + day.astype(np.int64)


def judge(
    batch: ClaimBatch, rulebook: Rulebook, force: InForce | None = None, every_row: bool = True
) -> Iterator[Answers]:
    """The answers of every kind that has an edit in force for some row of the batch.

    Without `every_row`, clear and not evaluated answers that the code alone settles are counted, not listed.
    """
    force = force or in_force(batch)
    if not any(cell.edits for cell in force.cells):
        return
    if every_row and len(force.cells) == 1 and len(force.rows) * len(force.cells[0].edits) <= _FEW_QUESTIONS:
        yield from _judge_few(batch, rulebook, force)
        return
    number = force.cell_at * len(batch.codes) + batch.code_at[force.rows]
    lines = None if every_row else np.bincount(number, minlength=len(force.cells) * len(batch.codes))
    for name in sorted({kind for cell in force.cells for kind in cell.by_kind}):
        if (answers := _judge_kind(batch, rulebook, all_kinds()[name], force, number, lines)) is not None:
            yield answers


def _judge_few(batch: ClaimBatch, rulebook: Rulebook, force: InForce) -> Iterator[Answers]:
    """The same answers for a few lines in one cell, with the questions of every kind laid out at once: for one claim
    the cost is the number of array operations, not their length.
    """
    plan = small_plan(rulebook, force.cells[0], batch.codes)
    number, row = plan.touched[:, batch.code_at[force.rows]].nonzero()
    rows = force.rows[row]
    starts = number.searchsorted(plan.bounds).tolist()
    edit, severity, contested = plan.edit[number], plan.severity[number], plan.contested[number]
    local = plan.local[number]
    for k, kind in enumerate(plan.kinds):
        begin, end = starts[k], starts[k + 1]
        if begin == end:
            continue
        settled = kind.settled(batch, rulebook, plan.columns[k])
        if settled is not None and not len(settled.but):
            verdict = settled.verdict(local[begin:end], batch.code_at[rows[begin:end]])
        else:
            verdict = kind.judge(batch, rulebook, rows[begin:end], Gathered(plan.columns[k], local[begin:end]))
        outcome, capped = verdict.outcome, severity[begin:end]
        if plan.any_contested:
            outcome = np.where(contested[begin:end] & (outcome == Outcome.FIRE), np.int8(Outcome.REVIEW), outcome)
        if verdict.lowered is not None:
            capped = np.maximum(capped - verdict.lowered, 0)
        yield Answers(kind, rows[begin:end], edit[begin:end], capped, outcome, verdict)


def _judge_kind(
    batch: ClaimBatch,
    rulebook: Rulebook,
    kind: Kind,
    force: InForce,
    number: NDArray[np.intp],
    lines: NDArray[np.int64] | None,
) -> Answers | None:
    plan = plan_of(kind, rulebook, force.cells, batch.codes)
    settled = None if lines is None else kind.settled(batch, rulebook, plan.columns)
    rows = force.rows
    if plan.whole:
        number = force.cell_at
    if settled is not None:
        left = settled.but if len(rows) == len(batch) else np.flatnonzero(np.isin(rows, settled.but))
        rows, number = rows[left], number[left]
    asked = plan.asked[number].nonzero()[0]
    if len(asked) < len(rows):
        rows, number = rows[asked], number[asked]
    if not len(rows) and settled is None:
        return None
    at = plan.first[number]
    if plan.most > 1:
        each = plan.first[number + 1] - at
        ends = each.cumsum()
        within = np.arange(each.sum()) - (ends - each).repeat(each)
        rows, at = rows.repeat(each), at.repeat(each) + within
    at = plan.entry[at]
    unlisted = None
    if settled is not None and lines is not None:
        unlisted = plan.present, _counted(plan, settled, force, batch, lines, rows, at)
    if not len(rows):
        nothing = np.empty(0, np.int8)
        return Answers(kind, rows, plan.edit[:0], nothing, nothing, Verdict(nothing), unlisted)
    verdict = kind.judge(batch, rulebook, rows, Gathered(plan.columns, _taken(plan.local, at)))
    outcome = verdict.outcome
    if plan.contested.any():
        outcome = np.where(plan.contested[at] & (outcome == Outcome.FIRE), np.int8(Outcome.REVIEW), outcome)
    severity = _taken(plan.severity, at)
    if verdict.lowered is not None:
        severity = np.maximum(severity - verdict.lowered, 0)
    return Answers(kind, rows, _taken(plan.edit, at), severity, outcome, verdict, unlisted)


def _counted(
    plan: Plan,
    settled: Settled,
    force: InForce,
    batch: ClaimBatch,
    lines: NDArray[np.int64],
    rows: Rows,
    at: NDArray[np.intp],
) -> NDArray[np.int64]:
    by_cell = lines.reshape(len(force.cells), len(batch.codes))
    return counted(settled, plan.touched, plan.cell, plan.local, by_cell, (plan.local[at], batch.code_at[rows]))


def _taken(values: NDArray[Any], at: NDArray[np.intp]) -> NDArray[Any]:
    """`values[at]`, without a look-up for each question where all values are one."""
    return np.broadcast_to(values[0], len(at)) if (values == values[0]).all() else values[at]


_FEW_QUESTIONS = 10_000
