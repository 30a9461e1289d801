"""Words that say there was no earlier session: "never had one", "Prior TPI: none", "no shots to date"."""

from __future__ import annotations

import re

from tautband.model.evidence import Evidence
from tautband.notes.text.answers import NIL
from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

INJECTION_WORDS = {
    "injection", "injections", "tpi", "tpis", "session", "sessions", "set", "sets", "shots", "shot", "trigger",
    "injected",
}  # fmt: skip
NEEDLED = {
    "injection", "injections", "inj", "injs", "injxn", "injxns", "tpi", "tpis", "shot", "shots", "needle", "needles",
    "injected", "needled", "jab", "jabs",
}  # fmt: skip
"""Words for what was never done before."""
DENIES = {
    "no", "none", "nothing", "never", "nobody", "not", "without", "denies", "denied", "nil", "hasn't", "haven't",
    "zero",
}  # fmt: skip
BEFORE = {
    "prior", "prev", "previous", "previously", "past", "earlier", "ever", "before", "yet", "until", "till", "never",
    "nobody", "date", "year", "history", "hx",
}  # fmt: skip
"""Words that make a denial one of earlier times."""
NOT_TODAY = {
    "today", "needed", "given", "indicated", "wanted", "planned", "necessary", "due", "repeat", "performed", "done",
    "recommended", "site", "sites", "tract", "anywhere", "relief", "help", "helped", "benefit", "only", "allergy",
    "aspiration", "pass", "stick", "drug", "until",
}  # fmt: skip
"""Words that tie a denial to today's needle or to its effect."""
EFFECTS = {"relief", "help", "helped", "benefit", "change", "improvement", "response", "reaction", "issues", "problems"}
"""What earlier injections are denied to have brought: "no relief from injections in the past"."""
OTHER_NEEDLES = {
    "knee", "hip", "joint", "epidural", "steroid", "steroids", "cortisone", "esi", "botox", "toxin", "block", "blocks",
    "vaccine", "facet", "bursa", "dental", "nerve", "tendon", "flu", "insulin", "dry", "prp", "gel",
}  # fmt: skip
"""Words of another needle than that of a trigger point injection."""
REACH = 6
"""Words between a denial and its needle, and from the needle to the time it speaks of."""
LONGEST_LEADER = 60
"""Dots that a form may print between a question and its answer."""
LONGEST_KEY = 12
UNMARKED = 5
"""Words of a form's question and answer without a mark between."""
SHORT = 9
"""Words of a sentence that only points back: "She has had none before."."""
NONE_SAID = NIL | {"never", "nope", "denies"}


def may_deny(page: Page) -> set[int]:
    """The numbers of the sentences with a word by which an earlier session can be denied without a phrase for it."""
    return {sentence.number for sentence in page.saying(MAY_DENY)}


def denied(page: Page, sentence: Sentence, here: list[Mention]) -> list[Evidence]:
    """Words that say there was no earlier session: "never had", "first TPI"."""
    if sentence.dated is not None and sentence.dated != page.day:
        return []
    found = [
        page.evidence(m.first, m.last) for m in here if m.kind == "sessions_stated" and none_answered(page, sentence, m)
    ]
    for m in sentence.cues:
        aside = not OTHER_NEEDLES.isdisjoint(page.tokens.words[m.first : min(sentence.last, m.last + 1)])
        if (m.value == "never" and about_injection(sentence) and not time_bound(page, m) and not aside) or (
            m.value == "first" and not sentence.past and page.tokens.words[m.last - 1] != "procedure"
        ):
            found.append(page.evidence(m.first, m.last))
    if not found and (span := told_so(page, sentence)):
        found.append(page.evidence(*span))
    return found


def told_so(page: Page, sentence: Sentence) -> tuple[int, int] | None:
    """Where a sentence, a fragment or a form's answer denies earlier sessions."""
    if DENYING.isdisjoint(sentence.vocabulary):
        return first_time(page, sentence)
    return (
        plainly(page, sentence)
        or points_back(page, sentence)
        or bare(page, sentence)
        or answered(page, sentence)
        or none_since(page, sentence)
        or first_time(page, sentence)
    )


