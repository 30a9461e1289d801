"""The entries of a note's problems: the words about each, cut where another diagnosis opens a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from tautband.model.encounter import Diagnosis
from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.matched_plans import matched, planned_below
from tautband.notes.visit.problem_names import is_injected, label_of, names_a_problem, needles
from tautband.notes.visit.problem_parts import NO_WORK, STATED, Part, tells
from tautband.notes.visit.problem_plan import followed_by
from tautband.notes.visit.problem_stated import concept_of, opening_diagnosis, stated_in


@dataclass(slots=True)
class Entry:
    """The words about one problem: its name, the lexicon's diagnosis if it is one, and whether it is its own entry."""

    concept: str
    sentences: list[Sentence]
    own: bool
    diagnosis: Diagnosis | None = None
    planned: bool = True
    """Where a past verb tells of today: not in the running lines of a note without an assessment."""
    found: bool = False
    """Whether the illness is called by name after its findings, so that a drug named behind it is an order."""
    called_at: int = 0
    """The number of the sentence that calls it by name, where findings stand before it."""


MOST_SENTENCES = 24
"""An entry's own words end here at the latest."""


def entries_of(page: Page, parts: list[Part], number: int, assessed: dict[str, Diagnosis]) -> list[Entry]:
    """The entries of a part: its sentences up to the needle, cut where another diagnosis opens a sentence."""
    part = parts[number]
    if part.staff or part.sentences[0].section in NO_WORK:
        return []
    named = names_a_problem(page, part)
    if is_injected(part) and not (named and not headed_by_muscle(part)):
        return []
    found = []
    for index, run in enumerate(runs_of(page, part, assessed, named=named)):
        if run:
            entry = entry_of_run(page, part, run, assessed, named=named, heads=index == 0)
            if entry is not None:
                found.append(entry)
    return with_plans(page, found, parts, number)


def runs_of(page: Page, part: Part, assessed: dict[str, Diagnosis], *, named: bool) -> list[list[Sentence]]:
    """The sentences of a part in runs, each of one problem; the first run is empty where the needle opens the part."""
    runs: list[list[Sentence]] = [[]]
    for sentence in part.sentences[:MOST_SENTENCES]:
        if needles(sentence):
            runs.append([])
            if sentence is not part.sentences[0]:
                runs.append([])
            continue
        opens = opening_diagnosis(page, sentence, assessed) or label_of(page, sentence)
        if runs[-1] and opens and not (named and part.entry and sentence.section not in STATED):
            runs.append([])
        runs[-1].append(sentence)
    return runs


def entry_of_run(
    page: Page, part: Part, run: list[Sentence], assessed: dict[str, Diagnosis], *, named: bool, heads: bool
) -> Entry | None:
    """The entry of one run: its problem's own where it heads its part or opens with a diagnosis or a label."""
    opens = opening_diagnosis(page, run[0], assessed) is not None
    own = (part.entry or part.plain) and (heads or opens) and (run[0].section in STATED or named or opens)
    label = None if heads else label_of(page, run[0])
    name = part.name if named and heads else label
    entry = entry_in(page, part, run, assessed, own=own or label is not None, name=name)
    if entry is not None:
        entry.planned = part.entry
    return entry


def with_plans(page: Page, found: list[Entry], parts: list[Part], number: int) -> list[Entry]:
    """The entries of a part with their plans: those of the same number in the part after it, or the part itself."""
    part = parts[number]
    pairs = [matched(page, part, parts[number + 1], e.sentences[0]) if number + 1 < len(parts) else None for e in found]
    for entry, pair in zip(found, pairs, strict=True):
        if pair is not None:
            entry.sentences = [s for s in (*pair[0], *pair[1]) if not needles(s)]
            entry.own = True
    if len(found) == 1 and pairs == [None]:
        below = planned_below(page, parts, number) or followed_by(page, found[0].sentences[0], parts, number)
        found[0].sentences += [s for s in below if not needles(s)]
    return found


def headed_by_muscle(part: Part) -> bool:
    """Whether the muscle stands in the part's name: "L trapezius knot", not "Spasticity, toxin to gastrocnemius"."""
    if part.name is None:
        return True
    return any(part.name[0] <= m.first < part.name[1] for m in part.sentences[0].of("muscle", "service"))


def entry_in(
    page: Page,
    part: Part,
    run: list[Sentence],
    assessed: dict[str, Diagnosis],
    *,
    own: bool,
    name: tuple[int, int] | None,
) -> Entry | None:
    """The entry of a run of sentences: by the diagnosis it opens with, the part's name, or the first stated in it."""
    head, at = opening_diagnosis(page, run[0], assessed), run[0]
    if head is None and name is None:
        stated = [(s, m) for s in run for m in stated_in(page, s, assessed) if not tells(s)]
        stated.sort(key=lambda pair: pair[0].section not in STATED)
        if not stated:
            return None
        if not part.counted:
            run = [s for s in run if s.number >= stated[0][0].number]
        at, head = stated[0]
        own = own or part.counted
    if head is not None:
        concept = concept_of(page, at, head, assessed)
        assert concept is not None
        return Entry(concept, run, own, assessed[concept])
    assert name is not None
    called = "_".join(word for word in page.tokens.words[name[0] : name[1]] if word.isalnum())
    return Entry(called, run, own or part.titled)
