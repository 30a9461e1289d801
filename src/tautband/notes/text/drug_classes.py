"""The class of a drug in the table of agents: a local anesthetic, a steroid, a toxin, saline."""

from __future__ import annotations

from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

TOXIN = "botulinum_toxin"


def class_of(page: Page, drug: str) -> str:
    """The class of a drug by its name in the table; empty where the table gives none."""
    return str(page.lexicon.data["drug"].get(drug, {}).get("class", ""))


def drug_class(page: Page, mention: Mention) -> str:
    """The class of the drug that some words name, with a strength or without: "lidocaine@1 %"."""
    return class_of(page, mention.value.split("@")[0])


def names_toxin(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence names one of the toxins, which make a service by their name alone."""
    return any(drug_class(page, m) == TOXIN for m in sentence.kinds.get("drug", NONE))


def all_denied(sentence: Sentence) -> bool:
    """Whether a denial stands right before every drug that a sentence names: "No Botox this time", "no steroid"."""
    drugs = sentence.kinds.get("drug", NONE)
    denials = [n.last for n in sentence.cues if n.value == "negation"] if drugs else []
    return bool(denials) and all(any(0 <= m.first - last <= 1 for last in denials) for m in drugs)
