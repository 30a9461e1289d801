"""Drugs injected today: strength, the volume that went in, its mass, and what was thrown away.

A volume is what the note sums up ("4 mL in all"), else what each site got times the sites, else the volumes of the
muscles together, else the volume beside the drug. Two of these that disagree leave the volume open.
"""

from __future__ import annotations

from tautband.model.encounter import Agent, Conflict, Injection
from tautband.notes.doses import Dose, injectable, plain, sentence_doses
from tautband.notes.page import Page
from tautband.notes.procedure import Aim, Procedure
from tautband.notes.volumes import TOLERANCE, Volume, said_given, sentence_volumes, waste_near

MOST_DRUGS = 40


def read_agents(
    page: Page, procedure: Procedure, entries: tuple[Injection, ...]
) -> tuple[tuple[Agent, ...], list[Conflict]]:
    """The drugs of today's injections, one entry for each drug and strength, and volumes that contradict each other."""
    blocks: dict[str, list[Aim]] = {}
    for aim in procedure.aims:
        if eligible(aim):
            blocks.setdefault(aim.service or "tpi", []).append(aim)
    agents: list[Agent] = []
    disputes: list[Conflict] = []
    gathered = {service: gather(page, aims) for service, aims in blocks.items()}
    for service, (doses, volumes) in gathered.items():
        elsewhere = [v.amount for other, (_, vs) in gathered.items() if other != service for v in vs]
        if not doses:
            continue
        found, dispute = Sums(
            page, service, doses, volumes, entries if service == "tpi" else (), elsewhere, blocks[service]
        ).agents()
        agents += found
        disputes += dispute
    return merge(agents), disputes


def eligible(aim: Aim) -> bool:
    """Whether a sentence can tell what was injected: today's, not merely wished, no list of other drugs."""
    return aim.stance in ("performed", "bare") and aim.sentence.section not in (
        "history",
        "exam",
        "results",
        "assessment",
    )


def gather(page: Page, aims: list[Aim]) -> tuple[list[Dose], list[Volume]]:
    """The doses and volumes of one service's sentences."""
    doses: list[Dose] = []
    volumes: list[Volume] = []
    for aim in aims:
        if aim.sentence.section == "instructions":
            continue
        here = sentence_doses(page, aim)
        volumes += sentence_volumes(page, aim, here)
        doses += here
    return [dose for dose in doses if injectable(page, dose)], volumes


