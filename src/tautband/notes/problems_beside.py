"""Problems apart from the injected pain, on a day with an injection: which had an entry of their own and what was done.

A problem is read where it has an entry: a list item, a line of the assessment or plan, a labelled paragraph, or a
sentence that states its diagnosis. What is copied, put off, set aside as a cause or left to another is not managed. A
pain that may be the injected one (the same region, or caused by it) is kept as a doubt, whatever was done for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from tautband.model.encounter import Diagnosis, OtherProblem
from tautband.notes.copied_text import copied
from tautband.notes.diagnosis_names import joint_named
from tautband.notes.lexicon import Mention
from tautband.notes.management import acts_in
from tautband.notes.matched_plans import matched
from tautband.notes.page import Page, Sentence
from tautband.notes.pain_drugs import PAIN_DRUGS
from tautband.notes.problem_course import course_of, dose_raised, exchanged, lasting, plainly_acute, short_of_goal
from tautband.notes.problem_names import is_injected, label_of, names_a_problem, needles
from tautband.notes.problem_parts import NO_WORK, STATED, Part, by_staff, parts_of, tells
from tautband.notes.problem_work import CARRYING, DOUBTFUL, ENOUGH, Work, work_on
from tautband.notes.same_pain import caused_by_it, injected_groups, same_pain
from tautband.notes.told_in_passing import told_in_passing

MUSCLE_PAIN = {
    "myofascial_pain", "myalgia", "muscle_spasm", "back_muscle_spasm", "fibromyalgia", "neck_pain", "low_back_pain",
    "back_pain", "thoracic_back_pain", "shoulder_pain", "hip_pain",
}  # fmt: skip
MOST_SENTENCES = 24
"""An entry's own words end here at the latest."""
AT_THE_HEAD = 4
"""A diagnosis within so many words of a sentence's begin opens an entry within a part."""


@dataclass(slots=True)
class Entry:
    """The words about one problem: its name, the lexicon's diagnosis if it is one, and whether it is its own entry."""

    concept: str
    sentences: list[Sentence]
    own: bool
    diagnosis: Diagnosis | None = None
    planned: bool = True
    """Where a past verb tells of today: not in the running lines of a note without an assessment."""


def beside_injection(page: Page, diagnoses: tuple[Diagnosis, ...]) -> tuple[OtherProblem, ...]:
    """The problems of the day apart from the injected pain, in the order of the note, each once."""
    assessed = {d.concept: d for d in diagnoses if d.status == "assessed" and d.concept not in MUSCLE_PAIN}
    parts = parts_of(page)
    entries = [entry for number, part in enumerate(parts) for entry in entries_of(page, parts, number, assessed)]
    groups = injected_groups(page)
    found: dict[str, OtherProblem] = {}
    claimed: set[int] = set()
    for entry in entries:
        problem, work = weighed(page, entry, groups)
        if entry.diagnosis is None and problem.status != "managed" and problem.doubt is None:
            continue
        if entry.diagnosis is None and (same := next((c for c in found if alike(c, entry.concept)), None)):
            if rank(problem) <= rank(found[same]):
                continue
            del found[same]
        claimed |= work.done
        known = found.get(entry.concept)
        if known is None or rank(problem) > rank(known):
            found[entry.concept] = problem
    stated = {entry.concept: entry for entry in reversed(entries)}
    by_drug(page, parts, assessed, stated, found, claimed, groups)
    by_exclusion(page, parts, assessed, stated, found, claimed, groups)
    old = copied(page)
    for concept, diagnosis in assessed.items():
        first = page.sentence_at(diagnosis.evidence[0].start)
        if concept not in found and first is not None and first.number not in old:
            found[concept] = OtherProblem(
                concept=concept, side=diagnosis.side, status="assessed", evidence=diagnosis.evidence
            )
    return (*found.values(), *told_in_passing(page, parts, claimed))


PLAIN = {
    "left", "right", "l", "r", "the", "of", "and", "acute", "chronic", "pain", "disease", "disorder", "syndrome",
}  # fmt: skip


