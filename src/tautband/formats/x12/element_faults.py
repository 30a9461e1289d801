"""The faults of one segment's elements, each with the reason: missing, too long, not a code of the guide, and so on.

This is what a segment rule means; `matching` is its fast form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from tautband.formats.x12.delimiters import Delimiters
from tautband.formats.x12.guide import Element, SegmentRule

UNKNOWN = "\x00"
"""Stands in a segment's elements for a value that is at fault, so that no later check reports the same thing again."""
_MONEY = 18
"""The most figures of an amount of money (element 782); quantities have fewer. The guide counts it in cents."""
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)")
_WHOLE = re.compile(r"-?\d+")
_TIME = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d\d{0,2})?")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one element. `index` and `component` count from 1; `component` is 0 for the whole element."""

    ref: str
    snip: int
    value: str
    says: str
    fix: str
    index: int
    component: int = 0


def element_faults(rule: SegmentRule, elements: list[str], delimiters: Delimiters) -> list[Fault]:
    """Every fault of a segment split into its elements, the segment's id first."""
    found = [
        fault for number, element in enumerate(rule.elements, 1) for fault in _of(element, number, elements, delimiters)
    ]
    at_fault = {fault.index for fault in found}
    found.extend(
        Fault(
            f"{rule.segment}{number:02d}",
            2,
            elements[number],
            "this element is not used here",
            "Leave it empty.",
            number,
        )
        for number in range(len(rule.elements) + 1, len(elements))
        if elements[number]
    )
    form_at = {"DTP": 2, "DMG": 1}.get(rule.segment)
    if form_at and not at_fault & {form_at, form_at + 1} and len(elements) > form_at + 1:
        found.extend(_date_faults(rule.elements[form_at].ref, elements, form_at))
    for letter, numbers in rule.rules:
        if not at_fault & set(numbers):
            found.extend(_relation_faults(rule, letter, numbers, elements))
    return found


def blank_faults(elements: list[str], faults: list[Fault], delimiters: Delimiters) -> list[str]:
    """The elements with UNKNOWN in place of each that is at fault."""
    longest = max((fault.index for fault in faults), default=0)
    known = elements + [""] * (longest + 1 - len(elements))
    for fault in faults:
        if not fault.component:
            known[fault.index] = UNKNOWN
        elif known[fault.index] != UNKNOWN:
            parts = known[fault.index].split(delimiters.component)
            parts += [""] * (fault.component - len(parts))
            parts[fault.component - 1] = UNKNOWN
            known[fault.index] = delimiters.component.join(parts)
    return known


def _of(element: Element, number: int, elements: list[str], delimiters: Delimiters) -> Iterator[Fault]:
    value = elements[number] if number < len(elements) else ""
    if element.components is None:
        yield from _simple(element, value, number, 0, delimiters)
        return
    if not value.strip(delimiters.component + " "):
        if element.usage == "R":
            first = element.components[0]
            first = next((part for part in element.components if part.usage == "R" and part.codes is None), first)
            yield Fault(first.ref, 2, "", "required and missing", "Add it.", number)
        return
    if element.usage == "-":
        yield Fault(element.ref, 2, value, "this element is not used here", "Leave it empty.", number)
        return
    parts = value.split(delimiters.component)
    for at, component in enumerate(element.components, 1):
        faults = list(_simple(component, parts[at - 1] if at <= len(parts) else "", number, at, delimiters))
        yield from faults
        if faults and len(parts) == 1:  # the separators are wrong: what seems to be missing is in the first part
            return
    for at in range(len(element.components) + 1, len(parts) + 1):
        if parts[at - 1]:
            yield Fault(
                f"{element.ref}-{at:02d}",
                2,
                parts[at - 1],
                "this component is not used here",
                "Leave it empty.",
                number,
                at,
            )


def _simple(element: Element, value: str, number: int, component: int, delimiters: Delimiters) -> Iterator[Fault]:
    def fault(snip: int, says: str, fix: str) -> Fault:
        return Fault(element.ref, snip, value, says, fix, number, component)

    if element.usage == "-":
        if value:
            yield fault(2, "this element is not used here", "Leave it empty.")
        return
    if not value.strip():
        if element.usage == "R":
            yield fault(2, "required and missing", "Add it.")
        elif value:
            yield fault(1, "only blanks", "Leave it empty, or fill it.")
        return
    if not component and delimiters.component in value:
        yield fault(1, "several components where one value belongs", "Keep one value, without the component separator.")
    elif delimiters.repetition and delimiters.repetition in value:
        yield fault(1, "repeated, and this element may not repeat", "Keep one value.")
    elif not all(" " <= character <= "~" for character in value):
        yield fault(1, "holds a character that X12 does not allow", "Write it with plain letters, figures and signs.")
    elif element.codes is not None:
        if value not in element.codes:
            yield _code_fault(element, value, fault)
    else:
        yield from (fault(*told) for told in _form(element, value))


