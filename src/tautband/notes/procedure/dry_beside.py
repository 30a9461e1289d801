"""A sentence that injects some muscles and needles others without fluid: which are the latter."""

from __future__ import annotations

from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import CONNECTORS, Target
from tautband.notes.vocabulary.lexicon import Mention

DRY = "dry_needling"
BESIDE = CONNECTORS | {
    "of", "to", "for", "was", "were", "got", "had", "only", "both", "in", "at", ":", "just", "muscle", "muscles",
    "each",
}  # fmt: skip


def set_dry_apart(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Mark the muscles that only the words of dry needling reach, where others of the sentence are injected.

    "R trapezius injected with 1 mL lidocaine, R levator scapulae dry needled" leaves the trapezius.
    """
    dry = [m for m in sentence.kinds.get("service", NONE) if m.value == DRY]
    wet = [m for m in sentence.things if told_wet(m)]
    if not dry or not wet:
        return
    plain = [t for t in found if t.role == ""]
    reached = [t for t in plain if any(reaches(page, sentence, m, t, found) for m in dry)]
    apart = [t for t in reached if not any(reaches(page, sentence, m, t, found) for m in wet)]
    if 0 < len(apart) < len(plain):
        for target in apart:
            target.role = "quiet"


def told_wet(m: Mention) -> bool:
    """Whether a mention tells of fluid put in: the injection by name, its verb, or millilitres."""
    return m[:2] in (("service", "tpi"), ("act", "inject"), ("act", "injection"), ("unit", "ml"))


def reaches(page: Page, sentence: Sentence, m: Mention, target: Target, found: list[Target]) -> bool:
    """Whether nothing but small words, sides, numbers and other muscles stands between a mention and a muscle."""
    first, last = (m.last, target.first) if m.last <= target.first else (target.last, m.first)
    if first > last:
        return False
    words = page.tokens.words
    named = {at for t in found for at in range(t.first, t.last)} | sentence.side_words
    places = [at for at in range(first, last) if at not in named and page.number(at) is None]
    forward = not FORWARD.isdisjoint(words[m.last : m.last + 1]) or any(words[at] == "then" for at in places)
    if m.first >= target.last and forward:
        return False
    return all(words[at] in BESIDE | POINTS for at in places)


FORWARD = {"of", "to", "into", "in", ":", "for"}
"""Words behind a name that show that what it reaches follows."""
POINTS = {"x", "point", "points", "pt", "pts", "site", "sites", "tp", "tps", "one", "two", "three"}
