"""Writes the 999 (005010X231A1) that answers a file of professional claims: taken, or refused with each fault.

A problem of syntax or of the guide refuses its transaction set; one of sums, situations or code lists does not, since a
999 speaks of form alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from tautband.formats.x12.problem import Problem
from tautband.formats.x12.segments import ENCODING
from tautband.formats.x12.tree import Document, Segment
from tautband.formats.x12.wording import segment

ACKNOWLEDGMENT_VERSION = "005010X231A1"
_OF_FORM = (1, 2)
_MISSING, _NOT_HERE, _HAS_FAULTS = "3", "2", "8"
_ELEMENT_MISSING, _TOO_LONG, _TOO_SHORT, _NOT_A_CODE, _BAD_FORM = "1", "5", "4", "7", "6"


@dataclass(slots=True)
class _Group:
    """One group of the answered file: its GS and its transaction sets."""

    start: Segment
    sets: list[list[Segment]] = field(default_factory=list)


def write_answer(document: Document, problems: list[Problem], created: datetime, control: int = 1) -> bytes:
    """The bytes of the 999 for a document and the problems found in it, one transaction set a group."""
    groups = _groups(document)
    first = document.segments[0].elements if document.segments else []
    sender, receiver = (first[at].strip() if len(first) > at else "" for at in (8, 6))
    test = first[15] if len(first) > 15 and first[15] in ("P", "T") else "P"
    today, time = created.strftime("%Y%m%d"), created.strftime("%H%M")
    parts = [
        f"ISA*00*{'':10}*00*{'':10}*ZZ*{sender:15}*ZZ*{receiver:15}*{today[2:]}*{time}*^*00501*{control:09d}*0*{test}*:",
        segment("GS", "FA", sender, receiver, today, time, str(control), "X", ACKNOWLEDGMENT_VERSION),
    ]
    for number, group in enumerate(groups, 1):
        body = _of_group(group, problems)
        parts += [segment("ST", "999", f"{number:04d}", ACKNOWLEDGMENT_VERSION), *body]
        parts.append(segment("SE", str(len(body) + 2), f"{number:04d}"))
    parts += [segment("GE", str(len(groups)), str(control)), segment("IEA", "1", f"{control:09d}")]
    return "".join(f"{text}~\n" for text in parts).encode(ENCODING)


def _groups(document: Document) -> list[_Group]:
    groups: list[_Group] = []
    for text in document.segments:
        if text.id == "GS":
            groups.append(_Group(text))
        elif text.id == "ST" and groups:
            groups[-1].sets.append([text])
        elif groups and groups[-1].sets and groups[-1].sets[-1][-1].id != "SE" and text.id not in ("GE", "IEA", "ISA"):
            groups[-1].sets[-1].append(text)
    return groups


def _of_group(group: _Group, problems: list[Problem]) -> list[str]:
    start = group.start.elements + [""] * 9
    body = [segment("AK1", start[1], start[6], start[8])]
    taken = 0
    for held in group.sets:
        told = [p for p in problems if p.snip in _OF_FORM and held[0].position <= p.position <= held[-1].position]
        head = held[0].elements + [""] * 4
        body.append(segment("AK2", head[1], head[2], head[3]))
        for problem in told:
            body += _fault(problem, held[0].position)
        body.append(segment("IK5", "R", "5") if told else "IK5*A")
        taken += not told
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
