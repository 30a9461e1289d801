"""The list of verbs. Each stands in a file of its own and loads what it needs only when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from tautband import __version__
from tautband.cli import (
    appeal,
    audit,
    checklist,
    claim,
    code,
    data,
    demo,
    eligible,
    eval,
    explain,
    fee,
    outcomes,
    policy,
    remit,
    scrub,
)

app = typer.Typer(
    name="tautband",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def about(version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False) -> None:
    """Turns the note of a trigger point injection into a claim that can be defended."""
    if version:
        typer.echo(f"tautband {__version__}")
        raise typer.Exit


app.command()(demo.demo)
app.command()(code.code)
app.command()(scrub.scrub)
app.command()(claim.claim)
app.command()(remit.remit)
app.command()(appeal.appeal)
app.command()(eligible.eligible)
app.command()(checklist.checklist)
app.command()(audit.audit)
app.command()(outcomes.outcomes)
app.command()(fee.fee)
app.command()(explain.explain)
app.add_typer(policy.policy)
app.add_typer(data.data)
app.command("eval")(eval.evaluate)
