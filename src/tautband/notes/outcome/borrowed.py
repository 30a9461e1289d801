"""Sides that a muscle borrows from the rest of the note, where that leaves no doubt."""

from __future__ import annotations

from tautband.notes.drugs.totals import SIDES
from tautband.notes.muscles.aims import Procedure
from tautband.notes.muscles.referring import in_words
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import SIDE_KEYS, Target
from tautband.notes.vocabulary.lexicon import Mention

NO_SIDE = {
    "handed", "hander", "dominant", "hand", "away", "now", "after", "before", "then", "lateral", "decubitus", "down",
    "up", "there", "here", "click", "angle",
}  # fmt: skip
"""Words that make "right" or "left" before them no side of the complaint: "right-handed", "right away"."""


LEFT_BEHIND = {"after", "before", "then", "now", "there", "here", "away"}
"""Of those, the words before which only "left" or "right" written out is no side: "leg pain L after a sprain"."""
TURNED = {"turned", "rotated", "facing", "tilted"}
"""Words right before a side to which only the head or body was turned."""
CONDITIONS = {"if", "should", "unless"}
"""Words right before a side that nothing was done to today: "if the right leg starts up"."""


def borrow_sides(procedure: Procedure, chosen: list[Target]) -> list[Target]:
    """Give a muscle without a side the side the rest of today's note gives it, where that is one side only.

    A dose at each point of the muscles just palpated goes into both sides of one that was found on both.
    """
    known = sides_by_name(procedure.title + procedure.palpated + procedure.exam + procedure.assessed + chosen)
    titled = sides_by_name(procedure.title)
    pointed = any(aim.mode == "narrated" and "each" in aim.sentence.kinds for aim in procedure.aims)
    felt = sides_by_name(procedure.palpated) if pointed else {}
    found = sides_by_name([t for t in procedure.exam if in_words(t)])
    sided = {t.name for t in chosen if t.sides}
    for target in chosen:
        name = target.name
        if target.sides:
            continue
        if len(known[name]) == 1:
            target.sides = tuple(known[name])
        elif titled.get(name) and name not in sided:
            target.sides = tuple(side for side in SIDES if side in titled[name])
        elif len(felt.get(name, ())) > 1 and name not in sided:
            target.sides = tuple(side for side in SIDES if side in felt[name])
        elif len(known[name]) > 1 and name not in sided and each_of(target):
            target.sides = tuple(side for side in SIDES if side in known[name])
        elif len(found.get(name, ())) == 1:
            target.sides = tuple(found[name])
        if target.sides:
            sided.add(name)
    return chosen


def each_of(target: Target) -> bool:
    """Whether "each" stands right before a muscle, which was found on both sides: "0.5 cc x 2 sites each UT".

    Behind a volume it is said of every muscle that follows: "2 ml each QL, piriformis".
    """
    volumes = {m.last for m in target.sentence.kinds.get("unit", NONE)}
    return any(m.last == target.first and m.first not in volumes for m in target.sentence.kinds.get("each", NONE))


def titled_side(page: Page, procedure: Procedure) -> str:
    """The one side that the procedure's title speaks of: "Trigger point injections, right calf"."""
    titles = [
        aim.sentence
        for aim in procedure.aims
        if any(m.value == "tpi" for m in aim.services)
        and aim.today
        and aim.sentence.section in ("procedure", "title", "")
        and "muscle" not in aim.sentence.kinds
    ]
    sides = {m.value for sentence in titles for m in spoken_sides(page, sentence)}
    return sides.pop() if len(sides) == 1 and sides <= {"left", "right"} else ""


def diagnosed_side(page: Page, procedure: Procedure) -> str:
    """The one side of the muscle pain that the assessment states: "A: Myofascial pain L forearm"."""
    stated = {m.first for m in page.cues["diagnoses"] if m.value in ("myofascial_pain", "myalgia")}
    told = [
        aim.sentence
        for aim in procedure.aims
        if aim.sentence.section == "assessment"
        and aim.today
        and any(aim.sentence.first <= at < aim.sentence.last for at in stated)
    ]
    sides = {m.value for sentence in told for m in spoken_sides(page, sentence)}
    return sides.pop() if len(sides) == 1 and sides <= {"left", "right"} else ""


def spoken_sides(page: Page, sentence: Sentence) -> list[Mention]:
    """The sides of a sentence that are sides of the complaint."""
    words = page.tokens.words
    return [
        m
        for m in sentence.kinds.get("side", NONE)
        if (NO_SIDE - LEFT_BEHIND if len(words[m.first]) == 1 else NO_SIDE).isdisjoint(words[m.last - 1 : m.last + 1])
        and CONDITIONS.isdisjoint(words[max(sentence.first, m.first - 2) : m.first])
        and TURNED.isdisjoint(words[max(sentence.first, m.first - 3) : m.first])
        and not both_of_them(page, sentence, m)
        and not initial(page, sentence, m)
    ]


LONGEST_NAME = 5
SIGNED_BY = 2
"""Last sentences of a note that may hold its writer's name."""


