"""How a form answers no: the words that say it, the marks that lead to an answer, the blanks that set it apart.

Every reader of a form's rows takes its words from here and adds only what its own question allows: a drug is "not"
given and a band is "absent", but a study that is "negative" was done.
"""

from __future__ import annotations

from tautband.notes.text.page import Page

NO = frozenset({"no", "n", "none"})
"""Answers that deny whatever was asked."""
NOT_DONE = NO | {"not"}
"""Answers that deny a deed or a drug: "Botulinum toxin: not today"."""
NOT_FOUND = NO | {"neg", "negative", "absent"}
"""Answers that deny a finding: "twitch absent"."""
NIL = NO | {"nil", "0"}
"""Answers that count none: "Previous sessions: 0"."""
MARKS = frozenset({":", "-", "=", "?"})
MOST_MARKS = 4
"""Marks that may lead from a form's key to its answer: "Botox....: No"."""
APART = 2
"""Blanks that set an answer apart from its key: "Botulinum toxin     No"."""
WHOLE = (["no"], ["n"], ["none"], ["no", "."], ["no", ","], ["false"], ["not", "today"])
"""Answers that are a no and nothing else."""


def behind_marks(words: list[str], at: int, stop: int) -> int:
    """Where an answer begins: behind the marks that stand from `at` on."""
    last = min(stop, at + MOST_MARKS)
    while at < last and words[at] in MARKS:
        at += 1
    return at


def set_apart(page: Page, at: int) -> bool:
    """Whether blanks part the word at `at` from what stands before it, as a form parts an answer from its key."""
    return page.tokens.gaps[at] >= APART


def denies(words: list[str], at: int, stop: int) -> bool:
    """Whether what stands from `at` to `stop` says no and nothing else: "no", "N (see below)", "not today"."""
    said = words[at:stop]
    return said in WHOLE or (said[:1] in WHOLE and said[1] in ("(", ";"))
