"""What an edit asks of the record, part by part, and the words or days it found: the proof behind a clear answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tautband.model.encounter import DocumentationElement, Encounter
from tautband.model.evidence import Evidence

NAMES: dict[DocumentationElement, str] = {
    "pain_history": "history of the pain",
    "duration": "duration of the pain",
    "location": "location of the pain",
    "referred_pain": "referred pain",
    "taut_band": "taut band",
    "tenderness": "tender or hyperirritable spot",
    "twitch_response": "local twitch response",
    "functional_impact": "loss of function",
    "conservative_care": "conservative care tried before",
    "consent": "consent",
    "muscles_named": "muscles named",
    "trigger_point_counts": "trigger points counted by muscle",
    "agent": "drug injected",
    "volume": "volume injected",
    "prep": "preparation of the skin",
    "technique_needle": "needle and technique",
    "tolerance": "tolerance",
    "post_instructions": "instructions given afterwards",
    "pre_pain_score": "pain score before the injection",
    "post_pain_score": "pain score after the injection",
    "followup_plan": "plan for follow-up",
}


@dataclass(frozen=True)
class Shown:
    """One thing an edit asks of the record.

    `holds` True: the record shows it, False: it does not, None: the record leaves it open. `says` gives the figures or
    names in words, `evidence` the words of the note, `days` the days of earlier services that were counted. A part that
    holds with neither words nor days rests on the claim's own codes (`on_claim`) or cannot be proved.
    """

    what: str
    holds: bool | None
    says: str = ""
    evidence: tuple[Evidence, ...] = ()
    days: tuple[date, ...] = ()
    on_claim: bool = False


def element_shown(element: DocumentationElement, encounter: Encounter) -> Shown:
    """Whether the note states one documentation element, with its words."""
    stated = encounter.documentation.get(element)
    return Shown(NAMES[element], stated.present if stated else None, evidence=stated.evidence if stated else ())


def number_words(fact: str, encounter: Encounter) -> tuple[Evidence, ...]:
    """The words of the note behind a number that edits read (`edits.batch.NUMBERS_IN_NOTE`)."""
    stated = encounter.documentation
    if fact in ("muscles", "regions"):
        return injected_words(encounter)
    if fact == "symptom_weeks":
        named = encounter.evidence.get("symptom_weeks", ())
        return named or (stated["duration"].evidence if "duration" in stated else ())
    if fact == "care_weeks":
        told = _all(care.evidence for care in encounter.conservative_care if care.outcome != "helped")
        return told or (stated["conservative_care"].evidence if "conservative_care" in stated else ())
    return response_words(encounter)


def injected_words(encounter: Encounter) -> tuple[Evidence, ...]:
    """The words that name the muscles injected."""
    return _all(injection.evidence for injection in encounter.injections if injection.status == "performed")


def response_words(encounter: Encounter) -> tuple[Evidence, ...]:
    """The words that tell of earlier sessions and what they brought."""
    sessions = _all(session.evidence for session in encounter.history.sessions)
    return tuple(dict.fromkeys((*encounter.history.evidence, *sessions)))


def named_words(fact: str, encounter: Encounter) -> tuple[Evidence, ...]:
    """The words that name what was treated, what was injected, or who injected it (`NAMED_IN_NOTE`)."""
    if fact == "indication":
        return _all(d.evidence for d in encounter.diagnoses if d.status == "assessed")
    if fact == "injectate":
        return _all(agent.evidence for agent in encounter.agents if agent.for_service is None)
    return _all(person.evidence for person in encounter.people if person.role == "performer")


def _all(groups: Iterable[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    """Each piece of evidence once, in the order met."""
    return tuple(dict.fromkeys(evidence for group in groups for evidence in group))
