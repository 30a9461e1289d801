"""A note that tells of several problems or procedures one after the other: where each begins, what it is about.

A block opens with a marker ("II.", "[2]", "B:", "Problem 2", a bullet) or a blank line. The joint, tendon or nerve
that a block names before any muscle is where its dose goes, though the dose's own sentence does not say so.
"""

from __future__ import annotations

from dataclasses import dataclass

from tautband.notes.lexicon import Mention
from tautband.notes.page import NONE, Page, Sentence
from tautband.notes.sections import skip_marker

MUSCULAR = {"muscle", "short_muscle", "stem_muscle", "paraspinal_stretch"}
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
        tpi = ("service", "tpi") in sentence.meanings
        block.muscular = block.muscular or tpi or not MUSCULAR.isdisjoint(sentence.kinds)
        block.pointed = (
            block.pointed
            or tpi
            or any("trigger" in words_of(page, m) for m in sentence.kinds.get("point", NONE))
            or any(m.value == "myofascial_pain" for m in page.within("diagnoses", sentence))
        )
        found.append(block)
    return found


def words_of(page: Page, m: Mention) -> list[str]:
    """The words of a mention as written, in lower case."""
    return page.tokens.words[m.first : m.last]


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


def block_site(page: Page, block: Block, sentence: Sentence) -> tuple[Sentence, Mention] | None:
    """The structure that a block names, with the sentence that names it; the fullest name first.

    None where the block has named a muscle by the sentence of the dose, or names the structure only as painful, far off
    or spared. Words after the dose count up to the first muscle.
    """
    found: list[tuple[Sentence, Mention]] = []
    for other in page.sentences[block.first : block.last + 1]:
        if not MUSCULAR.isdisjoint(other.kinds) or ("service", "tpi") in other.meanings:
            if other.number <= sentence.number:
                return None
            break
        if other.past or other.foreign or other.section in TELLS:
            continue
        if any(m.kind == "role" and m.value in ("finding", "landmark", "quiet") for m in other.things):
            continue
        for m in other.things:
            later = other.number > sentence.number and m.value != "joint_injection"
            if m.kind == "structure" and m.value != "infiltration" and not later and not denied(other, m):
                found.append((other, m))
    return max(found, key=lambda pair: fullness(page, pair[1])) if found else None


BARE = {
    "joint", "bursa", "sheath", "tendon sheath", "joint space", "each", "joint capsule", "intraarticular",
    "intra articular", "intraarticularly", "intra articularly", "suprapatellar recess", "joint recess", "suprapatellar pouch",
}  # fmt: skip


def bare(page: Page, m: Mention) -> bool:
    """Whether a structure goes without its name: "into the joint", "each bursa"."""
    return m.kind == "structure" and " ".join(page.words[at] or "" for at in range(m.first, m.last)) in BARE


def fullness(page: Page, m: Mention) -> tuple[bool, int]:
    """How fully a structure is named: with its name before without, then by its words."""
    return not bare(page, m), m.last - m.first


def denied(sentence: Sentence, m: Mention) -> bool:
    """Whether a negation stands right before."""
    return any(c.value in ("negation", "not_performed") and 0 <= m.first - c.last <= 2 for c in sentence.cues)
