"""Problems apart from the injected pain, on a day with an injection: which had an entry of their own and what was done.

A problem is read where it has an entry: a list item, a line of the assessment or plan, a labelled paragraph, or a
sentence that states its diagnosis. What is copied, put off, set aside as a cause or left to another is not managed. A
pain that may be the injected one (the same region, or caused by it) is kept as a doubt, whatever was done for it.
"""

from __future__ import annotations

from itertools import chain

from tautband.model.encounter import Diagnosis, OtherProblem
from tautband.notes.context.copied_text import copied
from tautband.notes.text.page import Page
from tautband.notes.visit.needle_places import NeedlePlaces
from tautband.notes.visit.problem_day import Day
from tautband.notes.visit.problem_drugs import by_drug, by_exclusion
from tautband.notes.visit.problem_entries import Entry, entries_of
from tautband.notes.visit.problem_orders import worked_up
from tautband.notes.visit.problem_parts import parts_of
from tautband.notes.visit.problem_stated import MUSCLE_PAIN
from tautband.notes.visit.problem_verdicts import lists, verdicts
from tautband.notes.visit.problem_weight import weighed
from tautband.notes.visit.told_in_passing import told_in_passing


def beside_injection(page: Page, diagnoses: tuple[Diagnosis, ...]) -> tuple[OtherProblem, ...]:
    """The problems of the day apart from the injected pain, in the order of the note, each once."""
    assessed = {d.concept: d for d in diagnoses if d.status == "assessed" and d.concept not in MUSCLE_PAIN}
    parts = parts_of(page)
    entries = [entry for number in range(len(parts)) for entry in entries_of(page, parts, number, assessed)]
    own = [part for part in parts if not part.staff]
    running = [part for part in own if not lists(page, part)]
    day = Day(page, [sentence for part in own for sentence in part.sentences], assessed, NeedlePlaces(page))
    for entry in entries:
        enter(day, entry)
    day.stated = {entry.concept: entry for entry in reversed(entries)}
    by_drug(day)
    by_exclusion(day)
    for entry in chain(verdicts(page, running, assessed), worked_up(page, running, assessed)):
        if not day.claimed & {sentence.number for sentence in entry.sentences}:
            enter(day, entry)
    only_assessed(day)
    return (*day.found.values(), *told_in_passing(page, parts, day.claimed))


def enter(day: Day, entry: Entry) -> None:
    """Weigh an entry and keep it, unless the same problem is known by more work. One without a diagnosis is kept only
    for its work or its doubt.
    """
    problem, work = weighed(day.page, entry, day.places)
    if entry.diagnosis is None:
        if problem.status != "managed" and problem.doubt is None:
            return
        same = next((concept for concept in day.found if alike(concept, entry.concept)), None)
        if same is not None:
            if rank(problem) <= rank(day.found[same]):
                return
            del day.found[same]
    day.claimed |= work.done
    known = day.found.get(entry.concept)
    if known is None or rank(problem) > rank(known):
        day.found[entry.concept] = problem


def only_assessed(day: Day) -> None:
    """Add the diagnoses of today that no entry tells more of, unless their words are copied."""
    old = copied(day.page)
    for concept, diagnosis in day.assessed.items():
        first = day.page.sentence_at(diagnosis.evidence[0].start)
        if concept not in day.found and first is not None and first.number not in old:
            day.found[concept] = OtherProblem(
                concept=concept, side=diagnosis.side, status="assessed", evidence=diagnosis.evidence
            )


PLAIN = {"left", "right", "l", "r", "the", "of", "and", "acute", "chronic", "pain", "disease", "disorder", "syndrome"}
"""Words that many problems share."""


def alike(one: str, other: str) -> bool:
    """Whether two names may be of one problem: they share a telling word ("left knee", "knee arthritis")."""
    return bool(set(one.split("_")) & set(other.split("_")) - PLAIN)


def rank(problem: OtherProblem) -> tuple[bool, bool, bool]:
    """Managed before doubtful before named."""
    return problem.status == "managed", problem.doubt is not None, problem.status == "assessed"
