"""The edits: one definition of each, for one claim and for a hundred million lines."""

from tautband.edits.scrub import scrub

__all__ = ["scrub"]
