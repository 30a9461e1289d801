"""A mixture told drug by drug: how much of each went into every site, and how much of each in all.

"Into each: lidocaine 1% 1.5 mL with methylprednisolone 0.5 mL. Totals: lidocaine 3 mL, methylprednisolone 1 mL."
"""

from __future__ import annotations

from tautband.model.encounter import Injection
from tautband.notes.drugs.dose_beside import nearest_dose
from tautband.notes.drugs.doses import Dose
from tautband.notes.drugs.measured import TOLERANCE, Volume
from tautband.notes.drugs.shares import ratio
from tautband.notes.drugs.volume_amounts import amount_before
from tautband.notes.drugs.waste import waste_near
from tautband.notes.muscles.aims import Aim
from tautband.notes.text.page import NONE, Page
from tautband.notes.vocabulary.lexicon import Mention

TOTALS = {"total", "totals", "totaling", "totalling", "altogether"}
MOST_SITES = 60


def told_apart(
    page: Page, drugs: list[Dose], doses: list[Dose], volumes: list[Volume], entries: tuple[Injection, ...]
) -> list[float] | None:
    """The volume of each drug where the note tells it for each drug apart; None where it does not.

    A total for each drug counts before what every site got; the latter is multiplied by the sites that the note counts.
    A sum stated for the whole mixture decides how many sites there were where the muscles leave that open.
    """
    if len(drugs) < 2:
        return None
    if (sums := sums_told(page, drugs, doses)) is not None:
        return sums
    for_each: list[float] | None = None
    by_aim: dict[int, list[Dose]] = {}
    for dose in doses:
        by_aim.setdefault(id(dose.aim), []).append(dose)
    for here in by_aim.values():
        aim = here[0].aim
        rounds = told_in(page, aim, here)
        full = [r for r in rounds if len(r) == len(drugs) and all(name(d) in r for d in drugs)]
        whole = {v.amount for v in volumes if v.covers == "total"} if full else set()
        if full and not whole.isdisjoint(full[-1].values()) and not in_ratio(page, drugs, full[-1]):
            continue  # "a total of 5 mL (equal parts of one and the other), 1 mL per site"
        if not full:
            continue
        if len(full) > 1 or summed(page, aim):
            return [full[-1][name(d)] for d in drugs]
        if for_each is None and (each := for_every(page, aim, full[0])) is not None:
            for_each = [full[0][name(d)] for d in drugs]
            kind = each.value
    if for_each is None:
        return None
    sites = stated_times(volumes, sum(for_each)) or places(kind, entries)
    return None if sites is None else [round(amount * sites, 4) for amount in for_each]


def in_ratio(page: Page, drugs: list[Dose], told: dict[str, float]) -> bool:
    """Whether the volumes of the drugs stand in the ratio in which they are said to be mixed, where one is said."""
    parts = ratio(page, drugs)
    if parts is None:
        return True
    shares = [told[name(d)] / part for d, part in zip(drugs, parts, strict=True)]
    return max(shares) - min(shares) <= TOLERANCE


def sums_told(page: Page, drugs: list[Dose], doses: list[Dose]) -> list[float] | None:
    """The total of each drug where every one has its own: "total lidocaine 4 mL, total Kenalog 1 mL"."""
    words = page.tokens.words
    found: dict[str, float] = {}
    for dose in doses:
        begin = min(dose.span[0], dose.mention.first)
        if begin == dose.aim.sentence.first or words[begin - 1] not in TOTALS:
            continue
        units = [m for m in dose.aim.sentence.kinds.get("unit", NONE) if m.value == "ml"]
        behind = next((m for m in units if m.first > dose.span[1] - 1), None)
        amount = amount_before(page, dose.aim.sentence, behind) if behind is not None else None
        if behind is not None and amount is not None and behind.first - dose.span[1] <= TO_SUM:
            found.setdefault(name(dose), amount)
    return [found[name(d)] for d in drugs] if all(name(d) in found for d in drugs) else None


TO_SUM = 3
"""Words from a drug to the unit of its sum: "lidocaine: 4 mL"."""


def name(dose: Dose) -> str:
    """What tells one drug of a mixture from another."""
    return dose.drug


def told_in(page: Page, aim: Aim, doses: list[Dose]) -> list[dict[str, float]]:
    """The volumes that stand beside drugs in a sentence, round by round: a drug told again opens another round."""
    sentence = aim.sentence
    rounds: list[dict[str, float]] = []
    for m in sentence.things:
        if m.kind != "unit" or m.value != "ml" or waste_near(sentence, m.last):
            continue
        amount = amount_before(page, sentence, m)
        near = nearest_dose(page, doses, m.first - 1, m.last, sentence)
        if amount is None or near is None or "vial" in page.tokens.words[m.last : m.last + 4] or made_up(page, m):
            continue
        if not rounds or name(near) in rounds[-1]:
            rounds.append({})
        rounds[-1][name(near)] = amount
    return rounds


