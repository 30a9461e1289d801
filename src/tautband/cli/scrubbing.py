"""Claims from files, scrubbed together, answered one by one."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tautband.cli.exits import UNREADABLE, exit_code, worst
from tautband.cli.records import read_claims
from tautband.cli.screen import console, print_document, print_line
from tautband.model.claim import Claim, HistoryEntry
from tautband.model.errors import InputError
from tautband.model.finding import ScrubResult
from tautband.pipeline import made_with, scrub


def scrub_files(
    files: Sequence[str], payer: str | None, history: tuple[HistoryEntry, ...] | None, *, as_json: bool
) -> int:
    """Answer every claim of every file. A file with a fault is refused whole, and the others are answered."""
    codes: list[int] = []
    named: list[tuple[str, Claim]] = []
    for name in files:
        try:
            named.extend((name, _completed(claim, payer, history)) for claim in list(read_claims(name)))
        except InputError as error:
            if len(files) == 1:
                raise
            codes.append(UNREADABLE)
            sys.stderr.write(f"tautband: {error}\n")
            if as_json:
                fault = {"where": error.where, "what": error.what, "do": error.do}
                print_line({"schema": 1, "file": name, "error": fault})
    if not named and not codes:
        raise InputError(files[0], "no claim in it", "Give a claim as a JSON object, or several in an array.")
    results = scrub([claim for _, claim in named])
    for (name, claim), result in zip(named, results, strict=True):
        codes.append(exit_code(result.outcome))
        if not as_json:
            _print(claim, result)
        elif len(named) == 1 and len(files) == 1:
            print_document(document(result))
        else:
            print_line({"schema": 1, "file": name, **document(result)})
    return worst(codes)


def document(result: ScrubResult) -> dict[str, object]:
    """The JSON answer for one claim."""
    return {"schema": 1, **result.model_dump(mode="json"), "made_with": made_with()}


def _completed(claim: Claim, payer: str | None, history: tuple[HistoryEntry, ...] | None) -> Claim:
    missing: dict[str, object] = {}
    if claim.payer is None and payer is not None:
        missing["payer"] = payer
    if claim.history is None and history is not None:
        missing["history"] = history
    return claim.model_copy(update=missing) if missing else claim


def _print(claim: Claim, result: ScrubResult) -> None:
    from tautband.cli.show.claim import print_claim

    print_claim(console(), claim, result)
