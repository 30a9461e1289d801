"""A limb for all that a deed names: the needle may have gone into its joint."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim
from tautband.notes.text.page import NONE, Page

LIMBS = {"shoulder", "knee", "hip", "elbow", "ankle", "wrist"}
DEED = {"injected", "injection", "inj", "into", ":"}
BEFORE = 3
"""Words from a deed to the limb: "injected the right shoulder"."""


def into_a_limb(page: Page, narrated: list[Aim]) -> bool:
    """Whether all that was injected is a shoulder, knee or the like: "Infraspinatus tender. R shoulder injected"."""
    words = page.tokens.words
    return bool(narrated) and all(
        not aim.targets
        and not aim.services
        and {"point", "each"}.isdisjoint(aim.sentence.kinds)
        and any(
            words[m.last - 1] in LIMBS
            and not DEED.isdisjoint(words[max(aim.sentence.first, m.first - BEFORE) : m.last + 1])
            for m in aim.sentence.kinds.get("region", NONE)
        )
        for aim in narrated
    )
