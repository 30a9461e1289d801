"""One answer on one page: the note with its evidence, the lines and why, the findings, and what to do next."""

from __future__ import annotations

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from tautband.cli.show.coding import print_coding, verdict
from tautband.cli.show.findings import print_findings
from tautband.cli.show.next_step import next_step
from tautband.cli.show.note import print_note
from tautband.cli.show.payment import print_expected
from tautband.cli.show.words import printable
from tautband.pipeline import Answer


def print_answer(console: Console, answer: Answer, name: str) -> None:
    """The whole page for one note."""
    console.print(Rule(Text(name, "bold"), align="left", style="dim"))
    console.print(Text(_particulars(answer), style="dim"))
    if answer.text is not None:
        console.print()
        print_note(console, answer.text, answer.encounter)
    console.print(Rule(style="dim"))
    console.print(verdict(answer.coding))
    console.print()
    print_coding(console, answer.coding)
    if answer.checked is not None:
        print_findings(console, answer.checked.findings, answer.checked.evaluated)
    if (payment := answer.expected_payment) is not None:
        print_expected(console, payment)
    console.print(Text.assemble(("\nNext: ", "bold"), next_step(answer.coding, answer.findings)))
    console.print(
        Text(f"tautband {answer.made_with['tautband']}, rule book {answer.made_with['rulebook'][:19]}", style="dim")
    )


def _particulars(answer: Answer) -> str:
    """Date, payer, state and place, each said to be missing where it is."""
    e = answer.encounter
    return " · ".join(
        (
            f"Date of service {e.date_of_service or 'not stated'}",
            f"payer {printable(e.payer or e.payer_text or 'not stated')}",
            f"state {e.state or 'not stated'}",
            f"place of service {e.place_of_service or 'not stated'}",
        )
    )


def print_summary(console: Console, answer: Answer, name: str) -> None:
    """One note of several: its verdict and the gravest thing about it, in three lines."""
    console.print(Text.assemble((name, "bold"), ("  " + _particulars(answer), "dim")))
    console.print(Text("  ").append_text(verdict(answer.coding)))
    console.print(Text(f"  {next_step(answer.coding, answer.findings)}"))
