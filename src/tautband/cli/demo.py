"""The verb `demo`: the main job on a note that ships with the program."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

NOTE = Path(__file__).parent / "demo_note.txt"


def demo() -> None:
    """Code a shipped note and say what to try next."""
    from tautband.cli.arguments import today
    from tautband.cli.inputs import read_text
    from tautband.cli.screen import console
    from tautband.cli.show.answer import print_answer
    from tautband.cli.show.note import print_note
    from tautband.pipeline import code

    note = read_text(str(NOTE))
    answer = code(note, today=today())
    page = console()
    print_note(page, note, answer.encounter)
    print_answer(page, answer, "demo note")
    page.print("\nTry next:", style="bold")
    for command, purpose in _TRY:
        page.print(f"  {command.ljust(46)}{purpose}")
    if here := place_of(sys.argv[0]):
        activate = Path(here).with_name("activate")
        page.print(f"\nHere tautband is {here}; `. {activate}` lets this terminal find it as tautband.", markup=False)


def place_of(program: str) -> str | None:
    """Where the program lies, when it was started by a path and the terminal would not find it by its name."""
    started_so = Path(program).name == "tautband" and Path(program).name != program
    return program if started_so and shutil.which("tautband") is None else None


_TRY = (
    ("tautband code YOUR-NOTE.txt --payer medicare", "your own note; nothing leaves this machine"),
    ("tautband code FOLDER --json", "a folder of notes, one JSON document a line"),
    ("tautband explain 20553", "what the rule book knows of a code or an edit"),
    ("tautband policy list", "whose policies are in the rule book, since when"),
)
