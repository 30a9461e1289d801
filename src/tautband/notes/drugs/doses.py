"""Drugs a sentence names, each with the strength, volume and mass written beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tautband.notes.muscles.aims import Aim
from tautband.notes.procedure.answered import service_denied
from tautband.notes.text.answers import NOT_DONE, behind_marks, set_apart
from tautband.notes.text.drug_classes import class_of
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

NEAR = 9
FAR = 14
"""Words from a drug to its milligrams a millilitre, which may stand with its vial."""
CARRYING = {
    "resistance", "dilution", "diluted", "reconstituted", "flush", "flushed", "irrigated", "dissolved", "mixed", "made",
}  # fmt: skip
"""Words that make saline a means and no drug: a loss of resistance, a diluent."""
DILUENTS = {"dilution", "diluent", "reconstitution"}
"""Words behind saline that dissolved a drug: "4 mL saline dilution"."""
ALLERGY = {
    "allergy", "allergies", "allergic", "allergist", "intolerance", "intolerant", "anaphylaxis", "hypersensitivity",
}  # fmt: skip
PER_ML = ("unit", "mg/ml")
BUFFER = "sodium bicarbonate"
RINSED = {"rinse", "rinses", "nasal", "gargle", "gargles", "nebulizer", "irrigation", "drops", "flush", "wash"}
"""Words after a drug that is not injected."""
STRONGEST = 50.0
"""Milligrams of a local anesthetic that a millilitre holds at most; more is a mass told beside a volume."""
PER_PERCENT = 10.0
"""Milligrams in a millilitre of a one per cent solution."""


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


def injectable(page: Page, dose: Dose) -> bool:
    """Whether a drug beside no number stands where drugs are injected rather than swallowed or rubbed in."""
    words = page.tokens.words[dose.mention.last : dose.mention.last + 4]
    if any(
        word in ("patch", "patches", "gel", "cream", "tablet", "tab", "po", "oral", "ointment", "spray", "topical")
        for word in words
    ):
        return False
    if drug_denied(page, dose) or of_a_person(page, dose):
        return False
    before = page.tokens.words[max(0, dose.mention.first - 2) : dose.mention.first]
    if "topical" in before or "oral" in before or not RINSED.isdisjoint(words):
        return False
    if dose.volume is None and (allergen(page, dose) or only_named(page, dose) or tested(page, dose)):
        return False
    if dose.drug == BUFFER and dose.volume is None and page.number(dose.mention.last) is not None:
        return False  # "bicarb 22" is a laboratory's value
    if not UNUSED.isdisjoint(page.tokens.words[dose.aim.sentence.first : dose.aim.sentence.last]):
        return False
    lead = page.tokens.words[max(dose.aim.sentence.first, dose.mention.first - 8) : dose.mention.first]
    behind = page.tokens.words[dose.mention.last : dose.mention.last + 2]
    if dose.drug == "sodium chloride" and not (CARRYING.isdisjoint(lead) and DILUENTS.isdisjoint(behind)):
        return False
    if dose.drug == "sodium chloride" and {"vial", "vials"} & dose.aim.sentence.vocabulary and in_units(dose):
        return False  # "200 U vial, 4 mL preservative-free saline"
    bare = dose.volume is None and dose.strength is None and dose.mass is None
    if bare and class_of(page, dose.drug) == "nsaid" and not (dose.aim.acts and dose.drug == GIVEN_BY_NEEDLE):
        return False
    return not any(c.value == "negation" and 0 <= dose.mention.first - c.last <= 1 for c in dose.aim.sentence.cues)


GIVEN_BY_NEEDLE = "ketorolac tromethamine"
"""The one pain drug of its class that clinics inject; the others are swallowed."""


def in_units(dose: Dose) -> bool:
    """Whether the sentence of a drug tells of units, as of a toxin."""
    return ("unit", "units") in dose.aim.sentence.meanings


def tested(page: Page, dose: Dose) -> bool:
    """Whether what is named like a drug was looked for in the blood or the bone: "TSH and B12 normal", "DEXA due"."""
    words = page.tokens.words
    after = words[dose.mention.last : min(dose.aim.sentence.last, dose.mention.last + 2)]
    return dose.mass is None and (words[dose.mention.first] == "dexa" or not LEVELS.isdisjoint(after))


LEVELS = {"normal", "nl", "wnl", "level", "levels", "low", "deficiency", "checked", "pending", "ordered"}
"""Words behind what a laboratory measures."""


def only_named(page: Page, dose: Dose) -> bool:
    """Whether a drug without an amount is answered with no on a form, or kept as a choice for another day."""
    if dose.units is not None:
        return False
    sentence, words = dose.aim.sentence, page.tokens.words
    if service_denied(page, sentence, dose.mention):
        return True
    after = words[dose.mention.last : min(sentence.last, dose.mention.last + CHOICE)]
    if any(one == "not" and two in GIVEN for one, two in pairwise(after)):
        return True  # "procaine not used"
    if not CHOSEN_LATER.isdisjoint(after) and not dose.aim.acts:
        return True
    bare = dose.strength is None and dose.volume is None and dose.mass is None
    return bare and not dose.aim.acts and weighed(words, sentence, dose.mention)


def weighed(words: Sequence[str], sentence: Sentence, m: Mention) -> bool:
    """Whether a drug stands among what was talked over: "Discussed shot vs PRP vs wait", "PRP if no better"."""
    beside = {*words[max(sentence.first, m.first - 1) : m.first], *words[m.last : min(sentence.last, m.last + 1)]}
    before = words[max(sentence.first, m.first - CHOICE) : m.first]
    return not beside.isdisjoint(EITHER) or words[m.last : m.last + 1] == ["if"] or not CHOSEN_LATER.isdisjoint(before)


EITHER = {"vs", "versus"}


CHOICE = 4
GIVEN = {"used", "given", "injected", "added", "needed", "included", "mixed", "administered"}
CHOSEN_LATER = {
    "discussed", "considered", "option", "options", "offered", "later", "future", "reserved", "deferred", "declined",
    "refused", "mentioned", "suggested", "recommended", "proposed", "approval", "approved", "pending",
}  # fmt: skip
"""Words after a drug that was spoken of and not given."""


def drug_denied(page: Page, dose: Dose) -> bool:
    """Whether a form answers a drug with no: "Bupivacaine 0.25%   No", "Steroid: none"."""
    words, sentence = page.tokens.words, dose.aim.sentence
    at = behind_marks(words, max(dose.span[1], dose.mention.last), sentence.last)
    if at >= sentence.last or words[at] not in NOT_DONE:
        return False
    return at + 1 >= sentence.last or set_apart(page, at + 1) or at + 1 in page.line_starts


PERSON = {"name", "patient", "pt", "mrs", "ms", "mr", "miss", "claimant", "re"}


def of_a_person(page: Page, dose: Dose) -> bool:
    """Whether what is spelled like a drug is a patient's name: "Name: Celestine F."."""
    first, words = dose.mention.first, page.tokens.words
    lead = first - 1 - (words[first - 1] in (":", "."))
    bare = dose.strength is None and dose.volume is None and dose.mass is None
    return bare and lead >= dose.aim.sentence.first and words[lead] in PERSON


