"""Problems that running text states without a heading: what was found, then the illness by name, then what is done.

"L ear x 3 d, itchy. Canal red, swollen. Otitis externa L. Drops BID x 7 d." A few words that name an illness after
findings are an assessment, whatever part of the note they stand in; what follows up to the muscle is its plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from tautband.model.encounter import Diagnosis
from tautband.notes.context.others_work import AWAY, MONTHS
from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.bare_orders import FOUND
from tautband.notes.visit.decided import lasts
from tautband.notes.visit.order_words import NEEDLE, ROUTINE
from tautband.notes.visit.problem_entries import Entry
from tautband.notes.visit.problem_names import BARRED, BITERS, FORM, PAIN, needles
from tautband.notes.visit.problem_parts import NO_WORK, STATED, Part
from tautband.notes.visit.problem_plan import plan_behind
from tautband.notes.visit.problem_stated import concept_of, painful, set_aside
from tautband.notes.visit.problem_work import EXAMINED, measured
from tautband.notes.visit.same_pain import placed
from tautband.notes.vocabulary.remembered import Remembered
from tautband.notes.vocabulary.word_lists import words_of

BEFORE = 10
AFTER = 7
"""Sentences of the findings before an illness is named, and of its plan behind it."""
LEADING = {
    "dx", "imp", "impression", "assessment", "a", "an", "acute", "new", "likely", "probable", "suspected", "this", "is",
    "the", "=", ">", "-", "\N{RIGHTWARDS ARROW}", ":", "so", "c", "w", "/", "consistent", "with", "looks", "like",
    "mild", "moderate", "severe", "left", "right", "l", "r", "bilateral", "simple", "uncomplicated", "early", "grade",
    "classic", "typical", "clinically", "most", "infected", "chronic", "recurrent", "bacterial", "viral", "i", "think",
}  # fmt: skip
"""Words before the name of an illness that is stated as found."""
ILLNESS = words_of("illnesses")
"""Names of illnesses whose form does not show them."""
NO_ILLNESS = {
    "extension", "distension", "diagnosis", "prognosis", "mechanism", "basis", "emphasis", "organism", "metabolism",
    "stoma", "kyphosis", "lordosis", "anastomosis", "hyperextension", "dorsiflexion",
}  # fmt: skip
"""Words that only sound like an illness, or name what an examination looks at."""
HISTORY = {
    "history", "hx", "h", "pmh", "past", "prior", "previous", "ago", "since", "known", "childhood", "years", "father",
    "mother", "sister", "brother", "last", "for", "had", "was", "treated", "per", "resolved", "if", "risk", "watch",
    "stable", "controlled",
    "none", "rare", "remote", "old", "neg", "negative", "no", "not", "without", "denies", "unlikely", "excluded",
    "and",
}  # fmt: skip
"""Words of a sentence that tells of an illness of another time, or of none."""


def verdicts(page: Page, parts: list[Part], assessed: dict[str, Diagnosis]) -> Iterator[Entry]:
    """The entries of illnesses that the clinician's own running text names after their findings and treat right
    behind, in the same part.
    """
    telling = not any(s.section in STATED for part in parts for s in part.sentences)
    before: list[Sentence] = []
    for number, part in enumerate(parts):
        for place, sentence in enumerate(part.sentences):
            name = named_illness(page, sentence, assessed)
            if name is not None and (sentence.section != "history" or telling):
                seen = findings(before[-BEFORE:]) or found_there(page, before, name)
                rest = part.sentences[place + 1 : place + 1 + AFTER]
                plan = plan_of(page, rest, assessed)
                plan = plan + plan_of(page, plan_behind(page, parts, number, place)[:AFTER], assessed)
                if led_up(page, sentence) or any(found_out(page, s) for s in (*seen, sentence, *plan[:2])):
                    stated = sentence.section in STATED
                    words = [*seen, sentence, *plan]
                    called, at = assessed.get(name), sentence.number
                    yield Entry(name, words, own=True, diagnosis=called, planned=stated, found=True, called_at=at)
            before.append(sentence)


LISTS = {
    "list", "pmh", "pmhx", "history", "medications", "medicines", "meds", "medication", "allergies", "problems",
    "active",
    "past", "family", "social", "review", "ros", "screens", "screening", "other", "prior", "comorbidities", "reminders",
}  # fmt: skip
"""Words in the label of a part that lists what is known of a patient."""


def lists(page: Page, part: Part) -> bool:
    """Whether a part's label says that it lists what is known: problems, medicines, what was done before."""
    first = part.sentences[0]
    opening = page.tokens.words[first.first : min(first.last, first.first + LABEL)]
    return ":" in opening and not LISTS.isdisjoint(opening[: opening.index(":")])


