"""Text that the note itself takes back: struck through, superseded, a template's words that "did not occur".

A mark before the text voids what follows up to its end mark, or to the end of its paragraph; a mark behind the text, on
its line or right below it, voids what stands before it in its paragraph.
"""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence

FIRMLY = (
    ("did", "not", "occur"), ("did", "not", "happen"), ("did", "not", "take", "place"), ("never", "happened"),
    ("never", "occurred"), ("none", "of", "this", "was"), ("none", "of", "the", "above", "was"),
    ("none", "of", "it", "was"), ("not", "what", "happened"), ("has", "not", "occurred"), ("have", "not", "occurred"),
)  # fmt: skip
"""What voids a text wherever it is said of one."""
WEAKLY = {
    "superseded", "void", "voided", "disregard", "disregarded", "retracted", "struck", "strikethrough", "stricken",
}  # fmt: skip
"""Words that void a text where they stand with a word for it."""
DRAFTS = {
    "preliminary", "unedited", "unreviewed", "uncorrected", "unverified", "obsolete", "outdated", "replaced", "draft",
}  # fmt: skip
"""Words that void a text in a mark of its own where a final text follows: "=== PRELIMINARY, do not use ==="."""
FINALS = {"final", "corrected", "revised", "amended", "reviewed", "current", "edited"}
HINTS = (
    WEAKLY
    | DRAFTS
    | {"strike", "delete", "remove", "error", "mistake"}
    | {"none", "occur", "happen", "place", "happened", "occurred"}
)
TEXTS = {
    "text", "template", "draft", "note", "entry", "section", "paragraph", "above", "below", "dictation", "macro",
    "macros", "version", "output", "procedure", "through", "out", "prefilled", "prewritten", "autotext", "following",
    "block",
}  # fmt: skip
DONE = {"done", "carried", "performed", "injected", "given", "administered"}
AHEAD = {"below", "following", "draft", "template", "follows", "next", "version"}
"""Words of a mark that stands before its text."""
BEHIND = {"above", "preceding", "through", "out"}
MOST_MARK = 18
"""Words of a line that only marks."""
LONGEST = 60
"""Sentences that a voided text runs to at most."""
FRAMES = {"<", "[", "*", "(", "{", "=", "-", "#"}


def voided(page: Page) -> set[int]:
    """The numbers of the sentences that a mark voids, the mark's own included."""
    found: set[int] = set()
    for sentence in page.saying(HINTS):
        if opened := template_above(page, sentence):
            found |= opened
            continue
        if tells_of_its_text(page, sentence):
            found.add(sentence.number)
            continue
        if HINTS.isdisjoint(sentence.vocabulary) or sentence.number in found or not voids(page, sentence):
            continue
        found.add(sentence.number)
        found |= before(page, sentence) if stands_behind(page, sentence) else after(page, sentence)
    return found


