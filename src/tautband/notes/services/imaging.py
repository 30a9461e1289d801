"""The imaging that guided a needle: which kind, whether an image was kept and whether a report was written."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from tautband.model.encounter import OtherService, ServiceKind
from tautband.model.evidence import Evidence
from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.text.page import Page
from tautband.notes.vocabulary.lexicon import Mention

Guided = Literal["ultrasound", "fluoroscopy", "ct"]


@dataclass(slots=True)
class Imaging:
    """Guidance used at this encounter."""

    kind: Guided
    saved: bool | None
    report: bool | None
    evidence: list[Evidence]
    services: set[str]
    only: bool

    def belongs(self, service: str) -> bool:
        """Whether the guidance was that of a service: named in its sentences, or the only service there was."""
        return service in self.services or self.only


def guidance(page: Page, procedure: Procedure, visit_cues: dict[int, list[Mention]]) -> Imaging | None:
    """The imaging used today, whether an image was kept and a report written; None where none was used."""
    kind: Guided | None = None
    saved: bool | None = None
    report: bool | None = None
    evidence: list[Evidence] = []
    services: set[str] = set()
    for aim in procedure.of_today:
        told = aim.sentence.section in ("history", "exam", "results", "assessment") and not (aim.dose and aim.services)
        if told:
            continue
        for m in visit_cues.get(aim.sentence.number, []):
            if m.kind == "guidance" and m.value != "none" and not denied(aim, m):
                kind = kind or m.value  # type: ignore[assignment]
                evidence.append(page.evidence(m.first, m.last))
                services.add(guided_service(aim, m))
            elif m.kind == "image":
                saved = {"saved": True, "not_saved": False}.get(m.value, saved)
                report = True if m.value == "report" or findings_behind(page, aim) else report
                evidence.append(page.evidence(m.first, m.last))
        if kind is None and (at := in_two_letters(page, aim)) is not None:
            kind = "ultrasound"
            evidence.append(page.evidence(at, at + 1))
            services.add(aim.service or "tpi")
    if kind is None:
        return None
    others = {aim.service for aim in procedure.of_today if aim.service and (aim.acts or aim.dose)}
    return Imaging(kind, saved, report, evidence, services, len(others) <= 1)


def in_two_letters(page: Page, aim: Aim) -> int | None:
    """Where "US" in capitals stands beside a joint of the spine or its nerve, whose code its imaging decides: "L C5
    medial br. US"; not "us" of those who write.
    """
    if (
        "us" not in aim.sentence.vocabulary
        or page.capitals
        or SPINE.isdisjoint([aim.service, *(m.value for m in aim.services)])
    ):
        return None
    at = page.tokens.words.index("us", aim.sentence.first, aim.sentence.last)
    return at if page.text[page.tokens.starts[at] : page.tokens.ends[at]] == "US" else None


SPINE = {"facet_injection", "sacroiliac_injection"}


def findings_behind(page: Page, aim: Aim) -> bool:
    """Whether what the image shows is written down behind it: "Images saved to PACS; findings: muscle homogeneous"."""
    begin, number = aim.sentence.first, aim.sentence.number + 1
    following = page.sentences[number] if number < len(page.sentences) else None
    words = page.tokens.words[begin : following.first + 2 if following is not None else aim.sentence.last]
    return any(pair in FINDINGS for pair in pairwise(words))


FINDINGS = {("findings", ":"), ("finding", ":"), ("interpretation", ":")}


def guided_service(aim: Aim, m: Mention) -> str:
    """The service that a guidance goes with: of several in one sentence the one right before it."""
    before = [service.value for service in aim.services if service.last <= m.first] if len(aim.services) > 1 else []
    return before[-1] if before else aim.service or "tpi"


def denied(aim: Aim, m: Mention) -> bool:
    """Whether guidance is denied: "no ultrasound", "guidance: none"."""
    return any(
        c.value == "negation" and (0 <= m.first - c.last <= 2 or 0 <= c.first - m.last <= 1) for c in aim.sentence.cues
    )


def imaging_service(imaging: Imaging) -> OtherService:
    """Guidance as a service of its own."""
    kind: ServiceKind = "ultrasound_guidance" if imaging.kind == "ultrasound" else "fluoroscopic_guidance"
    return OtherService(
        kind=kind,
        guided=imaging.kind,
        image_saved=imaging.saved,
        report=imaging.report,
        evidence=tuple(imaging.evidence),
    )
