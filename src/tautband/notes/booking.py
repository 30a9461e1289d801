"""Whether the visit was booked for the injection, or the injection decided on that day after the pain was examined.

A note that says nothing of either gives neither. Words of a later visit book nothing.
"""

from __future__ import annotations

from itertools import pairwise

from tautband.model.evidence import Evidence
from tautband.notes.page import Page, Sentence

OPENING = 14
"""A visit's reason stands among its first sentences."""
NEAR = 8
BOOKED = {
    "scheduled", "booked", "prescheduled", "arranged", "authorized", "authorised", "preauthorized", "preauthorised",
    "approved", "programada", "programado", "preapproved", "schedule",
}  # fmt: skip
INJECTION = {
    "tpi", "tpis", "injection", "injections", "inj", "inyeccion", "shot", "shots", "trigger", "procedure", "proc",
    "series", "session", "slot", "tp",
}  # fmt: skip
NOT_YET = {
    "not", "un", "unscheduled", "to", "be", "will", "next", "if", "no", "future", "non", "never", "as", "nor", "isn't",
    "wasn't", "follow", "followup", "recheck",
}  # fmt: skip
PLANNED = {("per", "plan"), ("as", "planned"), ("as", "scheduled"), ("as", "booked"), ("as", "arranged")}
ORDINALS = {"second", "third", "fourth", "repeat", "2nd", "3rd", "4th"}
LATER = {"plan", "instructions", "signature", "planned_next"}
TESTED = {
    "spurling", "slr", "strength", "reflexes", "dtr", "rom", "rotation", "flexion", "sensation", "sensory", "neuro",
    "neurologic", "gait", "neer", "hawkins", "faber", "fadir", "fair", "hoffmann", "slump", "provocative", "lungs",
    "heart", "cranial", "cn", "fundi", "percussion", "ribs", "finkelstein", "tinel", "phalen", "grip", "ultt",
    "tmj", "opening", "crepitus", "synovitis", "facet", "fabere", "empty", "ober", "carnett", "speculum", "bimanual",
    "adnexa", "q", "kernig", "costochondral", "aslr", "ecg", "mri", "xr", "motor", "coordination", "capsules",
    "nontender", "painless",
}  # fmt: skip
"""What is examined beyond the muscle itself, to tell its pain from another."""
TESTS_ENOUGH = 2
CHOSEN = {
    "chose", "chooses", "choose", "picks", "picked", "elects", "elected", "prefers", "preferred", "opts", "opted",
    "accepted", "accepts", "agreed", "agrees", "decided", "decides", "wants", "wanted", "choice", "agreement", "asked",
    "consented", "consents", "wished", "wishes", "requests", "requested", "happy",
}  # fmt: skip
OFFERED = {
    "options", "option", "choices", "discussed", "discussion", "offered", "considered", "explained", "talked",
    "recommend", "recommended", "opinion", "versus", "vs", "weighed", "reasoning", "thinking", "advise", "unlikely",
    "decision",
    "differential", "doubt",
}  # fmt: skip
FRESH = {
    ("new", "complaint"), ("new", "patient"), ("new", "pt"), ("new", "to"), ("new", "problem"), ("first", "visit"),
    ("first", "time"), ("first", "seen"), ("walk", "in"), ("walked", "in"), ("urgent", "care"), ("second", "opinion"),
    ("new", "consult"), ("initial", "consult"), ("initial", "consultation"), ("initial", "visit"), ("first", "report"),
    ("initial", "evaluation"), ("thank", "you"), ("referred", "by"), ("referred", "for"), ("sent", "for"),
    ("sent", "by"), ("new", "onset"), ("new", "pain"), ("new", "neck"), ("new", "back"), ("same", "day"),
    ("work", "in"), ("add", "on"), ("new", "ortho"), ("new", "injury"), ("first", "treatment"),
}  # fmt: skip
"""Words that tell of a patient or a complaint seen for the first time."""


