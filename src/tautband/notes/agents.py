"""Drugs injected today: strength, the volume that went in, its mass, and what was thrown away.

A volume is what the note sums up ("4 mL in all"), else what each site got times the sites, else the volumes of the
muscles together, else the volume beside the drug. Two of these that disagree leave the volume open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tautband.model.encounter import Agent, Conflict, Injection
from tautband.notes.lexicon import Mention
from tautband.notes.page import Page, Sentence
from tautband.notes.procedure import Aim, Procedure

NEAR = 6
PER_PERCENT = 10.0
"""Milligrams in a millilitre of a one per cent solution."""
TOLERANCE = 0.051
MOST_DRUGS = 40
MOST_REPEATS = 60


@dataclass(slots=True)
class Dose:
    """A drug in one place of the note, with the numbers written beside it."""

    drug: str
    aim: Aim
    mention: Mention
    strength: str | None = None
    per_ml: float | None = None
    volume: float | None = None
    mass: float | None = None
    units: float | None = None
    epinephrine: bool = False
    span: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Volume:
    """A volume in millilitres with what it covers: total, site, muscle, side, each, drug, waste, drawn, or
    nothing known.
    """

    amount: float
    covers: str
    first: int
    last: int
    aim: Aim
    factor: float = 1.0


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


def injectable(page: Page, dose: Dose) -> bool:
    """Whether a drug beside no number stands where drugs are injected rather than swallowed or rubbed in."""
    words = page.tokens.words[dose.mention.last : dose.mention.last + 4]
    if any(
        word in ("patch", "patches", "gel", "cream", "tablet", "tab", "po", "oral", "ointment", "spray", "topical")
        for word in words
    ):
        return False
    before = page.tokens.words[max(0, dose.mention.first - 2) : dose.mention.first]
    if "allergic" in before or "topical" in before or "oral" in before:
        return False
    kind = page.lexicon.data["drug"].get(dose.drug, {}).get("class")
    if kind == "nsaid" and dose.volume is None and dose.strength is None and not dose.aim.acts and dose.mass is None:
        return False
    return not any(c.value == "negation" and 0 <= dose.mention.first - c.last <= 1 for c in dose.aim.sentence.cues)


def sentence_doses(page: Page, aim: Aim) -> list[Dose]:
    """The drugs a sentence names, each with the strength and epinephrine beside it."""
    sentence = aim.sentence
    found = []
    for m in sentence.things:
        if m.kind == "drug":
            name, _, strength = m.value.partition("@")
            dose = Dose(name, aim, m, span=[m.first, m.last])
            if strength and not mass_follows(sentence, m):
                dose.strength, dose.per_ml = strength, float(strength.split()[0])
            found.append(dose)
    for m in sentence.things:
        if m.kind == "epinephrine" and found:
            nearest = min(found, key=lambda dose: abs(dose.mention.last - m.first))
            if m.value == "with" and 0 <= m.first - nearest.mention.last <= 4:
                nearest.epinephrine = True
                nearest.span[1] = m.last
    for dose in found:
        if dose.drug == "lidocaine" and dose.epinephrine:
            dose.drug = "lidocaine with epinephrine"
        if dose.strength is None:
            give_strength(page, sentence, dose, found)
    return found


def mass_follows(sentence: Sentence, m: Mention) -> bool:
    """Whether the number in a product's name is a mass after all: "Depo-Medrol 40 mg"."""
    return any(t.kind == "unit" and t.value == "mg" and t.first == m.last for t in sentence.things)


def give_strength(page: Page, sentence: Sentence, dose: Dose, others: list[Dose]) -> None:
    """Find "1%" or "40 mg/mL" beside a drug: before it, or after it and before the next drug."""
    units = [m for m in sentence.things if m.kind == "unit" and m.value in ("percent", "mg/ml")]
    best: tuple[int, Mention] | None = None
    previous_end = max((o.mention.last for o in others if o.mention.last <= dose.mention.first), default=sentence.first)
    next_first = min((o.mention.first for o in others if o.mention.first >= dose.mention.last), default=sentence.last)
    for unit in units:
        value_at = unit.first - 1
        if unit.first >= dose.mention.last and unit.first < next_first and unit.first - dose.mention.last <= NEAR:
            gap = unit.first - dose.mention.last
            if gap > 1 and next_first - unit.last <= 1 and next_first < sentence.last:
                continue
        elif unit.last <= dose.mention.first and value_at >= previous_end and dose.mention.first - unit.last <= 3:
            gap = dose.mention.first - unit.last
            if any(o.strength and o.span[0] <= value_at < o.span[1] for o in others if o is not dose):
                continue
        else:
            continue
        if best is None or gap < best[0]:
            best = (gap, unit)
    if best is None:
        return
    unit = best[1]
    number = page.number(unit.first - 1)
    if number is None:
        return
    text = page.tokens.words[unit.first - 1]
    if not text[0].isdigit() and text[0] != ".":
        text = plain(number)
    if text.startswith("."):
        text = "0" + text
    if unit.value == "percent":
        dose.strength, dose.per_ml = f"{plain(number)}%", number * PER_PERCENT
    else:
        dose.strength, dose.per_ml = f"{plain(number)} mg/mL", number
    dose.span = [min(dose.span[0], unit.first - 1), max(dose.span[1], unit.last)]


