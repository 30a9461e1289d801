"""Where the time of an audit goes, stage by stage."""

from __future__ import annotations

import time
from collections import defaultdict


class Clock:
    """Wall seconds by stage. Each lap gives the time since the last one, or since the start, to the stage it names."""

    def __init__(self) -> None:
        self.begun = self._last = time.perf_counter()
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def lap(self, stage: str) -> None:
        """The stage that just ended."""
        now = time.perf_counter()
        self.seconds[stage] += now - self._last
        self._last = now
