"""Whether a sentence speaks of trigger point sessions, of injections that are no others, or of a list of sessions."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.context.denials import INJECTION_WORDS, SPOKEN, about_injection
from tautband.notes.text.dates import Dated
from tautband.notes.text.page import Page, Sentence

OTHERS = {
    "knee", "hip", "steroid", "epidural", "vaccine", "denosumab", "booster", "influenza", "block", "botox", "surgery",
    "needling", "acupuncture", "mri", "repair", "replacement", "injury", "accident", "esi", "prp", "cortisone", "bursa",
    "facet", "rfa", "ablation", "lidoderm", "onabotulinumtoxina", "toxin", "dysport", "preempt", "fascia", "fasciitis",
    "flu", "tdap", "covid", "sheath", "neuroma", "osteoarthritis", "arthritis", "bursitis",
}  # fmt: skip
"""Words of other treatments and events."""
FIRMLY = {"injection", "injections", "tpi", "tpis", "injected", "trigger", "shots"}
"""Words that speak of injections and not of any session or set."""


def of_injections(sentence: Sentence) -> bool:
    """Whether a sentence tells of trigger point injections or of injections that are no others."""
    if ("service", "tpi") in sentence.meanings:
        return True
    return not FIRMLY.isdisjoint(sentence.vocabulary) and not names_others(sentence)


def names_others(sentence: Sentence) -> bool:
    """Whether a sentence names another treatment or event, to which its dates may belong."""
    return not OTHERS.isdisjoint(sentence.vocabulary)


def concerns_tpi(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence can date a trigger point session: it names one, or injections in a note that has named
    them.
    """
    if sentence.section in ("results", "planned", "social") or ("planned" in sentence.assertions and not sentence.past):
        return False
    if ("service", "tpi") in sentence.meanings or headed_injections(page, sentence):
        return True
    if names_others(sentence):
        return False
    if goes_on(page, sentence) or last_needled(page, sentence) or numbered_session(page, sentence):
        return True
    if tells_treatment(sentence) or listed_sessions(page, sentence):
        return True
    if not about_injection(sentence) or of_therapy(page, sentence) or set_off(page, sentence):
        return False
    return sentence.past or sentence.has("historical", "first") or dated_session(page, sentence)


def of_therapy(page: Page, sentence: Sentence) -> bool:
    """Whether the only sessions of a sentence are those of a therapist: "10 sessions of physical therapy (3/2025)"."""
    if not FIRMLY.isdisjoint(sentence.vocabulary) or SITTINGS.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words
    return not THERAPIES.isdisjoint(sentence.vocabulary) or any(
        words[at] == "pt" and (words[at + 1] in SITTINGS or words[at - 1] == "of" or page.number(at + 1) is not None)
        for at in range(sentence.first, sentence.last - 1)
    )


SITTINGS = {"session", "sessions", "set", "sets"}
THERAPIES = {"therapy", "physio", "physiotherapy", "therapist", "chiropractic", "chiropractor", "massage", "rehab"}


def set_off(page: Page, sentence: Sentence) -> bool:
    """Whether "set" is no session but part of a verb: "bronchitis in December set off the pain"."""
    pairs = pairwise(page.tokens.words[sentence.first : sentence.last])
    return sentence.vocabulary & INJECTION_WORDS == {"set"} and not VERBAL.isdisjoint(pairs)


VERBAL = {("set", "off"), ("set", "back"), ("set", "up"), ("set", "in"), ("sets", "off")}