def allergen(page: Page, dose: Dose) -> bool:
    """Whether a drug is what the patient cannot have: "lidocaine allergy", "allergic to lidocaine and codeine"."""
    words = page.tokens.words
    sentence = dose.aim.sentence
    after = words[dose.mention.last : min(sentence.last, dose.mention.last + 2)]
    if not ALLERGY.isdisjoint(after) or (len(after) > 1 and after[0] in REACTED and after[1] in PATIENT):
        return True
    for at in range(max(sentence.first, dose.mention.first - LISTED), dose.mention.first - 1):
        if words[at] in ALLERGY and words[at + 1] in ("to", ":", "-", "="):
            return REPLACED.isdisjoint(words[at : dose.mention.first])
    return False


LISTED = 12
REACTED = {"makes", "made", "gives", "gave", "causes", "caused"}
PATIENT = {"my", "me", "her", "him", "them", "a", "hives", "palpitations", "nausea", "the"}
"""Words of what a drug did to the patient once: "lidocaine makes my heart race"."""
UNUSED = {"unopened", "unused", "returned", "error", "restocked"}
"""Words of a sentence about a drug that went back to its shelf."""
REPLACED = {"so", "therefore", "thus", "hence", "used", "instead", "with", "given"}


def sentence_doses(page: Page, aim: Aim) -> list[Dose]:
    """The drugs a sentence names, each with the strength and epinephrine beside it."""
    sentence = aim.sentence
    found: list[Dose] = []
    for m in sentence.kinds.get("drug", NONE):
        name, _, strength = m.value.partition("@")
        dose = Dose(name, aim, m, span=[m.first, m.last])
        if strength and not mass_follows(sentence, m):
            dose.strength, dose.per_ml = strength, float(strength.split()[0])
            units = [u for u in sentence.kinds.get("unit", NONE) if u[:2] == PER_ML]
            dose.span[1] = next((u.last for u in units if u.first == m.last or told_again(page, m, u)), m.last)
        found.append(dose)
    for m in sentence.kinds.get("epinephrine", NONE) if found else NONE:
        nearest = min(found, key=lambda dose: abs(dose.mention.last - m.first))
        if m.value == "with" and 0 <= m.first - nearest.mention.last <= 4:
            nearest.epinephrine = True
            nearest.span[1] = m.last
    for dose in found:
        if dose.drug == "lidocaine" and dose.epinephrine:
            dose.drug = "lidocaine with epinephrine"
        if dose.strength is None:
            give_strength(page, sentence, dose, found)
        if dose.mass is None and (number := mass_of(page, dose)) is not None:
            dose.mass, dose.span[0] = number, dose.mention.first - 2
    return found


