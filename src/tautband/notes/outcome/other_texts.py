"""Texts that record no injection of today: an encounter without a needle, an appeal, a note undone or misfiled."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.muscles.aims import Aim
from tautband.notes.text.page import NONE, Page, Sentence

OPENING = 3
"""Sentences in which a note says what kind of note it is."""

PREAMBLE = 6
"""Sentences in which a letter says what it is written for."""


def without_visit(page: Page) -> bool:
    """Whether a note opens as one of an encounter at which no needle can be used: "Telephone encounter"."""
    return any("no_visit" in s.assertions and titles(page, s) for s in page.sentences[:OPENING]) or messages(page)


def titles(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence opens with the name of an encounter at which no needle can be used."""
    dated = next((d.last for d in page.dates_in(sentence) if d.first == sentence.first), sentence.first)
    found = next((m for m in sentence.cues if m.value == "no_visit" and m.first - dated <= 2), None)
    if found is None or sentence.first not in page.line_starts:
        return False
    if not KEPT_AT_HOME.isdisjoint(page.tokens.words[found.first : found.last]) and of_a_visit(page):
        return False  # "Visit 7/15/2025. Headache log: 24 days", "Pain diary + visit"
    if page.tokens.words[found.first] == "after" and found.last < page.lines[sentence.line].last:
        return False  # "After your injection: ice", a part of a note
    return "report" not in page.tokens.words[sentence.first : found.first]  # "[X] Periodic report  [X] Request for ..."


KEPT_AT_HOME = {"diary", "log"}
"""What a patient writes down at home and brings to a visit."""


def of_a_visit(page: Page) -> bool:
    """Whether the opening of a note names the visit that it tells of."""
    return any({"visit", "person"} & s.vocabulary for s in page.sentences[:OPENING])


CAME = frozenset({"arrive", "attend", "show", "come"})
WHO = {"patient", "pt", "he", "she", "they", "did"}
LONGEST_ABSENCE = 6


def never_came(page: Page) -> bool:
    """Whether a short sentence says that the patient was not there: "PATIENT DID NOT ARRIVE."."""
    for sentence in page.saying(CAME):
        said = page.tokens.words[sentence.first : sentence.last]
        if sentence.own and len(said) <= LONGEST_ABSENCE and said[0] in WHO:
            at = next((i for i, word in enumerate(said) if word in CAME), 0)
            if said[max(0, at - 2) : at] == ["did", "not"] and at + 2 >= len(said):
                return True
    return False


NOT_SEEN = (("no", "visit", "today"), ("no", "patient", "contact"), ("patient", "not", "seen"), ("pt", "not", "seen"))
SEEING = frozenset({"visit", "seen", "contact"})


def nobody_seen(page: Page) -> bool:
    """Whether a short sentence says that there was no visit: "No visit today."."""
    for sentence in page.saying(SEEING):
        said = tuple(page.tokens.words[sentence.first : sentence.last])
        if (
            sentence.own
            and len(said) <= LONGEST_ABSENCE
            and any(said[at : at + len(phrase)] == phrase for phrase in NOT_SEEN for at in range(len(said)))
        ):
            return True
    return False


PATIENTS = {"patient", "pt", "mother", "father", "daughter", "son", "spouse", "wife", "husband"}


def messages(page: Page) -> bool:
    """Whether a text is a thread of messages, "From:" more than once, or one that the patient wrote.

    A clinic's summary of a visit, sent to the patient, is that visit's record.
    """
    words = page.tokens.words
    senders = [line.first + 2 for line in page.lines if words[line.first : line.first + 2] == ["from", ":"]]
    return len(senders) > 1 or any(words[at] in PATIENTS for at in senders if at < len(words))


def appeals(page: Page) -> bool:
    """Whether a text is a letter written to have a denial overturned."""
    return any("appeal" in s.assertions and not asks_of_a_pain(page, s) for s in page.sentences[:PREAMBLE])


def asks_of_a_pain(page: Page, sentence: Sentence) -> bool:
    """Whether a letter answers what a colleague asked about the patient: "you asked whether his buttock pain comes from
    the disc".
    """
    asked = all(page.tokens.words[m.first] == "you" for m in sentence.cues if m.value == "appeal")
    return asked and not {"pain", "pains", "symptoms", "headaches"}.isdisjoint(sentence.vocabulary)


