"""A joint that a sentence injects and names only by its letters or its region: "Inj: R GH", "L knee, superolateral"."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim
from tautband.notes.text.drug_classes import drug_class
from tautband.notes.text.page import TRIGGER, Page
from tautband.notes.vocabulary.lexicon import Mention

BY_LETTERS = {
    "gh": "joint_injection", "ghj": "joint_injection", "ac": "joint_injection", "acj": "joint_injection",
    "cmc": "joint_injection", "mcp": "joint_injection", "pip": "joint_injection", "mtp": "joint_injection",
    "si": "sacroiliac_injection",
}  # fmt: skip
REGIONS = {"shoulder", "knee", "hip", "elbow", "ankle", "wrist"}
"""Regions that are joints too."""
REACHED = {
    "approach", "portal", "anterolateral", "anteromedial", "superolateral", "superomedial", "inferolateral",
    "inferomedial", "posterolateral", "posterior", "anterior", "lateral", "soft", "behind", "back", "front", "sup",
    "lat", "ant", "post", "aspirated", "effusion", "space", "line",
}  # fmt: skip
"""Words that tell of a needle's way into a joint."""
LED = {
    "inj",
    "injected",
    "injection",
    "into",
    "in",
    "of",
    "right",
    "left",
    "r",
    "l",
    "rt",
    "lt",
    "both",
    "bilateral",
    ":",
}
DEEDS = (["inj"], ["injected"], ["injection"])
MUSCULAR = TRIGGER | {"point", "points", "band", "bands", "knot", "knots", "muscle", "muscles", "each", "nodule"}


def joint_by_region(page: Page, aim: Aim) -> Mention | None:
    """The joint that a dose goes into, where the sentence names no muscle and no point; None where it may be another
    place: a region alone needs a steroid and the needle's way into a joint.
    """
    sentence, words = aim.sentence, page.tokens.words
    said = sentence.vocabulary
    if (BY_LETTERS.keys() | REGIONS).isdisjoint(said) or not aim.dose or aim.targets or aim.services:
        return None
    if "drug" not in sentence.kinds or "structure" in sentence.kinds or not MUSCULAR.isdisjoint(said):
        return None
    for at in range(sentence.first, sentence.last):
        if words[at] in BY_LETTERS and (words[at - 1] in LED or words[at + 1 : at + 2] in DEEDS):
            return Mention("structure", BY_LETTERS[words[at]], at, at + 1)
    steroid = any(drug_class(page, m) == "corticosteroid" for m in sentence.kinds["drug"])
    if not steroid or REACHED.isdisjoint(said) or REGIONS.isdisjoint(said):
        return None
    at = next(i for i in range(sentence.first, sentence.last) if words[i] in REGIONS)
    return Mention("structure", "joint_injection", at, at + 1)
