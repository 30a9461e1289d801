"""The verb `claim`: the note's claim as a file to send, first, corrected or void."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def claim(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="The file to write.")],
    note: Annotated[
        str | None,
        typer.Argument(metavar="[NOTE]", help="The note: a text file, an encounter as JSON, or -. Else the case's."),
    ] = None,
    registration: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What the front desk knows, as JSON: patient, coverages, providers."),
    ] = None,
    to: Annotated[str, typer.Option(help="The format: 837p, cms1500 (PDF) or fhir (JSON).")] = "837p",
    case: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="CASE.json",
            help="The case: read where it exists, and the claim is added to it. Several, or a folder: one file of all "
            "their claims.",
        ),
    ] = None,
    replaces: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="The payer's number of the claim this one corrects.")
    ] = None,
    voids: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="The payer's number of the claim to void; needs no note.")
    ] = None,
    sent: Annotated[
        Path | None, typer.Option(metavar="FILE.837", help="The claim as it was sent, where no case holds it.")
    ] = None,
    because: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why it is corrected or voided; kept in the case.")
    ] = None,
    next_payer: Annotated[
        bool, typer.Option("--next-payer", help="Bill the next coverage with the decision that the case holds.")
    ] = False,
    control: Annotated[int, typer.Option(metavar="N", help="837p: number of the file among those sent.")] = 1,
    background: Annotated[
        bool, typer.Option("--background", help="cms1500: with a form of our own drawing, to read on a screen.")
    ] = False,
    totals: Annotated[
        str | None, typer.Option(metavar="WHERE", help="cms1500: totals of several pages, each-page or last-page.")
    ] = None,
    shift: Annotated[
        str | None, typer.Option(metavar="RIGHT,DOWN", help="cms1500: points to move the print on your printer.")
    ] = None,
    hash_note: Annotated[
        bool, typer.Option("--hash-note", help="fhir: the note's hash in place of its words.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Write the claim of a note. Nothing is written while a question is open or anything is missing.

    Exit: 0 written and nothing stands against it, 1 act on it, 2 not readable or not complete, 3 written, and something
    could not be checked.
    """
    from tautband.cli.claim_request import Request
    from tautband.cli.claim_writers import Order, checked_format, checked_shift, checked_totals
    from tautband.cli.claiming import write_claim
    from tautband.model.errors import InputError

    shifted = checked_shift(shift)
    order = Order(checked_format(to), control, background, checked_totals(totals), shifted, hash_note)
    if case and (len(case) > 1 or case[0].is_dir()):
        from tautband.cli.claim_batches import case_files, write_batch

        if note or registration or replaces or voids or sent or because or next_payer:
            raise InputError(
                "--case", "several given beside what makes one claim", "Make each claim with its own case."
            )
        raise typer.Exit(write_batch(case_files(case), out, order, as_json=json))
    request = Request(note, registration, out, case[0] if case else None, replaces, voids, sent, because, next_payer)
    raise typer.Exit(write_claim(request, order, as_json=json))