def booked(page: Page) -> list[Evidence]:
    """The words that say that today's visit was booked for the injection."""
    found = []
    words = page.tokens.words
    for sentence in page.saying(TELLING):
        if sentence.number >= 3 * OPENING:
            break
        if sentence.foreign or sentence.past or sentence.section in LATER:
            continue
        for at in range(sentence.first, sentence.last) if not BOOKING.isdisjoint(sentence.vocabulary) else ():
            if says_booked(page, sentence, at) or says_series(page, sentence, at):
                found.append(page.evidence(sentence.first, min(sentence.last, at + NEAR)))
                break
        said = pairwise(words[sentence.first : sentence.last])
        if not INJECTION.isdisjoint(sentence.vocabulary) and not PLANNED.isdisjoint(said):
            found.append(page.evidence(sentence.first, sentence.last))
    return found


SERIES = {"tpi", "tpis", "injection", "inj", "session", "series"}
BOOKING = BOOKED | SERIES | {"set"}
"""Words without one of which nothing books an injection."""
TELLING = BOOKING | INJECTION
"""Words without one of which a sentence does not tell of a booking."""


def says_booked(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a word books today's injection: "TPI (scheduled)", "Booked 09/02", "Authorized TPI #2"."""
    words = page.tokens.words
    set_up = words[at] == "set" and words[at + 1 : at + 2] == ["up"]
    if words[at] not in BOOKED and not set_up:
        return False
    if words[at] == "schedule" and words[at - 1] != "on":
        return False
    if not NOT_YET.isdisjoint(words[max(sentence.first, at - 2) : at]):
        return False
    near = words[max(sentence.first, at - NEAR) : min(sentence.last, at + NEAR)]
    if "follow" in words[at : at + 4] or "next" in near or "office" in words[at : at + 4]:
        return False
    return not INJECTION.isdisjoint(near)


def says_series(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether an injection is counted as one of a series: "TPI #2", "injection 2 of 3", "TPI session 3"."""
    words = page.tokens.words
    if sentence.number > OPENING or words[at] not in SERIES:
        return False
    if words[max(sentence.first, at - 1)] in ORDINALS and at > sentence.first:
        return "no" not in words[sentence.first : at] and "next" not in words[sentence.first : at]
    rest = words[at + 1 : min(sentence.last, at + 5)]
    if rest[:1] == ["#"] or "of" in rest[1:3] or (words[at] == "session" and page.number(at + 1) is not None):
        number = next((page.number(at + 1 + k) for k in range(len(rest)) if page.number(at + 1 + k) is not None), None)
        follows = rest[2:3] not in (["ml"], ["cc"], ["%"], ["mg"])
        return number is not None and 1 < number < 10 and follows and "next" not in words[sentence.first : at]
    return False


def decided_today(page: Page) -> list[Evidence]:
    """The words that show the decision to inject taken that day: a choice, or a first look at the complaint, after an
    exam that goes beyond the muscle.
    """
    words = page.tokens.words
    if len(TESTED.intersection(words)) < TESTS_ENOUGH:
        return []
    tested: set[str] = set()
    choice: list[Evidence] = []
    offered = False
    fresh: Evidence | None = None
    for sentence in page.sentences:
        if sentence.foreign or sentence.past:
            continue
        tested |= TESTED & sentence.vocabulary
        offered = offered or not OFFERED.isdisjoint(sentence.vocabulary)
        if not CHOSEN.isdisjoint(sentence.vocabulary) and (
            not (INJECTION | {"it", "now", "inject"}).isdisjoint(sentence.vocabulary) or offered
        ):
            choice.append(page.evidence(sentence.first, sentence.last))
        if sentence.number <= OPENING and fresh is None:
            here = words[sentence.first : sentence.last]
            if not FRESH.isdisjoint(pairwise(here)) or not {"consultation", "consult", "new"}.isdisjoint(here):
                fresh = page.evidence(sentence.first, sentence.last)
    if len(tested) < TESTS_ENOUGH:
        return []
    if choice and (offered or fresh):
        return choice[:2]
    return [fresh] if fresh else []
