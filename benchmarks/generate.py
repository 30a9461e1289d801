"""Synthetic claim lines by the million, the same for the same seed.

    python -m benchmarks.generate --lines 10_000_000 --seed 7 --out bench-data/10M

Visits, trigger points, joints, drugs, therapy, laboratory and surgery over four years, in 14 states, for Medicare and
other payers; six lines in a hundred are trigger point injections. Lines are shuffled. Each file holds patients of its
own; with --mixed every file holds lines of all patients.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tautband.edits.text_hash import mix
from tautband.rulebook.tables.source import rows

FILE = 625_000
LINES_PER_PATIENT = 11
STATES = ("OH", "KY", "CA", "NV", "AZ", "WA", "NC", "VA", "NY", "CT", "IL", "TX", "FL", "PA")
PAYERS = (
    ["medicare"] * 9 + ["medicare-advantage"] * 3 + ["aetna", "cigna", "anthem", "bcbs-ma", "uhc", "humana", "tricare"]
    + ["Ohio Medicaid", "Workers compensation", "a plan nobody knows"]
)  # fmt: skip
FIRST_DAY, DAYS = int(np.datetime64("2022-01-01").astype(int)), 1460
COMMON_DX = (
    "M79.18",
    "M79.18",
    "M79.18",
    "M79.12",
    "M79.10",
    "M54.2",
    "M54.50",
    "M62.838",
    "G44.209",
    "M25.511",
    "M54.5",
)

Lines = dict[str, list[NDArray[Any]]]


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=lambda text: int(text.replace("_", "")), default=1_000_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--mixed", action="store_true", help="every file holds lines of all patients")
    asked = parser.parse_args()
    generate(asked.lines, asked.seed, asked.out, asked.mixed)


def generate(lines: int, seed: int, out: Path, mixed: bool = False) -> Path:
    """Write about `lines` claim lines under `out` unless they are there; the folder appears whole."""
    if out.is_dir():
        return out
    scratch = out.with_name(f".{out.name}")
    scratch.mkdir(parents=True, exist_ok=True)
    files = max(1, math.ceil(lines / FILE))
    patients = max(1, lines // LINES_PER_PATIENT)
    for number in range(files):
        pool = (0, patients) if mixed else (patients * number // files, patients * (number + 1) // files)
        table = one_file(lines // files, np.random.default_rng([seed, number]), pool, number)
        pq.write_table(table, scratch / f"lines-{number:03d}.parquet", row_group_size=250_000)
    scratch.rename(out)
    return out


def one_file(lines: int, rng: np.random.Generator, pool: tuple[int, int], number: int) -> Any:
    """The lines of one file; its patients come from `pool`."""
    visits = int(lines / 1.55)
    low, high = pool
    patient = low + np.minimum((rng.random(visits) ** 1.3 * (high - low)).astype(np.int64), high - low - 1)
    day = FIRST_DAY + rng.integers(0, DAYS, visits)
    kind = rng.choice(6, visits, p=[0.495, 0.097, 0.07, 0.13, 0.19, 0.018])
    parts = [_office(rng, kind == 0), _trigger_points(rng, kind == 1), _joints(rng, kind == 2)]
    parts += [_therapy(rng, kind == 3), _laboratory(rng, kind == 4), _surgery(rng, kind == 5)]
    visit, code, modifier, second, units = (np.concatenate([part[i] for part in parts]) for i in range(5))
    order = np.argsort(visit, kind="stable")
    first = np.searchsorted(visit[order], visit[order])
    line = np.empty(len(visit), np.int32)
    line[order] = np.arange(len(visit)) - first + 1
    shuffled = rng.permutation(len(visit))[:lines]
    visit, code, modifier, second, units, line = (c[shuffled] for c in (visit, code, modifier, second, units, line))
    return _table(rng, number, patient[visit], day[visit], visit, line, code, modifier, second, units)


def _table(
    rng: np.random.Generator, number: int, patient: Any, day: Any, visit: Any, line: Any, code: Any, modifier: Any,
    second: Any, units: Any,
) -> Any:  # fmt: skip
    n = len(patient)
    trait = mix(patient.astype(np.uint64) + np.uint64(11))
    state = (trait % np.uint64(len(STATES))).astype(np.int32)
    clinician = state * 900 + (mix(trait + (visit % 3).astype(np.uint64)) % np.uint64(900)).astype(np.int32)
    payer = (mix(trait + np.uint64(5)) % np.uint64(len(PAYERS))).astype(np.int32)
    place = (mix(visit.astype(np.uint64) + np.uint64(number)) % np.uint64(12)).astype(np.int32)
    diagnoses = _diagnosis_codes()
    dx = np.where(
        rng.random((4, n)) < 0.55, rng.integers(0, len(COMMON_DX), (4, n)), rng.integers(0, len(diagnoses), (4, n))
    )
    dx[np.array([[0.0], [0.45], [0.75], [0.9]]) > rng.random((4, n))] = -1
    npis = [f"{1_000_000_000 + i * 7919 % 999_999_937}" for i in range(len(STATES) * 900)]
    return pa.table(
        {
            "claim_id": _ids(f"CLM{number:03d}", visit),
            "line_number": line,
            "patient_id": _ids("PT", patient),
            "rendering_npi": _text(clinician, npis),
            "billing_npi": _text(clinician // 6, npis),
            "payer": _text(payer, PAYERS),
            "state": _text(state, STATES),
            "date_of_service": pa.array(day.astype(np.int32), pa.date32()),
            "place_of_service": _text(place, ("11",) * 10 + ("22", "24")),
            "code": _text(*_distinct(code)),
            "modifier_1": _text(*_distinct(modifier)),
            "modifier_2": _text(*_distinct(second)),
            "modifier_3": pa.nulls(n, pa.string()),
            "modifier_4": pa.nulls(n, pa.string()),
            "units": units.astype(np.float64),
            "charge": np.round(rng.gamma(2.0, 60.0, n), 2),
            **{f"diagnosis_{i + 1}": _text(dx[i], diagnoses) for i in range(4)},
        }
    )


def _diagnosis_codes() -> list[str]:
    listed = [row["code"] for row in rows("icd10cm") if row["billable"] == "1" and not row["valid_to"]]
    return [*COMMON_DX, *listed[::6]]


def _ids(prefix: str, number: Any) -> Any:
    present, at = np.unique(number, return_inverse=True)
    return pa.array([f"{prefix}{i:09d}" for i in present.tolist()]).take(pa.array(at))


def _text(at: Any, words: Any) -> Any:
    indices = pa.array(np.asarray(at, np.int32), mask=np.asarray(at) < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(words))).dictionary_decode()


def _distinct(texts: Any) -> tuple[Any, list[str]]:
    present, at = np.unique(texts, return_inverse=True)
    words = [str(text) for text in present]
    return np.where(np.array([not word for word in words])[at], -1, at), words


def _lines(visit: Any, code: Any, modifier: Any = "", second: Any = "", units: Any = 1) -> tuple[Any, ...]:
    n = len(visit)
    texts = [np.broadcast_to(np.asarray(value, "U5"), n) for value in (code, modifier, second)]
    return (visit, *texts, np.broadcast_to(units, n))


def _joined(*parts: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(np.concatenate(columns) for columns in zip(*parts, strict=True))


def _some(rng: np.random.Generator, visit: Any, share: float) -> Any:
    return visit[rng.random(len(visit)) < share]


def _pick(rng: np.random.Generator, n: int, words: Any, p: Any = None) -> Any:
    return rng.choice(np.array(words, "U5"), n, p=p)


def _visit_line(rng: np.random.Generator, visit: Any, with_25: float) -> tuple[Any, ...]:
    codes = ("99213", "99214", "99203", "99204", "99212", "99215")
    code = _pick(rng, len(visit), codes, (0.42, 0.33, 0.09, 0.06, 0.06, 0.04))
    return _lines(visit, code, np.where(rng.random(len(visit)) < with_25, "25", ""))


def _office(rng: np.random.Generator, chosen: Any) -> tuple[Any, ...]:
    visit = np.flatnonzero(chosen)
    wide = _wide_codes()
    extra = _some(rng, visit, 0.4)
    return _joined(_visit_line(rng, visit, 0.1), _lines(extra, _pick(rng, len(extra), wide)))


def _trigger_points(rng: np.random.Generator, chosen: Any) -> tuple[Any, ...]:
    visit = np.flatnonzero(chosen)
    n = len(visit)
    tpi = _lines(
        visit,
        _pick(rng, n, ("20552", "20553"), (0.6, 0.4)),
        _pick(rng, n, ("", "59", "RT", "50", "XS", "GA"), (0.82, 0.06, 0.05, 0.03, 0.03, 0.01)),
        _pick(rng, n, ("", "LT"), (0.97, 0.03)),
        rng.choice(3, n, p=[0.95, 0.04, 0.01]) + 1,
    )
    again = _some(rng, visit, 0.03)
    drug, joint, image, block = (_some(rng, visit, share) for share in (0.35, 0.1, 0.06, 0.05))
    drugs = ("J1100", "J3301", "J1030", "J1010", "J2001", "J0665", "J2003")
    return _joined(
        tpi,
        _lines(again, _pick(rng, len(again), ("20552", "20553")), "59"),
        _visit_line(rng, _some(rng, visit, 0.4), 0.7),
        _lines(
            drug,
            _pick(rng, len(drug), drugs),
            _pick(rng, len(drug), ("", "JZ", "JW")),
            "",
            rng.integers(1, 12, len(drug)),
        ),
        _lines(
            joint, _pick(rng, len(joint), ("20610", "20605", "20611")), _pick(rng, len(joint), ("RT", "LT", "59", ""))
        ),
        _lines(image, "76942"),
        _lines(block, _pick(rng, len(block), ("64405", "64450", "64415", "62323")), _pick(rng, len(block), ("", "59"))),
    )


def _joints(rng: np.random.Generator, chosen: Any) -> tuple[Any, ...]:
    visit = np.flatnonzero(chosen)
    drug = _some(rng, visit, 0.7)
    return _joined(
        _lines(
            visit,
            _pick(rng, len(visit), ("20610", "20611", "20605", "20550")),
            _pick(rng, len(visit), ("RT", "LT", "50")),
        ),
        _lines(drug, "J3301", "", "", rng.integers(1, 9, len(drug))),
        _visit_line(rng, _some(rng, visit, 0.4), 0.8),
    )


def _therapy(rng: np.random.Generator, chosen: Any) -> tuple[Any, ...]:
    visit = np.flatnonzero(chosen)
    second = _some(rng, visit, 0.7)
    needling = _some(rng, visit, 0.05)
    return _joined(
        _lines(
            visit,
            _pick(rng, len(visit), ("97110", "97140", "97530", "97112")),
            "GP",
            "",
            rng.integers(1, 4, len(visit)),
        ),
        _lines(second, "97140", "GP"),
        _lines(needling, _pick(rng, len(needling), ("20560", "20561")), "GP"),
    )


def _laboratory(rng: np.random.Generator, chosen: Any) -> tuple[Any, ...]:
    visit = np.repeat(np.flatnonzero(chosen), rng.integers(1, 4, int(chosen.sum())))
    return _lines(visit, _pick(rng, len(visit), _wide_codes()))


def _surgery(rng: np.random.Generator, chosen: Any) -> tuple[Any, ...]:
    visit = np.flatnonzero(chosen)
    return _lines(visit, _pick(rng, len(visit), ("27447", "29881", "63047", "64635", "23412", "22551")), "RT")


def _wide_codes() -> list[str]:
    """Some two thousand codes of laboratory, imaging, medicine and supply."""
    spans = ((36400, 36600, 7), (70010, 78999, 17), (80047, 89398, 11), (90460, 96999, 13))
    return [f"{code:05d}" for low, high, step in spans for code in range(low, high, step)] + [
        f"J{i:04d}" for i in range(120, 3600, 29)
    ]


if __name__ == "__main__":
    main()