def _code_fault(element: Element, value: str, fault: Callable[[int, str, str], Fault]) -> Fault:
    codes = sorted(element.codes or ())
    if value.strip().upper() in codes:
        return fault(2, "not a code of the guide as it is written", f"Write {value.strip().upper()}.")
    if len(value) > element.most:
        return fault(1, f"too long: {len(value)} characters, at most {element.most}", "Shorten it.")
    fix = f"Use {', '.join(codes)}." if len(codes) <= 12 else "Use a code of the guide's list."
    return fault(2, "not a code that the guide allows here", fix)


def _form(element: Element, value: str) -> Iterator[tuple[int, str, str]]:
    length = len(value)
    if element.kind == "R":
        if not _NUMBER.fullmatch(value):
            yield 1, "not a number", "Write figures with at most one point, and no sign of currency."
            return
        if element.most == _MONEY and len(value.partition(".")[2].rstrip("0")) > 2:
            yield 2, "parts of a cent", "Write dollars and cents."
            return
        length = sum(character.isdigit() for character in value)
    elif element.kind == "N0":
        if not _WHOLE.fullmatch(value):
            yield 1, "not a whole number", "Write figures only."
            return
        length = len(value.lstrip("-"))
    if length > element.most:
        yield 1, f"too long: {length} characters, at most {element.most}", "Shorten it."
    elif length < element.least:
        yield 1, f"too short: {length} characters, at least {element.least}", "Write it in full."
    elif element.kind == "DT" and calendar_day(value if element.most == 8 else f"20{value}") is None:
        yield 1, "not a date", f"Write the date as {'CCYYMMDD' if element.most == 8 else 'YYMMDD'}."
    elif element.kind == "TM" and not _TIME.fullmatch(value):
        yield 1, "not a time of day", "Write the time as HHMM."


def _date_faults(ref: str, elements: list[str], form_at: int) -> Iterator[Fault]:
    form, value = elements[form_at], elements[form_at + 1]
    days = [calendar_day(part) for part in value.split("-")]
    if form == "RD8":
        good = len(days) == 2 and None not in days
        fix = "Write both dates as CCYYMMDD-CCYYMMDD."
    else:
        good = len(days) == 1 and None not in days
        fix = "Write the date as CCYYMMDD."
    if not good:
        yield Fault(ref, 1, value, "not a date in the form that the element before it names", fix, form_at + 1)


def _relation_faults(rule: SegmentRule, letter: str, numbers: tuple[int, ...], elements: list[str]) -> Iterator[Fault]:
    have = [number for number in numbers if number < len(elements) and elements[number]]
    lack = [number for number in numbers if number not in have]
    ref = {number: f"{rule.segment}{number:02d}" for number in numbers}
    if letter == "P" and have and lack:
        yield Fault(ref[lack[0]], 1, "", f"missing beside {ref[have[0]]}", "Give both, or neither.", lack[0])
    elif letter == "C" and numbers[0] in have and lack:
        yield Fault(ref[lack[0]], 1, "", f"missing beside {ref[numbers[0]]}", "Add it.", lack[0])
    elif letter == "E" and len(have) > 1:
        yield Fault(ref[have[1]], 1, elements[have[1]], f"cannot stand beside {ref[have[0]]}", "Keep one.", have[1])
    elif letter == "R" and not have:
        yield Fault(ref[numbers[0]], 1, "", "required and missing", "Add it.", numbers[0])
    elif letter == "L" and numbers[0] in have and not set(have) & set(numbers[1:]):
        yield Fault(ref[numbers[1]], 1, "", f"missing beside {ref[numbers[0]]}", "Add it.", numbers[1])


def calendar_day(text: str) -> date | None:
    """The date of eight figures; None for text that is no date."""
    if len(text) != 8 or not text.isdigit() or not text.isascii():
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
