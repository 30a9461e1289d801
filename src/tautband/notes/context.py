"""Whose and when: which sentences speak of today's encounter, and what they assert.

A sentence is past when it stands in a part for earlier care, in an entry dated before the service, or when its own
words put an injection into the past; it is foreign when it is boilerplate, family history or a list of drugs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tautband.notes.dates import MONTHS, Dated
from tautband.notes.lexicon import Mention
from tautband.notes.other_days import told_of_another_day
from tautband.notes.page import NONE, Page, Sentence
from tautband.notes.pasted import MOST_MARK, PAPERS, RULES, copies_on, quotations
from tautband.notes.sections import skip_marker
from tautband.notes.short_days import with_its_result
from tautband.notes.stance import acts, of_another_day
from tautband.notes.visit_numbers import NUMBERED, past_number
from tautband.notes.voided import voided

SPOKEN_TO = {"you", "your"}
SPEAKER = {"i", "we", "my"}
CLINICAL = {"history", "exam", "past"}
"""Parts of a note that no consent form holds."""
PAST_SECTIONS = {"past"}
FOREIGN_SECTIONS = {"medications", "allergies", "family", "social", "ros", "boilerplate"}
NEEDLE = {"service", "act", "muscle", "drug"}
NEEDLED = {"service", "act", "drug"}
MEASURED = {("point", "injection"), ("unit", "ml")}
SHORT_ENTRY = 10
"""A line with a date and at most this many further words dates what follows it."""


def set_context(page: Page) -> None:
    """Mark each sentence of `page` with its assertions, its date and whether it speaks of another time or person."""
    gather_assertions(page)
    entry: date | None = None
    entry_line, entry_indent, entry_block, entry_paragraph = -1, 0, False, -1
    drugs_injected = False
    form = dated_paragraph = -1
    words = page.tokens.words
    dates = {dated.first: dated for dated in page.dates if dated.exact or not words[dated.first].isdecimal()}
    dated = {page.sentence_numbers[at] for at in dates}
    quoted = quotations(page)
    page.void = voided(page)
    copying: int | None = None
    papers = listed = headed = -1
    resumed = False
    for sentence in page.sentences:
        drugs_injected = drugs_injected and not sentence.heading
        if sentence.section == "medications" and (drugs_injected or injected_drug(sentence)):
            sentence.section, drugs_injected = "procedure", True
        opener = opening_date(page, sentence, dates) if sentence.number in dated else None
        inside = sentence.line == entry_line and sentence.first not in page.line_starts
        if sentence.section == "today" or (
            sentence.heading and sentence.section in ("procedure", "exam") and not (entry_block or inside)
        ):
            entry = None
        indent = page.tokens.gaps[sentence.first] if sentence.first in page.line_starts else entry_indent
        if opener is not None and sentence.first in page.line_starts:
            alone = sentence.last - sentence.first <= SHORT_ENTRY and NEEDLE.isdisjoint(sentence.kinds)
            alone = alone and not tells_beside(page, sentence) and exact_at(page, sentence)
            listed_before = entry is not None and indent == entry_indent and not entry_block
            row = page.tokens.words[skip_marker(page, sentence.first, sentence.last)].isdecimal()
            alone = alone and not (row and listed_before and sentence.paragraph == dated_paragraph)
            dated_paragraph = sentence.paragraph if row else -1
            entry, entry_line, entry_indent, entry_block = opener, sentence.line, indent, alone
            entry_paragraph = sentence.paragraph if page.tokens.words[sentence.first] in EARLIER else -1
        elif entry is not None and (
            entry_paragraph not in (-1, sentence.paragraph)
            or (sentence.line != entry_line and not entry_block and indent <= entry_indent)
        ):
            entry = None
        sentence.dated = entry
        copying = copies_on(page, sentence, copying)
        if (sentence.heading and sentence.section in CLINICAL) or for_the_clinician(page, sentence):
            form = -1  # the clinician's own part begins, though no blank line stands before it
        if sentence.heading and sentence.section == "past" and not PAPER_HEADS.isdisjoint(sentence.vocabulary):
            papers = sentence.line
        elif sentence.section == "past" and sentence.heading is None:
            if opener is not None or sentence.paragraph == headed:
                listed = sentence.paragraph
            elif listed not in (-1, sentence.paragraph) and begins_today(page, sentence):
                resumed = True
        if sentence.heading:
            listed, resumed = -1, False
            lists = sentence.section == "past" and ONE_PAPER.isdisjoint(sentence.vocabulary)
            headed = sentence.paragraph if lists else -1
        elif resumed and sentence.section == "past":
            sentence.section = ""
        sentence.past = is_past(page, sentence) or copying is not None or sentence.line in quoted
        if sentence.line == papers and not NEEDLE.isdisjoint(sentence.kinds) and not sentence.has("today"):
            sentence.past = sentence.past or not any(d.day == page.day for d in page.dates_in(sentence))
        sentence.foreign = (
            sentence.section in FOREIGN_SECTIONS
            or sentence.has("family", "instruction")
            or legend(page, sentence)
            or of_an_example(page, sentence)
            or sentence.paragraph == form
            or sentence.number in page.void
            or told_to_the_patient(sentence)
        )
        if "instruction" in sentence.assertions and page.tokens.words[sentence.last - 1] == ":":
            form = sentence.paragraph  # what a form's opening words list is no deed
        if "patients_voice" in sentence.assertions and (
            CLINICIANS.isdisjoint(sentence.vocabulary) or names_itself(page, sentence)
        ):
            form = sentence.paragraph
            sentence.foreign = True


def for_the_clinician(page: Page, sentence: Sentence) -> bool:
    """Whether a line between marks opens the clinician's part of a form: "---- to be completed by provider ----"."""
    words = page.tokens.words[sentence.first : sentence.last]
    return words[0] in RULES and words[-1] in RULES and not WRITERS.isdisjoint(words)