def summed(page: Page, aim: Aim) -> bool:
    """Whether a sentence opens by saying that it gives totals."""
    words = page.tokens.words[aim.sentence.first : aim.sentence.first + 4]
    return not TOTALS.isdisjoint(words) and any(word in (":", "=", "-", "of") for word in words)


def for_every(page: Page, aim: Aim, told: dict[str, float]) -> Mention | None:
    """The word that makes a sentence's volumes those of every site, unless it is said of the mixture's own volume."""
    units = [m for m in aim.sentence.kinds.get("unit", NONE) if m.value == "ml"]
    points = {m.last for m in aim.sentence.kinds.get("point", NONE)}
    sides = [m for m in aim.sentence.kinds.get("side", NONE) if page.tokens.words[m.first] in ("each", "per", "either")]
    for each in (*aim.sentence.kinds.get("each", NONE), *(Mention("each", "side", m.first, m.last) for m in sides)):
        if each.first in points:
            continue  # "one point each" counts the points
        if page.tokens.words[each.first - 2 : each.first] == ["half", "to"]:
            continue  # "4 mL + 1 mL, half to each"
        before = [m for m in units if 0 <= each.first - m.last <= 2]
        behind = next((m for m in units if each.last <= m.first <= each.last + TO_MIXTURE), None)
        if not before and behind is not None and of_mixture(page, behind):
            continue  # "each injected with 2 mL of solution (4 mL + 1 mL)"
        if any(made_up(page, m) for m in units if m.last <= each.first):
            continue  # "1.25 mL of a solution of 4 mL + 1 mL was injected in each of the four"
        if before and not beside_drug(page, aim, units, before[-1]):
            continue  # "5 mL + 1 mL, 6 mL, 1 mL per stick"
        amounts = {amount_before(page, aim.sentence, m) for m in before}
        if not before or amounts & set(told.values()):
            return each
    return None


TO_MIXTURE = 6
MIXTURE = {"solution", "mixture", "mix", "injectate"}


def of_mixture(page: Page, unit: Mention) -> bool:
    """Whether a volume is one of the mixture: "2 mL of the solution"."""
    following = page.tokens.words[unit.last : unit.last + 3]
    return following[:1] == ["of"] and not MIXTURE.isdisjoint(following)


def made_up(page: Page, unit: Mention) -> bool:
    """Whether a volume is that of a mixture whose drugs follow: "8 mL of a 1:1 mixture of lidocaine and Marcaine"."""
    following = page.tokens.words[unit.last : unit.last + OF_PARTS]
    return following[:2] in (["of", "a"], ["of", "an"]) and not MIXTURE.isdisjoint(following)


OF_PARTS = 7


def beside_drug(page: Page, aim: Aim, units: list[Mention], unit: Mention) -> bool:
    """Whether a drug stands between the volume before and this one, or right behind this one."""
    begin = max((m.last for m in units if m.last <= unit.first - 1), default=aim.sentence.first)
    led = begin > aim.sentence.first  # "2 mL bupivacaine, 2 mL per muscle": the drug has its volume before it
    put = max((at for at in range(begin, unit.first) if page.tokens.words[at] in PUT), default=begin)
    return any(
        (put <= d.first < unit.first and not (led and d.first == begin)) or 0 <= d.first - unit.last <= 3
        for d in aim.sentence.kinds.get("drug", NONE)
    )


PUT = {"put", "placed", "gave", "injected", "deposited", "instilled", "went", "placing", "injecting", "delivered"}
"""Words that turn from what a syringe holds to what each site got."""


def stated_times(volumes: list[Volume], one: float) -> int | None:
    """How many times a site's mixture goes into the sum that the note states."""
    for v in volumes:
        if v.covers == "total" and one > 0:
            times = v.amount / one
            if abs(times - round(times)) < TOLERANCE and 0 < round(times) <= MOST_SITES:
                return round(times)
    return None


def places(kind: str, entries: tuple[Injection, ...]) -> int | None:
    """How many sites, muscles or sides the note counts."""
    if not entries:
        return None
    if kind == "muscle":
        return len(entries)
    if kind == "side":
        return len({entry.side for entry in entries})
    points = [entry.trigger_points for entry in entries]
    if all(point is not None for point in points):
        return sum(point or 0 for point in points)
    return len(entries) if kind == "each" and all(point is None for point in points) else None
