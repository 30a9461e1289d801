"""Text that records nothing of this patient's day: printed forms and consents, keys and examples, advice to patients.

A form is known by its opening words and lasts to the end of its paragraph, or to the part that the clinician fills in.
"""

from __future__ import annotations

from tautband.notes.context.about_needle import SPEAKER
from tautband.notes.context.pasted import RULES
from tautband.notes.text.page import Page, Sentence

CLINICAL = {"history", "exam", "past"}
"""Parts of a note that no consent form holds."""


class PrintedForm:
    """The printed form or consent that is being read, if one is."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.paragraph = -1
        self.quotation = -1
        """The last sentence of the quotation marks that the form's words stand between."""
        self.marking = {sentence.number for sentence in page.saying(MARKING)}
        """The sentences with a word by which a form or lesson begins or ends."""

    def holds(self, sentence: Sentence, quoted_to: int | None = None) -> bool:
        """Whether a sentence, the next of the note, belongs to a form and so records nothing.

        A form's words that open a quotation end with it, at the sentence numbered `quoted_to`.
        """
        if sentence.number <= self.quotation:
            return True
        if sentence.heading is not None and sentence.section in CLINICAL:
            self.paragraph = -1  # the clinician's own part begins, though no blank line stands before it
        if sentence.number in self.marking:
            if for_the_clinician(self.page, sentence):
                self.paragraph = -1
            if asks_what_it_is(self.page, sentence):
                self.paragraph = sentence.paragraph  # "What are trigger point injections? A thin needle puts ..."
            if teaches(self.page, sentence):
                self.paragraph = sentence.paragraph  # "You palpate a taut band and inject 1 mL of lidocaine; then ..."
        within = sentence.paragraph == self.paragraph
        if not sentence.assertions:
            return within
        if "instruction" in sentence.assertions and self.page.tokens.words[sentence.last - 1] == ":":
            self.paragraph = sentence.paragraph  # what a form's opening words list is no deed
        if "patients_voice" in sentence.assertions and in_the_patients_voice(self.page, sentence):
            if quoted_to is not None:
                self.quotation = quoted_to
                return True
            self.paragraph = sentence.paragraph
            return True
        return within


ASKING = {"what", "why", "how"}
ABOUT = {"is", "are", "do", "does"}


def asks_what_it_is(page: Page, sentence: Sentence) -> bool:
    """Whether a sheet for patients asks what an injection is, to answer it below."""
    words, first = page.tokens.words, sentence.first
    if words[first] not in ASKING or words[sentence.last - 1] != "?" or words[first + 1] not in ABOUT:
        return False
    return not {"service", "act"}.isdisjoint(sentence.kinds)


TAUGHT = {"palpate", "inject", "needle", "elicit", "infiltrate", "obtain", "prep"}
"""What a lesson tells its reader to do, or that he does: "you obtain consent and inject"."""
YOU_REACH = 3


def teaches(page: Page, sentence: Sentence) -> bool:
    """Whether a lesson has its reader find or needle a muscle: "you palpate a taut band in the infraspinatus"."""
    if TAUGHT.isdisjoint(sentence.vocabulary) or not {"act", "muscle", "drug"} & sentence.kinds.keys():
        return False
    if not SPEAKER.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words
    you = (at for at in range(sentence.first, sentence.last) if words[at] == "you")
    return any(not TAUGHT.isdisjoint(words[at + 1 : min(sentence.last, at + YOU_REACH)]) for at in you)


WRITERS = {"provider", "clinician", "physician", "doctor", "practitioner", "proceduralist"}


def for_the_clinician(page: Page, sentence: Sentence) -> bool:
    """Whether a line between marks opens the clinician's part of a form: "---- to be completed by provider ----"."""
    words = page.tokens.words
    if sentence.first in page.line_starts and words[sentence.first : sentence.first + 2] == ["note", ":"]:
        return True  # "NOTE: R trapezius injected ..." below a consent's wording
    framed = words[sentence.first] in RULES and words[sentence.last - 1] in RULES
    return framed and not WRITERS.isdisjoint(sentence.vocabulary)


MARKING = TAUGHT | WRITERS | {"?", "note"}
"""Words without one of which no sentence asks, teaches or opens the clinician's part of a form."""
CLINICIANS = {"scribe", "scribe's", "patient", "patient's", "entry", "attest", "personally", "examined", "supervised"}
"""Words by which "I have read ..." is a clinician's and not the patient's."""


