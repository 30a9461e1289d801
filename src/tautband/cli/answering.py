"""One note or many: read each, ask the pipeline, print the answers, and give back the worst exit code."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tautband.cli.exits import UNREADABLE, exit_code, worst
from tautband.cli.inputs import NOTE_LIMIT, STDIN, note_files, read_text
from tautband.cli.records import read_encounter
from tautband.cli.screen import console, print_document, print_line, with_progress
from tautband.model.encounter import Encounter
from tautband.model.errors import InputError
from tautband.pipeline import Answer

Ask = Callable[[str | Encounter], Answer]


def answer_notes(
    given: Sequence[str], ask: Ask, *, as_json: bool, remedies: bool | None = None, everything: bool = False
) -> int:
    """Answer every note given. A note that cannot be read is reported and the others are answered all the same.

    `remedies` None: they are tried out for the JSON of a single note. `everything`: nothing is folded on the page.
    """
    files, several = note_files(given)
    tried = as_json and not several if remedies is None else remedies
    if several:
        gc.enable()  # the door turns it off for verbs that answer once
    codes = []
    for name in with_progress(files, "notes"):
        try:
            answer = answer_note(name, ask)
        except InputError as error:
            if not several:
                raise
            codes.append(UNREADABLE)
            sys.stderr.write(f"tautband: {error}\n")
            if as_json:
                fault = {"where": error.where, "what": error.what, "do": error.do}
                print_line({"schema": 1, "file": name, "error": fault})
            continue
        codes.append(exit_code(answer.outcome, answer.coding))
        answer, shown = _advised(answer, tried)
        if as_json and several:
            print_line({"schema": 1, "file": name, **shown()})
        elif as_json:
            print_document(shown())
        else:
            _print(answer, name, several, everything)
    return worst(codes)


def _advised(answer: Answer, tried: bool) -> tuple[Answer, Callable[[], dict[str, Any]]]:
    """The answer and its document, with remedies tried out where they were asked for and there is a claim."""
    if not tried or answer.claim is None or answer.checked is None:
        return answer, answer.document
    from tautband.cli.remedying import told, with_remedies

    checked, found = with_remedies(answer.claim, answer.checked, answer.rulebook)
    advised = replace(answer, checked=checked)
    return advised, lambda: told(advised.document(), found)


def answer_note(name: str, ask: Ask) -> Answer:
    """The answer to one file: an encounter where its name ends in .json, otherwise the text of a note."""
    is_encounter = name != STDIN and Path(name).suffix.lower() == ".json"
    note = read_encounter(name) if is_encounter else read_text(name, NOTE_LIMIT)
    try:
        return ask(note)
    except InputError as error:
        raise type(error)(f"{name}: {error.where}", error.what, error.do) from error


def _print(answer: Answer, name: str, several: bool, everything: bool) -> None:
    from tautband.cli.show.answer import print_answer, print_summary

    title = "standard input" if name == STDIN else name
    if several and not everything:
        print_summary(console(), answer, title)
    else:
        print_answer(console(), answer, title, everything=everything)
