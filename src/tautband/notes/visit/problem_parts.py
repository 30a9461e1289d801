"""The parts of a note that are each about one problem: list items, lettered plans, "Problem: plan" lines, paragraphs.

A part is cut by layout alone, whether or not the lexicon knows such a problem; its first words may be its name. What a
part is about and what was done in it is for others to say.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tautband.notes.context.copied_text import copied
from tautband.notes.text.page import Page, Sentence

LONGEST_NAME = 7
CUT_NAME = 4
LABEL_REACH = 6
ENDS = {":", ",", ".", ";", "(", "-", ">", "\N{EN DASH}", "\N{EM DASH}", "\N{RIGHTWARDS ARROW}", "=", "/"}
OPENS = {"#", "-", "*", "\N{BULLET}", "(", ")", ".", "[", "]", ":", "+", ">"}
COUNTS = {
    "problem", "issue", "dx", "diagnosis", "assessment", "impression", "imp", "one", "two", "three", "four", "five",
    "six", "first", "second", "third", "a", "b", "c", "d", "p", "ap", "plan", "also", "separately", "other", "matter",
    "new", "and", "the", "unrelated", "additional", "incidental", "incidentally", "additionally", "separate", "apart",
    "today", "complaint", "concern", "acute", "known", "i", "ii", "iii", "gr", "grade",
}  # fmt: skip
"""Words before a problem's name that count it or head it."""
TURNS = {
    "for", "since", "x", "after", "on", "from", "still", "is", "was", "has", "again", "unchanged", "worse", "improved",
    "stable", "today", "now", "last", "yesterday", "overnight",
    "started", "this", "that", "which", "because", "despite", "not", "by", "with", "w",
    "have", "had", "we", "she", "he",
}  # fmt: skip
"""Words after which no name goes on: "hiccups for three days"."""
STATED = {"assessment", "plan"}
"""Sections in which every line is an entry."""
TELLING = {"history", "results", "planned", "exam", "instructions", "signature"}
TOLD = {"history", "results", "planned"}
"""Parts that tell what was found or done before: no management of this visit stands there."""
LETTERS = set("abcdefgh")


@dataclass(slots=True)
class Part:
    """One part: its sentences, and the words that name it (none where it opens without a name)."""

    sentences: list[Sentence] = field(default_factory=list)
    name: tuple[int, int] | None = None
    titled: bool = False
    """Opens as a list item or with a label, so that its first words are a title."""
    entry: bool = False
    """Is an entry of its own: titled, or a line of an assessment or plan."""
    counted: bool = False
    """Opens with a number or letter that counts the note's problems."""
    plain: bool = False
    """Is a line of a note that has no assessment or plan."""
    bare: bool = False
    """Holds only a heading, which opens what follows and owns none of it."""
    staff: bool = False
    """Is the entry of an assistant or a nurse, which is no work of the clinician."""


def parts_of(page: Page) -> list[Part]:
    """Today's text in parts, in order. A sentence belongs to one part at most."""
    parts: list[Part] = []
    indent, paragraph, count = 0, -1, 0
    skipped = copied(page)
    plain = not any(s.section in STATED for s in page.sentences)
    for sentence in page.sentences:
        if (sentence.past and not of_a_medicine(page, sentence)) or sentence.foreign or sentence.number in skipped:
            paragraph = -1
            continue
        opens = sentence.first in page.line_starts
        number = page.number(sentence.first) if opens else None
        counted = number == count + 1 and page.tokens.words[sentence.first + 1 : sentence.first + 2] != ["/"]
        count = count + 1 if counted else count
        counted = counted or (opens and counted_by_word(page, sentence))
        lettered = not opens and letter(page, sentence)
        counted = counted or lettered or (sentence.item and enumerated(page, sentence))
        headed = sentence.heading is not None
        titled = sentence.item or headed or counted or (opens and labelled(page, sentence))
        gap = page.tokens.gaps[sentence.first] if opens else indent
        stated = opens and sentence.section in STATED
        last = parts[-1] if parts else None
        fresh = last is None or sentence.paragraph != paragraph or titled or (opens and not last.titled) or last.bare
        fresh = fresh or (stated and gap <= indent and begins_entry(sentence))
        if fresh and last and opens and gap > indent and sentence.paragraph == paragraph and last.titled:
            fresh = last.bare or (headed and sentence.section in TELLING and not last.counted)
        if fresh:
            bare = sentence.heading is not None and sentence.heading[1] >= sentence.last
            named = None if bare else name_of(page, sentence, cut=titled or stated)
            parts.append(Part(name=named, titled=titled, entry=titled or stated, counted=counted, bare=bare))
            parts[-1].plain = opens and plain and sentence.section == ""
            indent = gap
        if only_counts(page, parts[-1]):
            parts[-1].name, parts[-1].sentences = name_of(page, sentence, cut=True), []
        parts[-1].sentences.append(sentence)
        paragraph = sentence.paragraph
    for part in parts:
        part.staff = by_staff(page, part)
    return parts


