"""Visits that a text of several counts: "VISIT 2", "2nd visit", "Session #3"."""

from __future__ import annotations

NUMBERED = 4
"""Words that may number a visit: "Visit no. 2"."""
VISITS = {"visit", "session", "encounter", "appointment", "appt", "treatment", "tx", "date", "entry", "round", "note"}
ORDINALS = {
    "first", "second", "third", "fourth", "fifth", "sixth", "1st", "2nd", "3rd", "4th", "5th", "6th", "initial",
    "index", "current", "present", "st", "nd", "rd", "th",
}  # fmt: skip


def past_number(words: list[str]) -> int:
    """How many words number the visit that a line opens with: "Visit 2", "2nd visit", "Session #3", "Initial visit"."""
    at = 0
    while at < len(words) and (words[at] in ORDINALS or (words[at].isdecimal() and words[at + 1 : at + 2] != ["/"])):
        at += 1
    if at >= len(words) or words[at] not in VISITS:
        return 0
    if at:
        return at + 1
    at += 1
    while at < len(words) and words[at] in ("#", "no", "number", "."):
        at += 1
    return at + 1 if at < len(words) and words[at].isdecimal() and len(words[at]) < 3 else 0