def initial(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a letter is that of the writer's first name, at the note's end: "L Mabry NP"."""
    if sentence.number + SIGNED_BY < len(page.sentences) or sentence.last - sentence.first > LONGEST_NAME:
        return False
    alone = sentence.first in page.line_starts and sentence.kinds.keys() == {"side"}
    return alone and m.first == sentence.first and len(page.tokens.words[m.first]) == 1


def one_sided(page: Page, procedure: Procedure, chosen: list[Target]) -> list[Target]:
    """Give muscles that nowhere have a side that of the procedure's title, or the one side that all of today's note
    speaks of.
    """
    if not chosen or all(target.sides for target in chosen):
        return chosen
    side = titled_side(page, procedure) or diagnosed_side(page, procedure)
    if side and all(target.sides in ((), (side,)) for target in chosen):
        for target in chosen:
            target.sides = (side,)
    if any(target.sides for target in chosen):
        return as_their_neighbours(page, chosen)
    fields = [told for s in page.sentences if not (s.past or s.foreign) and (told := side_field(page, s))]
    if len(fields) == 1:
        for target in chosen:
            target.sides = fields[0]
        return chosen
    sides = {
        m.value
        for sentence in page.sentences
        if not (sentence.past or sentence.foreign or found_well(sentence))
        for m in spoken_sides(page, sentence)
    }
    sides = sides or complained_of(page)
    if len(sides) == 1 and sides <= {"left", "right"}:
        for target in chosen:
            target.sides = tuple(sides)
    return chosen


WELL = {"normal", "nl", "unremarkable", "unaffected", "asymptomatic", "uninvolved", "wnl", "ok"}
LONGEST_WELL = 8
"""Words of a sentence that says no more than that a side is well: "The right arm is normal."."""


def found_well(sentence: Sentence) -> bool:
    """Whether a sentence only says that a side is well, so that it is not the side of the complaint."""
    return sentence.last - sentence.first <= LONGEST_WELL and not WELL.isdisjoint(sentence.vocabulary)


PAINS = frozenset(("pain", "ache", "aching", "soreness", "tightness", "spasm", "spasms"))
PAIN_REACH = 4
"""Words from a side to the pain on it: "left upper forearm pain"."""


def complained_of(page: Page) -> set[str]:
    """The sides of the pains that a note tells of, in sentences that tell of earlier care too."""
    words = page.tokens.words
    return {
        m.value
        for sentence in page.saying(PAINS)
        if not sentence.foreign
        for m in spoken_sides(page, sentence)
        if not PAINS.isdisjoint(words[m.last : m.last + PAIN_REACH])
    }


NOTHING_THERE = {"soft", "supple", "nothing", "none", "no", "normal", "quiet", "clear", "fine", "ok", "negative", "not"}
"""Words of a sentence that tells of the other side only that nothing is there: "the right is soft throughout"."""


def as_their_neighbours(page: Page, chosen: list[Target]) -> list[Target]:
    """Give the muscles of one sentence with its volumes the side of the others in it, where today's note speaks of
    muscles on that side alone: "the minimus with 1 mL, the medius with 1 mL", of which the exam found the left one.
    """
    sided = {target.sides for target in chosen if target.sides}
    numbers = {target.sentence.number for target in chosen if target.sides}
    bare = [t for t in chosen if not t.sides and t.sentence.number in numbers and DOSED in t.sentence.meanings]
    if not bare or len(sided) != 1:
        return chosen
    spoken = {
        m.value
        for sentence in page.sentences
        if not (sentence.past or sentence.foreign) and NOTHING_THERE.isdisjoint(sentence.vocabulary)
        for m in spoken_sides(page, sentence)
    }
    if len(spoken) == 1 and tuple(spoken) in sided:
        for target in bare:
            target.sides = tuple(spoken)
    return chosen


DOSED = ("unit", "ml")


def side_field(page: Page, sentence: Sentence) -> tuple[str, ...]:
    """The sides that a form's field gives and nothing else: "Laterality: bilateral"."""
    words, told = page.tokens.words, sentence.kinds.get("side", NONE)
    if words[sentence.first] not in SIDE_KEYS or len(told) != 1 or sentence.last - sentence.first > SHORT:
        return ()
    if told[0].first - sentence.first > 2 or sentence.last - told[0].last > 1:
        return ()
    return ("right", "left") if told[0].value == "both" else tuple(side for side in SIDES if side == told[0].value)


SHORT = 5


def both_of_them(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether "both" stands for two things just named and tells no side: "I injected both today"."""
    if m.value != "both" or page.tokens.words[m.first : m.last] != ["both"]:
        return False
    return not any(t.first == m.last and t.kind in ("muscle", "short_muscle", "region") for t in sentence.things)


def sides_by_name(named: list[Target]) -> dict[str, set[str]]:
    """The sides that targets give each muscle."""
    found: dict[str, set[str]] = {}
    for target in named:
        found.setdefault(target.name, set()).update(target.sides)
    return found
