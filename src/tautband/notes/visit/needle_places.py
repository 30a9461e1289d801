"""Where the needles of a note went, and what was examined beside their muscles, each read once."""

from __future__ import annotations

from functools import cached_property

from tautband.notes.findings.wide_exam import examined
from tautband.notes.text.page import Page
from tautband.notes.visit.other_limb import injected_sides
from tautband.notes.visit.same_pain import injected_groups


class NeedlePlaces:
    """The regions and sides of a note's injected muscles."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def groups(self) -> set[str]:
        """Groups of the injected muscles' regions."""
        return injected_groups(self.page)

    @cached_property
    def sides(self) -> set[str]:
        """Sides of the injected muscles."""
        return injected_sides(self.page)

    @cached_property
    def examined(self) -> set[str]:
        """What was examined today beyond the muscles."""
        apart = [s for s in self.page.sentences if not (s.past or s.foreign or "muscle" in s.kinds)]
        return examined(self.page, apart)
