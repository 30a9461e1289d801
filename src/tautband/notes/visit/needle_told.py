"""Whether a note tells of a needle in a muscle that day, though perhaps not how, so that a visit stands beside it."""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.needle_meant import SPOKEN_OF, only_meant
from tautband.notes.visit.needle_recorded import recorded

HAPPENED = {"technique_needle", "tolerance", "twitch_response"}
BESIDE_IT = {"consent", "prep", "after"}
"""What is told beside a needle that was used, and sometimes beside one that was not."""
NEAR = 3


def needle_told(page: Page) -> bool:
    """Whether a note tells of a needle in a muscle that day: an amount of a drug, with a muscle named close by, and the
    needle's size, the twitch or how it was borne; or consent or skin preparation, and how the pain was afterwards.
    """
    for sentence in page.sentences:
        if sentence.past or only_meant(page, sentence) or (sentence.section == "history" and not sentence.elements):
            continue
        if "drug" not in sentence.kinds or ("unit", "ml") not in sentence.meanings:
            continue
        if sentence.foreign and sentence.section != "procedure":
            continue
        near = page.sentences[max(0, sentence.number - NEAR) : sentence.number + NEAR + 1]
        near = [s for s in near if not only_meant(page, s) and not s.past]
        muscle = any("muscle" in s.kinds or ("service", "tpi") in s.meanings for s in near)
        if not muscle:
            continue
        told = {m.value for s in near for m in s.elements}
        if told & HAPPENED and not any(s.has(*SPOKEN_OF) for s in near):
            return True
        if told & (HAPPENED | BESIDE_IT) and any(eased(page, s) for s in near):
            return True
    return recorded(page)


def eased(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence tells the pain before and after: "7 to 4", "8/10 to 4/10", "9 -> 3", "pain to 3"."""
    words = page.tokens.words
    for at in page.numbers_in(sentence):
        before = words[max(sentence.first, at - 1) : at]
        if before and before[0] in ("to", ">", "\N{RIGHTWARDS ARROW}") and (page.number(at) or 0) <= WORST:
            earlier = words[max(sentence.first, at - NEAR - 2) : at - 1]
            if "pain" in earlier or any(page.number(at - k) is not None for k in range(2, NEAR + 2)):
                return True
    return False


WORST = 10
"""The highest figure of a pain scale."""
