"""What a note says was left undone, declined or deferred, and whether that was the trigger point injection."""

from __future__ import annotations

from collections.abc import Sequence

from tautband.notes.context.denials import told_so
from tautband.notes.muscles.abbreviations import capitals
from tautband.notes.muscles.aims import Aim
from tautband.notes.text.drug_classes import drug_class
from tautband.notes.text.page import Page
from tautband.notes.vocabulary.lexicon import Mention
from tautband.notes.vocabulary.word_lists import words_of

REFUSED = ("not_performed", "declined", "deferred")


def refusals(page: Page, aims: Sequence[Aim], dosed: Sequence[Aim]) -> list[Aim]:
    """The sentences that leave the injection itself undone, and not another service or a muscle beside those dosed."""
    got = {(t.name, side) for aim in dosed for t in aim.targets for side in t.sides or ("",)}
    left = [a for a in aims if a.stance in REFUSED and not of_one_muscle(a) and not of_another(page, a)]
    left = [a for a in left if not precaution(a) and not (got and of_earlier_days(page, a))]
    left = [a for a in left if not (got and ends_a_row(aims, a, got)) and not of_another_problem(page, a)]
    return [a for a in left if not of_other_muscles(a, got) and not of_other_side(a, got)]


def of_one_muscle(aim: Aim) -> bool:
    """Whether what was left is a muscle of the exam and not the procedure: "L lateral pterygoid: deferred"."""
    return aim.sentence.section == "exam" and bool(aim.targets) and not aim.services


def ends_a_row(aims: Sequence[Aim], aim: Aim, got: set[tuple[str, str]]) -> bool:
    """Whether a refusal ends the row of a muscle that got no dose beside those that did: "Site 2: R piriformis -
    aborted; needle withdrawn before any drug was given".
    """
    number = aim.sentence.number
    if aim.targets or aim.services or not 0 < number < len(aims):
        return False
    before = aims[number - 1]
    named = {(t.name, side) for t in before.targets for side in t.sides or ("",)}
    return before.sentence.line == aim.sentence.line and bool(named) and got.isdisjoint(named)


NUMBERED = ("problem", "#")


def of_another_problem(page: Page, aim: Aim) -> bool:
    """Whether a refusal stands under a numbered problem of another structure than muscle: "Problem #2: patellar
    tendinitis. Strap. No injection."
    """
    if aim.targets or aim.services:
        return False
    words = page.tokens.words
    above = page.sentences[max(0, aim.sentence.number - PROBLEM_REACH) : aim.sentence.number]
    heads = [s for s in above if tuple(words[s.first : s.first + 2]) == NUMBERED]
    if not heads:
        return False
    part = page.sentences[heads[-1].number : aim.sentence.number]
    told = any(of_a_structure(m) for s in part for m in s.diagnoses)
    return told and all("muscle" not in s.kinds and ("service", "tpi") not in s.meanings for s in part)


PROBLEM_REACH = 8
"""Sentences within which a problem's own part refuses the needle."""


def of_earlier_days(page: Page, aim: Aim) -> bool:
    """Whether a short sentence behind the dose speaks of earlier needles, "never injected", or the history does: "no
    injections for this previously".
    """
    if aim.sentence.has("never") and aim.sentence.last - aim.sentence.first <= FEW_WORDS:
        return True
    return told_so(page, aim.sentence) is not None


FEW_WORDS = 4


def precaution(aim: Aim) -> bool:
    """Whether the history spares a limb every needle: "lymphedema, no needle sticks to the left arm"."""
    if aim.sentence.section not in ("history", "past", "allergies", "medications") or aim.services or aim.targets:
        return False
    return not {"stick", "sticks", "venipuncture"}.isdisjoint(aim.sentence.vocabulary)


def of_other_muscles(aim: Aim, got: set[tuple[str, str]]) -> bool:
    """Whether what was left is a muscle beside those that got their dose: "rhomboid - patient declined injection"."""
    named = {(t.name, side) for t in aim.targets for side in t.sides or ("",)}
    if any(not side and name == known for name, side in named for known, _ in got):
        return False
    return (
        bool(got and named)
        and got.isdisjoint(named)
        and not {name for name, side in got if not side} & {name for name, _ in named}
    )


def of_other_side(aim: Aim, got: set[tuple[str, str]]) -> bool:
    """Whether what was left is a side beside that of every muscle with its dose: "Right side not treated"."""
    told = {m.value for m in aim.sentence.kinds.get("side", ())}
    sides = {side for _, side in got}
    return len(told) == 1 and bool(sides) and told <= {"right", "left"} - sides and "" not in sides and not aim.targets


THE_REST = {"other", "others", "else", "remaining", "rest", "further", "additional", "elsewhere"}
"""Words by which only what goes beyond the injection was left."""
OTHERS = words_of("left_alone")
"""What a note says it left alone beside the trigger points."""
FOR_MUSCLES = {"local_anesthetic", "saline", "corticosteroid", "water", "dextrose", "homeopathic", "botanical"}
"""Classes of drug that a trigger point is injected with."""
TPI = "tpi"


