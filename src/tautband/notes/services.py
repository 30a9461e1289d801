"""Services beside the trigger point injection: blocks, joints, tendons, toxin, needling, and the imaging used."""

from __future__ import annotations

from dataclasses import dataclass, field

from tautband.model.encounter import OtherService, ServiceKind, Side
from tautband.model.evidence import Evidence
from tautband.notes.aims import Aim, Procedure
from tautband.notes.blocks import bare
from tautband.notes.imaging import Imaging, guidance, imaging_service
from tautband.notes.levels import Level, levels_in
from tautband.notes.lexicon import Mention
from tautband.notes.needling import Needled, read_needling
from tautband.notes.page import NONE, Page, Sentence
from tautband.notes.services_done import really
from tautband.notes.structures import aimed_structure

IGNORED = {"tpi", "surgery", "operating"}
MEANT = {
    "planned": "planned",
    "offered": "offered",
    "declined": "declined",
    "deferred": "deferred",
    "past": "historical",
    "not_performed": "not_performed",
}
STOPS = {
    "into",
    "in",
    "onto",
    "the",
    "to",
    "around",
    "at",
    "of",
    "along",
    "over",
    "performed",
    ":",
    ",",
    "with",
    "a",
    "an",
    "guided",
    "and",
    "via",
    "under",
    "(",
    ")",
    ".",
    "-",
    "for",
    "right",
    "left",
    "r",
    "l",
    "bilateral",
    "both",
    "procedure",
    "beside",
    "deep",
    "posterior",
}
DROPPED = {
    "block",
    "injection",
    "inj",
    "injections",
    "nerve block",
    "blockade",
    "right",
    "left",
    "bilateral",
    "of",
    "the",
    "steroid",
}
FINGERS = {"index", "middle", "long", "ring", "little", "small", "thumb"}
NAMELESS = {"nerve", "nerves", "block", "blocks", "joint", "joints", "bursa", "into", "each", "tendon", "sheath"}
SIDED: tuple[Side, ...] = ("right", "left")
SIDELESS = {"botulinum", "epidural", "prolotherapy", "acupuncture", "dry_needling", "vaccination"}
FROM_NEEDLING = {"dry_needling", "acupuncture"}
SPINAL = {"epidural", "facet_injection"}
"""Services that are coded by the levels of the spine, or by its region where no level is named."""


@dataclass(slots=True)
class Found:
    """A service as it is gathered over its sentences."""

    kind: str
    status: str
    side: Side = "unspecified"
    target: str | None = None
    count: int | None = None
    evidence: list[Evidence] = field(default_factory=list)
    aims: list[Aim] = field(default_factory=list)
    muscles: set[tuple[str, str]] = field(default_factory=set)
    other_clinician: bool = False
    apart: bool = False
    levels: dict[str, Level] = field(default_factory=dict)
    regions: set[str] = field(default_factory=set)


def read_services(
    page: Page, procedure: Procedure, visit_cues: dict[int, list[Mention]], mixed: bool = False
) -> tuple[OtherService, ...]:
    """Every service beside the trigger point injection, with what became of it.

    `visit_cues` are by sentence number; `mixed` says that fluid was injected into a muscle at this encounter.
    """
    found: list[Found] = []
    waiting: list[tuple[Aim, Mention]] = []
    for aim in procedure.aims:
        gather(page, aim, found, visit_cues.get(aim.sentence.number, []), waiting)
    by_needling(page, found, read_needling(page, procedure, mixed))
    done = [f for f in found if f.status == "performed" and really(page, f.kind, f.aims)]
    apart = any(
        cue.kind == "apart"
        for aim in procedure.aims
        if aim.stance in ("performed", "bare")
        and (aim.mode or aim.service or aim.sentence.late or aim.sentence.section == "procedure")
        for cue in visit_cues.get(aim.sentence.number, [])
    )
    for f in done:
        f.apart = f.apart or apart
        if f.side == "unspecified" and f.kind == "botulinum":
            muscles = {side for _, side in f.muscles}
            f.side = next((side for side in SIDED if muscles == {side}), f.side)
        if f.side == "unspecified" and f.kind not in SIDELESS:
            f.side = only_side(page, f)
    told = [f for f in found if f.status != "performed"]
    imaging = guidance(page, procedure, visit_cues)
    services = [finish(f, imaging) for f in done]
    kinds = {(f.kind, f.side) for f in done}
    services += [finish(f, None) for f in told if (f.kind, f.side) not in kinds]
    if imaging is not None:
        services.append(imaging_service(imaging))
    return tuple(services)


