"""What was examined beyond the injected muscle, to tell its pain from another: tests and how they came out.

A word of the body counts only beside a finding, away from the needle's own part and from the time after it.
"""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.word_lists import words_of

TESTED = words_of("examination")
"""What is examined beyond the muscle itself, to tell its pain from another."""
EXAMINED = TESTED | words_of("examined")
"""The same with words that alone are weaker: each counts only where the examination tells of it."""
FOUND = {
    "neg", "negative", "normal", "nl", "wnl", "intact", "full", "ok", "fine", "nontender", "nt", "clear", "equal",
    "sym", "symmetric", "symmetrical", "painless", "quiet", "sound", "free", "clean", "stable", "unremarkable",
    "benign", "good", "even", "supple", "soft", "regular", "preserved", "present", "absent", "painfree", "nil", "none",
    "no", "not", "without", "=", "pos", "positive", "limited", "reduced", "restricted", "strong", "nml",
}  # fmt: skip
"""How a test came out."""


def examined(page: Page, told: list[Sentence]) -> set[str]:
    """What was examined beyond the muscle: things tested with how they came out, away from the needle's own part."""
    words = page.tokens.words
    found: set[str] = set()
    for sentence in told:
        if sentence.section in UNSEEN or not AFTER.isdisjoint(sentence.vocabulary):
            continue
        for at in range(sentence.first, sentence.last) if not EXAMINED.isdisjoint(sentence.vocabulary) else ():
            if words[at] not in EXAMINED:
                continue
            near = words[max(sentence.first, at - NEAR) : min(sentence.last, at + NEAR + 1)]
            if not FOUND.isdisjoint(near) or any(page.number(at + k) is not None for k in range(1, NEAR + 1)):
                found.add(words[at])
    return found


NEAR = 6
AFTER = {"after", "afterward", "afterwards", "post", "postprocedure", "tolerated", "complication", "complications"}
UNSEEN = {"past", "medications", "social", "family", "allergies", "planned", "instructions", "boilerplate"}
