"""How fast the reference tables answer: a million rows at once and one at a time, beside a plain binary search.

python benchmarks/tables.py
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np

from tautband.rulebook.packed import day_number, pack_code
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.source import rows

ROWS = 1_000_000
OPEN = """
import resource, time
from tautband.rulebook.tables import Tables
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.perf_counter()
tables = Tables.open()
opened = time.perf_counter()
tables.pairs, tables.units, tables.diagnoses, tables.codes, tables.fees, tables.muscles, tables.drugs
took = time.perf_counter() - opened
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"{(opened - began) * 1e3:.1f} ms; seven tables {took * 1e3:.1f} ms, {(after - before) / 1024:.1f} MB more")
"""


def best(work: Callable[[], object], times: int = 5) -> float:
    """The shortest of several runs, in seconds."""
    work()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def main() -> None:
    """Measure and print."""
    opening = subprocess.run([sys.executable, "-c", OPEN], check=True, capture_output=True, text=True)
    print(f"open                    {opening.stdout.strip()}")
    tables = Tables.open()
    chance = np.random.default_rng(20552)
    codes = np.array([pack_code(row["code"]) for row in rows("ncci_coverage")])
    diagnoses = tables.diagnoses.keys
    code1, code2 = chance.choice(codes, ROWS), chance.choice(codes, ROWS)
    tpi = chance.choice(np.array([pack_code("20552"), pack_code("20553")]), ROWS)
    diagnosis, other = chance.choice(diagnoses, ROWS), chance.choice(diagnoses, ROWS)
    day = chance.integers(day_number(date(2015, 1, 1)), day_number(date(2027, 1, 1)), ROWS).astype(np.int32)
    million = {
        "floor: binary search": lambda: np.searchsorted(diagnoses, diagnosis),
        "pairs": lambda: tables.pairs.lookup(code1, code2, day),
        "pairs with 20552/20553": lambda: tables.pairs.lookup(tpi, code2, day),
        "units": lambda: tables.units.lookup(code1, day),
        "diagnoses": lambda: tables.diagnoses.lookup(diagnosis, day),
        "diagnoses that conflict": lambda: tables.excludes.lookup(diagnosis, other, day),
        "codes": lambda: tables.codes.lookup(code1, day),
        "fee rows": lambda: tables.fees.find(code1, day),
    }
    for name, work in million.items():
        print(f"{name:<24}{best(work) * 1e3:6.0f} ms a million")
    when = date(2025, 3, 2)
    single = {
        "pair": lambda: tables.pairs.pair("20552", "20553", when),
        "unit limit": lambda: tables.units.limit("20552", when),
        "diagnosis": lambda: tables.diagnoses.on("M79.18", when),
        "excludes": lambda: tables.excludes.state("M79.18", "M62.838", when),
        "code": lambda: tables.codes.on("J2003", when),
        "fee row": lambda: tables.fees.on("20552", when),
        "drug": lambda: tables.drugs.codes_for("lidocaine", when),
        "ZIP code": lambda: tables.zips.place("45202"),
    }
    for name, work in single.items():
        print(f"one {name:<20}{best(lambda work=work: [work() for _ in range(1000)]) * 1e3:6.1f} us")  # type: ignore[misc]


if __name__ == "__main__":
    main()
