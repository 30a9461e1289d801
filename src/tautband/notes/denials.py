"""Words that say there was no earlier session: "never had one", "Prior TPI: none", "no shots to date"."""

from __future__ import annotations

from tautband.model.evidence import Evidence
from tautband.notes.lexicon import Mention
from tautband.notes.page import Page, Sentence

INJECTION_WORDS = {
    "injection", "injections", "tpi", "tpis", "session", "sessions", "set", "sets", "shots", "shot", "trigger",
    "injected",
}  # fmt: skip
NEEDLED = {
    "injection", "injections", "inj", "injs", "injxn", "injxns", "tpi", "tpis", "shot", "shots", "needle", "needles",
    "injected", "needled", "jab", "jabs",
}  # fmt: skip
"""Words for what was never done before."""
DENIES = {"no", "none", "never", "nobody", "not", "without", "denies", "denied", "nil", "hasn't", "haven't", "zero"}
BEFORE = {
    "prior", "prev", "previous", "previously", "past", "earlier", "ever", "before", "yet", "until", "till", "never",
    "nobody", "date", "year", "history",
}  # fmt: skip
"""Words that make a denial one of earlier times."""
NOT_TODAY = {
    "today", "needed", "given", "indicated", "wanted", "planned", "necessary", "due", "repeat", "performed", "done",
    "recommended", "site", "sites", "tract", "anywhere", "relief", "help", "helped", "benefit", "only", "allergy",
    "aspiration", "pass", "stick", "drug", "until",
}  # fmt: skip
"""Words that tie a denial to today's needle or to its effect."""
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
SHORT = 9
"""Words of a sentence that only points back: "She has had none before."."""
NONE_SAID = ("none", "no", "never", "nil", "0", "n", "nope", "denies")


def denied(page: Page, sentence: Sentence, here: list[Mention]) -> list[Evidence]:
    """Words that say there was no earlier session: "never had", "first TPI"."""
    if sentence.dated is not None and sentence.dated != page.day:
        return []
    found = [
        page.evidence(m.first, m.last) for m in here if m.kind == "sessions_stated" and answered_none(page, sentence, m)
    ]
    for m in sentence.cues:
        aside = not OTHER_NEEDLES.isdisjoint(page.tokens.words[m.first : min(sentence.last, m.last + 1)])
        if (m.value == "never" and about_injection(sentence) and not time_bound(page, m) and not aside) or (
            m.value == "first" and not sentence.past and page.tokens.words[m.last - 1] != "procedure"
        ):
            found.append(page.evidence(m.first, m.last))
    if not found and (span := plainly(page, sentence) or points_back(page, sentence) or answered(page, sentence)):
        found.append(page.evidence(*span))
    return found


def answered_none(page: Page, sentence: Sentence, m: Mention) -> bool:
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
        told = {words[i] for i in range(denial, after) if words[i - 1] != "this"}  # "this date" is today
        mine = set(words[denial : at + 1])
        if told & BEFORE and not mine & OTHER_NEEDLES and not set(words[at + 1 : after]) & (NOT_TODAY | {"since"}):
            return denial, after
    return None


def points_back(page: Page, sentence: Sentence) -> tuple[int, int] | None:
    """Where a short sentence denies what the one before it spoke of: "He wants the shot. Never had one before."."""
    words = page.tokens.words
    if sentence.last - sentence.first > SHORT or sentence.number == 0 or sentence.vocabulary.isdisjoint(DENIES):
        return None
    text = words[sentence.first : sentence.last]
    elliptic = ("none" in text and "before" in text) or (
        "never" in text and "had" in text and not {"one", "any", "this", "it", "them"}.isdisjoint(text)
    )
    previous = page.sentences[sentence.number - 1]
    near = not (NEEDLED | {"tpi", "trigger", "round"}).isdisjoint(previous.vocabulary)
    return (sentence.first, sentence.last) if elliptic and near else None


def answered(page: Page, sentence: Sentence) -> tuple[int, int] | None:
    """Where a form's question for earlier needles is answered with no: "Prev inj: none", "Shots before? [X] No"."""
    words = page.tokens.words
    if NEEDLED.isdisjoint(sentence.vocabulary):
        return None
    stop = next((at for at in range(sentence.first, sentence.last) if words[at] in (":", "?")), None)
    if stop is None or stop == sentence.first:
        return None
    begin = max((at for at in range(sentence.first, stop) if at in page.line_starts), default=sentence.first)
    key = set(words[begin:stop])
    if stop - begin > LONGEST_KEY:
        return None
    asked = key & (BEFORE | {"last", "had"}) and key & NEEDLED
    if not asked or key & OTHER_NEEDLES or key & {"site", "allergy", "today"}:
        return None
    last = sentence.last
    following = page.sentences[sentence.number + 1] if sentence.number + 1 < len(page.sentences) else None
    if stop + 1 >= last and following is not None and following.first not in page.line_starts:
        last = following.last
    said = next((at for at in range(stop + 1, last) if at not in page.hidden and words[at][0].isalnum()), None)
    said = next((at for at in range(said, last) if words[at] != "x"), None) if said is not None else None
    return (begin, said + 1) if said is not None and words[said] in NONE_SAID else None
