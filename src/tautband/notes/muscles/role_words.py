"""Words that give a muscle its role, and how far they reach: "deep to", "refers to", "twitch in", "was normal".

A word ahead of a muscle governs it over small words and its own list; a word behind it speaks back to it where no
comma, break or other list stands between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.target import BREAKS, Target
from tautband.notes.vocabulary.lexicon import Mention

ROLES = {"role", "act", "structure"}
"""Kinds of thing that can give a muscle a role, or keep one from it."""


@dataclass(slots=True)
class Naming:
    """A sentence with the muscles it names, the words that give them roles, and the needle's verbs among those."""

    words: list[str]
    sentence: Sentence
    found: list[Target]
    roles: Sequence[Mention] = ()
    acts: Sequence[Mention] = ()


GRASPING = {"in", "between", "with", "by", "steady", "still", "up", "firmly", "gently", "away", "taut", "flat"}
"""Words behind "held" that tell of the hand which holds a muscle for the needle: "the SCM held in a pincer grip"."""


def grasped(words: list[str], held: Mention) -> bool:
    """Whether "held" tells of the hand that holds a muscle."""
    return not GRASPING.isdisjoint(words[held.last : held.last + 1])


HOLDING = 5


def holds_finding(words: list[str], held: Mention) -> bool:
    """Whether a muscle "held" something to be felt: "the gluteus medius held two very tender bands"."""
    behind = words[held.last : held.last + HOLDING]
    stop = next((at for at, word in enumerate(behind) if word in PARTING), HOLDING)
    return not FINDINGS.isdisjoint(behind[:stop])


def governing(page: Page, sentence: Sentence, found: list[Target]) -> Naming:
    """What of a sentence gives its muscles their roles."""
    words = page.tokens.words
    if ROLES.isdisjoint(sentence.kinds):
        return Naming(words, sentence, found)
    told = [m for m in sentence.things if m.kind in ROLES and m.first not in page.left_words]
    if "held" in sentence.vocabulary:
        told = [m for m in told if words[m.last - 1] != "held" or not (grasped(words, m) or holds_finding(words, m))]
    return Naming(
        words,
        sentence,
        found,
        roles=[m for m in told if m.kind != "act" and (m.value != "landmark" or lies_there(words, m, sentence))],
        acts=[m for m in told if m.kind == "act"],
    )


TENDONS = {
    "tendon_origin_injection", "tendon_sheath_injection", "nerve_block", "bursa_injection", "ligament_injection",
    "joint_injection",
}  # fmt: skip
"""Structures whose name right behind a muscle's makes it theirs: "biceps tendon"."""
AHEAD = {"landmark", "twitch", "refer", "quiet"}
BEHIND = {"quiet", "refer", "strength"}
"""Roles that a word gives to a muscle which follows it, and to one which stands before it."""


def role_told(naming: Naming, word: Mention, target: Target) -> str:
    """The role of a muscle once a further word of its sentence is read: the one that it gives, or the one it had."""
    if word.kind == "structure":
        return "tendon" if word.first == target.last and word.value in TENDONS else target.role
    if word.last <= target.first:
        return word.value if word.value in AHEAD and reaches(naming, word, target) else target.role
    if word.first >= target.last and word.value in BEHIND:
        return role_told_behind(naming, word, target)
    return target.role


def role_told_behind(naming: Naming, word: Mention, target: Target) -> str:
    """The role of a muscle once a word behind it is read; only what is found well right there changes a referral."""
    words, quiet = naming.words, word.value == "quiet"
    if word.value == "refer" and words[target.last] == "(":
        return target.role
    if quiet and words[word.first - 1] in ARTICLES and word.first > target.last:
        return target.role  # "bands in the infraspinatus with a normal shoulder joint"
    if quiet and found_in_the_first(naming, word, target):
        return target.role
    if quiet and of_a_drug(naming, word):
        return target.role
    if quiet and in_brackets_of_another(naming, word, target):
        return target.role  # "R trapezius (2 points), R levator (deferred)"
    if quiet and words[word.first] in WENT_WELL and dosed_between(naming, word, target):
        return target.role  # "R tibialis anterior .75 cc ok"
    if quiet and all_found_well(words, target, word):
        return target.role or "quiet"
    others = (t.first for t in naming.found if t.first >= target.last and t.group != target.group)
    if word.first >= next(others, naming.sentence.last) or stops(naming, word, target):
        return target.role
    if quiet and target.role == "refer" and found_well(naming, word, target):
        return "quiet"
    return target.role or ("source" if word.value == "refer" else word.value)


def in_brackets_of_another(naming: Naming, word: Mention, target: Target) -> bool:
    """Whether a word opens the brackets right behind another muscle, and this one has a number of its own."""
    words = naming.words
    if words[word.first - 1] not in ("(", "["):
        return False
    behind = [t for t in naming.found if t.first >= target.last]
    if not any(t.last == word.first - 1 for t in behind):
        return False
    return any(words[at][0].isdecimal() for at in range(target.last, behind[0].first))


