"""Write what the program answers today for every golden encounter: `python -m tests.golden.regenerate`.

Each folder holds `about.txt` (what the case shows), `encounter.json` (its facts) and `expected.json` (the coding). Read
the difference before committing it: the expected files are checked by hand.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tautband.coding import code
from tautband.model.encounter import Encounter
from tautband.shipped import shipped_rulebook

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/encounter.json"))


def encounter_of(case: Path) -> Encounter:
    return Encounter.model_validate_json((case / "encounter.json").read_bytes())


def coding_of(case: Path) -> dict[str, Any]:
    coding = code(encounter_of(case), shipped_rulebook())
    shown: dict[str, Any] = json.loads(coding.model_dump_json(exclude_defaults=True))
    return shown


def text_of(coding: dict[str, Any]) -> str:
    return json.dumps(coding, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    for case in CASES:
        (case / "expected.json").write_text(text_of(coding_of(case)), encoding="utf-8")


if __name__ == "__main__":
    main()
