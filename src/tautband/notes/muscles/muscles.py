"""Muscles in a sentence: which, on which sides, and what part each plays there."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tautband.notes.muscles.abbreviations import ALSO_WORDS, capitals
from tautband.notes.muscles.bracketed_answers import read_brackets
from tautband.notes.muscles.ellipsis import (
    FIRST_WORDS,
    LAST_WORDS,
    by_first_word,
    by_initials,
    by_last_word,
    by_members,
    with_ellipses,
    with_volume_by_initials,
)
from tautband.notes.muscles.roles import give_roles
from tautband.notes.muscles.second_side import behind_stroke, other_side
from tautband.notes.muscles.sides import give_sides
from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.target import CONNECTORS, MUSCULAR, NO_TARGETS, Target
from tautband.notes.vocabulary.lexicon import Mention

NAMING = {"gluteals", *LAST_WORDS, *FIRST_WORDS}
"""Words that can name a muscle where no phrase of the lexicon does."""


def targets(page: Page, sentence: Sentence) -> list[Target]:
    """Every muscle a sentence names, in order, with sides and roles."""
    found: list[Target] = []
    if MUSCULAR.isdisjoint(sentence.kinds) and NAMING.isdisjoint(sentence.vocabulary):
        found = with_volume_by_initials(page, sentence)
        if not found:
            return NO_TARGETS
    things = sentence.things
    for index, mention in enumerate(things):
        short = mention.kind == "short_muscle"
        if mention.kind == "muscle" or (
            short
            and (
                believable(page, things, index, found[-1].first if found else -1)
                or heads_item(page, sentence, mention)
                or in_table(page, sentence, mention)
                or opens_row(page, sentence, mention)
            )
        ):
            for name in mention.value.split("|"):
                known = page.lexicon.muscles[name]
                parent = known["parent"]
                found.append(Target(parent or name, name if parent else None, mention.first, mention.last, sentence))
        elif mention.kind == "region" and page.tokens.words[mention.first] == "gluteals":
            found.append(Target("gluteals", None, mention.first, mention.last, sentence))  # the region has no plural
        elif mention.kind == "stem_muscle":
            name = stem(page, mention)
            found.append(Target(name, None, mention.first, mention.last, sentence))
        elif mention.kind == "paraspinal_stretch":
            words = page.tokens.words[mention.first : mention.last]
            for name in ("cervical", "thoracic", "lumbar"):
                if name in words or any(word.startswith(name[:7]) or name[:6] in word for word in words):
                    found.append(Target(f"{name} paraspinals", None, mention.first, mention.last, sentence))
    found = by_last_word(page, sentence, with_ellipses(page, sentence, by_members(page, sentence, found)))
    found = by_initials(page, sentence, by_first_word(page, sentence, found))
    found = without_glosses(page, in_its_cell(page, sentence, found))
    for target in found:
        target.piece = piece_after(page, sentence, target)
    page.named.update(target.name for target in found)
    if found:
        number_groups(page, found)
        give_sides(page, sentence, found)
        other_side(page, sentence, found)
        behind_stroke(page, sentence, found)
        give_roles(page, sentence, found)
        read_brackets(page, sentence, found)
    return found


def in_its_cell(page: Page, sentence: Sentence, found: list[Target]) -> list[Target]:
    """The muscles in a table row's own cell, where it names any: those of other cells say where pain went."""
    cells = page.muscle_cells.get(sentence.line)
    if not cells or not found:
        return found
    end = page.lines[sentence.line].last
    own = [t for t in found if any(first <= t.first < last for first, last in cells)]
    return [t for t in found if t in own or t.first >= end] if own else found


PIECES = {
    "medial", "lateral", "long", "short", "sternal", "clavicular", "inner", "outer", "proximal", "distal", "deep",
    "superficial", "anterior", "posterior",
}  # fmt: skip
PIECE_NOUNS = {"head", "part", "portion", "fibers", "fibres", "belly", "division", "half"}


def piece_after(page: Page, sentence: Sentence, target: Target) -> str:
    """The part named right behind a muscle: "gastrocnemius, medial head"."""
    words = page.tokens.words
    at = target.last
    if at < sentence.last and words[at] in (",", "(", "-"):
        at += 1
    named = at + 1 < sentence.last and words[at] in PIECES and words[at + 1] in PIECE_NOUNS
    return words[at] if named else ""


def without_glosses(page: Page, found: list[Target]) -> list[Target]:
    """Take a name in brackets right after the same muscle's short form for its explanation: "L LS (levator scap) 1"."""
    words = page.tokens.words
    kept: list[Target] = []
    for target in found:
        before = kept[-1] if kept else None
        if (
            before is not None
            and words[before.last : target.first] == ["("]
            and before.name in page.lexicon.muscles[target.name]["members"]
        ):
            continue  # "middle scalene (scalene, lateral approach)"
        if (
            before is not None
            and before.name == target.name
            and words[before.last : target.first] == ["("]
            and words[target.last : target.last + 1] == [")"]
        ):
            before.last, before.part = target.last + 1, before.part or target.part
            continue
        kept.append(target)
    return kept


