"""Whether a note tells of a needle in a muscle that day, though perhaps not how, so that a visit stands beside it."""

from __future__ import annotations

from tautband.notes.page import Page, Sentence

MEANT = ("planned", "declined", "deferred", "not_performed", "drawn_up")
SPOKEN_OF = ("offered", "explained")
HAPPENED = {"technique_needle", "tolerance", "twitch_response"}
BESIDE_IT = {"consent", "prep", "after"}
"""What is told beside a needle that was used, and sometimes beside one that was not."""
NEAR = 3


def needle_told(page: Page) -> bool:
    """Whether a note tells of a needle in a muscle that day: an amount of a drug, with a muscle named close by, and the
    needle's size, the twitch or how it was borne; or consent or skin preparation, and how the pain was afterwards.
    """
    for sentence in page.sentences:
        if "drug" not in sentence.kinds or ("unit", "ml") not in sentence.meanings or only_meant(sentence):
            continue
        if in_procedure(page, sentence):
            return True
        if sentence.past or sentence.section == "history":
            continue
        if sentence.foreign and sentence.section != "procedure":
            continue
        near = page.sentences[max(0, sentence.number - NEAR) : sentence.number + NEAR + 1]
        near = [s for s in near if not only_meant(s) and not s.past]
        muscle = any("muscle" in s.kinds or ("service", "tpi") in s.meanings for s in near)
        if not muscle:
            continue
        if stated_plainly(page, sentence):
            return True
        told = {m.value for s in near for m in s.elements}
        if told & HAPPENED and not any(s.has(*SPOKEN_OF) for s in near):
            return True
        if told & (HAPPENED | BESIDE_IT) and any(eased(page, s) for s in near):
            return True
    return False


def stated_plainly(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence gives a muscle its amount of an anesthetic, and no sentence of that paragraph or next to it
    refuses or puts off a needle: "L levator, L trap, 1 mL each 0.25% bupivacaine".
    """
    if not ({"muscle", "short_muscle"} & sentence.kinds.keys() or ("service", "tpi") in sentence.meanings):
        return False
    about = [s for s in page.sentences if s.paragraph == sentence.paragraph or abs(s.number - sentence.number) <= 1]
    return not any(s.has(*REFUSING) and names_needle(s) for s in about)


RECORDED = 3
"""Words of a sentence before the muscle where a line of a procedure's record opens."""


def in_procedure(page: Page, sentence: Sentence) -> bool:
    """Whether an amount of a drug is recorded, not told: under a procedure's heading, or in a line that opens with the
    muscle ("Semispinalis cervicis, 0.75 mL each"), with no refusal beside it.
    """
    if sentence.dated not in (None, page.day):
        return False
    about = page.sentences[max(0, sentence.number - 1) : sentence.number + 2]
    if any(s.has(*REFUSING, "planned") and names_needle(s) for s in about):
        return False
    if sentence.section == "procedure":
        return True
    opens = sentence.first in page.line_starts and not sentence.past
    return opens and any(m.first < sentence.first + RECORDED for m in sentence.of("muscle", "short_muscle"))


def names_needle(sentence: Sentence) -> bool:
    """Whether a sentence names the needle, the muscle or the drug: not "CXR not needed"."""
    return bool({"muscle", "short_muscle", "service", "act", "drug"} & sentence.kinds.keys())


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


REFUSING = ("declined", "deferred", "not_performed")
AGREED = {"accepted", "agreed", "completed"}
"""Words by which what was offered or planned became a deed."""


def only_meant(sentence: Sentence) -> bool:
    """Whether a sentence speaks of a needle not used: offered, drawn up, explained; not "explained and done"."""
    if not AGREED.isdisjoint(sentence.vocabulary) and not sentence.has(*REFUSING):
        return False
    if sentence.has(*MEANT):
        return sentence.has("declined", "deferred", "not_performed") or "done" not in sentence.vocabulary
    if not sentence.has(*SPOKEN_OF):
        return False
    given = "drug" in sentence.kinds and ("unit", "ml") in sentence.meanings and "muscle" in sentence.kinds
    return not given and "done" not in sentence.vocabulary
