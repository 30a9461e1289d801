"""The side and the region of the body that a diagnosis is stated for."""

from __future__ import annotations

from tautband.model.encounter import Side
from tautband.notes.lexicon import Mention
from tautband.notes.page import NONE, Page, Sentence


def sides_of(sentence: Sentence, m: Mention, here: list[Mention]) -> list[Side]:
    """The side beside a diagnosis: inside it, just before it or after it, else the only side of the sentence."""
    sides = sentence.kinds.get("side", NONE)
    inside = [t for t in sides if m.first <= t.first < m.last]
    before = [t for t in sides if 0 <= m.first - t.last <= 1]
    before = before or [
        t
        for t in sides
        if 0 <= m.first - t.last <= 4
        and any(r.kind in ("region", "structure") and t.last <= r.first < m.first for r in sentence.things)
    ]
    others = [o.first for o in here if o.first >= m.last]
    stop = min(others, default=sentence.last)
    after = [t for t in sides if m.last <= t.first < stop]
    chosen = (inside or before)[:1] or after
    values: set[Side] = set()
    for side in chosen:
        values |= {"left", "right"} if side.value == "both" else {side.value}  # type: ignore[arg-type]
    return sorted(values) or ["unspecified"]


BEHIND, MUSCLES_BEHIND = 5, 4
"""Words from a diagnosis to the region or muscle that is its site."""


def site_of(page: Page, sentence: Sentence, m: Mention) -> str | None:
    """The region that the words of a diagnosis give, before, inside or after it; of several, one below the neck."""
    near = []
    for t in sentence.things:
        behind = t.first - m.last
        if t.kind == "muscle":
            if t.value == "masticatory muscles" and 0 <= behind <= MUSCLES_BEHIND:
                return "mastication"
            region = region_of(page, t) if 0 <= behind <= BEHIND else None
            if region:
                near.append(region)
        elif t.kind == "region":
            inside, right_before = m.first <= t.first < m.last, 0 <= m.first - t.last <= 1
            if inside or right_before or (0 <= behind <= BEHIND and "with" not in page.tokens.words[m.last : t.first]):
                near.append(t.value)
    below = [region for region in near if region not in ("head", "neck")]
    return near[0] if len(set(near)) == 1 else below[0] if below else None


BACK_AND_NECK = "superficial back"
LOOSE_GROUP = "cervical paraspinals"
"""A group whose name notes also use for the neck's muscles at large, the trapezius among them."""


def region_of(page: Page, muscle: Mention) -> str | None:
    """The region of a muscle that a diagnosis names, where the table gives it one.

    The muscles of the superficial back that reach the neck count as back: their site is that which the note states.
    """
    known = page.lexicon.muscles.get(muscle.value, {})
    known = page.lexicon.muscles.get(known.get("parent") or "", known)
    if known.get("kind") != "muscle" and (muscle.value == LOOSE_GROUP or not known.get("region")):
        return None
    return "upper_back" if known["region"] == "neck" and known["group"] == BACK_AND_NECK else known["region"]
