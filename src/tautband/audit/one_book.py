"""One rule book over the batches of a share: what it counts, and what it finds."""

from __future__ import annotations

from tautband.audit.findings import Told, told
from tautband.audit.tallies import Tallies
from tautband.edits.batch import ClaimBatch
from tautband.edits.run import in_force, judge
from tautband.rulebook.book import Rulebook


class OneBook:
    """Judges batch after batch by one rule book. `policy_day` None: each line by the policies of its own day."""

    def __init__(self, rulebook: Rulebook, policy_day: int | None) -> None:
        self.rulebook = rulebook
        self.policy_day = policy_day
        self.tallies = Tallies.of(rulebook)
        self.found: list[Told] = []

    def judge(self, batch: ClaimBatch) -> None:
        """Count what every edit answers, and keep what fired or needs review."""
        force = in_force(batch, self.policy_day)
        self.tallies.count_lines(batch, self.rulebook, force)
        for answers in judge(batch, self.rulebook, force, every_row=False):
            self.tallies.count(answers)
            if (some := told(batch, answers)) is not None:
                self.found.append(some)
