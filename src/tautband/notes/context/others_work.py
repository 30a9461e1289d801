"""Work on a problem that somebody else does, or did on another day: no management of this visit.

Reads who is named before a verb and what tense it stands in. Somebody who is not named is not seen.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.specialties import SPECIALTIES
from tautband.notes.vocabulary.word_lists import words_of

NOT_ALWAYS_ONE = {"therapy", "hand", "wound", "social", "diabetes", "rehab", "surgery", "us"}
OWNERS = (SPECIALTIES - NOT_ALWAYS_ONE) | words_of("others")
"""People and offices that are not the writer."""
PLAIN = {"primary", "family", "her", "his", "their", "other", "another", "outside", "clinic", "sleep", "policy"}
"""Of those, words that in brackets mean something else."""
OWNING = {
    "following", "follows", "manages", "managing", "managed", "handles", "aware", "prescribes", "adjusts", "refilled",
    "writes", "renews", "refills", "monitors", "started", "raised", "increased", "to", "will", "changed", "treating",
    "treats", "is",
}  # fmt: skip
BY_NAME = 3
DID = words_of("done_by_others")
"""What another clinician is told to have done or to be doing."""
WRITER = {"i", "we", "i've", "i'll", "we'll", "my", "me"}
CLAUSE = {";", ".", ":"}
SUBJECT_REACH = 4


def of_others(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence says that somebody else does the work, or that nobody did it today."""
    if any(m.kind == "elsewhere" for m in sentence.diagnoses):
        return True
    words = page.tokens.words
    for at in range(sentence.first, sentence.last):
        if words[at] not in OWNERS or (words[at] in HELPERS and helping(words, sentence, at)):
            continue
        before = words[max(sentence.first, at - BY_NAME) : at]
        if "per" in before or ("by" in before and "read" not in before):
            return True
        if "with" in before and not {"follow", "follows", "followed", "sees", "discuss", "discussed"}.isdisjoint(
            words[max(sentence.first, at - 6) : at]
        ):
            return True
        if "sees" in before or "seeing" in before:
            return True
        if words[at] not in PLAIN and not {"at", "from"}.isdisjoint(before):
            return True
        after = words[at + 1 : min(sentence.last, at + 2)]
        if after and after[0] in OWNING and words[at] not in ("her", "his", "their", "other", "another", "to"):
            return True
        if words[at] in PLAIN:
            continue
        if words[at - 1] == "(" or (at - 2 >= sentence.first and words[at - 2] == "("):
            return True
        if ")" in words[at + 1 : at + 2] and "(" in words[max(sentence.first, at - 5) : at]:
            return True
        if acts_as_subject(words, sentence, at):
            return True
    return False


HELPERS = {"nurse", "ma", "lpn", "rn", "cma", "pharmacist", "staff"}
HELP = {"teaching", "taught", "teach", "call", "calls", "recheck", "check", "visit", "education", "phone", "log"}


def helping(words: list[str], sentence: Sentence, at: int) -> bool:
    """Whether somebody of the writer's staff helps with the writer's own work: "started glargine, teaching by RN"."""
    begin = at
    while begin > sentence.first and words[begin - 1] not in (",", ";", ".", ":", "("):
        begin -= 1
    end = at
    while end < sentence.last and words[end] not in (",", ";", ".", ":", ")"):
        end += 1
    near = set(words[begin:end])
    return begin > sentence.first and not near & DID and bool(near & HELP)


def acts_as_subject(words: list[str], sentence: Sentence, at: int) -> bool:
    """Whether the person or office at a word does what the verb after it says: "Dr. Lowell ordered MRI", "His
    cardiologist has raised the statin"; not "CV: start", not "referred to cardiology, started".
    """
    before = words[max(sentence.first, at - 2) : at]
    if not {"to", "with", "for", "from"}.isdisjoint(before):
        return False
    here = words[at + 1 : min(sentence.last, at + 1 + SUBJECT_REACH)]
    if words[at] == "dr" and here[:1] == ["."]:
        here = words[at + 2 : min(sentence.last, at + 3 + SUBJECT_REACH)]
    for word in here:
        if word in CLAUSE or word in WRITER or word == ",":
            return False
        if word in DID:
            return True
    return False


FUTURE = {"will", "to", "plan", "plans", "planning"}
AHEAD = {"next", "later", "eventually", "future", "upcoming"}


def put_ahead(words: list[str], sentence: Sentence, at: int) -> bool:
    """Whether the verb at a word is meant for another day: "will start a statin at her physical in May"."""
    before = words[sentence.first : at]
    if any(one == "next" and (other in VISITS or other == "time") for one, other in pairwise(before)):
        return True
    if FUTURE.isdisjoint(before[-3:]):
        return False
    after = words[at + 1 : min(sentence.last, at + 2 * LONGEST_PHRASE)]
    return not AHEAD.isdisjoint(after) or any(
        one in ("in", "at") and (other in MONTHS or other in VISITS or third in VISITS)
        for one, other, third in zip(after, [*after[1:], ""], [*after[2:], "", ""], strict=False)
    )


