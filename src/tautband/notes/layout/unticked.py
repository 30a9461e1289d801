"""What a form's empty boxes would have said: kept aside, since a text that injects such a muscle disagrees with it."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.layout.boxes import CROSS, OPENING, UNTICKED
from tautband.notes.text.page import Page

MARKS = UNTICKED | OPENING.keys()
BOXES = MARKS | frozenset(OPENING.values())


def keep_unticked(page: Page) -> None:
    """Note the words of each item that is hidden with its box, and the line it stood on."""
    words, hidden = page.tokens.words, page.hidden
    if not hidden:
        return
    for number, line in enumerate(page.lines):
        places = [at for at in range(line.first, line.last) if at in hidden]
        if not places or MARKS.isdisjoint([words[at] for at in places]):
            continue
        item: set[str] = set()
        for before, at in pairwise([line.first, *places, line.last]):
            if item and (at > before + 1 or words[before] in BOXES):
                page.unticked.append((number, frozenset(item)))
                item = set()
            if at < line.last and words[at].isalpha() and words[at] not in CROSS:
                item.add(words[at])
        if item:
            page.unticked.append((number, frozenset(item)))
