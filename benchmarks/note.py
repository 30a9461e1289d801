"""One note, warm: text to coded claim with findings, beside one regular expression that only finds muscle names.

    python -m benchmarks.note [TURNS]

The notes are those of the development corpus, joined or cut to 1.6 kB and 5 kB, one of them repeated to ten times its
length, and texts of a megabyte: notes, notes on one line, nothing but muscles, nothing but dates. Targets: 1.6 kB p50
<= 3 ms and p99 <= 8 ms, 5 kB p99 <= 12 ms, ten times the text at most twelve times the time, a megabyte < 1 s.
Says first whether the reader is Python or was translated to C (`docs/index.md`); to measure a wheel, name the folder it
is installed in before `src` in PYTHONPATH. Warm, as a process that serves notes is (`pipeline.ready`). Processor time,
since another program's share of the machine is no figure of ours.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tautband.notes import read, reading
from tautband.pipeline import code, ready, shipped_rulebook

NOTES = Path(__file__).parents[1] / "tests/corpus/development/notes"


def milliseconds(call: Callable[[str], object], texts: Sequence[str], turns: int) -> list[float]:
    """The processor time of each call, every text called `turns` times, the first turn left out."""
    (taken,) = in_turn([call], texts, turns)
    return taken


def in_turn(calls: Sequence[Callable[[str], object]], texts: Sequence[str], turns: int) -> list[list[float]]:
    """The same of several calls, each text given to all of them before the next text."""
    taken: list[list[float]] = [[] for _ in calls]
    for turn in range(turns + 1):
        for text in texts:
            for call, times in zip(calls, taken, strict=True):
                begun = time.process_time()
                call(text)
                if turn:
                    times.append((time.process_time() - begun) * 1000)
    return taken


def sized(notes: Sequence[str], characters: int) -> list[str]:
    """The notes at one length: longer ones cut, shorter ones continued with those that follow."""
    return ["\n\n".join((*notes[at:], *notes[:at]))[:characters] for at in range(len(notes))]


def names_only() -> Callable[[str], object]:
    """The floor: an alternation of every muscle name in the table, longest first."""
    muscles = shipped_rulebook().tables.muscles.all
    names = sorted({name for m in muscles for name in (m.name, *m.synonyms, *m.abbreviations)}, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b", re.I).findall


def line(label: str, taken: Sequence[float], target: str) -> str:
    """Median and 99th percentile as one line."""
    p99 = statistics.quantiles(taken, n=100)[98]
    return f"{label:<34} p50 {statistics.median(taken):6.2f} ms   p99 {p99:6.2f} ms   {target}"


def megabytes(notes: Sequence[str]) -> dict[str, str]:
    """A million characters of several shapes."""
    pieces = {
        "notes": "\n\n".join(notes),
        "notes on one line": " ".join("\n".join(notes).split()),
        "muscles": "right trapezius, left levator scapulae, ",
        "dates": "03/04/2025, ",
    }
    return {name: (piece * (1_000_000 // len(piece) + 1))[:1_000_000] for name, piece in pieces.items()}


def runs_as() -> str:
    """What the reader is made of here."""
    return "Python" if str(reading.__file__).endswith(".py") else "C, translated"


def main(turns: int = 5) -> dict[str, float]:
    """Measure both on the same texts in turn, print them, and give the ratios."""
    notes = [path.read_text(encoding="utf-8") for path in sorted(NOTES.glob("*.txt"))]
    short, long = sized(notes, 1_600), sized(notes, 5_000)
    find = names_only()
    ready()
    print(f"the reader runs as {runs_as()}")
    floor, ours, reads = in_turn([find, code, read], short, turns)
    print(line("muscle names alone, 1.6 kB", floor, "floor"))
    print(line("note to claim, 1.6 kB", ours, "target p50 <= 3, p99 <= 8"))
    print(line("of it, reading, 1.6 kB", reads, ""))
    print(line("note to claim, 5 kB", milliseconds(code, long, turns), "target p99 <= 12"))
    once, tenfold = ([statistics.median(milliseconds(code, [text], turns))] for text in (short[0], short[0] * 10))
    print(f"ten times the text                 {tenfold[0] / once[0]:.1f} times the time          target <= 12")
    for name, text in megabytes(notes).items():
        (took,) = milliseconds(read, [text], 1)
        print(f"{f'a megabyte of {name}, read':<34} {took / 1000:10.2f} s          target < 1")
    return {
        "note": statistics.median(ours) / statistics.median(floor),
        "note, ten times the text": tenfold[0] / once[0],
    }


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
