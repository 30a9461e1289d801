"""The joint, tendon, nerve or other structure that a dose goes into: by its own sentence, or by the block around it."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.muscles.pointing import BODY_SECTIONS
from tautband.notes.procedure.blocks import Block, block_site, fullness
from tautband.notes.procedure.joint_regions import joint_by_region
from tautband.notes.text.page import NONE, Page
from tautband.notes.vocabulary.lexicon import Mention

AIMING = {"into", "in", "onto", "to", "at", "around", "of", "over", "within", "along", "beside"}
INTO = {"into", "in", "within", "beneath", "under"}
NUMBED = {"infiltrated", "anesthetized", "injected", "anesthetised"}
LOOKED_AT = {"normal", "identified", "visualized", "visualised", "seen", "avoided", "unremarkable", "protected"}
"""Words behind a structure that was looked at and not aimed at: "sciatic nerve identified"."""


def aimed_structure(page: Page, aim: Aim) -> Mention | None:
    """The tendon, joint, nerve or other structure that a dose goes into, if the sentence says so."""
    if not (aim.acts or aim.dose):
        return None
    if "structure" not in aim.sentence.kinds:
        return joint_by_region(page, aim)
    words = page.tokens.words
    for m in aim.sentence.kinds["structure"]:
        begin = max(aim.sentence.first, m.first - BEFORE)
        before = words[begin : m.first]
        if spared(page, aim, m, begin) or only_skin(page, aim, m, before):
            continue
        if m.value == "tendon_origin_injection" and "its" in before[-3:] and aim.plain:
            continue  # "the levator, for a taut band at its upper insertion"
        if any(word in AIMING for word in before) or not aim.targets:
            return m
    return None


BEFORE = 7
"""Words before a structure that may tell that the needle goes to it, or that it does not."""


def spared(page: Page, aim: Aim, m: Mention, begin: int) -> bool:
    """Whether words from `begin` on deny a structure, or say that it was only looked at or passed."""
    words, sentence = page.tokens.words, aim.sentence
    if any(
        c.value in ("negation", "not_performed")
        and begin <= c.last <= m.first
        and ("," not in words[c.last : m.first] or {"or", "nor"} & set(words[c.last : m.last + 2]))
        for c in sentence.cues
    ):
        return True
    if not LOOKED_AT.isdisjoint(words[m.last : min(m.last + 3, sentence.last)]):
        return True
    roles = sentence.kinds.get("role", NONE)
    return any(t.value in ("landmark", "quiet") and begin <= t.last <= m.first for t in roles)


def only_skin(page: Page, aim: Aim, m: Mention, before: list[str]) -> bool:
    """Whether a structure is skin or tissue named beside muscles, or without words that numb it or go into it."""
    if m.value != "infiltration":
        return False
    after = page.tokens.words[m.last : m.last + 3]
    after = [] if after[:1] in (["and"], [","], ["then"]) and NUMBED & set(after[1:2]) else after
    return bool(aim.plain) or not (INTO & set(before[-4:]) or NUMBED & set(after))


def into_site(page: Page, procedure: Procedure, aim: Aim, block: Block) -> str | None:
    """The service of a dose whose own words name no target, in a block about a joint, tendon or nerve."""
    if not aim.dose or aim.services or aim.plain or aim.sentence.section in BODY_SECTIONS:
        return None
    if any(m.kind in ("point", "each") for m in aim.sentence.things):
        return None
    own = aimed_structure(page, aim)
    if aim.service is not None and own is None:
        return None
    found = block_site(page, block, aim.sentence)
    if found is None or (own is not None and fullness(page, own) >= fullness(page, found[1])):
        return None
    earlier = next((a for a in procedure.aims if a.sentence is found[0]), aim)
    aim.site, aim.service = (earlier, found[1]), found[1].value
    return found[1].value