def alike(one: str, other: str) -> bool:
    """Whether two names may be of one problem: they share a telling word ("left knee", "knee arthritis")."""
    return bool(set(one.split("_")) & set(other.split("_")) - PLAIN)


def rank(problem: OtherProblem) -> tuple[bool, bool, bool]:
    """Managed before doubtful before named."""
    return problem.status == "managed", problem.doubt is not None, problem.status == "assessed"


def entries_of(page: Page, parts: list[Part], number: int, assessed: dict[str, Diagnosis]) -> list[Entry]:
    """The entries of a part: its sentences up to the needle, cut where another diagnosis opens a sentence."""
    part = parts[number]
    if by_staff(page, part) or part.sentences[0].section in NO_WORK:
        return []
    named = names_a_problem(page, part)
    if is_injected(part) and not (named and not headed_by_muscle(part)):
        return []
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
    found = []
    for index, run in enumerate(runs):
        if not run:
            continue
        own = (part.entry or part.plain) and (index == 0 or opening_diagnosis(page, run[0], assessed) is not None)
        own = own and (run[0].section in STATED or named or opening_diagnosis(page, run[0], assessed) is not None)
        label = label_of(page, run[0]) if index else None
        name = part.name if named and index == 0 else label
        entry = entry_in(page, part, run, assessed, own=own or label is not None, name=name)
        if entry is not None:
            entry.planned = part.entry
            found.append(entry)
    pairs = [matched(page, part, parts[number + 1], e.sentences[0]) if number + 1 < len(parts) else None for e in found]
    for entry, pair in zip(found, pairs, strict=True):
        if pair is not None:
            entry.sentences = [s for s in (*pair[0], *pair[1]) if not needles(s)]
            entry.own = True
    if len(found) == 1 and pairs == [None]:
        found[0].sentences += followed_by(page, found[0], parts, number)
    return found


MOST_BETWEEN = 5
"""Parts between a problem's heading and its plan."""


def followed_by(page: Page, entry: Entry, parts: list[Part], number: int) -> list[Sentence]:
    """The sentences of a problem's plan in a part after it, and of the assessment between; none where another problem,
    a numbered entry or the muscle stands between.
    """
    part = parts[number]
    passed: list[Sentence] = []
    for follower in parts[number + 1 : number + 2 + MOST_BETWEEN]:
        if plan_follows(page, entry, part, follower):
            return passed + [s for s in follower.sentences if not needles(s)]
        if not part.titled or follower.counted or is_injected(follower) or follower.sentences[0].item:
            return []
        if follower.titled and names_a_problem(page, follower) and not within_same(page, follower):
            return []
        if any("muscle" in s.kinds or needles(s) or painful(page, s) for s in follower.sentences):
            return []
        if follower.sentences[0].section == "assessment" and follower.sentences[0].heading:
            if any(m.kind == "diagnosis" for m in page.within("diagnoses", follower.sentences[0])):
                return []
            passed += follower.sentences
    return []


EXAMS = {"mse", "pe", "ros", "heent", "cv", "exam", "neuro", "gen", "resp", "vitals", "labs"}


def within_same(page: Page, part: Part) -> bool:
    """Whether a part's title is that of an examination, as of the mind ("MSE:")."""
    return part.name is not None and not EXAMS.isdisjoint(page.tokens.words[part.name[0] : part.name[1]])