WRITERS = {"provider", "clinician", "physician", "doctor", "practitioner", "proceduralist"}


def names_itself(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence opens with the patient's own name for himself: "I, the patient, give permission ..."."""
    words = page.tokens.words[sentence.first : sentence.first + 3]
    return words == ["i", ",", "the"]


CLINICIANS = {"scribe", "scribe's", "patient", "patient's", "entry", "attest", "personally", "examined", "supervised"}
"""Words by which "I have read ..." is a clinician's and not the patient's."""


PAPER_HEADS = {
    "records",
    "record",
    "outside",
    "old",
    "previous",
    "prior",
    "last",
    "reviewed",
    "copied",
    "earlier",
    "note",
}
"""Words of a heading that holds for all of its line, though another heading stands on it."""


ONE_PAPER = {"note", "report", "visit", "encounter", "procedure", "dictation", "text"}
"""Words of a heading below which one older paper stands, of as many paragraphs as it has."""


def begins_today(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence behind a list of dated sessions tells what the writer does now: "After consent I injected"."""
    if "act" not in sentence.kinds or page.dates_in(sentence) or sentence.has("historical"):
        return False
    told = not SPEAKER.isdisjoint(sentence.vocabulary) or any(m.value in ("consent", "prep") for m in sentence.elements)
    return told and any(m.value in ("inject", "injection") for m in acts(page, sentence))


def tells_beside(page: Page, sentence: Sentence) -> bool:
    """Whether the same line goes on, behind a column's gap, with muscles or drugs: a row of a list of sessions."""
    following = page.sentences[sentence.number + 1] if sentence.number + 1 < len(page.sentences) else None
    return (
        following is not None and following.line == sentence.line and not {"muscle", "drug"}.isdisjoint(following.kinds)
    )


def told_to_the_patient(sentence: Sentence) -> bool:
    """Whether a sheet tells the patient of a needle, "the doctor injected your right trapezius", and no writer does."""
    if "act" not in sentence.kinds or "muscle" not in sentence.kinds:
        return False
    return not SPOKEN_TO.isdisjoint(sentence.vocabulary) and SPEAKER.isdisjoint(sentence.vocabulary)


EARLIER = ("prior", "previous", "last", "earlier", "past", "old")


def of_an_example(page: Page, sentence: Sentence) -> bool:
    """Whether a line shows how a form is filled in: "Example: R trapezius, 2 pts"."""
    first = page.lines[sentence.line].first
    return page.tokens.words[first] in ("example", "examples", "sample") and page.tokens.words[
        first + 1 : first + 2
    ] == [":"]


LEGENDS = {"legend", "key", "codes", "abbreviations"}


def legend(page: Page, sentence: Sentence) -> bool:
    """Whether a line explains a form's signs: "0 = examined, not injected", "Key: I = injected"."""
    if "=" not in sentence.vocabulary or sentence.first not in page.line_starts or sentence.last - sentence.first < 3:
        return False
    words = page.tokens.words[sentence.first : sentence.first + 2]
    if words[0] == "=":
        return False  # a heading in a frame of such signs
    return (words[1] == "=" and len(words[0]) <= 2) or (words[0] in LEGENDS and words[1] == ":")


SURFACE = {"patch", "patches", "cream", "gel", "ointment", "tablet", "tab", "po", "daily", "bid", "topical", "prn"}


def injected_drug(sentence: Sentence) -> bool:
    """Whether "Medication:" names what was injected and not what is taken at home: an anesthetic with its strength."""
    drug = first_of(sentence, "drug")
    strength = any(m.value in ("percent", "ml", "mg/ml") for m in sentence.kinds.get("unit", NONE))
    return drug is not None and strength and SURFACE.isdisjoint(sentence.vocabulary)


def gather_assertions(page: Page) -> None:
    """Find the assertion phrases of every sentence; a phrase inside one that means nothing is left out."""
    whole = [m for m in page.cues["assertions"] if not across_columns(page, m)]
    for number, held in page.by_sentence(meaningful(whole)).items():
        sentence = page.sentences[number]
        held = [m for m in held if m.first not in page.left_words]
        sentence.cues = [
            m
            for m in held
            if (m.value != "family" or not beside_the_patient(page, sentence, m)) and not over_a_gap(page, m)
        ]
        sentence.assertions = {m.value for m in sentence.cues}


GAP = 3
"""Blanks that part two columns of one line."""


def over_a_gap(page: Page, m: Mention) -> bool:
    """Whether a denial is the answer of one column beside the next: "Betadine: No   Needle: 22G" says of no needle."""
    answer = m.value == "not_performed" and page.tokens.words[m.first] in ("no", "none")
    return answer and m.last - m.first > 1 and page.tokens.gaps[m.first + 1] >= GAP


HELD = {
    "bathe", "carry", "chase", "dress", "feed", "hold", "lift", "nurse", "push", "raise", "throw", "up"
}  # fmt: skip
BESIDE = {"at", "by", "from", "to", "with"}


def beside_the_patient(page: Page, sentence: Sentence, kin: Mention) -> bool:
    """Whether a relative is only held or came along: "cannot lift her son", "here with her husband"."""
    before = page.tokens.words[kin.first - 1] if kin.first > sentence.first else ""
    if before in HELD or (before.endswith("ing") and before != "being"):
        return True
    return before in BESIDE and NEEDLE.isdisjoint(sentence.kinds)


APART = 3
"""Blanks that part the fields of a form rather than words."""


def across_columns(page: Page, m: Mention) -> bool:
    """Whether a phrase reaches over the gap between two fields: "Betadine: No   Needle 22G" denies no needle."""
    return any(page.tokens.gaps[at] >= APART and at not in page.line_starts for at in range(m.first + 1, m.last))


def meaningful(found: Sequence[Mention]) -> list[Mention]:
    """The mentions, which come in order, without those inside a longer phrase that means nothing, and without a denial
    of today's needle inside one of earlier needles: "no needles before".
    """
    kept = []
    first = last = -1
    denied = (-1, -1)
    for m in found:
        if m.value == "ignore" and m.last > last:
            first, last = m.first, m.last
        swallowed = m.last <= last and last - first > m.last - m.first
        if m.value == "never" and m.last > denied[1]:
            denied = (m.first, m.last)
        within = m.value == "not_performed" and denied[0] <= m.first and m.last <= denied[1]
        if not swallowed and not (within and denied[1] - denied[0] > m.last - m.first):
            kept.append(m)
    return kept


def opening_date(page: Page, sentence: Sentence, dates: dict[int, Dated]) -> date | None:
    """The date at the very beginning of a sentence, past a marker or a word such as "visit", "VISIT 2"."""
    words = page.tokens.words
    if words[sentence.first] == "[" and (of_document := bracketed_date(page, sentence, dates)) is not None:
        return of_document
    numbered = sentence.first + past_number(words[sentence.first : min(sentence.last, sentence.first + NUMBERED)])
    for at in range(numbered, min(sentence.last, numbered + 3)):
        if at in dates:
            return dates[at].day
        if words[at] not in BEFORE_DATE:
            return None
    return None


BEFORE_DATE = {"on", "visit", "-", "*", "•", "dos", ":", "date", "(", "session", "note", "encounter", *EARLIER}
"""Words that may stand before the date that opens a sentence."""


def bracketed_date(page: Page, sentence: Sentence, dates: dict[int, Dated]) -> date | None:
    """The date of the document that brackets at the beginning name: "[procedure text of 03/11/2025] Consent signed"."""
    words = page.tokens.words
    for at in range(sentence.first + 1, min(sentence.last, sentence.first + MOST_MARK)):
        if words[at] == "]":
            return None
        if at in dates:
            named = words[sentence.first : at]
            return dates[at].day if not PAPERS.isdisjoint(named) or "text" in named else None
    return None


def exact_at(page: Page, sentence: Sentence) -> bool:
    """Whether the first date of a sentence has its day: a row such as "Apr 2025  MRI" opens no entry of more lines."""
    dated = page.dates_in(sentence)
    return bool(dated) and dated[0].exact


def is_past(page: Page, sentence: Sentence) -> bool:
    """Whether the sentence tells of earlier care."""
    if sentence.section in PAST_SECTIONS:
        return not any(d.day == page.day and d.first - sentence.first <= 1 for d in page.dates_in(sentence))
    if sentence.dated is not None and page.day is not None and sentence.dated != page.day:
        return sentence.dated < page.day
    if NEEDLE.isdisjoint(sentence.kinds):
        return False
    days = [d.day for d in page.dates_in(sentence) if d.exact and not in_heading(page, sentence, d)]
    named = "service" in sentence.kinds or "act" in sentence.kinds or {"muscle", "drug"} <= sentence.kinds.keys()
    if "elsewhere" in sentence.assertions and named:
        return True
    if page.day is not None and page.day in days:
        return False
    earlier = page.day is not None and any(day < page.day for day in days)
    if page.day is not None and not days:
        months = [d.day for d in page.dates_in(sentence) if not d.exact]
        earlier = bool(months) and max(months) < page.day.replace(day=1)
    if earlier and (not sentence.has("today") or dated_elsewhere(page, sentence)):
        return True
    if not days and ("act" in sentence.kinds or "drug" in sentence.kinds) and on_another_day(page, sentence):
        return True
    if "service" in sentence.kinds and with_its_result(page, sentence):
        return True
    meant = sentence.has("planned", "offered", "never")
    if not days and not meant and not NEEDLED.isdisjoint(sentence.kinds) and told_of_another_day(page, sentence):
        return True
    if not sentence.has("historical", "other_clinician") or sentence.has("today", "first") or clocked(page, sentence):
        return False
    if "never" in sentence.assertions and not any(m.value in ("dry_needling", "acupuncture") for m in sentence.things):
        return False
    return not NEEDLED.isdisjoint(sentence.kinds) or not MEASURED.isdisjoint(sentence.meanings)


TIMED = {"completed", "done", "given", "performed", "administered", "injected", "at"}


def clocked(page: Page, sentence: Sentence) -> bool:
    """Whether a deed is told with the time of day and no date: "TPI left piriformis completed 0910 by Dr. Vance"."""
    words = page.tokens.words
    if page.dates_in(sentence) or "historical" in sentence.assertions:
        return False
    return any(
        words[at - 1] in TIMED and len(words[at]) == 4 and words[at][:2] < "24" and words[at][2:] < "60"
        for at in page.numbers_in(sentence)
        if at > sentence.first and words[at].isdecimal() and not words[at].startswith(("19", "20"))
    )


def in_heading(page: Page, sentence: Sentence, dated: Dated) -> bool:
    """Whether a date stands in the brackets of a procedure's heading: "Procedure (authorized 10/12/2023): ..."."""
    if sentence.heading is None or sentence.section != "procedure":
        return False
    first, last = sentence.heading
    return first < dated.first < last and "(" in page.tokens.words[first : dated.first]


def dated_elsewhere(page: Page, sentence: Sentence) -> bool:
    """Whether every deed of a sentence has an earlier date right behind it, so that its "today" is about the patient:
    "TPI done here 3/6/2025, pain better today".
    """
    if "act" not in sentence.kinds or sentence.has("planned", "deferred", "not_performed"):
        return False
    return all(of_another_day(page, sentence, m) for m in sentence.kinds["act"])


def on_another_day(page: Page, sentence: Sentence) -> bool:
    """Whether a deed is dated by month and day alone, and not by today's: "on 5/1 I injected", "on August 12 I put"."""
    if page.day is None or "on" not in sentence.vocabulary:
        return False
    words = page.tokens.words
    for at in range(sentence.first, sentence.last - 3):
        if words[at] != "on":
            continue
        told = slashed_day(words, at + 1)
        if told is None and at + LONGEST_DAY < len(words):
            told = named_day(words, at + 1)
        if told:
            return told != (page.day.month, page.day.day)
    return False


def slashed_day(words: list[str], at: int) -> tuple[int, int] | None:
    """The month and day of "5/1", where no year follows."""
    if (
        words[at + 1] != "/"
        or not (words[at].isdecimal() and words[at + 2].isdecimal())
        or words[at + 3 : at + 4] == ["/"]
    ):
        return None
    month, day = int(words[at][:3]), int(words[at + 2][:3])
    return (month, day) if 0 < month <= 12 and 0 < day <= 31 else None


ORDINALS = ("th", "st", "nd", "rd")
LONGEST_DAY = 8
"""Words from a day to the writer's deed: "on the 14th of November, I"."""


def named_day(words: list[str], at: int) -> tuple[int, int] | None:
    """The month and day of "August 12", where the writer goes on with a deed: "on August 12 I put"."""
    at += words[at] == "the"
    day_first = words[at].isdecimal()
    place = at + day_first
    place += day_first and words[place] in ORDINALS
    place += day_first and words[place] == "of"
    month = MONTHS.get(words[place])
    day = words[at] if day_first else words[place + 1]
    if month is None or not day.isdecimal():
        return None
    behind = place + (1 if day_first else 2)
    behind += words[behind] in ORDINALS
    behind += words[behind] == ","
    return (month, int(day[:3])) if words[behind] in SPEAKER else None


OPEN_TO_IT = {"", "assessment", "plan", "exam", "title", "today"}
"""Parts in which a procedure can begin by its own words."""
OPENERS = {"consent", "prep", "technique_needle"}
MEANT = ("planned", "offered", "declined", "deferred", "not_performed", "drawn_up")


def open_procedure(page: Page) -> None:
    """Let the procedure begin where its own words begin, in notes that put no heading there.

    Consent, skin preparation or a needle's gauge in an assessment or plan opens it; so does a drug with a volume. It
    lasts to the next heading.
    """
    open_now, heading_line, headed = False, -1, -1
    for sentence in page.sentences:
        sentence.opened_by = sentence.opened_by or sentence.section
        if sentence.heading:
            open_now, heading_line, headed = False, sentence.line, sentence.number
        elif open_now and (sentence.section in OPEN_TO_IT or sentence.section == "history"):
            sentence.section = "procedure"
        if sentence.past or sentence.foreign or sentence.has(*MEANT):
            continue
        if sentence.heading and page.tokens.words[sentence.first] == "px" and ("service", "tpi") in sentence.meanings:
            sentence.section, open_now = "procedure", True  # "Px" is the physical examination elsewhere
            continue
        opened = any(m.value in OPENERS for m in sentence.elements)
        if sentence.section == "history":
            begun = any(m.value in ("consent", "prep") for m in sentence.elements) or counted_muscle(page, sentence)
            begun = begun or watched(page, sentence)
            apart = sentence.line != heading_line or sentence.number - headed > BACK
            if begun and apart and not open_now:
                sentence.section, open_now = "procedure", True
                with_its_imaging(page, sentence)
            continue
        dosed = "drug" in sentence.kinds and ("unit", "ml") in sentence.meanings
        if not open_now and sentence.section in OPEN_TO_IT and (opened or dosed or deed(page, sentence)):
            open_now = True
            begin_earlier(page, sentence)
            if not (sentence.heading and sentence.section == "exam"):
                sentence.section = "procedure"


def deed(page: Page, sentence: Sentence) -> bool:
    """Whether a line of its own tells that a needle went into a muscle: "I injected the left trapezius."."""
    if sentence.first not in page.line_starts or MUSCLES.isdisjoint(sentence.kinds):
        return False
    if any(m.value in ("inject", "injection") for m in acts(page, sentence)):
        return True
    return ("service", "tpi") in sentence.meanings and not DONE.isdisjoint(sentence.vocabulary)


MUSCLES = {"muscle", "short_muscle"}
DONE = {"performed", "did", "done", "given", "completed", "administered"}
IMAGED = {"probe", "transducer", "real", "plane", "sonographic", "ultrasound", "fluoroscopic", "fluoroscopy"}


def watched(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence tells how the needle was followed: "needle advanced in real time under the probe"."""
    words = page.tokens.words[sentence.first : sentence.last]
    return bool({"needle", "needles"} & set(words)) and not IMAGED.isdisjoint(words)


def with_its_imaging(page: Page, sentence: Sentence) -> None:
    """Let a procedure that opens with its needle take in what was said of the imaging right before."""
    for earlier in reversed(page.sentences[max(0, sentence.number - BACK) : sentence.number]):
        same = earlier.paragraph == sentence.paragraph and earlier.section == sentence.opened_by
        if not same or earlier.heading or earlier.past or earlier.has(*MEANT):
            return
        if not IMAGED.isdisjoint(page.tokens.words[earlier.first : earlier.last]):
            earlier.section = "procedure"


BACK = 3
"""How many sentences before its first sure words a procedure can begin."""


def begin_earlier(page: Page, sentence: Sentence) -> None:
    """Let the procedure begin with the muscles and counts told right before its drug, needle or consent.

    "TPI: L serratus anterior 1 site, L subscapularis 1 site. 0.25% bupivacaine 1 mL each."
    """
    for earlier in reversed(page.sentences[max(0, sentence.number - BACK) : sentence.number]):
        if (
            earlier.heading
            or earlier.paragraph != sentence.paragraph
            or earlier.section not in ("", "assessment", "plan")
            or earlier.past
            or earlier.foreign
            or earlier.has(*MEANT)
            or not numbered_muscles(page, earlier)
        ):
            return
        earlier.opened_by = earlier.opened_by or earlier.section
        earlier.section = "procedure"


def numbered_muscles(page: Page, sentence: Sentence) -> bool:
    """Whether every muscle of a sentence has its number close by: "left trapezius 2", "3 in R infraspinatus"."""
    muscles = [m for m in sentence.things if m.kind in ("muscle", "short_muscle")]
    if not muscles:
        return False
    ends = [m.first for m in muscles[1:]] + [sentence.last]
    begins = [sentence.first] + [m.last for m in muscles[:-1]]
    behind = all(
        any(page.number(at) is not None for at in range(m.last, min(end, m.last + 5)))
        for m, end in zip(muscles, ends, strict=True)
    )
    ahead = all(
        any(page.number(at) is not None for at in range(max(begin, m.first - 4), m.first))
        for m, begin in zip(muscles, begins, strict=True)
    )
    return behind or ahead


def counted_muscle(page: Page, sentence: Sentence) -> bool:
    """Whether a muscle stands with its count, as only a list of injections has it: "left piriformis x1"."""
    words = page.tokens.words
    if {("point", "site"), ("unit", "ml")} <= sentence.meanings and "muscle" in sentence.kinds:
        return True
    return any(
        m.last < sentence.last and words[m.last] == "x" and page.number(m.last + 1) is not None
        for m in sentence.kinds.get("muscle", NONE)
    )


def first_of(sentence: Sentence, kind: str) -> Mention | None:
    """The first thing of a kind in a sentence."""
    held = sentence.kinds.get(kind)
    return held[0] if held else None
