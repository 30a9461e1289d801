"""Over two thousand charts of as many clinics, written while the reader was: each must come to the answer of its label.

What is still read otherwise stands in `charts/known_misses.toml` with what the reader makes of it, so that a chart that
begins to be read right leaves the list, and no other joins it unseen; `python -m notes.chart_labels --write` renews it.
"""

from __future__ import annotations

from typing import Any

import pytest

from notes.chart_labels import answer, charts, known_misses, label

CHARTS = charts()
MISSES = known_misses()

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("chart", CHARTS, ids=[chart["name"] for chart in CHARTS])
def test_a_chart_is_read_as_its_label_says_or_as_its_known_miss(chart: dict[str, Any]) -> None:
    assert answer(chart) == MISSES.get(chart["name"], label(chart))


def test_no_known_miss_is_what_the_label_says() -> None:
    labels = {chart["name"]: label(chart) for chart in CHARTS}
    assert [name for name, made in MISSES.items() if labels[name] == made] == []
