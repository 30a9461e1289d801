"""The visit around the needle: new or known patient, booked or decided today, other problems, people, the note's
state.
"""

from __future__ import annotations

import re

from tautband.model.encounter import (
    Diagnosis,
    NoteStatus,
    OtherProblem,
    Person,
    Postoperative,
    StatedCode,
    Visit,
)
from tautband.model.evidence import Evidence
from tautband.notes.diagnoses import joint_named
from tautband.notes.lexicon import Mention
from tautband.notes.page import Page, Sentence
from tautband.notes.spans import span_weeks

CODE = re.compile(
    r"(205[5-6]\d|206[01]\d|64[4-6]\d\d|627\d\d|6232\d|99[0-4]\d\d|76942|77002|96372|9781\d|0232T|021[3-8]T|M0076|J\d{4}|G2211)"
    r"(?:\s*-\s*([A-Z0-9]{2}))?(?![\d/])"
)
PART_OF_ANOTHER = "./$-"
"""Marks before a number that make it no code: an amount, a date, the end of a longer number."""
MOST_SENTENCES = 8
"""A problem's own words end here at the latest."""
MOST_PLANNED = 60
MOST_PLACES = 6
LEVEL = re.compile(r"992(?:0[2-5]|1[1-5])$")
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


def visit_mentions(page: Page) -> dict[int, list[Mention]]:
    """The visit's cues by sentence number."""
    by_sentence: dict[int, list[Mention]] = {}
    mentions = page.cues["visit"]
    at = 0
    for sentence in page.sentences:
        while at < len(mentions) and mentions[at].first < sentence.last:
            if mentions[at].first >= sentence.first and mentions[at].last <= sentence.last:
                by_sentence.setdefault(sentence.number, []).append(mentions[at])
            at += 1
    return by_sentence


def read_visit(
    page: Page,
    cues: dict[int, list[Mention]],
    diagnoses: tuple[Diagnosis, ...],
    performed: bool,
    codes: tuple[StatedCode, ...],
) -> Visit:
    """What speaks for and against a separate visit that day. `codes` are those the note prints."""
    flags: dict[str, list[Evidence]] = {}
    for sentence in page.sentences:
        if sentence.foreign:
            continue
        for m in cues.get(sentence.number, []):
            if m.kind == "visit" and not (m.value == "established_patient" and sentence.number > 6):
                flags.setdefault(m.value, []).append(page.evidence(m.first, m.last))
        if sentence.section == "planned" and sentence.heading and ("service", "tpi") in sentence.meanings:
            flags.setdefault("scheduled", []).append(page.evidence(sentence.first, sentence.last))
    new = True if "new_patient" in flags else False if "established_patient" in flags else None
    stated = next((code.code for code in codes if LEVEL.match(code.code)), None)
    return Visit(
        new_patient=new,
        scheduled_for_injection=True if "scheduled" in flags else None,
        decision_made_today=True if "decided_today" in flags else None,
        other_problems=other_problems(page, diagnoses, performed),
        stated_level=stated,
        evidence=tuple(e for value in flags.values() for e in value)[:8],
    )


def other_problems(page: Page, diagnoses: tuple[Diagnosis, ...], performed: bool) -> tuple[OtherProblem, ...]:
    """Problems assessed or managed apart from the injected one, with the words that show the work."""
    found = []
    today = [s for s in page.sentences if not s.past and not s.foreign and s.section not in NO_WORK]
    planned = [] if performed else plan_of(page, today)
    statements = stated_where(page, today)
    treating = drugs_named(page, today)
    families = page.lexicon.data["drug_family"]["treats"]
    told = course_of(page, [s for s in today if s.section in ("history", "")], strong=True) if not performed else None
    for diagnosis in diagnoses:
        if diagnosis.status != "assessed" or (performed and diagnosis.concept in MUSCLE_PAIN):
            continue
        places = [*statements.get(diagnosis.concept, ()), page.sentence_at(diagnosis.evidence[0].start)]
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


def stated_codes(page: Page) -> tuple[StatedCode, ...]:
    """Procedure codes printed in the note, with their modifiers."""
    found = []
    at = 0
    while match := CODE.search(page.text, at):
        start, end = match.span()
        if start and (page.text[start - 1] in PART_OF_ANOTHER or page.text[start - 1].isdecimal()):
            at = start + 1
            continue
        at = end
        found.append(
            StatedCode(
                code=match.group(1),
                modifiers=(match.group(2),) if match.group(2) else (),
                evidence=(Evidence(start=start, end=end, text=page.text[start:end]),),
            )
        )
    unique: dict[tuple[str, tuple[str, ...]], StatedCode] = {}
    for code in found:
        unique.setdefault((code.code, code.modifiers), code)
    return tuple(unique.values())


def read_status(page: Page, cues: dict[int, list[Mention]]) -> tuple[NoteStatus, tuple[Evidence, ...]]:
    """Whether the note is signed, unsigned or a draft. Where it holds both, the later word counts."""
    found: list[tuple[NoteStatus, Evidence]] = []
    for sentence in page.sentences:
        for m in cues.get(sentence.number, []):
            if m.kind == "status" and not consent_near(page, sentence, m):
                found.append((m.value, page.evidence(m.first, m.last)))  # type: ignore[arg-type]
    for value in ("draft", "unsigned"):
        bad = [e for v, e in found if v == value]
        signed = [e for v, e in found if v == "signed"]
        if bad and not (signed and signed[-1].start > bad[-1].end and not overlaps(bad[-1], signed[-1])):
            return value, tuple(bad)
    signed = [e for v, e in found if v == "signed"]
    return ("signed", tuple(signed)) if signed else ("not_shown", ())


