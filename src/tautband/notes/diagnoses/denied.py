"""Diagnoses that a note denies, doubts or only names to set another against them."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

NEAR_DENIED, FAR_DENIED = 4, 9
"""Words between a denial and a problem: at once, and with the rest of a list between."""
DENIED_BEFORE = {("not",), ("nor",), ("not", "a"), ("rule", "out"), ("ruled", "out"), ("r", "/", "o")}
DENIED_AFTER = {
    ("excluded",), ("ruled", "out"), ("is", "excluded"), ("was", "excluded"), ("unlikely",), ("is", "unlikely"),
    ("not", "supported"), ("not", "likely"),
}  # fmt: skip
"""The last words before a problem, and the first behind it, by which it is denied."""


def negated(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a diagnosis is denied: "no radiculopathy", "rule out ..."."""
    words = page.tokens.words
    for cue in sentence.cues:
        between = m.first - cue.last
        if cue.value == "negation" and 0 <= between <= FAR_DENIED:
            at_once = between <= NEAR_DENIED and "," not in words[cue.last : m.first]
            if at_once or one_list(page, cue.last, m.first):
                return True
    before = tuple(words[max(sentence.first, m.first - 3) : m.first])
    if "without" in before or not DENIED_BEFORE.isdisjoint((before[-1:], before[-2:], before)):
        return True
    if considered(words, sentence, m):
        return True
    after = tuple(words[m.last : min(sentence.last, m.last + 2)])
    behind = words[m.last : min(sentence.last, m.last + RULED_OUT)]
    ruled_out = behind[:1] in (["has"], ["have"], ["is"], ["was"]) and ("ruled", "out") in set(pairwise(behind))
    return ruled_out or not DENIED_AFTER.isdisjoint((after[:1], after))


def considered(words: list[str], sentence: Sentence, m: Mention) -> bool:
    """Whether a problem was only thought of: "torticollis considered, no deformity", "Considered meningitis"."""
    if words[sentence.first] == "considered" and "but" not in words[sentence.first : m.first]:
        return True
    behind = [word for word in words[m.last : min(sentence.last, m.last + 3)] if word not in ("was", "were")]
    return behind[:1] == ["considered"] and (len(behind) == 1 or behind[1] in SAID_OFF)


SAID_OFF = {",", ".", ";", "and", "but", "(", "-", "less", "unlikely"}
"""Words behind "considered" that end it there: "considered stable" goes on."""
RULED_OUT = 5
"""Words behind a problem in which it "has been ruled out"."""


PARTS_LISTS = {".", ";", ":", "but", "and", "has", "with"}
ONWARD = 6
"""Words behind a problem in which its list may come to "or"."""


def one_list(page: Page, first: int, last: int) -> bool:
    """Whether the words between a denial and a problem are one list: "no evidence for radicular, facet or hip pain"."""
    between, onward = page.tokens.words[first:last], page.tokens.words[last : last + ONWARD]
    stop = next((at for at, word in enumerate(onward) if word in ".;:"), len(onward))
    return PARTS_LISTS.isdisjoint(between) and not {"or", "nor"}.isdisjoint(between + onward[:stop])


ASIDE = {"distinct", "different", "separate", "apart", "unlike", "beside", "besides", "independent"}
"""Words that set a problem against another one that is only named for it: "distinct from her fibromyalgia"."""
UNCERTAIN = {"possible", "possibly", "probable", "probably", "suspected", "questionable"}
"""Outpatient diagnoses so qualified are not coded (ICD-10-CM Official Guidelines, section IV.H)."""
PLACES = {
    "visit", "clinic", "center", "centre", "institute", "department", "program", "associates", "specialists",
    "practice",
}  # fmt: skip
"""Words of a clinic's name, as in "Headache and Migraine Center"."""
LETTERHEAD = 2
"""The last of the sentences that may hold it."""


def set_aside(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a diagnosis is only named: set against another, treated elsewhere, or part of a clinic's name."""
    words = page.tokens.words
    before = words[max(sentence.first, m.first - 4) : m.first]
    if not ASIDE.isdisjoint(before) and not {"from", "of", "to"}.isdisjoint(before):
        return True
    if before[-3:] in (["thought", "to", "be"], ["asked", "whether", "it"]) or before[-2:] == ["question", "of"]:
        return True
    if not UNCERTAIN.isdisjoint(before[-2:]) or words[m.last : m.last + 1] == ["like"]:
        return True
    if sentence.number <= LETTERHEAD and not PLACES.isdisjoint(words[sentence.first : sentence.last]):
        return True
    aside = [e for e in sentence.diagnoses if e.kind == "elsewhere"]
    if any(e.first >= m.last or heads_list(words, sentence, e) for e in aside):
        return True
    return words[sentence.last - 1] == ";" and left_aside_behind(page, sentence)


def heads_list(words: list[str], sentence: Sentence, aside: Mention) -> bool:
    """Whether a list says at its head that nothing in it was treated: "Problem list (not addressed today): HTN"."""
    return aside.first - sentence.first <= LIST_HEAD and ":" in words[aside.last : aside.last + LIST_HEAD]


LIST_HEAD = 4


def left_aside_behind(page: Page, sentence: Sentence) -> bool:
    """Whether the words after a semicolon treat it elsewhere: "lumbar spondylosis, unchanged; nothing new for this"."""
    if sentence.number + 1 >= len(page.sentences):
        return False
    told = page.sentences[sentence.number + 1].diagnoses
    return bool(told) and told[0].kind == "elsewhere" and not any(o.kind == "diagnosis" for o in told)
