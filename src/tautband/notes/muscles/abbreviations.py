"""Short forms that a note defines for itself: "RM (rhomboid major)", "serratus posterior superior (SPS)", "LS = levator
scapulae".
"""

from __future__ import annotations

from collections.abc import Sequence

from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.target import CONNECTORS, MUSCLE_KINDS, SIDE_KEYS
from tautband.notes.vocabulary.lexicon import Mention

SHORTEST, LONGEST = 2, 5


def define(page: Page) -> None:
    """Let a muscle's short form that the note explains in brackets stand for the muscle wherever the note writes it.

    A word the lexicon already reads as something is never redefined, and only capitals are taken for a short form.
    """
    known = read_legend(page)
    for sentence in page.sentences:
        for m in sentence.things:
            at = bracketed(page, sentence, m) if m.kind == "muscle" and "(" in sentence.vocabulary else None
            if at is not None and not any(t.first <= at < t.last for t in sentence.things):
                known.setdefault(page.tokens.words[at], m.value)
    if not known:
        return
    for sentence in page.sentences:
        taken = {i for m in sentence.things for i in range(m.first, m.last)}
        words = page.tokens.words
        found = [
            Mention("muscle", known[words[at]], at, at + 1)
            for at in range(sentence.first, sentence.last)
            if words[at] in known and at not in taken and capitals(page, at)
        ]
        if found:
            sentence.hold(sorted([*sentence.things, *found], key=lambda m: m.first))


def bracketed(page: Page, sentence: Sentence, m: Mention) -> int | None:
    """Where the short form of a muscle stands: right before the brackets around its name, or in brackets after it."""
    words = page.tokens.words
    if m.first - 2 >= sentence.first and words[m.first - 1] == "(" and words[m.last : m.last + 1] == [")"]:
        return m.first - 2 if capitals(page, m.first - 2) else None
    if m.last + 2 < sentence.last and words[m.last] == "(" and words[m.last + 2] == ")":
        return m.last + 1 if capitals(page, m.last + 1) else None
    return None


def capitals(page: Page, at: int) -> bool:
    """Whether a word is written as a short form: a few letters, all capitals."""
    text = page.text[page.tokens.starts[at] : page.tokens.ends[at]]
    return text.isalpha() and text.isupper() and SHORTEST <= len(text) <= LONGEST


def read_legend(page: Page) -> dict[str, str]:
    """The short forms of a legend, "UT = upper trapezius", stand for its muscles; the legend itself names none."""
    words = page.tokens.words
    known: dict[str, str] = {}
    for sentence in page.saying({"="}):
        legend = [m for m in sentence.kinds.get("muscle", ()) if words[m.first - 1] == "=" and shortened(page, m)]
        known.update((words[short_place(words, m)], m.value) for m in legend)
        if legend:
            told = {m.first for m in legend} | {short_place(words, m) for m in legend}
            sentence.hold([m for m in sentence.things if m.first not in told])
    for sentence in page.saying(known.keys()):
        things = [
            m._replace(kind="muscle", value=known[words[m.first]])
            if m.kind in MUSCLE_KINDS and words[m.first] in known and m.last == m.first + 1
            else m
            for m in sentence.things
        ]
        if things != list(sentence.things):
            sentence.hold(things)
    return known


def short_place(words: Sequence[str], m: Mention) -> int:
    """Where the short form of a legend stands before its equals sign and its muscle."""
    at = m.first - 2
    return at - 1 if at > 0 and words[at] == "." else at


FIELDS = {"site", "sites", "muscle", "muscles", "target", "targets", "location"}


def shortened(page: Page, m: Mention) -> bool:
    """Whether a word before an equals sign is a short form of the muscle's name: its letters stand there in order."""
    words, at = page.tokens.words, short_place(page.tokens.words, m)
    short = words[at] if at >= 0 else ""
    name = "".join(words[m.first : m.last])
    if len(short) < SHORTEST or short in FIELDS or short[0] != name[0] or short == words[m.first]:
        return False
    letters = iter(name)
    return all(letter in letters for letter in short)


