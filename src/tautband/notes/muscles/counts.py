"""Counts of trigger points or needle sites, and the muscle each belongs to."""

from __future__ import annotations

from typing import NamedTuple

from tautband.notes.muscles.part_counts import MOST, PART_NAMES, by_parts, part_before
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import Target
from tautband.notes.vocabulary.lexicon import Mention

TO_MUSCLE = {
    "in",
    "into",
    "within",
    "to",
    "of",
    "at",
    "along",
    "the",
    "each",
    "over",
    "on",
    "-",
    ":",
    "upper",
    "side",
    "through",
    "for",
    "mid",
}
TIMES = ("x", "\N{MULTIPLICATION SIGN}", "*")


class Count(NamedTuple):
    """A number of sites at tokens `first` to `last`; `each` when it is said of every muscle or side."""

    number: int
    first: int
    last: int
    each: str


NO_COUNTS: list[Count] = []
"""What a sentence without a number counts; never added to."""


def counts(page: Page, sentence: Sentence) -> list[Count]:
    """The counts of a sentence: "two points", "x2", "(2)", "3 sites", a bare number after a muscle."""
    if sentence.number not in page.counted:
        page.counted[sentence.number] = counted(page, sentence) if page.numbers_in(sentence) else NO_COUNTS
    found: list[Count] = page.counted[sentence.number]
    return found


def counted(page: Page, sentence: Sentence) -> list[Count]:
    """The same, read anew."""
    words = page.words
    points = point_words(page, sentence)
    labels = {m.last for m in points.values()}
    each_at = sentence.kinds.get("each", NONE)
    units = {m.first for m in sentence.kinds.get("unit", NONE)}
    ends = {m.last: m.first for m in sentence.kinds.get("unit", NONE)}
    found: list[Count] = []
    for at in page.numbers_in(sentence):
        number = page.number(at)
        if number is None or number != int(number) or not 0 < number <= MOST or words[at] in ("a", "an"):
            continue
        if (at > sentence.first and words[at - 1] in (".", "/")) or named_unit(page, at, ends, labels):
            continue
        if of_a_clock(page, at) or of_a_brand(sentence, at):
            continue
        keyed_here = at in labels or (words[at - 1] in (":", "=", "#") and at - 1 in labels)
        if at + 1 in units and not (keyed_here and numbered_behind(page, at + 2)):
            continue
        if (
            labels_item(page, sentence, at)
            or marks_item(page, sentence, at)
            or numbered_site(page, sentence, at, labels)
        ):
            continue
        end = past_adjectives(page, sentence, at, points)
        point = points.get(end) or points.get(at + 1)
        previous = words[at - 1] if at > sentence.first else None
        inside = next((m for m in each_at if m.first <= at < m.last), None)
        if inside is not None:
            if inside.value == "site":
                found.append(Count(int(number), at, inside.last, "inner"))
            continue
        if point is not None:
            each = each_of(page, each_at, at, point.last) or each_with_volume(page, each_at, point.last)
            each = each or each_received(page, each_at, at) or each_treated(page, sentence, at)
            if not each and both_after(page, sentence, point.last):
                each = "side"
            found.append(Count(int(number), at, point.last, each))
        elif (
            (previous in (":", "=", "#") and at - 1 in labels)
            or at in labels
            or (previous in TIMES and page.number(at - 2) is None)
        ):
            each = each_of(page, each_at, at, at + 1) or ("side" if both_after(page, sentence, at + 1) else "")
            found.append(Count(int(number), at - 1, at + 1, each))
        elif previous in (":", "=", "#") and (spread := keyed(each_at, labels, at)) is not None:
            found.append(Count(int(number), at, at + 1, spread))
        elif previous == "(" and at + 1 < sentence.last and words[at + 1] == ")":
            found.append(Count(int(number), at - 1, at + 2, each_of(page, each_at, at, at + 2)))
        elif both_after(page, sentence, at + 1):
            found.append(Count(int(number), at, at + 1, "side"))
        elif each := next((m.value for m in each_at if m.first == at + 1 and m.value in ("each", "muscle")), ""):
            found.append(Count(int(number), at, at + 1, each))
        else:
            found.append(Count(int(number), at, at + 1, "" if points_understood(page, sentence, at) else "bare"))
    return found


