"""A claim as sent, and what stands against it."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tautband.cli.screen import listed, plural
from tautband.cli.show.findings import print_findings
from tautband.cli.show.next_step import next_for_claim
from tautband.model.claim import Claim
from tautband.model.finding import NotEvaluatedReason, ScrubResult, Severity

_STYLES = {"clean": "bold green", "findings": "bold red", "incomplete": "bold yellow"}


def print_claim(
    console: Console,
    claim: Claim,
    result: ScrubResult,
    *,
    everything: bool = False,
    history_in: str = "--history FILE",
    badly_formed: bool = False,
) -> None:
    """The outcome and what to do next, the lines of the claim, and each finding about them.

    `history_in` names where the verb takes earlier services. `badly_formed`: problems of the claim's form follow.
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
    by_form = badly_formed and result.outcome != "findings"
    outcome = "Act before sending: its form is wrong, as told below." if by_form else _in_a_sentence(result)
    console.print(Text(outcome, _STYLES["findings" if by_form else result.outcome]))
    console.print(Padding(table, (0, 0, 0, 2)))
    step = "Mend the form first." if by_form else next_for_claim(result.findings, history_in)
    console.print(Text.assemble(("Next: ", "bold"), step))
    print_findings(console, result.findings, result.evaluated, everything=everything, options=options)
    console.print()


def _in_a_sentence(result: ScrubResult) -> str:
    """The outcome, with a count of what was found though it denies nothing."""
    if result.outcome == "findings":
        return "Findings: act before sending."
    fired = [finding.severity for finding in result.findings if finding.outcome == "fire"]
    counts = [plural(fired.count(severity), noun) for severity, noun in _MILDER if severity in fired]
    found = f"nothing denies it; {listed(counts)} below" if counts else "nothing stands against it"
    if result.outcome == "clean":
        return f"Clean: every edit in force was evaluated, and {found}."
    return f"Incomplete: {found}, and not everything could be checked."


_MILDER: tuple[tuple[Severity, str], ...] = (("warn", "warning"), ("info", "remark"))
