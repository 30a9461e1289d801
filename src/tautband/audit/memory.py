"""How much memory this process and those it started held at most."""

from __future__ import annotations

import resource
import sys
import threading
from pathlib import Path
from types import TracebackType

_PAGE = resource.getpagesize()
_EVERY = 0.05


class PeakMemory:
    """Watches the resident memory of the process tree while a block runs: `peak` is its highest sum, in bytes.

    Pages that two processes share count twice. Where the system does not tell (no /proc), the largest process is
    counted once for this process and once for the largest child.
    """

    def __init__(self) -> None:
        self.peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        if not Path("/proc/self/statm").exists():
            unit = 1 if sys.platform == "darwin" else 1024
            sizes = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
            self.peak = sum(sizes) * unit

    def _watch(self) -> None:
        while not self._over.wait(_EVERY):
            self.peak = max(self.peak, tree_memory())


def tree_memory() -> int:
    """The resident memory of this process and its descendants now, in bytes; 0 where the system does not tell."""
    waiting, total = [Path("/proc/self")], 0
    while waiting:
        process = waiting.pop()
        try:
            total += int((process / "statm").read_text().split()[1]) * _PAGE
            for task in (process / "task").iterdir():
                waiting += [Path("/proc") / child for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return total
