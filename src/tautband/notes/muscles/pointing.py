"""Words that point: back to muscles just named, to the other side, to all of a list, or to the head of an item."""

from __future__ import annotations

from dataclasses import replace

from tautband.notes.muscles.aims import Aim, Procedure, take_back
from tautband.notes.muscles.counts import counts
from tautband.notes.muscles.referring import stated_muscles
from tautband.notes.muscles.side_words import side_chain
from tautband.notes.text.page import NONE, Page
from tautband.notes.text.target import Target
from tautband.notes.vocabulary.lexicon import Mention

BODY_SECTIONS = {"history", "exam", "assessment", "results"}
"""Parts of a note that tell of the body and not of the procedure."""
PRONOUNS = {"they", "these", "those", "it", "both", "neither", "this", "which"}
ALL = {"all", "only", "each", "everything"}
BOTH_ON = 12
ALL_ON = 7
"""No longer sentence gives a side to all that was listed before it."""
DEMONSTRATIVES = {"this", "that", "these", "those", "each", "it", "them", "same", "both", "ea", "above", "apiece"}
EVERY = {"each", "ea", "apiece", "every", "all", "these", "those", "them", "both"}
"""Words that point back to all that was palpated, and not to the last muscle alone."""
SEVERAL = {"points", "sites", "muscles", "areas", "spots", "bands", "trps", "tps", "knots"}
"""Plurals with which "above" points back to all: "the trigger points above were injected"."""
FAR_BACK = 20
BACK = 3
"""How many sentences back "this trigger point" can point."""
ALL_BACK = 6
"""How many back "each of these" can point."""


def carried_on(page: Page, procedure: Procedure, aim: Aim) -> None:
    """Let what a sentence says of its first muscle hold for those listed after its semicolons."""
    if aim.mode != "listed" or len(procedure.aims) < 2:
        return
    before = procedure.aims[-2]
    if aim.acts or aim.dose or not aim.targets or not before.targets or before.acts or before.dose:
        return
    if before.mode == "palpated" and page.tokens.words[before.sentence.last - 1] == ";":
        aim.mode = "palpated"


def under_dose(page: Page, procedure: Procedure, aim: Aim) -> None:
    """List the rows under a heading that gives the dose, whatever was felt in each muscle.

    "Trigger point injections, 1 mL lidocaine 1% per site:" and below it "L masseter 2 sites, tender".
    """
    if aim.mode != "palpated" or aim.service != "tpi" or "point" not in aim.sentence.kinds:
        return
    for before in reversed(procedure.aims[-FAR_BACK:-1]):
        if before.sentence.paragraph != aim.sentence.paragraph:
            return
        if before.targets and before.mode in ("palpated", "listed") and before.sentence.first in page.line_starts:
            continue
        if page.tokens.words[before.sentence.last - 1] == ":" and before.dose and before.service == "tpi":
            aim.mode = "listed"
        return


def as_the_first(page: Page, procedure: Procedure, aim: Aim) -> None:
    """Let a muscle told with its finding and count stand with the one before that was injected in the same words.

    "TPI performed: right SCM, taut band -> 1 pt. Left SCM, taut band -> 1 pt."
    """
    before = procedure.aims[-2] if len(procedure.aims) > 1 else None
    if before is None or aim.mode != "palpated" or before.sentence.paragraph != aim.sentence.paragraph:
        return
    if counted_in_list(page, procedure, aim):
        aim.mode = "listed"
        return
    alike = "point" in aim.sentence.kinds and "point" in before.sentence.kinds
    found = ("role", "finding") in before.sentence.meanings
    if alike and found and before.mode in ("narrated", "listed") and before.plain:
        aim.mode = "listed"


BARE_DENIAL = 4
LIST_REACH = 12
NEAR = 3


