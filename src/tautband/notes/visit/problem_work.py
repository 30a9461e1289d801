"""How much was done for one problem that day, weighed: a visit beside an injection stands on strong evidence only.

A drug begun, changed or stopped, a test ordered, a device fitted carries a visit alone. A referral, a renewal, a test
for later, advice, a look at it, or a procedure (which is billed as such) carries none alone. The weights
are ours; that only work shown in the note counts is R10 of the product's rulings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from tautband.notes.context.others_work import narrated, of_others
from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.bare_orders import BEFORE_NOW, bare_orders, braced, new_illness
from tautband.notes.visit.left_open import might
from tautband.notes.visit.management import Act, acts_in
from tautband.notes.visit.order_words import NARRATED, REFERRED
from tautband.notes.visit.problem_care import care_set
from tautband.notes.visit.problem_course import course_of, short_of_goal
from tautband.notes.visit.problem_parts import STATED, tells
from tautband.notes.visit.verb_forms import done_by_form

ENOUGH = 3
DOUBTFUL = 2
WEIGHTS = {"drug": 3, "test": 3, "care": 3, "referral": 2, "procedure": 2, "renewed": 2, "later": 1, "done_here": 1}


CARRYING = {"drug", "test", "care"}


@dataclass(slots=True)
class Work:
    """What the words of a problem say was done for it, and the sentences that say so."""

    acts: list[Act] = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    weight: int = 0
    kinds: set[str] = field(default_factory=set)
    elsewhere: bool = False

    @property
    def tests(self) -> int:
        """Different tests ordered or done."""
        return len({act.word for act in self.acts if act.kind in ("test", "later", "done_here")})


def work_on(page: Page, sentences: list[Sentence], *, own: bool, planned: bool, called_at: int | None = None) -> Work:
    """The work in a problem's sentences. `own`: they are the problem's own entry, so that all of them are about it;
    `planned`: a past verb in them tells of today; `called_at`: the number of the sentence that names the illness after
    its findings, before which others' work is history ("itch since the dentist's antibiotic").
    """
    done = Work()
    behind = [s for s in sentences if s.number >= (called_at or 0)]
    usable = [s for s in sentences if own or not tells(s)]
    for sentence in usable:
        here = acts_in(page, sentence, planned=own or sentence.section in STATED)
        if own and not planned:
            here = [act for act in here if act.word not in NARRATED or done_by_form(page, sentence, act.at)]
        if here:
            done.acts += here
            done.done.add(sentence.number)
    if own and not any(of_others(page, s) or put_off(page, s) for s in behind):
        for sentence, act in written_bare(page, usable, found=called_at is not None):
            done.acts.append(act)
            done.done.add(sentence.number)
    done.kinds = {act.kind for act in done.acts}
    if "drug" not in done.kinds and renewed(page, usable):
        done.kinds.add("renewed")
    done.weight = sum(WEIGHTS[kind] for kind in done.kinds)
    done.weight += looked_at(page, sentences) if done.kinds else 0
    if not done.kinds - {"done_here", "later", "procedure"}:
        done.weight = min(done.weight, DOUBTFUL)
    if "renewed" in done.kinds and own and course_of(page, sentences) is not None:
        done.weight = max(done.weight, ENOUGH)
    if done.weight < ENOUGH and own:
        done.weight = max(done.weight, settled(page, usable))
    carried = done.kinds & CARRYING
    done.elsewhere = not carried and any(of_others(page, s) or put_off(page, s) for s in behind)
    if done.elsewhere:
        done.weight = 0
    return done


def written_bare(page: Page, usable: list[Sentence], *, found: bool) -> list[tuple[Sentence, Act]]:
    """Orders without a verb: a drug at another dose than before; any where the problem is new or not at its goal."""
    of_now = [s for s in usable if BEFORE_NOW.isdisjoint(s.vocabulary)]
    active = course_of(page, of_now) in ("worsening", "undiagnosed", "acute") or short_of_goal(page, of_now)
    active = active or found or new_illness(page, usable) or any(not FRESH.isdisjoint(s.vocabulary) for s in of_now)
    braces = [(s, act) for s in usable if (act := braced(page, s, found=found)) is not None] if active else []
    return bare_orders(page, usable, active=active) + braces


FRESH = {"sprain", "fracture", "uncontrolled", "bothersome"}
EXAMINED = {
    "exam", "examined", "tender", "swollen", "swelling", "crackles", "lungs", "clear", "positive", "negative", "intact",
    "palpated", "auscultation", "otoscopy", "rom", "effusion", "erythema", "edema", "reflexes", "strength", "tophi",
    "murmur", "pulses", "drum", "canal", "goiter", "nodule", "nodules", "joints",
}  # fmt: skip


def looked_at(page: Page, sentences: list[Sentence]) -> int:
    """One for words of an examination or a measure of the problem, one for a course that is not stable."""
    seen = any(not EXAMINED.isdisjoint(s.vocabulary) or measured(page, s) for s in sentences)
    course = course_of(page, sentences) in ("worsening", "undiagnosed", "acute")
    return int(seen) + int(course)


def measured(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence tells a value of a test or a pressure: "TSH 2.1", "uric acid 5.4", "128/76"."""
    words = page.tokens.words
    return any(
        words[at] == "/" and high(page, at - 1) and high(page, at + 1) for at in range(sentence.first, sentence.last)
    ) or any(m.kind == "test" and any(page.number(m.last + k) is not None for k in (0, 1)) for m in sentence.diagnoses)


