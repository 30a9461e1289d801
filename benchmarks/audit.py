"""Claim lines by the million from Parquet, beside the decoding of the same columns and a run claim by claim.

    python -m benchmarks.audit [--lines 10_000_000]

Prints lines a second from process start to summary for files that hold patients of their own and for files that share
them, the rate of the edits alone, the memory of the process tree, how time grows with lines, and whether plain Python,
claim by claim, finds the same rows in a sample. Targets: 1.0M lines/s, 0.5M/s where patients are spread, edits alone
3M/s, 1.5 GB, ten times the decoding, exponent 1.05.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.generate import generate

DATA = Path(__file__).parents[1] / "bench-data"
AUDIT = """
import sys
from tautband.audit import audit, running
from tautband.shipped import shipped_rulebook
if __name__ == "__main__":
    running.FEW = 0
    audit(sys.argv[2:], sys.argv[1], rulebook=shipped_rulebook(), workers=2)
"""


def audited(files: Sequence[Path], out: Path) -> tuple[float, dict[str, Any]]:
    """Seconds of a whole process over these files, and its summary, to which its seconds of processor are added."""
    script = out / "run_audit.py"
    out.mkdir(parents=True, exist_ok=True)
    script.write_text(AUDIT)
    before, begun = _processor(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, str(script), str(out), *map(str, files)], check=True)
    seconds = time.perf_counter() - begun
    summary = json.loads((out / "summary.json").read_text())
    return seconds, summary | {"processor": _processor(resource.RUSAGE_CHILDREN) - before}


def _processor(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def decoded(files: Sequence[Path]) -> tuple[float, float]:
    """Seconds to decode the columns that the audit reads, with both cores, and no more; then those of processor."""
    pa.set_cpu_count(2)
    columns = [name for name in pq.read_schema(files[0]).names if name != "charge"]
    before, begun = _processor(resource.RUSAGE_SELF), time.perf_counter()
    for file in files:
        pq.read_table(file, columns=columns)
    return time.perf_counter() - begun, _processor(resource.RUSAGE_SELF) - before


def start_up(file: Path, out: Path) -> tuple[float, float]:
    """Seconds of an audit of a thousand lines with the same processes, then those of processor: what every audit pays,
    whatever its size.
    """
    few = out / "few.parquet"
    pq.write_table(pq.read_table(file).slice(0, 1000), few)
    runs = [audited([few], out) for _ in range(3)]
    return min(seconds for seconds, _ in runs), min(summary["processor"] for _, summary in runs)


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The slope of log seconds over log lines."""
    x, y = [math.log(size) for size in sizes], [math.log(second) for second in seconds]
    return statistics.linear_regression(x, y).slope


def main(lines: int = 10_000_000) -> dict[str, float]:
    """Measure, print, and give the ratios."""
    name = f"{lines // 1_000_000}M" if lines >= 1_000_000 else str(lines)
    own = sorted(generate(lines, 7, DATA / name).glob("*.parquet"))
    spread = sorted(generate(lines, 7, DATA / f"{name}-mixed", mixed=True).glob("*.parquet"))
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        audited(own[:1], out)
        floor, floor_processor = min(decoded(own) for _ in range(2))
        fixed, fixed_processor = start_up(own[0], out)
        sizes, times, spent = [], [], []
        for share in (8, 4, 2, 1):
            files = own[: len(own) // share] or own
            seconds, summary = min((audited(files, out) for _ in range(2 if share > 1 else 3)), key=lambda run: run[0])
            sizes.append(summary["lines"])
            times.append(seconds)
            spent.append(summary["processor"])
        print(f"decoding the columns           {floor:7.2f} s   {floor_processor:.2f} s of processor")
        rate, processor = summary["lines"] / seconds / 1e6, summary["processor"]
        print(f"audit of {summary['lines']:>11,} lines    {seconds:7.2f} s   {rate:.2f}M lines/s   target >= 1.0")
        print(f"over decoding                  {seconds / floor:7.2f} times            target <= 10")
        print(f"of processor                   {processor:7.2f} s   {processor / floor_processor:.2f} times decoding")
        edits = summary["lines"] / summary["stages"]["edits"] / 1e6
        print(f"edits alone                    {edits:7.2f}M lines/s          target >= 3.0")
        print(f"memory of the process tree     {summary['peak_memory'] / 1e6:7.0f} MB               target <= 1500")
        print(f"findings a hundred lines       {100 * summary['findings'] / summary['lines']:7.1f}")
        stages = "  ".join(f"{stage} {seconds:.2f}" for stage, seconds in summary["stages"].items())
        print(f"stages (parts of judge in one process on average)   {stages}")
        print(f"start-up                       {fixed:7.2f} s   {fixed_processor:.2f} s of processor")
        over = " ".join(f"{size / 1e6:.2f}M" for size in sizes)
        wall = exponent(sizes, [seconds - fixed for seconds in times])
        of_processor = exponent(sizes, [seconds - fixed_processor for seconds in spent])
        print(f"exponent over {over} {wall:7.2f}   of processor {of_processor:.2f}   target <= 1.05, start-up left out")
        mixed, shared = audited(spread, out)
        rate = shared["lines"] / mixed / 1e6
        print(f"patients spread over files     {mixed:7.2f} s   {rate:.2f}M lines/s   target >= 0.5")
    from benchmarks.claim_by_claim import compared

    plain_rate = compared(own[0])
    ours = sizes[-1] / times[-1]
    print(
        f"claim by claim in plain Python {plain_rate:7.0f} lines/s; the audit is {ours / plain_rate:.0f} times as fast"
    )
    return {
        "audit over decoding, processor": processor / floor_processor,
        "audit of spread patients over decoding, processor": shared["processor"] / floor_processor,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=lambda text: int(text.replace("_", "")), default=10_000_000)
    main(parser.parse_args().lines)
