"""What the pain keeps the patient from, told in free words: "sat out the winter season", "leaves work early".

A word of losing and the activity lost, close together, in what is told before the procedure. What was stopped or missed
may be a drug, a habit or a visit; that is no loss of function.
"""

from __future__ import annotations

from collections.abc import Iterator

from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

TOLD_IN = ("history", "assessment", "", "exam", "title", "procedure")
REACH = 5
"""Words between a loss and the activity, either way."""
TOOK_AS_DRUG = {
    "afford", "attend", "be", "elicit", "exclude", "feel", "have", "palpate", "recall", "remember", "say", "take",
    "tolerate"
}  # fmt: skip
FIRM = {
    "awakens", "can't", "cannot", "cant", "difficulty", "disrupts", "disturbs", "dropped", "gave", "given", "hard",
    "hinders", "interferes", "keeps", "leaves", "limits", "missed", "misses", "missing", "no", "not", "poor",
    "prevents", "quit", "sat", "sits", "sleeps", "stopped", "stops", "struggles", "trouble", "unable", "wake",
    "wakes", "waking", "woke", "won't"
}  # fmt: skip
"""First words of what is no advice: after a procedure "avoid lifting" is, "cannot lift" is not."""
SUBJECTS = {"he", "she", "they", "has", "had", "have", "patient", "pt", "since"}
CLAUSES = {",", ";", ".", "-", "and"}
PLACELESS = {
    "in", "at", "by", "because", "after", "before", "when", "for", "the", "taking", "using", "working", "on", "with",
    "a", "to",
}  # fmt: skip
"""Words after "stopped" that do not name what was stopped."""
FALLS = {"came", "coming", "fall", "falling", "fell", "got", "jumped", "slid", "slipped", "stepped", "thrown", "tossed"}
"""Words before "off the bike" that make it an accident and no rest from riding."""
NORMAL_OPENING = 40
"""Millimetres between the front teeth that most adults open at least (Zawawi and others 2003)."""


def losses(page: Page, sentence: Sentence) -> Iterator[Mention]:
    """The losses of function a sentence tells of, as mentions of kind "element"."""
    if sentence.section not in TOLD_IN:
        return
    yield from narrow_opening(page, sentence)
    if not OPENING.isdisjoint(sentence.vocabulary):
        yield from compelled(page, sentence)
        yield from fallen_off(page, sentence)
        yield from uneven_turning(page, sentence)
    found = page.within("signs", sentence)
    lost = [m for m in found if m.kind == "loss" and m.value not in ("other", "done_by_others")]
    if not lost:
        return
    activities = [m for m in found if m.kind == "activity"]
    others = [m for m in found if m.kind == "loss" and m.value == "other"]
    for m in lost:
        if denied(page, sentence, m) or any(0 <= o.first - m.last <= 1 or 0 <= m.first - o.last <= 1 for o in others):
            continue
        if page.tokens.words[m.last : m.last + 1] in SLIMMER:
            continue  # "no weight loss"
        if m.value == "unable" and page.tokens.words[m.last : m.last + 1] and page.tokens.words[m.last] in TOOK_AS_DRUG:
            continue
        if page.tokens.words[m.first] == "off" and (
            page.tokens.words[m.first - 1] in FALLS or not any(rested(page, m, a) for a in activities)
        ):
            continue
        if m.value == "whole" or (m.value == "ended" and own_doing(page, sentence, m)) or given_over(page, m):
            yield Mention("element", "functional_impact", m.first, m.last)
            continue
        near = next((a for a in activities if apart(page, m, a) <= REACH and a.first >= m.last), None) or next(
            (a for a in activities if apart(page, m, a) <= REACH and a.last <= m.first), None
        )
        if near is not None:
            yield Mention("element", "functional_impact", min(m.first, near.first), max(m.last, near.last))


SLIMMER = (["loss"], ["gain"])


