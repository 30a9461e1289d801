"""Problems assessed or managed at the visit apart from the injected one, with the words that show the work."""

from __future__ import annotations

from itertools import pairwise

from tautband.model.encounter import Diagnosis, OtherProblem
from tautband.notes.diagnoses import joint_named
from tautband.notes.lexicon import Mention
from tautband.notes.management import Act, acts_in, of_others
from tautband.notes.page import Page, Sentence
from tautband.notes.problem_parts import Part, copied, is_injected, names_a_problem, parts_of

MOST_SENTENCES = 8
"""A problem's own words end here at the latest."""
MOST_PLANNED = 60
MOST_PLACES = 6
MUSCLE_PAIN = {
    "myofascial_pain",
    "myalgia",
    "muscle_spasm",
    "back_muscle_spasm",
    "fibromyalgia",
    "neck_pain",
    "low_back_pain",
    "back_pain",
    "thoracic_back_pain",
    "shoulder_pain",
    "hip_pain",
}


def other_problems(page: Page, diagnoses: tuple[Diagnosis, ...], performed: bool | None) -> tuple[OtherProblem, ...]:
    """Problems assessed or managed apart from the injected one, with the words that show the work.

    Beside an injection, also one that may have been done, only what was done for a problem makes it managed.
    """
    if performed is not False:
        return beside_injection(page, diagnoses)
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
        course = course_of(page, sentences) or told or ("worsening" if out_of_hand(page, sentences) else None)
        status = "managed" if managed or prescription or tests else "assessed"
        if any(m.kind == "elsewhere" for s in sentences for m in page.within("diagnoses", s)):
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


def of_today(page: Page) -> list[Sentence]:
    """The sentences in which work of this visit may stand."""
    old = copied(page)
    return [
        s for s in page.sentences if not s.past and not s.foreign and s.section not in NO_WORK and s.number not in old
    ]


def beside_injection(page: Page, diagnoses: tuple[Diagnosis, ...]) -> tuple[OtherProblem, ...]:
    """Problems apart from the injected pain: those the note states as diagnoses, then those of its parts by name."""
    today = of_today(page)
    old = copied(page)
    statements = stated_where(page, today)
    treating = drugs_named(page, today)
    families = page.lexicon.data["drug_family"]["treats"]
    parts = parts_of(page)
    part_of = {s.number: part for part in parts for s in part.sentences}
    claimed: set[int] = set()
    found = []
    for diagnosis in diagnoses:
        if diagnosis.status != "assessed" or diagnosis.concept in MUSCLE_PAIN:
            continue
        stated = page.sentence_at(diagnosis.evidence[0].start)
        if stated is not None and stated.number in old:
            continue
        places = [s for s in (*statements.get(diagnosis.concept, ()), stated) if s is not None]
        own = [*own_words(page, places), *(s for p in titled_by(places, part_of) for s in p.sentences)]
        own += [s for family, where in treating.items() if diagnosis.concept in families[family] for s in where]
        sentences = [s for _, s in sorted({s.number: s for s in own}.items()) if s.section not in NO_WORK]
        problem, done = weighed(page, diagnosis.concept, sentences, part_of, diagnosis)
        claimed |= done
        found.append(problem)
    for part in parts:
        if not part.titled or is_injected(part) or not names_a_problem(page, part):
            continue
        if any(s.number in claimed for s in part.sentences) or knows(page, part):
            continue
        assert part.name is not None
        name = "_".join(word for word in page.tokens.words[part.name[0] : part.name[1]] if word.isalnum())
        problem, _ = weighed(page, name, [s for s in part.sentences if s.section not in NO_WORK], part_of, None)
        if problem.status == "managed":
            found.append(problem)
            claimed |= {s.number for s in part.sentences}
    return (*found, *told_in_passing(page, today, claimed, set(families) - {"any"}))


WRITER = {"i", "we", "i've", "i'll"}
AGO = {"last", "ago", "previously", "earlier", "recently", "since", "already", "had", "was", "been"}


