"""The lines that figures are measured on: the same for the same seed, in the mix that the targets name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.generate import generate, one_file


def test_lines_have_the_mix_of_the_targets() -> None:
    table = one_file(20_000, np.random.default_rng(1), (0, 1_800), 0)
    share = pc.sum(pc.is_in(table["code"], value_set=pc.cast(["20552", "20553"], "string"))).as_py() / table.num_rows
    assert 0.05 < share < 0.07
    assert len(table["state"].unique()) == 14
    assert len(table["code"].unique()) > 1_000
    assert table.num_rows == 20_000


def test_the_same_seed_gives_the_same_lines(tmp_path: Path) -> None:
    first, again = (generate(1_000, 7, tmp_path / name) for name in ("a", "b"))
    assert pq.read_table(first) == pq.read_table(again)
    assert pq.read_table(first) != pq.read_table(generate(1_000, 8, tmp_path / "c"))
