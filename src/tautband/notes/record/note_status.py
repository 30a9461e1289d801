"""Whether the note is signed, unsigned or a draft, as it says itself."""

from __future__ import annotations

import re

from tautband.model.encounter import NoteStatus
from tautband.model.evidence import Evidence
from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention


def read_status(page: Page, cues: dict[int, list[Mention]]) -> tuple[NoteStatus, tuple[Evidence, ...]]:
    """Whether the note is signed, unsigned or a draft. Where it holds both, the later word counts."""
    found: list[tuple[NoteStatus, Evidence]] = []
    for sentence in page.sentences:
        if sentence.number in page.void:
            continue
        for m in cues.get(sentence.number, []):
            if m.kind != "status" or (m.value == "signed" and line_left_blank(page, m)):
                continue
            if not (consent_near(page, sentence, m) or of_other_work(page, sentence, m)):
                found.append((m.value, page.evidence(m.first, m.last)))  # type: ignore[arg-type]
    for value in ("draft", "unsigned"):
        bad = [e for v, e in found if v == value]
        signed = [e for v, e in found if v == "signed"]
        if bad and not (signed and signed[-1].start > bad[-1].end and not overlaps(bad[-1], signed[-1])):
            return value, tuple(bad)
    signed = [e for v, e in found if v == "signed"]
    return ("signed", tuple(signed)) if signed else ("not_shown", ())


def line_left_blank(page: Page, m: Mention) -> bool:
    """Whether the line for a signature holds none: "Electronically signed by: ____________   Date: ____"."""
    rest = page.text[page.tokens.ends[m.last - 1] :].partition("\n")[0]
    return RULED in rest and FIELDS.issuperset(re.findall(r"[A-Za-z0-9]+", rest.lower()))


RULED = "__"
FIELDS = {"by", "signature", "signed", "name", "title", "date", "time", "md", "do", "np", "pa", "provider", "physician"}
"""What a line to be signed prints itself."""


OF_THE_NOTE = {
    "note", "status", "document", "documentation", "report", "dictation", "encounter", "chart", "is", "still",
}  # fmt: skip


def of_other_work(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether what is in progress is a treatment or an order and not the note: "Vestibular PT   in progress (6)"."""
    words = page.tokens.words
    if words[m.first : m.last] != ["in", "progress"] or m.first == sentence.first:
        return False
    before = {word for word in words[sentence.first : m.first] if word.isalpha()}
    return bool(before) and before.isdisjoint(OF_THE_NOTE)


def overlaps(one: Evidence, other: Evidence) -> bool:
    """Whether two quotes share characters."""
    return one.start < other.end and other.start < one.end


ANOTHER = {"the", "earlier", "first", "previous", "prior", "replaces", "old", ";"}
"""Words before a draft that is spoken of and is not the note itself: "replaces the draft"."""


FRAMES = {"-", "=", "*", "_", "(", "[", "<", "~", "#"}


def heads_a_part(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a framed line only says who fills in what follows: "---- to be completed by provider ----"."""
    words = page.tokens.words
    framed = words[sentence.first] in FRAMES and sentence.number + 1 < len(page.sentences)
    return framed and words[m.last - 1] == "completed" and words[m.last : m.last + 1] == ["by"]


def consent_near(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether the word is said of a consent form, an image or a syringe."""
    words = page.tokens.words[max(sentence.first, m.first - 4) : min(sentence.last, m.last + 4)]
    if m.value == "draft" and heads_a_part(page, sentence, m):
        return True
    if m.value == "draft":
        opens = not any(word.isalpha() for word in page.tokens.words[sentence.first : m.first])
        if opens and page.tokens.words[m.last : m.last + 1] == ["by"] and m.first not in page.line_starts:
            return True  # "---- to be completed by provider ----" over a form's part
        if m.first not in page.line_starts and page.tokens.words[m.first - 1] in ANOTHER:
            return True
        return (
            not (m.first - sentence.first <= 6 or sentence.last - m.last <= 6)
            or "results" in words
            or ("report" in words and "preliminary" not in words)
        )
    return any(word in ("consent", "consents", "estimate", "form", "by-patient", "images") for word in words)