VISITS = {"physical", "visit", "appointment", "appt", "annual", "wellness", "checkup", "follow"}
AWAY = {"er", "ed", "hospital", "urgent", "icu", "admission", "snf", "inpatient", "discharge", "emergency"}
"""Places of care that are not this visit."""
AUXILIARY = {"was", "were", "been", "had", "has", "have", "already", "previously", "recently", "got"}
AGO = {"ago", "previously", "earlier", "yesterday", "elsewhere", "already"}
LAST = {"last", "prior", "previous"}
WHEN = {"week", "month", "year", "visit", "time", "spring", "summer", "fall", "autumn", "winter", "monday", "friday"}
MONTHS = {
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
}  # fmt: skip
PAST_FORMS = {"gave", "began", "took", "put", "wrote", "sent", "rx", "trial"}
LONGEST_PHRASE = 9


def narrated(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether the verb at a word tells of an earlier day: "was started in March", "increased last month".

    A verb that orders ("start", "increase") tells of today; the writer's own perfect ("I have ordered") does too.
    """
    words = page.tokens.words
    word = words[at]
    if put_ahead(words, sentence, at) or dated_before(page, sentence, at):
        return True
    if not (word.endswith("ed") or word in PAST_FORMS):
        return False
    before = words[max(sentence.first, at - 3) : at]
    if not AUXILIARY.isdisjoint(before) and WRITER.isdisjoint(words[sentence.first : at]):
        return not {"today", "now"} & set(words[at : min(sentence.last, at + LONGEST_PHRASE)])
    after: list[str] = []
    for place in range(at + 1, min(sentence.last, at + LONGEST_PHRASE)):
        if words[place] in CLAUSE or words[place] == ",":
            break
        after.append(words[place])
    if not AGO.isdisjoint(after) or (word == "trial" and "failed" in after):
        return True
    if after[:1] == ["on"] and WRITER.isdisjoint(words[sentence.first : at]) and "today" not in after:
        return True
    pairs = list(pairwise(after))
    if any(one in ("in", "at", "by", "from", "during") and other in AWAY for one, other in pairs):
        return True
    if any(one in LAST and other in WHEN for one, other in pairs):
        return True
    if any(one in ("in", "since") and (other in MONTHS or year(other)) for one, other in pairs):
        return True
    end = at + 1 + len(after)
    return any(at < d.first < end and page.day is not None and d.day < page.day for d in page.dates_in(sentence))


def dated_before(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether the sentence opens with the date of another day: "01/02/2024: start losartan"."""
    return any(
        d.first <= sentence.first + 2 and d.last <= at and d.day != page.day for d in page.dates_in(sentence) if d.exact
    )


def year(word: str) -> bool:
    """Whether a word is a year of a patient's life."""
    return len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20")


OF_DAY = {"from", "at", "on", "per", "since", "last", "visit", "seen"}
BY_WIRE = {"portal", "telephone", "phone", "message", "mychart", "telehealth", "email"}
"""Labels of what passed between patient and clinic away from the visit."""
IN_HOSPITAL = frozenset({
    "hospital", "hospitalized", "hospitalised", "admitted", "admission", "discharged", "er", "ed", "icu", "inpatient",
})  # fmt: skip
WAS = {"was", "were", "recent", "recently", "after", "in", "from", "had", "s", "p", "since", "last"}

OF_TODAY = frozenset({"today", "now", "i", "we"})
NOW, IF, THERE = frozenset({"today", "now"}), frozenset({"if"}), frozenset({"there"})


def told_before(page: Page, sentence: Sentence) -> bool:
    """Whether the words before a sentence on its line put it on another day or in a hospital: "From the 6/1/2024
    visit: omeprazole doubled; ferritin ordered." "Was in hospital for heart failure; furosemide raised there."
    """
    words, begin, end = page.tokens.words, page.line_begin(sentence.first), sentence.last
    opening = words[begin : min(end, begin + OPENING)]
    if opening[0] in BY_WIRE and ":" in opening and page.first_place(NOW, begin, end) is None:
        return True
    opened = opening[0] in OF_DAY and (":" in opening or "," in opening)
    if opening[:1] == ["from"] and ":" in opening and not PAPER.isdisjoint(opening) and "today" not in opening:
        return True  # "From consult 4/5: ..."
    if opened and any(d.exact and before(page, d.day) for d in page.dates_between(begin, begin + OPENING)):
        return True
    if page.first_place(OF_TODAY, begin, end) is not None:
        return False
    away = page.first_place(IN_HOSPITAL, begin, end)
    if away is None or page.first_place(IF, begin, away) is not None:
        return False
    told = words[max(begin, away - 3) : away]
    return not WAS.isdisjoint(told) and (page.first_place(THERE, begin, end) is not None or away - begin < OPENING)


OPENING = 8
PAPER = {"consult", "consultation", "visit", "note", "letter", "chart"}


def before(page: Page, day: date) -> bool:
    """Whether a day lies before the service."""
    return page.day is not None and day < page.day
