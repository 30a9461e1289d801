"""What is written beside the answers to an 837P: the file with its format repaired, or the 999 that acknowledges it."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

from tautband.cli.arguments import today
from tautband.cli.claim_files import is_x12, scrub_x12
from tautband.cli.inputs import STDIN
from tautband.cli.screen import console
from tautband.cli.whole_files import whole_file, write_whole
from tautband.formats.x12.answering import write_acknowledgment
from tautband.formats.x12.outline import read_outline
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.repairing import find_repairs, write_repaired
from tautband.model.claim import HistoryEntry
from tautband.model.errors import InputError


def scrub_and_write(
    files: list[str],
    payer: str | None,
    history: tuple[HistoryEntry, ...] | None,
    repair: Path | None,
    acknowledge: Path | None,
    *,
    as_json: bool,
) -> int:
    """Scrub one 837P, and write it repaired or acknowledged. With repairs it is the repaired file that is scrubbed."""
    (name, *others) = files
    if others or name == STDIN or not is_x12(name):
        raise InputError("--repair, --acknowledge", "not one file of X12", "Give the path of one 837P.")
    if repair and acknowledge:
        raise InputError("--repair, --acknowledge", "given together", "Acknowledge the file as it came, or repair it.")
    if repair:
        return _repaired(name, repair, payer, history, as_json=as_json)
    assert acknowledge is not None
    return _acknowledged(name, acknowledge, payer, history, as_json=as_json)


def _repaired(
    name: str, out: Path, payer: str | None, history: tuple[HistoryEntry, ...] | None, *, as_json: bool
) -> int:
    with Path(name).open("rb") as file:
        repairs = find_repairs(file, name)
        with whole_file(out) as target:
            write_repaired(file, repairs, target)
    closing = {"repaired_from": name, "repairs": [repair.document() for repair in repairs.made]}
    code = scrub_x12(str(out), payer, history, as_json=as_json, closing=closing)
    if not as_json:
        from tautband.cli.show.repairs import print_repairs

        print_repairs(console(), name, str(out), repairs.made)
    return code


def _acknowledged(
    name: str, out: Path, payer: str | None, history: tuple[HistoryEntry, ...] | None, *, as_json: bool
) -> int:
    refusing: list[Problem] = []
    code = scrub_x12(name, payer, history, as_json=as_json, refusing=refusing, closing={"acknowledgment": str(out)})
    with Path(name).open("rb") as file:
        outline = read_outline(file, name)
    write_whole(out, write_acknowledgment(outline, refusing, datetime.combine(today(), time())))
    if not as_json:
        sets = sum(len(group.sets) for group in outline.groups)
        console().print(f"Written to {out}: the 999 for {sets} transaction set{'s' if sets != 1 else ''}")
    return code