LABEL = 6


def named_illness(page: Page, sentence: Sentence, assessed: dict[str, Diagnosis]) -> str | None:
    """The illness that a sentence opens with and states as found."""
    mentions = sentence.diagnoses
    if not any(m.kind == "diagnosis" for m in mentions) and page.such(SOUNDING).isdisjoint(sentence.vocabulary):
        return None
    if sentence.section in NO_WORK or needles(sentence) or painful(sentence) or of_elsewhere(page, sentence):
        return None
    words = page.tokens.words
    if words[sentence.last - 1] == "?":
        return None
    muscle = min((m.first for m in sentence.of("muscle")), default=sentence.last)
    for m in mentions:
        if m.kind == "diagnosis" and m.first < muscle and led_to(words, sentence, m.first):
            concept = concept_of(page, sentence, m, assessed)
            held = (c for c in assessed if f"_{m.value}_" in f"_{c}_")
            name = concept or next(held, m.value)
            return None if set_aside(page, sentence, m) or of_pain(name) else name
    for at in range(sentence.first, muscle):
        word = words[at]
        if word == "bite" and words[max(sentence.first, at - 1)] not in BITERS:
            continue  # a dentist's "bite unchanged"
        if SOUNDING[word] and led_to(words, sentence, at):
            near = (w.removesuffix("'s") for w in words[max(sentence.first, at - 1) : at + 2])
            return "_".join(w for w in near if w.isalpha() and w not in LEADING)
    return None


def sounds(word: str) -> bool:
    """Whether a word is the name of an illness by its form or by our list."""
    return (FORM.match(word) is not None or word in ILLNESS) and word not in BARRED and word not in NO_ILLNESS


SOUNDING = Remembered(sounds)


def of_pain(name: str) -> bool:
    """Whether a diagnosis names a muscle's pain: not a trigger finger."""
    words = set(name.split("_"))
    return not PAIN.isdisjoint(words - {"trigger"} if words & {"finger", "thumb"} else words)


