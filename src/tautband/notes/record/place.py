"""Where the service was given, by a number or by words that speak of this encounter's own place.

A note names many places: the office a patient works in, the clinic that checks her INR, the emergency room she is told
to go to. Only these count: a place that a form's key asks for, one in the note's head, a field of its own on its line,
and "in the office today". What this cannot see: whether a clinic belongs to a hospital, unless the note says so.
"""

from __future__ import annotations

import re

from tautband.model.evidence import Evidence
from tautband.notes.record.head_fields import ends_field, head_end, opens_field
from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

HEAD = 3
"""Lines with words in which a note says whose it is and where it was written."""
REACH = 16
"""Lines within which a place may stand that no head, field or key brings forward."""
NUMBERED = re.compile(
    r"\b(?:POS|place of service)\b[ \t:#(.]{0,12}(?:(?!II\b)[A-Za-z-]+[ \t]){0,4}\(?(\d\d)\b(?![/.-]\d)",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\((?:POS[ \t]*)?(1[0-9]|2[0-4]|3[1-4]|02|49|50|72|81)\)")
NAMING = 6
"""Words before a number in brackets among which the place is named: "Outpatient hospital clinic (22)"."""
KEYS = {"pos", "place", "service", "setting", "location", "site", "loc", "facility", "where", "seen"}
KEY_REACH = 5
LEADER = {":", "-", ".", "=", ".."}
OWN = {"our", "my", "this"}
HERE = {"seen", "here", "at", "in"}
OFFICE = "11"
NOW = {"today", "morning", "afternoon", "again", "new", "seen", "saw", "see", "reexamined"}
ELSEWHERE = {
    "from", "to", "by", "via", "her", "his", "their", "your", "another", "other", "outside", "employer", "employers",
    "doctor", "doctors", "pcp", "next", "an", "dr", "no", "not", "prior", "previous", "last", "after", "since", "then",
    "before",
}  # fmt: skip
"""Words before a place that make it another's, or another day's."""
OTHERS = {
    "tax", "retina", "dental", "hand", "sleep", "inr", "warfarin", "coumadin", "anticoagulation", "anticoag",
    "palliative", "wound", "post", "box", "front", "home", "head", "law", "shipping", "aging", "business",
}  # fmt: skip
"""Words before a place that below a note's first line make it another's."""
AFTER = {"manager", "worker", "job", "work", "chair", "hours", "doses", "rule", "follows", "closing", "converted"}
"""Words behind a place that make it something else: "office manager", "warfarin clinic doses"."""


def read_place(page: Page) -> tuple[str, Evidence] | None:
    """The place of service as a two-digit code: the number printed, else the words for this encounter's place."""
    last = page.lines[min(len(page.lines) - 1, REACH)].last
    stop = page.tokens.ends[last - 1] if last else 0
    match = NUMBERED.search(page.text, 0, stop)
    if match:
        return match.group(1), Evidence.of(page.text, *match.span(1))
    places = [m for m in page.cues["visit"] if m.kind == "place" and m.last <= last]
    for match in IN_BRACKETS.finditer(page.text, 0, stop):
        if match.group(0)[1].isalpha() or named_before(page, places, match.start()):
            return match.group(1), Evidence.of(page.text, *match.span(1))
    head = head_end(page, HEAD)
    here = [m for m in places if keyed(page, m) or (not elsewhere(page, m) and of_today(page, m, head))]
    if not here:
        return None
    best = max(here, key=lambda m: (keyed(page, m), m.value != OFFICE, m.last - m.first, -m.first))
    return best.value, page.evidence(best.first, best.last)


def named_before(page: Page, places: list[Mention], at: int) -> bool:
    """Whether a place stands shortly before a character of the text, on its line."""
    line = page.text.rfind("\n", 0, at)
    tokens = page.tokens
    near = [m for m in places if line < tokens.starts[m.first] and tokens.ends[m.last - 1] <= at]
    return any(sum(1 for start in tokens.starts[m.last : m.last + NAMING + 1] if start < at) <= NAMING for m in near)


def keyed(page: Page, m: Mention) -> bool:
    """Whether a form's key asks for the place: "Location of service: Office", "place........ office"."""
    words = page.tokens.words
    at = m.first
    while at > 0 and m.first - at < KEY_REACH and words[at - 1] not in LEADER:
        if at in page.line_starts:
            return False
        at -= 1
    value = at
    while at > 0 and at not in page.line_starts and words[at - 1] in LEADER:
        at -= 1
    return at < value and not KEYS.isdisjoint(words[max(0, at - 3) : at])


def elsewhere(page: Page, m: Mention) -> bool:
    """Whether the words around a place make it another's or another day's."""
    words = page.tokens.words
    near = words[max(0, m.first - 2) : m.first]
    titled = m.last <= head_end(page, 1)
    if near[-1:] and (near[-1] in ELSEWHERE or (near[-1] in ("the", "an", "a") and near[0] in ELSEWHERE)):
        return True
    if not titled and not OTHERS.isdisjoint(near[-1:]):
        return True
    if m.value == OFFICE and "hospital" in words[max(0, m.first - 4) : m.last + 3]:
        return True  # "the hospital PM&R clinic" may be a department of it
    if near[-1:] == ["s"] or not AFTER.isdisjoint(words[m.last : m.last + 1]):
        return True
    if titled:
        return False
    sentence = sentence_of(page, m)
    return sentence is not None and (sentence.past or sentence.foreign or sentence.has("planned"))


def sentence_of(page: Page, m: Mention) -> Sentence | None:
    """The sentence in which a mention stands."""
    return next((s for s in page.sentences if s.first <= m.first < s.last), None)


def of_today(page: Page, m: Mention, head: int) -> bool:
    """Whether a place is in the head, is a field of its own on its line, or is told of today: "in my office today"."""
    words = page.tokens.words
    near = words[max(0, m.first - 4) : m.first] + words[m.last : m.last + 2]
    if m.last <= head and (m.value == OFFICE or opens_line(page, m) or not HERE.isdisjoint(near)):
        return True
    if field_alone(page, m):
        return True
    told = words[m.first - 1 : m.first] == ["in"] or not OWN.isdisjoint(near) or words[m.first - 1 : m.first] == ["the"]
    return told and not NOW.isdisjoint(near)


def opens_line(page: Page, m: Mention) -> bool:
    """Whether a place stands in the note's first line or begins one."""
    return m.first in page.line_starts or m.last <= head_end(page, 1)


def field_alone(page: Page, m: Mention) -> bool:
    """Whether a place is parted from its line by marks or blanks: "Anthem    F 33     office"."""
    return opens_field(page, m.first) and ends_field(page, m.last)
