"""The verb `policy`: whose policies the rule book holds, since when, and what they ask."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

policy = typer.Typer(name="policy", help="Policies in the rule book.", no_args_is_help=True, rich_markup_mode=None)


@policy.command("list")
def list_policies(
    payer: Annotated[str | None, typer.Option(metavar="ID", help="Only this payer's policies, by id or name.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List every policy with its revisions, first and last service dates and evidence."""
    from tautband.cli.policies import listing
    from tautband.cli.screen import console, print_document
    from tautband.shipped import shipped_rulebook

    found = listing(shipped_rulebook(), payer)
    if json:
        print_document({"schema": 1, "policies": found})
        return
    from tautband.cli.show.policy import print_listing

    print_listing(console(), found)


@policy.command("show")
def show_policy(
    policy_id: Annotated[str, typer.Argument(metavar="POLICY", help="Its id, such as medicare/uniform-tpi.")],
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The revision in force that day; otherwise the last.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show one revision of a policy: its source, its edits with citation and remedy, and what is left unchecked."""
    from tautband.cli.arguments import optional_day
    from tautband.cli.policies import revision_in_force, with_capped_severities
    from tautband.cli.screen import console, print_document
    from tautband.shipped import shipped_rulebook

    revision, last = revision_in_force(shipped_rulebook(), policy_id, optional_day("--date", date))
    if json:
        shown = with_capped_severities(revision)
        print_document({"schema": 1, **shown, "last_service_date": last and last.isoformat()})
        return
    from tautband.cli.show.policy import print_revision

    print_revision(console(), revision, last)


@policy.command("diff")
def diff_policies(
    was: Annotated[str, typer.Argument(metavar="A", help="PAYER/POLICY@DATE, a policy file, or a folder of policies.")],
    now: Annotated[str, typer.Argument(metavar="B", help="The same, to compare with.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show the edits that one revision, or one folder of policies, adds, drops and changes against another."""
    from tautband.cli.policy_sides import difference
    from tautband.cli.screen import console, print_document
    from tautband.shipped import shipped_rulebook

    changes = difference(was, now, shipped_rulebook())
    if json:
        print_document({"schema": 1, "changes": [change.model_dump(mode="json") for change in changes]})
        return
    from tautband.cli.show.policy_changes import print_difference

    print_difference(console(), changes)


@policy.command("timeline")
def policy_timeline(
    payer: Annotated[str, typer.Option(metavar="ID", help="Payer id or name, national, or criteria.")],
    state: Annotated[str | None, typer.Option(metavar="XX", help="State: of Medicare's contractors its own.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show which revisions bound a payer when, those of whom it follows included, and what each changed."""
    from tautband.cli import arguments
    from tautband.cli.policy_timeline import timeline
    from tautband.cli.screen import console, print_document
    from tautband.shipped import shipped_rulebook

    events = timeline(shipped_rulebook(), payer, arguments.state(state))
    if json:
        print_document({"schema": 1, "events": events})
        return
    from tautband.cli.show.policy_changes import print_timeline

    print_timeline(console(), events)


@policy.command("new")
def new_policy(
    policy_id: Annotated[str, typer.Argument(metavar="POLICY", help="PAYER/POLICY, such as cigna/0139.")],
    first: Annotated[str, typer.Argument(metavar="YYYY-MM-DD", help="The first date of service it is for.")],
    into: Annotated[Path, typer.Option("--into", metavar="FOLDER", help="Your own folder of policies.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Draft a policy file in a folder of your own: the revision before it, carried to the new day, or an empty form."""
    from tautband.cli.arguments import day
    from tautband.cli.policy_drafting import drafted
    from tautband.cli.screen import console, print_document

    draft = drafted(policy_id, day("YYYY-MM-DD", first), into)
    if json:
        print_document({"schema": 1, **draft})
        return
    from tautband.cli.show.policy_drafts import print_draft

    print_draft(console(), draft)


@policy.command("check")
def check_policies(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Holds <payer>/<policy>/<date>.toml.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Compile a folder of your own policies with the rule book and judge every example in it."""
    from tautband.cli.policy_drafting import tried
    from tautband.cli.screen import console, print_document

    examples = tried(folder)
    if json:
        rows = [example.model_dump(mode="json") | {"true": example.true} for example in examples]
        print_document({"schema": 1, "examples": rows})
    else:
        from tautband.cli.show.policy_drafts import print_examples

        print_examples(console(), folder, examples)
    if not all(example.true for example in examples):
        raise typer.Exit(1)
