"""Whether the injection was decided on that day, after the pain was examined: a first look, or a choice among ways.

A look at the muscle alone is part of the needle. What counts is an examination that goes beyond it, told by what was
tested or by what was found normal. A note that shows neither examination nor choice gives nothing.
"""

from __future__ import annotations

from itertools import pairwise

from tautband.model.evidence import Evidence
from tautband.notes.findings.wide_exam import TESTED, examined
from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.booking import INJECTION, OPENING

TESTS_ENOUGH = 2
WIDE = 3
"""Things examined beyond the muscle that make an examination wide, where the choice is told in few words."""
CHOSEN = {
    "chose", "chooses", "choose", "picks", "picked", "elects", "elected", "prefers", "preferred", "opts", "opted",
    "accepted", "accepts", "agreed", "agrees", "decided", "decides", "wants", "wanted", "choice", "agreement", "asked",
    "consented", "consents", "selected", "selects", "wished", "wishes", "requests", "requested", "happy",
}  # fmt: skip
CHOSEN_AMONG = CHOSEN | {
    "took", "takes", "pick", "chosen", "goes", "go", "went", "rather", "like", "likes", "settled", "proceed",
    "both", "said", "opting", "preference", "prefer", "favored", "favors", "asks", "ready", "willing", "selected",
    "declines", "declined", "refused", "yes", "latter", "now", "please", "today", "want", "decision", "plan",
}  # fmt: skip
"""Words of a choice where ways were set out before it."""
OFFERED = {
    "options", "option", "choices", "discussed", "discussion", "offered", "considered", "explained", "talked",
    "recommend", "recommended", "opinion", "versus", "vs", "weighed", "reasoning", "thinking", "advise", "unlikely",
    "decision",
    "differential", "doubt",
}  # fmt: skip
SET_OUT = OFFERED | {
    "alternatives", "alternative", "offer", "offering", "laid", "reviewed", "ways", "ddx", "mdm", "excluded", "ro",
    "suspect", "likely", "choosing", "suggested", "against", "proposed", "propose", "advised", "counselled",
}  # fmt: skip
FRESH = {
    ("new", "complaint"), ("new", "patient"), ("new", "pt"), ("new", "to"), ("new", "problem"), ("first", "visit"),
    ("first", "time"), ("first", "seen"), ("walk", "in"), ("walked", "in"), ("urgent", "care"), ("second", "opinion"),
    ("new", "consult"), ("initial", "consult"), ("initial", "consultation"), ("initial", "visit"), ("first", "report"),
    ("initial", "evaluation"), ("thank", "you"), ("referred", "by"), ("referred", "for"), ("sent", "for"),
    ("sent", "by"), ("new", "onset"), ("new", "pain"), ("new", "neck"), ("new", "back"), ("same", "day"),
    ("work", "in"), ("add", "on"), ("new", "ortho"), ("new", "injury"), ("first", "treatment"), ("initial", "report"),
    ("sick", "visit"), ("acute", "visit"), ("problem", "visit"), ("ed", "note"), ("fast", "track"), ("drop", "in"),
    ("emergency", "department"), ("emergency", "room"), ("not", "scheduled"),
    ("first", "evaluation"), ("initial", "exam"), ("initial", "assessment"), ("intake", "evaluation"),
    ("self", "referred"), ("comes", "because"), ("how", "injury"), ("mechanism", ":"),
}  # fmt: skip
"""Words that tell of a patient or a complaint seen for the first time."""
FRESH_WORDS = {"consultation", "consult", "new", "unplanned", "unscheduled", "unbooked", "urgently", "emergent", "uc"}
SPAN = {
    "d", "day", "days", "wk", "wks", "week", "weeks", "mo", "mos", "month", "months", "hours", "hrs", "yesterday", "h",
}  # fmt: skip
TREATED = {"relief", "relieved", "last", "previous", "prior", "injection", "tpi", "series", "after", "helped", "rtc"}
"""Words of a sentence whose span is of the time since a treatment."""


def decided_today(page: Page) -> list[Evidence]:
    """The words that show the decision to inject taken that day: a choice, or a first look at the complaint, after an
    exam that goes beyond the muscle.
    """
    told = [s for s in page.sentences if not (s.foreign or s.past)]
    tested = {word for s in told for word in TESTED & s.vocabulary}
    wide = len(examined(page, told)) >= WIDE
    if len(tested) < TESTS_ENOUGH and not wide:
        return []
    choice: list[Evidence] = []
    offered = set_out = meant = False
    fresh = began = None
    for sentence in told:
        formal = not FORMAL.isdisjoint(sentence.vocabulary)
        offered = offered or not OFFERED.isdisjoint(sentence.vocabulary)
        set_out = set_out or not (formal or SET_OUT.isdisjoint(sentence.vocabulary)) or either(sentence)
        if chosen(sentence, offered=offered, set_out=set_out and wide and not formal):
            choice.append(page.evidence(sentence.first, sentence.last))
            meant = meant or not formal
        if sentence.number <= OPENING:
            fresh = fresh or (page.evidence(sentence.first, sentence.last) if first_look(page, sentence) else None)
            began = began or (page.evidence(sentence.first, sentence.last) if lasts(page, sentence) else None)
    if choice and (offered or fresh or (wide and meant)):
        return choice[:2]
    if fresh is not None:
        return [fresh]
    return [began] if wide and set_out and began is not None else []


WAYS = {
    "pt", "therapy", "nsaid", "nsaids", "ibuprofen", "medication", "drugs", "meds", "tablets", "pills", "rest", "wait",
    "waiting", "time", "heat", "relaxant", "splint", "exercise", "exercises", "massage", "adjustment", "omt",
}  # fmt: skip
"""Other ways to treat a muscle's pain."""


def either(sentence: Sentence) -> bool:
    """Whether a sentence sets the injection beside another way: "heat, therapy or injection"."""
    ways = not WAYS.isdisjoint(sentence.vocabulary) and not INJECTION.isdisjoint(sentence.vocabulary)
    return ways and not {"or", "vs", "versus", "/"}.isdisjoint(sentence.vocabulary)


FORMAL = {"risks", "risk", "benefits", "bleeding", "infection", "pneumothorax"}
"""Words of the talk before any consent, in which no ways of treatment are weighed."""


def chosen(sentence: Sentence, *, offered: bool, set_out: bool) -> bool:
    """Whether a sentence tells a choice of the injection."""
    about = not (INJECTION | {"it", "now", "inject", "needle", "injected"}).isdisjoint(sentence.vocabulary)
    if not CHOSEN.isdisjoint(sentence.vocabulary) and (about or offered):
        return True
    if "decision" in sentence.vocabulary and not GIVEN.isdisjoint(sentence.vocabulary):
        return True
    return set_out and about and not CHOSEN_AMONG.isdisjoint(sentence.vocabulary)


GIVEN = {"inject", "injected", "needle"}


def first_look(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence tells of a patient or a complaint seen for the first time."""
    here = page.tokens.words[sentence.first : sentence.last]
    return not FRESH.isdisjoint(pairwise(here)) or not FRESH_WORDS.isdisjoint(here)


def lasts(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence tells how long a complaint has lasted: "x 2 wk", "for three weeks", "5 mo"."""
    if not TREATED.isdisjoint(sentence.vocabulary) or SPAN.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words
    return any(
        words[at + 1 : at + 2] and words[at + 1] in SPAN and at + 1 < sentence.last for at in page.numbers_in(sentence)
    )
