"""Services beside the trigger point injection: blocks, joints, tendons, toxin, needling, and the imaging used."""

from __future__ import annotations

from tautband.model.encounter import OtherService
from tautband.notes.muscles.aims import Procedure
from tautband.notes.procedure.service_kinds import NEEDLES_ALONE
from tautband.notes.services.emg_guidance import emg_guidance
from tautband.notes.services.imaging import Imaging, guidance, imaging_service
from tautband.notes.services.needling import Needled, read_needling
from tautband.notes.services.service_side import only_one, side_of_note
from tautband.notes.services.service_target import joints, spine_target
from tautband.notes.services.services_done import really
from tautband.notes.services.services_gathered import MUSCLE_BY_MUSCLE, Found, Gathering
from tautband.notes.text.page import NONE, Page
from tautband.notes.vocabulary.lexicon import Mention

SIDELESS = {"botulinum", "epidural", "prolotherapy", "acupuncture", "dry_needling", "vaccination"}
"""Services whose side is not that of the rest of the note."""
Cues = dict[int, list[Mention]]
"""The cues of the visit by sentence number."""


def read_services(page: Page, procedure: Procedure, visit_cues: Cues, mixed: bool = False) -> tuple[OtherService, ...]:
    """Every service beside the trigger point injection, with what became of it.

    `visit_cues` are by sentence number; `mixed` says that fluid was injected into a muscle at this encounter.
    """
    gathering = Gathering(page)
    for aim in procedure.aims:
        gathering.take(aim, visit_cues.get(aim.sentence.number, NONE))
    found = by_needling(page, gathering.found, read_needling(page, procedure, mixed))
    done = [f for f in found if f.status == "performed" and really(page, f.kind, f.aims)]
    apart = set_apart(procedure, visit_cues)
    for service in done:
        service.apart = service.apart or apart
        give_side(page, service)
    imaging = guidance(page, procedure, visit_cues)
    kinds = {(f.kind, f.side) for f in done}
    told = [f for f in found if f.status != "performed" and (f.kind, f.side) not in kinds]
    services = [*(finish(f, imaging) for f in done), *(finish(f, None) for f in told)]
    if imaging is not None:
        services.append(imaging_service(imaging))
    guided = emg_guidance(page, tuple(services))
    return (*services, guided) if guided is not None else tuple(services)


def by_needling(page: Page, found: list[Found], needled: Needled | None) -> list[Found]:
    """The services with dry needling done only where the note shows it, with the muscles it names, and added where it
    has no name.
    """
    named = [f for f in found if f.kind == "dry_needling" and f.status == "performed"]
    if needled is None:
        return [f for f in found if f not in named]
    first = named[0] if named else Found("dry_needling", "performed")
    kept = [f for f in found if f is first or f not in named]
    first.evidence = [page.evidence(*span) for span in needled.spans]
    first.muscles = set(needled.muscles) or first.muscles
    first.apart = any(f.apart for f in named)
    first.side = only_one({side for _, side in first.muscles}) or "unspecified"
    return kept if named else [*kept, first]


def set_apart(procedure: Procedure, visit_cues: Cues) -> bool:
    """Whether the note of the procedures says that one was done at another site than the other."""
    return any(
        cue.kind == "apart"
        for aim in procedure.of_today
        if aim.mode or aim.service or aim.sentence.late or aim.sentence.section == "procedure"
        for cue in visit_cues.get(aim.sentence.number, NONE)
    )


def give_side(page: Page, service: Found) -> None:
    """Give a service without a side that of its muscles, or the one side that all of the note speaks of."""
    if service.side != "unspecified":
        return
    if service.kind == "botulinum":
        service.side = only_one({side for _, side in service.muscles}) or service.side
    elif service.kind not in SIDELESS:
        service.side = side_of_note(page) or service.side


ABLATION = ("ablation", "rfa", "radiofrequency", "neurotomy", "rhizotomy")


def burnt(f: Found) -> bool:
    """Whether a service destroyed a nerve: "genicular RFA"."""
    told = " ".join(e.text for e in f.evidence).lower()
    return any(word in told for word in ABLATION)


def finish(f: Found, imaging: Imaging | None) -> OtherService:
    """The model's service."""
    target, count = f.target, None
    if f.muscles and f.kind in MUSCLE_BY_MUSCLE:
        count = len(f.muscles)
        if f.kind in NEEDLES_ALONE or target is None:
            target = " and ".join(sorted({name for name, _ in f.muscles}))
    if f.levels or f.regions:
        target, count = spine_target(f.target, f.levels, f.regions), joints(f.kind, f.target, f.levels)
    guided = imaging.kind if imaging is not None and imaging.belongs(f.kind) else None
    return OtherService(
        kind=f.kind,
        target=target,
        side=f.side,
        status=f.status,
        count=count,
        guided=guided,
        image_saved=imaging.saved if guided and imaging else None,
        report=imaging.report if guided and imaging else None,
        separate_site=True if f.apart else None,
        by_other_clinician=f.other_clinician,
        ablation=burnt(f),
        evidence=tuple(dict.fromkeys(f.evidence)),
    )
