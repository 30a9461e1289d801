"""How often each kind of edit gives each outcome, over the labelled notes and over generated claim lines.

    python -m benchmarks.kinds [LINES]

A kind that never fires, or never clears, has not been measured: a zero for an outcome that a kind can give fails.
The notes' claims are those that the notes support and the same with mistakes (`benchmarks.claims_of_notes`); the lines
are audited as all there is of their patients.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable

import numpy as np

from benchmarks.claims_of_notes import claims
from benchmarks.generate import one_file
from tautband.edits.arrow_packing import packed
from tautband.edits.batch import ClaimBatch
from tautband.edits.building import batch_of
from tautband.edits.from_arrow import batches
from tautband.edits.kinds import all_kinds
from tautband.edits.run import judge
from tautband.shipped import shipped_rulebook

OUTCOMES = ("clear", "fire", "review", "not_evaluated")
"""In the order of `edits.verdict.Outcome`."""
Counts = Counter[tuple[str, str]]


def counted(given: Iterable[ClaimBatch]) -> Counts:
    """The answers of every kind in some batches."""
    counts: Counts = Counter()
    for batch in given:
        for answers in judge(batch, shipped_rulebook()):
            for outcome, many in enumerate(np.bincount(answers.outcome, minlength=len(OUTCOMES)).tolist()):
                counts[answers.kind.name, OUTCOMES[outcome]] += many
    return counts


def of_notes() -> Counts:
    """The claims of the labelled notes, right and wrong, each judged alone."""
    return counted(batch_of([claim], shipped_rulebook()) for claim in claims())


def of_lines(lines: int) -> Counts:
    """Generated lines of one file."""
    table = one_file(lines, np.random.default_rng(7), (0, max(1, lines // 11)), 0)
    read, problems = packed(table, "generated")
    assert not problems
    return counted(batches(read, shipped_rulebook(), history_scope="all"))


def never_given(counts: Counts) -> list[str]:
    """The outcomes that a kind can give and did not."""
    return [
        f"{name} never gives {outcome}"
        for name, kind in sorted(all_kinds().items())
        for outcome in OUTCOMES
        if outcome in kind.gives and not counts[name, outcome]
    ]


def main(lines: int = 200_000) -> dict[str, float]:
    """Count, print, and exit 1 where an outcome that a kind can give was not met."""
    notes, read = of_notes(), of_lines(lines)
    print(f"{'':<30}" + "".join(f"{outcome:>22}" for outcome in OUTCOMES))
    print(f"{'':<30}" + f"{'notes':>11}{'lines':>11}" * len(OUTCOMES))
    for name, kind in sorted(all_kinds().items()):
        cells = ""
        for outcome in OUTCOMES:
            if outcome in kind.gives:
                cells += f"{notes[name, outcome]:>11,}{read[name, outcome]:>11,}"
            else:
                cells += f"{'':>10}-{'':>10}-"
        print(f"{name:<30}{cells}")
    if missing := never_given(notes + read):
        raise SystemExit("\n".join(missing))
    return {}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
