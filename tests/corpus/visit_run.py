"""How labelled visits are judged: `python -m tests.corpus.visit_run visits_2`; `--write` keeps the first run."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ANSWERS = ("supported", "contested", "not_supported")


def judged(visits: Path) -> list[dict[str, Any]]:
    """Each labelled visit with the answer the program gives and the visit code it bills.

    The day and the place come from the desk, as the payer does: many notes tell neither, and no level stands without.
    """
    from tautband.pipeline import code

    found = []
    for line in (visits / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        text = (visits / entry["file"]).read_text(encoding="utf-8")
        day, place = date.fromisoformat(entry["date_of_service"]), entry["place_of_service"]
        read = code(text, payer=entry["payer"], state=entry["state"], date_of_service=day, place_of_service=place)
        visit = read.coding.visit
        answer, billed = (visit.answer, visit.code) if visit else ("not_supported", None)
        found.append({"id": entry["id"], "gold": entry["gold"], "answer": answer, "code": billed})
    return found


def figures(found: list[dict[str, Any]]) -> dict[str, float]:
    """Precision and recall of `supported`, all answers right, and levels right where a visit is rightly supported."""
    pairs = Counter((entry["gold"]["visit"], entry["answer"]) for entry in found)
    said = sum(count for (_, answer), count in pairs.items() if answer == "supported")
    held = sum(count for (gold, _), count in pairs.items() if gold == "supported")
    right = pairs["supported", "supported"]
    levels = [e for e in found if e["gold"]["visit"] == e["answer"] == "supported" and e["code"]]
    return {
        "notes": len(found),
        "supported_precision": round(right / said, 3) if said else 0.0,
        "supported_recall": round(right / held, 3) if held else 0.0,
        "answers_right": sum(pairs[answer, answer] for answer in ANSWERS),
        "levels_right": sum(e["code"] == e["gold"]["level_code"] for e in levels),
        "levels_of": len(levels),
        "levels_above": sum(e["code"] > (e["gold"]["level_code"] or "") for e in levels),
    }


def main() -> None:
    """Print the figures and what differs; with `--write`, write them down once."""
    visits = HERE / sys.argv[1]
    first_run = visits / "first_run.toml"
    found = judged(visits)
    told = figures(found)
    print(*(f"{name} = {value}" for name, value in told.items()), sep="\n")
    if "--write" in sys.argv:
        if first_run.exists():
            raise SystemExit("the first run is written down already")
        first_run.write_text("".join(f"{name} = {value}\n" for name, value in told.items()))
    for entry in found:
        gold = entry["gold"]
        if (gold["visit"], gold["level_code"]) != (entry["answer"], entry["code"]):
            print(entry["id"], gold["visit"], gold["level_code"], "is", entry["answer"], entry["code"])


if __name__ == "__main__":
    main()
