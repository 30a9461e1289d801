"""A claim as sent, and what stands against it."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tautband.cli.show.findings import print_findings
from tautband.cli.show.next_step import next_for_claim
from tautband.model.claim import Claim
from tautband.model.finding import NotEvaluatedReason, ScrubResult

_OUTCOMES = {
    "clean": ("Clean: every edit in force was evaluated and none stands against it.", "bold green"),
    "findings": ("Findings: act before sending.", "bold red"),
    "incomplete": ("Incomplete: nothing stands against it so far, but not everything could be checked.", "bold yellow"),
}


def print_claim(
    console: Console,
    claim: Claim,
    result: ScrubResult,
    *,
    everything: bool = False,
    history_in: str = "--history FILE",
) -> None:
    """The outcome and what to do next, the lines of the claim, and each finding about them.

    `history_in` names where the verb takes earlier services.
    """
    options: dict[NotEvaluatedReason, str] = {"no history": history_in}
    console.print(Rule(Text(f"Claim {claim.claim_id}", "bold"), align="left", style="dim"))
    place = " · ".join(
        (
            f"Date of service {claim.date_of_service}",
            f"payer {claim.payer or 'not stated'}",
            f"state {claim.state or 'not stated'}",
        )
    )
    console.print(Text(place, "dim"))
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for heading in ("Line", "Code", "Modifiers", "Units", "Diagnoses", "Charge"):
        table.add_column(heading, no_wrap=True)
    for number, line in enumerate(claim.lines, 1):
        charge = "-" if line.charge is None else f"{line.charge:.2f}"
        table.add_row(
            str(number), Text(line.code, "bold"), " ".join(line.modifiers) or "-", f"{line.units}",
            " ".join(line.diagnoses) or "none", charge,
        )  # fmt: skip
    console.print(Text(*_OUTCOMES[result.outcome]))
    console.print(Padding(table, (0, 0, 0, 2)))
    console.print(Text.assemble(("Next: ", "bold"), next_for_claim(result.findings, history_in)))
    print_findings(console, result.findings, result.evaluated, everything=everything, options=options)
    console.print()