def stem(page: Page, mention: Mention) -> str:
    """The muscle a first word such as "levator" stands for: the only one of that name so far, else the usual one."""
    word = page.words[mention.first] or ""
    named = [name for name in page.named if name.startswith(word[:7]) or name.endswith(f" {word}")]
    return named[0] if len(named) == 1 else mention.value


def in_table(page: Page, sentence: Sentence, mention: Mention) -> bool:
    """Whether a short form stands first in a table's row whose columns are sides: "INFRA   I1   0"."""
    return (
        mention.first == sentence.first and bool(page.sides.get(sentence.line)) and mention.value != "latissimus dorsi"
    )


def opens_row(page: Page, sentence: Sentence, mention: Mention) -> bool:
    """Whether a short form in capitals is the whole of its row's muscle cell, or a key beside another muscle's: "UT: 2
    sticks" above "LS: 1 stick".
    """
    if not capitals(page, mention.first) or mention.value == "latissimus dorsi":
        return False
    if (mention.first, mention.last) in page.muscle_cells.get(sentence.line, ()):
        return not {"ml", "ml_each", "points", "injected"}.isdisjoint(page.cells.get(sentence.line, ()))
    around = page.sentences[max(0, sentence.number - 1) : sentence.number + 2]
    return keys_muscle(page, sentence, mention) and any(
        keys_muscle(page, s, s.things[0]) for s in around if s is not sentence and s.things
    )


def keys_muscle(page: Page, sentence: Sentence, mention: Mention) -> bool:
    """Whether a muscle opens a line as its key and a count or a volume stands behind the colon."""
    words, at = page.tokens.words, mention.last
    opens = mention.first == sentence.first and sentence.first in page.line_starts and mention.kind in MUSCULAR
    counted = "point" in sentence.kinds or ("unit", "ml") in sentence.meanings or at + 2 >= sentence.last
    return opens and counted and words[at : at + 1] == [":"] and page.number(at + 1) is not None


def heads_item(page: Page, sentence: Sentence, mention: Mention) -> bool:
    """Whether a short form is what a list item is about: "3) FDS - 2 sites"."""
    follows = page.tokens.words[mention.last] if mention.last < sentence.last else ""
    return (
        sentence.item
        and mention.first - sentence.first <= 2
        and follows in ("-", ":", ",")
        and mention.value != "latissimus dorsi"
    )


NO_MUSCLE: dict[str, str | None] = {"parent": None}


def believable(page: Page, things: Sequence[Mention], index: int, taken: int = -1) -> bool:
    """Whether a short form such as "lat" or "UT" stands where a muscle stands: beside a side or in a list of
    muscles. `taken` is where the last name taken for a muscle begins.
    """
    mention = things[index]
    before = things[index - 1] if index else None
    after = things[index + 1] if index + 1 < len(things) else None
    if page.tokens.words[mention.first] in ALSO_WORDS:
        return True  # kept only where it stands as initials
    if before and before.kind == "side" and before.last == mention.first:
        return mention.value != "latissimus dorsi" or not (
            region_follows(page, after, mention) or part_of(after, mention)
        )
    if after and after.kind == "side" and after.first - mention.last <= 1 and mention.last - mention.first == 1:
        return mention.value != "latissimus dorsi" and page.tokens.words[mention.first] not in BEHIND_ITS_SIDE
    if (
        before
        and (before.kind == "muscle" or before.first == taken)
        and all(page.tokens.words[i] in CONNECTORS for i in range(before.last, mention.first))
    ):
        return mention.first > before.last and not region_follows(page, after, mention)
    known = page.named & {mention.value, page.lexicon.muscles.get(mention.value, NO_MUSCLE)["parent"]}
    if known and capitals(page, mention.first) and not region_follows(page, after, mention):
        return True  # "SPS 1 pt", where the exam names the serratus posterior superior
    if mention.value in page.named and (with_volume(page, mention, after) or counted_behind(page, mention)):
        return True  # "lat 1.5 mL", where the exam names the latissimus dorsi
    if listed_with_counts(page, mention, beside(things, index, 1)) or listed_with_counts(
        page, mention, beside(things, index, -1)
    ):
        return True
    if after is None or after.first - mention.last != 1:
        return False
    plain = len(page.tokens.words[mention.first]) >= UNMISTAKABLE or capitals(page, mention.first)
    if page.tokens.words[mention.last] == "," and plain:
        return after.kind == "muscle" or (after.kind == "short_muscle" and believable(page, things, index + 1))
    joined = after.kind == "short_muscle" and page.tokens.words[mention.last] in JOINED
    return joined and believable(page, things, index + 1)


UNMISTAKABLE = 5
"""Letters of a short form that opens a list without a side: "supra, infra, subscapularis"."""


