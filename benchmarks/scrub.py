"""One claim, all edits in force, warm, beside the same claim judged line by line in plain Python.

    python -m benchmarks.scrub [TURNS]

The claims are the examples of the policies, one patient each. Targets: p50 <= 1 ms, p99 <= 2 ms.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from oracle.in_force import Policies
from oracle.judging import plain_answers
from tautband.edits import scrub
from tautband.model.claim import Claim
from tautband.rulebook.examples import example_claim
from tautband.shipped import POLICIES, shipped_rulebook


def claims() -> list[Claim]:
    """The claim of every example of every policy."""
    return [
        example_claim(example, "medicare" if revision.payer == "national" else revision.payer, edit.id, "20552")
        for revision in shipped_rulebook().revisions
        for edit in revision.edit
        for example in edit.example
    ]


def milliseconds(judge: Callable[[Claim], object], given: list[Claim], turns: int) -> tuple[list[float], list[float]]:
    """What each claim took, the first turn left out: by the clock, and of processor."""
    clock, processor = [], []
    for turn in range(turns + 1):
        for claim in given:
            begun, used = time.perf_counter(), time.process_time()
            judge(claim)
            if turn:
                processor.append((time.process_time() - used) * 1000)
                clock.append((time.perf_counter() - begun) * 1000)
    return clock, processor


def main(turns: int = 5) -> dict[str, float]:
    """Measure both on the same claims, print them, and give the ratio."""
    rulebook = shipped_rulebook()
    policies = Policies(POLICIES, rulebook.tables)
    given = claims()
    plain = milliseconds(lambda claim: plain_answers([claim], policies, rulebook.tables), given, 1)
    ours = milliseconds(lambda claim: scrub([claim], rulebook), given, turns)
    shown = {
        "line by line in plain Python": plain[0],
        "scrub, findings in words": ours[0],
        "scrub, time of processor": ours[1],
    }
    for label, taken in shown.items():
        p99 = statistics.quantiles(taken, n=100)[98]
        print(f"{label:<34} p50 {statistics.median(taken):6.2f} ms   p99 {p99:6.2f} ms")
    print(f"{len(given)} claims, {len(rulebook)} edits                           target p50 <= 1, p99 <= 2")
    return {"scrub": statistics.median(ours[1]) / statistics.median(plain[1])}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
