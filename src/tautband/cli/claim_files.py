"""Files of professional claims (837P) scrubbed: each claim's problems of form beside what the edits say of it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from tautband.cli.exits import ACT, exit_code, worst
from tautband.cli.inputs import STDIN, read_bytes
from tautband.cli.screen import console, line_of, print_line
from tautband.formats.x12.answering import refuses
from tautband.formats.x12.converting import to_claim
from tautband.formats.x12.parts import SIZE, Part, parts
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.professional_claim import ProfessionalClaim
from tautband.formats.x12.reading import ClaimFile
from tautband.formats.x12.side_by_side import Done, done, side_by_side
from tautband.model.claim import Claim, HistoryEntry
from tautband.model.finding import ScrubResult
from tautband.pipeline import made_with, scrub
from tautband.shipped import shipped_rulebook

TOGETHER = 20_000
"""Claims scrubbed at once. Claims of one patient are context for each other within so many, and within one part."""
LARGEST_PART = 4 * SIZE
MOST_PROCESSES = 4
Answered = tuple[ProfessionalClaim, Claim | None, ScrubResult]


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


def scrub_x12(
    name: str,
    payer: str | None,
    history: tuple[HistoryEntry, ...] | None,
    *,
    as_json: bool,
    refusing: list[Problem] | None = None,
    closing: Mapping[str, Any] | None = None,
) -> int:
    """Answer every claim of one 837P, a JSON line each; the last line tells what is wrong with the file itself.

    Problems for which a receiver refuses the file are put into `refusing` too; `closing` goes into the last line.

    A claim with a problem of form has the outcome `findings`; one that lacks a date or a code is not judged by edits.
    A large file is read in parts, by several processes where JSON is asked for.
    """
    held = parts_of(name)
    codes, count, problems, against = list[int](), 0, list[Problem](), list[Problem]()
    if len(held) == 1:
        with _opened(name) as file:
            reading = ClaimFile(file, name, shipped_rulebook().tables)
            for answered in _answered(reading, payer, history):
                codes.append(_code(*answered))
                against.extend(filter(refuses, answered[0].problems))
                if as_json:
                    print_line(_line(name, *answered))
                else:
                    _print(*answered)
        count, problems = reading.count, reading.problems
    else:
        work = partial(_lines_of_part if as_json else _answers_of_part, name, payer, history)
        for answer in side_by_side(held, work, min(os.cpu_count() or 1, MOST_PROCESSES) if as_json else 1):
            sys.stdout.write(answer.lines)
            for answered in answer.answers:
                _print(*answered)
            codes += [_code(*answered) for answered in answer.answers] or [answer.code]
            against += answer.refusing
            count += answer.count
            problems += answer.problems
    if refusing is not None:
        refusing += [*against, *filter(refuses, problems)]
    if as_json:
        told = [problem.document() for problem in problems]
        print_line({"schema": 1, "file": name, "problems": told, "claims": count, **(closing or {})})
    else:
        from tautband.cli.show.problems import print_file

        print_file(console(), name, count, problems, codes)
    return ACT if problems else worst(codes)


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """What was answered to one part of a file: as JSON lines, or as what is to be printed."""

    code: int
    count: int
    problems: list[Problem]
    refusing: list[Problem]
    lines: str = ""
    answers: Sequence[Answered] = ()


def parts_of(name: str) -> list[Part]:
    """The parts of a large file; one for a file that is small, or cannot be cut into parts of like size."""
    if name == STDIN:
        return [Part()]
    with Path(name).open("rb") as file:
        held = list(parts(file, SIZE))
        ends = [part.end or os.fstat(file.fileno()).st_size for part in held]
    longest = max(end - part.begin for part, end in zip(held, ends, strict=True))
    return held if longest <= LARGEST_PART else [Part()]


def _lines_of_part(
    name: str, payer: str | None, history: tuple[HistoryEntry, ...] | None, part: Part
) -> Done[PartAnswer]:
    found = _answers_of_part(name, payer, history, part)
    answer = found.result
    lines = "".join(line_of(_line(name, *answered)) for answered in answer.answers)
    return replace(found, result=replace(answer, lines=lines, answers=()))


def _answers_of_part(
    name: str, payer: str | None, history: tuple[HistoryEntry, ...] | None, part: Part
) -> Done[PartAnswer]:
    with Path(name).open("rb") as file:
        reading = ClaimFile(file, name, shipped_rulebook().tables, part=part)
        answers = list(_answered(reading, payer, history))
    code = worst(_code(*answered) for answered in answers)
    against = [problem for record, _, _ in answers for problem in record.problems if refuses(problem)]
    return done(reading, PartAnswer(code, reading.count, reading.problems, against, answers=answers))


def _opened(name: str) -> BinaryIO:
    return io.BytesIO(read_bytes(name)) if name == STDIN else Path(name).open("rb")


def _answered(reading: ClaimFile, payer: str | None, history: tuple[HistoryEntry, ...] | None) -> Iterator[Answered]:
    records = iter(reading)
    while together := list(islice(records, TOGETHER)):
        yield from _scrubbed(together, payer, history)


def _scrubbed(
    records: Sequence[ProfessionalClaim], payer: str | None, history: tuple[HistoryEntry, ...] | None
) -> Iterator[Answered]:
    payers = shipped_rulebook().payers
    claims = [_completed(to_claim(record, payers), payer, history) for record in records]
    results = iter(scrub([claim for claim in claims if claim is not None]))
    for record, claim in zip(records, claims, strict=True):
        if claim is None:
            yield record, None, ScrubResult(claim_id=record.claim_id or "", outcome="incomplete")
        else:
            yield record, claim, next(results)


def _code(record: ProfessionalClaim, _claim: Claim | None, result: ScrubResult) -> int:
    return ACT if record.problems else exit_code(result.outcome)


def _completed(claim: Claim | None, payer: str | None, history: tuple[HistoryEntry, ...] | None) -> Claim | None:
    if claim is None:
        return None
    missing: dict[str, Any] = {}
    if payer is not None and claim.payer is None:
        missing["payer"] = payer
    if history is not None:
        missing["history"] = history
    return claim.model_copy(update=missing) if missing else claim


def _line(name: str, record: ProfessionalClaim, _claim: Claim | None, result: ScrubResult) -> dict[str, Any]:
    document = result.model_dump(mode="json")
    if record.problems:
        document["outcome"] = "findings"
    told = [problem.document() for problem in record.problems]
    return {"schema": 1, "file": name, **document, "problems": told, "made_with": made_with()}


def _print(record: ProfessionalClaim, claim: Claim | None, result: ScrubResult) -> None:
    from tautband.cli.show.claim import print_claim
    from tautband.cli.show.problems import print_problems

    if claim is not None:
        print_claim(console(), claim, result, badly_formed=bool(record.problems))
    print_problems(console(), f"Claim {record.claim_id or 'without a number'}", record.problems)