def goes_on(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence goes on about the sessions of the one before it: "Third set this year; the last on 11/14"."""
    if sentence.number == 0:
        return False
    words = page.tokens.words[sentence.first : sentence.last]
    opens = words[0] in ONWARD or tuple(words[:2]) in HAD_THEM
    dated = (opens and dated_at_once(page, sentence)) or had_on(page, sentence)
    if dated and RELIEF in sentence.vocabulary:
        return bool(SPOKEN & page.said.keys()) and not names_others(sentence)
    before = page.sentences[sentence.number - 1]
    told = ("service", "tpi") in before.meanings or not RANKED.isdisjoint(before.vocabulary)
    if not told or before.paragraph != sentence.paragraph or names_others(before):
        return False
    onward = not ONWARD.isdisjoint(words[:2]) or words[:2] in (["before", "that"], ["1", "st"], ["one", "before"])
    return onward or any(pair in HAD_THEM for pair in pairwise(words))


def dated_at_once(page: Page, sentence: Sentence) -> bool:
    """Whether a date opens a sentence right behind its first word: "Prior: 4/9/2025, 60%", "Last 5/9/2025, 50%"."""
    return any(0 < d.first - sentence.first <= 2 for d in page.dates_in(sentence))


def had_on(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence dates what it points back to: "had it on 5/2/2025 with 80% relief"."""
    if "had" not in sentence.vocabulary:
        return False
    words = page.tokens.words
    leads = (words[max(sentence.first, d.first - 3) : d.first] for d in page.dates_in(sentence))
    return any(lead in (["had", "it", "on"], ["had", "these", "on"], ["had", "them", "on"]) for lead in leads)


HAD_THEM = {("had", "these"), ("had", "them"), ("had", "those"), ("got", "them"), ("got", "these")}
"""Words that point back to the sessions just spoken of: "she had these done on April 8"."""
RELIEF = "%"
ONWARD = {"last", "latest", "prior", "previous", "prev", "first", "earlier"}
RANKED = {"set", "session", "sessions", "sets"}


def last_needled(page: Page, sentence: Sentence) -> bool:
    """Whether "last injected" stands in a sentence, or what was last done: "I last did his trigger points in June"."""
    words = page.tokens.words
    if "trigger" in sentence.vocabulary and any(
        pair in LAST_DONE for pair in pairwise(words[sentence.first : sentence.last])
    ):
        return True
    return "injected" in sentence.vocabulary and any(
        words[at] == "injected" and words[at - 1] in ("last", "previously")
        for at in range(sentence.first + 1, sentence.last)
    )


LAST_DONE = {("last", "did"), ("last", "treated"), ("last", "needled")}


def headed_injections(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence opens with a heading of earlier injections: "Previous injections: ..."."""
    if sentence.section != "past" or sentence.heading is None:
        return False
    head = page.tokens.words[sentence.heading[0] : sentence.heading[1]]
    return "treatments" in head or not INJECTION_WORDS.isdisjoint(head)


def tells_treatment(sentence: Sentence) -> bool:
    """Whether a sentence tells of the treatment without its name: a muscle and a drug, or "the same treatment"."""
    if sentence.past and {"muscle", "drug"} <= sentence.kinds.keys():
        return True
    words = sentence.vocabulary
    if "treatments" in words and RELIEF in words and not words.isdisjoint(EARLIER_WORDS):
        return True  # "outcome of the last two treatments: 7/22/2025 - 60% x 8 wks"
    return "same" in words and not words.isdisjoint(("treatment", "procedure", "treatments"))


def earlier_dates(page: Page, sentence: Sentence) -> list[Dated]:
    """The dates of a sentence that lie before the service."""
    return [d for d in page.dates_in(sentence) if page.day is not None and d.day < page.day]


SESSION_WORDS = {
    "session", "sessions", "set", "sets", "injection", "injections", "tpi", "shots", "visit", "#1", "round",
}  # fmt: skip


BEFORE_DATE = 6


def numbered_session(page: Page, sentence: Sentence) -> bool:
    """Whether an earlier date stands behind the number of a session: "#1 was 5/9/23"."""
    words = page.tokens.words
    return "#" in sentence.vocabulary and any(
        "#" in words[max(sentence.first, d.first - 4) : d.first] for d in earlier_dates(page, sentence)
    )


def dated_session(page: Page, sentence: Sentence) -> bool:
    """Whether a session stands right beside an earlier date: "session of 02/24/2026 lasted 11 weeks"."""
    words = page.tokens.words
    return any(
        not SESSION_WORDS.isdisjoint(words[max(sentence.first, d.first - BEFORE_DATE) : d.first])
        for d in earlier_dates(page, sentence)
    )


MOST_ROWS = 20


def listed_sessions(page: Page, sentence: Sentence) -> bool:
    """Whether earlier dates stand in a list of sessions: a row of an injection log, or dates with what each gave."""
    dates = earlier_dates(page, sentence)
    if not dates or names_others(sentence):
        return False
    for earlier in reversed(page.sentences[max(0, sentence.number - MOST_ROWS) : sentence.number]):
        if heads_sessions(page, earlier):
            told = not ROW_HOLDS.isdisjoint(sentence.kinds) or RELIEF in sentence.vocabulary
            return told or sentence.section == "past"
        if (
            earlier.heading is not None
            or earlier.section != sentence.section
            or earlier.paragraph != sentence.paragraph
        ):
            break
    if len(dates) < 2 or GAVE.isdisjoint(sentence.vocabulary):
        return False
    before = page.sentences[max(0, sentence.number - 3) : sentence.number]
    return any(about_injection(s) and s.paragraph == sentence.paragraph for s in before)


ROW_HOLDS = {"muscle", "short_muscle", "relief"}
"""Kinds of thing of which a row of a list of sessions holds one."""
GAVE = {"gave", "each", "helped", "relief", "dates"}
"""Words that tell what several sessions gave."""
LOGGED = {"log", "ledger", "table", "list", "dates", "history", "record", "series", "timeline", "chronology", "tally"}
EARLIER_WORDS = {"prior", "prev", "previous", "past", "earlier", "last"}
LONGEST_LIST_TITLE = 16


def heads_sessions(page: Page, sentence: Sentence) -> bool:
    """Whether a line is the title of a list of earlier sessions: "PRIOR TPI:", "Injection log", "HISTORY OF SERIES"."""
    words = page.tokens.words
    alone = words[sentence.last - 1] in (":", ")") or sentence.heading is not None or sentence.section == "title"
    if not alone and not listed_below(page, sentence):
        return False
    title = set(words[sentence.heading[0] if sentence.heading else sentence.first : sentence.last])
    if len(title) > LONGEST_LIST_TITLE or not title.isdisjoint(OTHERS) or page.dates_in(sentence):
        return False
    return bool(title & (INJECTION_WORDS | {"ledger", "series"})) and bool(title & (LOGGED | EARLIER_WORDS))


def listed_below(page: Page, sentence: Sentence) -> bool:
    """Whether a line of its own stands over a list whose first item opens with a date: "Timeline of TPI, left neck"."""
    if sentence.first not in page.line_starts or sentence.number + 1 >= len(page.sentences):
        return False
    below = page.sentences[sentence.number + 1]
    return below.item and any(below.first <= d.first <= below.first + 1 for d in page.dates_in(below))
