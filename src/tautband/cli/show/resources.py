"""What a FHIR claim says that a claim has no room for, what it lacks, and which resources were of no use."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tautband.cli.screen import plural
from tautband.cli.show.words import printable
from tautband.formats.fhir.problem import ReadClaim


def print_read(console: Console, read: ReadClaim, *, everything: bool) -> None:
    """The problems of a claim's resource, each with its JSON path; with `everything` also what was left out."""
    if read.problems:
        file, parted, _ = read.resource.path.rpartition(": ")  # what follows is the place in the file
        of = f"Claim {printable(read.claim_id)}{f' of {file}' if file else ''}"
        console.print(Text(f"{of}: {plural(len(read.problems), 'problem')} of form", "bold red"))
        table = Table.grid(padding=(0, 2))
        for _ in range(3):
            table.add_column(overflow="fold")
        for problem in read.problems:
            path = problem.path.removeprefix(f"{file}{parted}")
            table.add_row(Text(path, "dim"), Text(problem.says), Text(problem.fix))
        console.print(table)
    if read.claim is not None and read.claim.encounter is not None:
        console.print(Text(f"Judged with the note of {read.encounters[0]}", "dim"))
    for assumed in read.assumed:
        console.print(Text(f"Assumed: {assumed}", "dim"))
    if read.left_out:
        named = ", ".join(read.left_out) if everything else plural(len(read.left_out), "element")
        console.print(Text(f"A claim has no room for: {named}{'' if everything else ' (--all names them)'}", "dim"))
    console.print()


def print_kept_out(console: Console, claims: int, kept_out: Mapping[str, int]) -> None:
    """The closing line: how many claims were read, and which resources were passed over."""
    beside = ", ".join(f"{count} {kind}" for kind, count in kept_out.items())
    console.print(Text(f"{plural(claims, 'claim')} read{f'; passed over: {beside}' if beside else ''}", "dim"))
