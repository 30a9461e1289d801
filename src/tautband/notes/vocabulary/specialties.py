"""Fields of medicine, their clinics and their people, as notes call those to whom a patient is sent."""

from __future__ import annotations

from tautband.notes.vocabulary.word_lists import words_of

SPECIALTIES = words_of("specialties")
