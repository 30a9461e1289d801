"""A note that tells of several problems or procedures one after the other: where each begins, what it is about.

A block opens with a marker ("II.", "[2]", "B:", "Problem 2", a bullet) or a blank line. The joint, tendon or nerve
that a block names before any muscle is where its dose goes, though the dose's own sentence does not say so.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.sections import skip_marker
from tautband.notes.text.target import MUSCULAR
from tautband.notes.vocabulary.lexicon import Mention

Named = tuple[Sentence, Mention]
SPARED = {("role", "finding"), ("role", "landmark"), ("role", "quiet")}
DRY = {("service", "dry_needling"), ("service", "acupuncture")}
WET = {("service", "tpi"), ("unit", "ml")}
TELLS = {"history", "exam", "results", "past"}
COUNTED = {"problem", "issue", "procedure", "concern", "item", "part", "task", "complaint"}
LETTERS = {"a", "b", "c", "d", "one", "two", "three"}


@dataclass(slots=True)
class Block:
    """A stretch of sentences about one thing. `marked`: it opens with a marker and not merely after a blank line."""

    first: int
    last: int
    marked: bool
    muscular: bool = False
    """Names a muscle or a trigger point."""
    pointed: bool = False
    """Speaks of a trigger point injection or of myofascial pain."""
    dry: bool = False
    """Names dry needling or acupuncture."""
    wet: bool = False
    """Names a trigger point injection or gives millilitres."""
    sites: Sites | None = None
    """The structures it names, once asked for."""


@dataclass(slots=True)
class Sites:
    """The structures a block names before its first muscle (`muscle` its sentence), in order.

    `fullest[i]` is the fullest of the first i + 1; `joint[i]` the fullest joint from the i-th on.
    """

    muscle: int
    numbers: list[int]
    fullest: list[Named]
    joint: list[Named | None]


def cut_blocks(page: Page) -> list[Block]:
    """The block of each sentence, by sentence number."""
    found: list[Block] = []
    block: Block | None = None
    paragraph = -1
    for sentence in page.sentences:
        marked = opens(page, sentence)
        if block is None or marked or sentence.paragraph != paragraph:
            block = Block(sentence.number, sentence.number, marked)
        paragraph, block.last = sentence.paragraph, sentence.number
        block.muscular = block.muscular or names_muscles(sentence)
        block.dry = block.dry or not DRY.isdisjoint(sentence.meanings)
        block.wet = block.wet or not WET.isdisjoint(sentence.meanings)
        block.pointed = block.pointed or names_points(sentence)
        found.append(block)
    return found


def names_muscles(sentence: Sentence) -> bool:
    """Whether a sentence names a muscle or the injection of a trigger point."""
    return not MUSCULAR.isdisjoint(sentence.kinds) or ("service", "tpi") in sentence.meanings


def names_points(sentence: Sentence) -> bool:
    """Whether a sentence speaks of trigger points or of the pain that comes from them."""
    if ("service", "tpi") in sentence.meanings:
        return True
    if "trigger" in sentence.vocabulary and FINGER.isdisjoint(sentence.vocabulary):
        return True
    named = sentence.diagnoses
    return bool(named) and any(m.value == "myofascial_pain" for m in named)


FINGER = {"finger", "fingers", "thumb", "digit"}


def opens(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence opens a line with a marker that counts problems or procedures."""
    if sentence.first not in page.line_starts:
        return False
    words = page.tokens.words[sentence.first : sentence.last]
    if words[:2] in page.labels or sentence.item:
        return True
    if len(words) > 2 and words[0] in COUNTED and (words[1].isdecimal() or words[1] in LETTERS):
        return True
    return skip_marker(page, sentence.first, sentence.last) != sentence.first


THOUGHT = {("thought", "about"), ("thought", "of"), ("thinking", "about")}


