"""Reports of every specialty without a trigger point injection: none may be read as one."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tautband.notes import read

REPORTS = Path(__file__).parents[3] / "shared" / "corpora" / "mtsamples" / "no_trigger_point_injection.jsonl.gz"


@pytest.mark.slow
@pytest.mark.skipif(not REPORTS.exists(), reason="the reports are not at hand")
def test_no_report_without_a_trigger_point_injection_yields_one() -> None:
    wrong = []
    count = 0
    with gzip.open(REPORTS, "rt", encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            count += 1
            encounter = read(report["text"])
            if encounter.procedure_performed or any(i.status == "performed" for i in encounter.injections):
                wrong.append(report["id"])
    assert count > 1000
    assert wrong == []
