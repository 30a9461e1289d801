"""The words for what a note holds: of each documentation element and each fact, and the prompts of the template."""

from __future__ import annotations

from dataclasses import dataclass

from tautband.model.encounter import DocumentationElement

ELEMENTS: dict[DocumentationElement, str] = {
    "pain_history": "what the pain is like, how it began, what makes it worse or better",
    "duration": "how long the pain has lasted",
    "location": "where the pain is",
    "referred_pain": "whether pressure on the point refers pain, and where to",
    "taut_band": "whether a taut band was felt, and in which muscle",
    "tenderness": "whether a tender or hyperirritable spot was found, and in which muscle",
    "twitch_response": "whether a local twitch response was seen",
    "functional_impact": "what the patient cannot do because of the pain",
    "conservative_care": "what was tried before, for how long, and what became of it",
    "consent": "consent",
    "muscles_named": "each muscle injected, by name",
    "trigger_point_counts": "how many trigger points were injected in each muscle",
    "agent": "the drug injected and its strength",
    "volume": "the volume injected",
    "prep": "how the skin was prepared",
    "technique_needle": "the needle and the technique",
    "tolerance": "how the patient tolerated it, and any complication",
    "post_instructions": "what the patient was told to do afterwards",
    "pre_pain_score": "a pain score before the injection",
    "post_pain_score": "a pain score after the injection, on the same scale",
    "followup_plan": "the plan for follow-up",
}

FACTS: dict[str, str] = {
    "muscles": "muscles injected",
    "regions": "regions treated in one session",
    "symptom_weeks": "weeks of pain",
    "care_weeks": "weeks of conservative care without success",
    "relief_percent": "percent relief after the last session",
    "relief_weeks": "weeks of relief after the last session",
    "indication": "which problem was treated",
    "injectate": "what was injected",
    "performer": "who held the needle",
}


@dataclass(frozen=True)
class Prompt:
    """One line of the template. It shows `elements`, and the `facts` that a reader takes from the same words."""

    section: str
    label: str
    elements: tuple[DocumentationElement, ...] = ()
    facts: tuple[str, ...] = ()
    always: bool = False
    """Asked by no single payer but needed for any claim."""


PROMPTS = (
    Prompt("", "Date of service", always=True),
    Prompt("", "Place of service", always=True),
    Prompt("History", "Pain, its onset and what makes it worse or better", ("pain_history",)),
    Prompt("History", "Location of the pain", ("location",), ("indication",)),
    Prompt("History", "Duration of the pain", ("duration",), ("symptom_weeks",)),
    Prompt("History", "Effect on function", ("functional_impact",)),
    Prompt("History", "Conservative care, each with its length and result", ("conservative_care",), ("care_weeks",)),
    Prompt("History", "Earlier sessions, with their dates", (), ("relief_percent", "relief_weeks", "sessions")),
    Prompt("History", "Last session, percent relief and for how many weeks", (), ("relief_percent", "relief_weeks")),
    Prompt("Examination", "Taut band", ("taut_band",)),
    Prompt("Examination", "Tenderness", ("tenderness",)),
    Prompt("Examination", "Referred pain", ("referred_pain",)),
    Prompt("Examination", "Local twitch response", ("twitch_response",)),
    Prompt("Assessment", "Diagnosis treated", (), ("indication",), always=True),
    Prompt("Procedure", "Consent", ("consent",)),
    Prompt("Procedure", "Pain score before the injection", ("pre_pain_score",)),
    Prompt("Procedure", "Skin preparation", ("prep",)),
    Prompt("Procedure", "Needle and technique", ("technique_needle",)),
    Prompt(
        "Procedure",
        "Muscles injected, each with its side and number of trigger points",
        ("muscles_named", "trigger_point_counts"),
        ("muscles", "regions"),
        always=True,
    ),
    Prompt("Procedure", "Drug, strength and volume injected", ("agent", "volume"), ("injectate", "dose"), always=True),
    Prompt("Procedure", "Further drug, strength, volume, container and mg discarded", (), ("injectate", "waste")),
    Prompt("Procedure", "Tolerance and complications", ("tolerance",)),
    Prompt("Procedure", "Pain score after the injection", ("post_pain_score",)),
    Prompt("Plan", "Instructions given", ("post_instructions",)),
    Prompt("Plan", "Follow-up", ("followup_plan",), always=True),
    Prompt("", "Performed by, with credential", (), ("performer",), always=True),
    Prompt("", "Signature and date", always=True),
)
