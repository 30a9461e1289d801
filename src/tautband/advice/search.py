"""The smallest set of steps that clears a finding and brings no other, found by running the edits on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from tautband.advice.change import Step, applied
from tautband.edits import scrub
from tautband.model.claim import Claim
from tautband.model.finding import Finding, ScrubResult
from tautband.rulebook.book import Rulebook

MOST_STEPS = 3
MOST_LINES = 10_000
"""A second's work. Claims of a few lines never need so many."""
_BY_THREES, _BY_TWOS = 12, 30
"""Steps of which every three, or every two, are tried together; of more, each alone."""


def scrubbed_each(claims: Sequence[Claim], company: Sequence[Claim], rulebook: Rulebook) -> list[ScrubResult]:
    """The result of each claim as though it stood alone beside `company`, the patient's other claims."""
    together: list[Claim] = []
    for number, claim in enumerate(claims):
        patient = {"patient_id": f"{number}"}
        together += [claim.model_copy(update=patient), *(other.model_copy(update=patient) for other in company)]
    return scrub(together, rulebook)[:: len(company) + 1]


Told = Counter[tuple[str, int | None, str]]


def clears(finding: Finding, before: ScrubResult, after: ScrubResult, numbers: Sequence[int | None] = ()) -> bool:
    """Whether a finding is gone, and nothing has come that stands or is left open. `numbers` gives each line's number
    before the change; without it the lines are the same.
    """
    return _gone(finding, before, after, numbers) and not _new(before, after, numbers)


def left_open(finding: Finding, before: ScrubResult, after: ScrubResult, numbers: Sequence[int | None]) -> list[str]:
    """The edits that a change leaves open where it clears a finding and nothing new stands; empty where it does not."""
    new = _new(before, after, numbers)
    only_open = all(outcome == "not_evaluated" for _, _, outcome in new)
    return sorted({edit for edit, _, _ in new}) if _gone(finding, before, after, numbers) and only_open else []


def _told(result: ScrubResult, numbers: Sequence[int | None] = ()) -> Told:
    """Every edit that stands, by the line's number before the change (-1: a line added), and every one left open."""
    found: Told = Counter()
    for f in result.findings:
        if f.outcome == "not_evaluated":
            found.update((edit, None, f.outcome) for edit in f.edits)
            continue
        line = f.line
        if numbers and line is not None:
            before = numbers[line - 1]
            line = -1 if before is None else before
        found[f.edit, line, "stands"] += 1
    return found


def _gone(finding: Finding, before: ScrubResult, after: ScrubResult, numbers: Sequence[int | None]) -> bool:
    was, now = _told(before), _told(after, numbers)
    if finding.outcome == "not_evaluated":
        return not any((edit, None, "not_evaluated") in now for edit in finding.edits)
    key = (finding.edit, finding.line, "stands")
    return now[key] < was[key] and (finding.edit, None, "not_evaluated") not in now - was


def _new(before: ScrubResult, after: ScrubResult, numbers: Sequence[int | None]) -> Told:
    return _told(after, numbers) - _told(before)


class Search:
    """What steps do to one claim, tried once for all its findings, until MOST_LINES lines have been judged."""

    def __init__(self, claim: Claim, result: ScrubResult, company: Sequence[Claim], rulebook: Rulebook) -> None:
        self._claim, self._before, self._company, self._rulebook = claim, result, company, rulebook
        self._lines_left = MOST_LINES
        self.spent = False
        """Whether some set was left untried."""
        self._tried: dict[tuple[Step, ...], tuple[ScrubResult, list[int | None]]] = {}

    def smallest(self, finding: Finding, steps: Sequence[Step], most: int = MOST_STEPS) -> tuple[Step, ...] | None:
        """The first smallest set of at most `most` steps that mends a finding; None where none does."""
        pool = list(dict.fromkeys(steps))
        most = min(most, MOST_STEPS if len(pool) <= _BY_THREES else 2 if len(pool) <= _BY_TWOS else 1, len(pool))
        for size in range(1, most + 1):
            sets = [chosen for chosen in combinations(pool, size) if _apart(chosen)]
            for chosen in self._try(sets):
                after, numbers = self._tried[chosen]
                if clears(finding, self._before, after, numbers):
                    return chosen
            if self.spent:
                return None  # a smaller set was perhaps never tried, so a larger one is not known to be the smallest
        return None

    def nearest(self, finding: Finding, steps: Sequence[Step]) -> tuple[Step, list[str]] | None:
        """The first step that clears a finding and brings nothing but open questions, with the edits it leaves open."""
        for (step,) in self._try([(step,) for step in steps]):
            after, numbers = self._tried[step,]
            if edits := left_open(finding, self._before, after, numbers):
                return step, edits
        return None

    def _try(self, sets: Sequence[tuple[Step, ...]]) -> list[tuple[Step, ...]]:
        """Run the edits on each set not tried yet, as far as the lines last; the sets whose result is known."""
        each = max(1, len(self._claim.lines) + sum(len(other.lines) for other in self._company))
        wanted = [chosen for chosen in sets if chosen not in self._tried]
        new = wanted[: self._lines_left // each]
        self.spent |= len(new) < len(wanted)
        if new:
            self._lines_left -= each * len(new)
            changed = [applied(self._claim, chosen) for chosen in new]
            results = scrubbed_each([claim for claim, _ in changed], self._company, self._rulebook)
            for chosen, result, (_, numbers) in zip(new, results, changed, strict=True):
                self._tried[chosen] = (result, numbers)
        return [chosen for chosen in sets if chosen in self._tried]


def _apart(chosen: Sequence[Step]) -> bool:
    """Whether no two steps contradict each other: a line taken off is not changed, a thing is set once."""
    removed = {step.line for step in chosen if step.action == "remove_line"}
    set_once = [(s.line, s.action) for s in chosen if s.action.startswith("set_")]
    return len(set(set_once)) == len(set_once) and not any(
        step.line in removed and step.action != "remove_line" for step in chosen
    )