def plain(number: float) -> str:
    """A number without a needless decimal point."""
    return f"{number:g}"


def sentence_volumes(page: Page, aim: Aim, doses: list[Dose]) -> list[Volume]:
    """The volumes of a sentence and what each covers; volumes, masses and units beside a drug are put into its dose."""
    sentence = aim.sentence
    found = []
    things = sentence.things
    for index, m in enumerate(things):
        if m.kind != "unit" or m.value not in ("ml", "mg", "units"):
            continue
        number = amount_before(page, sentence, m)
        if number is None:
            continue
        at = m.first - 1
        if m.value in ("mg", "units"):
            near = nearest_dose(page, doses, at, m.last, sentence)
            if near is not None and not waste_near(sentence, m.last):
                if m.value == "mg" and near.mass is None:
                    near.mass = number
                elif m.value == "units" and near.units is None:
                    near.units = number
            continue
        covers = coverage(page, sentence, things, index, at, doses, aim)
        times = repeats(page, sentence, m.last)
        if times is not None:
            number, covers = number * times, covers if covers == "target" else "total"
        volume = Volume(number, covers, at, m.last, aim)
        if covers == "drug":
            near = nearest_dose(page, doses, at, m.last, sentence)
            if near is not None and near.volume is None:
                near.volume = number
            else:
                volume.covers = ""
        found.append(volume)
    trailing_total(found, doses)
    cell = page.cells.get(sentence.line, {})
    for key, covers in (("ml_each", "row_each"), ("ml", "row")):
        words = [word for word in cell.get(key, "").split() if word[0].isdigit() or word[0] == "."]
        if words and aim.targets and len(words) == 1 and words[0].count(".") < 2:
            found.append(Volume(float(words[0].replace(",", "")), covers, sentence.first, sentence.last, aim))
    return found


def repeats(page: Page, sentence: Sentence, at: int) -> float | None:
    """The factor right after a volume: "1 mL x 5"."""
    if at + 1 >= sentence.last or page.tokens.words[at] not in ("x", "\N{MULTIPLICATION SIGN}"):
        return None
    number = page.number(at + 1)
    return number if number is not None and number == int(number) and 0 < number <= MOST_REPEATS else None


def trailing_total(found: list[Volume], doses: list[Dose]) -> None:
    """Read the last volume of a sentence as its total where it follows what each site got, or is the sum of the
    others.
    """
    if len(found) < 2:
        return
    last = found[-1]
    before = found[:-1]
    if last.covers not in ("", "drug", "target"):
        return
    if len(doses) > 1 and all(dose.volume is not None for dose in doses):
        return
    if last.covers == "target" and len(before) == 1 and before[0].covers == "target":
        return
    each = any(v.covers in ("site", "each", "muscle", "side") for v in before)
    plain_sum = sum(v.amount for v in before if v.covers in ("", "drug", "target"))
    if (each and last.amount >= max(v.amount for v in before)) or abs(plain_sum - last.amount) < TOLERANCE:
        if last.covers == "drug":
            for dose in doses:
                if (
                    dose.volume == last.amount
                    and len(before)
                    and not any(v.covers == "drug" and v.amount == last.amount for v in before)
                ):
                    dose.volume = None
        last.covers = "total"


def amount_before(page: Page, sentence: Sentence, unit: Mention) -> float | None:
    """The number before a unit, in digits, words or both: "2", "two and a half", "half a"."""
    at = unit.first - 1
    if at < sentence.first:
        return None
    words = page.tokens.words
    if words[at] in ("a", "an", "of") and at - 1 >= sentence.first and words[at - 1] in ("half", "quarter"):
        at -= 1
    number = page.number(at)
    if at - 2 >= sentence.first and words[at - 1] in ("to", "-") and page.number(at - 2) is not None:
        return None
    if number is None:
        if words[at] in ("]", ")") and at - 1 >= sentence.first:
            return page.number(at - 1)
        return None
    if words[at] in ("half", "quarter", "a") and at - 3 >= sentence.first and words[at - 2 : at] == ["and", "a"]:
        whole = page.number(at - 3)
        return whole + number if whole is not None else number
    if words[at] == "half" and at - 2 >= sentence.first and words[at - 1] == "and":
        whole = page.number(at - 2)
        return whole + number if whole is not None else number
    if at - 2 >= sentence.first and words[at - 1] == "/" and words[at - 2].isdecimal() and number:
        top = page.number(at - 2)
        return top / number if top is not None and top < number else number
    return number


