"""Notes of surgery and other procedures, in which an injected muscle need not be a trigger point."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.procedure.fluid import field_by_field, follows_list, measured
from tautband.notes.text.page import NONE, TRIGGER, Page
from tautband.notes.vocabulary.lexicon import Mention

MOST_SURGERY = 2
"""A note with this many words of the operating room or the electrode is about those."""


def believable(page: Page, procedure: Procedure) -> bool:
    """Whether the note is one in which an injected muscle can be a trigger point.

    A note that names trigger points, taut bands or twitches is; so is one that doses a named muscle and speaks of no
    surgery, where muscles are passed, sewn and infiltrated for other ends.
    """
    named = [aim for aim in procedure.aims if any(m.value == "tpi" for m in aim.services)]
    if any(aim.stance != "planned" for aim in named):
        return True
    if any(m.value == "myofascial_pain" for m in page.cues["diagnoses"]):
        return True
    surgery = len(surgical_words(page))
    if named and surgery < MOST_SURGERY:
        return True
    if surgery >= MOST_SURGERY:
        return False
    if any(m.value in ("taut_band", "twitch_response") for s in page.sentences for m in s.elements):
        return True
    points = (m for s in page.sentences for m in s.kinds.get("point", NONE))
    if any(not TRIGGER.isdisjoint(page.tokens.words[m.first : m.last]) for m in points):
        return True
    if any(m.value == "myalgia" for m in page.cues["diagnoses"]) or speaks_of_points(page):
        return True
    listed = (at for at in range(1, len(procedure.aims)) if not fills_a_plane(page, procedure.aims[at]))
    if not surgery and any(follows_list(procedure, at) for at in listed):
        return True
    if not surgery and (heads_a_dose(procedure) or fills_a_form(page, procedure)):
        return True
    if surgery and all(only_numbs(aim) for aim in procedure.aims if aim.dose and aim.targets):
        return False
    return any(
        aim.dose
        and not fills_a_plane(page, aim)
        and (aim.acts or aim.mode == "listed" or (measured(aim) and any(t.source for t in aim.targets)))
        and aim.plain
        for aim in procedure.aims
        if aim.mode in ("narrated", "listed")
    )


SUMMED = {"total", "all", "altogether", "overall", "totals"}
PLANE = 10.0
"""Millilitres of one deposit that no trigger point takes; a plane between muscles does."""


def fills_a_plane(page: Page, aim: Aim) -> bool:
    """Whether a single deposit is a block's: "20 mL each behind the rectus abdominis"."""
    volumes = (page.number(m.first - 1) for m in aim.sentence.kinds.get("unit", NONE) if m.value == "ml")
    summed = not SUMMED.isdisjoint(aim.sentence.vocabulary)
    return not summed and not aim.acts and any(volume is not None and volume >= PLANE for volume in volumes)


NUMBED = {
    "infiltrated",
    "infiltrate",
    "infiltration",
    "anesthetized",
    "anaesthetized",
    "anesthetised",
    "anaesthetised",
    "numbed",
    "local",
}


def only_numbs(aim: Aim) -> bool:
    """Whether a dose numbs the way of another needle: "paraspinal infiltrated", "1% lidocaine 8 mL skin to psoas"."""
    words = aim.sentence.vocabulary
    return not NUMBED.isdisjoint(words) or words >= {"skin", "to"}


def speaks_of_points(page: Page) -> bool:
    """Whether today's words speak of trigger points in any way: "thoracic strain with trigger points"."""
    said = (pairwise(page.tokens.words[s.first : s.last]) for s in page.saying({"trigger"}) if s.own)
    return any(one == "trigger" and two in ("point", "points", "pt", "pts") for pairs in said for one, two in pairs)


def heads_a_dose(procedure: Procedure) -> bool:
    """Whether an injection is told by its noun, as a heading does, and a dose is given under no service of its own."""
    heading = any(any(m.value == "injection" for m in aim.acts) for aim in procedure.aims if aim.stance == "performed")
    return heading and any(aim.dose for aim in procedure.of_today if aim.service is None)


def fills_a_form(page: Page, procedure: Procedure) -> bool:
    """Whether a form's field lists the muscles that were injected, beside fields for the drug and its volume."""
    sited = (a for a in procedure.aims if a.mode == "listed" and a.for_points and a.sentence.section == "procedure")
    named = any("point" in a.sentence.kinds and a.plain for a in sited)
    return named and field_by_field(page, procedure)


def surgical_words(page: Page) -> set[str]:
    """The different words of the operating room and the electrode, outside what is told of earlier."""
    return {
        " ".join(page.tokens.words[m.first : m.last])
        for s in page.sentences
        if s.own and s.section not in ("history", "results")
        for m in s.kinds.get("service", ())
        if m.value == "operating" and not had_before(page, m)
    }


HAD = {"had", "no", "denies", "without", "underwent", "refused", "declined"}
HAD_REACH = 6


def had_before(page: Page, operation: Mention) -> bool:
    """Whether an operation is one of the patient's past, or none: "she had the carpal tunnel release in 2023"."""
    return not HAD.isdisjoint(page.tokens.words[max(0, operation.first - HAD_REACH) : operation.first])
