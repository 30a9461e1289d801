"""Drugs that are also given for a muscle's pain, so that they alone show no other problem."""

from __future__ import annotations

from tautband.notes.vocabulary.word_lists import words_of

PAIN_DRUGS = words_of("pain_drugs")
"""Drugs that are also given for a muscle's pain, or to sleep or sit still with it."""