def rested(page: Page, off: Mention, activity: Mention) -> bool:
    """Whether the patient keeps off something, "off bowling", "off long shifts", and is not just come "off shift"."""
    gap = activity.first - off.last
    return gap == 1 or (gap == 0 and page.tokens.words[activity.first] != "shift")


def own_doing(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether the patient is said to have ended something that is no treatment: "she stopped Zumba"."""
    words = page.tokens.words
    if m.last >= sentence.last:
        return False
    opening = m.first == sentence.first or words[m.first - 1] in CLAUSES
    if not (words[m.last].endswith("ing") if opening else words[m.first - 1] in SUBJECTS):
        return False
    treatments = page.within("care", sentence)
    follows = words[m.last]
    return (
        follows[0].isalpha()
        and follows not in PLACELESS
        and not any(0 <= c.first - m.last <= REACH for c in treatments)
    )


def denied(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a loss is denied right before: "no trouble sleeping", "has not missed work"."""
    return any(
        c.value == "negation" and c.last <= m.first <= c.last + 2 and "," not in page.tokens.words[c.last : m.first]
        for c in sentence.cues
    )


def taken_over(page: Page, sentence: Sentence) -> Iterator[Mention]:
    """What the family does now because the patient cannot: "her mother now does the driving"."""
    if sentence.section not in ("history", ""):
        return
    if "family" not in sentence.assertions:
        return
    kin = next(m for m in sentence.cues if m.value == "family")
    found = page.within("signs", sentence)
    verb = next((m for m in found if m.value == "done_by_others" and 0 <= m.first - kin.last <= 2), None)
    if verb is None:
        return
    for m in found:
        if m.kind == "activity" and 0 <= m.first - verb.last <= REACH:
            yield Mention("element", "functional_impact", verb.first, m.last)
            return


def narrow_opening(page: Page, sentence: Sentence) -> Iterator[Mention]:
    """A jaw that opens less than is normal: "maximum opening 28 mm"."""
    words = page.tokens.words
    for unit in sentence.kinds.get("unit", NONE):
        if words[unit.first] == "mm" and unit.first - 1 >= sentence.first:
            number = page.number(unit.first - 1)
            before = words[max(sentence.first, unit.first - 6) : unit.first - 1]
            if number is not None and number < NORMAL_OPENING and not {"opening", "opens", "open"}.isdisjoint(before):
                yield Mention("element", "functional_impact", unit.first - 1, unit.last)


def apart(page: Page, one: Mention, other: Mention) -> int:
    """The words between two mentions; none may be a full stop within the sentence, and a semicolon parts them."""
    first, last = (one.last, other.first) if one.first <= other.first else (other.last, one.first)
    between = page.tokens.words[first:last]
    return 99 if ";" in between or "but" in between else len(between)


def given_over(page: Page, m: Mention) -> bool:
    """Whether something is no longer done, or less of it: "she no longer sews", "has cut tutoring to mornings"."""
    words = page.tokens.words
    follows = words[m.last : m.last + 1]
    if words[m.first : m.last] == ["no", "longer"]:
        return bool(follows) and follows[0].endswith("s") and follows[0] not in KEPT_UP
    cut = m.last - m.first == 1 and words[m.first] in ("cut", "halved", "reduced")
    return cut and words[m.first - 1] in ("has", "have", "had") and bool(follows) and follows[0].endswith("ing")


KEPT_UP = {
    "needs", "takes", "uses", "smokes", "vapes", "drinks", "has", "helps", "hurts", "is", "as", "sees", "requires",
    "responds", "works", "was", "covers", "tolerates", "wants", "feels", "experiences", "complains", "wears",
}  # fmt: skip
"""Verbs of what is no loss when it ends: a drug, a habit, a pain."""


def compelled(page: Page, sentence: Sentence) -> Iterator[Mention]:
    """What the pain compels: "has had to put away the finer work", "he has had to switch to voice typing"."""
    if (
        sentence.section == "procedure"
        or not {"had", "having", "has"} & sentence.vocabulary
        or "to" not in sentence.vocabulary
    ):
        return
    words = page.tokens.words
    for at in range(sentence.first + 1, sentence.last - 2):
        has = words[at - 1] in ("has", "have", "is", "now", "he", "she", "pt", "patient", ".", ",", ";", "and", "but")
        if words[at] in COMPELLED and words[at + 1] == "to" and has and words[at + 2] not in CARED_FOR:
            yield Mention("element", "functional_impact", at, at + 3)


COMPELLED = {"had", "having", "has"}
CARED_FOR = {
    "take", "use", "see", "go", "come", "wait", "get", "have", "be", "call", "increase", "return", "pay", "double",
    "reschedule", "cancel", "start", "try", "add", "undergo", "repeat", "restart", "visit", "hold", "travel",
}  # fmt: skip
"""Verbs behind "had to" that tell of care or of a visit and not of what the pain took away."""


def fallen_off(page: Page, sentence: Sentence) -> Iterator[Mention]:
    """How much less is done than before: "down from 35 to 8 miles weekly", "gone from 18 holes to none"."""
    if "from" not in sentence.vocabulary or "to" not in sentence.vocabulary or SCORED & sentence.vocabulary:
        return
    words = page.tokens.words
    for at in range(sentence.first + 1, sentence.last - 2):
        if words[at] != "from" or LESS.isdisjoint(words[max(sentence.first, at - LEAD) : at]):
            continue
        before = page.number(at + 1)
        to = next((i for i in range(at + 2, min(sentence.last - 1, at + SPAN)) if words[i] == "to"), None)
        after = page.number(to + 1) if to is not None else None
        none = to is not None and words[to + 1] in ("none", "nothing", "zero")
        if before is not None and to is not None and (none or (after is not None and after < before)):
            yield Mention("element", "functional_impact", at, to + 2)


SCORED = {
    "pain", "nrs", "vas", "relief", "score", "scores", "mg", "ndi", "odi", "degrees", "%", "weight", "lb", "lbs", "kg",
    "headache", "headaches", "migraine", "migraines", "attacks", "cigarettes", "a1c",
}  # fmt: skip
LESS = {"down", "gone", "cut", "cuts", "dropped", "reduced", "went", "fallen"}
LEAD, SPAN = 4, 7
"""Words from "cut" to "from", and on to the "to" behind it."""
UNEVEN = 15
"""Degrees by which the head turns less to one side where the muscle holds it."""


def uneven_turning(page: Page, sentence: Sentence) -> Iterator[Mention]:
    """A neck that turns less to one side, in degrees: "R rot 40 L 75", "rotates 50 degrees right, 70 left"."""
    turned = sentence.vocabulary & TURNING
    if sentence.section != "exam" or not turned:
        return
    words = page.tokens.words
    begin = next(at for at in range(sentence.first, sentence.last) if words[at] in turned)
    sides = [m.value for m in sentence.kinds.get("side", NONE) if abs(m.first - begin) <= TURN_REACH]
    numbers = [page.number(at) or 0.0 for at in page.numbers_in(sentence) if abs(at - begin) <= TURN_REACH]
    if sorted(sides) != ["left", "right"] or len(numbers) != 2 or not all(LEAST <= n <= MOST for n in numbers):
        return
    if abs(numbers[0] - numbers[1]) >= UNEVEN:
        yield Mention("element", "functional_impact", begin, begin + 1)


OPENING = {"rot", "rotation", "rotates", "turns", "had", "having", "has", *LESS}
"""Words one of which stands in each sentence that tells of a loss without a word of the lexicon."""
TURNING = {"rot", "rotation", "rotates", "turns"}
LEAST, MOST = 10, 90
"""Degrees that a neck turns."""
TURN_REACH = 8
