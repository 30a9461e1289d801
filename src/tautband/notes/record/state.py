"""The state of the service, from words that place this encounter: its key, its ZIP code, its payer, its note's head.

The letters of states are a clinician's degree ("Q. Harrowgate, MD"), a scan (CT), a finding (NV intact), a plan (MA) or
a muscle (UT) far more often than a state. So below a note's head they count only under their key, before a ZIP code or
beside the payer; in the head only as a field of their own, in brackets, or behind a city.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import compress

from tautband.model.evidence import Evidence
from tautband.notes.record.head_fields import WIDE, ends_field, head_end, opens_field
from tautband.notes.text.page import Page
from tautband.notes.vocabulary.remembered import Remembered
from tautband.rulebook.states import STATE_NAMES

REACH = 12
"""Lines in which a state may be told."""
HEAD = 3
"""Lines with words that are a note's head."""
DEGREES = {"MD", "DC", "PA", "MA", "ND"}
"""States whose letters are a person's as well, or those of a kind of plan."""
JOINING = "-/'"
"""Marks that join letters to other text: "WALK-IN", "PR-2", "AZ-00000"."""
UNSURE = {"IN", "OR", "ME", "OK", "HI", "ID", "CT", "MS", "PR", "AS", "GU", "VI", "CA", "NV"}
"""States whose letters are a word, a scan or a finding: in the head they need their city or brackets."""
INSURERS = {
    "uhc", "bcbs", "bcbsm", "blue", "cross", "shield", "medicaid", "medicare", "insurance", "wc", "comp",
    "compensation", "bwc", "dwc", "bluecross", "blueshield", "workers", "advantage", "health", "united", "mutual",
    "plan", "ins",
}  # fmt: skip
"""Words of a payer's name, where the rule book does not know the payer: "BCBS of Illinois"."""
FOLLOWING = {
    "office", "clinic", "medicaid", "workers", "work", "wc", "ppo", "hmo", "pos", "plan", "commercial", "ofc", "loc",
    "seen", "pt", "patient", "place",
}  # fmt: skip
"""Words that go on behind a payer's state: "Cigna TN office"."""
KEYS = {"state", "location", "jurisdiction"}
LONGEST_NAME = 16
"""Words from the beginning of a payer's name to a state beside it."""
CITY = 4
"""Letters of the shortest city."""


@dataclass(frozen=True, slots=True)
class Told:
    """A state's name or letters in the note."""

    letters: str
    first: int
    last: int
    spelled: bool


def read_state(page: Page) -> tuple[str, Evidence] | None:
    """The state in two letters: under its key, else before a ZIP code, beside the payer, or placed in the head."""
    limit = page.lines[min(len(page.lines) - 1, REACH)].last
    head = head_end(page, HEAD)
    told = list(states_in(page, limit))
    if not told:
        return None
    payers = [(m.first, m.last) for m in page.find("payers", 0, limit)]
    words = page.tokens.words[:limit]
    if not INSURERS.isdisjoint(words):
        payers = sorted(payers + [(at, at + 1) for at, word in enumerate(words) if word in INSURERS])
    found = (
        next((state for state in told if keyed(page, state)), None)
        or next((state for state in told if zipped(page, state)), None)
        or next((state for state in told if beside_payer(page, state, payers)), None)
        or next((state for state in told if state.last <= head and placed(page, state)), None)
    )
    return (found.letters, page.evidence(found.first, found.last)) if found else None


def states_in(page: Page, limit: int) -> Iterator[Told]:
    """Every state's name, and every two capitals that are a state's letters."""
    words, tokens = page.tokens.words, page.tokens
    names, openers = _names(), _openers()
    for at, word in compress(enumerate(words[:limit]), map(MAYBE.__getitem__, words)):
        if word in openers:
            for length in (3, 2, 1):
                letters = names.get(" ".join(words[at : at + length]))
                if letters and at + length <= limit:
                    yield Told(letters, at, at + length, True)
                    break
        elif len(word) == len("OH") and (written := page.text[tokens.starts[at] : tokens.ends[at]]) in STATE_NAMES:
            beside = page.text[max(0, tokens.starts[at] - 1) : tokens.starts[at]] + page.text[tokens.ends[at] :][:1]
            if not any(mark in JOINING for mark in beside):
                yield Told(written, at, at + 1, False)