PASSED_OVER = {"skipped", "omitted", "held", "declined", "refused", "deferred"}
OBJECT_REACH = 2
STEROIDS = {"steroid", "steroids", "cortisone"}


def of_a_drug(naming: Naming, word: Mention) -> bool:
    """Whether what was passed over is a drug, named right behind: "four points in the levator, skipped the steroid"."""
    if naming.words[word.first] not in PASSED_OVER or word.last - word.first > 1:
        return False
    if not STEROIDS.isdisjoint(naming.words[word.last : word.last + OBJECT_REACH]):
        return True
    drugs = naming.sentence.kinds.get("drug", ())
    return any(0 <= m.first - word.last < OBJECT_REACH for m in drugs)


WENT_WELL = {"ok", "okay", "fine", "clean", "clear"}
"""Answers that say of a dose that it went well."""


def dosed_between(naming: Naming, word: Mention, target: Target) -> bool:
    """Whether a volume stands between a muscle and a word behind it."""
    units = naming.sentence.kinds.get("unit", ())
    return any(m.value == "ml" and target.last <= m.first < word.first for m in units)


POINTING = {
    "listed", "noted", "named", "described", "marked", "mentioned", "identified", "as", "found", "documented", "the",
    "given", "shown", "specified", "palpated",
}  # fmt: skip
SHARED = {"divided", "split", "total", "shared", "distributed", "evenly", "equally", "ml", "cc", "mls", "all"}
SHARE_REACH = 3
BORDERS = {"border", "edge"}
NEAR_BORDER = 4
FOUND_THERE = {
    "spot", "spots", "point", "points", "nodule", "nodules", "knot", "knots", "band", "bands", "cord", "tender",
    "tenderness", "lump",
}  # fmt: skip
"""What is felt in a muscle at its border: "a spot at the lateral border of the rectus abdominis"."""
FELT_SO = {"stringy", "ropey", "ropy", "taut", "tight", "tender", "hard", "firm", "knotted"}
"""How a muscle's border feels: "a stringy lateral border of the quadratus lumborum"."""
POINTED_AT = {"it", "them", "that", "this"}


def lies_there(words: Sequence[str], role: Mention, sentence: Sentence) -> bool:
    """Whether a word of place tells of a landmark: not "the points listed above (R trapezius)", nor "4 cc total between
    the R and L paraspinals".
    """
    if words[role.first] in ("above", "below") and role.last - role.first == 1:
        listed = role.first > sentence.first and words[role.first - 1] in POINTING
        adds = words[role.first] == "above" and words[role.first - 1] in ("muscles", "sites", "points")
        adds = adds and not ADDING.isdisjoint(
            words[sentence.first : role.first]
        )  # "besides the muscles above the R QL"
        return not (adds or (listed and words[role.last : role.last + 1] in (["("], [":"], ["-"], [","])))
    if words[role.first] in BORDERS and {"act", "drug"}.isdisjoint(sentence.kinds):
        at = max(sentence.first, role.first - NEAR_BORDER)
        found = not FOUND_THERE.isdisjoint(words[sentence.first : role.first])
        placed = found and not {"at", "along", "on"}.isdisjoint(words[at : role.first])
        return not placed and FELT_SO.isdisjoint(words[at : role.first])
    if words[role.last : role.last + 1] and words[role.last] in POINTED_AT:
        return False  # "just below it another one in the peroneus brevis"
    if words[role.first] == "between":
        return SHARED.isdisjoint(words[max(sentence.first, role.first - SHARE_REACH) : role.first])
    return True


ADDING = {"addition", "besides", "beside", "plus"}


REACH = 6
"""Words between a role's word and the muscle it governs."""


def reaches(naming: Naming, word: Mention, target: Target) -> bool:
    """Whether a role word before a muscle governs it: nothing but small words or its own list between them."""
    if any(word.last <= act.first < target.first for act in naming.acts):
        return False
    between = [t for t in naming.found if word.last <= t.first < target.first]
    if between and (between[0].group != target.group or between[0].role != word.value):
        return False
    if any(closed_before(naming.words, word, t) for t in between):
        return False
    gap = naming.words[word.last : between[0].first if between else target.first]
    if word.value == "refer" and ("at" in gap[1:] or told_of_bands(naming.words, word)):
        return False  # "referred pain to the temple at the left trapezius"
    if word.value == "landmark" and naming.words[word.first : word.last] in BARE_WAYS and len(gap) > NEAR_WAY:
        return False  # "1 mL through a 27 gauge needle into the levator"
    if word.value == "landmark" and not (passes(gap) and passes_list(naming, between, target)):
        return False
    return len(gap) <= REACH and PARTING.isdisjoint(gap)


def closed_before(words: Sequence[str], word: Mention, last: Target) -> bool:
    """Whether a role's word stands in brackets that close behind its last muscle: "R infraspinatus (refers to the
    deltoid), R soleus".
    """
    return words[last.last : last.last + 1] == [")"] and "(" not in words[word.last : last.last]


