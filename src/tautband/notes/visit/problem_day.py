"""The problems of a day beside the injected pain, while they are gathered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tautband.model.encounter import Diagnosis, OtherProblem
from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.needle_places import NeedlePlaces
from tautband.notes.visit.problem_entries import Entry
from tautband.notes.visit.problem_weight import weighed


@dataclass(slots=True)
class Day:
    """A note's other problems, with the sentences whose work is counted for one of them."""

    page: Page
    sentences: list[Sentence]
    """The clinician's own, without those of staff."""
    assessed: dict[str, Diagnosis]
    """Today's diagnoses apart from the muscle pain, by their concept."""
    places: NeedlePlaces
    """Regions and sides of the injected muscles."""
    stated: dict[str, Entry] = field(default_factory=dict)
    """The first entry of each problem."""
    found: dict[str, OtherProblem] = field(default_factory=dict)
    claimed: set[int] = field(default_factory=set)
    """Numbers of the sentences whose work is some problem's."""

    def unclaimed(self) -> Iterator[Sentence]:
        """The sentences whose work is no problem's yet."""
        return (sentence for sentence in self.sentences if sentence.number not in self.claimed)

    def give(self, concept: str, diagnosis: Diagnosis | None, known: list[Sentence], sentence: Sentence) -> None:
        """Count a sentence's work for a problem, beside the words already known of it."""
        entry = Entry(concept, [*known, sentence], own=True, diagnosis=diagnosis)
        self.found[concept], _ = weighed(self.page, entry, self.places)
        self.claimed.add(sentence.number)
