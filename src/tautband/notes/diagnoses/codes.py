"""Codes of diagnoses printed in a note: beside the words they stand for, or in their place."""

from __future__ import annotations

import re

from tautband.model.encounter import Diagnosis, Side
from tautband.model.evidence import Evidence
from tautband.notes.diagnoses.names import SYMPTOMS, names_diagnosis
from tautband.notes.diagnoses.row import Row
from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

WRITTEN = re.compile(r"\b([A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?|\d{3}\.\d{1,2})\b")
"""A code of ICD-10-CM or ICD-9-CM by its shape."""
AFTER, BEFORE = 80, 14
"""Characters from a diagnosis to the end of the code behind it, and from the begin of one before it."""


def written(page: Page, sentence: Sentence, m: Mention, here: Row) -> str | None:
    """The ICD code printed beside a diagnosis: after it, before the next one, or right before it."""
    start = page.tokens.ends[m.last - 1]
    following = here.behind(m)
    stop = page.tokens.starts[following.first] if following else page.tokens.ends[sentence.last - 1]
    match = WRITTEN.search(page.text, start, min(stop, start + AFTER))
    if match:
        return match.group(1)
    begin = page.tokens.starts[sentence.first]
    head = page.tokens.starts[m.first]
    earlier = list(WRITTEN.finditer(page.text, max(begin, head - BEFORE), head))
    if not earlier or not beside(page.text[earlier[-1].end() : head]):
        return None  # "M54.2, myalgia", "M17.12 and myofascial pain" are two each
    return earlier[-1].group(1)


QUALIFYING = {"deep", "superficial", "chronic", "acute", "primary", "right", "left", "bilateral", "recurrent"}


def beside(between: str) -> bool:
    """Whether a code and the words behind it are one entry: nothing but marks, or what qualifies them, between."""
    if not between.isascii() or not set(between).isdisjoint(",;&+"):
        return False
    return {word for word in re.split(r"[^a-z]+", between.lower()) if word} <= QUALIFYING


NOT_MEANT = {
    "not", "chosen", "remove", "removed", "deleted", "ruled", "excluded", "instead", "wrong", "invalid", "denied",
}  # fmt: skip
"""Words of a sentence whose codes need not be the clinician's own."""


def printed(page: Page, known: set[str | None]) -> list[Diagnosis]:
    """Diagnoses that an assessment gives by a code not yet `known`.

    Alone ("Dx M79.18"), as a second code of one pain, or beside words that no table holds ("cervical strain S16.1XXD"),
    where the code stands for them.
    """
    concepts = page.lexicon.data["diagnosis_code"]
    made = []
    for sentence in page.sentences:
        if not sentence.own or not (
            sentence.section == "assessment" or code_opens(page, sentence) or labelled_code(page, sentence)
        ):
            continue
        if not sentence.vocabulary.isdisjoint(NOT_MEANT):
            continue
        worded = names_diagnosis(sentence)
        begin, end = page.tokens.starts[sentence.first], page.tokens.ends[sentence.last - 1]
        for match in WRITTEN.finditer(page.text, begin, end):
            code = match.group(1)
            concept, side = concepts.get(code, (f"code {code}" if "." in code and code[0].isalpha() else None, ""))
            if concept is None or code in known or (worded and concept in SYMPTOMS):
                continue
            words = Evidence.of(page.text, *match.span())
            sides: list[Side] = ["left", "right"] if side == "bilateral" else [side or "unspecified"]
            made += [
                Diagnosis(concept=concept, written_code=code, side=s, status="assessed", evidence=(words,))
                for s in sides
            ]
    return made


def prints_code(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence holds a code of a diagnosis."""
    match = WRITTEN.search(page.text, page.tokens.starts[sentence.first], page.tokens.ends[sentence.last - 1])
    return match is not None and not match.group(1)[0].isdecimal()


LABELS = {"dx", "diagnosis", "diagnoses", "icd"}


def labelled_code(page: Page, sentence: Sentence) -> bool:
    """Whether a code stands right behind its label on a form: "Diagnosis   M79.18"."""
    if sentence.vocabulary.isdisjoint(LABELS) or sentence.section in ("history", "past", "medications"):
        return False
    words, starts = page.tokens.words, page.tokens.starts
    return any(
        words[at] in LABELS and WRITTEN.match(page.text, starts[at + 1]) is not None
        for at in range(sentence.first, sentence.last - 1)
    )


BEHIND_NAME = re.compile(r"[A-Za-z][\w /-]{1,30} \(([A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4})\)")
"""A short name and its code in brackets at the head of a line: "RA (M05.79) flare: CBC ordered"."""


def code_opens(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence of today opens with a code, as a line of an assessment without its heading does."""
    if sentence.section not in ("", "procedure", "plan"):
        return False
    first = page.tokens.starts[sentence.first]
    match = WRITTEN.match(page.text, first)
    if (
        match is None
        and sentence.first in page.line_starts
        and "(" in page.tokens.words[sentence.first : sentence.last]
    ):
        match = BEHIND_NAME.match(page.text, first)
    return match is not None and not match.group(1)[0].isdecimal()
