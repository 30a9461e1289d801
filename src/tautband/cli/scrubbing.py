"""Claims from files, scrubbed together, answered one by one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from tautband.cli.claim_files import is_x12, scrub_x12
from tautband.cli.claim_lines import is_table
from tautband.cli.exits import UNREADABLE, exit_code, worst
from tautband.cli.inputs import is_resource, json_records
from tautband.cli.records import read_claims
from tautband.cli.remedying import told, with_remedies
from tautband.cli.screen import console, print_document, print_line
from tautband.model.claim import Claim, HistoryEntry
from tautband.model.errors import InputError
from tautband.model.finding import ScrubResult
from tautband.pipeline import made_with, scrub
from tautband.shipped import shipped_rulebook


def scrub_files(
    files: Sequence[str],
    payer: str | None,
    history: tuple[HistoryEntry, ...] | None,
    *,
    as_json: bool,
    remedies: bool | None = None,
    everything: bool = False,
) -> int:
    """Answer every claim of every file. A file with a fault is refused whole, and the others are answered.

    `remedies` None: they are tried out for the JSON of a single claim. `everything`: nothing is folded on the page.
    """
    alone = len(files) == 1
    codes: list[int] = []
    named: list[tuple[str, Claim]] = []
    resources: list[tuple[str, Any]] = []
    for name in files:
        if is_x12(name):
            codes.append(scrub_x12(name, payer, history, as_json=as_json))
            continue
        try:
            records = None if is_table(name) else list(json_records(name))
            if records and is_resource(records[0][1]):
                resources.extend(records)
            else:
                claims = list(read_claims(name, records))
                if not claims:
                    raise InputError(name, "no claim in it", "Give a claim as a JSON object, or several in an array.")
                _know_criteria(name, claims)
                named.extend((name, _completed(claim, payer, history)) for claim in claims)
        except InputError as error:
            if alone:
                raise
            codes.append(_refused(error))
            if as_json:
                fault = {"where": error.where, "what": error.what, "do": error.do}
                print_line({"schema": 1, "file": name, "error": fault})
    if resources:
        from tautband.cli.claim_resources import scrub_resources

        try:
            code = scrub_resources(
                resources, files, payer, history,
                as_json=as_json, alone=alone, remedies=remedies, everything=everything,
            )  # fmt: skip
            codes.append(code)
        except InputError as error:
            if alone:
                raise
            codes.append(_refused(error))
    if named:
        codes += _answered(named, alone=alone, as_json=as_json, remedies=remedies, everything=everything)
    return worst(codes)


def _refused(error: InputError) -> int:
    """Tell what is wrong with a file, and give the exit code of one that was refused."""
    sys.stderr.write(f"tautband: {error}\n")
    return UNREADABLE


def _answered(
    named: Sequence[tuple[str, Claim]], *, alone: bool, as_json: bool, remedies: bool | None, everything: bool
) -> list[int]:
    """Scrub the claims beside each other, print the answers, and give the exit code of each."""
    results = scrub([claim for _, claim in named])
    single = len(named) == 1 and alone and not is_table(named[0][0])  # a table answers in lines, however short
    tried = as_json and single if remedies is None else remedies
    codes: list[int] = []
    for (name, claim), result in zip(named, results, strict=True):
        codes.append(exit_code(result.outcome))
        if tried:
            company = [other for _, other in named if other is not claim and other.patient_id == claim.patient_id]
            result, found = with_remedies(claim, result, shipped_rulebook(), company)
        shown = told(document(result), found) if tried else document(result)
        if not as_json:
            _print(claim, result, everything)
        elif single:
            print_document(shown)
        else:
            print_line({"schema": 1, "file": name, **shown})
    if not as_json and len(named) > 1:
        from rich.text import Text

        from tautband.cli.show.problems import came_out

        console().print(Text(f"{len(named)} claims read{came_out(codes)}", "dim"))
    return codes


def _know_criteria(name: str, claims: Sequence[Claim]) -> None:
    """Raise InputError for a claim that names criteria the rule book does not hold: they would bind nothing."""
    known = shipped_rulebook().criteria
    for claim in claims:
        for adopted in claim.criteria:
            if adopted not in known:
                where = f"{name}: claim {claim.claim_id}: criteria"
                raise InputError(where, "no such criteria set", f"The rule book holds: {', '.join(sorted(known))}.")


def document(result: ScrubResult) -> dict[str, Any]:
    """The JSON answer for one claim."""
    return {"schema": 1, **result.model_dump(mode="json"), "made_with": made_with()}


def _completed(claim: Claim, payer: str | None, history: tuple[HistoryEntry, ...] | None) -> Claim:
    missing: dict[str, object] = {}
    if claim.payer is None and payer is not None:
        missing["payer"] = payer
    if claim.history is None and history is not None:
        missing["history"] = history
    return claim.model_copy(update=missing) if missing else claim


def _print(claim: Claim, result: ScrubResult, everything: bool) -> None:
    from tautband.cli.show.claim import print_claim

    print_claim(console(), claim, result, everything=everything)
