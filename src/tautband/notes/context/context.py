"""Whose and when: which sentences speak of today's encounter, and what they assert.

A sentence is past when it stands in a part for earlier care, in an entry dated before the service, in copied text, or
when its own words put an injection into the past; it is foreign when it is printed text, a list of drugs taken, family
history, or taken back by the note.
"""

from __future__ import annotations

from tautband.notes.context.assertions import gather_assertions
from tautband.notes.context.earlier_care import is_past
from tautband.notes.context.entries import Entries
from tautband.notes.context.older_papers import OlderPapers
from tautband.notes.context.pasted import copies_on, quotations
from tautband.notes.context.printed_text import PrintedForm, no_record
from tautband.notes.context.quoted import quotations as quotations_between_marks
from tautband.notes.context.quoted import quotes_another, quotes_older_paper
from tautband.notes.context.voided import voided
from tautband.notes.text.page import NONE, Page, Sentence

FOREIGN_SECTIONS = {"medications", "allergies", "family", "social", "ros", "boilerplate"}


def set_context(page: Page) -> None:
    """Mark each sentence of `page` with its assertions, its date and whether it speaks of another time or person.

    Each step goes by what those before it settled: the entry by the part of the note, the past by the entry.
    """
    gather_assertions(page)
    move_injected_drugs(page)
    quoted = quotations(page)
    page.void = voided(page)
    unrecorded = page.void | no_record(page)
    entries, papers, form = Entries(page), OlderPapers(page), PrintedForm(page)
    spoken = quotations_between_marks(page)
    copying: int | None = None
    quoting = -1
    for sentence in page.sentences:
        opens_entry = entries.follow(sentence)
        copying = copies_on(page, sentence, copying)
        in_form = form.holds(sentence, spoken.get(sentence.number))
        if ":" in sentence.vocabulary and quotes_another(page, sentence):
            quoting = spoken.get(sentence.number, sentence.number)
        if sentence.number in spoken and quotes_older_paper(page, sentence, spoken[sentence.number]):
            quoting = spoken[sentence.number]
        papers.follow(sentence, opens_entry=opens_entry)
        copied = copying is not None or sentence.line in quoted or sentence.number <= quoting
        sentence.past = copied or is_past(page, sentence) or papers.holds(sentence)
        sentence.foreign = in_form or sentence.number in unrecorded or is_foreign(page, sentence)


def is_foreign(page: Page, sentence: Sentence) -> bool:
    """Whether nothing in a sentence is this encounter's, by its part or because it instructs or tells of relatives."""
    if sentence.section in FOREIGN_SECTIONS or "instruction" in sentence.assertions:
        return True
    family = "family" in sentence.assertions and not sentence.has("deferred", "withdrew")
    return family and not attended(page, sentence)


ATTENDING = {
    "holding", "held", "present", "bedside", "accompanied", "interpreting", "interpreted", "translating", "translated",
    "watching", "driving", "drove", "beside", "attended", "signed", "consented", "agreed", "at", "in", "there",
}  # fmt: skip
"""What a relative does who comes along: "his wife holding his hand"."""
WITH = {"with", "by", "via", "from"}


def attended(page: Page, sentence: Sentence) -> bool:
    """Whether the relatives a sentence names only came along to a measured dose: "with his wife present, 1 mL into the
    knot".
    """
    if ("unit", "ml") not in sentence.meanings:
        return False
    words = page.tokens.words
    named = [m for m in sentence.cues if m.value == "family"]
    return all(not ATTENDING.isdisjoint(words[m.last : m.last + 2]) or words[m.first - 1] in WITH for m in named)


SURFACE = {"patch", "patches", "cream", "gel", "ointment", "tablet", "tab", "po", "daily", "bid", "topical", "prn"}


def move_injected_drugs(page: Page) -> None:
    """Put "Medication: lidocaine 1% 4 mL" into the procedure, with what follows it up to the next heading."""
    injected = False
    for sentence in page.sentences:
        injected = injected and sentence.heading is None
        if sentence.section == "medications" and (injected or injected_drug(sentence)):
            sentence.section, injected = "procedure", True


def injected_drug(sentence: Sentence) -> bool:
    """Whether "Medication:" names what was injected and not what is taken at home: an anesthetic with its strength."""
    strength = any(m.value in ("percent", "ml", "mg/ml") for m in sentence.kinds.get("unit", NONE))
    return strength and "drug" in sentence.kinds and SURFACE.isdisjoint(sentence.vocabulary)
