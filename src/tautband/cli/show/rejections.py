"""Claims and files that were refused before anyone decided on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tautband.cli.show.deadlines import by, sentence
from tautband.cli.show.words import printable
from tautband.model.work_list import Rejection


def print_rejections(console: Console, rejections: Sequence[Rejection], as_of: date) -> None:
    """Each refusal with its place, what is wrong and what to do; nothing where there is none."""
    if not rejections:
        return
    console.print(Text("\nRefused before anyone decided on it: mend it and send it as new", "bold red"))
    for refused in rejections:
        console.print(_rejection(refused, as_of))


def _rejection(refused: Rejection, as_of: date) -> Padding:
    claim = f"claim {printable(refused.claim_id)}" if refused.claim_id else "claim not told"
    if refused.control_number and not refused.claim_id:
        claim = f"control number {printable(refused.control_number)}"
    place = refused.element or refused.segment
    where = f"{refused.loop or ''} {place}".strip() if place else ""
    at = f", segment {refused.position}" if refused.position else ""
    body = Text.assemble((f"{refused.by}  {claim}", "bold"), f"  {where}{at}" if where else "")
    body.append(f"\n{sentence(refused.says)}")
    body.append(f"\nDo: {refused.do}", "green")
    body.append(f"\nBy: {by(refused.deadline, as_of)}", "dim")
    return Padding(body, (0, 0, 0, 2))