ADDED = {"addendum", "correction", "late", "amendment", "amended", "corrected"}
AMISS = {
    "error", "erroneously", "template", "void", "voided", "mistake", "mistakenly", "inadvertently", "anticipation",
    "prematurely",
}  # fmt: skip
AROUND = 3
"""Sentences before and behind it in which an addendum says why."""


def names_side(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence speaks of one side: "nothing was injected on the right"; not of a patient who left."""
    before = (page.tokens.words[m.first - 1] for m in sentence.kinds.get("side", NONE))
    return "side" in sentence.vocabulary or not {"on", "the"}.isdisjoint(before)


def undone_by_addendum(page: Page, aim: Aim) -> bool:
    """Whether an addendum says that nothing was injected and the note was written in error.

    "Opened in error from a template. The patient left and no injection was given. Please void charges."
    """
    sentence = aim.sentence
    if aim.stance != "not_performed" or aim.targets or aim.services or names_side(page, sentence) or sentence.past:
        return False
    number = sentence.number
    near = [s for s in page.sentences[max(0, number - AROUND) : number + AROUND] if s.paragraph == sentence.paragraph]
    added = [s for s in near if not ADDED.isdisjoint(page.tokens.words[s.first : s.first + 2])]
    if not added or all(AMISS.isdisjoint(s.vocabulary) for s in near):
        return False
    return {"other", "further", "additional", "steroid"}.isdisjoint(sentence.vocabulary)


def charted_wrongly(page: Page, aim: Aim) -> bool:
    """Whether a sentence says that the note stands in the wrong chart: "entered on the wrong patient"."""
    words = aim.sentence.vocabulary
    if "wrong" not in words or aim.stance in ("past", "foreign"):
        return False
    said = page.tokens.words[aim.sentence.first : aim.sentence.last]
    return any(one == "wrong" and two in ("patient", "chart", "pt") for one, two in pairwise(said))


EXAMINED_ONLY = ("examined", "only")
WITHOUT = (("had", "no"), ("not", "seen"), ("was", "not"), ("were", "not"), ("no", "procedure"), ("no", "injection"))
GOES_ON = 3
"""Sentences that an addendum may take to say what this patient had."""


def nothing_here(page: Page, quoted: list[Sentence]) -> bool:
    """Whether the author who takes a text back says that this patient had none of it: "Mr. L. had no procedure", "was
    not seen by me", "was examined only".
    """
    words = page.tokens.words
    for sentence in quoted:
        for near in page.sentences[sentence.number : sentence.number + GOES_ON]:
            said = list(pairwise(words[near.first : near.last]))
            if near.paragraph == sentence.paragraph and (EXAMINED_ONLY in said or any(p in said for p in WITHOUT)):
                return True
    return False


ENTRIES = {"note", "paragraph", "section", "entry", "procedure", "record", "documentation", "text", "report", "chart"}
PLACED = {
    "belongs", "belonged", "entered", "charted", "documented", "written", "pasted", "filed", "recorded", "meant",
    "dictated",
}  # fmt: skip
OTHERS = {"another", "different"}


def of_another_patient(page: Page) -> list[Sentence]:
    """Where the author says that the text above is another patient's: "the procedure note above belongs to another
    patient and was entered here by mistake".
    """
    return [
        s
        for s in page.saying(OTHERS)
        if not PLACED.isdisjoint(s.vocabulary)
        and said_of_a_text(page, s)
        and {"not", "if", "never"}.isdisjoint(s.vocabulary)
        and names_another(page, s)
    ]


def said_of_a_text(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence, with the one before it in its paragraph, names a text and takes it back."""
    before = page.sentences[max(0, sentence.number - 1) : sentence.number]
    near = [sentence, *(s for s in before if s.paragraph == sentence.paragraph)]
    said = {word for s in near for word in s.vocabulary}
    return not ENTRIES.isdisjoint(said) and not (AMISS | {"disregard", "belongs"}).isdisjoint(said)


def names_another(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence says "another patient", "a different patient's chart"."""
    said = pairwise(page.tokens.words[sentence.first : sentence.last])
    return any(one in OTHERS and two in ("patient", "patient's", "patients", "pt", "pt's") for one, two in said)
