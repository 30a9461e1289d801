"""Services that a note names and does not mean: a form's rows answered with no, and the names a patient gives."""

from __future__ import annotations

from tautband.notes.lexicon import Mention
from tautband.notes.page import NONE, Page, Sentence
from tautband.notes.under_way import OTHER_BY_DRUG, drug_class

NO = {"no", "n", "none", "0", "nil", "negative"}
"""Answers of a form that deny the whole of its key."""
BESIDE = {
    "performed", "done", "given", "used", "tried", "injected", "today", "this", "visit", "or", "and", "any", "other",
    "product", "also", "needed", "/", "?", ":", "-", "=", ".", ",", "(", ")", "s", "injection", "injections", "the",
    "a", "of", "into", "in", "site", "structure",
}  # fmt: skip
"""Words that may stand beside the name of a service in such a key."""
MEANT = {"service", "structure", "act", "role", "drug"}
SHORT = 12


def row_denied(page: Page, sentence: Sentence) -> bool:
    """Whether a form's row answers a service with no: "Nerve block performed: No", "Joint or bursa injected?   None".

    The key must hold nothing else, so that "Bleeding after injection: none" denies no injection.
    """
    if sentence.last - sentence.first > SHORT:
        return False
    toxin = any(drug_class(page, m) in OTHER_BY_DRUG for m in sentence.kinds.get("drug", NONE))
    if not toxin and not {"service", "structure"} & sentence.kinds.keys():
        return False
    words = page.tokens.words
    last = sentence.last - (words[sentence.last - 1] == ".")
    if last - sentence.first < 2 or words[last - 1] not in NO:
        return False
    if words[last - 2] not in (":", "?", "-", "=") and page.tokens.gaps[last - 1] < GAP:
        return False
    if ("structure", "infiltration") in sentence.meanings:
        return False  # "Skin: negative"
    named = {at for m in sentence.things if m.kind in MEANT for at in range(m.first, m.last)}
    if "(" in words[sentence.first : last] and ")" in words[sentence.first : last]:
        named.update(range(words.index("(", sentence.first), words.index(")", sentence.first)))
    return all(at in named or words[at] in BESIDE for at in range(sentence.first, last - 1))


GAP = 2
QUOTES = {'"', "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}", "'"}
CALLING = {"calls", "called", "call", "calling", "terms", "dubbed"}
CALL_REACH = 5


def only_called(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a service is only what somebody calls it: his so-called trigger shot, or one that "she calls" so."""
    words = page.tokens.words
    before = words[max(sentence.first, m.first - 3) : m.first]
    if "called" in before and "so" in before:
        return True
    if CALLING.isdisjoint(sentence.vocabulary) or m.first == sentence.first or words[m.first - 1] not in QUOTES:
        return False
    around = words[max(sentence.first, m.first - CALL_REACH) : min(sentence.last, m.last + CALL_REACH)]
    return not CALLING.isdisjoint(around)
