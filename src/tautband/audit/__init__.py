"""Claim lines by the million, judged by the same edits as one claim. Needs the extra `audit`."""

from tautband.audit.running import audit

__all__ = ["audit"]