def overlaps(one: Evidence, other: Evidence) -> bool:
    """Whether two quotes share characters."""
    return one.start < other.end and other.start < one.end


def consent_near(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether the word is said of a consent form, an image or a syringe."""
    words = page.tokens.words[max(sentence.first, m.first - 4) : min(sentence.last, m.last + 4)]
    if m.value == "draft":
        return (
            not (m.first - sentence.first <= 6 or sentence.last - m.last <= 6)
            or "results" in words
            or ("report" in words and "preliminary" not in words)
        )
    return any(word in ("consent", "consents", "estimate", "form", "by-patient", "images") for word in words)


def read_people(page: Page, cues: dict[int, list[Mention]]) -> tuple[Person, ...]:
    """Who did what, by credential: from "performed by", "supervised by" and signature lines."""
    found: dict[tuple[str, str], Person] = {}
    for sentence in page.sentences:
        here = cues.get(sentence.number, [])
        roles = [m for m in here if m.kind == "supervision"]
        signature = sentence.section == "signature" or any(m.kind == "status" and m.value == "signed" for m in here)
        for m in here:
            if m.kind != "credential" or not written_as(page, m):
                continue
            before = [r for r in roles if r.last <= m.first]
            role = before[-1].value if before else "performer" if signature and not found else None
            if signature and role is None:
                role = "co_signer"
            if role is not None:
                found.setdefault(
                    (m.value, role), Person(credential=m.value, role=role, evidence=(page.evidence(m.first, m.last),))
                )
    return tuple(found.values())


def written_as(page: Page, m: Mention) -> bool:
    """Whether a short credential is written in capitals: "DO" and not "do"."""
    text = page.text[page.tokens.starts[m.first] : page.tokens.ends[m.last - 1]]
    return len(text) > 6 or text[:2].isupper()


def read_postoperative(page: Page, cues: dict[int, list[Mention]]) -> Postoperative | None:
    """An operation this encounter follows, when, by whom, and whether the treatment belongs to it."""
    operation: Mention | None = None
    where: Sentence | None = None
    for sentence in page.sentences:
        for m in cues.get(sentence.number, []):
            if (
                m.kind == "operation"
                and not sentence.has("planned", "family")
                and (recent(page, sentence) or linked(cues, sentence))
            ):
                operation, where = m, sentence
                break
        if operation:
            break
    if operation is None or where is None:
        return None
    near = [s for s in page.sentences if abs(s.number - where.number) <= 1]
    links = [m.value for s in page.sentences for m in cues.get(s.number, []) if m.kind == "operation_link"]
    beside = [m.value for s in near for m in cues.get(s.number, []) if m.kind == "operation_link"]
    same = (
        True if "same_surgeon" in beside else False if "other_surgeon" in beside or "other_surgeon" in links else None
    )
    if same is None and ("same_surgeon" in links or own(page, where, operation)):
        same = True
    return Postoperative(
        operation=" ".join(page.tokens.words[operation.first : operation.last]),
        weeks_since=weeks_since(page, where),
        same_surgeon=same,
        related=False if "unrelated" in links else None,
        evidence=(page.evidence(operation.first, operation.last),),
    )


OWN_REACH = 7


def own(page: Page, sentence: Sentence, operation: Mention) -> bool:
    """Whether the writer calls the operation theirs: "6 weeks from my C5-6 discectomy"."""
    before = page.tokens.words[max(sentence.first, operation.first - OWN_REACH) : operation.first]
    if not {"my", "our"}.isdisjoint(before):
        return True
    return not {"i", "we"}.isdisjoint(before) and not OPERATED.isdisjoint(before)


OPERATED = {"did", "performed", "completed", "carried"}


def linked(cues: dict[int, list[Mention]], sentence: Sentence) -> bool:
    """Whether the sentence says that this is after the operation."""
    return any(
        m.kind == "operation_link" and m.value in ("postop", "same_surgeon", "other_surgeon")
        for m in cues.get(sentence.number, [])
    )


def recent(page: Page, sentence: Sentence) -> bool:
    """Whether the sentence dates the operation within half a year before the service."""
    weeks = weeks_since(page, sentence)
    return weeks is not None and weeks <= 26


def weeks_since(page: Page, sentence: Sentence) -> float | None:
    """Weeks from the operation to the service: by its date, else by "week 5", "6 weeks after"."""
    if page.day is not None:
        days = [(page.day - d.day).days for d in page.dates_in(sentence) if d.exact and d.day < page.day]
        if days:
            return round(min(days) / 7, 1)
    words = page.tokens.words
    for m in sentence.things:
        if m.kind == "unit" and m.value in ("weeks", "months", "days"):
            if words[m.last : m.last + 1] and words[m.last] in (
                "after",
                "post",
                "s",
                "out",
                "from",
                "ago",
                "since",
                "status",
            ):
                return span_weeks(page, sentence, m)
            number = page.number(m.last)
            if number is not None and words[m.first] == "week":
                return number
    return None
