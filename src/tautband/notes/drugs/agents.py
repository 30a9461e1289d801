"""Drugs injected today, by any procedure: strength, the volume that went in, its mass, and what was thrown away.

The doses and volumes of each service are gathered sentence by sentence, summed by `amounts` and divided among the
drugs by `shares`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tautband.model.encounter import Agent, Conflict, Injection, OtherService
from tautband.notes.drugs.amounts import sums_of_drug, total_volume
from tautband.notes.drugs.doses import Dose, injectable, plain, sentence_doses
from tautband.notes.drugs.measured import TOLERANCE, Volume
from tautband.notes.drugs.mixtures import told_apart
from tautband.notes.drugs.muscle_volumes import dealt
from tautband.notes.drugs.shares import distinct, prepared, shares
from tautband.notes.drugs.toxins import toxin
from tautband.notes.drugs.vials import container, wasted
from tautband.notes.drugs.volumes import sentence_volumes
from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.text.drug_classes import TOXIN, class_of
from tautband.notes.text.page import Page


def read_agents(
    page: Page, procedure: Procedure, entries: tuple[Injection, ...]
) -> tuple[tuple[Agent, ...], list[Conflict], dict[tuple[str, str], float]]:
    """The drugs of today's injections, one entry for each drug and strength; volumes that contradict each other; and
    what went into each muscle and side, where that is settled.
    """
    blocks: dict[str, list[Aim]] = {}
    for aim in procedure.of_today:
        if eligible(aim):
            blocks.setdefault(aim.service or "tpi", []).append(aim)
    agents: list[Agent] = []
    disputes: list[Conflict] = []
    parts: dict[tuple[str, str], float] = {}
    gathered = {service: gather(page, aims) for service, aims in blocks.items()}
    vials_to_their_drugs(gathered)
    same_strength(gathered)
    one_syringe(gathered)
    of_the_same(page, gathered)
    for service, (doses, volumes) in gathered.items():
        if not doses:
            continue
        poison = [dose for dose in doses if is_toxin(page, dose)]
        if poison:
            beside = [aim for aim in blocks.get("tpi", ()) if service != "tpi" and of_a_vial_alone(aim)]
            agents.append(toxin(page, poison, volumes, [*beside, *blocks[service]]))
            continue
        apart = [v for other, (_, vs) in gathered.items() if other != service for v in vs]
        elsewhere = [v.amount for v in apart] + [2 * v.amount for v in apart if v.covers in ("side", "each")]
        elsewhere.append(round(sum(v.amount for v in apart), 4))
        drugs = distinct(doses)
        if len(drugs) == 1:
            sums_of_drug(page, volumes)
        for dose in drugs:
            if dose.volume is None and dose.mass is not None and dose.per_ml and len(drugs) > 1:
                dose.volume = round(dose.mass / dose.per_ml, 4)
        total, dispute = total_volume(page, volumes, entries if service == "tpi" else (), elsewhere, prepared(drugs))
        if total is None and len(drugs) == 1 and service != "tpi":
            total = of_its_places(page, doses)
        own = total
        if len(drugs) == 1 and total is not None:
            total = with_undosed(total, volumes, [vs for other, (ds, vs) in gathered.items() if not ds])
        each_told = told_apart(page, drugs, doses, volumes, entries if service == "tpi" else ())
        if each_told is not None:
            given: list[float | None] = [*each_told]
            dispute = None
        else:
            given = [None] * len(drugs) if dispute else shares(page, drugs, volumes, total)
        agents += [
            agent(page, service, dose, volume, doses, dispute is not None)
            for dose, volume in zip(drugs, given, strict=True)
        ]
        disputes += [dispute] if dispute else []
        if service == "tpi" and not dispute:
            whole = [volume for volume in given if volume is not None] if own == total else []
            parts = dealt(page, volumes, entries, round(sum(whole), 4) if len(whole) == len(given) else own)
    return merge(agents), disputes, parts


def of_a_vial_alone(aim: Aim) -> bool:
    """Whether a sentence tells units of a drug it does not name and of no muscle: "200 U vial, 4 mL saline"."""
    sentence = aim.sentence
    in_units = ("unit", "units") in sentence.meanings and VIAL in sentence.vocabulary
    return (
        in_units
        and "muscle" not in sentence.kinds
        and not any(m.value != "sodium chloride" for m in sentence.of("drug"))
    )


def of_its_places(page: Page, doses: list[Dose]) -> float | None:
    """What one drug adds up to that was told for several structures, each with its own volume: two nerves blocked."""
    places: dict[tuple[str, ...], float] = {}
    for dose in doses:
        kinds = dose.aim.sentence.kinds
        named = [m for kind in ("structure", "service") for m in kinds.get(kind, ())]
        place = tuple(w for m in named for w in page.tokens.words[m.first : m.last] if w not in GENERAL)
        if dose.volume is None:
            continue
        if not place or place in places:
            return None
        places[place] = dose.volume
    return round(sum(places.values()), 4) if len(places) > 1 else None


GENERAL = {"nerve", "nerves", "block", "blocks", "injection", "injections", "joint", "the", "of"}


def with_undosed(total: float, volumes: list[Volume], undosed: list[list[Volume]]) -> float:
    """The sum that the note states over a service and those that name no drug: "bupivacaine for all of the above"."""
    beside = sum(v.amount for vs in undosed for v in vs if v.covers in ("", "target"))
    stated = (v.amount for v in volumes if v.covers == "total" and beside)
    return next((amount for amount in stated if abs(amount - total - beside) <= TOLERANCE), total)


def vials_to_their_drugs(gathered: dict[str, tuple[list[Dose], list[Volume]]]) -> None:
    """Put what is said of a vial, "Kenalog: single-dose vial, 1 mL, none left", to the service that gave its drug."""
    giving = {service: {d.drug for d in doses if d.volume is not None} for service, (doses, _) in gathered.items()}
    for service, (doses, volumes) in gathered.items():
        drugs, aims = Counter(d.drug for d in doses), Counter(id(d.aim) for d in doses)
        moved: dict[int, Dose] = {}
        for dose in [d for d in doses if not d.aim.acts and not d.aim.targets and VIAL in d.aim.sentence.vocabulary]:
            if drugs[dose.drug] > 1 or aims[id(dose.aim)] > 1:
                continue
            giver = next((other for other, given in giving.items() if other != service and dose.drug in given), None)
            if giver is not None:
                moved[id(dose.aim)] = dose
                giving[service].discard(dose.drug)
                gathered[giver][0].append(dose)
        if moved:
            doses[:] = [d for d in doses if moved.get(id(d.aim)) is not d]
            volumes[:] = [v for v in volumes if id(v.aim) not in moved]


def same_strength(gathered: dict[str, tuple[list[Dose], list[Volume]]]) -> None:
    """Give a drug told without its strength in one service the only strength that another gives it: "the remaining
    Marcaine, 2 mL".
    """
    known: defaultdict[str, set[tuple[str | None, float | None]]] = defaultdict(set)
    for doses, _ in gathered.values():
        for dose in doses:
            if dose.strength is not None:
                known[dose.drug].add((dose.strength, dose.per_ml))
    for doses, _ in gathered.values():
        own = {dose.drug for dose in doses if dose.strength is not None}
        for dose in doses:
            told = known.get(dose.drug, ())
            if dose.drug not in own and dose.volume is not None and dose.mass is None and len(told) == 1:
                dose.strength, dose.per_ml = next(iter(told))


def one_syringe(gathered: dict[str, tuple[list[Dose], list[Volume]]]) -> None:
    """Lend the only drug of the visit to the services that name none, where their volumes together are what was drawn
    up: "3 mL of bupivacaine drawn up, 2 mL about the nerve, the remaining 1 mL into the muscle".
    """
    every = distinct([dose for doses, _ in gathered.values() for dose in doses])
    drawn = [v.amount for _, volumes in gathered.values() for v in volumes if v.covers == "drawn"]
    given = [v.amount for _, volumes in gathered.values() for v in volumes if v.covers in ("", "target", "drug")]
    if len(every) != 1 or len(drawn) != 1 or abs(sum(given) - drawn[0]) > TOLERANCE:
        return
    for doses, volumes in gathered.values():
        if not doses and any(v.covers in ("", "target") for v in volumes):
            doses.append(replace(every[0], volume=None, mass=None))


def of_the_same(page: Page, gathered: dict[str, tuple[list[Dose], list[Volume]]]) -> None:
    """Lend the only drug of the visit to a service that says it gave the same: "1 mL of the same solution each"."""
    every = distinct([dose for doses, _ in gathered.values() for dose in doses])
    if len(every) != 1:
        return
    words = page.tokens.words
    for doses, volumes in gathered.values():
        if not doses and any("same" in words[v.last : v.last + 3] for v in volumes):
            doses.append(replace(every[0], volume=None, mass=None))


VIAL = "vial"


def eligible(aim: Aim) -> bool:
    """Whether a sentence of today can tell what was injected: no list of other drugs."""
    if aim.sentence.section == "exam" and "total" in aim.sentence.kinds and ("unit", "ml") in aim.sentence.meanings:
        return True  # the sum below a table that stands under the exam's heading
    if aim.service == "botulinum" and ("unit", "units") in aim.sentence.meanings:
        below = aim.sentence.section == "history" and not RECONSTITUTED.isdisjoint(aim.sentence.vocabulary)
        if below or aim.sentence.section == "assessment":
            return True  # the toxin's line below its diagnosis or indication
    if aim.sentence.section == "history" and aim.mode == "narrated" and aim.acts and aim.sentence.own:
        return True  # "Hx: ... Gave 1 mL of lidocaine at each of four points"
    return aim.sentence.section not in ("history", "exam", "results", "assessment")


RECONSTITUTED = {"vial", "reconstituted", "diluted", "dilution"}


MEASURED = {"drug", "unit"}
"""Kinds of thing without which a sentence tells no dose and no volume, unless a table's cells do."""


