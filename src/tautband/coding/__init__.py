"""Encounter → Coding: the codes a note supports, each with the rule and the words behind it."""

from tautband.coding.families import code

__all__ = ["code"]
