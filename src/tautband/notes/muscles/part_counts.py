"""Points told by the parts of one muscle: its heads, its upper and lower fibres."""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.target import Target

PART_NAMES = {
    "upper", "middle", "mid", "lower", "superior", "inferior", "medial", "lateral", "sternal", "clavicular", "costal",
    "proximal", "distal", "anterior", "posterior", "long", "short", "superficial", "med", "lat",
}  # fmt: skip
PART_WORDS = {
    "head", "hd", "portion", "part", "fibers", "fibres", "fiber", "belly", "division", "third", "half", "x", ":", "-",
    "=", "(", "at", "in", "the", "with", "received", "got",
}  # fmt: skip
PARTS = {"head", "heads", "portion", "division", "belly", "fibers", "fibres", "part"}
MOST = 60
"""No session has more sites than this in one muscle; a larger number is something else."""


def by_parts(page: Page, sentence: Sentence, target: Target) -> int | None:
    """The points of one muscle told by its parts: "left trapezius: upper 1, middle 1", "1 in the sternal head"."""
    words = page.tokens.words
    total = parts = 0
    at = target.last
    while at < sentence.last:
        if words[at] in PART_NAMES and at > target.last - 1:
            place = at + 1
            while place < sentence.last and words[place] in PART_WORDS:
                place += 1
            number = page.number(place)
            if (ahead := number_before(page, at, target.last)) is not None:
                number, place = page.number(ahead), at
            if number is None or number != int(number) or not 0 < number <= MOST or words[place] in ("a", "an"):
                return None
            total, parts, at = total + int(number), parts + 1, place
        at += 1
    return total if parts > 1 else None


def number_before(page: Page, at: int, begin: int) -> int | None:
    """Where the number stands that leads to a part: "2 in the sternal head"."""
    lead = at - 1
    while lead > begin and page.tokens.words[lead] in ("in", "into", "the"):
        lead -= 1
    return lead if begin <= lead < at - 1 and page.number(lead) is not None else None


def part_before(page: Page, behind: Target, first: int) -> bool:
    """Whether a further part of the muscle stands before a count at `first`: "sternal head x1, clavicular head x1"."""
    words = page.tokens.words[behind.last : first]
    return sum(word in PARTS for word in words) >= 2 and words[-1] in PARTS
