"""`python -m notes.chart_labels`: the charts that are read otherwise than their label says.

A chart gives its status (`coded`, `query`, `no`: no trigger point injection), and where it is coded its code and, in
most, the muscles with their sides. With `--write` the list of known misses is written anew: look at what joins it.

A label speaks of the trigger point injection alone. So a chart labelled `no` is read right where the reader finds no
such injection and asks of another service, whose code its words leave open (a toxin without its nerve, a block).
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from tautband.coding import code
from tautband.notes import read
from tautband.shipped import shipped_rulebook

FOLDER = Path(__file__).parent / "charts"
KNOWN = FOLDER / "known_misses.toml"
TRIGGER_POINT_CODES = ("20552", "20553")


def charts() -> list[dict[str, Any]]:
    """All charts, in order."""
    paths = sorted(FOLDER.glob("charts_*.toml"))
    return [chart for path in paths for chart in tomllib.loads(path.read_text(encoding="utf-8"))["chart"]]


def known_misses() -> dict[str, str]:
    """What is made of each chart that is known to be read otherwise, by its name."""
    return dict(tomllib.loads(KNOWN.read_text(encoding="utf-8"))["misses"])


def answer(chart: dict[str, Any]) -> str:
    """What the reader makes of a chart: its status, its code, and the muscles where the chart's label names them."""
    encounter = read(chart["text"])
    coding = code(encounter, shipped_rulebook())
    codes = [line.code for line in coding.lines if line.code in TRIGGER_POINT_CODES]
    if coding.status == "query":
        elsewhere = encounter.procedure_performed is False and not codes
        return "no" if elsewhere and chart["status"] == "no" else "query"
    if coding.status != "coded" or not codes:
        return "no"
    done = sorted({f"{i.muscle} {i.side}" for i in encounter.injections if i.status == "performed"})
    return f"coded {codes[0]}" + (f": {', '.join(done)}" if "muscles" in chart else "")


def label(chart: dict[str, Any]) -> str:
    """The label of a chart in the same words."""
    if chart["status"] != "coded":
        return str(chart["status"])
    return f"coded {chart['code']}" + (f": {', '.join(sorted(chart['muscles']))}" if "muscles" in chart else "")


def main() -> None:
    """Print the charts read otherwise, and write the list where that is asked for."""
    lines = ["# Charts read otherwise than their label says: what is made of each, and the label.", "[misses]"]
    every = charts()
    for chart in every:
        made, wanted = answer(chart), label(chart)
        if made != wanted:
            lines.append(f"{json.dumps(chart['name'], ensure_ascii=False)} = {json.dumps(made)}  # {wanted}")
    print(*lines[2:], f"{len(lines) - 2} of {len(every)} charts", sep="\n")
    if "--write" in sys.argv:
        KNOWN.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
