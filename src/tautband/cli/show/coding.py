"""What the note supports: the questions to the author, the lines and their reasons, what was refused."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tautband.cli.screen import listed, plural
from tautband.cli.show.words import cited, quoted
from tautband.model.coding import CodedLine, Coding, Query, Reason, Refusal, VisitJudgement

ANSWERS = {
    "supported": "supported",
    "not_supported": "not supported",
    "contested": "contested, a person decides",
}
STATED = {
    "as_shown": "the level that the note shows",
    "higher_than_shown": "higher than the note shows",
    "lower_than_shown": "lower than the note shows",
    "not_shown": "the note shows no visit apart from the procedure",
    "not_compared": "the rules for levels on that date are not derived here",
}
MOST_REFUSALS = 5
"""Refusals shown unless all are asked for; the first are the likeliest to be billed."""


def verdict(coding: Coding) -> Text:
    """The answer in one sentence."""
    codes = listed([_line_name(line) for line in coding.lines]) if coding.lines else ""
    count = "" if coding.muscle_count is None else f" ({plural(coding.muscle_count, 'muscle')} injected)"
    if coding.status == "coded":
        return Text(f"The record supports {codes}{count}.", style="bold green")
    if coding.status == "query":
        stands = f" As it stands the record supports {codes}." if codes else " As it stands it supports no code."
        return Text(f"Ask the author: {plural(len(coding.queries), 'question')} open.{stands}", style="bold yellow")
    if coding.status == "hold":
        stands = f" Once it is signed it would support {codes}." if codes else ""
        return Text(f"Hold: the note is not final.{stands}", style="bold yellow")
    return Text("Nothing to bill as a trigger point injection.", style="bold")


def print_coding(console: Console, coding: Coding, *, everything: bool = True) -> None:
    """Questions, lines with their reasons, refusals and conventions, each only where there is something to say."""
    if coding.queries:
        print_queries(console, coding)
    print_lines(console, coding)
    print_reasons(console, coding, everything=everything)
    print_refused(console, coding, everything=everything)
    if coding.visit:
        print_visit(console, coding.visit, everything=everything)
    print_conventions(console, coding, everything=everything)


def print_queries(console: Console, coding: Coding) -> None:
    """Each question as it can be sent, why it is asked, and the words that leave it open."""
    console.print(Text("Ask the author", style="bold"))
    for query in coding.queries:
        console.print(_query(query))


def print_lines(console: Console, coding: Coding) -> None:
    """The lines to bill."""
    if not coding.lines:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for heading in ("Line", "Code", "Modifiers", "Units", "Diagnoses"):
        table.add_column(heading, justify="right" if heading in ("Line", "Units") else "left", no_wrap=True)
    for number, line in enumerate(coding.lines, 1):
        table.add_row(
            str(number), Text(line.code, "bold green"), " ".join(line.modifiers) or "-", f"{line.units}",
            " ".join(line.diagnoses) or Text("none", "yellow"),
        )  # fmt: skip
    console.print(Padding(table, (0, 0, 0, 2)))


def print_reasons(console: Console, coding: Coding, *, everything: bool) -> None:
    """Why each line stands. Without `everything` a rule is named by its source and the words wait."""
    for number, line in enumerate(coding.lines, 1):
        console.print(Text(f"\nWhy line {number}, {_line_name(line)}", style="bold"))
        for reason in line.why:
            console.print(_reason(reason, everything))


def print_refused(console: Console, coding: Coding, *, everything: bool) -> None:
    """The codes someone might bill from this note, by the reason against them."""
    grouped = _by_reason(coding.refused)
    if not grouped:
        return
    console.print(Text("\nNot supported", style="bold"))
    shown = grouped if everything or len(grouped) == MOST_REFUSALS + 1 else grouped[:MOST_REFUSALS]
    for codes, refusal in shown:
        console.print(_refusal(codes, refusal, everything))
    if folded := [code for codes, _ in grouped[len(shown) :] for code in codes]:
        console.print(Text(f"  nor {', '.join(folded)}", "dim"))


def print_visit(console: Console, visit: VisitJudgement, *, everything: bool) -> None:
    """Whether a visit stands that day: what speaks for and against it, and how far each element of its level goes."""
    heading = f"\nA visit that day: {ANSWERS[visit.answer]}"
    console.print(Text(heading + (f", {visit.code}" if visit.code else ""), style="bold"))
    if visit.stated and visit.stated_is:
        console.print(_item(Text("·"), Text(f"{visit.stated} is stated: {STATED[visit.stated_is]}.")))
    for sign, reasons in (("+", visit.speaks_for), ("-", visit.speaks_against)):
        for reason in reasons:
            body = Text(_sentence(reason.says))
            if reason.evidence:
                body.append(f"\nNote: {quoted(reason.evidence)}", style="cyan")
            console.print(_item(Text(sign), body))
    for element in visit.elements:
        body = Text(f"{element.element.capitalize()}: {element.level} ({element.says})")
        if everything and element.evidence:
            body.append(f"\nNote: {quoted(element.evidence)}", style="cyan")
        console.print(_item(Text("·"), body))


def print_conventions(console: Console, coding: Coding, *, everything: bool) -> None:
    """The conventions applied; without `everything` only those whose other reading would change the code."""
    shown = [convention for convention in coding.conventions if everything or convention.flips_code]
    if not shown:
        return
    console.print(Text("\nConventions applied", style="bold"))
    for convention in shown:
        flips = " Another reading would change the code." if convention.flips_code else ""
        console.print(_item(Text("·"), Text(_sentence(convention.says) + flips)))


def _line_name(line: CodedLine) -> str:
    return "-".join((line.code, *line.modifiers)) + (f" x{line.units}" if line.units != 1 else "")


def _reason(reason: Reason, everything: bool) -> Padding:
    body = Text(_sentence(reason.says))
    if everything and reason.evidence:
        body.append(f"\nNote: {quoted(reason.evidence)}", style="cyan")
    if everything and reason.citation:
        body.append(f"\nRule: {cited(reason.citation)}", style="dim")
    elif reason.citation:
        body.append(f" ({reason.citation.source})", style="dim")
    return _item(Text("·"), body)


def _query(query: Query) -> Padding:
    body = Text(_sentence(query.asks), style="bold yellow")
    body.append(f"\n{_sentence(query.because)}", style="not bold default")
    if query.evidence:
        body.append(f"\nNote: {quoted(query.evidence)}", style="not bold cyan")
    return _item(Text("?", "bold yellow"), body)


def _by_reason(refused: tuple[Refusal, ...]) -> list[tuple[list[str], Refusal]]:
    """Refusals that share their reason, rule and words stand together, in the order of the first of each."""
    grouped: list[tuple[list[str], Refusal]] = []
    for refusal in refused:
        for codes, first in grouped:
            if refusal == first.model_copy(update={"code": refusal.code}):
                codes.append(refusal.code)
                break
        else:
            grouped.append(([refusal.code], refusal))
    return grouped


def _refusal(codes: list[str], refusal: Refusal, everything: bool) -> Padding:
    body = Text.assemble((", ".join(codes), "bold red"), f"  {_sentence(refusal.because)}")
    if everything and refusal.evidence:
        body.append(f"\nNote: {quoted(refusal.evidence)}", style="cyan")
    if everything and refusal.citation:
        body.append(f"\nRule: {cited(refusal.citation)}", style="dim")
    return _item(Text("-", "bold red"), body)


def _item(bullet: Text, body: Text) -> Padding:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(bullet, body)
    return Padding(grid, (0, 0, 0, 2))


def _sentence(text: str) -> str:
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
