"""The side and the region of the body that a diagnosis is stated for."""

from __future__ import annotations

from tautband.model.encounter import Side
from tautband.notes.diagnoses.row import Row, ending_in, opening_in
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention


def sides_of(sentence: Sentence, m: Mention, here: Row) -> list[Side]:
    """The side beside a diagnosis: inside it, just before it or after it, else the only side of the sentence."""
    sides = sentence.kinds.get("side", NONE)
    inside = opening_in(sides, m.first, m.last)
    before = ending_in(sides, m.first - 1, m.first) or [
        t
        for t in ending_in(sides, m.first - 4, m.first)
        if any(r.kind in ("region", "structure") for r in opening_in(sentence.things, t.last, m.first))
    ]
    following = here.behind(m)
    after = opening_in(sides, m.last, following.first if following else sentence.last)
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
    right_before = ending_in(sentence.things, m.first - 1, m.first)
    for t in (*right_before, *opening_in(sentence.things, m.first, m.last + BEHIND + 1)):
        behind = t.first - m.last
        if t.kind == "muscle":
            if t.value == "masticatory muscles" and 0 <= behind <= MUSCLES_BEHIND:
                return "mastication"
            region = region_of(page, t) if 0 <= behind <= BEHIND else None
            if region:
                near.append(region)
        elif t.kind == "region" and (behind < 0 or "with" not in page.tokens.words[m.last : t.first]):
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