def gather(page: Page, aims: list[Aim]) -> tuple[list[Dose], list[Volume]]:
    """The doses and volumes of one service's sentences."""
    doses: list[Dose] = []
    volumes: list[Volume] = []
    row: Aim | None = None
    for aim in aims:
        if aim.sentence.section == "instructions":
            continue
        if not MEASURED.isdisjoint(aim.sentence.kinds) or aim.sentence.line in page.cells:
            here = sentence_doses(page, aim)
            volumes += of_row(page, row, sentence_volumes(page, aim, here), here)
            doses += here
        row = aim if aim.plain else row
    given = [dose for dose in doses if injectable(page, dose)]
    measured = {dose.drug for dose in given if numbered(dose)}
    if measured:
        in_units = any(("unit", "units") in aim.sentence.meanings for aim in aims)
        given = [
            dose
            for dose in given
            if dose.drug in measured or beside_needle(dose) or (in_units and is_toxin(page, dose))
        ]
    return given, volumes


def of_row(page: Page, row: Aim | None, volumes: list[Volume], doses: list[Dose]) -> list[Volume]:
    """The volumes of a sentence; the field of millilitres in a line that opens with one muscle is that muscle's:
    "Muscle 1: L psoas    Medication: bupivacaine 0.5%   mL: 1"; so is one alone behind a semicolon: "L psoas; 1 mL."
    """
    if row is None or len(row.plain) != 1 or len(volumes) != 1 or len(doses) > 1:
        return volumes
    (volume,) = volumes
    sentence = volume.aim.sentence
    if sentence.line != row.sentence.line or volume.aim.targets or volume.covers not in ("", "drug"):
        return volumes
    words = page.tokens.words
    alone = sentence.last - sentence.first <= 3 and words[sentence.first - 1] == ";" and not doses
    labelled = alone or (words[volume.first - 1] == ":" and words[volume.first - 2] in VOLUME_LABELS)
    if labelled or words[volume.first : volume.first + 2] in (["ml", ":"], ["cc", ":"]):
        volume.covers, volume.aim = "target", row
        for dose in doses:
            dose.volume = None
    return volumes


