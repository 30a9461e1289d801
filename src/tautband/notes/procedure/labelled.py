"""Words that point into a lettered or numbered list: "(a) and (c) were injected", "1 mL each to #1 and #3"."""

from __future__ import annotations

from dataclasses import replace

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.muscles.counts import counts
from tautband.notes.text.page import Page
from tautband.notes.text.target import Target

LETTERS = set("abcdefgh")
NOUNS = {
    "no", "nos", "number", "numbers", "item", "items", "point", "points", "site", "sites", "muscle", "muscles", "line",
    "lines", "letter", "letters", "spot", "spots", "tp", "tps", "row", "rows",
}  # fmt: skip
INTO = {"in", "into", "at", "to", "for"}
JOINING = {"and", "&", ",", "+", "through", "-", "plus", "also"}
FURTHEST = 30
"""Sentences between a list and the words that point into it."""
LATEST = 20


def by_label(page: Page, procedure: Procedure, aim: Aim) -> None:
    """Aim a deed that names no muscle at the items of a list that its letters or numbers point to."""
    if aim.mode != "narrated" and not (aim.dose and aim.stance == "bare" and aim.service in (None, "tpi")):
        return
    if any(t.role == "" and t.source is None for t in aim.targets):
        return
    told, items = labels_in(page, aim), {}
    ordered = ORDER | {"other"}
    if not told and not ordered.isdisjoint(aim.sentence.vocabulary):
        told, items = in_order(page, aim), named_last(procedure)
    if not told:
        return
    items = items or labelled(page, procedure)
    if not all(label in items for label, _ in told):
        return
    ends = [*[end for _, end in told[1:]], aim.sentence.last]
    aim.targets = []
    for (label, first), last in zip(told, ends, strict=True):
        target = replace(items[label], role="", points=None, side_points={}, source=items[label])
        counted = [c.number for c in counts(page, aim.sentence) if first <= c.first < last and not c.each]
        counted = [number for number in counted if str(number) not in items]
        target.points = counted[0] if len(counted) == 1 else None
        aim.targets.append(target)
    aim.mode = "narrated"


ORDER = {"former", "latter"}


def in_order(page: Page, aim: Aim) -> list[tuple[str, int]]:
    """Where a sentence points to the first and the second of two: "1.5 mL in the former and 1 mL in the latter"."""
    words, first, last = page.tokens.words, aim.sentence.first, aim.sentence.last
    paired = {"one": "former", "other": "latter"}
    found = [(words[at], at + 1) for at in range(first, last) if words[at] in ORDER]
    two = [
        at for at in range(first + 2, last) if words[at] in paired and words[at - 1] == "the" and words[at - 2] in INTO
    ]
    if not found and [words[at] for at in two] == ["one", "other"]:
        found = [(paired[words[at]], at + 1) for at in two]
    return found


def named_last(procedure: Procedure) -> dict[str, Target]:
    """The two muscles named last, in one sentence or in two, by their order."""
    found: list[Target] = []
    for earlier in reversed(procedure.aims[-LATELY:-1]):
        found = [*(t for t in earlier.targets if t.role in ("", "finding")), *found]
        if len(found) > 1:
            return dict(zip(("former", "latter"), found, strict=True)) if len(found) == 2 else {}
    return {}


LATELY = 10
"""Sentences between two muscles and the words that tell them by their order."""


def labels_in(page: Page, aim: Aim) -> list[tuple[str, int]]:
    """The labels that a sentence points with, and where each ends: "(a)", "#1", "sites 1 and 3", "2 mL in a"."""
    words, sentence = page.tokens.words, aim.sentence
    found: list[tuple[str, int]] = []
    opening = sentence.first + 2 * sentence.item  # its own label points to nothing
    at = opening
    deeds = {place for m in aim.acts for place in (m.first, m.last)}
    while at < sentence.last:
        label, end = label_at(words, at, sentence.last)
        between = words[found[-1][1] : at] if found else []
        going_on = 0 < len(between) <= FAR and set(between) <= JOINING and words[end : end + 1] not in UNITS
        if label and found and set(between) <= RANGE and between and label.isdecimal() and found[-1][0].isdecimal():
            found += [(str(number), end) for number in range(int(found[-1][0]) + 1, int(label) + 1)]
            at = end
        elif label and (end - at > 1 or going_on or pointing(words, at, opening, sentence.last, deeds)):
            found.append((label, end))
            at = end
        else:
            at += 1
    return found if len({label for label, _ in found}) == len(found) else []


FAR = 2
"""Words between the labels of one list: "1, and 3"."""
RANGE = {"-", "to", "through", "thru"}
UNITS = (["ml"], ["cc"], ["%"], ["."])
DEED = {"were", "was", "got", "received", "injected", "each", "only"}


def pointing(words: list[str], at: int, opening: int, stop: int, deeds: set[int]) -> bool:
    """Whether a bare letter or number is a label: after "sites" or a deed, a letter after "in", or the first of two."""
    before = words[at - 1] if at > opening else ":"
    behind = words[at + 1 : min(at + 3, stop)]
    if before in NOUNS and words[at].isdecimal():
        return bool(behind) and behind[0] not in ("ml", "cc", ".", "%")
    if words[at] in LETTERS and before in INTO and (not behind or behind[0] in "(),.;" or behind[0] in JOINING):
        return True
    if len(behind) < 2 or behind[0] not in JOINING or not is_label(behind[1]) or behind[0] == "-":
        return False
    after = words[at + 3 : min(at + 5, stop)]
    told = at in deeds or (before in (":", ",", "only", ".") and not DEED.isdisjoint(after))
    return told and words[at].isdecimal() == behind[1].isdecimal()


def label_at(words: list[str], at: int, stop: int) -> tuple[str, int]:
    """The label that stands at a word, and where it ends; nothing where none does."""
    three = words[at : min(at + 3, stop)]
    if len(three) == 3 and three[0] in "([" and three[2] in ")]" and is_label(three[1]):
        return three[1], at + 3
    if len(three) > 1 and three[0] == "#" and is_label(three[1]):
        return three[1], at + 2
    return (words[at], at + 1) if is_label(words[at]) else ("", at)


def is_label(word: str) -> bool:
    """Whether a word counts items: a letter of the first ones, or a small number."""
    return word in LETTERS or (word.isdecimal() and len(word) < 3 and 0 < int(word) < LATEST)


def labelled(page: Page, procedure: Procedure) -> dict[str, Target]:
    """The muscles listed so far by the letter or number right before each."""
    items: dict[str, Target] = {}
    for earlier in procedure.aims[-FURTHEST:-1]:
        if earlier.stance in ("past", "foreign") or earlier.sentence.section in ("past", "planned"):
            continue
        for target in earlier.targets:
            label = own_label(page.tokens.words, target)
            if label and target.role != "quiet":
                items[label] = target
    return items


NAMING = {"l", "r", "left", "right", "upper", "lower", "mid", "middle", "lt", "rt", "the", "bilateral", "both", "b/l"}
CLOSING = {")", ".", ":", "-", "=", "]"}


def own_label(words: list[str], target: Target) -> str:
    """The letter or number right before a muscle: "(a) right trapezius", "3) R QL"; nothing where there is none."""
    at = target.first - 1
    first = target.sentence.first
    while at > first and words[at] in NAMING:
        at -= 1
    if at > first and words[at] in CLOSING:
        return words[at - 1] if is_label(words[at - 1]) else ""
    return words[at] if at > first and words[at - 1] == "#" and is_label(words[at]) else ""