def high(page: Page, at: int) -> bool:
    """Whether a number that a blood pressure may have stands at a word."""
    value = page.number(at)
    return value is not None and LOWEST <= value <= HIGHEST


LOWEST, HIGHEST = 40, 260
RENEWED = {"refill", "refilled", "refills", "renew", "renewed", "renewal"}
NOT = {"no", "not", "without", "never", "denies", "nor", "declined"}


NOT_NOW = NOT | {"has", "have"}


def renewed(page: Page, sentences: list[Sentence]) -> bool:
    """Whether the writer renews a drug that the problem's own words name: "Refilled losartan 50 mg #90"."""
    drugs = any(m.kind == "rx_drug" for s in sentences for m in s.diagnoses)
    words = page.tokens.words
    return drugs and any(
        (words[at] in RENEWED or prescribed(page, s, at))
        and NOT_NOW.isdisjoint(words[max(s.first, at - 3) : at])
        and not (of_others(page, s) or might(page, s, at) or narrated(page, s, at))
        for s in sentences
        for at in range(s.first, s.last)
    )


SCRIPTS = {"script", "scripts", "prescription", "prescriptions", "rxs"}
HANDED = {"sent", "given", "written", "printed", "e", "electronically", "issued"}


def prescribed(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a prescription is told as sent or given: "30 day scripts x3 sent"."""
    words = page.tokens.words
    return words[at] in SCRIPTS and not HANDED.isdisjoint(words[at + 1 : min(sentence.last, at + 5)])


TREATMENTS = {"otc", "counter", "saline", "supportive", "gel", "splint", "cpap", "inhaler"}
"""Words of a treatment without a prescription: advice alone is no management."""
WAYS = 2


def settled(page: Page, sentences: list[Sentence]) -> int:
    """The weight of care without an order: a treatment that needs none and something beside it ("Continue gel over the
    counter, handout given"), or an acute problem so treated ("Viral URI: over-the-counter guaifenesin").
    """
    if any(of_others(page, s) for s in sentences):
        return 0
    ways = {
        " ".join(page.tokens.words[m.first : m.last])
        for s in sentences
        for m in s.diagnoses
        if m.kind == "managed"
        and REFERRED.isdisjoint(page.tokens.words[m.first : m.last])
        and not might(page, s, m.first)
    }
    fresh = [way for way in ways if not TREATMENTS.isdisjoint(way.split())]
    if not fresh:
        return 0
    told = len(ways) >= WAYS and len(sentences) >= WAYS
    return ENOUGH if told or course_of(page, sentences) == "acute" else 1


def cared_for(page: Page, sentences: list[Sentence], behind: list[Sentence]) -> int:
    """How many measures of several kinds are set for an illness in the sentences `behind` its name; none of others."""
    return 0 if any(of_others(page, s) for s in sentences) else care_set(page, behind)


LATER_VISIT = {
    ("not", "addressed"), ("not", "evaluated"), ("not", "discussed"), ("another", "visit"), ("separate", "visit"),
    ("separate", "appointment"), ("separate", "appt"), ("next", "visit"), ("let", "be"), ("put", "off"),
    ("not", "looked"), ("no", "time"), ("not", "today"), ("another", "day"), ("own", "visit"), ("own", "appointment"),
    ("no", "changes"), ("no", "change"), ("not", "reviewed"), ("not", "assessed"), ("message", "sent"),
    ("note", "sent"),
}  # fmt: skip


def put_off(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence leaves the problem to another day or another's desk: "make a separate appointment"."""
    return any(pair in LATER_VISIT for pair in pairwise(page.tokens.words[sentence.first : sentence.last]))
