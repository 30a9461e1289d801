"""Files of professional claims (837P) scrubbed: each claim's problems of form beside what the edits say of it."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from tautband.cli.exits import ACT, NOTHING_AGAINST, exit_code, worst
from tautband.cli.inputs import STDIN, read_bytes
from tautband.cli.screen import console, print_line
from tautband.formats.x12.converting import to_claim
from tautband.formats.x12.professional_claim import ProfessionalClaim
from tautband.formats.x12.reading import ClaimFile
from tautband.model.claim import Claim, HistoryEntry
from tautband.model.finding import ScrubResult
from tautband.pipeline import made_with, scrub
from tautband.shipped import shipped_rulebook

TOGETHER = 20_000
"""Claims scrubbed at once. Claims of one patient are context for each other within so many."""


def is_x12(name: str) -> bool:
    """Whether a file, or standard input, begins with an ISA segment."""
    if name == STDIN:
        peek = getattr(sys.stdin.buffer, "peek", None)
        return peek is not None and peek(16).lstrip()[:3] == b"ISA"
    try:
        with Path(name).open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:3] == b"ISA"
    except (OSError, ValueError):
        return False


def scrub_x12(name: str, payer: str | None, history: tuple[HistoryEntry, ...] | None, *, as_json: bool) -> int:
    """Answer every claim of one 837P, a JSON line each; the last line tells what is wrong with the file itself.

    A claim with a problem of form has the outcome `findings`; one that lacks a date or a code is not judged by edits.
    """
    with _opened(name) as file:
        reading = ClaimFile(file, name, shipped_rulebook().tables)
        codes = [NOTHING_AGAINST]
        claims = iter(reading)
        while together := list(islice(claims, TOGETHER)):
            for record, claim, result in _scrubbed(together, payer, history):
                codes.append(ACT if record.problems else exit_code(result.outcome))
                if as_json:
                    print_line({"schema": 1, "file": name, **_document(record, result)})
                else:
                    _print(claim, result, record)
        problems = reading.problems
        if problems:
            codes.append(ACT)
        if as_json:
            told = [problem.document() for problem in problems]
            print_line({"schema": 1, "file": name, "problems": told, "claims": reading.count})
        else:
            from tautband.cli.show.problems import print_file

            print_file(console(), name, reading.count, problems)
    return worst(codes)


def _opened(name: str) -> BinaryIO:
    return io.BytesIO(read_bytes(name)) if name == STDIN else Path(name).open("rb")


def _scrubbed(
    records: Sequence[ProfessionalClaim], payer: str | None, history: tuple[HistoryEntry, ...] | None
) -> Iterator[tuple[ProfessionalClaim, Claim | None, ScrubResult]]:
    payers = shipped_rulebook().payers
    claims = [_completed(to_claim(record, payers), payer, history) for record in records]
    results = iter(scrub([claim for claim in claims if claim is not None]))
    for record, claim in zip(records, claims, strict=True):
        if claim is None:
            yield record, None, ScrubResult(claim_id=record.claim_id or "", outcome="incomplete")
        else:
            yield record, claim, next(results)


def _completed(claim: Claim | None, payer: str | None, history: tuple[HistoryEntry, ...] | None) -> Claim | None:
    if claim is None:
        return None
    missing: dict[str, Any] = {}
    if payer is not None and claim.payer is None:
        missing["payer"] = payer
    if history is not None:
        missing["history"] = history
    return claim.model_copy(update=missing) if missing else claim


def _document(record: ProfessionalClaim, result: ScrubResult) -> dict[str, Any]:
    document = result.model_dump(mode="json")
    if record.problems:
        document["outcome"] = "findings"
    return {**document, "problems": [problem.document() for problem in record.problems], "made_with": made_with()}


def _print(claim: Claim | None, result: ScrubResult, record: ProfessionalClaim) -> None:
    from tautband.cli.show.claim import print_claim
    from tautband.cli.show.problems import print_problems

    if claim is not None:
        print_claim(console(), claim, result)
    print_problems(console(), f"Claim {record.claim_id or 'without a number'}", record.problems)