def told_in_passing(page: Page, today: list[Sentence], claimed: set[int], families: set[str]) -> list[OtherProblem]:
    """Problems that running words name no better than by their drug: "also her blood pressure: raised amlodipine".

    Only a drug for one kind of problem, begun or changed by the writer, in a sentence that tells of no other day.
    """
    for sentence in today:
        if sentence.number in claimed or tells(sentence) or not AGO.isdisjoint(sentence.vocabulary):
            continue
        if page.dates_in(sentence) or "muscle" in sentence.kinds:
            continue
        drug = next(
            (m for m in page.within("diagnoses", sentence) if m.kind == "rx_drug" and m.value in families), None
        )
        if drug is None:
            continue
        mine = not WRITER.isdisjoint(sentence.vocabulary)
        if any(act.kind == "drug" for act in acts_in(page, sentence, planned=mine)):
            name = "_".join(words_of(page, drug))
            shown = page.evidence(sentence.first, sentence.last)
            return [
                OtherProblem(
                    concept=f"problem_treated_with_{name}", status="managed", prescription=True, evidence=(shown,)
                )
            ]
    return []


def of_the_pain(sentence: Sentence, part_of: dict[int, Part]) -> bool:
    """Whether a sentence stands in a titled part about the injected muscle."""
    part = part_of.get(sentence.number)
    return part is not None and part.titled and is_injected(part) and part.sentences[0].section != "assessment"


def knows(page: Page, part: Part) -> bool:
    """Whether a part's title is a diagnosis of the lexicon: it was weighed as that."""
    assert part.name is not None
    begin, end = part.name
    return any(m.kind == "diagnosis" and begin <= m.first < end for m in page.within("diagnoses", part.sentences[0]))


def titled_by(places: list[Sentence], part_of: dict[int, Part]) -> list[Part]:
    """The parts that a problem opens, and the plan that follows one at once: all of their words are about it."""
    numbers = {s.number for s in places}
    opened = [part_of[s.number] for s in places if s.number in part_of]
    opened = [p for p in opened if p.sentences[0].number in numbers and not is_injected(p)]
    plans = [part_of.get(p.sentences[-1].number + 1) for p in opened]
    own = [q for q in plans if q is not None and q.sentences[0].section == "plan" and q.sentences[0].heading]
    return [*(p for p in opened if p.titled), *(q for q in own if not is_injected(q))]


def weighed(
    page: Page, concept: str, sentences: list[Sentence], part_of: dict[int, Part], diagnosis: Diagnosis | None
) -> tuple[OtherProblem, set[int]]:
    """A problem with what its words say was done for it, and the sentences that say so."""
    acts: list[Act] = []
    done: set[int] = set()
    for sentence in sentences:
        part = part_of.get(sentence.number)
        own = part is not None and part.titled and not is_injected(part)
        if (tells(sentence) and not own) or by_staff(page, part):
            continue
        planned = sentence.section in ("assessment", "plan") or (part is not None and part.sentences[0].item)
        here = acts_in(page, sentence, planned=planned or (diagnosis is not None and sentence.section not in TOLD))
        if here:
            acts += here
            done.add(sentence.number)
    kinds: set[str] = {act.kind for act in acts if act.kind != "done_here"}
    tests = {act.word for act in acts if act.kind in ("test", "done_here")}
    if "drug" not in kinds and renewed(page, sentences):
        kinds.add("drug")
    if not kinds and kept_up(page, sentences, part_of):
        kinds.add("care")
    elsewhere = not kinds and any(of_others(page, s) for s in sentences)
    course = course_of(page, [s for s in sentences if not of_the_pain(s, part_of)] or sentences)
    if course in (None, "acute") and (out_of_hand(page, sentences) or short_of_goal(page, sentences, part_of)):
        course = "worsening"
    first = sentences[0].number if sentences else -1
    words = [s for s in sentences if s.number in done or s.number == first]
    shown = tuple(page.evidence(s.first, s.last) for s in words[:4])
    return (
        OtherProblem(
            concept=concept,
            side=diagnosis.side if diagnosis else "unspecified",
            status="managed" if kinds else "mentioned" if elsewhere else "assessed",
            course=course,
            prescription="drug" in kinds,
            tests_ordered=len(tests) or None,
            evidence=shown or (diagnosis.evidence if diagnosis else ()),
        ),
        done,
    )


UNMET = {"untreated", "undertreated", "refractory", "augmentation", "decompensated", "overload", "stiffer", "relapsed"}


def short_of_goal(page: Page, sentences: list[Sentence], part_of: dict[int, Part]) -> bool:
    """Whether words outside the injected part say that treatment falls short: "not enough", "untreated"."""
    for sentence in sentences:
        if of_the_pain(sentence, part_of):
            continue
        if not UNMET.isdisjoint(sentence.vocabulary):
            return True
        if "enough" in sentence.vocabulary and ("not", "enough") in pairwise(
            page.tokens.words[sentence.first : sentence.last]
        ):
            return True
    return False


