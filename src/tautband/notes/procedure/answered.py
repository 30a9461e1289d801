"""Services and deeds that a note names and does not mean: a form answers no or nothing, or a patient calls them so."""

from __future__ import annotations

from tautband.notes.text.answers import MARKS, NIL, NO, NOT_DONE, behind_marks, denies, set_apart
from tautband.notes.text.drug_classes import names_toxin
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

DENIED = NIL | {"negative"}
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
    if {"service", "structure"}.isdisjoint(sentence.kinds) and not names_toxin(page, sentence):
        return False
    words = page.tokens.words
    last = sentence.last - (words[sentence.last - 1] == ".")
    if last - sentence.first < 2 or words[last - 1] not in DENIED:
        return False
    if words[last - 2] not in MARKS and not set_apart(page, last - 1):
        return False
    if ("structure", "infiltration") in sentence.meanings:
        return False  # "Skin: negative"
    named = {at for m in sentence.things if m.kind in MEANT for at in range(m.first, m.last)}
    if "(" in words[sentence.first : last] and ")" in words[sentence.first : last]:
        named.update(range(words.index("(", sentence.first), words.index(")", sentence.first)))
    return all(at in named or words[at] in BESIDE for at in range(sentence.first, last - 1))


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


def service_denied(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a form answers a service or drug with no: "brachial plexus block: none", "Botulinum toxin     No"."""
    words = page.tokens.words
    at = behind_marks(words, m.last, sentence.last)
    keyed = at > m.last
    if not keyed and field_denied(words, colon_behind(words, m.last, sentence.last), sentence.last):
        return True  # "Acupuncture tried: no"
    return at < sentence.last and words[at] in NOT_DONE and (keyed or set_apart(page, at))


LONGEST_TAIL = 4
"""Words of a form's key behind the service it begins with: "Acupuncture used at this site: no"."""


def colon_behind(words: list[str], first: int, stop: int) -> int:
    """Where the colon of a form's key stands that begins with a service: behind "tried", "used", "at this site"."""
    at = first
    while at < stop and at - first < LONGEST_TAIL and words[at].isalpha():
        at += 1
    return at


def field_denied(words: list[str], at: int, stop: int) -> bool:
    """Whether a form's key is answered with no and nothing else: "Performed: no"."""
    return words[at : at + 1] == [":"] and denies(words, at + 1, stop)


MUSCLES = {"muscle", "short_muscle"}
NAMED = {"muscle", "structure"}
"""What a form's question names, of which its answer speaks: "Trochanteric bursa injected?   No"."""


def asked_and_denied(page: Page, sentence: Sentence) -> bool:
    """Whether a form's question about the needle is answered with no: "Injection given? ....... No"."""
    words = page.tokens.words
    if any(field_denied(words, m.last, sentence.last) for m in sentence.kinds.get("act", NONE)):
        return MUSCLES.isdisjoint(sentence.kinds)
    if words[sentence.last - 2 : sentence.last - 1] == ["?"] and not NAMED.isdisjoint(sentence.kinds):
        return words[sentence.last - 1] in NO
    if words[sentence.last - 1] != "?" or sentence.number + 1 >= len(page.sentences):
        return False
    following = page.sentences[sentence.number + 1]
    if following.line != sentence.line:
        return False
    said = next((words[at] for at in range(following.first, following.last) if words[at].isalpha()), "")
    return said in NOT_DONE


def key_alone(page: Page, sentence: Sentence) -> bool:
    """Whether a form's key stands without an answer beside or below it, so that "Sites injected:" tells of no deed."""
    if page.tokens.words[sentence.last - 1] != ":":
        return False
    below = page.sentences[sentence.number + 1] if sentence.number + 1 < len(page.sentences) else None
    return below is None or ANSWERS.isdisjoint(below.kinds)


ANSWERS = MUSCLES | {"drug"}
"""Kinds of thing that answer a form's key about the needle."""
