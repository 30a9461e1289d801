"""Where the procedure begins in notes that put no heading over it: at its own words.

Consent, skin preparation, a needle's gauge, a drug with its volume or the deed itself opens it; it lasts to the next
heading. In the patient's story only what no story holds opens it.
"""

from __future__ import annotations

from tautband.notes.context.deeds import acts
from tautband.notes.text.page import NONE, Page, Sentence

OPEN_TO_IT = {"", "assessment", "plan", "exam", "title", "today"}
"""Parts in which a procedure can begin by its own words."""
MEANT = ("planned", "offered", "declined", "deferred", "not_performed", "drawn_up")
BACK = 3
"""How many sentences before its first sure words a procedure can begin."""


def open_procedure(page: Page) -> None:
    """Let the procedure begin where its own words begin, in notes that put no heading there."""
    under_way = False
    headed: Sentence | None = None
    for sentence in page.sentences:
        sentence.opened_by = sentence.opened_by or sentence.section
        if sentence.heading is not None:
            under_way, headed = False, sentence
        elif under_way and (sentence.section in OPEN_TO_IT or sentence.section == "history"):
            sentence.section = "procedure"
        if sentence.past or sentence.foreign or sentence.has(*MEANT):
            continue
        if headed_px(page, sentence):
            sentence.section, under_way = "procedure", True
        elif sentence.section == "history":
            if begins_in_history(page, sentence) and not right_below(headed, sentence):
                sentence.section, under_way = "procedure", True
                with_its_imaging(page, sentence)
        elif not under_way and begins(page, sentence):
            under_way = True
            begin_earlier(page, sentence)
            if sentence.heading is None or sentence.section != "exam":
                sentence.section = "procedure"


def headed_px(page: Page, sentence: Sentence) -> bool:
    """Whether "Px" heads a trigger point injection or a measured drug; it is the physical examination elsewhere."""
    if sentence.heading is None or page.tokens.words[sentence.first] != "px":
        return False
    return ("service", "tpi") in sentence.meanings or ("drug" in sentence.kinds and ("unit", "ml") in sentence.meanings)


def right_below(headed: Sentence | None, sentence: Sentence) -> bool:
    """Whether a sentence stands on the line of the last heading and close to it, so that it belongs to that part."""
    return headed is not None and sentence.line == headed.line and sentence.number - headed.number <= BACK


def begins(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence outside of the patient's story opens the procedure."""
    if sentence.section not in OPEN_TO_IT:
        return False
    opened = any(m.value in ("consent", "prep", "technique_needle") for m in sentence.elements)
    return opened or ("drug" in sentence.kinds and ("unit", "ml") in sentence.meanings) or deed(page, sentence)


def begins_in_history(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence of the patient's story opens the procedure: consent, prep, a counted muscle, an image."""
    readied = any(m.value in ("consent", "prep") for m in sentence.elements)
    return readied or counted_muscle(page, sentence) or watched(page, sentence)


MUSCLES = {"muscle", "short_muscle"}
DONE = {"performed", "did", "done", "given", "completed", "administered"}


def deed(page: Page, sentence: Sentence) -> bool:
    """Whether a line of its own tells that a needle went into a muscle: "I injected the left trapezius."."""
    if sentence.first not in page.line_starts or MUSCLES.isdisjoint(sentence.kinds):
        return False
    if any(m.value in ("inject", "injection") for m in acts(page, sentence)):
        return True
    return ("service", "tpi") in sentence.meanings and not DONE.isdisjoint(sentence.vocabulary)


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
