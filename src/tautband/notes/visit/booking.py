"""Whether the visit was booked for the injection, in the note's own words. Words of a later visit book nothing."""

from __future__ import annotations

from itertools import pairwise

from tautband.model.evidence import Evidence
from tautband.notes.text.page import Page, Sentence

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


def booked(page: Page) -> list[Evidence]:
    """The words that say that today's visit was booked for the injection."""
    found = []
    words = page.tokens.words
    for sentence in page.saying(TELLING):
        if sentence.number >= 3 * OPENING:
            break
        early = sentence.number <= OPENING and sentence.section in UNHEADED
        if headed_booked(page, sentence):
            found.append(page.evidence(sentence.first, sentence.last))
            continue
        if sentence.foreign or (sentence.past and not early) or sentence.section in LATER:
            continue
        for at in range(sentence.first, sentence.last) if not BOOKING.isdisjoint(sentence.vocabulary) else ():
            if (
                says_booked(page, sentence, at)
                or (not sentence.past and says_series(page, sentence, at))
                or (early and (settled_before(page, sentence, at) or visit_for(page, sentence, at)))
            ):
                found.append(page.evidence(sentence.first, min(sentence.last, at + NEAR)))
                break
        said = pairwise(words[sentence.first : sentence.last])
        if not INJECTION.isdisjoint(sentence.vocabulary) and not PLANNED.isdisjoint(said):
            found.append(page.evidence(sentence.first, sentence.last))
    return found


UNHEADED = {"", "history", "today", "title", "procedure"}
"""Parts at the head of a note in which a date before today's may be that of the booking."""
SERIES = {"tpi", "tpis", "injection", "inj", "session", "series"}
SETTLED = {"ordered", "planned", "decided", "agreed", "approved", "made", "set", "requested", "auth", "authorization"}
PURPOSE = {"reason", "purpose", "type", "appt", "appointment", "slot"}
BOOKING = BOOKED | SERIES | SETTLED | PURPOSE
"""Words without one of which nothing books an injection."""
TELLING = BOOKING | INJECTION
"""Words without one of which a sentence does not tell of a booking."""


def headed_booked(page: Page, sentence: Sentence) -> bool:
    """Whether a line at the head of a note is labelled as what was booked: "Scheduled: repeat injections, per plan"."""
    words = page.tokens.words[sentence.first : sentence.last]
    labelled = sentence.first in page.line_starts and words[0] in BOOKED and words[1:2] == [":"]
    return sentence.number < HEAD and labelled and not INJECTION.isdisjoint(words) and NOT_YET.isdisjoint(words)


HEAD = 6
"""Sentences at the head of a note, before its history."""


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
    if words[at - 2 : at] == ["pre", "-"] and not NOT_YET.isdisjoint(words[max(sentence.first, at - 3) : at - 2]):
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
        return UNSERIAL.isdisjoint(words[sentence.first : at])
    rest = words[at + 1 : min(sentence.last, at + 5)]
    if rest[:1] == ["#"] or "of" in rest[1:3] or (words[at] == "session" and page.number(at + 1) is not None):
        number = next((page.number(at + 1 + k) for k in range(len(rest)) if page.number(at + 1 + k) is not None), None)
        follows = rest[2:3] not in (["ml"], ["cc"], ["%"], ["mg"])
        return number is not None and 1 < number < 10 and follows and "next" not in words[sentence.first : at]
    return False


UNSERIAL = {
    "no", "next", "chooses", "chose", "elects", "elected", "wants", "wanted", "opts", "opted", "prefers", "requests",
    "options", "offered", "discussed", "decided", "asks", "asked", "or", "versus", "vs",
}  # fmt: skip
"""Words before a repeated injection that was chosen or refused that day."""


def settled_before(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a word settles the injection on a day before: "TPI, ordered 04/12", "second treatment, as ordered"."""
    words = page.tokens.words
    if words[at] not in SETTLED or INJECTION.isdisjoint(sentence.vocabulary):
        return False
    if not NOT_YET.isdisjoint(words[max(sentence.first, at - 2) : at]) and words[at - 1] != "as":
        return False
    if not ELSEWHERE.isdisjoint(sentence.vocabulary):
        return False
    rest = words[at + 1 : min(sentence.last, at + NEAR)]
    dated = any(one.isdecimal() and two == "/" for one, two in pairwise(rest)) or ("last", "visit") in pairwise(rest)
    return dated or ("visit" in rest and words[at] in ("auth", "authorization"))


ELSEWHERE = {"mri", "ct", "xr", "labs", "therapy", "pt", "emg", "x", "ray", "never", "cancelled", "canceled"}
LABEL = 5
ASKS = {"requests", "request", "wants", "asks", "consider", "considering", "evaluate", "evaluation", "eval", "possible",
        "discuss", "consult", "consultation", "?", "pain", "about", "referral", "referred"}  # fmt: skip


def visit_for(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a label gives the injection as what the visit is for: "Reason for visit: trigger point injection"."""
    words = page.tokens.words
    label = words[at : min(sentence.last, at + LABEL)]
    if words[at] not in PURPOSE or ":" not in label:
        return False
    colon = at + label.index(":")
    rest = words[colon + 1 : min(sentence.last, colon + NEAR)]
    return not {"tpi", "tpis", "trigger", "injection", "injections"}.isdisjoint(rest) and ASKS.isdisjoint(rest)
