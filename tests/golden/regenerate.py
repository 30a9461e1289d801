"""Write what the program answers today for every golden encounter: `python -m tests.golden.regenerate`.

Each folder holds `about.txt` (what the case shows), `encounter.json` (its facts) or `note.txt` (its words, invented),
and `expected.json` (the coding); those of `letters/` hold a denied claim and its letter. Read the difference before
committing it: the expected files are checked by hand.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from golden.letters import write_letters
from tautband import pipeline
from tautband.model.encounter import Encounter

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/about.txt"))


def answer_of(case: Path) -> pipeline.Answer:
    note = case / "note.txt"
    if note.exists():
        return pipeline.code(note.read_text(encoding="utf-8"))
    return pipeline.code(Encounter.model_validate_json((case / "encounter.json").read_bytes()))


def coding_of(case: Path) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(answer_of(case).coding.model_dump_json(exclude_defaults=True))
    return shown


def text_of(coding: dict[str, Any]) -> str:
    return json.dumps(coding, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    for case in CASES:
        (case / "expected.json").write_text(text_of(coding_of(case)), encoding="utf-8")
    write_letters()


if __name__ == "__main__":
    main()
