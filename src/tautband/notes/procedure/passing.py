"""Muscles of a procedure's part that were not injected: named in passing, or needled without fluid."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.muscles.form_answers import answered_yes
from tautband.notes.muscles.part_counts import PART_NAMES
from tautband.notes.procedure.modes import followed_by_count
from tautband.notes.procedure.service_kinds import NEEDLES_ALONE
from tautband.notes.text.page import NONE, Page


def in_passing(page: Page, procedure: Procedure) -> None:
    """Take back muscles that running words name after the list, with no needle, count or dose: "a bruise at ..."."""
    firm = [a for a in procedure.aims if a.mode in ("narrated", "listed") and a.plain]
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


AFTERMATH = {"tolerance", "post_instructions", "followup_plan", "post_pain_score"}


def drop(procedure: Procedure, gone: list[Aim]) -> None:
    """Take the muscles of some sentences off the list."""
    lost = {id(t) for aim in gone for t in aim.targets}
    for aim in gone:
        aim.mode = ""
    if lost:
        procedure.body = [t for t in procedure.body if id(t) not in lost]


def after_the_end(page: Page, procedure: Procedure) -> None:
    """Take back muscles named bare once the procedure was told to its end: "... tolerated. Skipped: L trapezius"."""
    complete = next((a.sentence.number for a in procedure.aims if told_in_full(a)), None)
    if complete is None:
        return
    end = next(
        (s.number for s in page.sentences[complete:] if any(m.value in AFTERMATH for m in s.elements) and not s.past),
        None,
    )
    if end is None:
        return
    gone: list[Aim] = []
    for before, aim in pairwise(procedure.aims):
        sentence = aim.sentence
        if sentence.number <= end or aim.mode not in ("listed", "title") or sentence.section == "addendum":
            continue
        if page.tokens.words[before.sentence.last - 1] == ":" and before.dose:
            break
        if aim.targets and bare(page, aim) and page.tokens.words[sentence.last - 1] != ":":
            gone.append(aim)
    drop(procedure, gone)


def told_in_full(aim: Aim) -> bool:
    """Whether a sentence of the procedure gives muscles with their dose."""
    firm = aim.mode in ("narrated", "listed") and aim.dose and ("unit", "ml") in aim.sentence.meanings
    return firm and bool(aim.plain)


def bare(page: Page, aim: Aim) -> bool:
    """Whether a sentence names its muscles without deed, dose, count or box."""
    sentence = aim.sentence
    if aim.acts or aim.dose or sentence.line in page.sides or sentence.line in page.cells:
        return False
    if "mirror" in sentence.kinds or "each" in sentence.kinds or followed_by_count(page, aim):
        return False
    sites = any(m.value != "muscle" for m in sentence.kinds.get("point", NONE))
    told = any(t.points is not None or t.side_points or answered_yes(page, sentence, t) for t in aim.targets)
    return not sites and not told


SPEAKER = {"i", "we", "my", "today", "now", "was", "were"}


def before_the_procedure(procedure: Procedure) -> None:
    """Take back muscles that an earlier paragraph tells of without dose, where the procedure is told in full later.

    "The winter series went into the piriformis." stands before "After consent I injected 1 mL into the soleus".
    """
    full = next((a for a in procedure.aims if told_in_full(a) and a.acts), None)
    if full is None or full.sentence.section != "procedure":
        return
    names = {t.name for a in procedure.aims if a.sentence.number >= full.sentence.number for t in a.targets}
    gone = [
        a
        for a in procedure.aims
        if a.sentence.number < full.sentence.number
        and a.sentence.paragraph < full.sentence.paragraph
        and a.mode in ("narrated", "listed")
        and a.sentence.section in ("", "history", "title")
        and not a.dose
        and SPEAKER.isdisjoint(a.sentence.vocabulary)
        and not any(t.name in names for t in a.targets)
    ]
    drop(procedure, [a for a in gone if a.targets])


FEW_WORDS = 3
UNSPOKEN = PART_NAMES | {"and", "the", "muscle", "ant", "post", "head", "heads", "fibers", "fibres", "belly", "part"}
"""Words that belong to a muscle's name and tell nothing of it."""
ROW_HEAD = 2


def weak(page: Page, aim: Aim) -> bool:
    """Whether a sentence of the procedure only speaks of its muscles: no deed, dose, count, row or item, and words."""
    sentence = aim.sentence
    if aim.acts or aim.dose or aim.services or sentence.item or sentence.line in page.sides:
        return False
    kinds = sentence.kinds
    if {"point", "each", "mirror"} & kinds.keys() or sentence.line in page.cells or followed_by_count(page, aim):
        return False
    if any(t.side_points or answered_yes(page, sentence, t) for t in aim.targets):
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
        if at not in known and page.tokens.words[at].isalpha() and page.tokens.words[at] not in UNSPOKEN
    ]
    return len(spoken) >= FEW_WORDS


def only_needled(procedure: Procedure) -> None:
    """Take back muscles named without count or dose that the note says were needled without fluid."""
    dry = {
        (t.name, side)
        for aim in procedure.aims
        if aim.service in NEEDLES_ALONE and aim.today and aim.sentence.has("no_fluid")
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