def counted_in_list(page: Page, procedure: Procedure, aim: Aim) -> bool:
    """Whether a muscle stands with its count before its finding, below a line that opens a list of the injections:
    "Trigger point injections, 1 mL each:" over "R splenius capitis: 1 point, tender".
    """
    if aim.service != "tpi" or len(aim.targets) != 1:
        return False
    words = page.tokens.words
    heads = (a for a in reversed(procedure.aims[-LIST_REACH:-1]) if ("service", "tpi") in a.sentence.meanings)
    head = next(heads, None)
    opened = head is not None and words[head.sentence.last - 1] == ":" and head.sentence.section == "procedure"
    near = range(aim.targets[0].last, aim.targets[0].last + NEAR)
    counted = next((c for c in counts(page, aim.sentence) if c.first in near and c.each != "bare"), None)
    found = [m.first for m in aim.sentence.kinds.get("role", NONE) if m.value == "finding"]
    return opened and counted is not None and all(counted.last <= first for first in found)


def they_were_not(page: Page, procedure: Procedure, aim: Aim) -> None:
    """Take back the muscles just named where the next words deny them: "scalenes felt soft; they were not injected"."""
    if aim.stance != "not_performed" or len(procedure.aims) < 2:
        return
    before = procedure.aims[-2]
    if before.acts or before.sentence.past:
        return
    plain = [t for t in before.targets if t.role in ("", "finding")]
    words, first = page.tokens.words, aim.sentence.first
    bare = words[first - 1] == ";" and words[first] == "not" and aim.sentence.last - first <= BARE_DENIAL
    if bare and before.sentence.line == aim.sentence.line and before.targets:
        plain = before.targets  # "right QL: no trigger point; not injected."
    elif plain and words[first] not in PRONOUNS and denies_it(words, aim, before):
        take_back(procedure, plain)  # "The iliocostalis came from a template; I did not inject it."
    elif not plain or words[first] not in PRONOUNS:
        return
    for target in plain:
        target.role = "quiet"
        procedure.struck.add(id(target))
    aim.stance = "bare"


OBJECTS = {"it", "them", "those", "these"}
SPEAKERS = {"i", "we"}


def denies_it(words: list[str], aim: Aim, before: Aim) -> bool:
    """Whether the writer denies the deed for what the sentence before names: "I did not inject it"."""
    sentence = aim.sentence
    if aim.targets or before.sentence.paragraph != sentence.paragraph or words[sentence.first] not in SPEAKERS:
        return False
    ended = sentence.last - (words[sentence.last - 1] in (".", ";", ","))
    return words[ended - 1] in OBJECTS


def pointed(page: Page, procedure: Procedure, aim: Aim) -> None:
    """Let "injected this trigger point" aim at the muscle palpated just before."""
    if aim.mode != "narrated" or aim.plain or aim.sentence.section in BODY_SECTIONS:
        return
    if into_its_item(procedure, aim):
        return
    words = aim.sentence.vocabulary
    if DEMONSTRATIVES.isdisjoint(words) or ("each", "muscle") in aim.sentence.meanings:
        return
    every = not EVERY.isdisjoint(words) or ("above" in words and not SEVERAL.isdisjoint(words))
    if every and sum(any(t.role != "quiet" for t in a.targets) for a in procedure.aims[-ALL_BACK - 1 : -1]) > 1:
        return  # all of them are meant, which is settled when the whole note is read
    for earlier in reversed(procedure.aims[-BACK - 1 : -1]):
        found = [t for t in earlier.targets if t.role in ("", "finding", "source", "refer")]
        found = [t for t in found if t.role != "refer"] or found  # where pain is felt is not where the point is
        if earlier.mode in ("narrated", "listed", "title", "needled"):
            return
        if earlier.mode == "palpated" and not EVERY.isdisjoint(words):
            return
        if found and earlier.today and earlier.sentence.section not in ("history", "assessment"):
            stated = stated_muscles(page, [aim])
            if stated is not None and stated < len({(t.name, t.sides) for t in found}):
                return  # "the two worst were injected", of three that were found
            told = side_chain(both_named(page, aim))  # "2 mL each side" of a muscle titled without one
            aim.targets = [replace(t, role="", source=t, sides=t.sides or told) for t in found]
            return


def both_named(page: Page, aim: Aim) -> list[Mention]:
    """The first words of a sentence that name both sides; a bare "both" may stand for two muscles."""
    sides = aim.sentence.kinds.get("side", NONE)
    return [m for m in sides if m.value == "both" and page.tokens.words[m.last - 1] != "both"][:1]


