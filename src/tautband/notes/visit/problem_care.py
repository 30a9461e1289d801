"""Care that needs no prescription and no order: a brace, exercises taught, an over-the-counter drug, a load eased.

One such measure is advice. Several of different kinds, set that day for an illness that was examined, are a treatment
plan. What the patient does already, what is only advised or may be done later is not counted.
"""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.bare_orders import WEARS
from tautband.notes.visit.management import needled
from tautband.notes.visit.order_words import KEPT_UP, MIGHT, NOT
from tautband.notes.visit.problem_parts import TOLD

WAYS = {
    "device": {
        "brace", "splint", "boot", "cast", "crutches", "sling", "sleeve", "strap", "insole", "insoles", "inserts",
        "orthotics", "orthoses", "orthosis", "orthotic", "lift", "lifts", "pad", "pads", "taping", "tape", "cane",
        "airbrace", "stirrup", "wrap", "counterforce", "stockings", "cushion", "wedge", "humidifier",
        "dressing", "spacer", "guard", "cam", "plug", "plugs", "shield", "compress", "compresses",
    },
    "programme": {
        "pt", "ot", "therapy", "program", "programme", "programmes", "exercises", "exercise", "stretches", "stretch",
        "stretching", "loading", "eccentric", "strengthening", "glides", "balance", "rehab", "proprioception",
        "training", "kegel", "kegels", "cbt", "desensitization", "massage",
    },
    "free drug": {
        "otc", "counter", "ibuprofen", "naproxen", "acetaminophen", "tylenol", "gel", "saline", "lozenges", "honey",
        "fiber", "psyllium", "senna", "miralax", "moisturizer", "emollient", "petrolatum", "vaseline", "capsaicin",
        "melatonin", "antihistamine", "cetirizine", "loratadine", "fexofenadine", "guaifenesin", "dextromethorphan",
        "calamine", "hydrocortisone", "rinse", "rinses", "fluids", "cream", "ointment", "urea", "salicylic",
        "powder", "shampoo", "sitz", "gargle", "gargles", "lubricant",
    },
    "ease": {
        "rest", "rice", "ice", "elevate", "elevation", "avoid", "offload", "offloading", "bearing", "mileage", "drop",
        "cut", "limit", "change", "changed", "weight", "cold", "soak", "soaks", "steam", "keep", "stop", "shoes",
        "mask", "work",
    },
    "taught": {
        "taught", "shown", "showed", "demonstrated", "sheet", "handout", "diary", "log", "restriction", "practised",
        "practiced", "teach", "schedule", "wrote", "restructuring", "bladder", "timed", "hygiene",
    },
}  # fmt: skip
"""Kinds of care, each with its words."""
KIND_OF = {word: kind for kind, words in WAYS.items() for word in words}
ALREADY = WEARS - {"out", "has"} | {
    "has",
    "takes",
    "tried",
    "failed",
    "previous",
    "prior",
    "same",
    "usual",
    "owns",
    "since",
    "visits",
    "ongoing",
    "ago",
    "last",
}
"""Words of care that the patient takes already."""
BREAKS = {",", ";", ".", "+", "and", "/", ":", "-"}
ENOUGH_WAYS = 3
ENOUGH_KINDS = 2
AFTER_ANY = {"ease", "programme"}
"""What is told after any needle too: ice, rest and the exercises taken up again."""


def care_set(page: Page, sentences: list[Sentence]) -> int:
    """How many measures of care an illness's own sentences set that day; 0 where they are all of one kind or such as
    follow any injection, or where the illness itself is injected or a muscle refers its pain.
    """
    if any("act" in s.kinds or ("unit", "ml") in s.meanings or {"muscle", "role"} <= s.kinds.keys() for s in sentences):
        return 0
    kinds = [kind for sentence in sentences if sentence.section not in TOLD for kind in ways_in(page, sentence)]
    return len(kinds) if len(set(kinds)) >= ENOUGH_KINDS and set(kinds) - AFTER_ANY else 0


def ways_in(page: Page, sentence: Sentence) -> list[str]:
    """The kinds of care that a sentence sets, one for each of its short clauses."""
    words = page.tokens.words
    injected = needled(sentence)
    found: list[str] = []
    kind: str | None = None
    shut = shut_here = False
    for at in range(sentence.first, sentence.last + 1):
        word = words[at] if at < sentence.last else "."
        if word in BREAKS:
            if kind is not None and not shut_here:
                found.append(kind)
            kind, shut_here = None, shut and word not in (";", ".")
            shut = shut_here
        elif word in MIGHT or word in ("after", "tried", "failed"):
            shut = shut_here = True
        elif word in ALREADY or word in KEPT_UP or word in NOT:
            shut_here = True
        elif kind is None and at not in injected:
            kind = KIND_OF.get(word)
    return found
