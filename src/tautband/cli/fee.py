"""The verb `fee`: what the Medicare physician fee schedule pays for codes, at a place, on a day."""

from __future__ import annotations

from typing import Annotated

import typer


def fee(
    codes: Annotated[
        list[str],
        typer.Argument(metavar="CODE...", help="Codes of one day, each CODE or CODE-MODIFIER,MODIFIER."),
    ],
    date: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="Date of service.")],
    pos: Annotated[str, typer.Option(metavar="NN", help="Place of service, two digits.")],
    zip_code: Annotated[str | None, typer.Option("--zip", metavar="ZIP", help="Where the service was given.")] = None,
    locality: Annotated[
        str | None, typer.Option(metavar="MAC/LOC", help="Contractor and locality, such as 15202/00.")
    ] = None,
    state: Annotated[
        str | None, typer.Option(metavar="XX", help="State; settles the price where it is one locality.")
    ] = None,
    modifier: Annotated[
        list[str] | None, typer.Option(metavar="MM", help="Modifier of a single code; may be repeated.")
    ] = None,
    payer: Annotated[
        str | None, typer.Option(metavar="ID", help="Price by the contract rates you loaded for this payer.")
    ] = None,
    charge: Annotated[str | None, typer.Option(metavar="DOLLARS", help="Charge for a single code.")] = None,
    npp: Annotated[
        bool, typer.Option("--npp", help="Billed by a nurse practitioner, physician assistant or nurse specialist.")
    ] = False,
    qp: Annotated[
        bool | None,
        typer.Option("--qp/--no-qp", help="Qualifying participant of an advanced payment model; otherwise not known."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Price codes by the Medicare physician fee schedule, or by a contract you loaded, every step shown.

    Several codes are priced as done on one day. Exit: 0 priced, 2 not readable, 3 something has no price.
    """
    from tautband.claims import schedule_payment
    from tautband.cli import arguments, pricing
    from tautband.cli.exits import NOTHING_AGAINST, OPEN
    from tautband.cli.screen import console, print_document
    from tautband.rulebook.tables import Tables

    tables = Tables.open()
    claim = pricing.claim_to_price(
        codes, modifier or (), charge, arguments.day("--date", date), arguments.place_of_service(pos), zip_code,
        arguments.state(state),
    )  # fmt: skip
    performer = "NPP" if npp else None
    payment = (
        pricing.by_contract(claim, payer, tables)
        if payer
        else schedule_payment(claim, tables, locality=pricing.locality(locality), qp=qp, performer=performer)
    )
    if json:
        from tautband.pipeline import made_with

        print_document({"schema": 1, "date": date, **payment.model_dump(mode="json"), "made_with": made_with()})
    else:
        from tautband.cli.show.payment import print_payment

        print_payment(console(), payment)
    raise typer.Exit(NOTHING_AGAINST if payment.complete else OPEN)