def told_again(page: Page, m: Mention, unit: Mention) -> bool:
    """Whether a product's strength is told again in brackets behind its name: "Kenalog 10 (10 mg/mL)"."""
    at = unit.first - 1
    return page.tokens.words[m.last : at] == ["("] and page.number(at) == page.number(m.last - 1)


def mass_of(page: Page, dose: Dose) -> float | None:
    """The milligrams of a steroid told by their bare number: "plus 40 of Kenalog"."""
    first, words = dose.mention.first, page.tokens.words
    steroid = class_of(page, dose.drug) == "corticosteroid"
    if not steroid or dose.strength is not None or words[first - 1] != "of" or first - 2 < dose.aim.sentence.first:
        return None
    number = page.number(first - 2)
    return number if number in STEROID_DOSES else None


STEROID_DOSES = {10.0, 20.0, 30.0, 40.0, 60.0, 80.0, 120.0}
"""Milligrams in which depot steroids are given."""


def mass_follows(sentence: Sentence, m: Mention) -> bool:
    """Whether the number in a product's name is a mass after all: "Depo-Medrol 40 mg"."""
    return any(t.value == "mg" and t.first == m.last for t in sentence.kinds.get("unit", NONE))


def give_strength(page: Page, sentence: Sentence, dose: Dose, others: list[Dose]) -> None:
    """Find "1%" or "40 mg/mL" beside a drug: before it, or after it and before the next drug."""
    units = [m for m in sentence.kinds.get("unit", NONE) if m.value in ("percent", "mg/ml")]
    if not units:
        return
    best: tuple[int, Mention] | None = None
    previous_end = max((o.mention.last for o in others if o.mention.last <= dose.mention.first), default=sentence.first)
    next_first = min((o.mention.first for o in others if o.mention.first >= dose.mention.last), default=sentence.last)
    for unit in units:
        value_at = unit.first - 1
        if (
            unit.first >= dose.mention.last
            and unit.first < next_first
            and unit.first - dose.mention.last <= (NEAR if unit.value == "percent" else FAR)
        ):
            gap = unit.first - dose.mention.last
            if not MADE.isdisjoint(page.tokens.words[dose.mention.last : value_at]):
                continue  # "with 2 mL of saline to make 4 mL of 0.5%"
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
    if unit.value == "percent" and (said := spoken_decimal(page, unit.first - 1)) is not None:
        number, first = said
        dose.strength, dose.per_ml = f"{plain(number)}%", number * PER_PERCENT
        dose.span = [min(dose.span[0], first), max(dose.span[1], unit.last)]
        return
    text = page.tokens.words[unit.first - 1]
    if not text[0].isdigit() and text[0] != ".":
        text = plain(number)
    if text.startswith("."):
        text = "0" + text
    anesthetic = unit.value != "percent" and class_of(page, dose.drug) == "local_anesthetic"
    if unit.value == "percent":
        dose.strength, dose.per_ml = f"{plain(number)}%", number * PER_PERCENT
    elif anesthetic and number <= STRONGEST:
        dose.strength, dose.per_ml = f"{plain(number / PER_PERCENT)}%", number  # "lidocaine 10 mg/mL" is one per cent
    else:
        dose.strength, dose.per_ml = f"{plain(number)} mg/mL", number
    dose.span = [min(dose.span[0], unit.first - 1), max(dose.span[1], unit.last)]


MADE = {"make", "makes", "making", "yield", "yields", "yielding"}
"""Words before the strength of what a drug was mixed into."""
SITES = {"trigger", "tender", "each", "every", "per", "this", "that", "the", "a", "one", "first", "second", "single"}
"""Words before "point" that make it a place to inject and no decimal point."""
MOST_DIGITS = 3


def spoken_decimal(page: Page, at: int) -> tuple[float, int] | None:
    """A decimal dictated in words that ends at word `at`, and where it begins: "point two five percent"."""
    words = page.tokens.words
    digits = ""
    first = at
    while len(digits) < MOST_DIGITS and (number := page.number(first)) is not None and number in range(10):
        if not words[first].isalpha():
            return None
        digits, first = f"{number:g}{digits}", first - 1
        if words[first] == "point":
            break
    if not digits or words[first] != "point" or words[first - 1] in SITES:
        return None
    whole = page.number(first - 1) if words[first - 1] in ("zero", "oh", "nought") else None
    return float(f"0.{digits}"), first - 1 if whole == 0 else first


def plain(number: float) -> str:
    """A number without a needless decimal point."""
    return f"{number:g}"
