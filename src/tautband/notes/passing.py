"""Muscles of a procedure's part that were not injected: named in passing, or needled without fluid."""

from __future__ import annotations

from tautband.notes.aims import Aim, Procedure
from tautband.notes.modes import followed_by_count
from tautband.notes.page import Page
from tautband.notes.roles import YES, answer
from tautband.notes.under_way import NEEDLES_ALONE


def in_passing(page: Page, procedure: Procedure) -> None:
    """Take back muscles that running words name after the list, with no needle, count or dose: "a bruise at ..."."""
    firm = [a for a in procedure.aims if a.mode in ("narrated", "listed") and any(t.role == "" for t in a.targets)]
    first = next((a.sentence.number for a in firm if not weak(page, a)), None)
    if first is None and any(a.mode == "narrated" and a.dose for a in procedure.aims) and procedure.palpated:
        first = procedure.palpated[0].sentence.number  # those palpated were dosed together
    if first is None:
        return
    gone: set[int] = set()
    for aim in firm:
        if aim.sentence.number > first and weak(page, aim):
            gone |= {id(t) for t in aim.targets}
            aim.mode = ""
    if gone:
        procedure.body = [t for t in procedure.body if id(t) not in gone]


FEW_WORDS = 3
ROW_HEAD = 2


def weak(page: Page, aim: Aim) -> bool:
    """Whether a sentence of the procedure only speaks of its muscles: no deed, dose, count, row or item, and words."""
    sentence = aim.sentence
    if aim.acts or aim.dose or aim.services or sentence.item or sentence.line in page.sides:
        return False
    kinds = sentence.kinds
    if {"point", "each", "mirror"} & kinds.keys() or sentence.line in page.cells or followed_by_count(page, aim):
        return False
    if any(t.side_points or answer(page, sentence, t) in YES for t in aim.targets):
        return False
    first = min((t.first for t in aim.targets), default=sentence.last)
    if sentence.first in page.line_starts and first - sentence.first <= ROW_HEAD and page.numbers_in(sentence):
        return False  # a row of the list: "R temporalis (ant)  .25 carpule, same"
    known = {
        at for m in sentence.things if m.kind in ("muscle", "short_muscle", "side") for at in range(m.first, m.last)
    }
    spoken = [
        at
        for at in range(sentence.first, sentence.last)
        if at not in known and page.tokens.words[at].isalpha() and page.tokens.words[at] not in ("and", "the", "muscle")
    ]
    return len(spoken) >= FEW_WORDS


def only_needled(procedure: Procedure) -> None:
    """Take back muscles named without count or dose that the note says were needled without fluid."""
    dry = {
        (t.name, side)
        for aim in procedure.aims
        if aim.service in NEEDLES_ALONE and aim.stance in ("performed", "bare") and aim.sentence.has("no_fluid")
        for t in aim.targets
        if t.role in ("", "quiet")
        for side in t.sides
    }
    if not dry:
        return
    gone = {
        id(t)
        for aim in procedure.aims
        if aim.mode in ("listed", "title") and not aim.acts and not aim.dose
        for t in aim.targets
        if t.points is None and not t.side_points and t.sides and all((t.name, side) in dry for side in t.sides)
    }
    procedure.body = [t for t in procedure.body if id(t) not in gone]
    procedure.title = [t for t in procedure.title if id(t) not in gone]
