"""Whether a note is written in a language that is read: English alone is."""

from __future__ import annotations

from tautband.notes.text.page import Page

ENGLISH = {
    "the", "and", "of", "with", "was", "were", "is", "are", "for", "to", "in", "at", "on", "by", "no", "not", "she",
    "he", "pain", "right", "left", "muscle", "patient", "after", "each", "today", "procedure",
}  # fmt: skip
OTHERS = {
    "de", "la", "el", "los", "las", "del", "con", "sin", "un", "una", "por", "para", "que", "dolor", "paciente",
    "derecho", "derecha", "izquierdo", "izquierda", "les", "des", "du", "avec", "sans", "une", "droit", "droite",
    "gauche", "douleur", "dans", "und", "mit", "ohne", "ist", "wurde", "der", "die", "das", "rechts", "links",
    "schmerz", "sem", "dor", "direito", "esquerdo",
}  # fmt: skip
"""Small words of Spanish, French, German and Portuguese that no English note is full of."""
ENOUGH = 8
"""Fewer such words are a quotation or a name."""


def unread(page: Page) -> bool:
    """Whether most small words of the note are another language's, so that nothing it says was understood."""
    words = page.tokens.words
    others = sum(map(OTHERS.__contains__, words))
    return others >= ENOUGH and others > 2 * sum(map(ENGLISH.__contains__, words))