def with_volume(page: Page, mention: Mention, after: Mention | None) -> bool:
    """Whether a number of millilitres stands right behind a short form."""
    volume = after is not None and (after.kind, after.value) == ("unit", "ml") and after.first - mention.last == 1
    return volume and page.number(mention.last) is not None


def counted_behind(page: Page, mention: Mention) -> bool:
    """Whether a count of points stands right behind a short form: "x2", ", 1 point"."""
    words, at = page.tokens.words, mention.last
    if words[at : at + 1] == ["x"]:
        return page.number(at + 1) is not None
    at += words[at : at + 1] in ([","], ["-"], [":"], ["("])
    return page.number(at) is not None and not POINTS.isdisjoint(words[at + 1 : at + 2])


POINTS = {"point", "points", "pt", "pts", "site", "sites", "spot", "spots", "tp", "tps", "stick", "sticks"}


def beside(things: Sequence[Mention], index: int, step: int) -> Mention | None:
    """The next thing before or behind that is no measure."""
    at = index + step
    while 0 <= at < len(things) and things[at].kind in ("unit", "point", "region"):
        at += step
    return things[at] if 0 <= at < len(things) else None


def listed_with_counts(page: Page, mention: Mention, other: Mention | None) -> bool:
    """Whether a short form in capitals stands in a list of muscles with its own count: "UT (1), infraspinatus (1)"."""
    if other is None or other.kind not in ("muscle", "short_muscle") or not capitals(page, mention.first):
        return False
    if other.kind == "short_muscle" and not capitals(page, other.first):
        return False
    one, two = sorted((mention, other), key=lambda m: m.first)
    between = page.tokens.words[one.last : two.first]
    if not any(word.isdecimal() for word in between):
        return False
    return 0 < len(between) <= LIST_GAP and all(word in LIST_JOINS or word.isdecimal() for word in between)


LIST_GAP = 7
LIST_JOINS = {
    "(", ")", ",", "x", "and", "&", "+", "/", ";", "ml", "cc", "long", "short", "head", "pt", "pts", "tp", ":", "-",
}  # fmt: skip
JOINED = {"+", "/", "&", "and", ","}


BEHIND_ITS_SIDE = {"sa", "bf", "st", "sm", "rf", "vm", "oi", "eo", "mf", "br", "temp", "sol", "occip", "subs"}
"""Initials that are so much else that only a side before them, or a muscle's list, makes them a muscle."""


def part_of(after: Mention | None, mention: Mention) -> bool:
    """Whether a muscle's name stands right after, of which the short word is a part: "lat gastroc"."""
    return after is not None and after.kind in ("muscle", "short_muscle") and after.first == mention.last


def region_follows(page: Page, after: Mention | None, mention: Mention) -> bool:
    """Whether a region stands right after: "lat thigh" is no muscle."""
    if after is not None and after.kind in ("region", "structure") and after.first == mention.last:
        return page.tokens.words[after.first] not in BELLIES  # "ECRL + BR bellies ropey"
    return not LATERAL.isdisjoint(page.tokens.words[mention.last : mention.last + 1])


LATERAL = {
    "decub", "decubitus", "recumbent", "lying", "position", "bend", "bending", "flex", "flexion", "rotation", "shift",
    "deviation", "tilt", "lean", "glide", "raise", "raises", "pulldown", "pulldowns", "stability", "instability",
    "approach", "view", "border", "edge", "aspect", "recess", "malleolus", "epicondyle", "epicondylitis", "stenosis",
}  # fmt: skip
"""Words that a short "lat" before them calls lateral: "L lat decubitus"."""


def bracketed_aside(words: list[str], first: int, last: int) -> range:
    """The words of an aside in brackets right behind a muscle: "subscapularis (axillary approach) and ..."."""
    if words[first : first + 1] != ["("] or ")" not in words[first:last]:
        return range(0)
    closing = words.index(")", first, last)
    return range(first, closing + 1) if closing - first <= ASIDE else range(0)


ASIDE = 5
BELLIES = {"belly", "bellies", "muscle", "muscles", "head", "heads"}
"""Words that may stand behind a muscle of a list."""


SHORT_NAME = 3


def one_unknown(words: Sequence[str], between: list[int]) -> bool:
    """Whether what parts two muscles of a list is one short name between commas: "FCR, PT, triceps"."""
    at = between[0]
    alone = len(between) == 1 and len(words[at]) <= SHORT_NAME and words[at].isalpha()
    return alone and words[at - 1] == "," and words[at + 1] == ","


GROUPING = CONNECTORS | BELLIES | PIECES


def number_groups(page: Page, found: list[Target]) -> None:
    """Give coordinated muscles one group: nothing but commas, "and", sides and articles between them."""
    words = page.tokens.words
    sides = found[0].sentence.side_words
    group = 0
    for before, after in itertools.pairwise(found):
        aside = bracketed_aside(words, before.last, after.first)
        between = (i for i in range(before.last, after.first) if i not in aside and i not in sides)
        strange = [i for i in between if words[i] not in GROUPING]
        if strange and not one_unknown(words, strange):
            group += 1
        after.group = group
