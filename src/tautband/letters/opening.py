"""The top of a letter: from whom, to whom, about which claim; then what was billed and what was decided."""

from __future__ import annotations

from datetime import date

from tautband.letters import words
from tautband.letters.blocks import Block, Heading, Lines, Pairs, Paragraph, Table
from tautband.letters.matter import Matter
from tautband.model.case import AppealFiled
from tautband.model.denial import AppealStep, Denial

BLANK_DATE = "Date: ____________________"


def opening(matter: Matter, on: date | None) -> list[Block]:
    """Sender, date, addressee, and the claim by its numbers."""
    return [*_addresses(matter, on), Heading(subject(matter)), Pairs(tuple(identification(matter)))]


def subject(matter: Matter) -> str:
    """What is asked for, by the name the payer's program gives it."""
    level = step(matter.denials)
    if level is None:
        return "Appeal of a denied claim"
    if "appeal" in level.name.lower():
        return f"{words.capital(_level(level.name))} of a denied claim"
    return f"Request for {_within(level.name)} of a denied claim"


def _within(level: str) -> str:
    """The name of a level as it stands inside a sentence, without what the table says of whose right it is."""
    name = _level(level)
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _level(name: str) -> str:
    return name.partition(" (")[0]


def _by(decided_by: str) -> str:
    """Who decides, where the payer itself does not."""
    return "" if decided_by == "plan" else f" ({decided_by})"


def step(denials: tuple[Denial, ...]) -> AppealStep | None:
    """The level of appeal that is open."""
    return next((denial.appeal for denial in denials if denial.appeal), None)


def identification(matter: Matter) -> list[tuple[str, str]]:
    """The numbers and names by which the payer finds the claim; a name only where the registration has it."""
    desk, remitted, remittance = matter.registration, matter.remitted, matter.remittance
    coverage = desk.coverages[0] if desk.coverages else None
    member = (coverage.member_id if coverage else None) or (remitted.member_id if remitted else None)
    rendering = desk.rendering or desk.billing
    npi = matter.claim.rendering_npi or (rendering.npi if rendering else None)
    performer = words.provider_name(rendering) if rendering else None
    decided = words.day(remittance.paid_on) if remittance and remittance.paid_on else None
    trace = f"trace number {remittance.trace_number}" if remittance and remittance.trace_number else None
    rows = [
        ("Claim number (payer's)", remitted.payer_claim_number if remitted else None),
        ("Claim number (ours)", matter.claim.claim_id),
        ("Patient", words.name(desk.patient) if desk.patient else None),
        ("Date of birth", words.day(desk.patient.born) if desk.patient and desk.patient.born else None),
        ("Member number", member),
        ("Group number", coverage.group_number if coverage else None),
        ("Date of service", words.day(matter.day)),
        ("Treating provider", ", NPI ".join(part for part in (performer, npi) if part) or None),
        ("Decision of", ", ".join(part for part in (decided, trace) if part) or None),
    ]
    return [(label, value) for label, value in rows if value] + [
        ("Earlier appeal", _earlier(appeal)) for appeal in matter.case.appeals
    ]


def _earlier(appeal: AppealFiled) -> str:
    """An appeal made before, with its dates and what became of it."""
    filed = f"filed {words.day(appeal.filed_on)}" if appeal.filed_on else ""
    outcome = appeal.outcome.replace("_", " ") if appeal.outcome else "not decided"
    decided = f"{outcome} {words.day(appeal.decided_on)}" if appeal.decided_on else outcome
    return ", ".join(part for part in (f"level {appeal.level}", filed, decided) if part)


def decision(matter: Matter) -> list[Block]:
    """What was billed, what was decided, and the reason codes."""
    denied: dict[int | None, list[Denial]] = {}
    for denial in matter.denials:
        denied.setdefault(denial.sent_line or denial.line, []).append(denial)
    rows = []
    for number, line in enumerate(matter.claim.lines, 1):
        here = [*denied.get(number, ()), *denied.get(None, ())]
        rows.append(
            (
                str(number),
                words.whole_code(line),
                words.figure(line.units),
                ", ".join(line.diagnoses),
                words.amount(line.charge),
                "; ".join(f"{words.reason(d)}, {words.amount(d.amount)}" for d in here) or "not appealed here",
            )
        )
    table = Table(
        ("Line", "Code", "Units", "Diagnoses", "Charge", "Denied with, amount"), tuple(rows), (6, 14, 8, 24, 14, 34)
    )
    blocks: list[Block] = [Heading("What was billed and what was decided"), table]
    if licensed := _licensed(matter):
        blocks.append(Paragraph("The codes in the words of their list: " + "; ".join(licensed) + "."))
    return blocks


def _licensed(matter: Matter) -> list[str]:
    """The official wording of the codes in use on the day of the decision, where the user loaded the list."""
    own = matter.rulebook.tables.own
    if own is None:
        return []
    reasons = [own.reason(code) for code in dict.fromkeys(d.carc for d in matter.denials)]
    remarks = [own.remark(code) for code in dict.fromkeys(r for d in matter.denials for r in d.rarcs)]
    decided = (matter.remittance.paid_on if matter.remittance else None) or matter.day
    return [f"{found.code}: {found.text}" for found in (*reasons, *remarks) if found and found.valid_on(decided)]


def _addresses(matter: Matter, on: date | None) -> list[Block]:
    desk = matter.registration
    billing = desk.billing
    sender: tuple[str, ...] = ()
    if billing:
        numbers = ", ".join(
            part for part in (f"NPI {billing.npi}", f"Tax ID {billing.tax_id}" if billing.tax_id else "") if part
        )
        phone = (f"Telephone {billing.phone}",) if billing.phone else ()
        sender = (words.provider_name(billing), *words.address(billing.address), numbers, *phone)
    coverage = desk.coverages[0] if desk.coverages else None
    payer = (coverage.payer_name if coverage else None) or (matter.remittance.payer_name if matter.remittance else None)
    level = step(matter.denials)
    known = level is not None and level.decided_by != "not known"
    decides = f"Attention: {_level(level.name)}{_by(level.decided_by)}" if level and known else "Attention: appeals"
    where = words.address(coverage.payer_address) if coverage else ()
    addressee = (payer or "Payer: ____________________", decides, *where)
    dated = f"Date: {words.day(on)}" if on else BLANK_DATE
    return [*([Lines(sender)] if sender else []), Lines((dated,)), Lines(addressee)]
