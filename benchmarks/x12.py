"""Claims and remittances read from X12, beside other readers of the same files, in one run.

    python -m benchmarks.x12 [CLAIMS] [MEGABYTES]

Prints claims a second of one core for 837P with every check of form, sum, situation and code list, and the ratio to
pyx12 on a sample of the same claims, its start left out; on two cores, one file in parts; for 835 with every sum
judged, without and with JSON written, beside oxedi and openx12; and the peak memory of reading a file of MEGABYTES, 0
for none (1000 for the gigabyte of the targets), alone and in parts. Processor time, garbage collection off as on the
command line; ours and the peer's runs take turns, so that a busy machine slows both.
"""

from __future__ import annotations

import gc
import io
import logging
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.x12_files import claim_file, remittance_file, write
from tautband.formats.x12.parts import Part, parts
from tautband.formats.x12.payments import PaymentFile
from tautband.formats.x12.reading import ClaimFile
from tautband.formats.x12.side_by_side import Done, done, side_by_side

PEER_CLAIMS = 1000
CLAIM_BYTES = 432


def read_claims(path: Path) -> int:
    """Read every claim of a file with its problems; a file that has any is no fair benchmark."""
    with path.open("rb") as file:
        reading = ClaimFile(file)
        found = sum(len(claim.problems) for claim in reading) + len(reading.problems)
    assert found == 0
    return reading.count


def read_payments(path: Path, out: io.BytesIO | None = None) -> int:
    """Read and balance every payment, and write it as JSON where `out` is given."""
    count = 0
    with path.open("rb") as file:
        for payment in PaymentFile(file):
            assert payment.balanced
            count += len(payment.claims)
            if out is not None:
                out.write(payment.json())
    return count


def read_with_pyx12(path: Path) -> int:
    """Another reader's check of the same guide. The validity of diagnoses is not among its checks."""
    import pyx12.params  # type: ignore[import-untyped]
    import pyx12.x12n_document  # type: ignore[import-untyped]

    logging.disable(logging.CRITICAL)
    with path.open() as file:
        assert pyx12.x12n_document.x12n_document(pyx12.params.params(), file, io.StringIO(), None, None)
    return PEER_CLAIMS


def read_with_oxedi(path: Path) -> int:
    """Another reader of remittances, written in Rust."""
    import oxedi

    return int(oxedi.parse(path.read_bytes()).count_claims())


def read_with_openx12(path: Path) -> int:
    """Another reader of both files in Python; it checks nothing and holds the whole file."""
    from openx12 import x835, x837p  # type: ignore[import-untyped]

    reader = x835 if path.suffix == ".835" else x837p
    return len(reader.parse(path.read_text()).claims)


def claims_a_second(read: Callable[[], int], runs: int = 3) -> float:
    """The best of several runs, by processor time."""
    best = 0.0
    for _ in range(runs):
        begun = time.process_time()
        count = read()
        best = max(best, count / (time.process_time() - begun))
    return best


def beside_pyx12(ours: Path, sample: Path, one: Path, runs: int = 3) -> tuple[float, float]:
    """Claims a second of ours and of pyx12, each the best of runs that take turns. pyx12's start is left out."""
    start = min(_seconds(lambda: read_with_pyx12(one)) for _ in range(runs))
    best = peer = 0.0
    for _ in range(runs):
        best = max(best, claims_a_second(lambda: read_claims(ours), 1))
        peer = max(peer, PEER_CLAIMS / (_seconds(lambda: read_with_pyx12(sample)) - start))
    return best, peer


def _seconds(read: Callable[[], object]) -> float:
    begun = time.process_time()
    read()
    return time.process_time() - begun


class Parts(NamedTuple):
    """A file read in parts: claims, seconds by the clock, processor seconds and peak megabytes of each process."""

    claims: int
    seconds: float
    processors: dict[int, float]
    peaks: dict[int, float]


