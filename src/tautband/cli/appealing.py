"""A case answered: its denials worked through, the letter or the packet made, checked and written whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tautband.cli import arguments
from tautband.cli.cases import note_of, read_case
from tautband.cli.exits import ACT, NOTHING_AGAINST
from tautband.cli.inputs import NOTE_LIMIT, read_bytes, read_json, read_text
from tautband.cli.records import record
from tautband.cli.screen import console, print_document
from tautband.cli.whole_files import write_whole
from tautband.letters import words
from tautband.letters.binding import bound
from tautband.letters.letter import letter_of
from tautband.letters.matter import Matter, matter_of
from tautband.letters.packet import packet_of
from tautband.letters.pdf import pdf_of, require_pdf
from tautband.letters.plain import text_of
from tautband.letters.refusing import appealed, refused
from tautband.letters.sealing import altered_lines, is_sealed, seal_of
from tautband.model.case import Case
from tautband.model.denial import Denial
from tautband.model.document import Document
from tautband.model.errors import InputError
from tautband.pipeline import made_with
from tautband.remits import desk_of
from tautband.rulebook.book import Rulebook
from tautband.shipped import shipped_rulebook


@dataclass(frozen=True)
class Asked:
    """What the command line asked for."""

    case: Path
    out: Path | None = None
    text: bool = False
    packet: bool = False
    line: int | None = None
    on: str | None = None
    draft: bool = False
    as_json: bool = False


@dataclass(frozen=True)
class Made:
    """What came of it: the paper's bytes, None where none is written, and what there is to say."""

    data: bytes | None
    gaps: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    matter: Matter | None = None


def answer(asked: Asked) -> int:
    """Make the letter or the packet and write it; the exit code of the answer."""
    if asked.out is None and (asked.packet or not asked.text):
        raise InputError("--out", "no file to write to", "Give one with -o, or --text for the letter on the screen.")
    if asked.packet and asked.text:
        raise InputError("--text", "a packet is a PDF", "Leave out --text or --packet.")
    made = make(asked)
    if made.data is not None and asked.out is not None:
        write_whole(asked.out, made.data)
    _tell(asked, made)
    return NOTHING_AGAINST if made.data is not None and not made.gaps else ACT


def make(asked: Asked) -> Made:
    """Read the case and make what was asked for; nothing is written."""
    if not asked.text:
        require_pdf()
    case = read_case(asked.case)
    rulebook = shipped_rulebook()
    return _packet(asked, case, rulebook) if asked.packet else _letter(asked, case, rulebook)


def seal_case(path: Path) -> int:
    """Write into a case file that its note stands as it was coded. A note that was changed since is refused."""
    raw = read_json(str(path))
    case = record(Case, raw, str(path))
    note = _note(case, path)
    if note is None:
        raise InputError(f"{path}: note", "required and missing", "Give the note's text, or the path of its file.")
    if case.note_seal is not None and not is_sealed(note, case.note_seal):
        lines = ", ".join(map(str, altered_lines(note, case.note_seal))) or "not known"
        raise InputError(f"{path}: note", f"its words changed since it was sealed (lines {lines})", "Restore them.")
    raw["note_seal"] = seal_of(note).model_dump(mode="json")
    text = json.dumps(raw, indent=1, ensure_ascii=False) + "\n"
    if any("\ud800" <= character <= "\udfff" for character in text):  # half a character, which no file can hold
        text = json.dumps(raw, indent=1) + "\n"
    write_whole(path, text.encode())
    return NOTHING_AGAINST


def _letter(asked: Asked, case: Case, rulebook: Rulebook) -> Made:
    on = arguments.optional_day("--on", asked.on)
    note = _note(case, asked.case)
    denials = _denials(case, note, rulebook, on)
    answered = appealed(denials, asked.line)
    others = refused(denials, asked.line)
    if not answered:
        return Made(None, refused=others or ("No denial of this case is open to an appeal.",))
    matter = matter_of(case, note, answered, rulebook)
    letter = letter_of(matter, on=on, draft=asked.draft)
    data = text_of(letter.paper).encode(errors="replace") if asked.text else pdf_of(letter.paper)
    late = _late(answered) if on is None else ()
    return Made(data, letter.gaps, (*late, *letter.checks), others, matter)


