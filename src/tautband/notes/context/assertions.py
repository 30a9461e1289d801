"""What each sentence asserts by set phrases: denied, meant, refused, told of the family, of earlier care.

A phrase that reaches over the gap between two fields of a form, or that lies inside a longer one that means nothing,
asserts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from tautband.notes.context.about_needle import names_needle_or_muscle
from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

GAP = 3
"""Blanks that part the fields or columns of a line rather than words."""


def gather_assertions(page: Page) -> None:
    """Find what every sentence asserts; a phrase inside one that means nothing is left out."""
    whole = [m for m in page.cues["assertions"] if not across_columns(page, m)]
    for number, held in page.by_sentence(meaningful(whole)).items():
        sentence = page.sentences[number]
        sentence.cues = [
            m
            for m in held
            if m.first not in page.left_words
            and (m.value != "family" or not beside_the_patient(page, sentence, m))
            and not counts_places(page, m)
            and not of_another_item(page, sentence, m)
            and not told_with_the_procedure(page, sentence, m)
        ]
        sentence.assertions = {m.value for m in sentence.cues}


def of_another_item(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a phrase in brackets puts off one item of a list whose last is told as of today: "block (not today), TPI
    (today)".
    """
    words = page.tokens.words
    if m.value not in ("deferred", "not_performed") or words[m.first - 1] != "(" or words[m.last : m.last + 1] != [")"]:
        return False
    return any(words[at - 1 : at + 2] == ["(", "today", ")"] for at in range(m.last, sentence.last))


def told_with_the_procedure(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a fear of needles only says why sedation was needed: "OPERATION: TPI under MAC (needle phobia)"."""
    return (
        page.tokens.words[m.last - 1] == "phobia" and sentence.heading is not None and sentence.section == "procedure"
    )


FIRST_YEAR = 1900


def counts_places(page: Page, m: Mention) -> bool:
    """Whether the number behind "injected in" counts places and is no year: "injected in 3 sites"."""
    number = page.number(m.last - 1) if m.value == "historical" else None
    return number is not None and number < FIRST_YEAR and page.tokens.words[m.last - 2] == "in"


def across_columns(page: Page, m: Mention) -> bool:
    """Whether a phrase reaches over the gap between two fields: "Betadine: No   Needle 22G" denies no needle.

    An indent is no such gap, except behind a bare "no" that answers the line before it.
    """
    gaps, starts = page.tokens.gaps, page.line_starts
    answer = m.value == "not_performed" and page.tokens.words[m.first] in ("no", "none")
    return any(
        gaps[at] >= GAP and (at not in starts or (answer and at == m.first + 1)) for at in range(m.first + 1, m.last)
    )


HELD = {"bathe", "carry", "chase", "dress", "feed", "hold", "lift", "nurse", "push", "raise", "throw", "up"}
BESIDE = {"at", "by", "from", "to", "with"}


AGREEING = {
    "permission", "consent", "assent", "agreement", "authorization", "signature", "agreed", "consented", "assented",
    "signed", "approval",
}  # fmt: skip
AGREEING_REACH = 4


def beside_the_patient(page: Page, sentence: Sentence, kin: Mention) -> bool:
    """Whether a relative is only held, came along or agrees: "cannot lift her son", "here with her husband", "with her
    father's written permission".
    """
    if not AGREEING.isdisjoint(page.tokens.words[kin.last : kin.last + AGREEING_REACH]):
        return True
    before = page.tokens.words[kin.first - 1] if kin.first > sentence.first else ""
    if before in HELD or (before.endswith("ing") and before != "being"):
        return True
    return before in BESIDE and not names_needle_or_muscle(sentence)


def meaningful(found: Sequence[Mention]) -> list[Mention]:
    """The mentions, which come in order, without those inside a longer phrase that means nothing, and without a denial
    of today's needle inside one of earlier needles: "no needles before".
    """
    kept = []
    first = last = -1
    denied = (-1, -1)
    for m in found:
        if m.value == "ignore" and m.last > last:
            first, last = m.first, m.last
        swallowed = m.last <= last and last - first > m.last - m.first
        if m.value == "never" and m.last > denied[1]:
            denied = (m.first, m.last)
        within = m.value == "not_performed" and denied[0] <= m.first and m.last <= denied[1]
        if not swallowed and not (within and denied[1] - denied[0] > m.last - m.first):
            kept.append(m)
    return kept