def into_its_item(procedure: Procedure, aim: Aim) -> bool:
    """Let "Injected with 1 mL" aim at the muscle that heads its list item: "2. Trigger point left trapezius."."""
    earlier = procedure.aims[-2] if len(procedure.aims) > 1 else None
    if earlier is None or not earlier.sentence.item or aim.sentence.item or earlier.acts or earlier.dose:
        return False
    found = [t for t in earlier.targets if t.role in ("", "finding")]
    same = earlier.sentence.paragraph == aim.sentence.paragraph and earlier.today
    if not (aim.acts or len(found) == 1):
        return False
    if not found or not same or not aim.dose or earlier.sentence.section in ("history", "past"):
        return False
    aim.targets = [replace(t, role="", source=t) for t in found]
    return True


INJECTED = {"inj", "inj'd", "injected", "injxn", "tpi"}
ROW_BACK = 5
SHORT_DENIAL = 4


def of_its_row(page: Page, procedure: Procedure, aim: Aim) -> None:
    """Let the end of a row speak of the muscle that opens it: "ECRB belly: TB, TrP x1; inj 0.5 cc", "...; not inj"."""
    sentence, words = aim.sentence, page.tokens.words
    if aim.targets or sentence.first in page.line_starts or words[sentence.first - 1] != ";":
        return
    injected = words[sentence.first] in INJECTED and aim.dose and aim.today
    denied = aim.stance == "not_performed" and sentence.last - sentence.first <= SHORT_DENIAL
    if not (injected or denied):
        return
    named = [t for a in procedure.aims[-ROW_BACK:-1] if a.sentence.line == sentence.line for t in a.targets]
    if denied and not named and denied_of_its_row(page, procedure, aim):
        aim.stance = "bare"
    if len({t.name for t in named}) != 1:
        return
    if injected and all(t.role in ("", "finding") for t in named):
        procedure.struck.update(map(id, named))
        aim.targets = [replace(named[0], role="", source=named[0])]
        aim.mode = "narrated"
    elif denied:
        procedure.struck.update(map(id, named))
        aim.stance = "bare"


def denied_of_its_row(page: Page, procedure: Procedure, aim: Aim) -> bool:
    """Whether the end of a row denies the needle for what opens the row: "Lateral epicondyle: tender; not injected"."""
    row = [a for a in procedure.aims[-ROW_BACK:-1] if a.sentence.line == aim.sentence.line]
    opened = page.tokens.words[row[0].sentence.first : row[0].sentence.first + ROW_BACK] if row else []
    return ":" in opened and not any(a.services for a in row)


def all_on(page: Page, procedure: Procedure, aim: Aim) -> None:
    """Give the muscles just listed the side said of all of them: "all on the right", "left side only"."""
    sentence = aim.sentence
    sides = sentence.kinds.get("side", NONE)
    if aim.targets or len(sides) != 1 or ALL.isdisjoint(sentence.vocabulary):
        return
    dosed = aim.dose and sides[0].value == "both" and sentence.last - sentence.first <= BOTH_ON
    if sentence.last - sentence.first > ALL_ON and not dosed and not said_of_all(page, sides[0]):
        return
    near = procedure.begun[max(0, len(procedure.begun) - FAR_BACK - 2)]
    for target in procedure.body[near:] or (procedure.title if dosed else []):
        held = id(target) not in procedure.struck
        if held and not target.sides and sentence.number - target.sentence.number <= FAR_BACK:
            target.sides = side_chain(sides)


SAID_OF_ALL = 5


def said_of_all(page: Page, side: Mention) -> bool:
    """Whether "all on the", "each of them on the" stands right before a side, however long its sentence is."""
    before = page.tokens.words[max(0, side.first - SAID_OF_ALL) : side.first]
    return not {"all", "each", "every", "everything"}.isdisjoint(before) and "on" in before[-2:]


