"""Numbers that count no points: an hour, the strength in a drug's name, a volume, the item of a list."""

from __future__ import annotations

from collections.abc import Set

from tautband.notes.text.page import NONE, Page, Sentence

KEY_ENDS = (":", "=", "#")
"""Signs that part a form's key from its number: "Sites: 2"."""


def counts_no_points(page: Page, sentence: Sentence, at: int, labels: Set[int]) -> bool:
    """Whether a number is no count of points. `labels`: where the words that name points end."""
    words = page.words
    units = sentence.kinds.get("unit", NONE)
    if at > sentence.first and words[at - 1] in (".", "/"):
        return True
    if of_a_clock(page, at) or of_a_brand(sentence, at):
        return True
    for unit in units:
        if unit.last == at and (page.number(unit.first - 1) is None or unit.first - 1 in labels):
            return True  # "mL 1", "sites 2 mL 1"
        if unit.first == at + 1:
            keyed = at in labels or (words[at - 1] in KEY_ENDS and at - 1 in labels)
            if not (keyed and numbered_behind(page, at + 2)):
                return True
    return (
        labels_item(page, sentence, at) or marks_item(page, sentence, at) or numbered_site(page, sentence, at, labels)
    )


def numbered_behind(page: Page, at: int) -> bool:
    """Whether a unit's own number stands behind it, so that the one before counts points: "TrPs: 2   mL: 2"."""
    return page.number(at + (page.words[at : at + 1] in ([":"], ["="]))) is not None


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


def numbered_site(page: Page, sentence: Sentence, at: int, labels: Set[int]) -> bool:
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
