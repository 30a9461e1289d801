"""Turns the note of a trigger point injection into a claim that can be defended, and audits claims with the same rules."""

from __future__ import annotations

__version__ = "0.1.0"
