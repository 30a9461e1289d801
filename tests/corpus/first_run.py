"""Writes down the first run of the reader on a batch of notes it has never met: `python tests/corpus/first_run.py 2`.

A batch has one first run. Its labels must be committed before it, and its figures are never changed afterwards; whoever
works on the reader opens the batch only then.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from corpus.page import WHAT

HERE = Path(__file__).parent
FIRST_RUNS = HERE / "first_runs.toml"
F1 = {"muscle and side": "muscle_and_side_f1", "agent": "agent_f1", "documentation": "documentation_f1",
      "drug line": "drug_line_f1", "diagnosis": "diagnosis_f1", "other code": "other_code_f1"}  # fmt: skip


def write_down(batch: str) -> str:
    """Measure the batch once and append its figures; returns the text appended.

    ValueError for a batch already run, and for one that the page of accuracy would have no words for.
    """
    from tautband.cli.evaluating import measured

    done = {entry["batch"] for entry in tomllib.loads(FIRST_RUNS.read_text())["first_run"]}
    if batch in done:
        raise ValueError(f"{batch} had its first run already")
    if batch not in WHAT:
        raise ValueError(f"say in WHAT of tests/corpus/page.py what {batch} holds, and then run it")
    report = measured(HERE / batch / "gold.jsonl").as_json()
    exact = report["exact"]["exact code, codeable notes"]
    figures = {
        "notes": report["notes"],
        "codeable": exact["of"],
        "exact_code": exact["right"],
        "coded_above": len(report["overcoded"]),
        "coded_below": len(report["undercoded"]),
    }
    figures |= {
        name: round(report["fields"][field]["f1"], 3) for field, name in F1.items() if field in report["fields"]
    }
    text = f'\n[[first_run]]\nbatch = "{batch}"\n' + "".join(f"{name} = {value}\n" for name, value in figures.items())
    with FIRST_RUNS.open("a") as file:
        file.write(text)
    return text


if __name__ == "__main__":
    print(write_down(f"batch_{sys.argv[1]}"))
