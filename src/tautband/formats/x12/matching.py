"""One pattern for each segment rule, so that a segment without fault costs one match.

A pattern accepts only what `element_faults` finds no fault in; it may refuse more, for then that looks closer. Each
part of a pattern excludes the delimiter that follows it, so a match never goes back over what it has read.
"""

from __future__ import annotations

import re

from tautband.formats.x12.delimiters import Delimiters
from tautband.formats.x12.guide import Element, SegmentRule

_DAY = (
    r"(?:19|20)\d\d(?:(?:0[13578]|1[02])(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)(?:0[1-9]|[12]\d|30)"
    r"|02(?:0[1-9]|1\d|2[0-8]))"
)
_FORMATTED = {"D8": _DAY, "RD8": f"{_DAY}-{_DAY}"}
_TIME = r"(?:[01]\d|2[0-3])[0-5]\d"


def pattern(rule: SegmentRule, delimiters: Delimiters) -> re.Pattern[str]:
    """The pattern of one rule with an interchange's delimiters."""
    separator = re.escape(delimiters.element)
    related = {number for _, numbers in rule.rules for number in numbers}
    body, open_groups = [rule.segment], 0
    last_required = max((i for i, e in enumerate(rule.elements, 1) if e.usage == "R"), default=0)
    for number, element in enumerate(rule.elements, 1):
        if number > last_required:
            body.append("(?:")
            open_groups += 1
        text = _formatted(rule, number, delimiters) or _element(element, delimiters)
        optional = "" if element.usage == "R" else "?"
        group = f"(?P<e{number}>{text})" if number in related else f"(?:{text})"
        body.append(separator + (group + optional if text else ""))
    body.append(")?" * open_groups)
    body.extend(_relation(letter, numbers) for letter, numbers in rule.rules)
    return re.compile("".join(body))


def _formatted(rule: SegmentRule, number: int, delimiters: Delimiters) -> str:
    """The pattern of an element whose form an earlier one names: a date, or a stretch of dates."""
    if (rule.segment, number) not in (("DTP", 2), ("DMG", 1)):
        if (rule.segment, number) in (("DTP", 3), ("DMG", 2)):
            return (
                "".join(f"(?(f{form}){_FORMATTED[form]}|" for form in _forms(rule)) + "(?!)" + ")" * len(_forms(rule))
            )
        return ""
    return "|".join(f"(?P<f{form}>{form}(?={re.escape(delimiters.element)}))" for form in _forms(rule))


def _forms(rule: SegmentRule) -> list[str]:
    codes = rule.elements[1 if rule.segment == "DTP" else 0].codes or frozenset()
    return sorted(codes & _FORMATTED.keys())


def _element(element: Element, delimiters: Delimiters) -> str:
    if element.usage == "-":
        return ""
    if element.components is not None:
        return _composite(element.components, delimiters)
    if element.codes is not None:
        return "|".join(map(re.escape, sorted(element.codes, key=len, reverse=True)))
    if element.kind == "N0":
        return rf"\d{{{element.least},{element.most}}}"
    if element.kind == "R":
        whole = max(element.most - 2, 1)
        return rf"\d{{1,{whole}}}(?:\.\d{{1,2}})?" if element.most > 3 else rf"\d{{1,{element.most}}}"
    if element.kind == "DT":
        return _DAY if element.most == 8 else r"(?!)"
    if element.kind == "TM":
        return _TIME
    inside = re.escape(delimiters.inside)
    return rf"(?! )[^\x00-\x1f\x7f-\xff{inside}]{{{element.least},{element.most}}}"


def _composite(components: tuple[Element, ...], delimiters: Delimiters) -> str:
    separator = re.escape(delimiters.component)
    last_required = max((i for i, c in enumerate(components, 1) if c.usage == "R"), default=0)
    body, open_groups = [], 0
    for number, component in enumerate(components, 1):
        if number > max(last_required, 1):
            body.append("(?:")
            open_groups += 1
        text = _element(component, delimiters)
        optional = "" if component.usage == "R" else "?"
        body.append((separator if number > 1 else "") + (f"(?:{text}){optional}" if text else ""))
    return "".join(body) + ")?" * open_groups


def _relation(letter: str, numbers: tuple[int, ...]) -> str:
    first, *others = (f"e{number}" for number in numbers)
    fails = "(?!)"
    if letter == "P":
        have = "".join(f"(?({other})|{fails})" for other in others)
        lack = "".join(f"(?({other}){fails}|)" for other in others)
        return f"(?({first}){have}|{lack})"
    if letter == "C":
        return f"(?({first})" + "".join(f"(?({other})|{fails})" for other in others) + "|)"
    if letter == "E":
        return f"(?({first})" + "".join(f"(?({other}){fails}|)" for other in others) + "|)"
    chosen = "(" if letter == "L" else ""
    one_of = fails
    for other in reversed(others if letter == "L" else [first, *others]):
        one_of = f"(?({other})|{one_of})"
    return f"(?({first}){one_of}|)" if chosen else one_of
