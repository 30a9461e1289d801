"""The claims in force of several cases, checked beside each other and written as one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tautband.cli.cases import read_case
from tautband.cli.claim_making import incomplete
from tautband.cli.claim_writers import Billed, Order, write
from tautband.cli.exits import exit_code, worst
from tautband.cli.screen import console, plural, print_document
from tautband.cli.whole_files import write_whole
from tautband.model.claim import Claim
from tautband.model.errors import InputError
from tautband.model.registration import Registration
from tautband.pipeline import made_with, scrub
from tautband.shipped import shipped_rulebook


def case_files(given: Sequence[Path]) -> list[Path]:
    """The case files of what was given, folders opened. InputError for a folder that holds none."""
    files: list[Path] = []
    for path in given:
        if path.is_dir():
            found = sorted(path.glob("*.json"))
            if not found:
                raise InputError(str(path), "no case in this folder", "Cases end in .json.")
            files += found
        else:
            files.append(path)
    return files


def write_batch(cases: Sequence[Path], out: Path, order: Order, *, as_json: bool) -> int:
    """Write the claim in force of each case into one file; the cases stay as they are. The worst exit code of all.

    Nothing is written where one of them is incomplete: all faults of all claims are told.
    """
    rulebook = shipped_rulebook()
    billed: list[Billed] = []
    told: list[str] = []
    for path in cases:
        claim, desk = _in_force(path)
        payer = rulebook.payers.resolve(claim.payer, claim.state) if claim.payer else None
        told += [f"{path.name}: {text}" for text in incomplete(claim, desk, payer, order.to, rulebook)]
        billed.append((claim, desk, payer))
    if told:
        raise InputError("claims", "; ".join(told), "Complete the registrations in the cases.")
    checked = scrub([claim for claim, _, _ in billed])
    output = write(billed, order, rulebook.tables)
    write_whole(out, output.data)
    if as_json:
        results = [result.model_dump(mode="json") for result in checked]
        print_document(
            {"schema": 1, "claims": results, "written": str(out), "format": order.to, **output.told,
             "made_with": made_with()}
        )  # fmt: skip
    else:
        from tautband.cli.show.claim import print_claim
        from tautband.cli.show.written_claim import print_pages

        screen = console()
        for (claim, _, _), result in zip(billed, checked, strict=True):
            print_claim(screen, claim, result)
        print_pages(screen, output.told)
        screen.print(f"{plural(len(billed), 'claim')} written to {out}", markup=False)
    return worst(exit_code(result.outcome) for result in checked)


def _in_force(path: Path) -> tuple[Claim, Registration]:
    case = read_case(path)
    if case.claim is None or case.registration is None:
        raise InputError(str(path), "no claim with its registration in this case", "Make its claim first.")
    return case.claim, case.registration
