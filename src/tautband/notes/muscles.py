"""Muscles in a sentence: which, on which sides, with what count and volume, and what part each plays there."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from tautband.notes.lexicon import Mention
from tautband.notes.page import NONE, Page, Sentence

CONNECTORS = {
    ",",
    "and",
    "&",
    "/",
    "+",
    "then",
    "the",
    "plus",
    "as",
    "well",
    "also",
    "with",
    ";",
    "or",
    "(",
    ")",
    "-",
    "|",
}
BETWEEN_SIDE = {
    "the",
    "side",
    "sided",
    "upper",
    "mid",
    "lower",
    "muscle",
    "muscles",
    "of",
    ":",
    "-",
    "|",
    "deep",
    "superficial",
    "anterior",
    "ant",
    "post",
    "lat",
    "med",
    "sup",
    "inf",
    "posterior",
    "proximal",
    "distal",
    "medial",
    "lateral",
    "(",
    ")",
    ".",
    "same",
    "belly",
    "superior",
    "inferior",
    "tight",
    "taut",
    "affected",
    "involved",
    "hand",
    "head",
    "aspect",
    "portion",
}
AFTER_SIDE = {
    "(",
    ",",
    "on",
    "the",
    "-",
    "|",
    "muscle",
    "muscles",
    "in",
    "of",
    ":",
    "at",
    "x",
    "side",
    "portion",
    "belly",
    "fiber",
    "level",
    "alone",
    "only",
}
BETWEEN_SIDES = CONNECTORS | {"in", "on", "site", "sites", "point", "points", "ml", "cc", "x", "into", "one", "trigger"}
MUSCULAR = {"muscle", "short_muscle", "stem_muscle", "paraspinal_stretch"}
"""Kinds of thing that can name a muscle."""
BREAKS = {"but", "while", "whereas", "however", "although", "though", "because", "since", "so"}


@dataclass(slots=True)
class Target:
    """A muscle named in a sentence. `role` says what the sentence does with it; see `roles`."""

    name: str
    part: str | None
    first: int
    last: int
    sentence: Sentence
    sides: tuple[str, ...] = ()
    role: str = ""
    group: int = 0
    points: int | None = None
    points_each_side: bool = False
    spread: bool = False
    """The count was said for every muscle, so that naming a muscle twice does not double it."""
    row: bool = False
    """Stands in a row of numbered sites, whose points add up."""
    side_points: dict[str, int] = field(default_factory=dict)
    volume: float | None = None
    volume_span: tuple[int, int] | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    piece: str = ""
    """The words behind the name for a part that the table of muscles does not hold: "medial head"."""
    source: Target | None = None
    """The target this one repeats on another side."""


def targets(page: Page, sentence: Sentence) -> list[Target]:
    """Every muscle a sentence names, in order, with sides and roles."""
    found: list[Target] = []
    if MUSCULAR.isdisjoint(sentence.kinds):
        return found
    things = sentence.things
    for index, mention in enumerate(things):
        short = mention.kind == "short_muscle"
        if mention.kind == "muscle" or (
            short
            and (
                believable(page, things, index)
                or heads_item(page, sentence, mention)
                or in_table(page, sentence, mention)
            )
        ):
            for name in mention.value.split("|"):
                known = page.lexicon.muscles[name]
                parent = known["parent"]
                found.append(Target(parent or name, name if parent else None, mention.first, mention.last, sentence))
        elif mention.kind == "stem_muscle":
            name = stem(page, mention)
            found.append(Target(name, None, mention.first, mention.last, sentence))
        elif mention.kind == "paraspinal_stretch":
            words = page.tokens.words[mention.first : mention.last]
            for name in ("cervical", "thoracic", "lumbar"):
                if name in words or any(word.startswith(name[:7]) or name[:6] in word for word in words):
                    found.append(Target(f"{name} paraspinals", None, mention.first, mention.last, sentence))
    found = without_glosses(page, found)
    for target in found:
        target.piece = piece_after(page, sentence, target)
    page.named.update(target.name for target in found)
    if found:
        number_groups(page, found)
        give_sides(page, sentence, found)
        other_side(page, sentence, found)
        give_roles(page, sentence, found)
    return found


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


def heads_item(page: Page, sentence: Sentence, mention: Mention) -> bool:
    """Whether a short form is what a list item is about: "3) FDS - 2 sites"."""
    follows = page.tokens.words[mention.last] if mention.last < sentence.last else ""
    return (
        sentence.item
        and mention.first - sentence.first <= 2
        and follows in ("-", ":", ",")
        and mention.value != "latissimus dorsi"
    )


def believable(page: Page, things: Sequence[Mention], index: int) -> bool:
    """Whether a short form such as "lat" or "UT" stands where a muscle stands: beside a side or in a list of
    muscles.
    """
    mention = things[index]
    before = things[index - 1] if index else None
    after = things[index + 1] if index + 1 < len(things) else None
    if before and before.kind == "side" and before.last == mention.first:
        return mention.value != "latissimus dorsi" or not (region_follows(after, mention) or part_of(after, mention))
    if after and after.kind == "side" and after.first - mention.last <= 1 and mention.last - mention.first == 1:
        return mention.value != "latissimus dorsi"
    if (
        before
        and before.kind == "muscle"
        and all(page.tokens.words[i] in CONNECTORS for i in range(before.last, mention.first))
    ):
        return mention.first > before.last and not region_follows(after, mention)
    return False


def part_of(after: Mention | None, mention: Mention) -> bool:
    """Whether a muscle's name stands right after, of which the short word is a part: "lat gastroc"."""
    return after is not None and after.kind in ("muscle", "short_muscle") and after.first == mention.last


