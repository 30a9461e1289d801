"""Which part of a plan is a problem's by its number: "A: 1) otitis externa 2) myofascial pain. P: 1) drops 2) TPI"."""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.problem_parts import Part

CLOSES = {")", ".", ":", "-"}
LEADS = {":", "(", "#", "for"}
"""What may stand before the number of a problem: "#2", "For 1: nerve conduction studies"."""
MOST = 12


def number_of(page: Page, sentence: Sentence) -> int | None:
    """The number that counts a sentence within its part, past a heading: the 1 of "A: 1) otitis externa"."""
    words = page.tokens.words
    at = sentence.heading[1] if sentence.heading else sentence.first
    while at < sentence.last and words[at] in LEADS:
        at += 1
    if at + 1 >= sentence.last or not words[at].isdecimal() or words[at + 1] not in CLOSES:
        return None
    value = int(words[at][:3])
    return value if value <= MOST else None


def run_from(page: Page, part: Part, begin: int) -> list[Sentence]:
    """The sentences of a part from one up to the next that is counted."""
    found = [part.sentences[begin]]
    for sentence in part.sentences[begin + 1 :]:
        if number_of(page, sentence) is not None:
            break
        found.append(sentence)
    return found


def matched(page: Page, part: Part, plan: Part, first: Sentence) -> tuple[list[Sentence], list[Sentence]] | None:
    """A problem's own sentences in an assessment and those of the same number in the plan after it; None where either
    counts nothing.
    """
    if first.section != "assessment" or plan.sentences[0].section != "plan" or not plan.sentences[0].heading:
        return None
    number = number_of(page, first)
    counts = [number_of(page, s) for s in plan.sentences]
    if number is None or number not in counts or len([k for k in counts if k is not None]) < 2:
        return None
    own = run_from(page, part, next(k for k, s in enumerate(part.sentences) if s is first))
    return own, run_from(page, plan, counts.index(number))


def planned_below(page: Page, parts: list[Part], number: int) -> list[Sentence] | None:
    """The words of the same number under the plan's own heading, where each item of both stands on a line of its own;
    None where the parts below hold no such plan.
    """
    first = parts[number].sentences[0]
    count = number_of(page, first)
    if first.section != "assessment" or count is None:
        return None
    below = parts[number + 1 : number + 1 + MOST]
    begin = next((k for k, part in enumerate(below) if part.sentences[0].section == "plan"), len(below))
    if begin == len(below) or not below[begin].bare:
        return None
    items = [part.sentences for part in below[begin + 1 :]]
    counts = [number_of(page, sentences[0]) for sentences in items]
    if count not in counts or len([k for k in counts if k is not None]) < 2:
        return None
    return items[counts.index(count)]