def both_sides(page: Page) -> None:
    """Read a B right beside a muscle as both sides, "TPI B masseter", where no A counts another before it."""
    words = page.tokens.words
    if "b" not in words:
        return
    found: list[tuple[Sentence, int]] = []
    lettered = any(words[at - 1 : at + 2] in (["(", "a", ")"], ["(", "c", ")"]) for at in range(1, len(words) - 1))
    for sentence in page.sentences:
        if "b" not in sentence.vocabulary:
            continue
        if both_in_field(page, sentence):
            found.append((sentence, sentence.first + 2))
        if MUSCLE_KINDS.isdisjoint(sentence.kinds):
            continue
        muscles = {m.first for m in sentence.things if m.kind in MUSCLE_KINDS}
        for at in range(sentence.first, sentence.last - 1):
            alone = at + 1 in muscles
            if alone and words[at] == "a" and page.text[page.tokens.starts[at]].isupper():
                return
            if alone and words[at] == "b":
                found.append((sentence, at))
            if at + 2 in muscles and words[at - 1 : at + 2] == ["(", "b", ")"] and not lettered:
                found.append((sentence, at))  # "(B) upper trapezius" where no (A) counts another
        found += [(sentence, at) for at in both_behind(page, sentence)]
    for sentence, at in found:
        things = [*sentence.things, Mention("side", "both", at, at + 1)]
        sentence.hold(sorted(things, key=lambda m: m.first))


BEHIND_BOTH = {"-", ":", ",", ";", ".", "(", "x", "and", "&", "+"}


def both_behind(page: Page, sentence: Sentence) -> list[int]:
    """Where a capital B stands behind a muscle for both its sides: "levator scapulae (B)", "upper trapezius B - 1 mL".

    Not where letters count the muscles: "trapezius (A), levator scapulae (B)".
    """
    words, found = page.tokens.words, []
    for m in sentence.things:
        if m.kind not in MUSCLE_KINDS or m.last >= sentence.last:
            continue
        framed = words[m.last] == "("
        at = m.last + (framed or words[m.last] == ":")
        letter, follows = words[at : at + 1], words[at + 1 : min(at + 2, sentence.last)]
        if letter not in (["a"], ["b"]) or not page.text[page.tokens.starts[at]].isupper():
            continue
        if (framed and follows != [")"]) or (not framed and follows and follows[0] not in BEHIND_BOTH):
            continue
        if letter == ["a"]:
            return []
        found.append(at)
    return found


SHORT_FIELD = 4


def both_in_field(page: Page, sentence: Sentence) -> bool:
    """Whether a form's field for the side is answered with a capital B and nothing else: "Side: B"."""
    words = page.tokens.words[sentence.first : sentence.last]
    if len(words) > SHORT_FIELD or words[0] not in SIDE_KEYS or words[1:3] not in ([":", "b"], ["=", "b"]):
        return False
    return page.text[page.tokens.starts[sentence.first + 2]].isupper()


ALSO_WORDS = {"is", "ed"}
"""Initials of muscles that are words of every note too."""
PELVIC_ALONE = {"la"}
PELVIC = {"pelvic", "vaginal", "transvaginal", "obturator", "coccygeus", "perineal", "perineum", "levator", "pfd", "oi"}
"""Words of a note about the floor of the pelvis, where "LA" is a muscle and no local anesthetic."""
LISTING = CONNECTORS | {"[", "]", "r", "l", "+"}


COMMON = ALSO_WORDS | PELVIC_ALONE


def without_common_words(page: Page, things: list[Mention]) -> list[Mention]:
    """The things of a sentence without the words that are a muscle's initials only in capitals beside another muscle,
    "L SS, IS", or as the first cell of a row.
    """
    words = page.tokens.words
    common = [m for m in things if m.kind == "short_muscle" and words[m.first] in COMMON]
    if not common:
        return things
    pelvic = any(page.said[word] for word in PELVIC)
    wrong = {m.first for m in common if words[m.first] in ALSO_WORDS and not as_initials(page, things, m)}
    wrong |= {m.first for m in common if words[m.first] in PELVIC_ALONE and not pelvic}
    return [m for m in things if m.first not in wrong]


def as_initials(page: Page, things: Sequence[Mention], mention: Mention) -> bool:
    """Whether such a word stands in capitals, in a note that is not all capitals, in a list of muscles or a row."""
    if page.capitals or not capitals(page, mention.first):
        return False
    words = page.tokens.words
    if mention.first in page.line_starts and page.tokens.gaps[mention.last : mention.last + 1] > [1]:
        return True
    if (
        mention.first in page.line_starts
        and words[mention.last : mention.last + 1] == [":"]
        and page.number(mention.last + 1) is not None
    ):
        return True  # "IS: 1 stick"
    return any(
        m.kind in MUSCLE_KINDS
        and m is not mention
        and words[m.first] not in ALSO_WORDS
        and all(word in LISTING for word in words[min(m.last, mention.last) : max(m.first, mention.first)])
        for m in things
    )