def voids(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence is a mark that voids a text."""
    words = page.tokens.words[sentence.first : sentence.last]
    said = [word for word in words if word.isalpha()]
    if len(said) > MOST_MARK or {"muscle", "drug"} & sentence.kinds.keys():
        return False
    if takes_back(said):
        return not (TEXTS | DONE).isdisjoint(said) or framed(page, sentence)
    if strikes(said):
        return True
    if not DRAFTS.isdisjoint(said) and sentence.first in page.line_starts and final_follows(page, sentence):
        return True
    return not WEAKLY.isdisjoint(said) and not TEXTS.isdisjoint(said) and "sentence" not in said


STRIKING = {"strike", "delete", "remove"}
PARTS = {"section", "paragraph", "note", "procedure", "entry", "part", "above"}


def strikes(said: list[str]) -> bool:
    """Whether words tell the typist to take a part of the text out: "strike the procedure section"."""
    return any(
        word in STRIKING and said[at + 1 : at + 2] == ["the"] and not PARTS.isdisjoint(said[at + 2 : at + 4])
        for at, word in enumerate(said)
    )


PREWRITTEN = {"template", "macro", "autotext", "prefilled", "prewritten", "boilerplate"}


def tells_of_its_text(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence quotes a template's words and says that they did not happen: it voids itself and no other."""
    if PREWRITTEN.isdisjoint(sentence.vocabulary):
        return False
    said = [word for word in page.tokens.words[sentence.first : sentence.last] if word.isalpha()]
    quotes = len(said) > MOST_MARK or not {"muscle", "drug"}.isdisjoint(sentence.kinds)
    return quotes and takes_back(said)


def takes_back(said: list[str]) -> bool:
    """Whether words say firmly that a text tells what was not: "did not happen"."""
    return any(tuple(said[at : at + len(phrase)]) == phrase for phrase in FIRMLY for at in range(len(said)))


SHORT = 5


def final_follows(page: Page, sentence: Sentence) -> bool:
    """Whether a draft's mark is followed by one of the final text, both in a frame or naming what they are of."""
    if not marks_text(page, sentence):
        return False
    return any(
        later.first in page.line_starts and not FINALS.isdisjoint(later.vocabulary) and marks_text(page, later)
        for later in page.sentences[sentence.number + 1 :][:LONGEST]
    )


def marks_text(page: Page, sentence: Sentence) -> bool:
    """Whether a short line stands in a frame or names a text: "VERSION 2 (current)"."""
    said = [word for word in page.tokens.words[sentence.first : sentence.last] if word.isalpha()]
    return framed(page, sentence) or (len(said) <= SHORT and not (TEXTS | {"report"}).isdisjoint(said))


def framed(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence stands in a frame of its own: "<<< ... >>>", "[...]", "*** ... ***"."""
    return page.tokens.words[sentence.first] in FRAMES


def stands_behind(page: Page, sentence: Sentence) -> bool:
    """Whether a mark stands behind the text it voids: on its line, or with a word that points back."""
    if sentence.first not in page.line_starts:
        return True
    vocabulary = sentence.vocabulary
    if page.tokens.words[sentence.first : sentence.first + 2] == ["none", "of"]:
        return page.tokens.words[sentence.last - 1] != ":"  # "None of it was given."
    return not BEHIND.isdisjoint(vocabulary) and AHEAD.isdisjoint(vocabulary)


def template_above(page: Page, sentence: Sentence) -> set[int]:
    """The sentences of the paragraph above that calls itself a template, where a mark says "template above"."""
    vocabulary = sentence.vocabulary
    if PREWRITTEN.isdisjoint(vocabulary) or "above" not in vocabulary or {"error", "mistake"}.isdisjoint(vocabulary):
        return set()
    headed = [
        s
        for s in page.sentences[max(0, sentence.number - LONGEST) : sentence.number]
        if s.paragraph < sentence.paragraph and not PREWRITTEN.isdisjoint(s.vocabulary)
    ]
    if not headed:
        return set()
    last = headed[-1]
    return {s.number for s in page.sentences[last.number :][:LONGEST] if s.paragraph == last.paragraph}


def before(page: Page, sentence: Sentence) -> set[int]:
    """The sentences of the paragraph before a mark, back to its heading."""
    found: set[int] = set()
    for earlier in reversed(page.sentences[max(0, sentence.number - LONGEST) : sentence.number]):
        if earlier.paragraph != sentence.paragraph:
            break
        found.add(earlier.number)
        if earlier.heading is not None or page.tokens.words[earlier.first] == '"':
            break
    return found


def after(page: Page, sentence: Sentence) -> set[int]:
    """The sentences behind a mark, to its end mark or to the end of the paragraph that holds or follows it."""
    found: set[int] = set()
    end = next((s.number for s in page.sentences[sentence.number + 1 :][:LONGEST] if ends(page, s)), None)
    paragraph = sentence.paragraph
    for later in page.sentences[sentence.number + 1 :][:LONGEST]:
        if end is None and later.paragraph != paragraph:
            if found or later.paragraph > paragraph + 1:
                break
            paragraph = later.paragraph
        found.add(later.number)
        if later.number == end:
            break
    return found


ENDS = {"end", "final", "actual"}


def ends(page: Page, sentence: Sentence) -> bool:
    """Whether a line marks where a voided text ends: "[END TEMPLATE]", "*** FINAL ***"."""
    if sentence.first not in page.line_starts:
        return False
    said = [word for word in page.tokens.words[sentence.first : sentence.last] if word.isalpha()]
    return not ENDS.isdisjoint(said[:2]) and (framed(page, sentence) or len(said) <= SHORT)
