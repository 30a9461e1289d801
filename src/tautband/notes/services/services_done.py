"""Whether a service that a note names was done: one only spoken of, offered in a box or among other care was not."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.sections import skip_marker

THOUGHT_OF = {
    "alternative", "alternatives", "could", "might", "neither", "option", "options", "thought", "asks", "template",
}  # fmt: skip
"""Words beside which a service without a dose is one that might be given."""
TALKED_OF = {
    "consider", "considered", "discussed", "if", "include", "includes", "later", "next", "pending", "risk", "risks",
    "talked",
}  # fmt: skip
"""Further words beside which a line that only opens with a service's name tells of no service."""
HEAD, AFTER_HEADING = 5, 10
"""Words from a line's beginning, or from the end of its heading, within which it names what it is about."""
TELLING = {"procedure", "today", "plan", ""}
EMPTY_BOXES = ("[ ]", "[]", "( )", "\N{BALLOT BOX}")
NEEDLED = {"needle", "needles", "needled", "inserted", "retained", "performed", "given", "today", "session", "points"}


def really(page: Page, kind: str, aims: list[Aim]) -> bool:
    """Whether a service was done: dosed, acted, counted, or named at the head of a line of the procedure's part."""
    if kind == "dry_needling":
        return True
    if kind == "acupuncture":
        return any(named_in(a) and not among_care(page, a) and told_as_done(page, a) for a in aims)
    return any(
        aim.acts
        or (aim.dose and (kind != "botulinum" or measured(page, aim)))
        or (kind == "botulinum" and bool(aim.targets) and ("unit", "units") in aim.sentence.meanings)
        or heads(page, aim)
        or aim.sentence.section == "title"
        for aim in aims
        if measured(page, aim)
        or not (thought_of(page, aim.sentence) or unticked(page, aim.sentence) or in_another_note(aim.sentence))
    )


def thought_of(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence that measures nothing speaks of what might be given, or of what might go wrong."""
    if sentence.vocabulary >= {"risks", "include"} or not THOUGHT_OF.isdisjoint(sentence.vocabulary):
        return True
    words = page.tokens.words
    return "may" in sentence.vocabulary and any(
        words[at] == "may" and words[at + 1].isalpha() for at in range(sentence.first, sentence.last - 1)
    )


NOTES = {"note", "report", "dictation", "op-note", "document", "record"}


def in_another_note(sentence: Sentence) -> bool:
    """Whether a sentence only points to the note of its own in which a service stands: "(see separate note)"."""
    words = sentence.vocabulary
    return not NOTES.isdisjoint(words) and ("separate" in words or ("separately" in words and "dictated" in words))


OF_A_DRUG = {"ml", "mg", "mg/ml", "percent", "units"}


def measured(page: Page, aim: Aim) -> bool:
    """Whether a sentence measures what it gives: a toxin that is only named was perhaps only spoken of.

    Weeks and months measure no drug, and the letter of "F/U" stands for no units.
    """
    told = [m for m in aim.sentence.kinds.get("unit", NONE) if m.value in OF_A_DRUG]
    return any(m.value != "units" or page.tokens.words[m.first - 1] != "/" for m in told)


def heads(page: Page, aim: Aim) -> bool:
    """Whether a line of the procedure's part opens with a service: what is only mentioned in passing was not done."""
    sentence = aim.sentence
    if sentence.section not in TELLING or sentence.first not in page.line_starts:
        return False
    if thought_of(page, sentence) or not TALKED_OF.isdisjoint(sentence.vocabulary) or unticked(page, sentence):
        return False
    begin = sentence.heading[1] if sentence.heading else skip_marker(page, sentence.first, sentence.last)
    reach = AFTER_HEADING if sentence.heading else HEAD
    return any(m.first - begin <= reach for m in (*aim.services, *sentence.kinds.get("structure", NONE)))


def named_in(aim: Aim) -> bool:
    """Whether a sentence itself names acupuncture, and does not only go on from one that does."""
    return any(m.value == "acupuncture" for m in aim.services)


def told_as_done(page: Page, aim: Aim) -> bool:
    """Whether acupuncture stands where a procedure is told, or beside words of its needles."""
    return aim.sentence.section in ("procedure", "title") or needled(page, aim)


def among_care(page: Page, aim: Aim) -> bool:
    """Whether acupuncture stands among other care that was tried, or is counted by sessions: "PT, acupuncture x4"."""
    words = page.tokens.words
    if any(words[m.last : m.last + 1] == ["x"] for m in aim.services if m.value == "acupuncture"):
        return True
    return any(m.kind == "care" and m.value != "acupuncture" for m in page.within("care", aim.sentence))


def unticked(page: Page, sentence: Sentence) -> bool:
    """Whether a field offers boxes and none is ticked: "NERVE BLOCK: [ ] GON  [ ] LON"."""
    tokens = page.tokens
    if tokens.words[sentence.last - 1] != ":":
        return False
    following = sentence.number + 1
    begin = tokens.ends[sentence.last - 1]
    if following < len(page.sentences):
        offered = tokens.text[begin : tokens.starts[page.sentences[following].first]]
    else:
        offered = tokens.text[begin:]
    return any(box in offered.partition("\n")[0] for box in EMPTY_BOXES)  # what stands unticked is no word of the page


def needled(page: Page, aim: Aim) -> bool:
    """Whether the words beside "acupuncture" tell of needles put in, and not of a treatment tried."""
    near = page.sentences[aim.sentence.number : aim.sentence.number + 4]
    return any(not NEEDLED.isdisjoint(page.tokens.words[s.first : s.last]) for s in near if not s.past)
