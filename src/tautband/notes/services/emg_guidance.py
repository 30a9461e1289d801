"""Electromyography that guided the needle of a toxin: "under EMG guidance", "EMG guidance used"."""

from __future__ import annotations

from tautband.model.encounter import OtherService
from tautband.notes.text.page import Page, Sentence

EMG = frozenset({"emg", "electromyographic", "electromyography"})
GUIDES = {"guidance", "guided", "control"}
BEFORE = {"under", "with", "using", "by", "via"}
USED = {"used", "was", "employed", "throughout"}
DENIED = {"no", "not", "without", "none", "n", "declined"}
NEAR = 3


def emg_guidance(page: Page, services: tuple[OtherService, ...]) -> OtherService | None:
    """The electromyography that a note says guided today's toxin; None without a toxin given or without such words.

    A study of the nerves, an offered box and a denial ("EMG guidance not used") are none.
    """
    if not any(s.kind == "botulinum" and s.status == "performed" for s in services):
        return None
    for sentence in page.saying(EMG):
        place = told_at(page, sentence) if sentence.own and sentence.section not in ("history", "results") else None
        if place is not None:
            words = page.evidence(place, min(sentence.last, place + NEAR))
            return OtherService(kind="emg_guidance", status="performed", evidence=(words,))
    return None


def told_at(page: Page, sentence: Sentence) -> int | None:
    """Where a sentence says that electromyography guided the needle; None where it does not."""
    words = page.tokens.words
    for at in range(sentence.first, sentence.last):
        if words[at] not in EMG or GUIDES.isdisjoint(words[at + 1 : min(sentence.last, at + 2)]):
            continue
        before = words[max(sentence.first, at - 2) : at]
        after = words[at + 2 : min(sentence.last, at + 2 + NEAR)]
        if not DENIED.isdisjoint([*before, *after]):
            continue
        if words[at + 1] == "guided" or not BEFORE.isdisjoint(before) or not USED.isdisjoint(after):
            return at
    return None