def region_follows(after: Mention | None, mention: Mention) -> bool:
    """Whether a region stands right after: "lat thigh" is no muscle."""
    return after is not None and after.kind in ("region", "structure") and after.first == mention.last


def number_groups(page: Page, found: list[Target]) -> None:
    """Give coordinated muscles one group: nothing but commas, "and", sides and articles between them."""
    words = page.tokens.words
    sides = {i for m in found[0].sentence.kinds.get("side", NONE) for i in range(m.first, m.last)}
    group = 0
    for before, after in itertools.pairwise(found):
        if any(words[i] not in CONNECTORS and i not in sides for i in range(before.last, after.first)):
            group += 1
        after.group = group


def give_sides(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Give each muscle its side: before it, after it, carried along its list, or for the whole list."""
    sides = sentence.kinds.get("side", NONE)
    row = page.sides.get(sentence.line)
    if row and len({(target.first, target.last) for target in found}) == 1:
        for target in found:
            target.sides = tuple(side for side, _ in row)
            target.side_points = {side: count for side, count in row if count}
        return
    used: set[int] = set()
    for index, target in enumerate(found):
        previous_end = max((t.last for t in found[:index] if t.last <= target.first), default=sentence.first)
        before = [m for m in sides if previous_end <= m.first and m.last <= target.first]
        if before and all(joins(page, i, m) for m in before[-1:] for i in range(m.last, target.first)):
            target.sides = side_chain(chained(page, before))
            used.update(m.first for m in chained(page, before))
        elif each_before(page, sentence, target):
            target.sides, target.points_each_side = ("right", "left"), True
    numbered_sides(page, sentence, found, sides, used)
    for index, target in enumerate(found):
        if target.sides:
            continue
        next_begin = min((t.first for t in found[index + 1 :] if t.first >= target.last), default=sentence.last)
        after = [m for m in sides if target.last <= m.first < next_begin and m.first not in used]
        if after and all(page.tokens.words[i] in AFTER_SIDE for i in range(target.last, after[0].first)):
            target.sides = side_chain([m for m in after if m.first - after[0].last <= 2])
            used.add(after[0].first)
            spread_back(found, index)
    carry(page, sentence, found, sides, used)


def numbered_sides(page: Page, sentence: Sentence, found: list[Target], sides: list[Mention], used: set[int]) -> None:
    """Give a muscle the sides written behind its numbers: "trapezius 2 R, 1 L; levator scapulae 1 R"."""
    words = page.tokens.words
    starts = {target.first for target in found}
    for target in found:
        if target.sides:
            continue
        at, told, first = target.last, {}, []
        while at < sentence.last:
            if words[at] in NUMBER_JOINS:
                at += 1
                continue
            number = page.number(at)
            if number is None or number != int(number) or not 0 < number < MANY or words[at] in ("a", "an"):
                break
            at += 1
            while at < sentence.last and words[at] in NUMBERED:
                at += 1
            side = next((m for m in sides if m.first == at and m.value in ("left", "right")), None)
            if side is None or side.last in starts or side.value in told:
                break
            told[side.value] = int(number)
            first.append(side.first)
            at = side.last
        if told:
            target.sides = tuple(side for side in ("right", "left") if side in told)
            target.side_points = told
            used.update(first)


NUMBER_JOINS = {"-", ":", ",", "x", "(", ")", "and", "&", "/", "+", "="}
NUMBERED = {
    "point", "points", "pt", "pts", "site", "sites", "spot", "spots", "stick",
    "sticks", "on", "the", "tp", "tps",
}  # fmt: skip
MANY = 20


def other_side(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Give a muscle the side told of it by number alone: "three points in the right soleus, two in the left"."""
    words = page.tokens.words
    starts = {target.first for target in found}
    for index, target in enumerate(found):
        stop = found[index + 1].first if index + 1 < len(found) else sentence.last
        if len(target.sides) != 1 or target.side_points or target.role:
            continue
        for side in sentence.kinds.get("side", NONE):
            opposite = {"left": "right", "right": "left"}.get(side.value)
            if not (target.last <= side.first < stop) or opposite != target.sides[0] or side.last in starts:
                continue
            at = side.first - 1
            while at > target.last and words[at] in ELLIPSIS:
                at -= 1
            here, own = page.number(at), number_ahead(page, sentence, target)
            if here and own and here == int(here) and here < MANY and words[at + 1 : side.first]:
                target.side_points = {target.sides[0]: own, side.value: int(here)}
                target.sides = ("right", "left")
                break


ELLIPSIS = {"in", "into", "on", "at", "for", "the", "point", "points", "site", "sites", "spot", "spots"}


def number_ahead(page: Page, sentence: Sentence, target: Target) -> int | None:
    """The number of points said before a muscle and its side: "three points in the right"."""
    words = page.tokens.words
    at = target.first - 1
    while at > sentence.first and (words[at] in ELLIPSIS or words[at] in ("right", "left", "r", "l")):
        at -= 1
    number = page.number(at)
    return int(number) if number and number == int(number) and number < MANY and words[at] not in ("a", "an") else None


MEASURES = {"ml", "cc", "mls", "ccs", "mg", "unit", "units", "point", "points", "pt", "pts", "site", "sites"}


def each_before(page: Page, sentence: Sentence, target: Target) -> bool:
    """Whether "each" stands right before a muscle of which there are two: "one point in each trapezius".

    Not where it ends what was said of the muscle before, "... 1 ml each", nor where the muscle's own side follows.
    """
    words = page.tokens.words
    for m in sentence.kinds.get("each", NONE):
        if m.value == "each" and m.last == target.first:
            at = m.last - 1
            ends = target.first in page.line_starts or (at > sentence.first and words[at - 1] in MEASURES)
            behind = any(
                s.value in ("left", "right") and words[target.last : s.first] in ([], [","], ["on", "the"], ["("])
                for s in sentence.kinds.get("side", NONE)
            )
            return not ends and not behind
    return False


def joins(page: Page, at: int, side: Mention) -> bool:
    """Whether token `at` may stand between a side and its muscle."""
    word = page.tokens.words[at]
    return word in BETWEEN_SIDE or (side.value == "both" and word in ("sides", "of"))


def chained(page: Page, mentions: list[Mention]) -> list[Mention]:
    """The last of neighbouring side words, and the other side before it that only small words and counts part from it.

    "right and left", "1 in the right and 1 in the left"; not "... on the right and the right ...", nor a side that
    stands behind the muscle before it.
    """
    words = page.tokens.words
    chain = mentions[-1:]
    for mention in reversed(mentions[:-1]):
        between = range(mention.last, chain[0].first)
        if "both" in (mention.value, chain[0].value) or mention.value == chain[0].value:
            break
        if any(words[i] not in BETWEEN_SIDES and page.number(i) is None for i in between):
            break
        if "on" in words[max(0, mention.first - 2) : mention.first]:
            break
        chain.insert(0, mention)
    return chain


def side_chain(mentions: list[Mention]) -> tuple[str, ...]:
    """The sides that side words name together: "right and left", "both"."""
    values = [side for m in mentions for side in (("right", "left") if m.value == "both" else (m.value,))]
    return tuple(side for side in ("right", "left", "midline") if side in values)


def spread_back(found: list[Target], index: int) -> None:
    """A side after the last muscle of a list is the side of the list: "trapezius and levator scapulae bilaterally"."""
    target = found[index]
    for earlier in reversed(found[:index]):
        if earlier.sides or earlier.group != target.group:
            break
        earlier.sides = target.sides


def carry(page: Page, sentence: Sentence, found: list[Target], sides: list[Mention], used: set[int]) -> None:
    """Carry a side forward through a list, and from "all on the right" to every muscle without one."""
    words = page.tokens.words
    last: Target | None = None
    for target in found:
        if target.sides:
            last = target
        elif last is not None and not breaks(words, last.last, target.first, sides):
            target.sides = last.sides
    loose = [m for m in sides if m.first not in used]
    for side in loose:
        if not any(target.sides for target in found if target.first < side.first):
            trailing = [t for t in found if t.last <= side.first]
            ahead = [t for t in found if t.first >= side.last and not t.sides]
            if leading(page, sentence, side) and ahead and not trailing:
                for target in ahead:
                    target.sides = side_chain([side])
            elif trailing and words[side.first - 1] in ("all", "the", "on", ",", "only", "-", "(", "of", "each"):
                for target in trailing:
                    target.sides = side_chain([side])


def leading(page: Page, sentence: Sentence, side: Mention) -> bool:
    """Whether a side opens its sentence or clause for all that follows: "Right: ...", "On the left, ..."."""
    words = page.tokens.words
    follows = words[side.last] if side.last < sentence.last else ""
    region = next((m for m in sentence.kinds.get("region", NONE) if m.first == side.last), None)
    if region is not None and words[region.last : region.last + 1] in ([":"], ["-"]):
        return True  # "trigger point injections, left chest wall: pectoralis major 2, pectoralis minor 1"
    opens = side.first - sentence.first <= 3 or words[side.first - 1] in ("the", "on")
    return opens and follows in (":", ",", "-", "")


def breaks(words: Sequence[str], first: int, last: int, sides: list[Mention]) -> bool:
    """Whether something between two muscles ends the first one's list."""
    if any(words[i] in BREAKS for i in range(first, last)) or last - first > 14:
        return True
    return any(first <= m.first < last for m in sides)


def give_roles(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Say what a sentence does with each muscle it names.

    Roles: "" (named), "twitch", "refer", "landmark", "quiet" (left alone or normal), "finding", "tendon", "strength".
    """
    words = page.tokens.words
    roles = [m for m in sentence.things if m.kind in ("role", "act", "structure")] if given(sentence) else NONE
    left = [c.last for c in sentence.cues if c.value == "not_performed" and heads_list(words, c.last, sentence.last)]
    for target in found:
        if answer(page, sentence, target) in NO or any(target.first > place for place in left):
            target.role = "quiet"
        for role in roles:
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
                later = next(
                    (t.first for t in found if t.first >= target.last and t.group != target.group), sentence.last
                )
                spared = role.value == "quiet" and ALTHOUGH & set(words[target.last : role.first])
                if role.first < later and not stops(words, target.last, role.first, found, target, bool(spared)):
                    target.role = target.role or role.value


def given(sentence: Sentence) -> bool:
    """Whether a sentence holds a word that gives its muscles a role."""
    return not ROLES.isdisjoint(sentence.kinds)


ROLES = {"role", "act", "structure"}


def heads_list(words: Sequence[str], last: int, stop: int) -> bool:
    """Whether a colon follows a denial, so that what comes after it was left: "NOT INJECTED: R glut med, L QL"."""
    return any(words[at] == ":" for at in range(last, min(stop, last + 3)))


NO = {"no", "n", "none", "not", "0", "neg", "negative", "nothing", "nil", "deferred", "skipped", "declined"}
ZERO_ENDS = {",", ";", ")", ".", "ml", "cc", "points", "sites"}
YES = {"yes", "y", "done", "injected", "inj", "treated"}


def answer(page: Page, sentence: Sentence, target: Target) -> str:
    """The word a form gives as its answer to a muscle's row: "gluteus maximus L: NO"; nothing where there is none."""
    words = page.tokens.words
    at = target.last
    sides = {i for m in sentence.kinds.get("side", NONE) for i in range(m.first, m.last)}
    while at < sentence.last and (at in sides or words[at] == "."):
        at += 1
    if at + 1 < sentence.last and words[at] in (":", "-", "="):
        return words[at + 1]
    if at < sentence.last and words[at] == "0" and (at + 1 >= sentence.last or words[at + 1] in ZERO_ENDS):
        return "0"
    told = said_injected(page, sentence, at)
    if told:
        return told
    return words[at] if target.last < at < sentence.last and words[at - 1] == "." else ""


def said_injected(page: Page, sentence: Sentence, at: int) -> str:
    """The answer of a form's row that asks after the injection: "R rectus abdominis injected       Yes   2 points"."""
    words = page.tokens.words
    for place in range(at, min(sentence.last - 1, at + 8)):
        if words[place] in INJECTED_KEYS:
            place += 1
            while place < sentence.last and (words[place] in "?.:_-" or words[place] in ("today", "here")):
                place += 1
            gap = place < sentence.last and page.tokens.gaps[place] >= 2
            return words[place] if gap and words[place] in NO | YES else ""
    return ""


INJECTED_KEYS = {"injected", "treated", "needled", "done"}


def reaches(words: Sequence[str], role: Mention, target: Target, found: list[Target], roles: list[Mention]) -> bool:
    """Whether a role word before a muscle governs it: nothing but small words or its own list between them."""
    if any(m.kind == "act" and role.last <= m.first < target.first for m in roles):
        return False
    between = [t for t in found if role.last <= t.first < target.first]
    if between and (between[0].group != target.group or between[0].role != role.value):
        return False
    first = between[0].first if between else target.first
    gap = range(role.last, first)
    return len(gap) <= 6 and not any(words[i] in {",", ";", ":", "."} | BREAKS for i in gap)


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