def of_elsewhere(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence tells of another day, or of care at another place: "ER visit, stress test ordered there"."""
    if any(d.day != page.day for d in page.dates_in(sentence)) or not THEN.isdisjoint(sentence.vocabulary):
        return True
    if not AWAY.isdisjoint(sentence.vocabulary) and WARNING.isdisjoint(sentence.vocabulary):
        return not turned_to(page, sentence)
    today = page.day.year if page.day else 0
    years = [page.number(at) or 0 for at in page.numbers_in(sentence)]
    return any(FIRST_YEAR <= year <= LAST_YEAR and year != today for year in years)


def turned_to(page: Page, sentence: Sentence) -> bool:
    """Whether a place of care is named at the end of a plan as one to turn to: ", ER for breathlessness"."""
    words = page.tokens.words
    return any(
        words[at] in AWAY and words[at - 1] in (",", ";") and words[at + 1 : at + 2] == ["for"]
        for at in range(sentence.first + 1, sentence.last)
    )


THEN = MONTHS | {"there"}
WARNING = {"if", "go", "return", "precautions", "sooner", "unless", "or", "call", "to"}
"""Words by which another place of care is one to turn to later."""
FIRST_YEAR, LAST_YEAR = 1950, 2099


def led_to(words: list[str], sentence: Sentence, at: int) -> bool:
    """Whether few words stand before the name at a word or its mark, most of them such as lead to it."""
    begin = max((k + 1 for k in range(sentence.first, at) if words[k] in MARKS), default=sentence.first)
    before = [word for word in words[begin:at] if not word.isdecimal() and word not in LEADING and not placed({word})]
    behind = words[at : next((k for k in range(at, sentence.last) if words[k] in STOPS), sentence.last)]
    return len(before) <= 1 and PAIN.isdisjoint(before) and HISTORY.isdisjoint(before) and HISTORY.isdisjoint(behind)


STOPS = {",", ";", ".", ":", "("}
MARKS = {":", "=", ">", "\N{RIGHTWARDS ARROW}"}
"""Marks that lead from findings to the illness: "eye red, gluey: conjunctivitis"."""


def findings(before: list[Sentence]) -> list[Sentence]:
    """The sentences of what was complained of and found before an illness is named, back to the muscle."""
    kept: list[Sentence] = []
    for sentence in reversed(before):
        if needles(sentence) or "muscle" in sentence.kinds or painful(sentence):
            break
        if sentence.section not in NO_WORK and not any(m.kind == "rx_drug" for m in sentence.diagnoses):
            kept.append(sentence)
    return kept[::-1]


def found_there(page: Page, before: list[Sentence], name: str) -> list[Sentence]:
    """The sentences before that tell of findings at the place in an illness's name: "L ankle: swollen" of a sprain."""
    places = {word for word in name.split("_") if placed({word})} | ({"ankle", "knee", "ear"} & set(name.split("_")))
    return [
        s
        for s in before[-FAR:]
        if not places.isdisjoint(s.vocabulary) and "muscle" not in s.kinds and not needles(s) and found_out(page, s)
    ][:BEFORE]


FAR = 24
"""Sentences back in which findings at an illness's place stand."""


def found_out(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence tells of an examination, a measure, or how long a complaint has lasted."""
    if any(m.kind == "rx_drug" for m in sentence.diagnoses):
        return False
    seen = "+" in sentence.vocabulary or not SEEN.isdisjoint(sentence.vocabulary)
    return seen or measured(page, sentence) or lasts(page, sentence)


PREVENTIVE = ROUTINE | {
    "mammogram", "colonoscopy", "vaccine", "vaccines", "questionnaire", "immunizations", "shingrix", "directive",
}  # fmt: skip
"""Words of what is offered to anybody, which no illness asks for."""


def led_up(page: Page, sentence: Sentence) -> bool:
    """Whether words of a complaint lead to the illness in its own sentence: "lid stuck shut, crust: conjunctivitis"."""
    words = page.tokens.words
    mark = max((at for at in range(sentence.first, sentence.last) if words[at] in MARKS), default=sentence.first)
    return sum(words[at].isalpha() for at in range(sentence.first, mark)) >= COMPLAINT


COMPLAINT = 5
"""Words of a complaint at the least, as against a label."""
VAGUE = {"no", "denies", "normal", "cm", "mm", "hr", "rr", "bp"}
"""Words that stand in many sentences without a finding."""
SEEN = EXAMINED | FOUND - VAGUE


def plan_of(page: Page, after: list[Sentence], assessed: dict[str, Diagnosis]) -> list[Sentence]:
    """The sentences of what is done, up to the muscle or the next illness."""
    kept: list[Sentence] = []
    for sentence in after:
        if needles(sentence) or "muscle" in sentence.kinds or painful(sentence):
            break
        if "service" in sentence.kinds or not NEEDLE.isdisjoint(sentence.vocabulary):
            break
        if named_illness(page, sentence, assessed) is not None or not PREVENTIVE.isdisjoint(sentence.vocabulary):
            break
        kept.append(sentence)
    return kept