def _late(answered: Sequence[Denial]) -> tuple[str, ...]:
    """What is said of a letter without a date whose last day is over: the paper bears no day, the desk has one."""
    days = {denial.appeal.deadline.last_day for denial in answered if denial.appeal}
    over = sorted(day for day in days if day is not None and day < arguments.today())
    return tuple(f"The last day to appeal was {words.day(day)}, which is past today." for day in over)


def _packet(asked: Asked, case: Case, rulebook: Rulebook) -> Made:
    matter = matter_of(case, _note(case, asked.case), (), rulebook)
    contents = {d: content for d in case.documents if (content := _content(d, asked.case)) is not None}
    packet = packet_of(matter, [document for document in case.documents if document not in contents])
    return Made(bound(packet, contents), packet.gaps, packet.checks, (), matter)


def _denials(case: Case, note: str | None, rulebook: Rulebook, on: date | None) -> Sequence[Denial]:
    """The denials of the case's last remittance, as of the letter's date, else the remittance's own."""
    if not case.remittances:
        raise InputError("case: remittances", "required and missing", "Add the remittance that denied the claim.")
    held = matter_of(case, note, (), rulebook)
    as_of = on or case.received_on or case.remittances[-1].paid_on or held.day
    desk, remittances = desk_of(case, rulebook, as_of, encounter=held.encounter)
    numbers = {held.claim.claim_id, *(sent.claim.claim_id for sent in case.sent)}
    return [denial for denial in desk.work_list(remittances).denials if denial.claim_id in numbers]


def _note(case: Case, path: Path) -> str | None:
    """The text of the note; None where only the encounter read from it is at hand."""
    found = note_of(case, path)
    return found if isinstance(found, str) else None


def _content(document: Document, path: Path) -> str | bytes | None:
    """The words or the PDF of a paper; None where its file is not there."""
    if document.text is not None:
        return document.text
    if document.file is None or not (named := path.parent / document.file).is_file():
        return None
    return read_bytes(str(named)) if named.suffix.lower() == ".pdf" else read_text(str(named), NOTE_LIMIT)


def _tell(asked: Asked, made: Made) -> None:
    written = str(asked.out) if made.data is not None and asked.out else None
    if asked.as_json:
        print_document(_document(asked, made, written))
        return
    from tautband.cli.show.appeal import print_appeal

    if made.data is not None and asked.text and asked.out is None:
        console().print(made.data.decode(), highlight=False, markup=False, soft_wrap=True, end="")
    print_appeal(console(), made.gaps, made.checks, made.refused, written)


def _document(asked: Asked, made: Made, written: str | None) -> dict[str, Any]:
    """The answer as JSON: each requirement with its state and the passages of the note that answer it."""
    requirements = [
        {
            "edit": requirement.edit,
            "lcd": requirement.lcd,
            "asks": requirement.asks,
            "quoted": requirement.quoted,
            "status": requirement.status,
            "because": requirement.because or None,
            "parts": [
                {
                    "what": part.what,
                    "status": part.status,
                    "says": part.says or None,
                    "days": [day.isoformat() for day in part.days],
                    "evidence": [
                        {"start": q.start, "end": q.end, "text": q.text, "page": q.page} for q in part.quotations
                    ],
                }
                for part in requirement.parts
            ],
        }
        for requirement in (made.matter.requirements if made.matter else ())
    ]
    return {
        "schema": 1,
        "paper": "packet" if asked.packet else "letter",
        "ready": made.data is not None and not made.gaps,
        "written": written,
        "gaps": list(made.gaps),
        "checks": list(made.checks),
        "refused": list(made.refused),
        "requirements": requirements,
        "made_with": made_with(),
    }
