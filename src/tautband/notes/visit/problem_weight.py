"""A problem with what its words say was done for it: managed, named, or in doubt as the injected pain."""

from __future__ import annotations

from tautband.model.encounter import OtherProblem
from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.needle_places import NeedlePlaces
from tautband.notes.visit.other_limb import in_other_limb
from tautband.notes.visit.pain_worked_up import worked_up_pain
from tautband.notes.visit.problem_care import ENOUGH_WAYS
from tautband.notes.visit.problem_course import (
    course_of,
    dose_raised,
    exchanged,
    lasting,
    plainly_acute,
    short_of_goal,
    systemic,
)
from tautband.notes.visit.problem_entries import Entry
from tautband.notes.visit.problem_kept import kept_on
from tautband.notes.visit.problem_parts import NO_WORK
from tautband.notes.visit.problem_stated import MUSCLE_PAIN, set_aside
from tautband.notes.visit.problem_verdicts import SOUNDING
from tautband.notes.visit.problem_work import CARRYING, DOUBTFUL, ENOUGH, Work, cared_for, looked_at, work_on
from tautband.notes.visit.same_pain import caused_by_it, same_pain

STATEMENT = 3
"""Sentences in which a problem's course is told; later ones tell of other things, unless by strong words."""
NERVE = {"radiculopathy", "myelopathy"}
"""Ailments of a nerve near the injected muscle, apart from its pain where they are worked up and treated."""
BOTH = 2


def weighed(page: Page, entry: Entry, places: NeedlePlaces) -> tuple[OtherProblem, Work]:
    """A problem with what its words say was done for it; `places` are those of the injected muscles."""
    sentences = [s for s in entry.sentences if s.section not in NO_WORK]
    planned, known = entry.own and entry.planned, entry.diagnosis is not None or called(page, entry, sentences)
    called_at = entry.called_at if entry.found else None
    work = work_on(page, sentences, own=entry.own, planned=planned, called_at=called_at)
    if work.weight < ENOUGH and entry.own and known and not work.elsewhere:
        behind = [s for s in sentences if s.number >= entry.called_at]
        cared = cared_for(page, sentences, behind) >= ENOUGH_WAYS
        if cared and (looked_at(page, sentences) or len(places.examined) > 1):
            work.weight = ENOUGH
        if not work.kinds & CARRYING and kept_on(page, entry.concept, sentences):
            work.kinds.add("renewed")
            work.weight = max(work.weight, ENOUGH)
    doubt = doubt_of(page, entry, sentences, work, places)
    first = sentences[0].number if sentences else -1
    shown = tuple(page.evidence(s.first, s.last) for s in sentences if s.number in work.done or s.number == first)
    diagnosis = entry.diagnosis
    managed = work.weight >= ENOUGH and doubt is None
    return (
        OtherProblem(
            concept=entry.concept,
            side=diagnosis.side if diagnosis else "unspecified",
            status="managed" if managed else "mentioned" if work.elsewhere else "assessed",
            course=course_told(page, entry, sentences, work),
            prescription=bool(work.kinds & {"drug", "renewed"}),
            tests_ordered=work.tests or None,
            doubt=doubt,
            evidence=shown[:4] or (diagnosis.evidence if diagnosis else ()),
        ),
        work,
    )


def called(page: Page, entry: Entry, sentences: list[Sentence]) -> bool:
    """Whether an entry calls its problem by the name of an illness, in its heading or further down."""
    if any(SOUNDING[word] for word in entry.concept.split("_")):
        return True
    return any(
        m.kind == "diagnosis" and m.value not in MUSCLE_PAIN and not set_aside(page, s, m)
        for s in sentences
        for m in s.diagnoses
    )


def course_told(page: Page, entry: Entry, sentences: list[Sentence], work: Work) -> str | None:
    """The course of a problem by its own words, or by a drug raised, exchanged or begun for a lasting one; an acute
    illness of the whole body is told by its name and its signs.
    """
    if systemic(page, entry.concept, sentences):
        return "systemic"
    course = (
        verdict_of(page, sentences)
        or course_of(page, sentences[:STATEMENT])
        or course_of(page, sentences[STATEMENT:], strong=True)
    )
    if course == "worsening" and plainly_acute(page, sentences[0], sentences):
        course = "acute"
    short = dose_raised(page, sentences) or short_of_goal(page, sentences)
    changed = "drug" in work.kinds and course is None and exchanged(page, sentences)
    drugs = [act.at for act in work.acts if act.kind == "drug"]
    changed = changed or (course is None and lasting(entry.concept, sentences, drugs))
    if (course in (None, "acute") and short) or changed:
        return "worsening"
    if course is None and not SYMPTOMS.isdisjoint(entry.concept.split("_")) and work.tests >= SOUGHT:
        return "undiagnosed"
    return course


def verdict_of(page: Page, sentences: list[Sentence]) -> str | None:
    """The course that a sentence of its own calls: "Stable." """
    short = [s for s in sentences if s.last - s.first <= SHORTEST]
    return course_of(page, short) if any(m.kind == "course" for s in short for m in s.diagnoses) else None


SHORTEST = 2
"""Words of a sentence that is a course and no more, its stop among them."""
SYMPTOMS = {
    "palpitations", "syncope", "dyspnea", "bleeding", "menorrhagia", "hematuria", "hematochezia", "fatigue",
    "dizziness", "weight", "loss", "jaundice", "hemoptysis", "dysphagia", "fever", "lump", "mass", "adenopathy",
    "confusion", "drop",
    "diplopia", "edema", "proteinuria", "anemia", "seizure", "discharge", "spotting", "melena", "breath",
}  # fmt: skip
"""What is a sign of an illness and none itself."""
SOUGHT = 2
"""Tests ordered for a sign of unknown cause that make it an undiagnosed problem of uncertain prognosis (2021 rules)."""


def doubt_of(page: Page, entry: Entry, sentences: list[Sentence], work: Work, places: NeedlePlaces) -> str | None:
    """Why a problem's work may not count: it may be the injected pain, or is little."""
    nerve = not NERVE.isdisjoint(entry.concept.split("_")) and len(work.kinds & CARRYING) >= BOTH
    same = same_pain(page, entry.concept, sentences, places.groups) and not nerve
    side = entry.diagnosis.side if entry.diagnosis else ""
    same = same and not in_other_limb(entry.concept, side, sentences[:STATEMENT], places.sides)
    if work.weight >= DOUBTFUL and worked_up_pain(page, entry.concept, sentences, work, places.groups):
        return "injected_pain"
    if work.weight >= DOUBTFUL and (same or caused_by_it(page, sentences[0])):
        return "same_pain"
    if DOUBTFUL <= work.weight < ENOUGH:
        return "little_work"
    return None