def by_needling(page: Page, found: list[Found], needled: Needled | None) -> None:
    """Keep dry needling as done only where the note shows it, with the muscles it names, and add it where it has no
    name.
    """
    named = [f for f in found if f.kind == "dry_needling" and f.status == "performed"]
    if needled is None:
        found[:] = [f for f in found if f not in named]
        return
    if not named:
        named = [Found("dry_needling", "performed")]
        found += named
    first = named[0]
    found[:] = [f for f in found if f not in named[1:]]
    first.evidence = [page.evidence(*span) for span in needled.spans]
    first.muscles = set(needled.muscles) or first.muscles
    first.apart = any(f.apart for f in named)
    sides = {side for _, side in first.muscles}
    first.side = next((side for side in SIDED if sides == {side}), "unspecified")


def gather(page: Page, aim: Aim, found: list[Found], cues: list[Mention], waiting: list[tuple[Aim, Mention]]) -> None:
    """Add what one sentence says of other services.

    A service that only an assessment names waits: it is done where the next dose belongs to it.
    """
    status = "performed" if aim.stance in ("performed", "bare") else MEANT.get(aim.stance)
    if status is None or (aim.sentence.section in ("history", "results") and status == "performed" and not aim.acts):
        return
    named = [m for m in aim.services if m.value not in IGNORED]
    if not named and not waiting and aim.service in (None, "tpi"):
        return
    if aim.sentence.section in ("assessment", "exam") and not aim.dose and not aim.acts and status == "performed":
        waiting[:] = [(aim, m) for m in named]
        return
    if aim.dose and status == "performed" and not named:
        for earlier, m in waiting:
            if m.value == aim.service:
                add(page, earlier, found, m.value, status, m, cues)
                found[-1].aims.append(aim)
        waiting.clear()
    consent = any(m.value == "consent" for m in aim.sentence.elements)
    if consent and not (aim.dose or aim.acts or aim.targets) and status == "performed":
        return
    if not aim.dose and not aim.acts and status == "performed":
        named = [m for m in named if m.value != "intramuscular_injection"]
    if any(m.value == "vaccination" for m in named):
        named = [m for m in named if m.value != "intramuscular_injection"]
    if aim.site is not None:
        add(page, aim.site[0], found, aim.site[1].value, status, aim.site[1], cues)
        found[-1].aims.append(aim)
        return
    structure = aimed_structure(page, aim) if status == "performed" and aim.service not in ("tpi", None) else None
    for m in named:
        add(page, aim, found, m.value, status, m, cues)
    if structure is not None and structure.value == aim.service and not any(m.value == structure.value for m in named):
        add(page, aim, found, structure.value, status, structure, cues)
    elif structure is not None and named and found:
        better_target(page, aim, found[-1], structure)
    if not named and structure is None and aim.service not in (None, "tpi") and found and found[-1].kind == aim.service:
        last = found[-1]
        last.aims.append(aim)
        if last.side == "unspecified" and (side := side_field(page, aim)):
            last.side = side
        examined = any(t.kind == "role" and t.value in ("finding", "twitch", "refer") for t in aim.sentence.things)
        if aim.targets and not examined and last.kind in FROM_NEEDLING | {"botulinum"}:
            last.muscles |= {(t.name, s) for t in aim.targets if t.role == "" for s in t.sides or ("",)}
    elif not named and aim.service in ("botulinum", "prp") and status == "performed":
        drug = next(iter(aim.sentence.kinds.get("drug", NONE)), None)
        if drug is not None:
            add(page, aim, found, aim.service, status, drug, cues)