class Sums:
    """Adds up the doses and volumes of one service."""

    def __init__(
        self,
        page: Page,
        service: str,
        doses: list[Dose],
        volumes: list[Volume],
        entries: tuple[Injection, ...],
        elsewhere: list[float],
        aims: list[Aim],
    ) -> None:
        self.aims = aims
        self.page, self.service, self.doses, self.volumes, self.entries = page, service, doses, volumes, entries
        self.elsewhere = elsewhere

    def agents(self) -> tuple[list[Agent], list[Conflict]]:
        """The service's agents, and the conflict between its volumes if there is one."""
        drugs = self.distinct()
        if any(self.class_of(dose) == "botulinum_toxin" for dose in drugs):
            return [self.toxin(next(d for d in drugs if self.class_of(d) == "botulinum_toxin"))], []
        total, dispute = self.total()
        for_service = None if self.service == "tpi" else self.service
        shares = self.shares(drugs, total, dispute is not None)
        made = []
        for dose, volume in zip(drugs, shares, strict=True):
            mass = dose.mass
            if volume is None and mass is not None and dose.per_ml and dispute is None and dose.volume is None:
                volume = mass / dose.per_ml
            if volume is not None and dose.per_ml is not None:
                mass = round(volume * dose.per_ml, 4)
            elif volume is None and dose.volume is not None:
                mass = None
            if dispute is not None and volume is None:
                mass = None
            evidence = (self.page.evidence(dose.span[0], dose.span[1]),)
            made.append(
                Agent(
                    drug=dose.drug,
                    concentration=dose.strength,
                    volume_ml=round(volume, 4) if volume is not None else None,
                    mass_mg=mass,
                    with_epinephrine=dose.epinephrine or dose.drug == "lidocaine with epinephrine",
                    wasted_mg=self.wasted(dose),
                    container=self.container(dose),
                    for_service=for_service,
                    evidence=evidence,
                )
            )
        return made, [dispute] if dispute is not None else []

    def class_of(self, dose: Dose) -> str:
        """The class of a dose's drug in the table of agents."""
        return str(self.page.lexicon.data["drug"].get(dose.drug, {}).get("class", ""))

    def toxin(self, dose: Dose) -> Agent:
        """A toxin, measured in units: those given, those wasted, and the strength of the solution if the note
        tells it.
        """
        given = wasted = vial = None
        diluent = next((v.amount for v in self.volumes if v.covers in ("drug", "") and v.aim is dose.aim), None)
        for aim in self.toxin_aims(dose):
            sentence = aim.sentence
            for m in sentence.things:
                if m.kind != "unit" or m.value != "units":
                    continue
                number = self.page.number(m.first - 1)
                if number is None:
                    continue
                if waste_near(sentence, m.last):
                    wasted = number if wasted is None else wasted
                elif "vial" in self.page.tokens.words[m.last : m.last + 4]:
                    vial = number
                elif said_given(self.page, sentence, m) or given is None:
                    given = number if given is None or said_given(self.page, sentence, m) else given
        strength = f"{plain(vial / diluent)} units/mL" if vial and diluent else None
        volume = next(
            (v.amount for v in self.volumes if v.aim is not dose.aim and v.covers in ("", "total", "drug")), None
        )
        return Agent(
            drug=dose.drug,
            concentration=strength,
            volume_ml=volume,
            dose_units=given,
            wasted_units=wasted,
            container=self.container(dose),
            for_service="botulinum",
            evidence=(self.page.evidence(dose.span[0], dose.span[1]),),
        )

    def toxin_aims(self, dose: Dose) -> list[Aim]:
        """The sentences of a toxin's service, the drug's own first."""
        others = [aim for aim in self.aims if aim is not dose.aim]
        return [dose.aim, *others]

    def distinct(self) -> list[Dose]:
        """One dose for each drug and strength; a bare mention joins the one with a strength; volumes of repeats
        are kept.
        """
        kept: list[Dose] = []
        for dose in self.doses:
            same = [
                d
                for d in kept
                if d.drug == dose.drug and (d.strength == dose.strength or not d.strength or not dose.strength)
            ]
            if not same:
                if len(kept) < MOST_DRUGS:
                    kept.append(dose)
                continue
            known = same[0]
            known.strength, known.per_ml = known.strength or dose.strength, known.per_ml or dose.per_ml
            known.mass = known.mass if known.mass is not None else dose.mass
            if known.volume is None:
                known.volume = dose.volume
                known.span = dose.span if dose.strength else known.span
            known.epinephrine = known.epinephrine or dose.epinephrine
        return kept

    def total(self) -> tuple[float | None, Conflict | None]:
        """The volume injected in all, and a conflict when the note's own numbers do not agree."""
        said = [v for v in self.volumes if v.covers == "total"]
        mixed = [v.amount for v in self.volumes if v.covers == "mix"]
        if mixed:
            return mixed[0], None
        counted = self.counted()
        if said:
            amounts = {round(v.amount, 3) for v in said}
            stated = said[-1].amount if len(amounts) > 1 and sum(amounts) == 2 * max(amounts) else said[0].amount
            if counted is not None and abs(counted - stated) > TOLERANCE and counted > 0:
                if any(abs(stated - counted - amount) < TOLERANCE for amount in self.elsewhere):
                    return counted, None
                evidence = tuple(self.page.evidence(v.first, v.last) for v in said[:1])
                return None, Conflict(
                    about="volume",
                    says=f"{plain(stated)} mL stated, {plain(counted)} mL by the sites",
                    evidence=evidence,
                )
            return stated, None
        return counted, None

    def counted(self) -> float | None:
        """The volume by sites, muscles or rows, where the note gives what is needed."""
        rows = [v for v in self.volumes if v.covers in ("row", "row_each")]
        if rows:
            parts = []
            for v in rows:
                points = sum(t.points or sum(t.side_points.values()) or 0 for t in v.aim.targets if t.role == "")
                if v.covers == "row":
                    parts.append(v.amount)
                elif not points:
                    return None
                else:
                    parts.append(v.amount * points)
            return round(sum(parts), 4)
        each = [v for v in self.volumes if v.covers in ("site", "each", "muscle", "side")]
        if each:
            return self.each_total(each)
        targets = [v for v in self.volumes if v.covers == "target"]
        if targets and len(targets) >= max(1, len(self.entries) - self.double_sided()):
            return round(sum(v.amount for v in targets), 4)
        return None

    def double_sided(self) -> int:
        """How many entries share a target with another side."""
        names = [entry.muscle for entry in self.entries]
        return len(names) - len(set(names))

    def each_total(self, each: list[Volume]) -> float | None:
        """What "each" adds up to: times the sites for a site, times the muscles for a muscle."""
        amounts = {(round(v.amount, 4), v.covers) for v in each}
        sites = [entry.trigger_points for entry in self.entries]
        muscles = len(self.entries)
        known = [n for n in sites if n is not None]
        if len(amounts) > 1:
            return None
        amount, covers = next(iter(amounts))
        if covers == "muscle":
            return amount * muscles if muscles else None
        if covers == "side":
            sides = {entry.side for entry in self.entries}
            return amount * len(sides) if sides <= {"left", "right"} and sides else None
        total_sites = self.stated_sites()
        if len(known) == len(sites) and known:
            return round(amount * sum(known), 4)
        if total_sites:
            return round(amount * total_sites, 4)
        if covers == "each" and muscles and not known:
            return round(amount * muscles, 4)
        return None

    def stated_sites(self) -> int | None:
        """A number of sites stated for the whole procedure: "8 sites", "each of the five points"."""
        from tautband.notes.counts import counts

        for aim in {id(v.aim): v.aim for v in self.volumes}.values():
            for count in counts(self.page, aim.sentence):
                if count.each != "bare" and not any(t.role == "" for t in aim.targets):
                    return count.number
        return None

    def shares(self, drugs: list[Dose], total: float | None, disputed: bool) -> list[float | None]:
        """How much of each drug went in, from its own volume, the total and the way they were mixed."""
        if disputed:
            return [None] * len(drugs)
        mixed = next((v.amount for v in self.volumes if v.covers == "mix"), None)
        own = [dose.volume for dose in drugs]
        if len(drugs) == 1:
            dose = drugs[0]
            loose = [v.amount for v in self.volumes if v.covers == ""]
            known = [total, mixed, dose.volume, loose[0] if len(loose) == 1 else None]
            return [next((amount for amount in known if amount is not None), None)]
        if all(volume is not None for volume in own):
            prepared = sum(volume for volume in own if volume is not None)
            used = mixed if mixed is not None else total
            if used is None or abs(used - prepared) <= TOLERANCE or used > prepared + TOLERANCE:
                return own
            return [round(volume * used / prepared, 4) for volume in own if volume is not None]
        used = mixed if mixed is not None else total
        parts = self.ratio(drugs)
        if used is not None and parts is not None:
            return [round(used * part / sum(parts), 4) for part in parts]
        if any(self.page.lexicon.data["drug"].get(d.drug, {}).get("class") == "dextrose" for d in drugs):
            return [used if volume is None else volume for volume in own]
        missing = [i for i, volume in enumerate(own) if volume is None]
        if used is not None and len(missing) == 1:
            rest = used - sum(volume for volume in own if volume is not None)
            if rest > 0:
                own[missing[0]] = round(rest, 4)
        return own

    def ratio(self, drugs: list[Dose]) -> list[float] | None:
        """The parts in which drugs were mixed: "equal parts", "1:1", "50/50", "2:1", "half ... half"."""
        words = self.page.tokens.words
        for dose in drugs:
            sentence = dose.aim.sentence
            text = words[sentence.first : sentence.last]
            for at, word in enumerate(text):
                if word in ("equal", "equally") or (word == "half" and at + 1 < len(text) and text[at + 1] == "half"):
                    return [1.0] * len(drugs)
                if (
                    len(drugs) == 2
                    and word in (":", "/")
                    and 0 < at < len(text) - 1
                    and text[at - 1].isdecimal()
                    and text[at + 1].isdecimal()
                ):
                    one, two = float(text[at - 1][:6]), float(text[at + 1][:6])
                    if (word == ":" and 0 < one <= 20 and 0 < two <= 20) or (one == two == 50):
                        return [one, two]
        return None

    def wasted(self, dose: Dose) -> float | None:
        """The milligrams of a drug thrown away, where the note says so."""
        for aim in {id(d.aim): d.aim for d in self.doses}.values():
            sentence = aim.sentence
            if not sentence.has("wasted"):
                continue
            for m in sentence.things:
                if (
                    m.kind == "unit"
                    and m.value == "mg"
                    and any(d.drug == dose.drug and d.aim is aim for d in self.doses)
                ):
                    number = self.page.number(m.first - 1)
                    if number is not None:
                        return number
        return None

    def container(self, dose: Dose) -> str | None:
        """What the note says of the vial, when it stands in the drug's sentence nearest to the drug."""
        words = self.page.tokens.words
        sentence = dose.aim.sentence
        best: tuple[int, str] | None = None
        for at in range(sentence.first, sentence.last - 1):
            if words[at + 1] in ("dose", "use") and words[at] in ("single", "multi", "multiple"):
                gap = at - dose.span[1] if at >= dose.span[1] else dose.span[0] - at + 3
                if best is None or gap < best[0]:
                    best = (gap, "single_dose" if words[at] == "single" else "multi_dose")
        return best[1] if best and best[0] <= 12 else None


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