def thought_about(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence tells what its writer thought of: "I thought about a nerve block"."""
    told = {"thought", "thinking"}.isdisjoint(sentence.vocabulary)
    return not told and not THOUGHT.isdisjoint(pairwise(page.tokens.words[sentence.first : sentence.last]))


def block_site(page: Page, block: Block, sentence: Sentence) -> tuple[Sentence, Mention] | None:
    """The structure that a block names, with the sentence that names it; the fullest name first.

    None where the block has named a muscle by the sentence of the dose, or names the structure only as painful, far off
    or spared. Words after the dose count up to the first muscle.
    """
    sites = block.sites = block.sites or find_sites(page, block)
    if sites.muscle <= sentence.number:
        return None
    at = bisect_right(sites.numbers, sentence.number)
    before = sites.fullest[at - 1] if at else None
    later = sites.joint[at]
    if before is None or later is None:
        return before or later
    return later if fullness(page, later[1]) > fullness(page, before[1]) else before


def find_sites(page: Page, block: Block) -> Sites:
    """The structures that a block names before any muscle."""
    named: list[Named] = []
    muscle = len(page.sentences)
    within = page.sentences[block.first : block.last + 1]
    reached = any(not KNEE_REACHED.isdisjoint(other.vocabulary) and not other.past for other in within)
    for other in within:
        if names_muscles(other):
            muscle = other.number
            break
        if (
            reached
            and not other.past
            and not other.foreign
            and other.section not in TELLS
            and (knee := knee_in(page, other))
        ):
            named.append((other, knee))
        if thought_about(page, other):
            continue
        if "structure" not in other.kinds or other.past or other.foreign or other.section in TELLS:
            continue
        if not SPARED.isdisjoint(other.meanings):
            continue
        named += [
            (other, m)
            for m in other.kinds["structure"]
            if m.value != "infiltration" and not denied(other, m) and not harmed(page, m)
        ]
    fullest: list[Named] = []
    for pair in named:
        best = fullest[-1] if fullest else pair
        fullest.append(pair if fullness(page, pair[1]) > fullness(page, best[1]) else best)
    joint: list[Named | None] = [None]
    for pair in reversed(named):
        known = joint[-1]
        fuller = known is None or fullness(page, pair[1]) >= fullness(page, known[1])
        joint.append(pair if pair[1].value == "joint_injection" and fuller else known)
    return Sites(muscle, [sentence.number for sentence, _ in named], fullest, joint[::-1])


KNEE_REACHED = {
    "superolateral", "superolaterally", "inferolateral", "superomedial", "inferomedial", "anteromedial",
    "anterolateral", "parapatellar", "suprapatellar", "superolat", "intraarticular", "joint", "tap", "approach",
    "aspirated", "arthrocentesis",
}  # fmt: skip
"""Words that tell of a needle in a knee's joint."""
OPENING = 8


def knee_in(page: Page, sentence: Sentence) -> Mention | None:
    """The knee that opens a block about the injection of its joint: "A) RIGHT KNEE - osteoarthritis"."""
    words = page.tokens.words
    last = min(sentence.last, sentence.first + OPENING)
    at = next((i for i in range(sentence.first, last) if words[i] in ("knee", "knees")), None)
    if at is None or any(m.kind == "structure" and m.first <= at < m.last for m in sentence.things):
        return None
    numbered = words[sentence.first] == "(" and words[sentence.first + 2 : sentence.first + 3] == [")"]
    labels = words[at + 1 : at + 2] == [":"] and at - sentence.first <= 2  # "Consent. Left knee: lateral approach"
    begins = sentence.first in page.line_starts or numbered or labels
    denies = any(c.value in ("negation", "not_performed") and c.first < at for c in sentence.cues)
    return Mention("structure", "joint_injection", at, at + 1) if begins and not denies else None


BARE = {
    "joint", "bursa", "sheath", "tendon sheath", "joint space", "each", "joint capsule", "intraarticular",
    "intra articular", "intraarticularly", "intra articularly", "suprapatellar recess", "joint recess",
    "suprapatellar pouch", "tendon origin", "origin", "common origin", "tendon insertion", "insertion", "tendon",
    "enthesis",
}  # fmt: skip


def bare(page: Page, m: Mention) -> bool:
    """Whether a structure goes without its name: "into the joint", "each bursa"."""
    return m.kind == "structure" and " ".join(page.words[at] or "" for at in range(m.first, m.last)) in BARE


def fullness(page: Page, m: Mention) -> tuple[bool, int]:
    """How fully a structure is named: with its name before without, then by its words."""
    return not bare(page, m), m.last - m.first


HARM = {"injury", "injuries", "damage", "irritation", "palsy", "puncture", "infection", "rupture", "trauma", "weakness"}


def harmed(page: Page, m: Mention) -> bool:
    """Whether a structure is named for what might befall it: "risks (infection, bleeding, nerve injury)"."""
    return not HARM.isdisjoint(page.tokens.words[m.last : m.last + 1])


def denied(sentence: Sentence, m: Mention) -> bool:
    """Whether a negation stands right before."""
    return any(c.value in ("negation", "not_performed") and 0 <= m.first - c.last <= 2 for c in sentence.cues)