def points_understood(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a number counts the points that the sentence before spoke of: "... with two trigger points. Right
    obturator internus with one."
    """
    words = page.words
    if words[at - 1] != "with" or (at + 1 < sentence.last and words[at + 1] not in ENDING) or not sentence.number:
        return False
    before = page.sentences[sentence.number - 1]
    named = any(m.value != "muscle" and words[m.first - 1] != "each" for m in before.kinds.get("point", NONE))
    return named and before.paragraph == sentence.paragraph and "muscle" in sentence.kinds


def numbered_behind(page: Page, at: int) -> bool:
    """Whether a unit's own number stands behind it, so that the one before counts points: "TrPs: 2   mL: 2"."""
    return page.number(at + (page.words[at : at + 1] in ([":"], ["="]))) is not None


ENDING = {".", ",", ";"}


def keyed(each_at: list[Mention], labels: set[int], at: int) -> str | None:
    """What a form's key repeats its number for: "Points per muscle: 1"; None where the key counts no points."""
    key = next((m for m in each_at if m.last == at - 1 and m.first in labels), None)
    return None if key is None else key.value


def of_a_clock(page: Page, at: int) -> bool:
    """Whether a number is the hour or the minutes of a time of day: "13:23   L gluteus medius"."""
    tokens = page.tokens
    for colon in (at - 1, at + 1):
        if 0 < colon < len(tokens.words) - 1 and tokens.words[colon] == ":":
            before, behind = tokens.words[colon - 1], tokens.words[colon + 1]
            close = not tokens.gaps[colon] and not tokens.gaps[colon + 1]
            if close and before.isdecimal() and behind.isdecimal() and len(behind) == 2:
                return True
    return False


def of_a_brand(sentence: Sentence, at: int) -> bool:
    """Whether a number is the strength in a drug's own name: "Kenalog-40 in each"."""
    return any(m.first < at < m.last for m in sentence.kinds.get("drug", NONE))


def named_unit(page: Page, at: int, ends: dict[int, int], labels: set[int]) -> bool:
    """Whether a unit stands before its number, as on forms: "mL 1", "sites 2 mL 1"."""
    first = ends.get(at)
    return first is not None and (page.number(first - 1) is None or first - 1 in labels)


def labels_item(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether the number belongs to a form's key: "Muscle 1:", "Site 2:"."""
    words = page.tokens.words
    before = words[at - 1] if at > sentence.first else ""
    return at - sentence.first <= 2 and before.isalpha() and words[at + 1 : at + 2] == [":"]


NEIGHBOURS = 4
"""Sentences on either side among which the next item of a numbered list begins."""


def marks_item(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a number in brackets opens an item of a list that counts on: "(1) R psoas" above "(2) R iliacus"."""
    words, first = page.tokens.words, sentence.first
    if not sentence.item or at != first + 1 or words[first] != "(" or words[at + 1 : at + 2] != [")"]:
        return False
    number = int(words[at]) if words[at].isdecimal() else 0
    around = page.sentences[max(0, sentence.number - NEIGHBOURS) : sentence.number + NEIGHBOURS + 1]
    others = (words[s.first + 1] for s in around if s.item and s.last - s.first > 2 and words[s.first] == "(")
    return any(other in (str(number - 1), str(number + 1)) for other in others)


def numbered_site(page: Page, sentence: Sentence, at: int, labels: set[int]) -> bool:
    """Whether the number names a site of a numbered list: "SITE 3 RT INFRASPINATUS" is one site, the third."""
    if page.tokens.words[at - 1] == "#" and any(
        m.kind in ("side", "muscle", "short_muscle") and m.first == at + 1 for m in sentence.things
    ):
        return True  # "#2 L levator scapulae" is the second, not two
    return (
        at in labels
        and at - sentence.first <= 2
        and any(m.kind in ("side", "muscle") and m.first == at + 1 for m in sentence.things)
    ) or in_brackets(page, sentence, at)


def in_brackets(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a number in brackets counts the items of a running list: "(1) R trapezius, (2) R levator"."""
    words = page.tokens.words
    if words[at - 1 : at + 2] != ["(", words[at], ")"] or at == sentence.first:
        return False
    next_to = {m.first for m in sentence.things if m.kind in ("side", "muscle", "short_muscle")}
    places = [i for i in range(sentence.first + 1, sentence.last - 1) if words[i - 1] == "(" and words[i + 1] == ")"]
    told = [words[i] for i in places if i + 2 in next_to and words[i].isdecimal()]
    return len(told) > 1 and told == [str(n) for n in range(1, len(told) + 1)] and words[at] in told


NOUNS = {
    "needle", "needles", "pt", "pts", "tps", "trps", "place", "places", "entry", "entries", "puncture", "punctures",
    "area", "areas", "injections", "injection", "deposit", "deposits", "bolus", "boluses", "aliquot", "aliquots",
}  # fmt: skip
SITED = {"site", "sites", "point", "points", "spot", "spots"}
SOLID = {"unit", "muscle", "short_muscle", "drug", "side", "act", "point"}
"""Kinds of phrase that no adjective is."""
FURTHEST = 4


def point_words(page: Page, sentence: Sentence) -> dict[int, Mention]:
    """The words that a number of sites counts, by their first token: those of the lexicon, and "places", "entries"."""
    found = {m.first: m for m in sentence.kinds.get("point", NONE) if m.value in ("site", "injection")}
    for m in sentence.kinds.get("service", NONE):
        counted_here = page.tokens.words[m.first] == "trigger" and page.number(m.first - 1) is not None
        if m.value == "tpi" and counted_here:
            found[m.first] = Mention("point", "site", m.first, min(m.last, m.first + 2))
    for m in sentence.kinds.get("point", NONE):
        if m.value == "quadrant" and page.tokens.words[m.first].startswith("pass") and only_one(page, m.first - 1):
            found[m.first] = m
    if not found and NOUNS.isdisjoint(sentence.vocabulary):
        return found
    for m in sentence.kinds.get("act", NONE):
        if page.tokens.words[m.first] in NOUNS or (page.tokens.words[m.first] in SITED and m.last - m.first > 1):
            found[m.first] = Mention("point", "injection", m.first, m.first + 1)
    for at in page.numbers_in(sentence):
        if at + 1 < sentence.last and page.tokens.words[at + 1] in NOUNS:
            found.setdefault(at + 1, Mention("point", "site", at + 1, at + 2))
    return found


def only_one(page: Page, at: int) -> bool:
    """Whether a number is one: "one pass" is one site, while several passes may fan out from one."""
    return page.number(at) == 1


def past_adjectives(page: Page, sentence: Sentence, at: int, points: dict[int, Mention]) -> int:
    """Where the word counted by the number at `at` begins: past "separate", "exquisitely tender", "of the"."""
    stop = min(sentence.last, at + 1 + FURTHEST)
    solid = {m.first for m in sentence.things if m.kind in SOLID and at < m.first < stop}
    end = at + 1
    while end < stop and end not in points and end not in solid and not page.number(end):
        word = page.tokens.words[end]
        if not word.isalpha() and not (word == "," and end > at + 1):
            break
        end += 1
    return end


def both_after(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether "on each side" or "per side" stands right after a count."""
    if page.tokens.words[at : at + 2] == ["per", "side"]:
        return True
    return ("side", "both") in sentence.meanings and any(
        m.value == "both" and m.first == at and {"each", "either"} & set(page.tokens.words[m.first : m.last])
        for m in sentence.kinds["side"]
    )


def each_of(page: Page, each_at: list[Mention], first: int, last: int) -> str:
    """What "each" or "per muscle" right after a count says it is repeated for, or nothing.

    In "three points, one each" the word belongs to the other number.
    """
    for mention in each_at:
        if 0 <= mention.first - last <= 1:
            return str(mention.value)
        if mention.first >= first and mention.last <= last + 3:
            nearer = any(page.number(at) is not None for at in range(last, mention.first))
            return "" if nearer else str(mention.value)
    return ""


def each_received(page: Page, each_at: list[Mention], first: int) -> str:
    """What "each of the three muscles received one injection" repeats its count for."""
    words = page.tokens.words
    for mention in each_at:
        if mention.value == "muscle" and first == mention.last:
            return "muscle"  # "each muscle 1 site"
        if mention.value == "muscle" and 1 <= first - mention.last <= 3:
            return "muscle" if words[mention.last] in ("received", "got", "was", "took", "had", "were") else ""
    return ""


TREATED = {
    "injected", "infiltrated", "treated", "needled", "received", "got", "given", "at", "in", "with", "by", "a", "had",
    "was", "were",
}  # fmt: skip


def each_treated(page: Page, sentence: Sentence, first: int) -> str:
    """What "were each injected at a single point" repeats its count for."""
    words = page.tokens.words
    at = first - 1
    while at > sentence.first and first - at <= 5 and words[at] in TREATED:
        at -= 1
    return "each" if words[at] == "each" and first - at > 1 and at > sentence.first else ""


def each_with_volume(page: Page, each_at: list[Mention], last: int) -> str:
    """What "one point and 1 mL per muscle" repeats its count for, a volume standing between."""
    words = page.tokens.words
    for mention in each_at:
        if 3 <= mention.first - last <= 5 and words[last] in ("and", "&", "with", ","):
            return str(mention.value) if words[mention.first - 1] in ("ml", "cc") else ""
    return ""


def give_counts(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Assign the counts of a sentence to its muscles: the muscle just ahead ("two points in the ..."), else the
    last.
    """
    cells = page.cells.get(sentence.line)
    if cells is not None:
        number = next(
            (int(word) for word in cells.get("points", "").split() if word.isdecimal() and len(word) < 3), None
        )
        for target in found:
            if number and not target.side_points:
                target.points = number
        if number is None and len(found) == 1 and len(found[0].sides) < 2 and found[0].role == "":
            told = [count.number for count in counts(page, sentence) if count.each == "" and of_points(page, count)]
            found[0].points = told[0] if len(told) == 1 else found[0].points  # "DONE, 2 points"
        return
    own = [t for t in found if t.source is None]
    plain = [t for t in own if t.role == ""]
    if not plain and sentence.section == "exam":
        plain = [t for t in own if t.role == "source"]  # "temporalis (1 point), refers to the brow"
    if plain:
        assign(page, sentence, plain)
    for target in found:
        if target.source is not None and target.points is None:
            target.points, target.points_each_side = target.source.points, target.source.points_each_side


def of_points(page: Page, count: Count) -> bool:
    """Whether a count names what it counts: "2 points"."""
    return page.tokens.words[count.last - 1] in SITED | NOUNS


def assign(page: Page, sentence: Sentence, plain: list[Target]) -> None:
    """Assign the counts of a sentence to the muscles it aims at."""
    enumerate_site(page, sentence, plain)
    number_then_side(page, sentence, plain)
    both_points(page, plain)
    said = {target.first for target in plain if said_of_points(page, sentence, target)}
    found = counts(page, sentence)
    if not any(count.each != "bare" for count in found):
        for target in plain:
            if target.points is None and len(target.sides) < 2 and only_point(page, sentence, target):
                target.points = 1
    for count in found:
        if any(count.last <= first and first - count.last <= 2 for first in said):
            continue
        if len(plain) > 1 and any(m.first == count.last for m in sentence.kinds.get("total", NONE)):
            continue  # "8 points total (2 per muscle)"
        if (
            count.each in ("each", "muscle", "side")
            and (count.each == "muscle" or len(plain) > 1)
            and not near(plain, count)
        ):
            unset = [t for t in plain if t.points is None]
            for target in [t for t in unset if t.last <= count.first] or unset:
                target.points, target.points_each_side = count.number, True
            continue
        ahead = next((t for t in plain if t.first >= count.last), None)
        behind = next((t for t in reversed(plain) if t.last <= count.first), None)
        if behind is not None and behind.points is None and count.first - behind.last <= 1:
            ahead = None
        if ahead is not None and reaches_muscle(page, sentence, count.last, ahead.first) and ahead.points is None:
            ahead.points = count.number
            ahead.points_each_side = (
                ahead.points_each_side
                or "each" in page.tokens.words[count.last : ahead.first]
                or (count.each != "bare" and count.each != "")
                or either_side(page, sentence, ahead.last)
            )
            continue
        if behind is not None and behind.points is not None and part_before(page, behind, count.first):
            behind.points += count.number
            continue
        if behind is None or behind.points is not None:
            continue
        if count.each == "inner" and not (len(plain) == 1 and len(behind.sides) < 2):
            continue
        if count.each == "bare" and not follows_closely(page, sentence, behind.last, count):
            continue
        behind.points = count.number
        behind.points_each_side = count.each in ("each", "side")
    if len(plain) == 1 and len(plain[0].sides) < 2 and (told := by_parts(page, sentence, plain[0])) is not None:
        plain[0].points = told


def number_then_side(page: Page, sentence: Sentence, plain: list[Target]) -> None:
    """Give both sides of a muscle the numbers written before them at its end: "TPI b/l ES, 2 R 2 L"."""
    sides = [m for m in sentence.kinds.get("side", NONE) if m.value in ("left", "right")]
    for target in plain:
        if len(target.sides) != 2 or target.side_points or target.points is not None:
            continue
        behind = [m for m in sides if target.last <= m.first <= target.last + AT_ITS_END]
        points = {m.last: m.first for m in point_words(page, sentence).values()}
        ahead = {m.value: points.get(m.first, m.first) - 1 for m in behind}  # "2 R 2 L", "2 sites R and 2 sites L"
        told = {side: page.number(at) for side, at in ahead.items() if at >= target.last}
        if not any(told.values()):  # "rhomboid major, right 2 and left 1"
            told = {
                m.value: page.number(m.last)
                for m in behind
                if m.last < sentence.last and page.words[m.last + 1 : m.last + 2] not in UNITS
            }
        if len(behind) == 2 and told.keys() == set(target.sides):
            numbers = {side: int(n) for side, n in told.items() if n is not None and n == int(n) and 0 < n <= MOST}
            if len(numbers) == 2 and all(page.words[m.first - 1] not in ("a", "an") for m in behind):
                target.side_points = numbers


AT_ITS_END = 12
UNITS = (["ml"], ["mg"], ["%"], ["units"], ["inch"], ["/"], ["-"], ["to"], ["cm"], ["mm"], ["gauge"], ["x"])
"""Units behind a number that is no count of points."""


def both_points(page: Page, plain: list[Target]) -> None:
    """Count two where a muscle alone is needled "at both points"."""
    for target in plain:
        alone = not any(t is not target and t.group == target.group for t in plain)
        text = [word for word in page.tokens.words[target.last : target.last + 6] if word not in ("of", "its", "the")]
        pair = text[:1] in (["at"], ["in"], ["into"]) and text[1:2] == ["both"]
        if pair and alone and len(target.sides) < 2 and target.points is None:
            named = [word for word in text[2:4] if word not in ("trigger", "tender")]
            target.points = 2 if named and named[0] in ("points", "sites", "spots", "bands", "tps", "trps") else None


def enumerate_site(page: Page, sentence: Sentence, plain: list[Target]) -> None:
    """Count one point for a row of numbered sites, to be added to the muscle's other rows."""
    labels = {m.last for m in point_words(page, sentence).values()}
    if len(plain) == 1 and any(numbered_site(page, sentence, at, labels) for at in page.numbers_in(sentence)):
        plain[0].points, plain[0].row = 1, True


AT_THE = {"the", "its", "that", "this", "a", "an"}


def only_point(page: Page, sentence: Sentence, target: Target) -> bool:
    """Whether a muscle is needled "at the trigger point": one point, said in the singular."""
    words = page.tokens.words
    for m in sentence.kinds.get("point", NONE):
        if m.value != "site" or words[m.last - 1].endswith("s") or m.last - m.first > 3:
            continue
        if words[m.last - 1] not in ("point", "spot", "nodule", "knot", "site"):
            continue
        sides = sentence.side_words
        between = [i for i in range(m.last, target.first) if i not in sides and words[i] not in (",", ":", "-", "of")]
        if sentence.item and m.last <= target.first and not between:
            return True  # "1. Trigger point left trapezius."
        article = next((i for i in range(m.first - 1, max(sentence.first, m.first - 4), -1) if words[i] in AT_THE), -1)
        if article < 0 or words[article - 1] not in ("at", "into", "in"):
            continue
        behind = 0 <= article - 1 - target.last <= 2
        if behind or (m.last < target.first <= m.last + 4 and words[m.last] in ("of", "in")):
            return True
    return False


def said_of_points(page: Page, sentence: Sentence, target: Target) -> bool:
    """Count the points named after their muscle: "the two left trapezius points", "the left levator point" is one."""
    words = page.tokens.words
    if any(m.first == target.last and injected_point(words, m) for m in sentence.kinds.get("service", NONE)):
        target.points = target.points or (1 if len(target.sides) < 2 else None)
        return False
    if "point" not in sentence.kinds:
        return False
    sites = (m for m in sentence.kinds["point"] if m.value == "site")
    point = next((m for m in sites if m.first == target.last), None)
    if point is None or target.points is not None or len(target.sides) > 1:
        return False
    sides = sentence.side_words
    at = target.first - 1
    while at > sentence.first and (at in sides or words[at] in ("upper", "middle", "lower")):
        at -= 1
    number = page.number(at) if at >= sentence.first else None
    if number and number == int(number) and number <= MOST and words[at] not in ("a", "an"):
        target.points = int(number)
        return True
    marked = point.last < sentence.last and words[point.last] in (*TIMES, ":", "(", "#")
    told = marked and page.number(point.last + 1) is not None
    if not told and not words[point.last - 1].endswith("s") and words[point.last - 1] != "trigger":
        target.points = 1
    return False


def injected_point(words: list[str], m: Mention) -> bool:
    """Whether one point is said to be injected right behind its muscle: "the left supraspinatus point was injected"."""
    return words[m.first : m.first + 3] == ["trigger", "point", "was"]


def either_side(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether "on each side" stands right after a muscle."""
    words = page.tokens.words
    return any(
        m.kind == "side" and m.first - at <= 1 and m.first >= at and {"each", "either"} & set(words[m.first : m.last])
        for m in sentence.things
    )


def near(plain: list[Target], count: Count) -> bool:
    """Whether an "each" count belongs to the muscle right before it alone: "b/l QL x1 ea"."""
    return any(0 <= count.first - t.last <= 1 and len(t.sides) > 1 for t in plain)


def reaches_muscle(page: Page, sentence: Sentence, first: int, last: int) -> bool:
    """Whether only small words and a side stand between a count and the muscle after it."""
    sides = sentence.side_words
    words = page.tokens.words
    gap = [i for i in range(first, last) if i not in sides]
    if not gap or last - first > 16:
        return bool(sides) and not gap and 0 < last - first <= 3
    if last - first > 7:
        tail = [words[i] for i in gap[-2:]]
        return tail in (["in", "the"], ["into", "the"], ["within", "the"]) and not any(page.number(i) for i in gap)
    return any(words[i] in ("in", "into", "within", "to", "of", "at", "along", "on") for i in gap) and all(
        words[i] in TO_MUSCLE for i in gap
    )


def follows_closely(page: Page, sentence: Sentence, muscle_end: int, count: Count) -> bool:
    """Whether a bare number stands right after a muscle and its side, and ends there: "scalenus medius 1."."""
    words = page.tokens.words
    sides = sentence.side_words
    acts = {i for m in sentence.kinds.get("act", NONE) for i in range(m.first, m.last)}
    gap = [
        i for i in range(muscle_end, count.first) if i not in sides and words[i] not in (":", "-", ",", "(", "at", "in")
    ]
    allowed = PART_NAMES | {"portion", "of", "the", "same", "muscle", "part", "head", "hd", "belly", "fibers", "fibres"}
    if any(i not in acts and words[i] not in allowed for i in gap):
        ends = words[count.last : count.last + 1] in ([","], [";"], ["."]) or count.last == sentence.last
        plain = all(words[i].isalpha() and page.number(i) is None for i in gap)
        return words[count.first - 1] == "-" and ends and plain and len(gap) <= DESCRIBED
    follows = words[count.last] if count.last < sentence.last else "."
    if follows in ("with", "using", "w") and words[count.first - 1] in ("in", "at") and not gap:
        return True  # "two in the left soleus and left deltoid in one with 1% lidocaine"
    if follows == "/" and not gap and page.number(count.last + 1) is None:
        return True  # "R infraspinatus 2 / R supraspinatus 1"
    if follows in TIMES and page.number(count.last + 1) is not None:
        return True  # "R SCM 1 x 0.5 mL": one point of half a millilitre
    measured = page.words[count.last + 2 : count.last + 3] == ["ml"]
    if follows == "(" and (page.number(count.last + 1) is None or measured):
        return True  # "left SCM 1 (pinched up)", "left SCM 1 (0.5 mL)"
    if follows == ":" and not gap and (page.number(count.last + 1) is None or measured):
        return True  # "L soleus 1: lidocaine 1%", "L soleus 1: 0.5 mL"
    if not gap and goes_on(page, sentence, count.last):
        return True
    return follows in (",", ".", ";", ")", "and", "|", "-", "=") or (
        page.words[count.last] is None and bool(page.tokens.gaps[count.last] >= 2)
    )


DESCRIBED = 6
"""Words that may describe the place between a muscle and the dash before its number: "belly in the fossa - 1"."""


def goes_on(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether the list goes on with its next muscle, each number standing behind its own: "R UT 2 LS 1 rhomb 1"."""
    heads = {m.first for m in sentence.things if m.kind in ("muscle", "short_muscle", "stem_muscle", "side")}
    first = min(heads, default=at)
    return at in heads and (first == sentence.first or page.number(first - 1) is None)
