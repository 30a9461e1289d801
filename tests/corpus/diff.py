"""What a change does to the labelled notes: `python tests/corpus/diff.py [COMMIT]`, or `make corpus-diff`.

Reads every note of `tests/corpus` twice, with the program as it stands and as it stood at a commit (the last one unless
another is named), and shows the notes whose outcome differs: code, status, muscles. Labels play no part, so that a
batch nobody has opened stays closed: only batches with a first run are read.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
Outcome = dict[str, Any]
FIELDS = ("code", "status", "muscles", "other codes")
READER = """
import json, sys
from datetime import date
from tautband.pipeline import code
TPI = ("20552", "20553")
for line in sys.stdin:
    n = json.loads(line)
    day = date.fromisoformat(n["day"]) if n["day"] else None
    text = open(n["file"], encoding="utf-8", errors="replace").read()
    answer = code(text, payer=n["payer"], state=n["state"], date_of_service=day, place_of_service=n["place"])
    lines = [line.code for line in answer.coding.lines]
    done = [i for i in answer.encounter.injections if i.status == "performed"]
    print(json.dumps({"note": n["note"],
        "code": next((c for c in lines if c in TPI), "none"),
        "status": answer.coding.status,
        "muscles": sorted(f"{i.side} {i.muscle}" + (f" x{i.trigger_points}" if i.trigger_points else "") for i in done),
        "other codes": sorted(c for c in lines if c not in TPI)}))
"""


def opened() -> list[str]:
    """The folders whose notes may be looked at: the development set, and the batches that had their first run."""
    runs = tomllib.loads((HERE / "first_runs.toml").read_text(encoding="utf-8"))["first_run"]
    return ["development", *sorted(entry["batch"] for entry in runs)]


def notes(folders: list[str]) -> list[dict[str, Any]]:
    """What the reader must be told of each note: its file and what its registration says."""
    found = []
    for folder in folders:
        for line in (HERE / folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            found.append({
                "note": f"{folder} {label['id']}", "file": str(HERE / folder / label["file"]),
                "day": label.get("date_of_service"), "payer": label.get("payer"), "state": label.get("state"),
                "place": label.get("place_of_service"),
            })  # fmt: skip
    return found


def outcomes(source: Path, asked: list[dict[str, Any]]) -> dict[str, Outcome]:
    """What the program under `source` makes of each note, by note. It runs in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", READER],
        input="".join(json.dumps(note) + "\n" for note in asked),
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise RuntimeError(f"the program under {source} does not run:\n{run.stderr[-2000:]}")
    return {outcome["note"]: outcome for outcome in map(json.loads, run.stdout.splitlines())}


def changed(before: dict[str, Outcome], now: dict[str, Outcome]) -> list[tuple[str, str, str, str]]:
    """Note, field, before and now, for every field that differs, in the order of the notes."""
    rows = []
    for note, outcome in now.items():
        for field in FIELDS:
            was, is_now = (shown(o[field]) for o in (before[note], outcome))
            if was != is_now:
                rows.append((note, field, was, is_now))
    return rows


def shown(value: str | list[str]) -> str:
    """A value as a cell."""
    return value if isinstance(value, str) else ", ".join(value) or "none"


def table(rows: list[tuple[str, str, str, str]], of: int) -> str:
    """The differences for a terminal: a line a note and field, before and after; at last the sum."""
    lines = []
    last = ""
    for note, field, was, is_now in rows:
        lines.append(f"{note if note != last else '':24}  {field:12}  {was}\n{'':38}  -> {is_now}")
        last = note
    touched = len({row[0] for row in rows})
    return "\n".join([*lines, f"{touched} of {of} notes change their outcome."])


def at_commit(commit: str, into: Path) -> Path:
    """The source as it stood at a commit, laid out under `into`. ValueError for a commit that git does not know."""
    made = subprocess.run(["git", "archive", commit, "src"], cwd=ROOT, capture_output=True, check=False)
    if made.returncode:
        raise ValueError(f"git has no commit {commit!r} with a src folder")
    with tarfile.open(fileobj=io.BytesIO(made.stdout)) as archive:
        archive.extractall(into, filter="data")
    return into / "src"


def main(commit: str) -> str:
    """The table of what differs between the program as it stands and a commit."""
    asked = notes(opened())
    with tempfile.TemporaryDirectory() as place:
        before = outcomes(at_commit(commit, Path(place)), asked)
    return table(changed(before, outcomes(ROOT / "src", asked)), len(asked))


if __name__ == "__main__":
    print(main(sys.argv[1] if len(sys.argv) > 1 else "HEAD"))
