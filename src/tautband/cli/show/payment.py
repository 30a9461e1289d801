"""What a claim is expected to pay: the amounts, the sum of each line, the steps, and what was taken for granted."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tautband.model.payment import ExpectedPayment, PricedLine


def print_payment(console: Console, payment: ExpectedPayment) -> None:
    """The amounts by line and in all, with every step that leads to them."""
    if not any(line.schedule_amount is not None for line in payment.lines):
        console.print(Text(payment.basis, "yellow"))
        return
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    table.add_column("Line", no_wrap=True)
    for heading in ("Fee", "Allowed", "Plan pays", "Patient owes", "Withheld"):
        table.add_column(heading, no_wrap=True, justify="right")
    for line in payment.lines:
        table.add_row(_name(line), *(_dollars(amount) for amount in (line.schedule_amount, *_amounts(line))))
    if len(payment.lines) > 1:
        table.add_row("In all", "", *(_dollars(amount) for amount in _amounts(payment)), style="bold")
    console.print(table)
    _print_steps(console, payment)


def print_expected(console: Console, payment: ExpectedPayment) -> None:
    """The amounts in one line, for a page that holds much else."""
    if payment.allowed is None:
        console.print(Text.assemble(("\nExpected payment: ", "bold"), (payment.basis, "dim")))
        return
    if payment.plan_pays is None:
        told = f"{payment.allowed} allowed if all is covered"
        console.print(Text.assemble(("\nExpected payment: ", "bold"), f"{told}. ", (payment.basis, "dim")))
        return
    part = "" if payment.complete else " for the lines with a price"
    console.print(
        Text.assemble(
            ("\nExpected payment: ", "bold"),
            f"{payment.allowed} allowed{part}, {payment.plan_pays} from the plan, {payment.patient_owes} from the "
            "patient if all is covered",
        )
    )


def _print_steps(console: Console, payment: ExpectedPayment) -> None:
    for line in payment.lines:
        console.print(Text(f"\n{_name(line)}", "bold"))
        if line.arithmetic:
            console.print(Padding(Text(line.arithmetic), (0, 0, 0, 2)))
        for step in payment.adjustments:
            if step.line == line.line:
                console.print(Padding(Text(f"{step.amount:+.2f}  {step.says}"), (0, 0, 0, 2)))
        if line.because:
            console.print(Padding(Text(f"No price: {line.because}", "yellow"), (0, 0, 0, 2)))
    for terms in payment.terms or (payment.basis,):
        console.print(Text(f"\n{terms}", "dim"))
    if payment.assumes:
        console.print(Text("\nTaken for granted", "bold"))
    for assumed in payment.assumes:
        console.print(Padding(Text(f"- {assumed}", "dim"), (0, 0, 0, 2)))


def _name(line: PricedLine) -> str:
    return f"{line.line}  {line.code}{''.join(f'-{modifier}' for modifier in line.modifiers)}"


def _amounts(priced: PricedLine | ExpectedPayment) -> tuple[object, ...]:
    return (priced.allowed, priced.plan_pays, priced.patient_owes, priced.withheld)


def _dollars(amount: object) -> str:
    return "-" if amount is None else f"{amount}"
