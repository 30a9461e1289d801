"""What a new or corrected claim would change, tried out on the edits. Never a diagnosis, never a fact of the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tautband import edits
from tautband.model.claim import Claim, ServiceLine
from tautband.model.denial import Change
from tautband.model.finding import Finding
from tautband.remits.adjusted import UNITS, Adjusted
from tautband.remits.merit import limit_by_rule
from tautband.remits.prediction import edit_number
from tautband.rulebook.book import Rulebook
from tautband.rulebook.code_tables import CodeTables

_ADDS = {"pair_not_allowed": ("separate_structure", "separate_site"), "modifier_missing_on_visit": ("separate_visit",)}
"""By kind of edit, the modifiers that would clear it, by their names: right only where the record shows as much."""
_TAKES_OFF = ("modifier_not_allowed", "modifiers_contradict")
_MENDED = ("in_record", "clerical")


def changes(adjusted: Adjusted, found: Sequence[Finding], company: Sequence[Claim], book: Rulebook) -> list[Change]:
    """The change that each predicting edit asks for. `company` are the patient's other claims, context for the edits.

    Without the sent claim only a unit count over its limit can be told from the remittance itself. A change is
    `checked` where it is concrete: then the changed claim was run through the edits.
    """
    sent, service = adjusted.decided.sent, adjusted.service
    if sent is None or service is None or adjusted.sent_line is None:
        return _of_units_alone(adjusted, book)
    told: list[Change] = []
    for finding in found:
        if finding.remedy is None or finding.remedy.kind not in _MENDED:
            continue
        line = finding.line or adjusted.sent_line
        for field, old, new, changed in _tries(finding, sent.claim.lines[line - 1], book, sent.claim):
            claim = _with_line(sent.claim, line, changed)
            checked = not _stands(finding, claim, company, book)
            if checked:
                change = Change(says=finding.remedy.says, line=line, field=field, old=old, new=new, checked=True)
                told.append(change)
                break
        else:
            told.append(Change(says=finding.remedy.says, line=line))
    return list({change.model_dump_json(): change for change in told}.values())


def applied(claim: Claim, told: Sequence[Change]) -> Claim:
    """The claim with every change that is concrete and was checked."""
    for change in told:
        if not change.checked or change.line is None:
            continue
        line = claim.lines[change.line - 1]
        if change.field == "units" and change.new:
            claim = _with_line(claim, change.line, line.model_copy(update={"units": Decimal(change.new)}))
        elif change.field == "modifiers":
            kept = tuple(each for each in line.modifiers if each != change.old)
            modifiers = (*kept, change.new) if change.new else kept
            claim = _with_line(claim, change.line, line.model_copy(update={"modifiers": modifiers}))
    return claim


def _tries(
    finding: Finding, line: ServiceLine, book: Rulebook, claim: Claim
) -> Iterator[tuple[str, str | None, str | None, ServiceLine]]:
    """The concrete changes that may clear a finding, the likeliest first."""
    number = edit_number(finding.edit, book)
    kind = None if number is None else book.kind_of(number)
    if kind == "units_over_limit":
        limit = book.tables.units.limit(line.code, line.date_of_service or claim.date_of_service).low
        if limit is not None and limit < line.units:
            yield "units", _figure(line.units), str(limit), line.model_copy(update={"units": Decimal(limit)})
    for name in _ADDS.get(kind or "", ()):
        modifier = CodeTables.open().named(name)
        if modifier not in line.modifiers:
            yield "modifiers", None, modifier, line.model_copy(update={"modifiers": (*line.modifiers, modifier)})
    if kind in _TAKES_OFF:
        for modifier in line.modifiers:
            kept = tuple(each for each in line.modifiers if each != modifier)
            yield "modifiers", modifier, None, line.model_copy(update={"modifiers": kept})


def _stands(finding: Finding, claim: Claim, company: Sequence[Claim], book: Rulebook) -> bool:
    """Whether the edit still speaks against the changed claim, on any of its lines."""
    result = edits.scrub([claim, *company], book)[0]
    return any(each.edit == finding.edit and each.outcome != "not_evaluated" for each in result.findings)


def _with_line(claim: Claim, number: int, line: ServiceLine) -> Claim:
    lines = (*claim.lines[: number - 1], line, *claim.lines[number:])
    return claim.model_copy(update={"lines": lines})


def _of_units_alone(adjusted: Adjusted, book: Rulebook) -> list[Change]:
    limit = limit_by_rule(adjusted, book.tables) if adjusted.check == UNITS else None
    units = adjusted.remitted.units_submitted if adjusted.remitted else None
    if limit is None or units is None or units <= limit:
        return []
    says = f"Bill the units the record supports, {limit} at most, if they were mis-keyed"
    return [Change(says=says, line=adjusted.line, field="units", old=_figure(units), new=str(limit))]


def _figure(number: Decimal) -> str:
    return f"{number.normalize():f}"