def side_field(page: Page, aim: Aim) -> Side | None:
    """The side that a form's field gives to the service above it: "Side ....... RIGHT"."""
    first, sides = aim.sentence.first, aim.sentence.kinds.get("side", NONE)
    if page.tokens.words[first] not in ("side", "laterality") or len(sides) != 1 or sides[0].value not in SIDED:
        return None
    short = aim.sentence.last - sides[0].last <= 1 and sides[0].first - first <= 2
    return next((side for side in SIDED if side == sides[0].value), None) if short else None


def add(page: Page, aim: Aim, found: list[Found], kind: str, status: str, m: Mention, cues: list[Mention]) -> None:
    """Add a mention of a service to the one under way of its kind and side, or as a new one."""
    side = side_of(page, aim, m)
    for s in side or ("unspecified",):
        same = next(
            (
                f
                for f in found
                if f.kind == kind
                and f.status == status
                and (f.side == s or s == "unspecified" or f.side == "unspecified")
            ),
            None,
        )
        if same is None:
            same = Found(kind, status, s)  # type: ignore[arg-type]
            found.append(same)
        elif same.side == "unspecified":
            same.side = s  # type: ignore[assignment]
        same.evidence.append(page.evidence(m.first, m.last))
        same.aims.append(aim)
        same.target = longer(same.target, target_of(page, aim, m, kind))
        same.other_clinician = same.other_clinician or "other_clinician" in aim.sentence.assertions
        same.apart = same.apart or any(c.kind == "apart" for c in cues)
        if kind in SPINAL or (kind == "nerve_block" and "intercostal" in (same.target or "")):
            same.levels |= {level.upper: level for level in levels_in(page, aim.sentence)}
            same.regions |= {t.value for t in aim.sentence.kinds.get("region", NONE)} & SPINE_REGIONS.keys()
        if kind in FROM_NEEDLING | {"botulinum"}:
            same.muscles |= {(t.name, x) for t in aim.targets if t.role == "" for x in t.sides or ("",)}


def longer(known: str | None, new: str | None) -> str | None:
    """The fuller of two wordings, by the words that are a name."""
    if known is None or new is None:
        return known or new
    return max((known, new), key=lambda text: (bool(set(text.split()) - NAMELESS), len(text)))


def side_of(page: Page, aim: Aim, m: Mention) -> tuple[str, ...]:
    """The side nearest to a mention in its sentence, inside it or before it first."""
    sides = aim.sentence.kinds.get("side", NONE)
    inside = [w for w in page.tokens.words[m.first : m.last] if w in ("right", "left", "bilateral")]
    if inside:
        return ("right", "left") if inside[0] == "bilateral" else (inside[0],)
    before = [t for t in sides if t.last <= m.first and m.first - t.last <= 6]
    after = [t for t in sides if t.first >= m.last and t.first - m.last <= 8]
    chosen = before[-1] if before else after[0] if after else None
    if chosen is None and bare(page, m):
        told = ([t for t in s.things if t.kind == "side" and not verb(page, t)] for s in just_before(page, aim))
        earlier = next((sides for sides in told if sides), [])  # the nearest: "Both consented. Elbow: R, prep."
        return tuple(dict.fromkeys(x for t in earlier for x in (SIDED if t.value == "both" else (t.value,))))
    if chosen is None:
        return ()
    return ("right", "left") if chosen.value == "both" else (chosen.value,)


def just_before(page: Page, aim: Aim) -> list[Sentence]:
    """The two sentences before one, in its own paragraph, the nearer first."""
    numbers = range(aim.sentence.number - 1, max(-1, aim.sentence.number - 3), -1)
    return [s for n in numbers if (s := page.sentences[n]).paragraph == aim.sentence.paragraph and not s.past]


