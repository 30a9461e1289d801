"""A denied claim whose letter is ready, and the letters made of it after something was changed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from tautband.cli.inputs import read_json, read_text
from tautband.cli.records import record
from tautband.letters.letter import Letter, letter_of
from tautband.letters.matter import Matter, matter_of
from tautband.model.case import Case
from tautband.model.denial import Denial
from tautband.remits import desk_of
from tautband.shipped import shipped_rulebook

GOLDEN = Path(__file__).parents[1] / "golden" / "letters"
READY = "medicare-repeat-session"


@cache
def case_of(name: str = READY) -> Case:
    """A golden case with the text of its note inside, to be read anew."""
    folder = GOLDEN / name
    case = record(Case, read_json(str(folder / "case.json")), name)
    note = read_text(str(folder / "note.txt"))
    return case.model_copy(update={"note": note, "note_file": None, "encounter": None})


def note_of(case: Case) -> str:
    assert case.note is not None
    return case.note


@cache
def denials_of(name: str = READY) -> tuple[Denial, ...]:
    case = case_of(name)
    matter = matter_of(case, note_of(case), (), shipped_rulebook())
    day = case.remittances[-1].paid_on
    assert day
    desk, remittances = desk_of(case, shipped_rulebook(), day, encounter=matter.encounter)
    return desk.work_list(remittances).denials


def matter(name: str = READY, **changed: Any) -> Matter:
    """The matter of a golden case, with fields of the case changed."""
    case = case_of(name).model_copy(update=changed)
    return matter_of(case, case.note, denials_of(name), shipped_rulebook())


def letter(name: str = READY, **changed: Any) -> Letter:
    return letter_of(matter(name, **changed))
