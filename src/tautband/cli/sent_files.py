"""Files of claims as they were sent: 837P, JSON or tables of lines, with where each claim stands in its file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from tautband.cli.claim_files import is_x12
from tautband.cli.inputs import read_bytes
from tautband.cli.records import read_claims
from tautband.formats.x12.converting import to_claim
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.reading import ClaimFile
from tautband.model.desk import DeskSettings
from tautband.model.policy import Payer
from tautband.remits import Answered, Sent, SentClaims, SentSet, sent_sets
from tautband.remits.contracts import terms_by_payer
from tautband.rulebook.book import Rulebook


@dataclass
class SentFiles:
    """Everything that was sent: claims, the transaction sets they stood in, and what is wrong with the files."""

    sent: list[Sent] = field(default_factory=list)
    sets: list[SentSet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def answered(self, book: Rulebook, payer: str | None, settings: DeskSettings | None = None) -> Answered:
        """The same, for an answer to be read beside it; `payer` goes before what each claim says."""
        contracts = settings.contracts if settings else ()
        terms = terms_by_payer(contracts, book.payers)
        payers: dict[str, Payer | None] = {}
        for each in self.sent:
            named = payer or each.claim.payer
            payers[each.claim.claim_id] = book.payers.resolve(named, each.claim.state) if named else None
        return Answered(SentClaims(self.sent), payers, self.sets, terms, self.problems)


def read_sent(names: Sequence[str], book: Rulebook) -> SentFiles:
    """The claims of all files. A claim of an 837P without a date or a code cannot be judged and is left out."""
    found = SentFiles()
    for name in names:
        if not is_x12(name):
            found.sent.extend(Sent(claim) for claim in read_claims(name))
            continue
        data = read_bytes(name)
        reading = ClaimFile(io.BytesIO(data), name, book.tables)
        for record in reading:
            found.problems.extend(record.problems)
            if claim := to_claim(record, book.payers):
                controls = tuple(line.control for line in record.lines)
                found.sent.append(Sent(claim, record.frequency, controls))
        found.problems.extend(reading.problems)
        found.sets.extend(sent_sets(io.BytesIO(data), name))
    return found
