"""Whether a problem lies in the limb of the other side than the one injected, where no muscle's pain is referred to."""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.problem_names import needles

LIMBS = {
    "plantar", "foot", "feet", "heel", "ankle", "achilles", "arch", "shin", "calf", "toe", "wrist", "hand", "forearm",
    "elbow", "epicondylitis", "epicondylar", "thumb", "finger", "quervain", "tenosynovitis", "carpal", "tarsal",
    "fasciitis", "knee", "cubital", "radial", "cuff", "subacromial", "impingement", "trochanteric",
}  # fmt: skip
"""Words of a problem of one limb, as against the neck, the back or the head."""
OTHER = {"left": "right", "right": "left"}


def in_other_limb(concept: str, side: str, sentences: list[Sentence], injected: set[str]) -> bool:
    """Whether a limb's problem is told of one side only and every needle of the other (`injected`: their sides)."""
    if LIMBS.isdisjoint(concept.split("_")):
        return False
    told = {side} if side in OTHER else sides_in(sentences)
    if len(told) != 1:
        return False
    return injected == {OTHER[next(iter(told))]}


def sides_in(sentences: list[Sentence]) -> set[str]:
    """The sides that sentences name; both where one names both at once."""
    named = {m.value for s in sentences for m in s.of("side")}
    return named if named <= OTHER.keys() else set(OTHER)


def injected_sides(page: Page) -> set[str]:
    """The sides of the muscles in the sentences of the needle, or next to it where it names no muscle."""
    found: set[str] = set()
    for sentence in page.sentences:
        if sentence.foreign or not needles(sentence):
            continue
        near = (
            [sentence] if "muscle" in sentence.kinds else page.sentences[max(0, sentence.number - 2) : sentence.number]
        )
        found |= sides_in([s for s in near if "muscle" in s.kinds])
    return found
