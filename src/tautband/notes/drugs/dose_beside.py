"""The drug that a number belongs to: the one right after it, else the one before it."""

from __future__ import annotations

from tautband.notes.drugs.doses import Dose
from tautband.notes.text.page import Page, Sentence


def nearest_dose(page: Page, doses: list[Dose], first: int, last: int, sentence: Sentence) -> Dose | None:
    """The drug a number belongs to: the one right after it, else the one before it."""
    words = page.tokens.words
    inside = next((d for d in doses if d.span[0] <= first < d.span[1]), None)
    if inside is not None:
        return inside  # "dexamethasone 4 mg (1 mL of 4 mg/mL)"
    last = past_brackets(page, sentence, last)
    after = next((d for d in doses if d.span[0] >= last), None)
    before = next((d for d in reversed(doses) if d.span[1] <= first), None)
    apart = after is not None and page.tokens.gaps[after.span[0]] >= FIELD_GAP and before is not None
    if (
        after is not None
        and not apart  # "Lidocaine 1% ... 4.5 mL   Depo-Medrol 40 mg/mL ... 0.5 mL"
        and after.span[0] - last <= 2
        and not any(
            words[i] in (",", ";", ":", "+", "plus", "with", "and", "&", "w", "/") for i in range(last, after.span[0])
        )
    ):
        return after
    return before if before is not None else after


FIELD_GAP = 2
"""Blanks that part the fields of a form's line."""


def past_brackets(page: Page, sentence: Sentence, last: int) -> int:
    """Where a volume's milligrams in brackets end: "1 mL (40 mg)"."""
    words = page.tokens.words
    return last + 4 if last + 3 < sentence.last and words[last] == "(" and words[last + 3] == ")" else last
