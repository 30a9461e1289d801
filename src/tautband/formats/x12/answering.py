"""Writes the 999 (005010X231A1) that answers a file of professional claims: taken, or refused with each fault.

A problem of syntax or of the guide refuses its transaction set; one of sums, situations or code lists does not, since a
999 speaks of form alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import datetime

from tautband.formats.x12.outline import GroupOutline, Outline, outline_of
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.segments import ENCODING
from tautband.formats.x12.tree import Document
from tautband.formats.x12.wording import segment

ACKNOWLEDGMENT_VERSION = "005010X231A1"
_OF_FORM = (1, 2)
_MISSING, _NOT_HERE, _HAS_FAULTS = "3", "2", "8"
_ELEMENT_MISSING, _TOO_LONG, _TOO_SHORT, _NOT_A_CODE, _BAD_FORM = "1", "5", "4", "7", "6"


def write_answer(document: Document, problems: list[Problem], created: datetime, control: int = 1) -> bytes:
    """The bytes of the 999 for a document and the problems found in it."""
    return write_acknowledgment(outline_of(document), problems, created, control)


def write_acknowledgment(outline: Outline, problems: list[Problem], created: datetime, control: int = 1) -> bytes:
    """The bytes of the 999 for a file and the problems found in it, one transaction set a group."""
    told = sorted((problem for problem in problems if refuses(problem)), key=lambda problem: problem.position)
    first = outline.interchange
    sender, receiver = (first[at].strip() if len(first) > at else "" for at in (8, 6))
    test = first[15] if len(first) > 15 and first[15] in ("P", "T") else "P"
    today, time = created.strftime("%Y%m%d"), created.strftime("%H%M")
    parts = [
        f"ISA*00*{'':10}*00*{'':10}*ZZ*{sender:15}*ZZ*{receiver:15}*{today[2:]}*{time}*^*00501*{control:09d}*0*{test}*:",
        segment("GS", "FA", sender, receiver, today, time, str(control), "X", ACKNOWLEDGMENT_VERSION),
    ]
    for number, group in enumerate(outline.groups, 1):
        body = _of_group(group, told)
        parts += [segment("ST", "999", f"{number:04d}", ACKNOWLEDGMENT_VERSION), *body]
        parts.append(segment("SE", str(len(body) + 2), f"{number:04d}"))
    parts += [segment("GE", str(len(outline.groups)), str(control)), segment("IEA", "1", f"{control:09d}")]
    return "".join(f"{text}~\n" for text in parts).encode(ENCODING)


def refuses(problem: Problem) -> bool:
    """Whether a problem refuses the transaction set it stands in: one of syntax or of the guide."""
    return problem.snip in _OF_FORM


def _of_group(group: GroupOutline, problems: list[Problem]) -> list[str]:
    start = group.start + [""] * 9
    body = [segment("AK1", start[1], start[6], start[8])]
    taken = 0
    for held in group.sets:
        begins = bisect_left(problems, held.first, key=lambda problem: problem.position)
        ends = bisect_right(problems, held.last, key=lambda problem: problem.position)
        head = held.start + [""] * 4
        body.append(segment("AK2", head[1], head[2], head[3]))
        for problem in problems[begins:ends]:
            body += _fault(problem, held.first)
        body.append("IK5*A" if begins == ends else segment("IK5", "R", "5"))
        taken += begins == ends
    verdict = "A" if taken == len(group.sets) else "P" if taken else "R"
    body.append(segment("AK9", verdict, str(len(group.sets)), str(len(group.sets)), str(taken)))
    return body


def _fault(problem: Problem, start: int) -> list[str]:
    loop = problem.loop[:4] if problem.loop[:1].isdigit() else ""  # IK303 holds four characters
    place = str(problem.position - start + 1)
    name = problem.segment or "ZZZ"
    if problem.element is None:
        return [segment("IK3", name, place, loop, _MISSING if "missing" in problem.says else _NOT_HERE)]
    number, _, component = problem.element.removeprefix(problem.segment).partition("-")
    at = ":".join(str(int(part)) for part in (number, component) if part.isdigit())
    return [segment("IK3", name, place, loop, _HAS_FAULTS), segment("IK4", at, "", _error(problem))]


def _error(problem: Problem) -> str:
    if "missing" in problem.says:
        return _ELEMENT_MISSING
    if "too long" in problem.says:
        return _TOO_LONG
    if "too short" in problem.says:
        return _TOO_SHORT
    return _NOT_A_CODE if problem.snip == 2 else _BAD_FORM
