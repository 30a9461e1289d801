"""What a sentence does with each muscle it names: injects it, leaves it alone, passes it, or finds something in it."""

from __future__ import annotations

from collections.abc import Sequence

from tautband.notes.muscles.form_answers import answered_no, denial_heads_list
from tautband.notes.muscles.role_words import governing, role_told
from tautband.notes.muscles.skin import OF_POINTS, by_other_means, for_the_skin, place_of_a_lesion
from tautband.notes.muscles.spared import SPARING, leave_out
from tautband.notes.text.drug_classes import drug_class
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import Target


def give_roles(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Say what a sentence does with each muscle it names; `found` holds at least one.

    Roles: "" (named), "twitch", "refer" (pain is felt there), "source" (pain comes from there), "landmark", "quiet"
    (left alone or normal), "finding", "tendon", "strength". A later word that gives a muscle a role goes before an
    earlier one and before a form's answer; what spares muscles comes last, by the order of `SPARING`.
    """
    naming = governing(page, sentence, found)
    denied = [c.last for c in sentence.cues if denial_heads_list(page, sentence, c)]
    for target in found:
        if answered_no(page, sentence, target) or any(target.first > place for place in denied):
            target.role = "quiet"
        for word in naming.roles:
            target.role = role_told(naming, word, target)
        if not target.role and (not_needled(page, sentence, target) or place_of_a_lesion(page, sentence, target)):
            target.role = "landmark"
        if not target.role and only_twitched(page.tokens.words, sentence, target):
            target.role = "twitch"
    if for_the_skin(page, sentence) or by_other_means(sentence) or of_a_neurolytic(page, sentence):
        leave_out(found)
    for spare in SPARING:
        spare(page, sentence, found)


def of_a_neurolytic(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence gives nothing but a drug that destroys nerves: "phenol 6% at the adductor longus"."""
    drugs = sentence.kinds.get("drug", NONE)
    return bool(drugs) and all(drug_class(page, m) == "neurolytic" for m in drugs)


def not_needled(page: Page, sentence: Sentence, target: Target) -> bool:
    """Whether a muscle is only measured, seen on an image, told of an earlier time, or the aim of therapy."""
    return (
        seen_at_depth(page, sentence, target)
        or only_seen(page, sentence)
        or told_before(page.tokens.words, sentence, target)
        or with_its_needle(page.tokens.words, sentence, target)
        or for_therapy(page.tokens.words, sentence, target)
        or page.tokens.words[target.last : target.last + 1] == ["fascia"]
        or numbed_on_the_way(page, sentence, target)
        or drawn_from(page.tokens.words, sentence, target)
        or by_stimulation(sentence)
    )


def by_stimulation(sentence: Sentence) -> bool:
    """Whether a muscle only answers a test of an electrode: "motor 2 V, multifidus twitch seen"."""
    words = sentence.vocabulary
    return "motor" in words and not {"v", "volt", "volts", "ma", "hz"}.isdisjoint(words)


def only_twitched(words: Sequence[str], sentence: Sentence, target: Target) -> bool:
    """Whether a sentence tells no more of a muscle than that it twitched: "The infraspinatus twitched."."""
    if words[target.last : min(target.last + 1, sentence.last)] not in TWITCHED:
        return False
    ends = target.last + 1 >= sentence.last or words[target.last + 1] in (".", ",", ";", "twice", "well", "briskly")
    return ends and {"act", "unit", "drug", "point", "side"}.isdisjoint(sentence.kinds)


TWITCHED = (["twitched"], ["jumped"], ["fasciculated"])


DRAWN = {"aspirated", "drained", "evacuated", "withdrawn", "biopsied"}


def drawn_from(words: Sequence[str], sentence: Sentence, target: Target) -> bool:
    """Whether something was taken out of a muscle: "14 mL of blood aspirated from the gastrocnemius"."""
    if DRAWN.isdisjoint(sentence.vocabulary):
        return False
    before = words[max(sentence.first, target.first - 4) : target.first]
    return "from" in before and not DRAWN.isdisjoint(before)


NUMBED = {
    "infiltrated",
    "anesthetized",
    "anaesthetized",
    "anesthetised",
    "anaesthetised",
    "numbed",
    "infiltrate",
    "infiltration",
}
LAYERS = {"subcutaneous", "subcutaneously", "subcutis", "subq", "tissue", "tissues", "dermis", "fascia"}
ON_THE_WAY = 12
"""Words between the layers of a needle's way, and between them and what was done to them."""


def numbed_on_the_way(page: Page, sentence: Sentence, target: Target) -> bool:
    """Whether a muscle is one of the layers numbed on the way of another needle: "skin, subcutaneous tissue and the
    paraspinal muscle were infiltrated".
    """
    if "skin" in sentence.vocabulary and dose_to_the_skin(page, sentence, target):
        return True
    if NUMBED.isdisjoint(sentence.vocabulary) or (LAYERS | {"skin"}).isdisjoint(sentence.vocabulary):
        return False
    if not OF_POINTS.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words
    before = words[max(sentence.first, target.first - ON_THE_WAY) : target.first]
    if (LAYERS.isdisjoint(before) and not with_the_skin(before)) or not {"then", "injected"}.isdisjoint(before):
        return False
    behind = words[target.last : min(sentence.last, target.last + ON_THE_WAY)]
    return not NUMBED.isdisjoint(before) or not NUMBED.isdisjoint(behind)


IN_A_LIST = {
    ",", "and", "&", "/", "the", "underlying", "deep", "deeper", "interspinous", "supraspinous", "ligament", "fat",
    "down", "to", "through", "right", "left", "r", "l", "lumbar", "cervical", "thoracic",
}  # fmt: skip


def dose_to_the_skin(page: Page, sentence: Sentence, target: Target) -> bool:
    """Whether a dose goes to the skin and what lies under it: "1% lidocaine 8 mL to skin, serratus, pleura"."""
    words = page.tokens.words
    before = words[max(sentence.first, target.first - ON_THE_WAY) : target.first]
    if not with_the_skin(before) or not OF_POINTS.isdisjoint(sentence.vocabulary) or "drug" not in sentence.kinds:
        return False
    skin = len(before) - 1 - list(reversed(before)).index("skin")
    return not {"to", "for", "from"}.isdisjoint(before[max(0, skin - 2) : skin])


def with_the_skin(before: Sequence[str]) -> bool:
    """Whether the skin stands in one list with the muscle: "infiltrated skin, interspinous and paraspinal muscle"."""
    if "skin" not in before:
        return False
    behind = before[len(before) - 1 - list(reversed(before)).index("skin") + 1 :]
    return IN_A_LIST.issuperset(behind)


THERAPY = {
    "pt", "therapy", "exercise", "exercises", "stretches", "stretching", "strengthening", "massage", "rehab", "hep",
    "taping", "foam",
}  # fmt: skip
EXERCISES = {"stretch", "strengthen", "strengthening", "stretching", "roll", "rolling", "massage", "ice", "heat", "mfr"}
"""Verbs of what the patient or a hand does to a muscle: "stretch trapezius and levator three times a day"."""
TO = {"for", "to", "of", "on"}
BETWEEN = {"the", "her", "his", "right", "left", "r", "l", "both", "bilateral", "weak", "tight"}


def for_therapy(words: Sequence[str], sentence: Sentence, target: Target) -> bool:
    """Whether a muscle is the aim of therapy and not of a needle: "PT for quads", "stretching of the hamstrings",
    "trigger points in the soleus by PT"."""
    if words[target.last : target.last + 1] == ["by"] and words[target.last + 1 : target.last + 2] in (
        ["pt"],
        ["therapy"],
    ):
        return True
    at = target.first
    while at > sentence.first and words[at - 1] in BETWEEN:
        at -= 1
    if at > sentence.first and words[at - 1] in EXERCISES and {"unit", "drug", "act"}.isdisjoint(sentence.kinds):
        return True
    return at - 2 >= sentence.first and words[at - 1] in TO and words[at - 2] in THERAPY


SEEN = {"identified", "visualized", "visualised", "seen", "scanned", "traced", "delineated"}
AROUND = {
    "nerve", "nerves", "artery", "arteries", "vein", "vessel", "vessels", "sacrum", "ilium", "rib", "ribs", "pleura",
    "lung", "notch", "acetabulum", "trochanter", "femur", "scapula", "fascia",
}  # fmt: skip
"""What an image shows beside muscles."""


def only_seen(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence only says what an image showed: "gluteus maximus, piriformis and sciatic nerve identified"."""
    words = sentence.vocabulary
    if SEEN.isdisjoint(words) or AROUND.isdisjoint(words) or not {"act", "drug", "service"}.isdisjoint(sentence.kinds):
        return False
    return not page.numbers_in(sentence)


def seen_at_depth(page: Page, sentence: Sentence, target: Target) -> bool:
    """Whether a muscle is measured and nothing else, as on an image: "gluteus maximus 2.4 cm, piriformis 1.1 cm"."""
    words, at = page.tokens.words, target.last
    if at + 1 >= sentence.last or page.number(at) is None or words[at + 1] not in ("cm", "mm"):
        return False
    return at + 2 >= sentence.last or words[at + 2] in (",", ";", ".", "deep", "thick", "depth", ")")


NEEDLES = {"g", "gauge", "inch", "needle", "spinal"}
SHORT_ASIDE = 10


def with_its_needle(words: Sequence[str], sentence: Sentence, target: Target) -> bool:
    """Whether a muscle stands in brackets that only tell its needle: "25 G (3.5 inch 22 G for the piriformis)", "30 G
    (scalene: 0.5 inch)".
    """
    if "(" not in sentence.vocabulary:
        return False
    if words[target.first - 1] == "(" and words[target.last : target.last + 1] == [":"]:
        behind = words[target.last : min(sentence.last, target.last + SHORT_ASIDE)]
        return ")" in behind and not NEEDLES.isdisjoint(behind) and {"ml", "cc"}.isdisjoint(behind)
    if "for" not in words[max(sentence.first, target.first - 3) : target.first]:
        return False
    opened = next((at for at in range(target.first - 1, sentence.first, -1) if words[at] in "()"), 0)
    return words[opened] == "(" and not NEEDLES.isdisjoint(words[opened : target.first])


BEFORE = {"prior", "previous", "previously", "prev", "last", "earlier", "formerly"}
LONGEST_ASIDE = 30


def told_before(words: Sequence[str], sentence: Sentence, target: Target) -> bool:
    """Whether a muscle stands in brackets that tell of an earlier time: "TPI #2 (prior 6/3: L piriformis)"."""
    if "(" not in sentence.vocabulary:
        return False
    for at in range(target.first - 1, max(sentence.first, target.first - LONGEST_ASIDE), -1):
        if words[at] == ")":
            return False
        if words[at] == "(":
            return words[at + 1] in BEFORE
    return False
