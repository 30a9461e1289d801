"""A toxin, measured in units: those given, those wasted, and the strength of the solution."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from tautband.model.encounter import Agent
from tautband.notes.drugs.doses import Dose, plain
from tautband.notes.drugs.measured import Volume
from tautband.notes.drugs.vials import container
from tautband.notes.drugs.volumes import said_given
from tautband.notes.drugs.waste import waste_near
from tautband.notes.muscles.aims import Aim
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention


@dataclass(slots=True)
class Told:
    """The units that the note tells of, by what each number is."""

    given: float | None = None
    wasted: float | None = None
    vial: float | None = None
    diluent: float | None = None
    per_ml: float | None = None
    parts: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    """Those of the parts that stand in a sentence without a muscle."""


def toxin(page: Page, doses: list[Dose], volumes: list[Volume], aims: list[Aim]) -> Agent:
    """The toxin of a service; its strength only where the note gives it, or the vial and what it was dissolved in.

    The units given are those stated, else the total of a table, else the whole vial, else the sum over the muscles. The
    volume is the one said to be given, else what the units make at that strength.
    """
    told = Told()
    measured = {id(d.aim) for d in doses if ("unit", "units") in d.aim.sentence.meanings}
    dose = next((d for d in doses if id(d.aim) in measured), doses[0])
    for aim in [dose.aim, *(aim for aim in aims if aim is not dose.aim)]:
        begun = len(told.parts)
        for m in aim.sentence.kinds.get("unit", NONE):
            if m.value == "units" and (number := page.number(m.first - 1)) is not None:
                sort_units(page, aim.sentence, m, number, told)
            elif m.value == "units" and told.given is None:
                told.given = given_behind(page, aim.sentence, m)
        parts = told.parts[begun:]
        if not aim.targets:
            told.bare += parts
        if told.given is None and len(parts) > 1 and whole_first(page, aim, parts, dose):
            told.given = parts[0]
        if (
            told.given is None
            and len(parts) > FEW_PARTS
            and 2 * parts[0] == sum(parts)
            and heads_row(page, aim, parts[0])
        ):
            told.given = parts[0]
        if told.given is None and aim is not dose.aim:
            told.given = total_row(page, aim.sentence)
    if told.given is None:
        told.given = units_column(page)
    if told.given is None:
        told.given = left_of_vial(told) or whole_before_parts(told)
    if told.given is None and told.vial is not None and any(all_used(page, aim) for aim in aims):
        told.given = told.vial
    if told.given is None and told.parts:
        whole = len(told.parts) > FEW_PARTS + 1 and 2 * max(told.parts) == sum(told.parts)
        told.given = max(told.parts) if whole else sum(told.parts)  # "155 units, 31 sites: ...", each on its line
    per_ml = told.per_ml or (told.vial / told.diluent if told.vial and told.diluent else None)
    volume = next((v.amount for v in volumes if volume_given(page, v)), None)
    if volume is None and told.given and per_ml:
        volume = round(told.given / per_ml, 4)
    if volume is None:
        apart = [v for v in volumes if v.aim is not dose.aim and v.amount != told.diluent]
        apart = [v for v in apart if DISSOLVED.isdisjoint(v.aim.sentence.vocabulary)]
        volume = next((v.amount for v in apart if v.covers in ("", "total", "drug", "target")), None)
    return Agent(
        drug=dose.drug,
        concentration=f"{plain(per_ml)} units/mL" if per_ml else None,
        volume_ml=volume,
        dose_units=told.given,
        wasted_units=told.wasted,
        container=container(page, dose, doses),
        for_service="botulinum",
        evidence=(page.evidence(dose.span[0], dose.span[1]),),
    )


def left_of_vial(told: Told) -> float | None:
    """The number of units that vial and waste leave, where the note gives it too: "200 U vial, 155 U, 45 discarded"."""
    if told.vial is None or told.wasted is None:
        return None
    return told.vial - told.wasted if told.vial - told.wasted in told.parts else None


def whole_before_parts(told: Told) -> float | None:
    """The whole dose, told without a muscle ahead of the parts that make it up: "155 units, 31 sites: frontalis 20"."""
    whole, rest = told.parts[:1], told.parts[1:]
    return whole[0] if len(rest) >= FEW_PARTS and whole == told.bare[:1] and whole[0] == sum(rest) else None


FEW_PARTS = 2
"""Units that are no row of muscles yet."""


def heads_row(page: Page, aim: Aim, number: float) -> bool:
    """Whether a number of units opens a row behind a colon, before any muscle: "155 U / 31 sites: corrugator 10 U"."""
    units = next((m for m in aim.sentence.kinds.get("unit", NONE) if m.value == "units"), None)
    muscle = min((t.first for t in aim.targets), default=aim.sentence.last)
    if units is None or page.number(units.first - 1) != number:
        return False
    return ":" in page.tokens.words[units.last : muscle]


LABELLED = {"given", "used", "injected", "administered", "total", ":", "=", "is", "was"}


def given_behind(page: Page, sentence: Sentence, m: Mention) -> float | None:
    """The units of a form's line that puts their number behind: "Total units given 155", "Units injected: 155"."""
    words = page.tokens.words
    at = m.last
    while at < sentence.last and words[at] in LABELLED:
        at += 1
    label = set(words[max(sentence.first, m.first - 2) : at])
    return page.number(at) if at < sentence.last and not label.isdisjoint(LABELLED - {":", "=", "is"}) else None


