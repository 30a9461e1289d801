"""Which service a sentence is about: the one it names, the structure its dose goes into, or the one under way.

Each rule looks at the sentence and gives a service or none; the first service stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tautband.notes.muscles.aims import Aim, names_trigger_point
from tautband.notes.muscles.pointing import BODY_SECTIONS
from tautband.notes.procedure.answered import service_denied
from tautband.notes.procedure.back_to_muscles import back_to_muscles, opens_with_points
from tautband.notes.procedure.service_kinds import (
    INTO_A_STRUCTURE,
    LARGE_MUSCLES,
    NEEDLES_ALONE,
    PAST_MUSCLES,
    TRIGGER_POINT,
    WHATEVER_THE_TARGET,
)
from tautband.notes.procedure.structures import aimed_structure
from tautband.notes.procedure.toxin_under_way import dealt_out, toxin_below
from tautband.notes.text.drug_classes import TOXIN, all_denied, drug_class
from tautband.notes.text.page import NONE, TRIGGER, Page
from tautband.notes.vocabulary.lexicon import Mention


@dataclass(slots=True)
class Question:
    """A sentence whose service is asked for, with the service under way before it."""

    page: Page
    aim: Aim
    current: str | None
    denied: bool
    """It says that something was not done, and tells no deed."""
    structure: Mention | None
    """The joint, tendon, nerve or other structure that its dose goes into."""
    muscular: bool
    """It aims at a muscle."""
    needled: bool
    """It tells with a verb that a muscle was injected."""
    named: frozenset[str] = frozenset()
    """The services it names."""


Rule = Callable[[Question], str | None]


def service_of(page: Page, aim: Aim, current: str | None) -> str | None:
    """The service a sentence is about; without a rule for it the one under way, which ends where a body is told of."""
    if aim.sentence.line in page.toxin_lines:
        return "botulinum"
    denied = ("not_performed" in aim.sentence.assertions and not aim.acts) or all_denied(aim.sentence)
    structure = None if denied else aimed_structure(page, aim)
    muscular = bool(aim.plain)
    needled = muscular and any(m.value == "inject" for m in aim.acts)
    asked = Question(page, aim, current, denied, structure, muscular, needled)
    if aim.services:
        asked.named = frozenset(m.value for m in aim.services)
    for rule in BY_NAME if aim.services else BY_AIM:
        if (found := rule(asked)) is not None:
            return found
    if aim.sentence.section in BODY_SECTIONS and not aim.acts:
        return None
    return current


def fluid_beside_needling(asked: Question) -> str | None:
    """Needles alone by name, with a muscle injected or a measured drug for it."""
    aim = asked.aim
    if not asked.named <= NEEDLES_ALONE:
        return None
    dosed = wet(aim) and (asked.muscular or points_at(aim)) and not skin_alone(aim)
    return TRIGGER_POINT if asked.needled or dosed else None


def trigger_point_by_name(asked: Question) -> str | None:
    """A trigger point injection by name, unless its deed goes into a structure and no muscle is told."""
    if TRIGGER_POINT not in asked.named:
        return None
    elsewhere = asked.structure is not None and asked.aim.acts and not asked.muscular
    return asked.structure.value if asked.structure is not None and elsewhere else TRIGGER_POINT


def points_beside_a_block(asked: Question) -> str | None:
    """A block beside trigger points: "5 mL was injected for the occipital block and the splenius trigger points"."""
    both = asked.needled and asked.named <= PAST_MUSCLES and names_trigger_point(asked.page, asked.aim)
    return TRIGGER_POINT if both else None


def points_after_a_wheal(asked: Question) -> str | None:
    """Muscles at their trigger points behind a wheal in the skin: "skin wheal, then 1 mL into the R soleus TrP"."""
    numbed = asked.named == {"infiltration"} and asked.muscular and wet(asked.aim)
    return TRIGGER_POINT if numbed and TRIGGER & asked.aim.sentence.vocabulary else None


def muscles_after_a_wheal(asked: Question) -> str | None:
    """Muscles dosed by their points in the sentence behind a wheal: "Local: 0.5 mL. Then into R soleus (2 points)"."""
    numbed = asked.current == "infiltration" and asked.muscular and wet(asked.aim)
    return TRIGGER_POINT if numbed and "point" in asked.aim.sentence.kinds else None


def named_last(asked: Question) -> str | None:
    """The service named last."""
    return asked.aim.services[-1].value


def for_the_whole_body(asked: Question) -> str | None:
    """A vitamin or pain drug that goes into large muscles: "B12 in the right deltoid"."""
    return "intramuscular_injection" if not asked.denied and into_large_muscles(asked.page, asked.aim) else None


def by_its_drug(asked: Question) -> str | None:
    """A drug that makes the injection another service, whatever it aims at."""
    aim = asked.aim
    for m in NONE if asked.denied or talked_over(aim) else aim.sentence.kinds.get("drug", NONE):
        other = OTHER_BY_DRUG.get(drug_class(asked.page, m)) or OTHER_BY_NAME.get(m.value)
        if other and not service_denied(asked.page, aim.sentence, m):
            return other
    return None


TALKED_OVER = {"discussed", "vs", "versus", "consider", "considered", "options", "option", "if"}


def talked_over(aim: Aim) -> bool:
    """Whether a sentence weighs what might be given and measures nothing: "Discussed shot vs PRP vs wait"."""
    return not aim.acts and not TALKED_OVER.isdisjoint(aim.sentence.vocabulary) and not wet(aim)


OTHER_BY_NAME = {"platelet-rich plasma": "prp", "bone marrow aspirate": "prp"}
OTHER_BY_DRUG = {TOXIN: "botulinum"}
"""Classes of drug that make an injection another service whatever it aims at."""


def into_a_structure(asked: Question) -> str | None:
    """A structure that the dose goes into."""
    if asked.structure is None:
        return None
    return asked.current if asked.current in WHATEVER_THE_TARGET else asked.structure.value


def toxin_dealt_out(asked: Question) -> str | None:
    """Millilitres of the toxin's solution that was drawn up before."""
    under_way = asked.current == "botulinum" or (asked.current is None and toxin_below(asked.page, asked.aim))
    return "botulinum" if under_way and dealt_out(asked.page, asked.aim) else None


