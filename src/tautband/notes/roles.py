"""What a sentence does with each muscle it names: injects it, leaves it alone, passes it, or finds something in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tautband.notes.lexicon import Mention
from tautband.notes.page import NONE, Page, Sentence
from tautband.notes.target import BREAKS, Target


def give_roles(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Say what a sentence does with each muscle it names.

    Roles: "" (named), "twitch", "refer" (pain is felt there), "source" (pain comes from there), "landmark", "quiet"
    (left alone or normal), "finding", "tendon", "strength".
    """
    words = page.tokens.words
    roles = [m for m in sentence.things if m.kind in ("role", "act", "structure")] if given(sentence) else NONE
    roles = [m for m in roles if m.first not in page.left_words] if page.left_words else roles
    left = [c.last for c in sentence.cues if c.value in DENYING and heads_list(words, c, sentence)]
    for target in found:
        if answer(page, sentence, target) in NOT_THERE or any(target.first > place for place in left):
            target.role = "quiet"
        for role in roles:
            if role.value == "landmark" and not lies_there(words, role, sentence):
                continue
            if role.kind == "structure":
                if role.first == target.last and role.value in (
                    "tendon_origin_injection",
                    "tendon_sheath_injection",
                    "nerve_block",
                    "bursa_injection",
                    "ligament_injection",
                    "joint_injection",
                ):
                    target.role = "tendon"
            elif role.kind == "role" and role.last <= target.first:
                if role.value in ("landmark", "twitch", "refer", "quiet") and reaches(
                    words, role, target, found, roles
                ):
                    target.role = role.value
            elif role.kind == "role" and role.first >= target.last and role.value in ("quiet", "refer", "strength"):
                if role.value == "refer" and words[target.last] == "(":
                    continue
                if role.value == "quiet" and words[role.first - 1] in ARTICLES and role.first > target.last:
                    continue  # "bands in the infraspinatus with a normal shoulder joint"
                later = next(
                    (t.first for t in found if t.first >= target.last and t.group != target.group), sentence.last
                )
                spared = role.value == "quiet" and ALTHOUGH & set(words[target.last : role.first])
                if role.value == "quiet" and all_found_well(words, target, role):
                    target.role = target.role or role.value
                    continue
                if role.first < later and not stops(words, target.last, role.first, found, target, bool(spared)):
                    well = target.role == "refer" and role.value == "quiet" and found_well(words, role, target, found)
                    told = "source" if role.value == "refer" else role.value
                    target.role = role.value if well else target.role or told
        if not target.role and (seen_at_depth(page, sentence, target) or only_seen(page, sentence)):
            target.role = "landmark"
        if not target.role and told_before(words, sentence, target):
            target.role = "landmark"
    left_alone(page, sentence, found)
    left_together(page, sentence, found)
    nothing_felt(page, sentence, found)
    minus_signs(page, sentence, found)
    taken_back(page, sentence, found)
    denied_at_the_end(page, sentence, found)


BEFORE = {"prior", "previous", "previously", "prev", "last", "earlier", "formerly"}
LONGEST_ASIDE = 30


def told_before(words: Sequence[str], sentence: Sentence, target: Target) -> bool:
    """Whether a muscle stands in brackets that tell of an earlier time: "TPI #2 (prior 6/3: L piriformis)"."""
    for at in range(target.first - 1, max(sentence.first, target.first - LONGEST_ASIDE), -1):
        if words[at] == ")":
            return False
        if words[at] == "(":
            return words[at + 1] in BEFORE
    return False


POINTING = {
    "listed", "noted", "named", "described", "marked", "mentioned", "identified", "as", "found", "documented", "the",
    "given", "shown", "specified", "palpated",
}  # fmt: skip
SHARED = {"divided", "split", "total", "shared", "distributed", "evenly", "equally", "ml", "cc", "mls", "all"}
SHARE_REACH = 3


