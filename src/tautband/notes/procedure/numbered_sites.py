"""Sites that a chart numbers and later words choose or leave by number: "Sites injected: 1, 2", "#4 not injected"."""

from __future__ import annotations

from dataclasses import replace

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.target import Target

FAR_BACK = 20
SITES = {"site", "sites", "point", "points", "spot", "spots", "muscle", "muscles", "number", "numbers", "location",
         "locations", "tp", "tps", "trp", "trps"}  # fmt: skip
NAMING = {"l", "r", "left", "right", "upper", "lower", "mid", "middle", "lt", "rt", ":", "-", ".", "=", ")"}
BETWEEN = {",", "and", "&", "#", "+", ":", "today", "only", "injected", "treated", "not"}
"""Words that may stand between the numbers of a list, or before its first."""
MOST = 30


COUNTING = SITES | {"#"}


def by_number(page: Page, procedure: Procedure, aim: Aim) -> None:
    """Take back the muscles of a numbered list that later words deny by number, or do not choose where they choose."""
    sentence = aim.sentence
    if not COUNTING & sentence.vocabulary:
        return
    if aim.targets:
        with_the_numbered(page, procedure, aim)
        return
    denied = "not_performed" in sentence.assertions
    chosen = numbers_told(page, sentence) if denied or aim.acts else set()
    if not chosen or not (denied or len(chosen) > 1):
        return
    numbered = [(chart_number(page, t), t) for earlier in procedure.aims[-FAR_BACK:-1] for t in earlier.targets]
    known = {number for number, _ in numbered if number}
    if not chosen <= known:
        return
    if denied:
        aim.stance = "bare"
    for number, target in numbered:
        if number and (number in chosen) == denied:
            target.role = "quiet"
            procedure.struck.add(id(target))


def with_the_numbered(page: Page, procedure: Procedure, aim: Aim) -> None:
    """Let a deed told by numbers aim at them all, though it names one of them again: "Trigger points 1 through 4 above
    were injected with 1 mL each (R upper trapezius x 2)".
    """
    chosen = numbers_told(page, aim.sentence) if aim.acts and aim.mode == "narrated" else set()
    if len(chosen) < 2 or len(chosen) <= len(aim.targets):
        return
    earlier = [t for before in procedure.aims[-FAR_BACK:-1] for t in before.targets if t.role != "quiet"]
    numbered = {number: t for t in earlier if (number := chart_number(page, t))}
    named = {(t.name, t.sides) for t in aim.targets}
    if chosen <= numbered.keys() and named <= {(t.name, t.sides) for t in numbered.values()}:
        others = [numbered[number] for number in sorted(chosen)]
        aim.targets += [replace(t, role="", source=t) for t in others if (t.name, t.sides) not in named]


RANGE = ("-", "to", "through", "thru")


def numbers_told(page: Page, sentence: Sentence) -> set[str]:
    """The numbers of sites that a sentence lists: "Sites not injected: 3, 4", "#1, #2 and #3", "points 1-3"."""
    words = page.tokens.words
    found: set[str] = set()
    listing = False
    for at in range(sentence.first, sentence.last):
        word = words[at]
        if word in SITES or word == "#":
            listing = True
        elif listing and word.isdecimal() and len(word) < 3 and words[at + 1 : at + 2] not in (["ml"], ["cc"]):
            before = at - 1 - (words[at - 1] == "#")  # "#1 through #4"
            begin = int(words[before - 1]) if words[before] in RANGE and words[before - 1] in found else int(word)
            found |= {str(number) for number in range(begin, min(int(word), begin + MOST) + 1)}
        elif word not in BETWEEN and word not in RANGE:
            listing = False
    return found


def chart_number(page: Page, target: Target) -> str:
    """The number that a chart gives a muscle before its name: "#4 L teres minor", "Site 4 = L teres minor"."""
    words, first = page.tokens.words, target.sentence.first
    at = target.first - 1
    while at > first and words[at] in NAMING:
        at -= 1
    if at < first or not words[at].isdecimal():
        return ""
    before = words[at - 1] if at else ""
    return words[at] if before in SITES or before in "#(" or at == first else ""