VOLUME_LABELS = {"volume", "vol", "amount", "given", "injected"}


def numbered(dose: Dose) -> bool:
    """Whether a drug stands with a number of its own."""
    return any(number is not None for number in (dose.strength, dose.volume, dose.mass, dose.units))


def beside_needle(dose: Dose) -> bool:
    """Whether a drug without a number stands where the procedure is told, and not in a result, a wish or a list."""
    return bool(dose.aim.acts) or dose.aim.mode != "" or dose.aim.sentence.section == "procedure"


def is_toxin(page: Page, dose: Dose) -> bool:
    """Whether a dose is a botulinum toxin, which is measured in units."""
    return class_of(page, dose.drug) == TOXIN


def agent(page: Page, service: str, dose: Dose, volume: float | None, doses: list[Dose], disputed: bool) -> Agent:
    """One drug with its volume and mass, each from the other where the strength allows it."""
    mass = dose.mass
    if volume is None and mass is not None and dose.per_ml and not disputed and dose.volume is None:
        volume = mass / dose.per_ml
    if volume is not None and dose.per_ml is not None:
        mass = round(volume * dose.per_ml, 4)
    elif volume is None and (disputed or dose.volume is not None):
        mass = None
    strength = dose.strength or steroid_strength(page, dose)
    return Agent(
        drug=dose.drug,
        concentration=strength,
        volume_ml=round(volume, 4) if volume is not None else None,
        mass_mg=mass,
        with_epinephrine=dose.epinephrine or dose.drug == "lidocaine with epinephrine",
        wasted_mg=wasted(page, dose, doses),
        container=container(page, dose, doses),
        for_service=None if service == "tpi" else service,
        evidence=(page.evidence(dose.span[0], dose.span[1]),),
    )