def target_of(page: Page, aim: Aim, m: Mention, kind: str) -> str | None:
    """The joint, tendon, nerve or muscle in the note's own words, in lower case, without side and without "block"."""
    if kind in (
        "dry_needling",
        "acupuncture",
        "botulinum",
        "prp",
        "prolotherapy",
        "intramuscular_injection",
        "vaccination",
    ):
        names = [t.name for t in aim.targets if t.role in ("", "tendon")]
        return " and ".join(dict.fromkeys(names)) or None
    words = page.tokens.words
    begin = m.first
    if m.kind == "structure":
        while (
            begin > aim.sentence.first
            and m.first - begin < 4
            and words[begin - 1] not in STOPS
            and words[begin - 1].isalpha()
        ):
            begin -= 1
    text = [w for w in words[begin : m.last] if w not in DROPPED and w.isalnum()]
    regions = [
        page.tokens.words[t.first : t.last]
        for t in aim.sentence.things
        if t.kind == "region" and abs(t.first - m.first) <= 8
    ]
    if not regions and bare(page, m):
        around = [aim.sentence, *just_before(page, aim)]
        regions = [page.tokens.words[t.first : t.last] for s in around for t in s.things if t.kind == "region"][:1]
    if kind in ("joint_injection", "bursa_injection") and regions and not set(regions[0]) & set(text):
        text = [*regions[0], *text]
    if kind == "tendon_sheath_injection" and (finger := FINGERS & set(text)) and "thumb" not in finger:
        text = [f"{part} finger" if part in finger else part for part in text if part not in ("trigger", "finger")]
    return " ".join(text) or None


def only_side(page: Page, f: Found) -> Side:
    """The side of a service whose own words give none: the one side that today's note speaks of, if it is one."""
    sides = {
        m.value
        for s in page.sentences
        if not s.past and not s.foreign
        for m in s.things
        if m.kind == "side" and not verb(page, m)
    }
    for side in SIDED:
        if sides == {side}:
            return side
    return f.side


SPINE_REGIONS = {"neck": "cervical", "upper_back": "thoracic", "thoracic": "thoracic", "lumbar": "lumbar"}


def spine_target(f: Found) -> str | None:
    """The target of a service at the spine with its levels, or with its region where the note names no level."""
    words = sorted(f.levels) or sorted(SPINE_REGIONS[region] for region in f.regions)
    return " ".join([*((f.target,) if f.target else ()), *words]) or None


def joints(f: Found) -> int | None:
    """How many levels were treated: a span counts its steps; of the nerves to a joint two serve one joint."""
    if not f.levels:
        return None
    spans = [level.steps for level in f.levels.values() if level.steps]
    nerves = f.kind == "facet_injection" and "medial branch" in (f.target or "")
    single = len(f.levels) - len(spans)
    return sum(spans) + (max(0 if spans else 1, single - 1) if nerves else single)


def verb(page: Page, m: Mention) -> bool:
    """Whether "left" is the verb: "he left in good condition"."""
    words = page.tokens.words
    return words[m.first] == "left" and (
        words[max(0, m.first - 1)] in ("he", "she", "they", "patient", "have", "has", "was", "and", "when", "pt")
        or words[m.first + 1 : m.first + 2] == ["over"]
    )


def better_target(page: Page, aim: Aim, last: Found, structure: Mention) -> None:
    """Let a structure in the same sentence name the target more fully."""
    if structure.value == last.kind:
        last.target = longer(last.target, target_of(page, aim, structure, last.kind))


def finish(f: Found, imaging: Imaging | None) -> OtherService:
    """The model's service."""
    counted = f.kind in FROM_NEEDLING | {"botulinum"} and f.muscles
    count = len(f.muscles) if counted else f.count
    target = (
        " and ".join(sorted({name for name, _ in f.muscles})) if f.kind in FROM_NEEDLING and f.muscles else f.target
    )
    if f.kind == "botulinum" and target is None and f.muscles:
        target = " and ".join(sorted({name for name, _ in f.muscles}))
    if f.levels or f.regions:
        target, count = spine_target(f), joints(f)
    guided = imaging.kind if imaging is not None and imaging.belongs(f.kind) else None
    return OtherService(
        kind=kind_of(f),
        target=target,
        side=f.side,
        status=f.status,
        count=count,
        guided=guided,
        image_saved=imaging.saved if guided and imaging else None,
        report=imaging.report if guided and imaging else None,
        separate_site=True if f.apart else None,
        by_other_clinician=f.other_clinician,
        evidence=tuple(dict.fromkeys(f.evidence)),
    )


def kind_of(f: Found) -> ServiceKind:
    """The kind of a service; prolotherapy keeps its name whatever it aims at."""
    return f.kind  # type: ignore[return-value]
