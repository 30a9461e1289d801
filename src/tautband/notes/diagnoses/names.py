"""Names of diagnoses: complaints apart from diseases, loose names under exact ones, and the joint beside a name."""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

SYMPTOMS = {
    "neck_pain", "low_back_pain", "back_pain", "thoracic_back_pain", "shoulder_pain", "hip_pain", "headache",
    "knee_pain", "jaw_pain", "pelvic_pain", "arm_pain", "leg_pain", "thigh_pain", "abdominal_pain", "chest_pain",
    "chest_wall_pain", "foot_pain", "elbow_pain", "wrist_pain", "hand_pain", "forearm_pain", "lower_leg_pain",
    "upper_arm_pain", "ankle_pain", "dyspareunia", "shortness_of_breath",
}  # fmt: skip
"""Pain by its place: a complaint, and a diagnosis only where the clinician lists it as one."""
WITHIN = {
    "rheumatoid_arthritis": (
        "seropositive_rheumatoid_arthritis", "seropositive_rheumatoid_arthritis_multiple_sites",
    ),
    "seropositive_rheumatoid_arthritis": ("seropositive_rheumatoid_arthritis_multiple_sites",),
    "facet_arthropathy": (
        "lumbar_spondylosis", "cervical_spondylosis", "thoracic_spondylosis", "lumbosacral_spondylosis",
    ),
    "headache": (
        "migraine", "migraine_without_aura", "migraine_with_aura", "chronic_migraine", "intractable_chronic_migraine",
        "intractable_migraine", "tension_headache", "chronic_tension_headache", "episodic_tension_headache",
    ),
    "chronic_pain": ("chronic_pain_syndrome",),
    "tension_headache": ("chronic_tension_headache", "episodic_tension_headache", "intractable_tension_headache"),
    "torticollis": ("cervical_dystonia",),
    "tendinitis": ("bicipital_tendinitis", "gluteal_tendinitis", "achilles_tendinitis", "lateral_epicondylitis"),
    "bursitis": ("shoulder_bursitis", "trochanteric_bursitis", "olecranon_bursitis", "ischial_bursitis"),
    "osteoarthritis": ("knee_osteoarthritis", "hip_osteoarthritis", "shoulder_osteoarthritis", "hand_osteoarthritis"),
    "migraine": ("migraine_without_aura", "migraine_with_aura", "chronic_migraine", "intractable_chronic_migraine"),
    "shoulder_osteoarthritis": ("acromioclavicular_osteoarthritis",),
    "asthma": (
        "mild_intermittent_asthma", "mild_intermittent_asthma_exacerbation", "mild_persistent_asthma",
        "mild_persistent_asthma_exacerbation", "moderate_persistent_asthma", "moderate_persistent_asthma_exacerbation",
        "asthma_exacerbation",
    ),
    "copd": ("copd_exacerbation",),
    "depression": (
        "major_depressive_disorder", "recurrent_major_depression", "major_depression_single_mild",
        "major_depression_single_moderate", "major_depression_recurrent_mild", "major_depression_recurrent_moderate",
        "major_depression_recurrent_severe",
    ),
    "dermatitis": (
        "plant_dermatitis", "allergic_contact_dermatitis", "contact_dermatitis", "atopic_dermatitis",
        "seborrheic_dermatitis",
    ),
    "allergic_contact_dermatitis": ("plant_dermatitis",),
    "contact_dermatitis": ("plant_dermatitis", "allergic_contact_dermatitis"),
    "urinary_tract_infection": ("acute_cystitis", "acute_cystitis_with_hematuria"),
    "pharyngitis": ("strep_pharyngitis",),
    "hyperlipidemia": ("mixed_hyperlipidemia", "hypercholesterolemia"),
    "anxiety": ("generalized_anxiety_disorder", "panic_disorder"),
    "type_2_diabetes": (
        "type_2_diabetes_with_hyperglycemia", "type_2_diabetes_with_neuropathy", "type_2_diabetes_with_kidney_disease",
        "type_2_diabetes_with_polyneuropathy",
    ),
}  # fmt: skip
"""Looser words for a problem that the note also states exactly."""
UNLIKE = {"crps": "crp", "acne": "acnes"}
"""Words that the folding of plurals takes for a diagnosis: C-reactive protein, and a nerve caught in the belly wall."""


def names_diagnosis(sentence: Sentence) -> bool:
    """Whether a diagnosis is named in a sentence at all."""
    return any(m.kind == "diagnosis" for m in sentence.diagnoses)


def misread(page: Page, m: Mention) -> bool:
    """Whether a word only looks like the diagnosis once its plural is folded: CRP, the protein, for CRPS, the pain."""
    return page.tokens.words[m.first] == UNLIKE.get(m.value)


def longest(mentions: list[Mention]) -> list[Mention]:
    """Mentions that no longer one contains."""
    kept: list[Mention] = []
    for m in mentions:
        if kept and kept[-1].first <= m.first and m.last <= kept[-1].last:
            continue
        kept.append(m)
    return kept


FINGERS = {
    "index": "index_finger", "middle": "middle_finger", "long": "middle_finger", "ring": "ring_finger",
    "little": "little_finger", "small": "little_finger", "thumb": "thumb",
}  # fmt: skip
JOINTS = ("knee", "hip", "shoulder", "hand", "elbow", "wrist", "ankle")
MORE_EXACT = {
    "bursitis": (
        ({"subacromial", "subdeltoid", "shoulder"}, "shoulder_bursitis"),
        ({"troch", "trochanteric", "trochanter", "gt"}, "trochanteric_bursitis"),
        ({"olecranon", "elbow"}, "olecranon_bursitis"),
        ({"ischial"}, "ischial_bursitis"),
    ),
    "seropositive_rheumatoid_arthritis": (
        ({"multiple", "polyarticular"}, "seropositive_rheumatoid_arthritis_multiple_sites"),
    ),
    "rheumatoid_arthritis": (({"factor"}, "seropositive_rheumatoid_arthritis"),),
    "chronic_migraine": (({"intractable"}, "intractable_chronic_migraine"),),
}
"""Words of a problem's own sentence by which it is another, more exact one."""


def joint_named(page: Page, sentence: Sentence, m: Mention) -> Mention:
    """The diagnosis with the joint or finger that its sentence names: "RIGHT KNEE, primary osteoarthritis"."""
    if m.value == "trigger_finger":
        finger = next((FINGERS[word] for word in page.words[sentence.first : sentence.last] if word in FINGERS), None)
        return m._replace(value=f"trigger_{finger}") if finger else m
    if m.value in MORE_EXACT:
        return more_exact(page, sentence, m)
    if m.value != "osteoarthritis":
        return m
    words = page.words[sentence.first : sentence.last]
    joint = next((joint for joint in JOINTS if joint in words), None)
    return m._replace(value=f"{joint}_osteoarthritis") if joint else m


def more_exact(page: Page, sentence: Sentence, m: Mention) -> Mention:
    """The diagnosis as its own sentence makes it exact: "chronic migraine, 20 of 30 days, intractable"."""
    words = page.tokens.words
    for named, concept in MORE_EXACT[m.value]:
        places = [
            at
            for at in range(sentence.first, sentence.last)
            if words[at] in named and NIL.isdisjoint(words[at + 1 : at + 2])
        ]
        if any("not" not in words[at - 2 : at] and "without" not in words[at - 2 : at] for at in places):
            exact = m._replace(value=concept)
            return more_exact(page, sentence, exact) if concept in MORE_EXACT else exact
    return m


NIL = {"negative", "neg"}
