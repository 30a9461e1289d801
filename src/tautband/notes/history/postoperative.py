"""An operation before this encounter: which, when, and whether its surgeon writes this note."""

from __future__ import annotations

from itertools import pairwise, takewhile

from tautband.model.encounter import Postoperative
from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.spans import span_weeks
from tautband.notes.vocabulary.lexicon import Mention


def read_postoperative(page: Page, cues: dict[int, list[Mention]]) -> Postoperative | None:
    """An operation this encounter follows, when, by whom, and whether the treatment belongs to it."""
    operation: Mention | None = None
    where: Sentence | None = None
    for sentence in page.sentences:
        for m in cues.get(sentence.number, []):
            if (
                m.kind == "operation"
                and not sentence.has("planned", "family")
                and (recent(page, sentence) or linked(cues, sentence))
            ):
                operation, where = m, sentence
                break
        if operation:
            break
    if operation is None or where is None:
        return None
    weeks = weeks_since(page, where)
    if weeks is None and long_ago(page, cues, operation):
        return None
    near = [s for s in page.sentences if abs(s.number - where.number) <= 1]
    links = [m.value for s in page.sentences for m in cues.get(s.number, []) if m.kind == "operation_link"]
    beside = [m.value for s in near for m in cues.get(s.number, []) if m.kind == "operation_link"]
    same = (
        True if "same_surgeon" in beside else False if "other_surgeon" in beside or "other_surgeon" in links else None
    )
    if same is None and (
        "same_surgeon" in links or own(page, where, operation) or signed_by_surgeon(page) or own_check(page)
    ):
        same = True
    return Postoperative(
        operation=" ".join(page.tokens.words[operation.first : operation.last]),
        weeks_since=weeks,
        same_surgeon=same,
        related=False if "unrelated" in links else None,
        evidence=(page.evidence(operation.first, operation.last),),
    )


OWN_REACH = 7
BEHIND = 14
"""Words behind an operation, its levels and its date among them, in which its surgeon is named."""
BY, MYSELF = {"by", "("}, {"me", "us", "myself", "undersigned", "mine", "ours"}
WAS, MINE = {"was", "is", "were"}, {"mine", "ours"}
HERE = {"this", "our"}
ROOMS = {"office", "clinic", "practice", "group", "surgeon"}


def own(page: Page, sentence: Sentence, operation: Mention) -> bool:
    """Whether the writer calls the operation theirs: "6 weeks from my C5-6 discectomy", "ACDF C5-6 by me on 6/18"."""
    words = page.tokens.words
    before = words[max(sentence.first, operation.first - OWN_REACH) : operation.first]
    after = words[operation.last : min(operation.last + BEHIND, sentence.last)]
    if any((one in BY and two in MYSELF) or (one in WAS and two in MINE) for one, two in pairwise(after)):
        return True
    if any(
        one == "," and two in MYSELF and three == ")"
        for one, two, three in zip(after, after[1:], after[2:], strict=False)
    ):
        return True  # "ORIF R clavicle (Dr. Example, me)"
    if any(
        one in ("(", ",") and two in HERE and three in ROOMS
        for one, two, three in zip(after, after[1:], after[2:], strict=False)
    ):
        return True
    if not {"my", "our"}.isdisjoint(before):
        return True
    if any(one in ("(", ",") and after[at + 1 : at + 3] == ["my", "patient"] for at, one in enumerate(after)):
        return True
    if not {"i", "we"}.isdisjoint(before) and not OPERATED.isdisjoint(before):
        return True
    told = words[sentence.first : operation.first]
    return not THEATRE.isdisjoint(told) and any(
        one in ("i", "we") and two in ("took", "brought") for one, two in pairwise(told)
    )


SIGNATURE = 12
"""Words at the end of a note among which its author signs."""
SHORTEST_NAME = 4


def signed_by_surgeon(page: Page) -> bool:
    """Whether the surgeon that a line names signs the note too: "Surgeon: E. Example MD" and "E. Example MD" at its
    end.
    """
    words = page.tokens.words
    signing = {word for word in words[-SIGNATURE:] if word.isalpha() and len(word) >= SHORTEST_NAME}
    for line in page.lines:
        if not line.blank and words[line.first : line.first + 2] == ["surgeon", ":"]:
            named = takewhile(lambda word: word not in ("md", "do", ",", "("), words[line.first + 2 : line.last])
            return not signing.isdisjoint(named)
    return False


HEAD = 3
CHECKS = {"visit", "check", "appointment", "appt", "followup", "#", "wk", "week"}
WOUNDS = frozenset({"incision", "incisions", "wound", "wounds", "portals", "sutures", "staples", "inc", "steristrips"})


def own_check(page: Page) -> bool:
    """Whether a note is titled as the check after an operation and looks at the wound, as its surgeon's does."""
    titled = any(
        any(one in ("op", "operative", "postop", "postoperative") and two in CHECKS for one, two in pairwise(words))
        for words in (page.tokens.words[s.first : s.last] for s in page.sentences[:HEAD])
    )
    return titled and any(s.own for s in page.saying(WOUNDS))


OPERATED = {"did", "performed", "completed", "carried"}
THEATRE = {"surgery", "or", "theatre", "theater", "operating"}
"""Where "I took her" on the day of the operation."""


def linked(cues: dict[int, list[Mention]], sentence: Sentence) -> bool:
    """Whether the sentence says that this is after the operation."""
    return any(
        m.kind == "operation_link" and m.value in ("postop", "same_surgeon", "other_surgeon")
        for m in cues.get(sentence.number, [])
    )


HALF_A_YEAR = 183


def long_ago(page: Page, cues: dict[int, list[Mention]], operation: Mention) -> bool:
    """Whether other sentences date the operation, each time more than half a year back: "RFA 09/2023 and 10/2024"."""
    words = page.tokens.words
    name = words[operation.first : operation.last]
    told = [
        dated.day
        for sentence in page.saying({name[0]})
        if any(m.kind == "operation" and words[m.first : m.last] == name for m in cues.get(sentence.number, []))
        for dated in page.dates_in(sentence)
    ]
    before = [day for day in told if page.day is not None and day < page.day]
    return bool(before) and page.day is not None and (page.day - max(before)).days > HALF_A_YEAR


def recent(page: Page, sentence: Sentence) -> bool:
    """Whether the sentence dates the operation within half a year before the service."""
    weeks = weeks_since(page, sentence)
    return weeks is not None and weeks <= 26


def weeks_since(page: Page, sentence: Sentence) -> float | None:
    """Weeks from the operation to the service: by its date, else by "week 5", "day 24 after", "6 weeks after"."""
    if page.day is not None:
        days = [(page.day - d.day).days for d in page.dates_in(sentence) if d.exact and d.day < page.day]
        if days:
            return round(min(days) / 7, 1)
    words = page.tokens.words
    for m in sentence.things:
        if m.kind == "unit" and m.value in ("weeks", "months", "days"):
            if words[m.last : m.last + 1] and words[m.last] in (
                "after",
                "post",
                "s",
                "out",
                "from",
                "ago",
                "since",
                "status",
            ):
                return span_weeks(page, sentence, m)
            number = page.number(m.last)
            if number is not None and words[m.first] == "week":
                return number
            if number is not None and words[m.first] == "day" and words[m.last + 1 : m.last + 2] == ["after"]:
                return round(number / 7, 1)  # "day 24 after hysterectomy"
    return None
