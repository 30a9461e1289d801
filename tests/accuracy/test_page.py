"""The accuracy page says what the program measures, and never rewrites a first run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_page_is_what_the_program_measures_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    sys.modules.pop("tests", None)
    from tests.corpus.page import PAGE, page

    assert PAGE.read_text() == page(), "write it anew: python -m tests.corpus.page"
