"""A claim that was written: what stands against it, what it changes, where it went, and what is left off the form."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from tautband.cli.arguments import today
from tautband.cli.show.claim import print_claim
from tautband.cli.show.deadlines import by

if TYPE_CHECKING:
    from tautband.cli.claim_making import Made

_KINDS = {"1": "", "7": "It takes the place of the payer's claim", "8": "It voids the payer's claim"}


def print_pages(console: Console, told: Mapping[str, Any]) -> None:
    """What the form had no room for, and where the totals of several pages stand and why."""
    for text in told.get("left_off", ()):
        console.print(f"Left off the form: {text}.", markup=False)
    for totals in told.get("totals", ()):
        where = totals["on"].replace("_", " ")
        console.print(f"{told['pages']} pages, totals on {where}: {totals['because']}.", markup=False)


def print_written(console: Console, made: Made, told: Mapping[str, Any], out: Path, case: Path | None) -> None:
    """The claim with its findings, then what was written."""
    if made.checked:
        print_claim(console, made.claim, made.checked, history_in="`history` in the registration")
    else:
        console.print(Text(f"Claim {made.claim.claim_id}", "bold"))
    if kind := _KINDS[made.desk.frequency]:
        console.print(f"{kind} {made.desk.original_reference} (frequency {made.desk.frequency}).", markup=False)
    for change in made.changes:
        console.print(f"  · {change.says}", markup=False)
    if made.settles:
        console.print(f"No longer against it: {', '.join(made.settles)}.", markup=False)
    if made.raises:
        console.print(f"Against it, and not against the first: {', '.join(made.raises)}.", markup=False)
    if made.deadline:
        console.print(f"Last day to send it: {by(made.deadline, today())}. Check the contract.", markup=False)
    print_pages(console, told)
    console.print(f"Written to {out}", markup=False)
    if case:
        console.print(f"Kept in {case}", markup=False)
