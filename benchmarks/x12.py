"""Claims and remittances read from X12, beside other readers of the same files, in one run.

    python -m benchmarks.x12 [CLAIMS] [MEGABYTES]

Prints claims a second of one core for 837P with every check of form, sum, situation and code list, on two cores (a file
each), and the ratio to pyx12 on a sample of the same claims; for 835 with every sum judged, without and with JSON
written, beside oxedi; and the peak memory of a process that reads a file of MEGABYTES. Processor time, garbage
collection off as on the command line.
"""

from __future__ import annotations

import contextlib
import gc
import io
import logging
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.x12_files import claim_file, remittance_file, write
from tautband.formats.x12.payments import PaymentFile
from tautband.formats.x12.reading import ClaimFile

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


def claims_a_second(read: Callable[[], int], runs: int = 3) -> float:
    """The best of several runs, by processor time."""
    best = 0.0
    for _ in range(runs):
        begun = time.process_time()
        count = read()
        best = max(best, count / (time.process_time() - begun))
    return best


def on_two_cores(paths: list[Path]) -> float:
    """Claims a second by the clock, a file a process, start of the processes left out."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(_warm, paths)
        begun = time.perf_counter()
        counts = pool.map(_quiet, paths, chunksize=1)
        return sum(counts) / (time.perf_counter() - begun)


def _warm(path: Path) -> int:
    with contextlib.suppress(AssertionError):
        return read_claims(path.with_name("sample.837"))
    return 0


def _quiet(path: Path) -> int:
    gc.disable()
    return read_claims(path)


def peak_of_reading(path: Path) -> float:
    """Peak megabytes of a process of its own that reads the file."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak, (path,))


def _peak(path: Path) -> float:
    gc.disable()
    read_claims(path)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(claims: int = 40_000, megabytes: int = 200) -> dict[str, float]:
    """Write the files, read them, print the figures; the ratios to the peers of the run."""
    gc.disable()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        first, second, sample = folder / "a.837", folder / "b.837", folder / "sample.837"
        write(first, claim_file(claims, seed=1))
        write(second, claim_file(claims, seed=2))
        write(sample, claim_file(PEER_CLAIMS, seed=3))
        paid = folder / "a.835"
        write(paid, remittance_file(claims))
        ours = claims_a_second(lambda: read_claims(first))
        peer = claims_a_second(lambda: read_with_pyx12(sample), runs=1)
        print(f"837P, one core            {ours:9,.0f} claims/s   target >= 15,000")
        print(f"837P, pyx12 on a sample   {peer:9,.0f} claims/s   {ours / peer:.0f} times   target >= 40")
        print(f"837P, two cores           {on_two_cores([first, second]):9,.0f} claims/s   target >= 25,000")
        balanced = claims_a_second(lambda: read_payments(paid))
        rust = claims_a_second(lambda: read_with_oxedi(paid))
        print(f"835, one core             {balanced:9,.0f} claims/s   target >= 50,000")
        print(f"835, as JSON              {claims_a_second(lambda: read_payments(paid, io.BytesIO())):9,.0f} claims/s")
        print(f"835, oxedi                {rust:9,.0f} claims/s   {rust / balanced:.2f} times ours   target <= 1.50")
        if megabytes:
            big = folder / "big.837"
            size = write(big, claim_file(megabytes * 1_000_000 // CLAIM_BYTES))
            print(f"837P of {size / 1e6:,.0f} MB           {peak_of_reading(big):9,.0f} MB peak    target <= 150")
    return {
        "837P, pyx12's claims a second over ours": peer / ours,
        "835, oxedi's claims a second over ours": rust / balanced,
    }


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