def nearest_dose(page: Page, doses: list[Dose], first: int, last: int, sentence: Sentence) -> Dose | None:
    """The drug a number belongs to: the one right after it, else the one before it."""
    words = page.tokens.words
    if last + 3 < sentence.last and words[last] == "(" and words[last + 3] == ")":
        last += 4
    after = next((d for d in doses if d.span[0] >= last), None)
    before = next((d for d in reversed(doses) if d.span[1] <= first), None)
    if (
        after is not None
        and after.span[0] - last <= 2
        and not any(words[i] in (",", ";", "+", "plus", "with") for i in range(last, after.span[0]))
    ):
        return after
    return before if before is not None else after


def waste_near(sentence: Sentence, last: int) -> bool:
    """Whether a number is said of what was thrown away or drawn up only."""
    return any(m.value in ("wasted",) and -8 <= m.first - last <= 8 for m in sentence.cues)


def coverage(
    page: Page, sentence: Sentence, things: Sequence[Mention], index: int, first: int, doses: list[Dose], aim: Aim
) -> str:
    """What the volume at `things[index]` covers."""
    words = page.tokens.words
    unit = things[index]
    wastes = [m for m in sentence.cues if m.value in ("wasted", "drawn_up")]
    for m in wastes:
        span = range(min(m.first, unit.last), max(first, m.last))
        nearer = any(t.kind == "unit" and t.value == "ml" and t is not unit and t.first in span for t in things)
        if m.value == "wasted" and not nearer and not any(words[i] in (",", ";") for i in span):
            return "waste"
        if m.value == "drawn_up" and abs(m.first - unit.last) <= 4:
            return "drawn"
    for other in things:
        if other.kind == "each":
            gap = other.first - unit.last
            if 0 <= gap <= 1 or (0 <= gap <= 12 and clear(page, things, unit.last, other.first)):
                return {"site": "site", "muscle": "muscle", "side": "side"}.get(other.value, "each")
            if (
                other.last <= first
                and first - other.last <= 6
                and not any(
                    words[i] in (",", ";", ".", "(", "=") or page.words[i] == "ml" for i in range(other.last, first)
                )
                and not any(m.kind == "unit" and m.value == "ml" and 0 <= other.first - m.last <= 8 for m in things)
            ):
                return {"site": "site", "muscle": "muscle", "side": "side"}.get(other.value, "each")
        elif other.kind == "total":
            said_before = other.last <= first and first - other.last <= 3
            if said_before or (
                0 <= other.first - unit.last <= 4
                and not any(words[i] in (",", ";") for i in range(unit.last, other.first))
            ):
                return "total"
    previous = words[first - 1] if first > sentence.first else ""
    if previous == "=":
        return "total"
    following = words[unit.last : unit.last + 6]
    if (
        (following[:2] in (["of", "the"], ["of", "this"], ["of", "that"]) and "mix" in " ".join(following))
        or following[:3] == ["of", "the", "solution"]
        or following[:1] == ["mixed"]
    ):
        return "mix"
    if following[:1] and following[0] in ("syringe", "syringes", "vial", "vials", "bag", "ampule", "ampoule"):
        return "vial"
    plain_targets = [t for t in aim.targets if t.role == ""]
    ahead = next((t for t in plain_targets if t.first >= unit.last), None)
    if (
        ahead is not None
        and ahead.first - unit.last <= 6
        and {"into", "in", "to", "at"} & set(words[unit.last : ahead.first])
        and "," not in words[unit.last : ahead.first]
    ):
        return "target"
    behind = [t for t in plain_targets if t.last <= first]
    close = [d for d in doses if 0 <= d.span[0] - unit.last <= 3 or 0 <= first - d.span[1] <= 3]
    if close:
        return "drug"
    if behind and first - behind[-1].last <= 6 and len(plain_targets) >= 1:
        return "target"
    return ""


def clear(page: Page, things: Sequence[Mention], first: int, last: int) -> bool:
    """Whether no other volume and no comma stands between a volume and an "each" that may cover it."""
    if any(m.kind == "unit" and m.value == "ml" and first <= m.first < last for m in things):
        return False
    return not any(page.tokens.words[i] in (";", ".", "(") for i in range(first, last))


def said_given(page: Page, sentence: Sentence, unit: Mention) -> bool:
    """Whether units are those that went in: "given 155 units", "155 units injected in total"."""
    words = page.tokens.words[max(sentence.first, unit.first - 4) : min(sentence.last, unit.last + 4)]
    return not {"given", "total", "injected", "administered", "used"}.isdisjoint(words) and "vial" not in words


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