def of_another(page: Page, aim: Aim) -> bool:
    """Whether what was left is another structure, drug or service and no trigger point: "so tendon not injected"."""
    if any(m.value == TPI for m in aim.services) or aim.targets:
        return False
    if "neither" in aim.sentence.vocabulary:
        return True  # "nerve blocks or Botox: we did neither today"
    if of_its_initials(page, aim):
        return True
    if not THE_REST.isdisjoint(aim.sentence.vocabulary) and "nothing" not in aim.sentence.vocabulary:
        return True  # "other muscles - not injected"
    classes = {drug_class(page, m) for m in aim.sentence.kinds.get("drug", ())}
    if classes and classes.isdisjoint(FOR_MUSCLES):
        return True  # "B12 injection discussed, not given"
    if aim.services and aim.stance == "not_performed":
        return True
    services = {m.value for m in aim.sentence.kinds.get("service", ())}
    if services and TPI not in services:
        return True  # "Dry needling performed: no"
    if aim.stance == "not_performed" and any(of_a_structure(m) for m in aim.sentence.diagnoses):
        return True  # "R Achilles tendinopathy: no injection"
    named = OTHERS & aim.sentence.vocabulary
    if named == {"insertion"} and any(
        m.value == "not_performed" and m.last - m.first > LONG for m in aim.sentence.cues
    ):
        return False  # "discontinued before needle insertion"
    return bool(named) and aim.stance == "not_performed"


STRUCTURES = ("tendin", "bursitis", "arthr", "epicondyl", "fasciitis", "capsulitis", "neuralgia", "neuroma", "tunnel")
"""Parts of the name of an illness of a joint, tendon, bursa, fascia or nerve."""


def of_a_structure(m: Mention) -> bool:
    """Whether a diagnosis is that of another structure than muscle."""
    return m.kind == "diagnosis" and any(part in m.value for part in STRUCTURES)


LONG = 2


INITIALS = 2, 5
OWN_INITIALS = {"tpi", "tpis", "trp", "trps", "tp", "tps", "mtrp", "mtrps", "inj", "pt", "md", "rn", "not", "no"}


def of_its_initials(page: Page, aim: Aim) -> bool:
    """Whether what was left is named by initials that are none of the injection's: "CEO not injected"."""
    words, first = page.tokens.words, aim.sentence.first
    shortest, longest = INITIALS
    if aim.stance != "not_performed" or page.capitals:
        return False
    named = shortest <= len(words[first]) <= longest and words[first] not in OWN_INITIALS and capitals(page, first)
    return named and words[first + 1] in ("not", "was", "is")


def withdrawn(page: Page, aim: Aim) -> bool:
    """Whether the patient would not have the needle after all: "she asked us to stop", "he could not face it"."""
    cue = next((m for m in aim.sentence.cues if m.value == "withdrew"), None)
    if cue is None or aim.stance in ("past", "foreign") or not aim.sentence.own:
        return False
    return page.tokens.words[cue.last : cue.last + 1] not in (["about"], ["regarding"], ["after"], ["taking"])


FLATLY = {
    "i", "we", "did", "not", "inject", "today", "so", "therefore", "her", "him", "the", "patient", "and", "then", ".",
    ",", "at", "all", "this", "visit", "anything",
}  # fmt: skip
"""All the words of a sentence that says flatly that nothing was injected: "I did not inject."."""
NO_DEED = {"no", "injection", "was", "given", "made", "performed", "done", "today", ".", "therefore", "so", ","}
"""The same for "No injection given."."""
UNTOUCHED = {"skin", "needle", "needles", "syringe", "tray", "puncture", "punctured"}


def flat(aim: Aim) -> bool:
    """Whether a sentence says that nothing was injected and nothing else: "I did not inject."."""
    words = aim.sentence.vocabulary
    if aim.stance not in REFUSED or aim.sentence.section in ("history", "past"):
        return False
    return (words >= {"did", "not", "inject"} and words <= FLATLY) or (
        words >= {"no", "injection"} and words <= NO_DEED
    )


def unpricked(aim: Aim) -> bool:
    """Whether a sentence says that no needle went in at all: "skin was never punctured", "tray not opened"."""
    denied = aim.stance in REFUSED and aim.sentence.has("not_performed")
    if not denied or aim.targets or aim.sentence.foreign:
        return False
    words = aim.sentence.vocabulary
    if aim.sentence.has("no_fluid"):
        return False  # a dry needle
    if flat(aim):
        return True
    if not UNTOUCHED.isdisjoint(words):
        return THE_REST.isdisjoint(words)
    placed = {"side", "region", "muscle", "structure"} & aim.sentence.kinds.keys()
    return not {"anything", "nothing"}.isdisjoint(words) and not placed and (THE_REST | {"more"}).isdisjoint(words)