def units_column(page: Page) -> float | None:
    """The whole of a table's column of units: its last row where that names no muscle, else the sum of the rows."""
    rows = [
        (cells.get("muscle", ""), cells.get("units", ""))
        for at in sorted(page.toxin_lines)
        if (cells := page.cells.get(at))
    ]
    figures = [(name, units.split()[:1]) for name, units in rows if units.split()[1:] in ([], ["u"], ["units"])]
    told = [(name, float(units[0])) for name, units in figures if units and units[0].replace(".", "", 1).isdecimal()]
    whole = next((units for name, units in reversed(told) if name in SUM_NAMES), None)
    if whole is not None:
        return whole
    return round(sum(units for _, units in told), 4) if told and len(told) == len(rows) else None


SUM_NAMES = {"", "total", "totals", "sum", "all", "total units", "total injected", "total given", "total used"}


def whole_first(page: Page, aim: Aim, parts: list[float], dose: Dose) -> bool:
    """Whether units beside the drug are the whole dose, of which the others are parts: "155 U in all, 15 U a side"."""
    if aim is not dose.aim or parts[0] < sum(parts[1:]):
        return False
    first = next((m for m in aim.sentence.kinds.get("unit", NONE) if m.value == "units"), None)
    if first is None or page.number(first.first - 1) != parts[0]:
        return False
    return 0 <= first.first - 1 - dose.mention.last <= 1 or 0 <= dose.mention.first - first.last <= 1


def sort_units(page: Page, sentence: Sentence, m: Mention, number: float, told: Told) -> None:
    """Put one number of units to what it is: a strength, waste, the vial, what was given, or a muscle's part."""
    words = page.tokens.words
    if "ml" in words[m.first : m.last + 2] and "/" in words[m.first : m.last + 1]:
        told.per_ml = number
    elif words[m.last : m.last + 1] in (["/"], ["per"]) and page.words[m.last + 2 : m.last + 3] == ["ml"]:
        share = page.number(m.last + 1)
        told.per_ml = number / share if share else None  # "5 U / 0.1 mL"
    elif waste_near(sentence, m.last) and not nearer_given(words, m) and "vial" not in words[m.last : m.last + 2]:
        told.wasted = number if told.wasted is None else told.wasted
    elif in_a_vial(page, m) or dissolved(words, m.first - 1, m.last) or in_fluid(page, m):
        told.vial = number
        fluid = [f for f in sentence.kinds.get("unit", NONE) if f.value == "ml" and 0 <= f.first - m.last <= DILUENT]
        told.diluent = page.number(fluid[0].first - 1) if fluid else told.diluent
    elif said_given(page, sentence, m) or words[m.first - 2] == "=":
        told.given = number
    else:
        told.parts.append(number)


def in_a_vial(page: Page, m: Mention) -> bool:
    """Whether units are a vial's, with no other number between: "200 U vial", and not "155 U (200 U vial)"."""
    behind = page.tokens.words[m.last : m.last + 4]
    if "vial" not in behind:
        return False
    return all(page.number(at) is None for at in range(m.last, m.last + behind.index("vial")))


DILUENT = 9
"""Words from a vial's units to the millilitres it was dissolved in."""
LEAST_TOTAL = 10


def nearer_given(words: list[str], m: Mention) -> bool:
    """Whether "given" stands right behind units whose sentence goes on to the waste: "155 U given, 45 U wasted"."""
    return not {"given", "injected", "used", "administered"}.isdisjoint(words[m.last : m.last + 3])


def in_fluid(page: Page, m: Mention) -> bool:
    """Whether units stand in millilitres: "100 U in 2 mL saline"."""
    preposition, unit = page.tokens.words[m.last : m.last + 1], page.words[m.last + 2 : m.last + 3]
    return preposition in (["in"], ["with"]) and page.number(m.last + 1) is not None and unit == ["ml"]


def total_row(page: Page, sentence: Sentence) -> float | None:
    """The units of a table's last row: "TOTAL 155 31"."""
    words = page.tokens.words
    if (
        sentence.first not in page.line_starts
        or words[sentence.first] != "total"
        or "ml" in page.words[sentence.first : sentence.last]
    ):
        return None
    number = next((page.number(at) for at in page.numbers_in(sentence)), None)
    return number if number is not None and number >= LEAST_TOTAL else None


def volume_given(page: Page, v: Volume) -> bool:
    """Whether a volume is said to have gone in: "(3.1 mL given)"."""
    return not {"given", "injected", "administered", "used"}.isdisjoint(page.tokens.words[v.last : v.last + 2])


DISSOLVED = {"dilution", "diluted", "reconstituted", "dissolved", "mixed", "concentration"}


def dissolved(words: list[str], first: int, last: int) -> bool:
    """Whether units are those put into a diluent: "dilution 200 units in 4 mL saline"."""
    return not DISSOLVED.isdisjoint(words[max(0, first - 3) : first]) or (
        words[last : last + 1] in (["in"], ["with"]) and not DISSOLVED.isdisjoint(words[last : last + 8])
    )


def all_used(page: Page, aim: Aim) -> bool:
    """Whether the whole vial went in: "one 500-unit vial, all used"."""
    words = page.tokens.words[aim.sentence.first : aim.sentence.last]
    return any(
        one in ("all", "entire", "whole") and two in ("used", "given", "injected", "vial")
        for one, two in pairwise(words)
    )
