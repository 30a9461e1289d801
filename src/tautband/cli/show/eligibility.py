"""The next session as a page: the day, why, what is not known, and what the note must then show."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from tautband.advice.eligibility import Eligibility, Site, Standing
from tautband.cli.show.checklist import print_items
from tautband.cli.show.findings import UNCHECKED
from tautband.cli.show.words import printable


def print_eligibility(console: Console, found: Eligibility) -> None:
    """The whole answer, the day first."""
    where = " · ".join(filter(None, (found.payer or "payer not covered", found.state, f"asked for {found.on}")))
    console.print(Rule(Text(f"Next session: {printable(where)}", "bold"), align="left", style="dim"))
    console.print(_verdict(found))
    if len(found.sites) > 1:
        for site in found.sites:
            console.print(Padding(Text(_site(site)), (0, 0, 0, 2)))
    _lines(console, "Why", found.because)
    _lines(console, "On condition", [_condition(standing) for standing in found.conditions])
    _lines(
        console,
        "Not known",
        [f"{UNCHECKED[u.reason]}: {u.says}" + (f" ({', '.join(u.edits)})" if u.edits else "") for u in found.unchecked],
    )
    if found.note_must_show:
        console.print(Text("\nThe note must then show (`tautband checklist` says who asks)", "bold"))
        print_items(console, found.note_must_show, who_asks=False)
    console.print(Text(f"\nThe promise: {found.promise}.", "dim"))


def _verdict(found: Eligibility) -> Text:
    if found.answer == "never":
        return Text("No later day: what stands against a session does not pass with time.", "bold red")
    if found.answer == "not_known":
        return Text("Not known: the limits of this payer could not be checked.", "bold yellow")
    until = f", until {found.until}" if found.until else ""
    place = " wherever it is given" if len(found.sites) > 1 else ""
    return Text(f"From {found.date}{until} a session draws no frequency denial{place}.", "bold green")


def _site(site: Site) -> str:
    name = "whole patient" if site.region is None else site.region.replace("_", " ")
    if site.answer == "date":
        return f"{name}: from {site.date}" + (f" to {site.until}" if site.until else "")
    return f"{name}: {site.answer.replace('_', ' ')}"


def _condition(standing: Standing) -> str:
    return f"{standing.edit}: {standing.says}. {standing.remedy or ''}".rstrip()


def _lines(console: Console, title: str, lines: list[str] | tuple[str, ...]) -> None:
    if lines:
        console.print(Text(f"\n{title}", "bold"))
        for line in lines:
            console.print(Padding(Text(f"- {line}"), (0, 0, 0, 2)))
