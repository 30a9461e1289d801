"""One answer on one page: the answer first, then what stands against it, what was not checked, and why it stands."""

from __future__ import annotations

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from tautband.cli.show.coding import (
    print_conventions,
    print_lines,
    print_queries,
    print_reasons,
    print_refused,
    print_visit,
    verdict,
)
from tautband.cli.show.findings import print_findings
from tautband.cli.show.injected import print_injected
from tautband.cli.show.next_step import next_step
from tautband.cli.show.note import print_note
from tautband.cli.show.payment import print_expected
from tautband.cli.show.words import printable
from tautband.model.finding import NotEvaluatedReason
from tautband.pipeline import Answer


def print_answer(console: Console, answer: Answer, name: str, *, everything: bool = False) -> None:
    """The page for one note. Without `everything`, rules are named and not quoted, and the note is not repeated."""
    console.print(Rule(Text(name, "bold"), align="left", style="dim"))
    console.print(Text(_particulars(answer), style="dim"))
    console.print()
    if answer.coding.queries:
        print_queries(console, answer.coding)
        console.print()
    console.print(verdict(answer.coding))
    print_lines(console, answer.coding)
    console.print(Text.assemble(("Next: ", "bold"), next_step(answer.coding, answer.findings)))
    print_injected(console, answer.encounter, answer.text)
    if answer.checked is not None:
        checked = answer.checked
        print_findings(console, checked.findings, checked.evaluated, everything=everything, options=_OPTIONS)
    print_reasons(console, answer.coding, everything=everything)
    print_refused(console, answer.coding, everything=everything)
    if answer.coding.visit:
        print_visit(console, answer.coding.visit, everything=everything)
    print_conventions(console, answer.coding, everything=everything)
    if (payment := answer.expected_payment) is not None:
        print_expected(console, payment)
    if everything and answer.text is not None:
        console.print(Rule(style="dim"))
        print_note(console, answer.text, answer.encounter)
    made = f"tautband {answer.made_with['tautband']}, rule book {answer.made_with['rulebook'][:19]}"
    folded = "" if everything else "; --all adds the note with its evidence, and every rule in full"
    console.print(Text(f"\n{made}{folded}", style="dim"))


_OPTIONS: dict[NotEvaluatedReason, str] = {"no history": "--history FILE", "other providers' history": "--all-history"}


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
