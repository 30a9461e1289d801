"""Reads a file of professional claims (837P 005010X222A1), claim by claim, and tells what is wrong with it.

The kinds of check are those called SNIP 1 to 5: syntax, the guide, sums, situations, code lists on the date of service.
Reading is one pass over the file in bounded memory. A claim's problems are with the claim; those of the envelope and
of the billing provider are in `problems` once the file is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from tautband.formats.x12.addresses import billing_problems
from tautband.formats.x12.balancing import balance_problems
from tautband.formats.x12.code_sets import CodeSets
from tautband.formats.x12.duplicates import Foretold, Met
from tautband.formats.x12.gathering import Gatherer
from tautband.formats.x12.parts import Between, Part, PartFile
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.professional_claim import Header, Name, ProfessionalClaim
from tautband.formats.x12.segments import CHUNK, Readable, read_segments
from tautband.formats.x12.situations import situation_problems, subscriber_problems
from tautband.formats.x12.walking import Walk
from tautband.rulebook.tables import Tables


class ClaimFile:
    """An 837P being read: iterate over it for its claims. Raises InputError where the file does not begin with ISA.

    `problems` are those of no single claim, complete when the iteration is over, and so is `count`, the claims read.
    With `part` only that part is read, and `numbers`, `again` and `after` tell what the reader of the next must know:
    the numbers of the claims, which of them came again, and where the part ended.
    """

    def __init__(
        self,
        file: BinaryIO,
        name: str = "the file",
        tables: Tables | None = None,
        chunk: int = CHUNK,
        part: Part | None = None,
    ) -> None:
        self._file: Readable = PartFile(file, part) if part else file
        self._name, self._chunk, self._part = name, chunk, part
        self._codes = CodeSets(tables or Tables.open())
        self._gatherer = Gatherer()
        self._walk = Walk()
        self._met = Foretold(part.again) if part and part.again is not None else Met()
        self._good: set[object] = set()
        self._billing: Name | None = None
        self._header: Header | None = None
        self.count = 0
        self.numbers: list[str] = []
        self.again: list[int] = []
        self.after: Between | None = None

    @property
    def problems(self) -> list[Problem]:
        """The problems of the envelope, the header and the billing providers, in the order of the file."""
        return sorted(self._walk.envelope.problems, key=lambda problem: problem.position)

    def __iter__(self) -> Iterator[ProfessionalClaim]:
        start = self._part.start if self._part else None
        if start:
            self._walk.resume(start)
        inside = (start.delimiters, start.position) if start else None
        for batch in read_segments(self._file, self._name, self._chunk, ("20", "22"), inside):
            for walked in self._walk.feed(batch):
                yield self._checked(self._gatherer.claim(walked))
        if self._part and self._part.end is not None:
            self.after = self._walk.between()
        if self.after is not None:
            return
        for walked in self._walk.finish():
            yield self._checked(self._gatherer.claim(walked))

    def _checked(self, claim: ProfessionalClaim) -> ProfessionalClaim:
        self.count += 1
        found = claim.problems
        head = claim.header
        if head is not self._header:
            self._header = head
            if head.billing is not self._billing:
                self._billing = head.billing
                self._walk.envelope.problems.extend(self._of_billing(claim))
            found.extend(subscriber_problems(claim))
            if head.payer and head.payer.id_kind == "XX":
                found.extend(self._codes.of_name(head.payer, claim.claim_id))
        if claim.claim_id is not None and self._met_before(claim.claim_id):
            found.append(
                Problem(
                    4,
                    claim.claim_id,
                    "2300",
                    "CLM",
                    claim.position,
                    "CLM01",
                    claim.claim_id,
                    "CLM01 (patient control number): another claim of this file has it too",
                    "Give each claim a number of its own.",
                )
            )
        found.extend(balance_problems(claim))
        found.extend(situation_problems(claim, self._good))
        found.extend(self._codes.problems(claim))
        if len(found) > 1:
            found.sort(key=lambda problem: problem.position)
        return claim

    def _met_before(self, number: str) -> bool:
        before = self._met.before(number)
        if self._part:
            if before:
                self.again.append(len(self.numbers))
            self.numbers.append(number)
        return before

    def _of_billing(self, claim: ProfessionalClaim) -> Iterator[Problem]:
        head = claim.header
        yield from billing_problems(claim)
        for name in head.providers:
            yield from self._codes.of_name(name, None)
        if head.taxonomy is not None:
            yield from self._codes.of_taxonomy(head.taxonomy, head.taxonomy_position, "2000A", None)
