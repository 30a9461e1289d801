"""One spelling for each word: plurals and possessives folded, so that the lexicon lists each word once."""

from __future__ import annotations

KEPT = ("ss", "us", "is", "as", "os", "ics")
"""Endings whose s is no plural: trapezius, piriformis, biceps stays too because both sides fold alike."""

WHOLE = {"tens"}
"""A word that would become another without its s: TENS is no ten."""


def fold(word: str) -> str:
    """`word` in lower case without possessive and plural: "bands" is "band", "biopsies" is "biopsy"."""
    if word.endswith("'s"):
        word = word[:-2]
    if word in WHOLE:
        return word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(KEPT):
        return word[:-1]
    return word