def painful(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence names a muscle's pain."""
    return any(m.kind == "diagnosis" and m.value in MUSCLE_PAIN for m in page.within("diagnoses", sentence))


def plan_follows(page: Page, entry: Entry, part: Part, plan: Part) -> bool:
    """Whether the part after a problem's statement is its plan: "A: otitis externa." "P: drops, 7 days.". Never where
    the muscle pain is stated beside the problem, as the plan may then be for it.
    """
    first = plan.sentences[0]
    if not (plan.titled and first.section == "plan" and first.heading) or is_injected(plan):
        return False
    opening = opening_words(entry, part)
    if tells(entry.sentences[0]) or not opening or names_a_problem(page, plan):
        return False
    return not any("muscle" in s.kinds or painful(page, s) for s in part.sentences)


def opening_words(entry: Entry, part: Part) -> bool:
    """Whether an entry stands in an assessment or begins its part."""
    return entry.sentences[0].section == "assessment" or entry.sentences[0] is part.sentences[0]


def headed_by_muscle(part: Part) -> bool:
    """Whether the muscle stands in the part's name: "L trapezius knot", not "Spasticity, toxin to gastrocnemius"."""
    if part.name is None:
        return True
    return any(part.name[0] <= m.first < part.name[1] for m in part.sentences[0].of("muscle", "service"))


def opening_diagnosis(page: Page, sentence: Sentence, assessed: dict[str, Diagnosis]) -> Mention | None:
    """The diagnosis that a sentence opens with, if it is one of today's and not set aside."""
    if not page.within("diagnoses", sentence):
        return None
    stated = stated_in(page, sentence, assessed)
    if not stated:
        return None
    at = sentence.first
    words = page.tokens.words
    while at < sentence.last and (not words[at].isalpha() or words[at] in ("a", "b", "dx", "assessment", "impression")):
        at += 1
    for m in stated:
        if m.first <= at + AT_THE_HEAD:
            return m
    return None


def stated_in(page: Page, sentence: Sentence, assessed: dict[str, Diagnosis]) -> list[Mention]:
    """The diagnoses of today that a sentence states and does not set aside."""
    return [
        m
        for m in page.within("diagnoses", sentence)
        if m.kind == "diagnosis" and concept_of(page, sentence, m, assessed) and not set_aside(page, sentence, m)
    ]


def concept_of(page: Page, sentence: Sentence, m: Mention, assessed: dict[str, Diagnosis]) -> str | None:
    """The concept that a mention stands for, where the note assesses it; a joint's diagnosis carries its joint."""
    return next((c for c in (joint_named(page, sentence, m).value, m.value) if c in assessed), None)


SET_ASIDE = {
    "considered", "differential", "ddx", "unlikely", "excluded", "doubt", "doubtful", "versus", "vs", "rule", "against",
    "screen", "screened", "precautions", "warned", "watch",
}  # fmt: skip
DENIED = {"no", "not", "without", "denies", "nor", "never", "less", "if", "risk"}
NEGATED_AFTER = {"supported", "likely", "suspected", "found", "met", "evident", "present", "felt"}


def set_aside(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a diagnosis is named as a cause thought of, denied or feared: "considered angina: not supported"."""
    words = page.tokens.words
    before = words[sentence.first : m.first]
    if not (DENIED & set(before[-3:])) and SET_ASIDE.isdisjoint(before):
        after = words[m.last : sentence.last]
        return any(
            word in ("unlikely", "excluded", "considered")
            or (word == "not" and after[at + 1 : at + 2] and after[at + 1] in NEGATED_AFTER)
            for at, word in enumerate(after)
        )
    return True


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


STATEMENT = 3
"""Sentences in which a problem's course is told; later ones tell of other things, unless by strong words."""
NERVE = {"radiculopathy", "myelopathy"}
"""Ailments of a nerve near the injected muscle, apart from its pain where they are worked up and treated."""
BOTH = 2


def weighed(page: Page, entry: Entry, groups: set[str]) -> tuple[OtherProblem, Work]:
    """A problem with what its words say was done for it."""
    sentences = [s for s in entry.sentences if s.section not in NO_WORK]
    work = work_on(page, sentences, own=entry.own, planned=entry.own and entry.planned)
    course = course_of(page, sentences[:STATEMENT]) or course_of(page, sentences[STATEMENT:], strong=True)
    if course == "worsening" and plainly_acute(page, sentences[0], sentences):
        course = "acute"
    short = dose_raised(page, sentences) or short_of_goal(page, sentences)
    changed = "drug" in work.kinds and course is None and exchanged(sentences)
    drugs = [act.at for act in work.acts if act.kind == "drug"]
    changed = changed or (course is None and lasting(entry.concept, sentences, drugs))
    if (course in (None, "acute") and short) or changed:
        course = "worsening"
    doubt = None
    nerve = not NERVE.isdisjoint(entry.concept.split("_")) and len(work.kinds & CARRYING) >= BOTH
    same = same_pain(page, entry.concept, sentences, groups) and not nerve
    if work.weight >= DOUBTFUL and (same or caused_by_it(page, sentences[0])):
        doubt = "same_pain"
    elif DOUBTFUL <= work.weight < ENOUGH:
        doubt = "little_work"
    first = sentences[0].number if sentences else -1
    shown = tuple(page.evidence(s.first, s.last) for s in sentences if s.number in work.done or s.number == first)
    diagnosis = entry.diagnosis
    managed = work.weight >= ENOUGH and doubt is None
    return (
        OtherProblem(
            concept=entry.concept,
            side=diagnosis.side if diagnosis else "unspecified",
            status="managed" if managed else "mentioned" if work.elsewhere else "assessed",
            course=course,
            prescription=bool(work.kinds & {"drug", "renewed"}),
            tests_ordered=work.tests or None,
            doubt=doubt,
            evidence=shown[:4] or (diagnosis.evidence if diagnosis else ()),
        ),
        work,
    )


def by_drug(
    page: Page,
    parts: list[Part],
    assessed: dict[str, Diagnosis],
    stated: dict[str, Entry],
    found: dict[str, OtherProblem],
    claimed: set[int],
    groups: set[str],
) -> None:
    """Give a stated problem the drug that is for it alone, begun elsewhere in the plan: "TX: 1) nitrofurantoin"."""
    families = page.lexicon.data["drug_family"]["treats"]
    for concept, diagnosis in assessed.items():
        known = found.get(concept)
        if known is not None and (known.status == "managed" or known.doubt):
            continue
        for part in parts:
            for sentence in part.sentences:
                named = page.within("diagnoses", sentence)
                if not any(m.kind == "rx_drug" and concept in families.get(m.value, ()) for m in named):
                    continue
                if sentence.number in claimed or tells(sentence) or sentence.section in NO_WORK or by_staff(page, part):
                    continue
                acts = acts_in(page, sentence, planned=sentence.section in STATED)
                if any(act.kind == "drug" for act in acts):
                    known_words = stated[concept].sentences if concept in stated else []
                    entry = Entry(concept, [*known_words, sentence], own=True, diagnosis=diagnosis)
                    found[concept], _ = weighed(page, entry, groups)
                    claimed.add(sentence.number)


def by_exclusion(
    page: Page,
    parts: list[Part],
    assessed: dict[str, Diagnosis],
    stated: dict[str, Entry],
    found: dict[str, OtherProblem],
    claimed: set[int],
    groups: set[str],
) -> None:
    """Give the only other problem of an assessment the drug that its plan begins and that is for no pain."""
    others = [c for c in assessed if c in stated and stated[c].sentences[0].section == "assessment"]
    if len(others) != 1 or any(p.status == "managed" or p.doubt for p in found.values()):
        return
    for part in parts:
        for sentence in part.sentences:
            if sentence.section != "plan" or sentence.number in claimed or needles(sentence) or by_staff(page, part):
                continue
            drugs = [m for m in page.within("diagnoses", sentence) if m.kind == "rx_drug"]
            if not drugs or any(page.tokens.words[m.first] in PAIN_DRUGS for m in drugs):
                continue
            if any(act.kind == "drug" for act in acts_in(page, sentence, planned=True)):
                known = stated[others[0]]
                entry = Entry(known.concept, [*known.sentences, sentence], own=True, diagnosis=known.diagnosis)
                found[known.concept], _ = weighed(page, entry, groups)
                claimed.add(sentence.number)
                return
