"""Process start to printed result: `tautband code NOTE` beside `import numpy, pydantic`, in turn, in one run.

    python benchmarks/start.py [RUNS]

Prints the median of each, their ratio, and the peak memory of the coding process. Target: at most 4 times, 80 MB.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

NOTE = Path(__file__).parents[1] / "src/tautband/cli/demo_note.txt"
FLOOR = [sys.executable, "-c", "import numpy, pydantic"]
CODE = [sys.executable, "-m", "tautband", "code", str(NOTE)]


def seconds(command: list[str]) -> float:
    """Wall time of one process from start to end."""
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begun


def peak_megabytes() -> float:
    """Peak resident memory of the largest process waited for so far: the coding one, the floor being part of it."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main(runs: int = 15) -> dict[str, float]:
    """Run both commands in turn, print what they took, and give the ratio."""
    seconds(FLOOR)
    seconds(CODE)
    floors, codes = [], []
    for _ in range(runs):
        floors.append(seconds(FLOOR))
        codes.append(seconds(CODE))
    floor, code = statistics.median(floors), statistics.median(codes)
    print(f"import numpy, pydantic   {floor * 1000:7.0f} ms")
    print(f"tautband code NOTE       {code * 1000:7.0f} ms   {code / floor:.2f} times   target <= 4.00")
    print(f"peak memory              {peak_megabytes():7.0f} MB            target <= 80")
    return {"start": code / floor}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
