"""The accuracy page says what the program measures, and never rewrites a first run."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_page_is_what_the_program_measures_today() -> None:
    from corpus.page import PAGE, page

    assert PAGE.read_text() == page(), "write it anew: PYTHONPATH=tests python tests/corpus/page.py"