def in_the_patients_voice(page: Page, sentence: Sentence) -> bool:
    """Whether "I have read ..." is the patient's, as in a consent, and no clinician's; "I, the patient," says so."""
    names_himself = page.tokens.words[sentence.first : sentence.first + 3] == ["i", ",", "the"]
    return names_himself or CLINICIANS.isdisjoint(sentence.vocabulary)


def no_record(page: Page) -> set[int]:
    """The numbers of the sentences that explain a form, show how it is filled in, speak to the patient, or tell of a
    needle put into a model.
    """
    found = {s.number for s in page.saying(EQUALS) if legend(page, s)}
    found.update(s.number for s in page.saying(MODELS) if practised(page, s))
    found.update(between_tags(page))
    spoken_to = [s for s in page.saying(SPOKEN_TO) if not SPOKEN_TO.isdisjoint(s.vocabulary)]
    if len(spoken_to) * MOSTLY < len(page.sentences):  # else the whole of it is written to the patient: the record
        found.update(s.number for s in spoken_to if told_to_the_patient(s))
    if not EXAMPLES.isdisjoint(page.said):
        found.update(s.number for s in page.sentences if of_an_example(page, s))
    return found


TAGGED = frozenset(("template",))
OPENS, CLOSES = ["[", "template", "]"], ["[", "/", "template", "]"]


def between_tags(page: Page) -> set[int]:
    """The sentences that a program set between tags of its own and nobody wrote: "[template] ... [/template]"."""
    words = page.tokens.words
    tagged = page.saying(TAGGED)
    opened = [s.number for s in tagged if words[s.first : s.first + 3] == OPENS]
    closed = [s.number for s in tagged if words[s.first : s.first + 4] == CLOSES]
    return {at for first, last in zip(opened, closed, strict=False) for at in range(first, last)}


EQUALS = {"="}
LEGENDS = {"legend", "key", "codes", "abbreviations"}


def legend(page: Page, sentence: Sentence) -> bool:
    """Whether a line with "=" explains a form's signs: "0 = examined, not injected", "Key: I = injected"."""
    if sentence.first not in page.line_starts or EQUALS.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words[sentence.first : sentence.first + 2]
    if sentence.last - sentence.first < 3:
        return False
    if words[0] == "=":  # signs that were boxes are gone, "= not done = injected"; else a heading in a frame of "="
        whole = page.tokens.words[sentence.first : sentence.last]
        return words[1] != "=" and whole[-1] != "=" and whole.count("=") > 1
    return (words[1] == "=" and len(words[0]) <= 2) or (words[0] in LEGENDS and words[1] == ":")


def of_an_example(page: Page, sentence: Sentence) -> bool:
    """Whether a line shows how a form is filled in: "Example: R trapezius, 2 pts"."""
    words = page.tokens.words
    firsts = (page.lines[sentence.line].first, sentence.first)
    return any(words[at] in EXAMPLES and words[at + 1 : at + 2] == [":"] for at in firsts)


EXAMPLES = {"example", "examples", "sample"}


SPOKEN_TO = frozenset(("you", "your", "you're"))


MOSTLY = 3
"""Sentences of a note, of which one speaks to the patient where the whole of it is written to the patient."""


def told_to_the_patient(sentence: Sentence) -> bool:
    """Whether a sheet tells the patient of a needle, "the doctor injected your right trapezius", and no writer does."""
    return {"act", "muscle"} <= sentence.kinds.keys() and SPEAKER.isdisjoint(sentence.vocabulary)


MODELS = frozenset(("model", "mannequin", "manikin", "phantom", "simulator", "cadaver"))
MODEL_REACH = 4
SHOWN = {"shown", "showed", "showing", "demonstrated", "demonstration", "explained", "using", "after"}
"""Words of a lesson for the patient, which a needle may follow."""


def practised(page: Page, sentence: Sentence) -> bool:
    """Whether a needle was put into the model that is named: "injection of the trapezius on the gel model"."""
    if {"act", "service"}.isdisjoint(sentence.kinds):
        return False
    words = page.tokens.words
    at = next((at for at in range(sentence.first, sentence.last) if words[at] in MODELS), None)
    if at is None or {"on", "in"}.isdisjoint(words[max(sentence.first, at - MODEL_REACH) : at]):
        return False
    if any(m.first > at for m in sentence.kinds.get("act", ())) or not SHOWN.isdisjoint(sentence.vocabulary):
        return False
    return ("unit", "ml") not in sentence.meanings