RENEWED = {"refill", "refilled", "refills", "renew", "renewed", "renewal"}


def renewed(page: Page, sentences: list[Sentence]) -> bool:
    """Whether the writer renews a drug that the problem's own words name: "Refilled losartan 50 mg #90"."""
    drugs = any(m.kind == "rx_drug" for s in sentences for m in page.within("diagnoses", s))
    return drugs and any(
        not RENEWED.isdisjoint(s.vocabulary) and NOT.isdisjoint(s.vocabulary)
        for s in sentences
        if not (tells(s) or of_others(page, s))
    )


def kept_up(page: Page, sentences: list[Sentence], part_of: dict[int, Part]) -> bool:
    """Whether a problem with a part of its own had its care settled in two ways, none of them new ("Continue gel and
    walking, handout given"), or an acute one in any: "Viral URI, uncomplicated: fluids, over-the-counter guaifenesin".
    """
    own = [s for s in sentences if s.number in part_of and part_of[s.number].titled]
    if any(of_others(page, s) or is_injected(part_of[s.number]) for s in own):
        return False
    settled = [m for s in own if not tells(s) for m in page.within("diagnoses", s) if m.kind == "managed"]
    ways = {" ".join(words_of(page, m)) for m in settled}
    fresh = [way for way in ways if not KEPT.intersection(way.split())]
    acute = course_of(page, own) == "acute"
    return bool(fresh) and (len(ways) >= SETTLED or acute)


KEPT = {"continue", "stable", "change"}
"""Words that leave everything as it was: alone they are no management."""
SETTLED = 2
STAFF = {"ma", "rn", "lpn", "cma", "nurse", "nursing", "rooming", "intake"}


def by_staff(page: Page, part: Part | None) -> bool:
    """Whether a part is the entry of an assistant or a nurse, which is no work of the clinician."""
    if part is None:
        return False
    first = part.sentences[0]
    opening = page.tokens.words[first.first : min(first.last, first.first + 4)]
    return ":" in page.tokens.words[first.first : min(first.last, first.first + 6)] and not STAFF.isdisjoint(opening)


def plan_of(page: Page, today: list[Sentence]) -> list[Sentence]:
    """The sentences that hold the plan of a visit without a procedure: under its heading, else those after the exam."""
    if any(s.section == "plan" for s in today):
        return [s for s in today if s.section in ("plan", "procedure", "instructions")][:MOST_PLANNED]
    words = page.tokens.words
    exams = [s.number for s in today if not EXAMINED.isdisjoint(words[s.first : s.last])]
    after = exams[-1] if exams else -1
    return [s for s in today if s.number > after and not tells(s)][:MOST_PLANNED]


EXAMINED = {"exam", "examination", "palpation", "palpated", "tender", "rom", "auscultation"}
NO_WORK = {"past", "boilerplate", "family", "social", "ros", "allergies", "medications"}
TOLD = {"history", "results", "planned"}
"""Parts that tell what was found or done before: no management of this visit stands there."""


def tells(sentence: Sentence) -> bool:
    """Whether a sentence tells what was found or done before. What follows an exam on its line may be the plan."""
    return sentence.section in TOLD or (sentence.section == "exam" and sentence.heading is not None)


def stated_where(page: Page, today: list[Sentence]) -> dict[str, list[Sentence]]:
    """The first sentences of today that name each diagnosis, by concept."""
    found: dict[str, dict[int, Sentence]] = {}
    for sentence in today:
        for m in page.within("diagnoses", sentence):
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
            for m in page.within("diagnoses", sentence):
                if m.kind == "rx_drug" and m.value in families and len(found.setdefault(m.value, [])) < MOST_PLACES:
                    found[m.value].append(sentence)
    return found


COURSES = ("worsening", "undiagnosed", "acute", "stable")
WEAK = {"worse", "elevated", "progressive", "failing", "rising", "up"}
"""Words of a course that also tell what aggravates a pain or what was measured: too weak away from the diagnosis."""
AGGRAVATED = {"with", "on", "when", "while", "after", "at", "by", "in", "during", "if", ",", ".", ";", "than"}
NOT = {"no", "not", "without", "never", "denies", "nor"}