def begins_entry(sentence: Sentence) -> bool:
    """Whether a line without a mark begins with a diagnosis or a muscle, and so an entry of its own."""
    named = [m for m in sentence.diagnoses if m.kind == "diagnosis"]
    named += sentence.of("muscle")
    return any(m.first < sentence.first + LABEL_REACH for m in named)


def only_counts(page: Page, part: Part) -> bool:
    """Whether all that a part holds so far is its count: the "One." of a dictated list."""
    if not part.counted or part.name is not None or len(part.sentences) != 1:
        return False
    held = page.tokens.words[part.sentences[0].first : part.sentences[0].last]
    return all(word in COUNTS or not word.isalpha() for word in held)


def of_a_medicine(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence amid today's text was put on another day for the month of a test or the like, though it tells
    of no needle: "Start diclofenac 75 mg twice daily, creatinine was 0.8 in April."
    """
    if not sentence.number or not {"muscle", "service", "act"}.isdisjoint(sentence.kinds):
        return False
    if sentence.dated not in (None, page.day):
        return False
    before = page.sentences[sentence.number - 1]
    told = before.past or before.foreign or before.paragraph != sentence.paragraph
    return not told and sentence.section not in ("past", "history", "medications") and sentence.heading is None


COUNTED = {"issue", "problem", "concern", "complaint", "dx", "diagnosis"}


def counted_by_word(page: Page, sentence: Sentence) -> bool:
    """Whether a line opens with a word and a number that count the note's problems: "Issue 1:", "Problem #2 -"."""
    words = page.tokens.words[sentence.first : min(sentence.last, sentence.first + 4)]
    rest = [word for word in words[1:] if word != "#"]
    return words[0] in COUNTED and len(rest) > 1 and rest[0].isdecimal() and rest[1] in (":", "-", ".", ")")


def letter(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence within a line opens with a letter or number that counts: "A: TPI today. B: knee - start"."""
    words = page.tokens.words[sentence.first : sentence.first + 2]
    return len(words) == 2 and (words[0] == "#" or (words[0] in LETTERS and words[1] in (":", ")")))


def enumerated(page: Page, sentence: Sentence) -> bool:
    """Whether a list item counts: "1.", "(2)", "B)", "#"."""
    words = page.tokens.words[sentence.first : min(sentence.last, sentence.first + 3)]
    return any(word.isdecimal() or word in LETTERS or word == "#" for word in words[:2])


def labelled(page: Page, sentence: Sentence) -> bool:
    """Whether a line opens with a label of a few words and a colon, or with words in capitals and a stop."""
    words = page.tokens.words
    reach = words[sentence.first : min(sentence.last, sentence.first + LABEL_REACH)]
    if ":" in reach[1:]:
        return True
    first = page.text[page.tokens.starts[sentence.first] : page.tokens.ends[sentence.last - 1]]
    return not page.capitals and sentence.last - sentence.first <= LABEL_REACH and first.isupper() and len(first) > 3


def name_of(page: Page, sentence: Sentence, *, cut: bool = False) -> tuple[int, int] | None:
    """The first words of a part up to a stop, without its number and heading; None where they are no name.

    `cut`: an entry's long name is cut short ("Diabetic foot ulcer left plantar first MTP") and not given up.
    """
    words = page.tokens.words
    at = sentence.first
    if sentence.heading and sentence.heading[1] < sentence.last and sentence.section in STATED:
        at = sentence.heading[1]
    while at < sentence.last and (words[at] in OPENS or words[at] in COUNTS or page.number(at) is not None):
        at += 1
    if at + 2 < sentence.last and len(words[at]) == 1 and words[at].isalpha() and page.number(at + 1) is not None:
        at += 2
    end = at
    while end < sentence.last and words[end] not in ENDS and not (end > at and words[end] in TURNS):
        end += 1
    if cut and end - at > LONGEST_NAME:
        end = at + CUT_NAME
    return (at, end) if 0 < end - at <= LONGEST_NAME else None


def tells(sentence: Sentence) -> bool:
    """Whether a sentence tells what was found or done before. What follows an exam on its line may be the plan."""
    return sentence.section in TOLD or (sentence.section == "exam" and sentence.heading is not None)


NO_WORK = {"past", "boilerplate", "family", "social", "ros", "allergies", "medications"}
"""Parts of a note in which no work of the visit stands."""
STAFF = {"ma", "rn", "lpn", "cma", "nurse", "nursing", "rooming", "intake", "triage"}


def by_staff(page: Page, part: Part) -> bool:
    """Whether a part's label names an assistant or a nurse."""
    first = part.sentences[0]
    opening = page.tokens.words[first.first : min(first.last, first.first + 4)]
    return ":" in page.tokens.words[first.first : min(first.last, first.first + 6)] and not STAFF.isdisjoint(opening)
