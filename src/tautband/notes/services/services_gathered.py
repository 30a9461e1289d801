"""What a note's sentences say of other services, gathered service by service: kind, side, target, levels, muscles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tautband.model.encounter import Side
from tautband.model.evidence import Evidence
from tautband.notes.muscles.aims import Aim
from tautband.notes.procedure.service_kinds import NEEDLES_ALONE, TRIGGER_POINT
from tautband.notes.procedure.services_named import NO_NEEDLE
from tautband.notes.procedure.structures import aimed_structure
from tautband.notes.services.service_side import side_field, side_of
from tautband.notes.services.service_target import SPINE_REGIONS, longer, target_of
from tautband.notes.text.levels import Level, levels_in
from tautband.notes.text.page import NONE, Page
from tautband.notes.vocabulary.lexicon import Mention

MUSCLE_BY_MUSCLE = NEEDLES_ALONE | {"botulinum"}
"""Services that are told by the muscles they reach."""
SPINAL = {"epidural", "facet_injection"}
"""Services that are coded by the levels of the spine, or by its region where no level is named."""
MEANT = {
    "planned": "planned",
    "offered": "offered",
    "declined": "declined",
    "deferred": "deferred",
    "past": "historical",
    "not_performed": "not_performed",
}
"""The status of a service by the stance of its sentence, where it was not done."""


@dataclass(slots=True)
class Found:
    """A service as it is gathered over its sentences."""

    kind: str
    status: str
    side: Side = "unspecified"
    target: str | None = None
    evidence: list[Evidence] = field(default_factory=list)
    aims: list[Aim] = field(default_factory=list)
    muscles: set[tuple[str, str]] = field(default_factory=set)
    other_clinician: bool = False
    apart: bool = False
    levels: dict[str, Level] = field(default_factory=dict)
    regions: set[str] = field(default_factory=set)

    def reach(self, aim: Aim) -> None:
        """Add the muscles of a sentence, each with its sides."""
        self.muscles |= {(t.name, side) for t in aim.plain for side in t.sides or ("",)}


class Telling(NamedTuple):
    """A sentence that tells of services: what became of them by it, and its cues of the visit."""

    aim: Aim
    status: str
    cues: Sequence[Mention]


class Gathering:
    """The services found so far, and those that only an assessment has named.

    The latter wait: such a service is done where the next dose belongs to it.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: list[Found] = []
        self.waiting: list[tuple[Aim, Mention]] = []

    def take(self, aim: Aim, cues: Sequence[Mention]) -> None:
        """Add what one sentence says of other services; `cues` are those of the visit in it."""
        if not aim.services and not self.waiting and aim.for_points:
            return
        status = status_of(aim)
        named = [m for m in aim.services if m.value not in NO_NEEDLE and m.value != TRIGGER_POINT]
        if status is None or (not named and not self.waiting and aim.for_points):
            return
        told, performed = Telling(aim, status, cues), status == "performed"
        if performed and aim.sentence.section in ("assessment", "exam") and not aim.dose and not aim.acts:
            self.waiting = [(aim, m) for m in named]
            return
        if performed and aim.dose and not named:
            self._begin_waiting(told)
        if performed and consents(aim):
            return
        if aim.site is not None:
            for service in self._add(told._replace(aim=aim.site[0]), aim.site[1].value, aim.site[1]):
                service.aims.append(aim)
            return
        self._add_named(told, meant(told, named))

    def _begin_waiting(self, told: Telling) -> None:
        """Take the services that wait for the dose of this sentence as done."""
        for earlier, m in self.waiting:
            if m.value == told.aim.service:
                for service in self._add(told._replace(aim=earlier), m.value, m):
                    service.aims.append(told.aim)
        self.waiting.clear()

    def _add_named(self, told: Telling, named: list[Mention]) -> None:
        """Add the services a sentence names, else the structure it doses, else what it adds to the service before."""
        aim, found = told.aim, self.found
        performed = told.status == "performed"
        structure = aimed_structure(self.page, aim) if performed and not aim.for_points else None
        for m in named:
            self._add(told, m.value, m)
        if structure is not None:
            if structure.value == aim.service and structure.value not in [m.value for m in named]:
                self._add(told, structure.value, structure)
            elif named and found and structure.value == found[-1].kind:
                found[-1].target = longer(found[-1].target, target_of(self.page, aim, structure, found[-1].kind))
        if named:
            return
        if structure is None and not aim.for_points and found and found[-1].kind == aim.service:
            self._go_on(found[-1], aim)
        elif performed and aim.service in ("botulinum", "prp"):
            drug = next(iter(aim.sentence.kinds.get("drug", NONE)), None)
            if drug is not None:
                self._add(told, aim.service, drug)

    def _go_on(self, last: Found, aim: Aim) -> None:
        """Let a sentence that names nothing of its own go on with the service before it."""
        last.aims.append(aim)
        if last.side == "unspecified" and (side := side_field(self.page, aim)):
            last.side = side
        examined = any(t.kind == "role" and t.value in ("finding", "twitch", "refer") for t in aim.sentence.things)
        if not examined and last.kind in MUSCLE_BY_MUSCLE:
            last.reach(aim)

    def _add(self, told: Telling, kind: str, m: Mention) -> list[Found]:
        """Add a mention of a service to the one under way of its kind and side, or as a new one; those it tells of."""
        added = []
        for side in side_of(self.page, told.aim, m) or UNSIDED:
            same = self._same(kind, told.status, side)
            if same is None:
                same = Found(kind, told.status, side)
                self.found.append(same)
            elif same.side == "unspecified":
                same.side = side
            self._tell(same, told, m)
            added.append(same)
        return added

    def _same(self, kind: str, status: str, side: Side) -> Found | None:
        """The service found of a kind and status, whose side is the same or not known."""
        alike = (f for f in self.found if f.kind == kind and f.status == status)
        return next((f for f in alike if f.side == side or "unspecified" in (side, f.side)), None)

    def _tell(self, service: Found, told: Telling, m: Mention) -> None:
        """Note what a sentence tells of a service that it names by `m`."""
        aim = told.aim
        service.evidence.append(self.page.evidence(m.first, m.last))
        service.aims.append(aim)
        service.target = longer(service.target, target_of(self.page, aim, m, service.kind))
        service.other_clinician = service.other_clinician or "other_clinician" in aim.sentence.assertions
        service.apart = service.apart or any(c.kind == "apart" for c in told.cues)
        if service.kind in SPINAL or (service.kind == "nerve_block" and "intercostal" in (service.target or "")):
            service.levels |= {level.upper: level for level in levels_in(self.page, aim.sentence)}
            service.regions |= {t.value for t in aim.sentence.kinds.get("region", NONE)} & SPINE_REGIONS.keys()
        if service.kind in MUSCLE_BY_MUSCLE:
            service.reach(aim)


UNSIDED: tuple[Side, ...] = ("unspecified",)


def status_of(aim: Aim) -> str | None:
    """What became of the services of a sentence; None where it tells nothing of them, or only what once was."""
    if not aim.today:
        return MEANT.get(aim.stance)
    return None if aim.sentence.section in ("history", "results") and not aim.acts else "performed"


def consents(aim: Aim) -> bool:
    """Whether a sentence only tells of consent."""
    return not (aim.dose or aim.acts or aim.targets) and any(m.value == "consent" for m in aim.sentence.elements)


def meant(told: Telling, named: list[Mention]) -> list[Mention]:
    """The services of a sentence without an injection "IM" that was not given, or that is a vaccination's way in."""
    bare = told.status == "performed" and not told.aim.dose and not told.aim.acts
    if bare or any(m.value == "vaccination" for m in named):
        return [m for m in named if m.value != "intramuscular_injection"]
    return named