def muscle_injected(asked: Question) -> str | None:
    """A muscle injected after needles alone, or at a trigger point in so many words."""
    if not asked.needled:
        return None
    told = asked.current in NEEDLES_ALONE or names_trigger_point(asked.page, asked.aim)
    return TRIGGER_POINT if told else None


def headed_by_points(asked: Question) -> str | None:
    """An item or line that opens with trigger points, after another service."""
    return TRIGGER_POINT if asked.current is not None and opens_with_points(asked.page, asked.aim) else None


def dosed_after_needles(asked: Question) -> str | None:
    """A measured drug after needles alone."""
    return TRIGGER_POINT if asked.current in NEEDLES_ALONE and asked.aim.dose and wet(asked.aim) else None


def muscles_again(asked: Question) -> str | None:
    """Muscles after the injection of a structure."""
    current = asked.current
    back = current in INTO_A_STRUCTURE and back_to_muscles(asked.page, asked.aim, current)
    return TRIGGER_POINT if back else None


BY_NAME: tuple[Rule, ...] = (
    fluid_beside_needling,
    trigger_point_by_name,
    points_beside_a_block,
    points_after_a_wheal,
    named_last,
)
"""For a sentence that names a service, in order: what went into a muscle goes before the name given to it."""
BY_AIM: tuple[Rule, ...] = (
    for_the_whole_body,
    by_its_drug,
    into_a_structure,
    toxin_dealt_out,
    muscle_injected,
    muscles_after_a_wheal,
    headed_by_points,
    dosed_after_needles,
    muscles_again,
)
"""For a sentence that names none, in order: its own drug and structure go before the muscles it turns back to."""

FOR_NO_POINT = {"vitamin", "nsaid"}


def into_large_muscles(page: Page, aim: Aim) -> bool:
    """Whether a vitamin or pain drug goes into large muscles for the whole body: "B12 in the right deltoid"."""
    classes = {drug_class(page, m) for m in aim.sentence.kinds.get("drug", NONE)}
    if not classes or not classes <= FOR_NO_POINT or not aim.targets or ("point", "site") in aim.sentence.meanings:
        return False
    return all(t.name in LARGE_MUSCLES | {"gluteals"} for t in aim.targets)


def wet(aim: Aim) -> bool:
    """Whether a sentence gives a drug with its volume, which needles alone do not."""
    return "drug" in aim.sentence.kinds and ("unit", "ml") in aim.sentence.meanings


def points_at(aim: Aim) -> bool:
    """Whether a sentence speaks of its points or of each of them."""
    return "point" in aim.sentence.kinds or "each" in aim.sentence.kinds


SKIN = {"skin", "wheal", "wheals", "subcutaneous", "subcutaneously", "intradermal", "topical", "cream", "numb", "emla"}


def skin_alone(aim: Aim) -> bool:
    """Whether what a sentence gives may have numbed the skin before needles without fluid."""
    return not SKIN.isdisjoint(aim.sentence.vocabulary)