def in_parts(path: Path, processes: int = 2) -> Parts:
    """Read one file in parts. The start of the processes counts."""
    count, busy, peaks = 0, dict[int, float](), dict[int, float]()
    begun = time.perf_counter()
    with path.open("rb") as file:
        for claims, process, seconds, peak in side_by_side(parts(file), partial(_read_part, path), processes):
            count += claims
            busy[process] = busy.get(process, 0.0) + seconds
            peaks[process] = peak
    return Parts(count, time.perf_counter() - begun, busy, peaks)


def _read_part(path: Path, part: Part) -> Done[tuple[int, int, float, float]]:
    gc.disable()
    begun = time.process_time()
    with path.open("rb") as file:
        reading = ClaimFile(file, part=part)
        found = sum(len(claim.problems) for claim in reading) + len(reading.problems)
    assert found == 0
    return done(reading, (reading.count, os.getpid(), time.process_time() - begun, _peak()))


def peak_of_reading(path: Path) -> float:
    """Peak megabytes of a process of its own that reads the file."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak_of, (path,))


def _peak_of(path: Path) -> float:
    gc.disable()
    read_claims(path)
    return _peak()


def _peak() -> float:
    """Peak megabytes of this process. On Linux its own: the kernel's other figure begins with that of its parent."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def main(claims: int = 40_000, megabytes: int = 200) -> dict[str, float]:
    """Write the files, read them, print the figures; the ratios to the peers of the run."""
    gc.disable()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        first, second, sample, one = (folder / name for name in ("a.837", "b.837", "sample.837", "one.837"))
        write(first, claim_file(claims, seed=1))
        write(second, claim_file(2 * claims, seed=2))
        write(sample, claim_file(PEER_CLAIMS, seed=3))
        write(one, claim_file(1, seed=3))
        paid = folder / "a.835"
        write(paid, remittance_file(claims))
        ours, peer = beside_pyx12(first, sample, one)
        both = in_parts(second)
        print(f"837P, one core            {ours:9,.0f} claims/s   target >= 15,000")
        print(f"837P, pyx12 on a sample   {peer:9,.0f} claims/s   {ours / peer:.0f} times   target >= 40")
        free = both.claims / max(both.processors.values())
        print(f"837P, in parts, two cores {both.claims / both.seconds:9,.0f} claims/s   target >= 25,000")
        print(f"  by processor time       {free:9,.0f} claims/s   were both cores free")
        unchecked = claims_a_second(lambda: read_with_openx12(first), 1)
        print(f"837P, openx12, unchecked  {unchecked:9,.0f} claims/s   {ours / unchecked:.1f} times")
        balanced = claims_a_second(lambda: read_payments(paid))
        rust = claims_a_second(lambda: read_with_oxedi(paid))
        print(f"835, one core             {balanced:9,.0f} claims/s   target >= 50,000")
        print(f"835, as JSON              {claims_a_second(lambda: read_payments(paid, io.BytesIO())):9,.0f} claims/s")
        print(f"835, oxedi                {rust:9,.0f} claims/s   {rust / balanced:.2f} times ours   target <= 1.50")
        simple = claims_a_second(lambda: read_with_openx12(paid), 1)
        print(f"835, openx12, unbalanced  {simple:9,.0f} claims/s   {balanced / simple:.1f} times")
        if megabytes:
            big = folder / "big.837"
            size = write(big, claim_file(megabytes * 1_000_000 // CLAIM_BYTES))
            print(f"837P of {size / 1e6:,.0f} MB           {peak_of_reading(big):9,.0f} MB peak    target <= 150")
            whole = in_parts(big)
            peaks = ", ".join(f"{peak:,.0f} MB" for peak in whole.peaks.values())
            print(f"  in parts                {whole.claims / whole.seconds:9,.0f} claims/s   {peaks} peak of each")
    return {
        "837P, pyx12's claims a second over ours": peer / ours,
        "835, oxedi's claims a second over ours": rust / balanced,
    }


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