def steroid_strength(page: Page, dose: Dose) -> str | None:
    """The strength of a steroid that stands with its volume and its milligrams: "1 mL (40 mg) triamcinolone"."""
    if class_of(page, dose.drug) != "corticosteroid" or not dose.volume or not dose.mass:
        return None
    return f"{plain(round(dose.mass / dose.volume, 2))} mg/mL"


def merge(agents: list[Agent]) -> tuple[Agent, ...]:
    """One agent for each drug and strength over all services; volumes add up, an open one leaves the sum open."""
    kept: dict[tuple[str, str | None], Agent] = {}
    for agent in agents:
        key = (agent.drug, agent.concentration)
        if key not in kept:
            bare = (agent.drug, None)
            if agent.concentration is not None and bare in kept and kept[bare].volume_ml is None:
                del kept[bare]
            elif agent.concentration is None and any(drug == agent.drug for drug, _ in kept):
                continue
            kept[key] = agent
            continue
        known = kept[key]
        volume = (
            None if known.volume_ml is None or agent.volume_ml is None else round(known.volume_ml + agent.volume_ml, 4)
        )
        mass = None if known.mass_mg is None or agent.mass_mg is None else round(known.mass_mg + agent.mass_mg, 4)
        kept[key] = known.model_copy(
            update={
                "volume_ml": volume,
                "mass_mg": mass,
                "for_service": None if known.for_service is None or agent.for_service is None else known.for_service,
                "evidence": known.evidence + agent.evidence,
            }
        )
    return tuple(kept.values())


def of_services_done(agents: tuple[Agent, ...], services: Sequence[OtherService]) -> tuple[Agent, ...]:
    """The drugs without those of a service that was not done and of which no amount is told: a toxin only spoken of."""
    done = {service.kind for service in services if service.status == "performed"}
    return tuple(
        agent
        for agent in agents
        if agent.for_service is None
        or agent.for_service in done
        or (agent.volume_ml, agent.mass_mg, agent.dose_units) != (None, None, None)
    )