def lies_there(words: Sequence[str], role: Mention, sentence: Sentence) -> bool:
    """Whether a word of place tells of a landmark: not "the points listed above (R trapezius)", nor "4 cc total between
    the R and L paraspinals".
    """
    if words[role.first] in ("above", "below") and role.last - role.first == 1:
        listed = role.first > sentence.first and words[role.first - 1] in POINTING
        return not (listed and words[role.last : role.last + 1] in (["("], [":"], ["-"], [","]))
    if words[role.first] == "between":
        return SHARED.isdisjoint(words[max(sentence.first, role.first - SHARE_REACH) : role.first])
    return True


SEEN = {"identified", "visualized", "visualised", "seen", "scanned", "traced", "delineated"}
AROUND = {
    "nerve", "nerves", "artery", "arteries", "vein", "vessel", "vessels", "sacrum", "ilium", "rib", "ribs", "pleura",
    "lung", "notch", "acetabulum", "trochanter", "femur", "scapula", "fascia",
}  # fmt: skip
"""What an image shows beside muscles."""


def only_seen(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence only says what an image showed: "gluteus maximus, piriformis and sciatic nerve identified"."""
    words = sentence.vocabulary
    if SEEN.isdisjoint(words) or AROUND.isdisjoint(words) or not {"act", "drug", "service"}.isdisjoint(sentence.kinds):
        return False
    return not page.numbers_in(sentence)


def seen_at_depth(page: Page, sentence: Sentence, target: Target) -> bool:
    """Whether a muscle is measured and nothing else, as on an image: "gluteus maximus 2.4 cm, piriformis 1.1 cm"."""
    words, at = page.tokens.words, target.last
    if at + 1 >= sentence.last or page.number(at) is None or words[at + 1] not in ("cm", "mm"):
        return False
    return at + 2 >= sentence.last or words[at + 2] in (",", ";", ".", "deep", "thick", "depth", ")")


PASSED = {"skipped", "omitted", "spared", "held", "deferred", "declined", "avoided"}


def left_at_the_end(page: Page, sentence: Sentence, found: list[Target]) -> bool:
    """Whether a muscle's line ends with a word that passes it over: "R soleus - considered, too deep, skipped"."""
    words, last = page.tokens.words, sentence.last - 1
    while last > found[-1].last and not words[last].isalpha():
        last -= 1
    if last < found[-1].last or words[last] not in PASSED or not {"act", "drug"}.isdisjoint(sentence.kinds):
        return False
    return not page.numbers_in(sentence) and found[0].first - sentence.first <= NEAR


def all_found_well(words: Sequence[str], target: Target, role: Mention) -> bool:
    """Whether a list that a muscle opens is found well: "piriformis, hip joint and SI joint are normal"."""
    between = words[target.last : role.first]
    if not 3 <= len(between) <= LISTED_WELL or between[-1] not in ("are", "were") or between[0] != ",":
        return False
    return "and" in between and {";", ".", ":", "is", "was", "with"}.isdisjoint(between) and BREAKS.isdisjoint(between)


def found_well(words: Sequence[str], role: Mention, target: Target, found: list[Target]) -> bool:
    """Whether a finding stands right behind a muscle's list: "goes to the flank quadratus lumborum not tender"."""
    last = max(t.last for t in found if t.group == target.group)
    return role.first == last or (role.first == last + 1 and words[last] in IS)


IS = {"is", "are", "was", "were", "still"}


def denied_at_the_end(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Leave out a muscle whose entry ends with a denial of the needle: "R soleus 1 point - ERROR, not done."."""
    if not found or found[-1].group:
        return
    if left_at_the_end(page, sentence, found):
        for target in found:
            target.role = target.role or "quiet"
    if "not_performed" not in sentence.assertions:
        return
    last = sentence.last - (page.tokens.words[sentence.last - 1] in (".", ")", "]"))
    if any(m.value == "not_performed" and m.last == last and m.first >= found[-1].last for m in sentence.cues):
        between = page.tokens.words[found[-1].last : last]
        if {"drug", "service"}.isdisjoint(sentence.kinds) and ";" not in between and "and" not in between:
            for target in found:
                target.role = target.role or "quiet"


def nothing_felt(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Leave out a muscle of the examination in which no point was felt, whatever else was: "SCM: tight, no nodule"."""
    if (
        sentence.section not in LOOKS | {"procedure", "title"}
        or not found
        or found[-1].group
        or NEEDED & sentence.kinds.keys()
    ):
        return
    words = page.tokens.words
    denials = [
        m
        for m in sentence.kinds.get("role", NONE)
        if m.value == "quiet"
        and m.first >= found[-1].last
        and (words[m.first] in NONE_OF or words[m.last - 1] == "only")
    ]
    firm = [m for m in sentence.kinds.get("role", NONE) if m.value == "finding" and words[m.last - 1] not in WEAK]
    if not denials or firm or any(at != sentence.first for at in page.numbers_in(sentence)):
        return
    if any(m.last <= denials[0].first for m in sentence.kinds.get("point", NONE)):
        return  # "one nodule in a band, no trigger point elsewhere"
    for target in found:
        target.role = target.role or "quiet"


NONE_OF = {"no", "without"}
LEAVING = {"leave", "leaving", "let", "leaves"}
OBJECTS = {"it", "them", "this", "that", "these", "those", "the", "both", "her", "his", "all"}


def left_alone(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Leave out muscles that were left or let alone: "left it and the deltoid alone"; "trapezius alone" is injected."""
    if "alone" not in sentence.vocabulary:
        return
    words = page.tokens.words
    at = words.index("alone", sentence.first, sentence.last)
    verb = next(
        (
            i
            for i in range(at - 1, sentence.first - 1, -1)
            if words[i] in LEAVING or (words[i] == "left" and words[i + 1] in OBJECTS)
        ),
        None,
    )
    if verb is not None:
        for target in found:
            if verb < target.first < at:
                target.role = "quiet"


SIGNED = {"tb", "tbs", "ttp", "trp", "trps", "tp", "tps", "band", "bands", "tender", "nodule"}
"""Findings behind which a plus or minus says whether they were there."""


def minus_signs(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Leave out a list whose findings all have a minus behind them: "R piriformis, L QL: TB- TTP-"."""
    if "-" not in sentence.vocabulary or not found or SIGNED.isdisjoint(sentence.vocabulary):
        return
    if sentence.section not in LOOKS:
        return
    words, gaps = page.tokens.words, page.tokens.gaps
    signs = {
        words[at + 1]
        for at in range(found[-1].last, sentence.last - 1)
        if words[at] in SIGNED and words[at + 1] in "+-" and not gaps[at + 1]
    }
    if signs == {"-"}:
        for target in found:
            if target.group == found[-1].group:
                target.role = target.role or "quiet"


RETRACTING = (
    ("strike", "that"), ("scratch", "that"), ("delete", "that"), ("make", "that"), ("i", "mean"), ("no", "wait"),
    ("excuse", "me"), ("i", "meant"), ("rather", "the"), ("no", "correction"), ("sorry", "correction"),
    ("no", "sorry"), ("no", "rather"), ("sorry", "the"), ("correction", "the"), ("correction", ","),
    ("correction", ":"), ("correction",),
)  # fmt: skip
"""Words by which a speaker takes back the muscle just named for the one that follows."""
HINTS = {"strike", "scratch", "delete", "make", "mean", "meant", "wait", "excuse", "correction", "sorry", "rather"}
SLIP = 9


def taken_back(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Leave out a muscle that the next words correct: "the right levator, scratch that, the right rhomboid"."""
    if HINTS.isdisjoint(sentence.vocabulary):
        return
    words = page.tokens.words
    for before, after in pairwise(found):
        gap = words[before.last : after.first]
        if len(gap) > SLIP or before.first == after.first:
            continue
        for phrase in RETRACTING[:-1] if "," not in gap else RETRACTING:
            size = len(phrase)
            if any(tuple(gap[at : at + size]) == phrase for at in range(len(gap))):
                before.role = "quiet"
                after.sides = after.sides or before.sides
                break


def left_together(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Leave out a whole list that is answered once at its end: "maximus, piriformis, TFL: nothing".

    Not where the sentence injects, or where a muscle of the list has a side or a number of its own.
    """
    if not found or found[-1].role != "quiet" or NEEDED & sentence.kinds.keys():
        return
    last = found[-1]
    group = [t for t in found if t.group == last.group]
    if len(group) < 2 or answer(page, sentence, last) not in NOT_THERE:
        return
    own = any(m.kind == "side" and group[0].last <= m.first for m in sentence.things)
    if not own:
        for target in group:
            target.role = target.role or "quiet"


WEAK = {
    "tender",
    "tenderness",
    "tight",
    "firm",
    "hard",
    "stiff",
    "tense",
    "hypertonic",
    "tightness",
    "sore",
    "soreness",
    "spasm",
}
"""Findings that are no trigger point by themselves."""
LOOKS = {"exam", "history", "assessment", "results", ""}
"""Parts in which a sentence without a needle tells what was felt."""
NEEDED = {"act", "service", "drug"}


def given(sentence: Sentence) -> bool:
    """Whether a sentence holds a word that gives its muscles a role."""
    return not ROLES.isdisjoint(sentence.kinds)


ROLES = {"role", "act", "structure"}


DENYING = ("not_performed", "negation")
NEAR = 3
FAR = 6


def heads_list(words: Sequence[str], cue: Mention, sentence: Sentence) -> bool:
    """Whether a colon follows a denial, so that what comes after it was left: "NOT INJECTED: R glut med, L QL".

    A bare "no" must open its sentence: "No TPs found in: levator, rhomboids".
    """
    opens = cue.value == "not_performed" or cue.first - sentence.first <= 1
    if not opens or (words[cue.last : cue.last + 1] == [":"] and cue.value == "negation"):
        return False
    reach = NEAR if cue.value == "not_performed" else FAR
    return any(words[at] == ":" for at in range(cue.last, min(sentence.last, cue.last + reach)))


NO = {"no", "n", "none", "not", "0", "neg", "negative", "nothing", "nil", "deferred", "skipped", "declined"}
LOOKED = {"palp", "palpated", "palpation", "exam", "examined", "checked", "muscle", "muscles", "belly", "also", "were"}
"""Words between a muscle and what was found there: "SCM palp: neg"."""
LEFT_OUT = {"none", "nil", "no", "nothing", "deferred", "skipped", "declined", "neg", "negative", "nt", "omitted"}
"""Words that leave a muscle out where they stand alone behind it: "upper trap   none"."""
WELL = {"nt", "nl", "wnl", "normal", "ok", "okay", "soft", "supple", "nontender", "clear", "clean", "fine", "quiet"}
"""Answers that find nothing in a muscle: "rhomboid major: NT"."""
ARROWS = {"-", ">", "=", "\N{RIGHTWARDS ARROW}"}
ZERO_ENDS = {",", ";", ")", ".", "ml", "cc", "points", "sites"}
LISTED_WELL = 14
"""Words from a muscle to what is found well in all of its list."""
NOT_THERE = NO | WELL | LEFT_OUT
YES = {"yes", "y", "done", "injected", "inj", "treated"}


def answer(page: Page, sentence: Sentence, target: Target) -> str:
    """The word a form gives as its answer to a muscle's row: "gluteus maximus L: NO"; nothing where there is none."""
    words = page.tokens.words
    at = target.last
    sides = sentence.side_words
    while at < sentence.last and (at in sides or words[at] == "."):
        at += 1
    while at + 1 < sentence.last and words[at] in LOOKED:
        at += 1
    if words[at : at + 1] == ["no"] and words[at + 1 : at + 2] in (["."], ["of"], ["#"]):
        return ""  # "no. of points 2"
    if words[at + 1 : at + 2] and words[at] in (":", "-") and not ASPIRATED.isdisjoint(words[at + 2 : at + 3]):
        return ""  # "QL: neg aspiration"
    while at + 1 < sentence.last and words[at] in ARROWS and words[at + 1] in ARROWS:
        at += 1
    if at + 1 < sentence.last and words[at] in (":", "-", "=", ">", "\N{RIGHTWARDS ARROW}"):
        return words[at + 2] if words[at + 1] == "all" and at + 2 < sentence.last else words[at + 1]
    ends = at + 1 >= sentence.last or (words[at + 1] == "." and at + 2 == sentence.last)
    alone = at < sentence.last and words[at] in LEFT_OUT and (ends or page.tokens.gaps[at] >= 2)
    alone = alone or (at < sentence.last and ends and words[at] == "clear" and sentence.section in LOOKS)
    if alone and at > target.first and not page.sides.get(sentence.line):  # in a row with a column a side, one's "No"
        return words[at]
    column = sentence.line not in page.sides and sentence.line not in page.cells
    column = column and at + 1 < sentence.last and page.tokens.gaps[at] >= 2 and page.tokens.gaps[at + 1] >= 2
    if at < sentence.last and words[at] == "0" and (at + 1 >= sentence.last or words[at + 1] in ZERO_ENDS or column):
        return "0"
    told = said_injected(page, sentence, at)
    if told:
        return told
    return words[at] if target.last < at < sentence.last and words[at - 1] == "." else ""


def said_injected(page: Page, sentence: Sentence, at: int) -> str:
    """The answer of a form's row that asks after the injection: "R rectus abdominis injected       Yes   2 points"."""
    if INJECTED_KEYS.isdisjoint(sentence.vocabulary):
        return ""
    words = page.tokens.words
    for place in range(at, min(sentence.last - 1, at + 8)):
        if words[place] in INJECTED_KEYS:
            place += 1
            while place < sentence.last and (words[place] in "?.:_-" or words[place] in ("today", "here")):
                place += 1
            gap = place < sentence.last and page.tokens.gaps[place] >= 2
            ends = words[place - 1] == ":" and (place + 1 >= sentence.last or words[place + 1] in ANSWER_ENDS)
            return words[place] if place < sentence.last and (gap or ends) and words[place] in NO | YES else ""
    return ""


ASPIRATED = {"asp", "aspiration", "aspirate", "heme", "blood", "return", "paresthesia", "complication", "complications"}
INJECTED_KEYS = {"injected", "treated", "needled", "done", "performed"}
ANSWER_ENDS = {",", ";", "|", ".", ")"}


def reaches(words: Sequence[str], role: Mention, target: Target, found: list[Target], roles: list[Mention]) -> bool:
    """Whether a role word before a muscle governs it: nothing but small words or its own list between them."""
    if any(m.kind == "act" and role.last <= m.first < target.first for m in roles):
        return False
    between = [t for t in found if role.last <= t.first < target.first]
    if between and role.value == "landmark" and "," in words[between[-1].last : target.first]:
        injected = any(m.kind == "act" and m.value == "inject" and m.first >= target.last for m in roles)
        if injected:
            return False  # "deep to sartorius, the left iliacus and left psoas were each injected"
    if role.value == "landmark" and any(t.role != role.value for t in between):
        return False
    if between and (between[0].group != target.group or between[0].role != role.value):
        return False
    first = between[0].first if between else target.first
    gap = range(role.last, first)
    if role.value == "landmark" and any(words[i] == "(" for i in gap):
        return False  # "each point listed above (R upper trap x2, ...)"
    if role.value == "landmark" and not TELLING.isdisjoint(words[i] for i in gap):
        return False  # "the note above leaves out that the levator was injected"
    if role.value == "landmark" and any(words[i] in PLACES and words[i + 1] != "of" for i in gap):
        return False  # "through the lateral border the soleus"
    return len(gap) <= 6 and not any(words[i] in PARTING for i in gap)


PARTING = {",", ";", ":", ".", ")"} | BREAKS
TELLING = {"that", "which", "leaves", "omits", "says", "was", "were", "is", "are", "also"}


PLACES = {"border", "edge", "margin", "portal", "wheal", "skin", "wall", "approach", "fold"}
"""Nouns that a needle passes, so that the muscle behind them is not passed."""
ARTICLES = {"a", "an", "with", "otherwise"}
ALTHOUGH = {"but", "though", "although", "however"}


def stops(
    words: Sequence[str], first: int, last: int, found: list[Target], target: Target, spared: bool = False
) -> bool:
    """Whether a comma or break stands between a muscle and a word said of it later.

    `spared`: the word says that the muscle was left alone, which a "but" before it does not keep from it.
    """
    ends = [t.last for t in found if t.group == target.group]
    begin = max([first, *[end for end in ends if end <= last]])
    breaks = {";", "."} | (BREAKS - ALTHOUGH if spared else BREAKS | {","})
    return last - begin > 6 or any(words[i] in breaks for i in range(begin, last))