def none_answered(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a form answers its question for earlier sessions with none: "Previous TPI ..... none"."""
    for at in range(m.last, min(sentence.last, m.last + LONGEST_LEADER)):
        word = page.tokens.words[at]
        if word[0].isalnum():
            return at > m.last and word in NONE_SAID
    return False


def time_bound(page: Page, m: Mention) -> bool:
    """Whether a denial covers a while only: "no injections since March"."""
    return "since" in page.tokens.words[m.last : m.last + 3]


def about_injection(sentence: Sentence) -> bool:
    """Whether a sentence speaks of injections at all."""
    return not INJECTION_WORDS.isdisjoint(sentence.vocabulary)


def plainly(page: Page, sentence: Sentence) -> tuple[int, int] | None:
    """Where a sentence denies an earlier needle in so many words: "no shots to date", "never any inj"."""
    words = page.tokens.words
    if NEEDLED.isdisjoint(sentence.vocabulary) or words[sentence.last - 1] == "?":
        return None
    for at in range(sentence.first, sentence.last):
        if words[at] not in NEEDLED:
            continue
        begin = max(sentence.first, at - REACH)
        end = min(sentence.last, at + REACH)
        if words[begin:at][-1:] == ["first"] and sentence.last - sentence.first <= 4 and not sentence.past:
            return at - 1, at + 1
        if "first" in words[begin:at] and "time" in words[begin:at] and words[at] in ("injected", "needled"):
            return begin, at + 1
        denial = next((i for i in range(at - 1, begin - 1, -1) if words[i] in DENIES), None)
        if denial is None or any(words[i] in ".;:,(" for i in range(denial, at)):
            continue
        after = next((i for i in range(at + 1, end) if words[i] in ".;:("), end)
        told = {words[i] for i in range(denial, after) if words[i - 1] != "this" or words[i] not in THIS_DAY}
        mine = set(words[denial : at + 1]) - ({words[at - 2]} if words[at - 1] == "/" else set())  # "no ESI/TPI"
        if words[denial] == "nothing" and not ends_before(words, at + 1, sentence.last):
            continue
        behind = words[at + 1 : after]
        if (span := so_far(words[at + 1 : min(sentence.last, end + TIMES)])) is None and not told & BEFORE:
            continue
        today = {"today"} if span else NOT_TODAY | {"since"}  # "no others were given on this claim"
        if not mine & (OTHER_NEEDLES | EFFECTS) and not set(behind) & today:
            return denial, after
    return None


def so_far(behind: list[str]) -> list[str] | None:
    """The words behind a needle that reach up to this day: "at any time", "so far", "up to now", "on this claim"."""
    return next((span for span in UP_TO_NOW for at in range(len(behind)) if behind[at : at + len(span)] == span), None)


TIMES = 3
"""Words that a stretch of time may reach on beyond the words of a denial."""
UP_TO_NOW = (
    ["at", "any", "time"], ["so", "far"], ["up", "to", "now"], ["on", "this", "claim"], ["thus", "far"], ["as", "yet"],
)  # fmt: skip
THIS_DAY = {"date", "year", "visit", "session"}
"""Words that "this" makes those of today: "this date"."""


def ends_before(words: list[str], begin: int, end: int) -> bool:
    """Whether "nothing injected" goes on with an earlier time and ends there: "nothing injected before this."."""
    text = [word for word in words[begin:end] if word not in (".", ",", "this", "now", "visit", "so", "to")]
    return len(text) == 1 and text[0] in ("before", "previously", "earlier", "far", "date", "yet", "ever")


def points_back(page: Page, sentence: Sentence) -> tuple[int, int] | None:
    """Where a short sentence denies what the one before it spoke of: "He wants the shot. Never had one before."."""
    words = page.tokens.words
    if sentence.number == 0 or sentence.vocabulary.isdisjoint(DENIES):
        return None
    if (span := none_of_these(page, sentence)) is not None:
        return span
    if sentence.last - sentence.first > SHORT:
        return None
    text = words[sentence.first : sentence.last]
    elliptic = ("none" in text and "before" in text) or (
        "never" in text and "had" in text and not {"one", "any", "this", "it", "them"}.isdisjoint(text)
    )
    pictured = not PICTURES.isdisjoint(page.sentences[sentence.number - 1].vocabulary)
    nothing_before = [word for word in text if word not in ".;,"] in NO_PRIOR and not pictured
    elliptic = elliptic or nothing_before
    reach = NEAR if nothing_before or text[-1:] == ["before"] or text[-2:-1] == ["before"] else 1
    near = any(speaks_of_needles(s) for s in page.sentences[max(0, sentence.number - reach) : sentence.number])
    return (sentence.first, sentence.last) if elliptic and near else None


NO_PRIOR = (
    ["no", "prior"], ["none", "prior"], ["no", "priors"], ["no", "previous"], ["none", "previously"],
    ["never", "before"],
)  # fmt: skip
PICTURES = {"mri", "ct", "xr", "xray", "x-ray", "films", "imaging", "labs", "emg", "dexa", "surgery", "visit"}
"""Words of the sentence before, of which there was no earlier one."""
THESE = ("these", "those", "them", "this", "it")
SEVERAL = ("these", "those", "them")


def none_of_these(page: Page, sentence: Sentence) -> tuple[int, int] | None:
    """Where a sentence denies what has just been told of: "he has not had any of these before"."""
    words = page.tokens.words
    near = page.sentences[max(0, sentence.number - FAR) : sentence.number + NEAR]
    if sentence.vocabulary.isdisjoint(THESE) or not any(speaks_of_needles(s) for s in near):
        return None
    for at in range(sentence.first, sentence.last - 3):
        if words[at] not in ("not", "never", "had", "n't", "hasn't", "haven't"):
            continue
        text = words[at : min(sentence.last, at + SHORT)]
        had, of = "had" in text[:3], next((i for i, word in enumerate(text) if word in THESE), 0)
        counted = text[of - 2 : of] in (["any", "of"], ["one", "of"], ["none", "of"])
        counted = counted or (text[of] in SEVERAL and text[of - 1] == "had")  # "has not had these before"
        denied_here = words[at] != "had" or "none" in text
        if had and of and counted and denied_here and (text[of + 1 : of + 2] in (["before"], ["yet"], ["."], ["ever"])):
            return at, at + of + 1
    return None


NEAR, FAR = 3, 8
"""Sentences up to one that points back, in which the needle was spoken of."""


def speaks_of_needles(sentence: Sentence) -> bool:
    """Whether a sentence tells of trigger point injections in any words."""
    return ("service", "tpi") in sentence.meanings or not (NEEDLED | {"trigger", "round"}).isdisjoint(
        sentence.vocabulary
    )


def bare(page: Page, sentence: Sentence) -> tuple[int, int] | None:
    """Where the history says no more than "No injections.", "No injections for it", "No TPI, no blocks"."""
    text = [word for word in page.tokens.words[sentence.first : sentence.last] if word not in (".", ";")]
    onward = text.index(",") if "," in text else len(text)
    if text[onward : onward + 2] not in ([], [",", "no"]):
        return None
    text = text[:onward]
    if text[-2:] in (["for", "it"], ["for", "this"], ["for", "that"]):
        text = text[:-2]
    if len(text) == 2 and text[0] in ("tpi", "tpis", "injections") and text[1] in ("never", "none"):
        return sentence.first, sentence.last
    told = (
        text[:1] in (["no"], ["never"])
        and 2 <= len(text) <= BARE
        and text[-1] in ("injections", "shots", "tpi", "tpis", "inj", "injected")
    )
    plain = all(word in ("trigger", "point", "pt") for word in text[1:-1])
    return (sentence.first, sentence.last) if told and plain and sentence.section in ("history", "past") else None


BARE = 4
DENYING = NEEDLED | DENIES | {"previous", "prior", "prev"}
"""Words without one of which a sentence denies no earlier session."""
MAY_DENY = DENYING | {"first"}


def answered(page: Page, sentence: Sentence) -> tuple[int, int] | None:
    """Where a form's question for earlier needles is answered with no: "Prev inj: none", "Shots before? [X] No"."""
    words = page.tokens.words
    if NEEDLED.isdisjoint(sentence.vocabulary) and sentence.vocabulary.isdisjoint(("previous", "prior", "prev")):
        return None
    stop = next((at for at in range(sentence.first, sentence.last) if words[at] in (":", "?")), None)
    stop = asked_below(page, sentence) or stop
    end = sentence.last - (words[sentence.last - 1] == ".")
    if stop is None and words[end - 1] in NONE_SAID and words[end - 2] == "-" and end - 2 > sentence.first:
        stop = end - 2  # "Prev. TPI   - none"
    if stop is None and end - sentence.first <= UNMARKED and words[end - 1] in ("no", "none"):
        stop = end - 1  # "Prev TPI   no", "Prior TPI none."
    if stop is None or stop == sentence.first:
        return None
    begin = max((at for at in range(sentence.first, stop) if at in page.line_starts), default=sentence.first)
    key = set(words[begin:stop])
    if stop - begin > LONGEST_KEY:
        return None
    alone = key <= {"previous", "prior", "prev"} and bool(SPOKEN & page.said.keys())
    if not (key & NEEDLED or alone) or (key & OTHER_NEEDLES and "/" not in key) or key & {"site", "allergy", "today"}:
        return None
    asked = not key.isdisjoint(BEFORE | {"last", "had"})
    last = sentence.last
    following = page.sentences[sentence.number + 1] if sentence.number + 1 < len(page.sentences) else None
    if stop + 1 >= last and following is not None and following.first not in page.line_starts:
        last = following.last
    said = next((at for at in range(stop, last) if words[at][0].isalnum()), None)
    said = next((at for at in range(said, last) if words[at] != "x"), None) if said is not None else None
    if said is None or words[said] not in NONE_SAID:
        return None
    until_now = not {"far", "ever", "date", "before", "previously", "yet"}.isdisjoint(words[said + 1 : said + 3])
    return (begin, said + 1) if asked or until_now else None


def asked_below(page: Page, sentence: Sentence) -> int | None:
    """Where a question for needles ends that opens a later line of a sentence: below "Pain: 7", "Prior inj: none"."""
    words = page.tokens.words
    for start in range(sentence.first + 1, sentence.last):
        if start in page.line_starts:
            stop = next((at for at in range(start, min(sentence.last, start + LONGEST_KEY)) if words[at] in ":?"), None)
            if stop is not None and not NEEDLED.isdisjoint(words[start:stop]):
                return stop
    return None


SPOKEN = {"tpi", "tpis", "trigger", "trp", "trps"}
"""Words of a note that speaks of trigger points at all."""


def none_since(page: Page, sentence: Sentence) -> tuple[int, int] | None:
    """Where the last session is put into a year that ended more than twelve months ago: "Last TPI was 2014, none
    since".
    """
    words, day = page.tokens.words, page.day
    if day is None or "since" not in sentence.vocabulary or ("service", "tpi") not in sentence.meanings:
        return None
    denial = next((at for at in range(sentence.last - 2, sentence.first, -1) if words[at] in DENIES), None)
    if denial is None or words[denial + 1] != "since":
        return None
    years = [int(words[at]) for at in page.numbers_in(sentence) if at < denial and YEAR.fullmatch(words[at])]
    return (sentence.first, denial + 2) if years and max(years) < day.year - 1 else None


YEAR = re.compile(r"(?:19|20)\d\d")
"""A year written in four digits."""


def first_time(page: Page, sentence: Sentence) -> tuple[int, int] | None:
    """Where a short sentence calls this the first time: "decided on injections. First time."."""
    words = page.tokens.words
    opening = words[sentence.first : sentence.first + 2]
    if opening not in FIRST_TIME or sentence.last - sentence.first > SHORT:
        return None
    text = [word for word in words[sentence.first + 2 : sentence.last] if word not in ".;"]
    reach = FAR if not set(SEVERAL).isdisjoint(text) else 0 if text else 1
    reach = FAR if words[sentence.first + 1] != "time" and not text else reach
    near = page.sentences[max(0, sentence.number - reach) : sentence.number]
    return (sentence.first, sentence.last) if any(speaks_of_needles(s) for s in near) else None


FIRST_TIME = (["first", "time"], ["first", "ever"], ["first", "one"])
