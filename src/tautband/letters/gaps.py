"""What keeps a letter from being sent: requirements without words, an altered note, a record that is not signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tautband.letters import words
from tautband.letters.criteria import Requirement
from tautband.letters.enclosures import answers
from tautband.letters.matter import Matter
from tautband.letters.words import listed, plural, whole_code
from tautband.model.claim import ServiceLine
from tautband.model.identifiers import plain_diagnosis


def gaps(matter: Matter, on: date | None = None, *, decided: bool = True) -> tuple[str, ...]:
    """Each thing that must be settled before a paper may go out, in a sentence; empty where nothing must.

    `on` is the date of the letter, where one is given; `decided` False leaves out what only an appeal needs. No
    sentence holds a word of the note.
    """
    found = (
        *_note(matter),
        *_requirements(matter),
        *_claim(matter),
        *_signature(matter),
        *(_decision(matter, on) if decided else ()),
    )
    return tuple(dict.fromkeys(found))


def _note(matter: Matter) -> Iterator[str]:
    record = matter.record
    if record.text is None:
        yield "The note's text is not in the case: no quotation can be verified."
        return
    if record.intact is False:
        lines = listed([str(line) for line in record.altered]) if record.altered else ""
        where = f": {'line' if len(record.altered) == 1 else 'lines'} {lines}" if lines else ""
        yield f"The note is not the one that was coded; its words differ{where}."
    for requirement in matter.requirements:
        changed = [p.what for p in requirement.parts if any(record.touches_change(q) for q in p.quotations)]
        if changed:
            yield f"{requirement.edit}: the words for {listed(changed)} stand on an altered line."
        for part in requirement.parts:
            if part.lost:
                yield f"{requirement.edit}: words that showed {part.what} do not stand in the note any more."
            if any(q.late and q.late.added is None for q in part.quotations):
                yield f"{requirement.edit}: {part.what} rests on an addendum without a date."
    for conflict in matter.encounter.conflicts:
        yield f"Two places of the note contradict each other on the {conflict.about.replace('_', ' ')}."


def _requirements(matter: Matter) -> Iterator[str]:
    if not matter.requirements:
        yield "No requirement of this payer for this denial is in the rule book: name them by hand from its policy."
    for requirement in matter.requirements:
        if requirement.status != "shown":
            yield f"{requirement.edit}: {requirement.because}."
        elif _proved_by_report(requirement) and all(d.kind != "acknowledgment" for d in matter.case.documents):
            yield f"{requirement.edit}: the payer's report that it took the claim is not among the documents."


def _proved_by_report(requirement: Requirement) -> bool:
    """Whether it is the payer's report that must prove a requirement, not the note."""
    return any(answers("acknowledgment", part.what) for part in requirement.parts)


def _claim(matter: Matter) -> Iterator[str]:
    """What the claim says and the note does not support: an appeal cannot rest on it."""
    if matter.supported.status == "hold":
        return
    supported = {line.code: line for line in matter.supported.lines}
    known = {plain_diagnosis(code) for line in matter.supported.lines for code in line.diagnoses}
    known |= {plain_diagnosis(code) for code in matter.supported.diagnoses}
    for number, line in _denied_lines(matter):
        if line.code not in supported:
            codes = listed(sorted(supported)) if supported else "no code"
            yield f"Line {number} bills {whole_code(line)}; the note supports {codes}."
            continue
        if line.units > supported[line.code].units:
            yield f"Line {number} bills {plural(int(line.units), 'unit')}; the note supports fewer."
        for diagnosis in line.diagnoses:
            if plain_diagnosis(diagnosis) not in known:
                yield f"Line {number} points to {diagnosis}, which the note does not support."
    day = matter.encounter.date_of_service
    if day is not None and day != matter.day:
        yield f"The claim's date of service is {words.day(matter.day)}, the note's {words.day(day)}."


def _denied_lines(matter: Matter) -> Iterator[tuple[int, ServiceLine]]:
    denied = {denial.sent_line or denial.line for denial in matter.denials} or {None}
    for number, line in enumerate(matter.claim.lines, 1):
        if number in denied or None in denied:
            yield number, line


def _signature(matter: Matter) -> Iterator[str]:
    status = matter.encounter.note_status
    attested = any(document.kind == "attestation" for document in matter.case.documents)
    if status in ("draft", "unsigned"):
        yield f"The note is marked {status}."
    elif status == "not_shown" and not attested:
        yield "No signature is shown on the note, and no attestation is among the documents."


def _decision(matter: Matter, on: date | None) -> Iterator[str]:
    if matter.remitted is None:
        yield "The decision that is appealed is not among the case's remittances."
    elif matter.remitted.payer_claim_number is None:
        yield "The payer's claim number is not known."
    decided = matter.remittance.paid_on if matter.remittance else None
    if on and decided and on < decided:
        yield f"The letter bears a date before the decision of {words.day(decided)}."
    for denial in matter.denials:
        last = denial.appeal.deadline.last_day if denial.appeal else denial.deadline.last_day
        if on and last and on > last:
            yield f"The last day to appeal was {words.day(last)}."
