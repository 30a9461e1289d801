"""Whether a sentence or row says that fluid was given, by its drug, its volume or the form's fields around it."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.text.drug_classes import drug_class
from tautband.notes.text.page import NONE, Page


def measured(aim: Aim) -> bool:
    """Whether a sentence names a drug with its volume."""
    return "drug" in aim.sentence.kinds and ("unit", "ml") in aim.sentence.meanings


OTHER_SERVICES = {"botulinum_toxin", "neurolytic", "enzyme", "viscosupplement"}
"""Classes of drug that no trigger point is injected with, though a note may call it so."""


def of_another_service(page: Page, aim: Aim) -> bool:
    """Whether the drugs of a sentence are all those of another service: "trigger point injections with Botox"."""
    drugs = aim.sentence.kinds.get("drug", NONE)
    return bool(drugs) and all(drug_class(page, m) in OTHER_SERVICES for m in drugs)


def only_readied(aim: Aim) -> bool:
    """Whether a sentence only says that a drug stands ready, without how much, "Medication labeled: lidocaine 1%", or
    that the syringe was empty.
    """
    ready = "drawn_up" in aim.sentence.assertions and ("unit", "ml") not in aim.sentence.meanings
    return aim.sentence.has("no_fluid") or (ready and not aim.acts and not aim.targets)


def given(aim: Aim) -> bool:
    """Whether a drug stands in the procedure's own part: the solution of a form whose table says where it went."""
    told = aim.today and aim.for_points and aim.dose
    return told and aim.sentence.section == "procedure" and "drawn_up" not in aim.sentence.assertions


def follows_list(procedure: Procedure, at: int) -> bool:
    """Whether a measured drug comes right after muscles with their points: "3 in R infraspinatus. 1.5 cc 1% lido."."""
    aim = procedure.aims[at]
    if not (given(aim) and measured(aim)) or aim.stance != "bare":
        return False
    return any(
        earlier.mode == "listed" and earlier.sentence.paragraph == aim.sentence.paragraph and earlier.plain
        for earlier in procedure.aims[max(0, at - 2) : at]
    )


def with_its_volume(page: Page, aim: Aim) -> bool:
    """Whether a row of a table gives the volume its muscle got, in a note that names what was injected."""
    cells = page.cells.get(aim.sentence.line)
    volume = (cells or {}).get("ml", "")
    if not any(word[0].isdigit() and word != "0" for word in volume.split()):
        return False
    return any("drug" in s.kinds for s in page.sentences if s.own)


DRUG_KEYS = {
    "drug", "drugs", "agent", "agents", "medication", "medications", "med", "meds", "injectate", "solution", "volume",
    "anesthetic", "total", "vol", "amount", "dose", "rx", "mixture",
}  # fmt: skip
LONGEST_KEY = 4


def field_by_field(page: Page, procedure: Procedure) -> bool:
    """Whether the fields of a form give the drug and its volume: "Drug: lidocaine 1%", "Total volume: 3 mL"."""
    words = page.tokens.words
    fields = [
        aim.sentence
        for aim in procedure.aims
        if given(aim)
        and not DRUG_KEYS.isdisjoint(words[aim.sentence.first : aim.sentence.first + LONGEST_KEY])
        and ":" in words[aim.sentence.first : aim.sentence.first + LONGEST_KEY + 1]
    ]
    fields += [aim.sentence for aim in procedure.aims if given(aim) and measured(aim) and dose_alone(page, aim)]
    millilitres = any(("unit", "ml") in s.meanings and page.numbers_in(s) for s in fields)
    return millilitres and any("drug" in s.kinds for s in fields)


LONGEST_DOSE = 9


def dose_alone(page: Page, aim: Aim) -> bool:
    """Whether a line holds a drug with its volume and nothing else, as a ticked box does: "Lidocaine 1% 2 mL"."""
    sentence = aim.sentence
    alone = sentence.first in page.line_starts and sentence.last - sentence.first <= LONGEST_DOSE
    return alone and sentence.kinds.keys() <= {"drug", "unit"} and not sentence.cues
