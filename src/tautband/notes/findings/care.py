"""Conservative treatments before the injection: what, how long, and what became of them."""

from __future__ import annotations

from typing import Literal

from tautband.model.encounter import ConservativeCare
from tautband.model.evidence import Evidence
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.spans import span_weeks
from tautband.notes.vocabulary.lexicon import Mention

Outcome = Literal["failed", "partial", "helped", "ongoing", "not_stated"]


def conservative_care(page: Page) -> tuple[ConservativeCare, ...]:
    """The treatments told of before the procedure; those only meant or offered are left out."""
    mentions = page.cues["care"]
    found: dict[str, ConservativeCare] = {}
    at = 0
    for sentence in page.sentences:
        if at == len(mentions):
            break
        here: list[Mention] = []
        while at < len(mentions) and mentions[at].first < sentence.last:
            here.append(mentions[at])
            at += 1
        if not here or not counts_here(sentence):
            continue
        treatments = longest([m for m in here if m.kind == "care"])
        outcomes = [m for m in here if m.kind == "care_outcome"]
        for m in treatments:
            if intended(m, outcomes) or examined(sentence, m):
                continue
            made = describe(page, sentence, m, outcomes)
            known = found.get(m.value)
            found[m.value] = made if known is None else joined(known, made)
    return tuple(found.values())


def counts_here(sentence: Sentence) -> bool:
    """Whether a sentence tells of care up to now: not past sessions' care apart, not the plan, not instructions."""
    if sentence.section in ("allergies", "family", "social", "ros", "boilerplate", "instructions", "planned"):
        return False
    if sentence.section == "medications":
        return False
    if sentence.late and sentence.section not in ("history", "exam"):
        return tells_failure(sentence)
    return sentence.section != "plan"


def tells_failure(sentence: Sentence) -> bool:
    """Whether a late sentence looks back: "NSAID/stretch prior w/o relief", "Therapy to date: PT 18"."""
    words = sentence.vocabulary
    return not LOOKS_BACK.isdisjoint(words) or {"to", "date"} <= words


LOOKS_BACK = {"prior", "previously", "failed", "despite", "tried", "ongoing", "continuing"}


def longest(mentions: list[Mention]) -> list[Mention]:
    """Mentions that no longer one contains."""
    return [
        m
        for m in mentions
        if not any(
            o is not m and o.first <= m.first and m.last <= o.last and (o.last - o.first) > (m.last - m.first)
            for o in mentions
        )
    ]


def intended(m: Mention, outcomes: list[Mention]) -> bool:
    """Whether a treatment is only meant: "PT referral", "start tizanidine", "has not tried anything"."""
    return any(o.value == "intended" and (0 <= m.first - o.last <= 3 or 0 <= o.first - m.last <= 1) for o in outcomes)


def examined(sentence: Sentence, m: Mention) -> bool:
    """Whether "heat" or "ice" is said of the skin and not of a treatment."""
    return m.value == "heat_or_cold" and sentence.section == "exam"


def describe(page: Page, sentence: Sentence, m: Mention, outcomes: list[Mention]) -> ConservativeCare:
    """One treatment with its time and outcome."""
    later = [o for o in outcomes if o.value not in ("intended", "contraindicated")]
    nearest: Outcome = "not_stated"
    if later:
        firm = [o for o in later if o.value in ("failed", "partial", "helped")] or later
        nearest = min(firm, key=lambda o: abs(o.first - m.last)).value  # type: ignore[assignment]
    barred = any(o.value == "contraindicated" and -3 <= o.first - m.last <= 3 for o in outcomes)
    weeks = near_weeks(page, sentence, m)
    return ConservativeCare(
        treatment=m.value,
        weeks=weeks,
        outcome=nearest,
        contraindicated=barred,
        evidence=(page.evidence(m.first, m.last),),
    )


def near_weeks(page: Page, sentence: Sentence, m: Mention) -> float | None:
    """The time beside a treatment in weeks: "six weeks of PT", "PT for 3 months"."""
    for unit in sentence.kinds.get("unit", NONE):
        near = 0 <= m.first - unit.last <= 3 or (0 <= unit.first - m.last <= 3 and not of_the_next(page, unit))
        if near and unit.value in ("weeks", "months", "years", "days"):
            return span_weeks(page, sentence, unit)
    return None


OWN = {"it", "this", "that", "each", "both", "these", "them", "which", "treatment", "therapy"}
"""Words after "weeks of" that look back."""


def of_the_next(page: Page, unit: Mention) -> bool:
    """Whether a time says of what it was: "home exercise and nine weeks of naproxen" tells of the naproxen alone."""
    words = page.tokens.words
    return unit.last + 1 < len(words) and words[unit.last] == "of" and words[unit.last + 1] not in OWN


def joined(known: ConservativeCare, made: ConservativeCare) -> ConservativeCare:
    """Two tellings of one treatment: the known time and the firmer outcome, all words."""
    order = ("failed", "partial", "helped", "ongoing", "not_stated")
    return known.model_copy(
        update={
            "weeks": known.weeks if known.weeks is not None else made.weeks,
            "outcome": min(known.outcome, made.outcome, key=order.index),
            "contraindicated": known.contraindicated or made.contraindicated,
            "evidence": (*known.evidence, *made.evidence)[:4],
        }
    )


def care_evidence(care: tuple[ConservativeCare, ...]) -> tuple[Evidence, ...]:
    """The words that show conservative care was tried."""
    return tuple(item.evidence[0] for item in care)
