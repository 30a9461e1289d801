"""The verb `code`: notes become claims, with the words and rules behind each line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def code(
    notes: Annotated[
        list[str],
        typer.Argument(
            metavar="NOTE...", help="Text or HTML files, encounters or FHIR (.json, .ndjson), a folder, or - for stdin."
        ),
    ],
    payer: Annotated[
        str | None, typer.Option(metavar="ID", help="Payer id or name; otherwise what the note states.")
    ] = None,
    state: Annotated[str | None, typer.Option(metavar="XX", help="State of the service, two letters.")] = None,
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Date of service; otherwise what the note states.")
    ] = None,
    pos: Annotated[str | None, typer.Option(metavar="NN", help="Place of service, two digits.")] = None,
    provider: Annotated[str | None, typer.Option(metavar="NPI", help="NPI of the performing clinician.")] = None,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Earlier services of the patient, as JSON.")
    ] = None,
    all_history: Annotated[
        bool, typer.Option("--all-history", help="The history holds every practice's services, not only one's own.")
    ] = False,
    criteria: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Criteria set the plan adopted; may be repeated.")
    ] = None,
    em: Annotated[str | None, typer.Option(metavar="CODE", help="Visit code meant to be billed the same day.")] = None,
    remedies: Annotated[
        bool | None,
        typer.Option(
            "--remedies/--no-remedies",
            help="Try each remedy out on the edits; without either, only for the JSON of a single note.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Fold nothing: the note with its evidence, every rule in full.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON: one document, or one a line for several notes.")
    ] = False,
) -> None:
    """Code the note of a trigger point injection and check the claim.

    Exit: 0 nothing stands against it, 1 act on it, 2 not readable, 3 something could not be checked.
    """
    from tautband import pipeline
    from tautband.cli import arguments
    from tautband.cli.answering import answer_notes, asking
    from tautband.cli.records import read_history

    ask = asking(
        payer=arguments.payer(payer, state) if payer else None,
        state=arguments.state(state),
        date_of_service=arguments.optional_day("--date", date),
        place_of_service=arguments.place_of_service(pos),
        rendering_npi=arguments.npi(provider),
        history=None if history is None else read_history(str(history)),
        history_scope="all" if all_history else "own_practice",
        criteria=arguments.criteria(criteria, pipeline.shipped_rulebook().criteria) if criteria else (),
        visit_code=arguments.code("--em", em),
        today=arguments.today(),
    )
    raise typer.Exit(answer_notes(notes, ask, as_json=json, remedies=remedies, everything=everything))
