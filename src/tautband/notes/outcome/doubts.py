"""Muscles that the rest of the note does not bear out: coding then asks, and holds the lower code until it is told."""

from __future__ import annotations

from itertools import pairwise

from tautband.model.encounter import Injection
from tautband.notes.drugs.totals import stated_points
from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.muscles.pointing import BODY_SECTIONS
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.side_words import OPPOSITE

NONE_THERE = {"nothing", "none", "untouched", "spared", "unremarkable", "quiet", "nil"}
"""Words that say of a side that nothing was done or found there."""
FEW = 8
"""A sentence of so few words that names a side and says "nothing" speaks of that whole side."""
NAMED = {"muscle", "short_muscle", "stem_muscle", "paraspinal_stretch", "drug"}
"""What a sentence names that speaks of one muscle and not of its whole side: "the right levator has stayed quiet"."""


def on_a_spared_side(page: Page, procedure: Procedure, entries: tuple[Injection, ...]) -> list[Injection]:
    """The muscles on a side of which the note says in so many words that nothing was injected or found there."""
    spared: set[str] = set()
    for aim in procedure.aims:
        if aim.stance in ("past", "foreign", "planned", "offered"):
            continue
        side = spared_side(aim.sentence, page.tokens.words) if "side" in aim.sentence.kinds else ""
        if side and not goes_on_about_a_muscle(page, procedure, aim):
            spared.add(side)
    doubtful = [entry for entry in entries if entry.side in spared]
    return doubtful if len(doubtful) < len(entries) else []


def goes_on_about_a_muscle(page: Page, procedure: Procedure, aim: Aim) -> bool:
    """Whether a sentence ends the line of a muscle of the exam: "obliquus: R taut; L unremarkable"."""
    number, sentence = aim.sentence.number, aim.sentence
    before = procedure.aims[number - 1] if 0 < number <= len(procedure.aims) else None
    same = before is not None and page.tokens.words[sentence.first - 1] == ";" and sentence.section == "exam"
    return before is not None and same and before.sentence.number == number - 1 and bool(before.targets)


def spared_side(sentence: Sentence, words: list[str]) -> str:
    """The side a short sentence leaves out: "L side nothing", "nothing was injected on the left", "right side only"."""
    sides = {m.value for m in sentence.kinds.get("side", NONE)}
    if len(sides) != 1 or NAMED & sentence.kinds.keys():
        return ""
    side, said = sides.pop(), sentence.vocabulary
    alone = {"only", "side"} <= said and sentence.section not in BODY_SECTIONS
    denied = "not_performed" in sentence.assertions and sentence.section != "past"
    none_there = not NONE_THERE.isdisjoint(said) and "else" not in said
    if not (alone or denied or none_there) or side not in OPPOSITE:
        return ""
    if sum(word.isalpha() for word in words[sentence.first : sentence.last]) > FEW:
        return ""
    return OPPOSITE[side] if alone else side


VERSUS = frozenset({"vs", "versus"})
MEETING = frozenset({"junction", "interface", "interval"})
JUNCTIONS = (["junction"], ["interface"], ["interval"])


def either_of_two(page: Page, procedure: Procedure, entries: tuple[Injection, ...]) -> list[Injection]:
    """The second of two muscles between which the author could not tell, or of two that meet where the needle went:
    "R trapezius vs R supraspinatus, 2 mL", "R levator/trapezius junction".
    """
    unsure: set[str] = set()
    weighed = {sentence.number for sentence in page.saying(VERSUS | MEETING)}
    for aim in [aim for aim in procedure.aims if aim.sentence.number in weighed] if weighed else ():
        for one, two in pairwise(
            sorted(aim.plain, key=lambda t: t.first) if aim.mode in ("listed", "narrated") else ()
        ):
            between = page.tokens.words[one.last : two.first]
            junction = between == ["/"] and page.tokens.words[two.last : two.last + 1] in JUNCTIONS
            if junction or (between and between[0] in VERSUS and len(between) <= BOTH_NAMED):
                unsure.add(two.name)
    return [entry for entry in entries if entry.muscle in unsure]


BOTH_NAMED = 3
"""Words from one muscle to the other: "vs the right"."""
CLARIFY = {"clarify", "clarification"}
ASKING = {"to", "please", "needs", "need", "for", "must", "should", "requires", "pending"}
IN_DISPUTE = {"side", "sides", "laterality", "muscle", "muscles", "number", "count", "left", "right", "site", "sites"}


def left_to_clarify(page: Page, entries: tuple[Injection, ...]) -> list[Injection]:
    """The last muscle, where the note leaves a side or muscle to be cleared up: "My record shows the LEFT side.
    Resident to clarify." "To clarify, ..." at a sentence's head clears it up.
    """
    words = page.tokens.words
    for sentence in page.saying(CLARIFY):
        at = next((i for i in range(sentence.first, sentence.last) if words[i] in CLARIFY), sentence.first)
        opens = words[sentence.first : sentence.first + 2] == ["to", words[at]]
        if not sentence.own or opens or words[at] not in CLARIFY or words[at - 1] not in ASKING:
            continue
        before = page.sentences[max(0, sentence.number - 1)]
        near = sentence.vocabulary | (before.vocabulary if before.paragraph == sentence.paragraph else frozenset())
        if not IN_DISPUTE.isdisjoint(near):
            return list(entries[-1:])
    return []


def more_than_points(page: Page, procedure: Procedure, entries: tuple[Injection, ...]) -> list[Injection]:
    """The muscles beyond the number of points that the note states for all of them together."""
    points = stated_points(page, procedure) or told_points(page, procedure)
    return list(entries[points:]) if points else []