def course_of(page: Page, sentences: list[Sentence], *, strong: bool = False) -> str | None:
    """How the note says a problem goes; with `strong`, only from words that cannot mean anything else."""
    words = page.tokens.words
    found = set()
    measured = False
    for sentence in sentences:
        for m in page.within("diagnoses", sentence):
            if m.kind != "course":
                continue
            text = words[m.first : m.last]
            if m.value == "worsening" and (
                not NOT.isdisjoint(words[max(sentence.first, m.first - 2) : m.first])
                or (text[-1] == "worse" and m.first > sentence.first and set(words[m.last : m.last + 1]) & AGGRAVATED)
            ):
                continue
            if text[:3] == ["a", "1", "c"]:
                measured = measured or above_goal(page, m)
                continue
            if strong and (m.value != "worsening" or (len(text) == 1 and text[0] in WEAK)):
                continue
            found.add(m.value)
    if measured and not found & {"stable", "worsening"}:
        found.add("worsening")
    return next((course for course in COURSES if course in found), None)


GOAL = 7.0
"""The A1c in per cent at or below which most adults are at goal (American Diabetes Association, Standards of Care)."""


def above_goal(page: Page, m: Mention) -> bool:
    """Whether an A1c stands above the usual goal."""
    value = page.number(m.last - 1)
    return value is not None and value > GOAL


def out_of_hand(page: Page, sentences: list[Sentence]) -> bool:
    """Whether a problem's own measure has risen and its drug with it: "PHQ-9 14 (9 in Oct). Sertraline 50 -> 100."."""
    return measure_risen(page, sentences) and dose_raised(page, sentences)


MEASURES = {"phq", "gad", "ldl", "acr", "updrs", "psa", "das28"}
EARLIER = {"in", "on", "last", "at", "was", "from", "prior", "previously", "ago", "before"}


def measure_risen(page: Page, sentences: list[Sentence]) -> bool:
    """Whether a measure of illness is higher than the earlier one told beside it: "PHQ-9 14 (9 in Oct)"."""
    words = page.tokens.words
    for sentence in sentences:
        span = words[sentence.first : sentence.last]
        if MEASURES.isdisjoint(span) or EARLIER.isdisjoint(span):
            continue
        for at in range(sentence.first, sentence.last - 3):
            opens = words[at + 1] in ("(", ",") and (words[at + 2] in EARLIER or words[at + 3] in EARLIER)
            now = page.number(at)
            then = page.number(at + 2) if page.number(at + 2) is not None else page.number(at + 3)
            if opens and now is not None and then is not None and now > then:
                return True
    return False


RAISED = {
    "increase", "increased", "increasing", "raise", "raised", "uptitrate", "uptitrated", "upped", "bumped", "double",
    "doubled", "escalate", "escalated",
}  # fmt: skip


def dose_raised(page: Page, sentences: list[Sentence]) -> bool:
    """Whether the dose of a problem's drug goes up, as it does where the problem is not at its goal: "50 -> 100"."""
    words = page.tokens.words
    for sentence in sentences:
        drugs = [m for m in page.within("diagnoses", sentence) if m.kind == "rx_drug"]
        if not drugs or sentence.past or tells(sentence):
            continue
        if not RAISED.isdisjoint(words[sentence.first : sentence.last]):
            return True
        for at in range(sentence.first + 1, sentence.last - 1):
            if words[at] in (">", "\N{RIGHTWARDS ARROW}"):
                before = page.number(at - 2 if words[at - 1] == "-" else at - 1)
                after = page.number(at + 1)
                if before is not None and after is not None and before < after:
                    return any(m.last <= at and at - m.last <= FROM_DRUG for m in drugs)
    return False


FROM_DRUG = 6
"""Words from a drug to the arrow between its doses."""


def around(page: Page, first: Sentence) -> list[Sentence]:
    """The sentences of a problem: from where it is stated to the next problem, item, heading or paragraph."""
    found = [first]
    for sentence in page.sentences[first.number + 1 : first.number + MOST_SENTENCES]:
        if sentence.paragraph != first.paragraph or sentence.item or sentence.heading:
            break
        if any(m.kind == "diagnosis" for m in page.within("diagnoses", sentence)):
            break
        found.append(sentence)
    return found


def work(page: Page, sentences: list[Sentence]) -> tuple[bool, bool, int]:
    """Whether a problem was managed, whether with a prescription, and how many tests were ordered."""
    managed = prescription = False
    tests: set[str] = set()
    for sentence in sentences:
        if sentence.has("not_performed") and "service" in sentence.kinds:
            continue
        if any(m.kind in ("service", "act") for m in sentence.things) and sentence.section not in ("plan",):
            continue
        words = page.tokens.words[sentence.first : sentence.last]
        if words[0] == "if" or not CONSIDERED.isdisjoint(words):
            continue
        mentions = page.within("diagnoses", sentence)
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
