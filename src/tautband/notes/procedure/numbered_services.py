"""Items whose service an earlier list of procedures names: "2. Under fluoroscopy" after "2. Medial branch blocks"."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.procedure.back_to_muscles import heads_muscle_item
from tautband.notes.procedure.service_kinds import TRIGGER_POINT
from tautband.notes.text.page import Page, Sentence

FAR_NAMED = 80
"""How many sentences back an item's service may have been named in full."""
ITEM_NAMES = {
    "block": "nerve_block", "blocks": "nerve_block", "joint": "joint_injection", "bursa": "bursa_injection",
    "toxin": "botulinum", "botox": "botulinum",
}  # fmt: skip


def named_before(page: Page, procedure: Procedure, aim: Aim) -> str | None:
    """The service that an earlier line of the note gave an item, by its one word or its number."""
    return named_by_item(page, procedure, aim) or by_its_number(page, procedure, aim)


def named_by_item(page: Page, procedure: Procedure, aim: Aim) -> str | None:
    """The service that a one-word item names which an earlier line named in full: "1. Block." after a list of both."""
    sentence, words = aim.sentence, page.tokens.words
    if heads_muscle_item(page, aim):
        return TRIGGER_POINT
    if not sentence.item or words[sentence.last - 1] not in ".:" or sentence.last - sentence.first > 5:
        return None
    kind = ITEM_NAMES.get(words[sentence.last - 2])
    earlier = any(m.value == kind for a in procedure.aims[-FAR_NAMED:] for m in a.services)
    return kind if kind and earlier else None


COUNTING = {".", ")"}
PARTS = {"technique", "procedure", "description", "details", "part", "injection"}
"""Words that a report puts before the number of one of its procedures: "Technique (2):", "Procedure 2:"."""


def item_number(page: Page, sentence: Sentence) -> str:
    """The number that opens a sentence or stands right before it: "2. Left knee", "Procedures: 1. Left knee"; or that
    of the report's part that it opens: "Technique (2): the patient was turned".
    """
    words, first = page.tokens.words, sentence.first
    if words[first] in PARTS:
        told = [word for word in words[first + 1 : first + 6] if word not in ("(", ")", "#")][:2]
        return told[0] if len(told) == 2 and told[1] == ":" and told[0].isdecimal() and len(told[0]) == 1 else ""
    for at in (first, first - 2):
        if (
            at >= 0
            and words[at].isdecimal()
            and len(words[at]) == 1
            and not COUNTING.isdisjoint(words[at + 1 : at + 2])
        ):
            return words[at]
    return ""


def by_its_number(page: Page, procedure: Procedure, aim: Aim) -> str | None:
    """The service that the list of procedures gave the number of this item: "1. Under fluoroscopy ..." after
    "Procedures: 1. Medial branch blocks 2. Trigger point injections".
    """
    if aim.sentence.section != "procedure":
        return None
    lists = aim.sentence.opened_by in ("", "procedure", "title") and not aim.dose and not aim.acts
    if len(aim.services) > 1 and lists:
        procedure.numbered.update(numbered_in_a_row(page, aim))
    number = item_number(page, aim.sentence)
    if not number:
        return None
    if aim.services:
        if lists:
            procedure.numbered.setdefault(number, aim.services[-1].value)
        return None
    opens = aim.sentence.first in page.line_starts and len(set(procedure.numbered.values())) > 1
    found = procedure.numbered.get(number) if opens else None
    named = page.tokens.words[aim.sentence.first] in PARTS
    return found if named or not aim.targets or found == TRIGGER_POINT else None


NUMBER_REACH = 7
"""Words from an item's number to the service it names: "2) left trochanteric bursa injection"."""


def numbered_in_a_row(page: Page, aim: Aim) -> dict[str, str]:
    """The services of a list that runs on in one line, by their numbers: "(1) epidural injection 2) TPI trapezius"."""
    words, found = page.tokens.words, dict[str, str]()
    after = aim.sentence.first
    for m in aim.services:
        for at in range(m.first - 2, max(after, m.first - NUMBER_REACH) - 1, -1):
            if words[at].isdecimal() and len(words[at]) == 1 and not COUNTING.isdisjoint(words[at + 1 : at + 2]):
                found[words[at]] = m.value
                break
        after = m.last
    return found
