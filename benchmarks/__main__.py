"""Run every benchmark, and compare its ratios to peer or floor with those in ratios.toml.

    python -m benchmarks [NAME...] [--write]

Exits 1 where a ratio is more than 35 % above its committed value: absolute figures drift with the machine, ratios
hold. --write records what was measured.
"""

from __future__ import annotations

import importlib
import sys
import tomllib
from pathlib import Path

RATIOS = Path(__file__).with_name("ratios.toml")
ALL = ("start", "note", "scrub", "tables", "audit", "kinds", "x12")
ALLOWED = 1.35


def main(arguments: list[str]) -> int:
    """Run those named, or all."""
    chosen = [name for name in arguments if not name.startswith("-")] or list(ALL)
    committed: dict[str, float] = tomllib.loads(RATIOS.read_text())["ratio"] if RATIOS.exists() else {}
    measured: dict[str, float] = {}
    for name in chosen:
        print(f"\n{name}")
        measured |= importlib.import_module(f"benchmarks.{name}").main() or {}
    lost = {name: ratio for name, ratio in measured.items() if ratio > ALLOWED * committed.get(name, ratio)}
    print()
    for name, ratio in measured.items():
        lost_here = "   LOST" if name in lost else ""
        print(f"{name:<42}{ratio:8.3f}   committed {committed.get(name, float('nan')):8.3f}{lost_here}")
    if "--write" in arguments:
        body = "".join(f'"{name}" = {ratio:.3f}\n' for name, ratio in sorted((committed | measured).items()))
        RATIOS.write_text(f"# Ours over the peer or floor of the same run; lower is better.\n[ratio]\n{body}")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
