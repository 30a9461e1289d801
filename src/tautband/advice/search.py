"""The smallest set of steps that clears a finding and brings no other, found by running the edits on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from tautband.advice.change import Step, applied
from tautband.edits import scrub
from tautband.model.claim import Claim
from tautband.model.finding import Finding, ScrubResult
from tautband.rulebook.book import Rulebook

MOST_STEPS = 3
_MOST_TOGETHER = 12
"""Steps of which every pair and triple is tried; of more, only single steps and pairs."""


def scrubbed_each(claims: Sequence[Claim], company: Sequence[Claim], rulebook: Rulebook) -> list[ScrubResult]:
    """The result of each claim as though it stood alone beside `company`, the patient's other claims."""
    together: list[Claim] = []
    for number, claim in enumerate(claims):
        patient = {"patient_id": f"{number}"}
        together += [claim.model_copy(update=patient), *(other.model_copy(update=patient) for other in company)]
    return scrub(together, rulebook)[:: len(company) + 1]


def clears(finding: Finding, before: ScrubResult, after: ScrubResult, numbers: Sequence[int | None] = ()) -> bool:
    """Whether a finding is gone and nothing new has come. `numbers` gives each line's number before the change; without
    it the lines are the same.
    """
    line_before = dict(enumerate(numbers, start=1)) if numbers else None

    def told(result: ScrubResult, renumber: bool) -> Counter[tuple[str, int | None, str]]:
        found: Counter[tuple[str, int | None, str]] = Counter()
        for f in result.findings:
            line = line_before.get(f.line) if renumber and line_before is not None and f.line else f.line
            new = -1 if renumber and line_before is not None and f.line and line is None else line
            if f.outcome == "not_evaluated":
                found.update((edit, None, f.outcome) for edit in f.edits)
            else:
                found[f.edit, new, "stands"] += 1
        return found

    was, now = told(before, False), told(after, True)
    if finding.outcome == "not_evaluated":
        gone = not any((edit, None, "not_evaluated") in now for edit in finding.edits)
    else:
        gone = now[finding.edit, finding.line, "stands"] < was[finding.edit, finding.line, "stands"]
    return gone and not now - was


class Search:
    """What steps do to one claim, tried once for all its findings."""

    def __init__(self, claim: Claim, result: ScrubResult, company: Sequence[Claim], rulebook: Rulebook) -> None:
        self._claim, self._before, self._company, self._rulebook = claim, result, company, rulebook
        self._tried: dict[tuple[Step, ...], tuple[ScrubResult, list[int | None]]] = {}

    def smallest(self, finding: Finding, steps: Sequence[Step], most: int = MOST_STEPS) -> tuple[Step, ...] | None:
        """The first smallest set of at most `most` steps that mends a finding; None where none does."""
        pool = list(dict.fromkeys(steps))
        most = min(most, MOST_STEPS if len(pool) <= _MOST_TOGETHER else 2, len(pool))
        for size in range(1, most + 1):
            sets = [chosen for chosen in combinations(pool, size) if _apart(chosen)]
            self._try(sets)
            for chosen in sets:
                after, numbers = self._tried[chosen]
                if clears(finding, self._before, after, numbers):
                    return chosen
        return None

    def _try(self, sets: Iterable[tuple[Step, ...]]) -> None:
        new = [chosen for chosen in sets if chosen not in self._tried]
        if not new:
            return
        changed = [applied(self._claim, chosen) for chosen in new]
        results = scrubbed_each([claim for claim, _ in changed], self._company, self._rulebook)
        for chosen, result, (_, numbers) in zip(new, results, changed, strict=True):
            self._tried[chosen] = (result, numbers)


def _apart(chosen: Sequence[Step]) -> bool:
    """Whether no two steps contradict each other: a line taken off is not changed, a thing is set once."""
    removed = {step.line for step in chosen if step.action == "remove_line"}
    set_once = [(s.line, s.action) for s in chosen if s.action.startswith("set_")]
    return len(set(set_once)) == len(set_once) and not any(
        step.line in removed and step.action != "remove_line" for step in chosen
    )
