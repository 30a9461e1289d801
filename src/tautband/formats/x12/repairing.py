"""Format repairs of a file of claims: a diagnosis without its point, a ZIP code without its hyphen, and the like.

A repair changes how a value is written and never what it means: where that is not certain nothing is touched. All that
is not repaired stays byte for byte. Repairs are no problems and no findings; each is listed by kind, without a value.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO, Protocol

from tautband.formats.x12.delimiters import Delimiters
from tautband.formats.x12.repair_forms import FORMS, Form
from tautband.formats.x12.segments import ENCODING, Readable, read_segments

_COPIED = 1 << 20
_FIXED = frozenset({"ISA", "IEA", "GS", "GE", "ST", "SE", "TA1"})
"""Segments of the envelope, whose widths and control numbers others compare."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One value written anew: what it is, where it stands, how it was written and how it is written now."""

    what: str
    segment: str
    element: str
    position: int
    before: str
    after: str

    def document(self) -> dict[str, Any]:
        """The repair as a JSON object."""
        return asdict(self)


@dataclass(slots=True)
class Repairs:
    """All repairs of one file, and the new texts of the segments they are in, by the byte where each stands."""

    made: list[Repair] = field(default_factory=list)
    texts: list[tuple[int, int, bytes]] = field(default_factory=list)
    """First byte, length before, and the bytes now, in the order of the file."""


class _Writable(Protocol):
    def write(self, data: bytes, /) -> object: ...


def find_repairs(file: Readable, name: str = "the file") -> Repairs:
    """Every repair that a file needs. Raises InputError where the file does not begin with ISA."""
    found = Repairs()
    for batch in read_segments(file, name):
        if batch.delimiters is None:
            break
        offset, ends = batch.offset, f" {batch.delimiters.element}"
        for at, (raw, text) in enumerate(zip(batch.raws, batch.texts, strict=True)):
            begins = offset + len(raw) - len(text)
            offset += len(raw) + 1
            segment = text[: text.find(batch.delimiters.element)]
            if segment in _FIXED or not (segment in FORMS or ends in text or " " in (text[-1:], text[-2:-1])):
                continue
            made, repaired = _repaired(text, batch.delimiters, batch.first + at + 1)
            if repaired != text:
                found.made.extend(made)
                found.texts.append((begins, len(text), repaired.encode(ENCODING)))
    return found


def write_repaired(file: BinaryIO, repairs: Repairs, out: _Writable) -> None:
    """Write the file with its repairs; every other byte as it stands."""
    file.seek(0)
    at = 0
    for begins, length, text in repairs.texts:
        _copy(file, out, begins - at)
        file.seek(begins + length)
        out.write(text)
        at = begins + length
    _copy(file, out, None)


def _copy(file: BinaryIO, out: _Writable, count: int | None) -> None:
    while count is None or count > 0:
        data = file.read(_COPIED if count is None else min(count, _COPIED))
        if not data:
            return
        out.write(data)
        count = None if count is None else count - len(data)


def _repaired(text: str, delimiters: Delimiters, position: int) -> tuple[list[Repair], str]:
    elements = text.split(delimiters.element)
    segment, made = elements[0], list[Repair]()

    def write(value: str, element: str, forms: tuple[Form, ...]) -> str:
        if value.endswith(" ") and value.strip():
            made.append(Repair("trailing blanks", segment, element, position, "with blanks at its end", "without"))
            value = value.rstrip(" ")
        for form in forms:
            new = form.write(value)
            if new != value:
                made.append(Repair(form.what, segment, element, position, form.before, form.after))
                value = new
        return value

    for at in range(1, len(elements)):
        value, ref = elements[at], f"{segment}{at:02d}"
        if delimiters.component in value:
            parts = value.split(delimiters.component)
            kind = parts[0].strip().upper()
            for number, part in enumerate(parts, 1):
                forms = _forms(segment, at, number, kind)
                parts[number - 1] = write(part, f"{ref}-{number:02d}", forms)
            elements[at] = delimiters.component.join(parts)
        elif value:
            kind = elements[at - 1].strip().upper() if at > 1 else ""
            elements[at] = write(value, ref, _forms(segment, at, 0, kind))
    return made, delimiters.element.join(elements)


def _forms(segment: str, at: int, component: int, kind: str) -> tuple[Form, ...]:
    """The forms of one value; `kind` is the qualifier that stands before it."""
    return tuple(form for form in FORMS.get(segment, ()) if form.fits(at, component, kind))
