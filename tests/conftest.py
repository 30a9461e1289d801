"""What holds for every test."""

from __future__ import annotations

import gc
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "every run alike", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("every run alike")
"""The same examples in every run, so that a red run is the change's doing; `make soak` draws new ones. How long an
example took says more of what else the machine was doing than of the program.
"""

os.environ["TAUTBAND_DATA"] = str(Path(__file__).parent / "nothing-was-loaded")
"""The official files a developer has loaded on this machine change no answer."""


FROZEN_RUNS = 25
"""Runs of the command line after which what they left is looked through and given back."""
_runs = itertools.count(1)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the collector, which walked it often, passes it by."""
    _pass_by()


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    """Give back the collector that the command line turns off for its one answer; it freezes what is there, too."""
    yield
    if not gc.isenabled():
        gc.enable()
        if next(_runs) % FROZEN_RUNS == 0:
            gc.unfreeze()
            _pass_by()


def _pass_by() -> None:
    gc.collect()
    gc.freeze()
