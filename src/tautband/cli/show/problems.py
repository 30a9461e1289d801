"""What is wrong with the form of a file and of its claims."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tautband.cli.exits import ACT, NOTHING_AGAINST, OPEN
from tautband.cli.screen import listed, plural
from tautband.cli.show.words import printable
from tautband.formats.x12.problem import Problem


def print_problems(console: Console, of: str, problems: Sequence[Problem]) -> None:
    """Each problem with the place it stands, what is wrong and what mends it; nothing where there is none."""
    if not problems:
        return
    console.print(Text(f"{of}: {plural(len(problems), 'problem')} of form", "bold red"))
    table = Table.grid(padding=(0, 2))
    for _ in range(3):
        table.add_column()
    for problem in problems:
        where = f"{problem.loop} {problem.element or problem.segment}, segment {problem.position}"
        if problem.claim_id and problem.claim_id not in of.split():  # the heading names the claim already
            where = f"claim {printable(problem.claim_id)}, {where}"
        value = f" (it says {problem.value})" if problem.value else ""
        table.add_row(Text(where, "dim"), Text(problem.says + value), Text(problem.fix))
    console.print(table)
    console.print()


def print_file(console: Console, name: str, claims: int, problems: Sequence[Problem], codes: Sequence[int]) -> None:
    """The closing line of a file, with what is wrong with its envelope and how the claims came out."""
    print_problems(console, name, problems)
    console.print(Text(f"{name}: {plural(claims, 'claim')} read{came_out(codes)}", "dim"))


def came_out(codes: Sequence[int]) -> str:
    """How several claims came out, by the exit code of each; nothing for a single one, whose outcome stands above."""
    if len(codes) < 2:
        return ""
    told = [f"{codes.count(code)} {words}" for code, words in _CAME_OUT if code in codes]
    return f": {listed(told)}"


_CAME_OUT = ((ACT, "to act on"), (OPEN, "not fully checked"), (NOTHING_AGAINST, "clean"))
