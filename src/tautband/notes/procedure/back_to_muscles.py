"""Where a note turns back to the muscles after a joint, nerve or other service: in a block, an item or a sentence."""

from __future__ import annotations

from tautband.notes.layout.columns import PLACES
from tautband.notes.muscles.aims import Aim, names_trigger_point
from tautband.notes.muscles.pointing import BODY_SECTIONS
from tautband.notes.procedure.blocks import Block
from tautband.notes.procedure.modes import followed_by_count
from tautband.notes.procedure.service_kinds import (
    FOR_THE_WHOLE_BODY,
    INTO_A_STRUCTURE,
    LARGE_MUSCLES,
    PAST_MUSCLES,
    TRIGGER_POINT,
)
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.sections import skip_marker
from tautband.notes.text.target import CONNECTORS


def turned(block: Block, current: str | None, head: Sentence) -> str | None:
    """What is under way where a new block begins: the injections end where an item tells of a dry needle alone, a joint
    or nerve where it turns to muscles.
    """
    if current == TRIGGER_POINT and block.marked and block.dry and not block.wet:
        return "dry_needling"
    return None if turns_to_muscles(block, current, head) else current


SHORT_HEAD = 10
"""Words that an item's head takes at most."""


def turns_to_muscles(block: Block, current: str | None, head: Sentence) -> bool:
    """Whether a new block leaves the joint or nerve of the one before: it has muscles and says that it is another."""
    if current not in INTO_A_STRUCTURE:
        return False
    if head.item and not {"muscle", "muscles"}.isdisjoint(head.vocabulary) and head.last - head.first <= SHORT_HEAD:
        return True  # "2. RIGHT HIP MUSCLES."
    if not block.muscular:
        return False
    return block.pointed or (block.marked and current not in PAST_MUSCLES)


MEANT_PARTS = {"plan", "planned", "past", "history", "assessment", "exam", "instructions"}


def heads_muscle_item(page: Page, aim: Aim) -> bool:
    """Whether an item is headed by the injection of a muscle: "A. LEFT TRAPEZIUS - injection", in a note that found a
    taut band or trigger point.
    """
    sentence = aim.sentence
    if not sentence.item or sentence.section in MEANT_PARTS or sentence.last - sentence.first > SHORT_HEAD:
        return False
    others = aim.services or "structure" in sentence.kinds or "act" in sentence.kinds
    if not aim.plain or others or {"injection", "injections", "inj"}.isdisjoint(sentence.vocabulary):
        return False
    return any(m.value == "taut_band" for s in page.sentences for m in s.elements) or any(
        "trigger" in s.vocabulary for s in page.sentences
    )


TURNING = {"then", "next", "separately", "second", "secondly", "additionally", "finally", "afterwards", "later"}
"""Words by which a sentence turns from one injection to the next."""
KNOTS = {"knot", "knots"}


def back_to_muscles(page: Page, aim: Aim, current: str) -> bool:
    """Whether a sentence after another injection turns to muscles: it opens with "Trigger points", or doses a muscle.

    A nerve is reached past muscles and a drug for the whole body is put into a large one, so there a muscle alone
    proves nothing: the sentence must speak of points, or open an item or a paragraph.
    """
    sentence = aim.sentence
    if sentence.section in BODY_SECTIONS and not aim.acts:
        return False
    opening = sentence.heading[1] if sentence.heading else sentence.first
    points = [m for m in sentence.things if m.kind == "point" or (m.kind == "each" and m.value == "site")]
    trigger = names_trigger_point(page, aim)
    if trigger and (aim.dose or aim.acts):
        return True
    if not KNOTS.isdisjoint(sentence.vocabulary) and aim.dose and any(m.value == "inject" for m in aim.acts):
        return "structure" not in sentence.kinds
    if trigger and any(m.first - opening <= 3 for m in points):
        return True
    if heads_its_site(page, aim) and current not in FOR_THE_WHOLE_BODY:
        return True
    plain = aim.plain
    volume = ("unit", "ml") in sentence.meanings
    turned = not TURNING.isdisjoint(page.tokens.words[opening : opening + 2])
    if not plain or not (aim.acts or volume) or ("structure" in sentence.kinds and not turned):
        return False
    if current in FOR_THE_WHOLE_BODY:
        return trigger or not any(t.name in LARGE_MUSCLES for t in plain)
    return current not in PAST_MUSCLES or trigger or bool(points) or sentence.item or turned


SITE_KEY = 12
"""Words that the site at the head of a line may take: "Neck (opposite side, not the elbow region): L trap x2"."""


def heads_its_site(page: Page, aim: Aim) -> bool:
    """Whether a line gives a site of its own and counts the points of its muscles: "Neck: L upper trap x2, SCM x1"."""
    first, words = aim.sentence.first, page.tokens.words
    plain = [t.first for t in aim.targets if t.role == ""]
    if first not in page.line_starts or not plain or words[skip_marker(page, first, aim.sentence.last)] not in PLACES:
        return False
    key = words[first : min(plain)]
    return len(key) <= SITE_KEY and ":" in key and ";" not in key and followed_by_count(page, aim)


FIRST_WORDS = 4


def opens_with_points(page: Page, aim: Aim) -> bool:
    """Whether an item or a line of its own opens with trigger points: "II. TRIGGER POINTS, RIGHT BUTTOCK"."""
    sentence = aim.sentence
    if sentence.first not in page.line_starts or sentence.has("negation", "not_performed", "planned"):
        return False
    first = skip_marker(page, sentence.first, sentence.last)
    words = page.tokens.words
    return any(
        "trigger" in words[m.first : m.last]
        and (m.first - first <= FIRST_WORDS or muscles_alone(page, sentence, first, m.first))
        for m in sentence.kinds.get("point", NONE)
    )


def muscles_alone(page: Page, sentence: Sentence, first: int, stop: int) -> bool:
    """Whether muscles with their sides stand from `first` to `stop` and nothing else: "R QL and R gluteus medius"."""
    named = {at for m in sentence.of("muscle", "short_muscle", "side") for at in range(m.first, m.last)}
    return all(at in named or page.tokens.words[at] in CONNECTORS for at in range(first, stop))
