"""Every day of every Medicare contractor is answered for: by a revision in force, or by a stated gap, never by both."""

from __future__ import annotations

import csv
import gzip
import tomllib
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from policies.trees import SHIPPED
from tautband.rulebook.packed import day_date, day_number
from tautband.rulebook.tables import Tables
from tautband.shipped import shipped_rulebook

FIRST, LAST = date(2015, 1, 1), date(2027, 12, 31)
DAY = timedelta(days=1)
QUARTER_DAYS = [date(year, month, 1) for year in range(2015, 2028) for month in (1, 4, 7, 10)]


def zip_of_each_contractor() -> dict[str, str]:
    """A ZIP code that lies in one contractor's area alone, by its number."""
    found: dict[str, str] = {}
    with gzip.open(SHIPPED.parent / "tables" / "zip_locality.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["needs_zip9"] != "1":
                found.setdefault(row["mac"], row["zip5"])
    return found


def test_every_contractor_has_a_zip_code() -> None:
    assert sorted(zip_of_each_contractor()) == sorted(mac.mac for mac in Tables.open().jurisdictions.all())


def test_on_every_day_a_contractor_has_a_policy_in_force_or_a_stated_gap() -> None:
    rulebook = shipped_rulebook()
    neither_or_both = []
    for mac, zip_code in zip_of_each_contractor().items():
        scope = rulebook.scope("medicare", None, zip_code)
        starts = [day for day in scope.starts.tolist() if day <= day_number(LAST)]
        for start, cell in zip(starts, scope.cells, strict=False):
            end = next((s for s in starts if s > start), day_number(LAST) + 1)
            if end > day_number(FIRST) and cell.covered == bool(cell.gap):
                neither_or_both.append((mac, day_date(max(start, day_number(FIRST))), cell.covered, cell.gap))
    assert neither_or_both == []


def test_quarter_days_find_the_cell_of_the_day() -> None:
    rulebook = shipped_rulebook()
    scope = rulebook.scope("medicare", "OH")
    assert [scope.cell(day_number(day)).covered for day in QUARTER_DAYS] == [
        day >= date(2024, 4, 1) for day in QUARTER_DAYS
    ]
    assert bool(np.all(np.diff(scope.starts.astype(np.int64)) > 0))


def test_adoptions_and_gaps_meet_without_a_hole_or_an_overlap() -> None:
    """Read from the files alone: what a contractor adopted begins the day after its gap ends."""
    stretches: dict[str, list[tuple[date, date]]] = {}
    for gap in tomllib.loads((SHIPPED / "gaps.toml").read_text(encoding="utf-8"))["gap"]:
        if gap["payer"] == "medicare":
            for mac in gap.get("macs") or zip_of_each_contractor():
                stretches.setdefault(mac, []).append((gap["first"], gap.get("last", LAST)))
    for path in sorted(SHIPPED.glob("medicare/*/*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        for adopted in tables.get("adopted", ()) if tables.get("complete", True) else ():
            for mac in adopted["macs"]:
                stretches.setdefault(mac, []).append((adopted["from"], LAST))
    assert sorted(stretches) == sorted(zip_of_each_contractor())
    for mac, held in stretches.items():
        held.sort()
        assert (mac, held[-1][1]) == (mac, LAST)
        assert [(mac, after[0]) for _, after in pairwise(held)] == [
            (mac, before[1] + DAY) for before, _ in pairwise(held)
        ]