def without_an_amount(page: Page, procedure: Procedure, entries: tuple[Injection, ...]) -> list[Injection]:
    """The muscles told without volume or count where more of the others have theirs: perhaps only spoken of."""
    if all(entry.trigger_points is not None for entry in entries):
        return []
    amounts: dict[str, bool] = {}
    for at, aim in enumerate(procedure.aims):
        if not aim.targets or not aim.today:
            continue
        plain = sorted((t for t in aim.targets if t.role == ""), key=lambda t: t.first)
        ends = [*[t.first for t in plain], aim.sentence.last][1:]
        units = [m.first for m in aim.sentence.kinds.get("unit", NONE) if m.value == "ml"]
        begins = [aim.sentence.first, *[t.last for t in plain]]
        ahead = bool(plain) and not any(plain[-1].last <= unit for unit in units)
        if ahead and len(units) == 1 and ":" in page.tokens.words[units[0] : plain[0].first]:
            units = ends  # "1 mL x 3: R multifidus, L multifidus, R QL"
        for target, begin, end in zip(plain, begins, ends, strict=False):
            first, last = (begin, target.first) if ahead else (target.last, end)
            own = target.points is not None or bool(target.side_points)
            own = own or "each" in aim.sentence.kinds or any(first <= unit < last for unit in units)
            amounts[target.name] = amounts.get(target.name, False) or own
        if plain and told_next(procedure.aims[at + 1 : at + 1 + NEXT]):
            amounts[plain[-1].name] = True
    shared = {entry.evidence for entry in entries if amounts.get(entry.muscle, False)}  # "each of the two scalenes"
    bare = [entry for entry in entries if not amounts.get(entry.muscle, False) and entry.trigger_points is None]
    bare = [entry for entry in bare if entry.evidence not in shared]
    return bare if 2 * len(bare) < len(entries) else []


NEXT = 2
"""Sentences within which a muscle's amount may follow: "The needle reached the psoas. No images. 4 mL injected."."""


def told_next(following: list[Aim]) -> bool:
    """Whether an amount comes before the next muscle."""
    for aim in following:
        if aim.targets:
            return False
        if aim.dose and ("unit", "ml") in aim.sentence.meanings:
            return True
    return False


WENT_NO_FURTHER = (
    ("no", "further"), ("not", "go", "further"), ("stop", "here"), ("stop", "there"), ("left", "it", "there"),
    ("leave", "it", "there"),
)  # fmt: skip
ENDED = {words[-1] for words in WENT_NO_FURTHER}
GOING = {"went", "go", "gone", "going", "proceeded", "agreed", "decided", "left", "leave", "stop"}
HALTED = {"stopped", "aborted", "halted", "terminated", "abandoned", "discontinued"}
HALTING = {"we", "i", "procedure", "injection", "injections", "session", "us", "me", "early", "there"}


def after_a_halt(page: Page, procedure: Procedure, entries: tuple[Injection, ...]) -> list[Injection]:
    """All but one of the muscles where the procedure was broken off: which were done by then is not certain."""
    if page.said.keys().isdisjoint(HALTED | GOING):
        return []
    words = page.tokens.words
    for aim in procedure.aims:
        sentence = aim.sentence
        here = aim.stance not in ("past", "foreign") and sentence.section in ("procedure", "", "plan", "addendum")
        if here and goes_no_further(words, sentence):
            return list(entries[1:])
        if not here or HALTED.isdisjoint(sentence.vocabulary) or "negation" in sentence.assertions:
            continue
        for at in range(sentence.first, sentence.last):
            if words[at] in HALTED and not HALTING.isdisjoint(
                words[max(sentence.first, at - 3) : at] + words[at + 1 : min(at + 3, sentence.last)]
            ):
                return list(entries[1:])
    return []


def goes_no_further(words: list[str], sentence: Sentence) -> bool:
    """Whether a sentence says that the needle's work ended there: "I went no further", "we agreed to stop here"."""
    if GOING.isdisjoint(sentence.vocabulary) or ENDED.isdisjoint(sentence.vocabulary):
        return False
    said = words[sentence.first : sentence.last]
    return any(
        tuple(said[at : at + len(phrase)]) == phrase and not GOING.isdisjoint(said[max(0, at - 3) : at + len(phrase)])
        for phrase in WENT_NO_FURTHER
        for at in range(len(said))
    )


TOTALS = {"total", "altogether", "overall"}
DONE = {"injected", "treated", "infiltrated", "were", "was", "total", "altogether"}
PLURAL = {"points", "sites", "spots", "point", "site"}
MOST = 20


def told_points(page: Page, procedure: Procedure) -> int | None:
    """The points of a sentence that counts them all: "total of 2 trigger points", "two points were injected: ..."."""
    words = page.tokens.words
    found: set[int] = set()
    for aim in procedure.of_today:
        sentence = aim.sentence
        if not aim.for_points or sentence.section in BODY_SECTIONS or "each" in sentence.kinds:
            continue
        named = (*sentence.kinds.get("point", NONE), *sentence.kinds.get("service", NONE))
        first = min((t.first for t in aim.targets), default=sentence.last) if named else sentence.last
        for m in named:
            at = m.first - 1
            number = page.number(at) if at >= sentence.first else None
            if m.value == "muscle" or m.last > first or not number or number != int(number) or number > MOST:
                continue
            before, after = words[max(sentence.first, at - 3) : at], words[m.first : min(sentence.last, m.last + 1)]
            if PLURAL.isdisjoint(after):
                continue  # "3 trigger point injections" may be sessions or sticks
            if {"and", "muscles", "patch"}.isdisjoint(before) and (TOTALS & set(before) or DONE & set(after)):
                found.add(int(number))
    return max(found) if found else None
