"""Sentences that name muscles as a title does and tell of no deed, though they read like one.

"Trigger point injections into the right trapezius" above the record of the injection only announces it, and a summary
for the bill may name what it likes: the words of the procedure decide.
"""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.procedure.modes import followed_by_count
from tautband.notes.procedure.structures import AIMING
from tautband.notes.text.page import NONE, Page
from tautband.notes.text.target import Target
from tautband.notes.vocabulary.lexicon import Mention


def retitle(page: Page, procedure: Procedure) -> None:
    """Take a heading's "injections into the ..." for a title where the note goes on to tell what was injected."""
    told = [aim for aim in procedure.aims if aim.mode == "narrated" and not nominal(page, aim)]
    told = [aim for aim in told if aim.plain]
    counted = [a for a in procedure.aims if a.mode in ("narrated", "listed") and a.dose and not for_billing(a)]
    counted = [a for a in counted if a.plain]
    last = max((a.sentence.number for a in told), default=-1)
    first = min((a.sentence.number for a in counted), default=len(page.sentences))
    rows = detailed(page, procedure)
    moved: list[Target] = []
    for aim in procedure.aims:
        if aim.mode not in ("narrated", "listed"):
            continue
        before, after = aim.sentence.number < last, first < aim.sentence.number
        billed = for_billing(aim)
        before = before or aim.sentence.number < rows
        if billed or ((before or after) and nominal(page, aim)):
            aim.mode = "title"
            moved += aim.plain
    if moved:
        gone = {id(t) for t in moved}
        procedure.body = [t for t in procedure.body if id(t) not in gone]
        procedure.title += moved


REST = {"others", "rest", "remaining", "remainder"}
"""Words by which a count goes on to muscles that it does not name: "the others one each"."""


def detailed(page: Page, procedure: Procedure) -> int:
    """The sentence from which on the note counts the points of its muscles row by row; -1 where it does not.

    What only named muscles before it was a heading: "Procedure: TPI right trapezius, ..." above "R trapezius: 2".
    """
    rows = [a for a in procedure.aims if a.mode == "listed" and a.sentence.section == "procedure"]
    rows = [a for a in rows if a.plain and numbered(page, a) and not nominal(page, a)]
    if len(rows) < 2 or any(not REST.isdisjoint(s.vocabulary) for s in page.sentences[rows[0].sentence.number :]):
        return -1
    return rows[0].sentence.number


def numbered(page: Page, aim: Aim) -> bool:
    """Whether a row counts the points of its muscle."""
    return "point" in aim.sentence.kinds or followed_by_count(page, aim) or any(t.side_points for t in aim.targets)


BILLING = {"billing", "billed", "bill", "superbill", "charge", "charges", "charged", "coding", "coded", "cpt", "claim"}


def for_billing(aim: Aim) -> bool:
    """Whether a sentence sums up for the bill; such a summary may name what it likes, the procedure's words decide."""
    return not aim.dose and not BILLING.isdisjoint(aim.sentence.vocabulary)


VERBAL = {"injected", "infiltrated", "treated", "deactivated"}


def nominal(page: Page, aim: Aim) -> bool:
    """Whether a sentence has the needle's noun alone, without verb, drug, volume or count."""
    words = page.tokens.words
    return (
        not aim.sentence.item
        and aim.mode in ("narrated", "listed")
        and any(m.value == "tpi" for m in aim.services)
        and not aim.dose
        and not any(m.value != "muscle" for m in aim.sentence.kinds.get("point", NONE))
        and not followed_by_count(page, aim)
        and not any(t.side_points for t in aim.targets)
        and not any(VERBAL & set(words[m.first : m.last]) for m in aim.services)
        and all((m.value == "injection" and words[m.last - 1] in AIMING) or in_heading(aim, m) for m in aim.acts)
    )


def in_heading(aim: Aim, m: Mention) -> bool:
    """Whether a verb is part of the heading and tells of no deed by itself: "PROCEDURE PERFORMED: ..."."""
    return aim.sentence.heading is not None and m.first < aim.sentence.heading[1]
