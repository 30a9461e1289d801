"""How much of each drug went in: its own volume, the total, and the way the drugs were mixed."""

from __future__ import annotations

from tautband.notes.drugs.doses import Dose
from tautband.notes.drugs.measured import TOLERANCE, Volume
from tautband.notes.text.drug_classes import class_of
from tautband.notes.text.page import Page

MOST_DRUGS = 40
MOST_PARTS = 20


def distinct(doses: list[Dose]) -> list[Dose]:
    """One dose for each drug and strength; a bare mention joins the one with a strength.

    A drug told again for another muscle with a volume of its own is more of it; told again for the same one it is the
    same.
    """
    kept: list[Dose] = []
    for dose in doses:
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


def prepared(drugs: list[Dose]) -> float | None:
    """What the drugs of a mixture add up to, where each has its volume."""
    volumes = [dose.volume for dose in drugs]
    return round(sum(v for v in volumes if v is not None), 4) if len(drugs) > 1 and None not in volumes else None


def shares(page: Page, drugs: list[Dose], volumes: list[Volume], total: float | None) -> list[float | None]:
    """The volume of each drug, in order; None where the note does not settle it."""
    mixed = next((v.amount for v in volumes if v.covers == "mix"), None)
    own = [dose.volume for dose in drugs]
    if len(drugs) == 1:
        loose = [v.amount for v in volumes if v.covers == ""]
        known = [total, mixed, drugs[0].volume, loose[0] if len(loose) == 1 else None]
        return [next((amount for amount in known if amount is not None), None)]
    used = total if total is not None else mixed
    made = prepared(drugs)
    if made is not None:
        if used is None or used >= made - TOLERANCE:
            return own
        return [round(volume * used / made, 4) for volume in own if volume is not None]
    parts = ratio(page, drugs)
    if used is not None and parts is not None:
        return [round(used * part / sum(parts), 4) for part in parts]
    if any(class_of(page, d.drug) == "dextrose" for d in drugs):
        return [used if volume is None else volume for volume in own]
    missing = [i for i, volume in enumerate(own) if volume is None]
    if used is not None and len(missing) == 1:
        rest = used - sum(volume for volume in own if volume is not None)
        if rest > 0:
            own[missing[0]] = round(rest, 4)
    return own


def ratio(page: Page, drugs: list[Dose]) -> list[float] | None:
    """The parts in which drugs were mixed: "equal parts", "1:1", "50/50", "2:1", "half ... half"."""
    words = page.tokens.words
    for dose in drugs:
        sentence = dose.aim.sentence
        text = words[sentence.first : sentence.last]
        if (told := parts_told(page, dose, len(drugs))) is not None:
            return told
        if all(d.aim is dose.aim and words[min(d.span[0], d.mention.first) - 1] == "half" for d in drugs):
            return [1.0] * len(drugs)  # "half lidocaine 1% and half Marcaine 0.25%"
        for at, word in enumerate(text):
            if word in ("equal", "equally") or text[at : at + 2] == ["half", "half"]:
                return [1.0] * len(drugs)
            if text[at : at + 3] in (["half", "and", "half"], ["half", "&", "half"], ["50", "-", "50"]):
                return [1.0] * len(drugs)
            if (
                len(drugs) == 2
                and word in (":", "/")
                and 0 < at < len(text) - 1
                and text[at - 1].isdecimal()
                and text[at + 1].isdecimal()
            ):
                one, two = float(text[at - 1][:6]), float(text[at + 1][:6])
                if (word == ":" and 0 < one <= MOST_PARTS and 0 < two <= MOST_PARTS) or (one == two == 50):
                    return [one, two]
    return None


def parts_told(page: Page, dose: Dose, drugs: int) -> list[float] | None:
    """The parts told drug by drug in the sentence of one: "3 parts lidocaine to 1 part bupivacaine"."""
    words, sentence = page.tokens.words, dose.aim.sentence
    found = [
        number
        for at in range(sentence.first + 1, sentence.last)
        if words[at] in ("part", "parts") and (number := page.number(at - 1)) is not None and 0 < number <= MOST_PARTS
    ]
    return found if len(found) == drugs > 1 else None
