"""Room 1: a note's text becomes an Encounter, each fact with the words that prove it."""

from tautband.notes.reading import read

__all__ = ["read"]
