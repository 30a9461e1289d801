"""Problems assessed or managed at a visit without an injection, with the words that show the work."""

from __future__ import annotations

from tautband.model.encounter import Diagnosis, OtherProblem
from tautband.notes.context.copied_text import copied
from tautband.notes.diagnoses.names import joint_named
from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.management import all_goes_on
from tautband.notes.visit.problem_course import course_of, dose_raised
from tautband.notes.visit.problem_parts import NO_WORK, tells
from tautband.notes.vocabulary.lexicon import Mention

MOST_SENTENCES = 8
"""A problem's own words end here at the latest."""
MOST_PLANNED = 60
MOST_PLACES = 6


def other_problems(page: Page, diagnoses: tuple[Diagnosis, ...]) -> tuple[OtherProblem, ...]:
    """Problems assessed or managed at a visit without an injection, with the words that show the work."""
    found = []
    today = of_today(page)
    planned = plan_of(page, today)
    old = copied(page)
    statements = stated_where(page, today)
    treating = drugs_named(page, today)
    families = page.lexicon.data["drug_family"]["treats"]
    told = course_of(page, [s for s in today if s.section in ("history", "")], strong=True)
    for diagnosis in diagnoses:
        if diagnosis.status != "assessed":
            continue
        stated = page.sentence_at(diagnosis.evidence[0].start)
        if stated is not None and stated.number in old:
            continue
        places = [*statements.get(diagnosis.concept, ()), stated]
        sentences = own_words(page, [s for s in places if s is not None])
        drugs = [s for family, where in treating.items() if diagnosis.concept in families[family] for s in where]
        work_words = list({s.number: s for s in (*sentences, *drugs, *planned)}.values())
        managed, prescription, tests = work(page, [s for s in work_words if not tells(s)])
        course = course_of(page, sentences) or told or ("worsening" if dose_raised(page, sentences) else None)
        status = "managed" if managed or prescription or tests else "assessed"
        if any(left_to_others(s) for s in sentences):
            status = "mentioned"
        words = tuple(page.evidence(s.first, s.last) for s in work_words[:4]) or diagnosis.evidence
        found.append(
            OtherProblem(
                concept=diagnosis.concept,
                side=diagnosis.side,
                status=status,
                course=course,
                prescription=prescription,
                tests_ordered=tests or None,
                evidence=words,
            )
        )
    return tuple(found)


def left_to_others(sentence: Sentence) -> bool:
    """Whether a sentence leaves the problem to another or another day, and not only a drug that it names."""
    told = sentence.diagnoses
    return any(m.kind == "elsewhere" for m in told) and not any(m.kind == "rx_drug" for m in told)


def of_today(page: Page) -> list[Sentence]:
    """The sentences in which work of this visit may stand."""
    old = copied(page)
    return [
        s for s in page.sentences if not s.past and not s.foreign and s.section not in NO_WORK and s.number not in old
    ]


def plan_of(page: Page, today: list[Sentence]) -> list[Sentence]:
    """The sentences that hold the plan of a visit without a procedure: under its heading, else those after the exam."""
    if any(s.section == "plan" for s in today):
        return [s for s in today if s.section in ("plan", "procedure", "instructions")][:MOST_PLANNED]
    words = page.tokens.words
    exams = [s.number for s in today if not EXAMINED.isdisjoint(words[s.first : s.last])]
    after = exams[-1] if exams else -1
    return [s for s in today if s.number > after and not tells(s)][:MOST_PLANNED]


EXAMINED = {"exam", "examination", "palpation", "palpated", "tender", "rom", "auscultation"}


def stated_where(page: Page, today: list[Sentence]) -> dict[str, list[Sentence]]:
    """The first sentences of today that name each diagnosis, by concept."""
    found: dict[str, dict[int, Sentence]] = {}
    for sentence in today:
        for m in sentence.diagnoses:
            if m.kind != "diagnosis":
                continue
            for concept in {m.value, joint_named(page, sentence, m).value}:
                if len(known := found.setdefault(concept, {})) < MOST_PLACES:
                    known[sentence.number] = sentence
    return {concept: list(places.values()) for concept, places in found.items()}


def own_words(page: Page, places: list[Sentence]) -> list[Sentence]:
    """The sentences of a problem, from each place that names it, in the order of the note and each once."""
    numbers = {s.number: s for place in places for s in around(page, place)}
    return [numbers[number] for number in sorted(numbers)]


def drugs_named(page: Page, today: list[Sentence]) -> dict[str, list[Sentence]]:
    """The first sentences of a plan that name a drug of each family that is for one problem only."""
    found: dict[str, list[Sentence]] = {}
    families = page.lexicon.data["drug_family"]["treats"]
    for sentence in today:
        if not tells(sentence):
            for m in sentence.diagnoses:
                if m.kind == "rx_drug" and m.value in families and len(found.setdefault(m.value, [])) < MOST_PLACES:
                    found[m.value].append(sentence)
    return found


def around(page: Page, first: Sentence) -> list[Sentence]:
    """The sentences of a problem: from where it is stated to the next problem, item, heading or paragraph."""
    found = [first]
    for sentence in page.sentences[first.number + 1 : first.number + MOST_SENTENCES]:
        if sentence.paragraph != first.paragraph or sentence.item or sentence.heading:
            break
        if any(m.kind == "diagnosis" for m in sentence.diagnoses):
            break
        found.append(sentence)
    return found


def work(page: Page, sentences: list[Sentence]) -> tuple[bool, bool, int]:
    """Whether a problem was managed, whether with a prescription, and how many tests were ordered."""
    managed = prescription = False
    tests: set[str] = set()
    for sentence in sentences:
        if "not_performed" in sentence.assertions and "service" in sentence.kinds:
            continue
        if any(m.kind in ("service", "act") for m in sentence.things) and sentence.section not in ("plan",):
            continue
        words = page.tokens.words[sentence.first : sentence.last]
        if all_goes_on(sentence):
            continue
        if words[0] == "if" or not CONSIDERED.isdisjoint(words):
            continue
        mentions = sentence.diagnoses
        free = [m for m in mentions if m.value == "management" and set(words_of(page, m)) & {"otc", "counter"}]
        mentions = [m for m in mentions if m.kind != "rx_drug" or not any(beside(m, f) for f in free)]
        kinds = {m.kind for m in mentions}
        managed = managed or "managed" in kinds
        prescription = prescription or any(m.kind == "managed" and m.value == "prescription" for m in mentions)
        prescription = prescription or {"rx_drug", "rx_verb"} <= kinds
        if not ORDERED.isdisjoint(words):
            tests |= {page.tokens.words[m.first] for m in mentions if m.kind == "test"}
    return managed, prescription, len(tests)


def words_of(page: Page, m: Mention) -> list[str]:
    """The words of a mention as written, in lower case."""
    return page.tokens.words[m.first : m.last]


def beside(one: Mention, other: Mention) -> bool:
    """Whether two mentions stand within a few words: "diclofenac over the counter", "over-the-counter naproxen"."""
    return -BESIDE <= one.first - other.last <= BESIDE or -BESIDE <= other.first - one.last <= BESIDE


BESIDE = 2
ORDERED = {
    "ordered", "order", "check", "repeat", "in", "obtain", "due", "orders", "sent", "send", "get", "draw", "drawn",
}  # fmt: skip
CONSIDERED = {"consider", "considered", "considering", "might"}