def may_name(word: str) -> bool:
    """Whether a word may open a state's name or be its letters, if it is written in capitals; most may not."""
    return word in _openers() or word.upper() in STATE_NAMES


MAYBE = Remembered(may_name)


def keyed(page: Page, state: Told) -> bool:
    """Whether a form's key asks for the state: "State: KY", "STATE ....... Ohio"."""
    words, at = page.tokens.words, state.first
    if words[max(0, at - 2) : at] == ["state", "of"]:
        return True
    while at > 0 and at not in page.line_starts and not words[at - 1].isalnum():
        at -= 1
    return at < state.first and at not in page.line_starts and words[at - 1] in KEYS and ends(page, state)


def zipped(page: Page, state: Told) -> bool:
    """Whether a ZIP code follows: "OH 44107"."""
    after = page.tokens.words[state.last : state.last + 1]
    return bool(after) and len(after[0]) == len("44107") and after[0].isdecimal()


def beside_payer(page: Page, state: Told, payers: list[tuple[int, int]]) -> bool:
    """Whether a state stands in a payer's name or right beside it: "Cigna TN", "Medicare (OH)", "TX Medicaid"."""
    words, gaps = page.tokens.words, page.tokens.gaps
    begin = bisect_left(payers, (state.first - LONGEST_NAME,))
    for first, last in payers[begin : bisect_left(payers, (state.last + 1,))]:
        if first <= state.first < last or (state.last == first and first not in page.line_starts):
            return state.spelled or state.letters not in DEGREES | UNSURE
        between = words[last : state.first]
        plain = not any(word.isalnum() for word in between if word not in FOLLOWING | {"part", "b", "of"})
        near = last <= state.first <= last + 4 and plain
        if near and not any(at in page.line_starts for at in range(last, state.first + 1)) and ends(page, state):
            bracketed = words[state.first - 1] == "("
            plan = state.letters == "MA" and not state.spelled and (bracketed or gaps[state.first] < WIDE)
            if not plan and not (state.letters == "PA" and "," in between and gaps[state.first] < WIDE):
                return True
    return False


def placed(page: Page, state: Told) -> bool:
    """Whether a state of the head is a field of its own, stands in brackets, or follows its city to the field's end."""
    words, gaps, first = page.tokens.words, page.tokens.gaps, state.first
    if not ends(page, state) or words[state.last : state.last + 1] == [":"]:
        return False
    opens = opens_field(page, first) and words[first - 1] not in {")", ".", ":"}
    if not state.spelled and state.letters in DEGREES:
        return opens and first not in page.line_starts and gaps[first] >= WIDE and words[first - 1] not in {",", "("}
    if opens and (state.spelled or state.letters not in UNSURE or bracketed(page, state)):
        return True
    if first in page.line_starts:
        return False
    comma = words[first - 1] == "," and first - 2 > 0
    first -= comma
    city = page.text[page.tokens.starts[first - 1] : page.tokens.ends[first - 1]]
    return len(city) >= CITY and city.isalpha() and city[0].isupper() and words[first - 1] not in FOLLOWING


def bracketed(page: Page, state: Told) -> bool:
    """Whether a state stands in brackets alone: "Anthem BCBS (NH)"."""
    words = page.tokens.words
    return words[state.first - 1] == "(" and words[state.last : state.last + 1] == [")"]


def ends(page: Page, state: Told) -> bool:
    """Whether a field ends behind a state, or goes on with a word that may stand behind it."""
    words, at = page.tokens.words, state.last
    return ends_field(page, at) or words[at] in FOLLOWING or words[at].isdecimal()


@cache
def _names() -> dict[str, str]:
    return {name.lower(): letters for letters, name in STATE_NAMES.items()}


@cache
def _openers() -> frozenset[str]:
    return frozenset(name.split(" ", 1)[0] for name in _names())
