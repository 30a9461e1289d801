"""The letters of the golden cases: each folder of `letters/` holds a case, its note, and what the program writes of it.

`letter.txt` is the letter as plain text, absent where none is written; `told.txt` what the command says besides.
"""

from __future__ import annotations

from pathlib import Path

from tautband.cli.appealing import Asked, Made, make

FOLDER = Path(__file__).parent / "letters"
LETTERS = sorted(path.parent for path in FOLDER.glob("*/about.txt"))
WRITTEN_ON = "2026-05-04"


def made_of(case: Path) -> Made:
    return make(Asked(case / "case.json", text=True, on=WRITTEN_ON))


def told(made: Made) -> str:
    ready = "not written" if made.data is None else "NOT READY" if made.gaps else "ready"
    parts = (("gap", made.gaps), ("check", made.checks), ("no appeal", made.refused))
    return "".join(f"{line}\n" for line in [ready, *(f"{name}: {each}" for name, some in parts for each in some)])


def files_of(case: Path) -> dict[str, str | None]:
    made = made_of(case)
    return {"letter.txt": None if made.data is None else made.data.decode(), "told.txt": told(made)}


def write_letters() -> None:
    for case in LETTERS:
        for name, text in files_of(case).items():
            if text is None:
                (case / name).unlink(missing_ok=True)
            else:
                (case / name).write_text(text, encoding="utf-8")