def told_of_bands(words: Sequence[str], word: Mention) -> bool:
    """Whether bands that reproduce a pain stand in the muscle: "taut bands reproducing the pain in the soleus"."""
    return words[word.first] == "reproducing" and words[word.first - 1] in FOUND_THERE


BARE_WAYS = (["through"], ["thru"])
NEAR_WAY = 2


PARTING = {",", ";", ":", ".", ")"} | BREAKS
TELLING = {"that", "which", "leaves", "omits", "says", "was", "were", "is", "are", "also"}
PLACES = {"border", "edge", "margin", "portal", "wheal", "skin", "wall", "approach", "fold"}
"""Nouns that a needle passes, so that the muscle behind them is not passed."""


ANOTHER = {"one", "another", "two"}


def passes(gap: list[str]) -> bool:
    """Whether the words from a landmark's word to the next muscle let the needle pass that muscle.

    Not over a bracket ("each point listed above (R upper trap x2, ...)"), a statement ("the note above leaves out that
    the levator was injected") or another place that is passed ("through the lateral border the soleus").
    """
    if not ANOTHER.isdisjoint(gap):
        return False  # "one band in the medius below the crest and one in the minimus"
    if "(" in gap or not TELLING.isdisjoint(gap) or gap[:1] in (["it"], ["them"]):
        return False  # "the minimus, and beside it the medius"
    return not any(word in PLACES and gap[at + 1 : at + 2] != ["of"] for at, word in enumerate(gap))


def passes_list(naming: Naming, between: list[Target], target: Target) -> bool:
    """Whether the muscles named between are passed too, and no comma sets the next apart as the one injected."""
    if any(t.role != "landmark" for t in between):
        return False
    if not between or "," not in naming.words[between[-1].last : target.first]:
        return True
    # "deep to sartorius, the left iliacus and left psoas were each injected"
    return not any(act.value == "inject" and act.first >= target.last for act in naming.acts)


ARTICLES = {"a", "an", "with", "otherwise"}
ALTHOUGH = {"but", "though", "although", "however"}


def stops(naming: Naming, word: Mention, target: Target) -> bool:
    """Whether a comma or break stands between a muscle and a word said of it later.

    A "but" does not keep a word from it by which the muscle was left alone.
    """
    words = naming.words
    spared = word.value == "quiet" and not ALTHOUGH.isdisjoint(words[target.last : word.first])
    ends = [t.last for t in naming.found if t.group == target.group]
    begin = max([target.last, *[end for end in ends if end <= word.first]])
    breaks = {";", "."} | (BREAKS - ALTHOUGH if spared else BREAKS | {","})
    return word.first - begin > REACH or not breaks.isdisjoint(words[begin : word.first])


FINDINGS = {
    "band", "bands", "tender", "taut", "tight", "knot", "knots", "nodule", "nodules", "cord", "cords", "ropy", "ropey",
    "trp", "trps", "tp", "tps", "point", "points",
}  # fmt: skip
NOTHING_FELT = {
    "soft", "supple", "normal", "nontender", "tender", "loose", "relaxed", "pliable", "fine", "unremarkable", "clean",
    "clear", "uninvolved", "unaffected", "sore", "tight", "painful", "taut", "ropy", "quiet", "involved", "free",
}  # fmt: skip
FINDING_REACH = 5
BETWEEN_NAMES = {",", "the", "right", "left", "r", "l", "rt", "lt"}


def found_in_the_first(naming: Naming, word: Mention, target: Target) -> bool:
    """Whether a muscle has a finding ahead of it, and only the next, behind a comma, is found well: "a band in the
    right gracilis, adductor magnus not tender".
    """
    words = naming.words
    if NOTHING_FELT.isdisjoint(words[word.first : word.last]):
        return False
    listed = [t for t in naming.found if t.group == target.group and t.last <= word.first]
    if len(listed) < 2 or target is listed[-1]:
        return False
    between = words[listed[-2].last : listed[-1].first]
    if "," not in between or not BETWEEN_NAMES.issuperset(between):
        return False
    ahead = words[max(naming.sentence.first, listed[0].first - FINDING_REACH) : listed[0].first]
    return not FINDINGS.isdisjoint(ahead)


LISTED_WELL = 14
"""Words from a muscle to what is found well in all of its list."""


def all_found_well(words: Sequence[str], target: Target, word: Mention) -> bool:
    """Whether a list that a muscle opens is found well: "piriformis, hip joint and SI joint are normal"."""
    between = words[target.last : word.first]
    if not 3 <= len(between) <= LISTED_WELL or between[-1] not in ("are", "were") or between[0] != ",":
        return False
    return "and" in between and {";", ".", ":", "is", "was", "with"}.isdisjoint(between) and BREAKS.isdisjoint(between)


IS = {"is", "are", "was", "were", "still"}


def found_well(naming: Naming, word: Mention, target: Target) -> bool:
    """Whether a finding stands right behind a muscle's list: "goes to the flank quadratus lumborum not tender"."""
    last = max(t.last for t in naming.found if t.group == target.group)
    return word.first == last or (word.first == last + 1 and naming.words[last] in IS)