def mirrored(procedure: Procedure, aim: Aim) -> None:
    """Repeat the muscles just named on another side: "same on the left", "the left side was treated identically"."""
    if "mirror" not in aim.sentence.kinds or not aim.today:
        return
    if "if" in aim.sentence.vocabulary:
        return  # "same on the left if time allows"
    mirror = aim.sentence.kinds["mirror"][0]
    here = [t for t in aim.targets if t.role == "" and t.last <= mirror.first]
    source = here or just_listed(procedure)
    sides = [m for m in aim.sentence.kinds.get("side", NONE) if m.value != "both"]
    if mirror.value == "before" and aim.plain:
        aim.mode = aim.mode or ("narrated" if aim.service in ("tpi", None) else "")
        return
    side = next((m.value for m in sides if (m.first >= mirror.last) == (mirror.value == "after")), None)
    if mirror.value == "one":  # "then the left one too"
        side = next((m.value for m in sides if m.last == mirror.first), None)
    copies: dict[tuple[str, str | None, int, str], Target] = {}
    for target in source:
        if target.role or (target.last > mirror.first and target.sentence is aim.sentence):
            continue
        opposite = {"right": "left", "left": "right"}.get("".join(target.sides[:1]))
        other = side or (opposite if mirror.value == "other" else None)  # "same at the neck angle" tells no side
        if other is not None and other not in target.sides:
            copy = replace(target, sides=(other,), side_points={}, sentence=aim.sentence, source=target)
            copies.setdefault((target.name, target.part, target.first, other), copy)
    if copies:
        aim.targets = [*aim.targets, *copies.values()]
        aim.mode = aim.mode or "listed"


GOT = {"had", "got", "received", "gets", "has", "took", "needed", "side"}
JUST_BEFORE = 2


def other_side_alone(page: Page, procedure: Procedure, aim: Aim) -> None:
    """Let a dose told of a side alone aim at the muscle just dosed on the other: "Left trapezius: 1 mL. The right had
    two points, 0.5 mL in each."
    """
    words, first = page.tokens.words, aim.sentence.first
    if aim.targets or aim.mode != "narrated" or not aim.dose or ("unit", "ml") not in aim.sentence.meanings:
        return
    first += words[first] == "the"
    side = next((m.value for m in aim.sentence.kinds.get("side", NONE) if m.first == first), None)
    opposite = {"left": "right", "right": "left"}.get(side or "")
    if opposite is None or words[first + 1] not in GOT:
        return
    for before in reversed(procedure.aims[-1 - JUST_BEFORE : -1]):
        plain = before.plain
        if not plain:
            continue
        if len(plain) == 1 and plain[0].sides == (opposite,) and before.mode in ("narrated", "listed"):
            aim.targets = [replace(plain[0], sides=(side or "",), side_points={}, points=None, sentence=aim.sentence)]
        return


def other_side_keyed(page: Page, procedure: Procedure, aim: Aim) -> None:
    """Let what was found under the key of one side be of the muscle just listed under that of the other:
    "Trapezius - L: taut band, TrP x1. R: taut band, TrP x1."
    """
    sentence, words = aim.sentence, page.tokens.words
    side = OTHER_SIDE.get(words[sentence.first])
    if (
        side is None
        or aim.targets
        or words[sentence.first + 1 : sentence.first + 2] != [":"]
        or len(procedure.aims) < 2
    ):
        return
    before = procedure.aims[-2]
    listed = before.mode in ("listed", "palpated") and before.sentence.paragraph == sentence.paragraph
    plain = before.plain
    felt = ("role", "finding") in sentence.meanings or "point" in sentence.kinds
    if not listed or len(plain) != 1 or not felt or ("role", "quiet") in sentence.meanings or sentence.has("negation"):
        return
    if plain[0].sides == (side,) and words[plain[0].last : plain[0].last + 3] in KEYED_SIDES:
        own = {"left": "right", "right": "left"}[side]
        aim.targets = [replace(plain[0], sides=(own,), side_points={}, points=None, sentence=sentence, source=None)]
        aim.mode = before.mode


OTHER_SIDE = {"r": "left", "l": "right", "right": "left", "left": "right"}
KEYED_SIDES = tuple(["-", side, ":"] for side in OTHER_SIDE)


def just_listed(procedure: Procedure) -> list[Target]:
    """The muscles of the last sentence that aimed at any, with those of the list items before it."""
    found: list[Target] = []
    near = procedure.aims[-FAR_BACK:]
    for aim in reversed(near[:-1]):
        if aim.mode in ("narrated", "listed") and aim.targets:
            named_near = [t for t in aim.targets if t.first >= near[0].sentence.first]  # not the copies of copies
            found = [*named_near, *found]
            if not aim.sentence.item:
                break
        elif found:
            break
    return found
