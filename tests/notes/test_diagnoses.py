# ruff: noqa: E501 - the sentences of notes stay on one line
"""Which problems are today's diagnoses, in the ways notes state, list, deny and set them aside."""

from __future__ import annotations

import pytest

from tautband.notes import read

HEAD = "Date of service: 02/20/2025\nHPI: Right shoulder pain for 3 months, 6/10.\n"
TAIL = "\nProcedure: Trigger point injection. The right infraspinatus was injected at one point with 1 mL of 1% lidocaine.\n"


def assessed(words: str) -> list[tuple[str, str | None]]:
    """The concept and printed code of each diagnosis of the day beside the injected pain."""
    found = read(HEAD + words + TAIL).diagnoses
    return sorted(
        (d.concept, d.written_code) for d in found if d.status == "assessed" and d.concept != "myofascial_pain"
    )


@pytest.mark.parametrize(
    ("words", "diagnosis"),
    [
        ("A/P\n1. Anxiety (GAD), increase sertraline.\n2. Myofascial pain.", "generalized_anxiety_disorder"),
        ("Dx\n1. Myofascial pain\n2. Right calf pain, improving", "lower_leg_pain"),
        ("A/P\n1. Post-laminectomy syndrome, worse.\n2. Myofascial pain.", "postlaminectomy_syndrome"),
        ("A/P\n1. Psoriatic arthropathy, active.\n2. Myofascial pain.", "psoriatic_arthritis"),
        ("Problem list today: (1) tension type headache, chronic (2) myofascial pain", "chronic_tension_headache"),
        ("A/P\n1. T2DM w hyperglycemia - start insulin.\n2. Myofascial pain.", "type_2_diabetes_with_hyperglycemia"),
        ("Assessment:\n1. Seropositive RA, multiple sites, in flare.\n2. Myofascial pain.", "seropositive_rheumatoid_arthritis_multiple_sites"),
        ("Assessment:\n1. RF-positive RA of multiple joints.\n2. Myofascial pain.", "seropositive_rheumatoid_arthritis_multiple_sites"),
        ("Assessment:\n1. Chronic migraine without aura, intractable\n2. Myofascial pain.", "intractable_chronic_migraine"),
        ("Assessment: 1. de Quervain R 2. myofascial pain", "de_quervain_tenosynovitis"),
        ("ASSESSMENT: MYOFASCIAL PAIN, CERVICALGIA.", "neck_pain"),
        ("Assessment: chronic migraine, 18 days a month, intractable; myofascial pain.", "intractable_chronic_migraine"),
        ("Assessment: chronic migraine, not intractable; myofascial pain.", "chronic_migraine"),
        ("A/P\nL troch bursitis\nMyofascial pain L gluteus medius", "trochanteric_bursitis"),
        ("Imp: 1. Bursitis, R subacromial 2. Myofascial pain", "shoulder_bursitis"),
        ("Impression: myofascial pain of the pelvic floor; pelvic pain.", "pelvic_pain"),
        ("A/P: 1. Insomnia, stable: refill trazodone 50.\n2. Myofascial pain.", "insomnia"),
        ("Problem list addressed today\n(1) HTN: not at goal. Add amlodipine.\n(2) Myofascial pain.", "hypertension"),
        ("Dx: sprain L wrist, initial. Myofascial pain.", "wrist_sprain"),
        ("A: supratherapeutic INR; myofascial pain.", "abnormal_coagulation"),
    ],
)  # fmt: skip
def test_a_problem_stated_exactly_is_taken_exactly(words: str, diagnosis: str) -> None:
    assert assessed(words) == [(diagnosis, None)]


@pytest.mark.parametrize(
    "words",
    [
        "Problem list: 1. Gout 2. Hypothyroidism 3. Asthma\nAssessment: myofascial pain.",
        "Assessment:\n1. Myofascial pain.\n2. Gout - not discussed further.",
        "Assessment:\n1. Myofascial pain.\n2. Lumbar spondylosis, unchanged; nothing new for this today.",
        "Assessment:\n1. Myofascial pain.\n2. Hypothyroidism, stable - no change, not the reason for the visit.",
        "Depression screen PHQ-2 = 0. GAD-7 score 3.\nAssessment: myofascial pain.",
        "Health maintenance: shingles x2, flu done.\nAssessment: myofascial pain.",
        "FH mother T2DM.\nAssessment: myofascial pain.",
        "Your health: mild asthma (albuterol), reflux (famotidine).\nDx M79.18",
        "Hx: HTN, OSA on CPAP. Meds: losartan.\nDx M79.18",
        "Problem list: hypertension, glaucoma\nIndication: Myofascial pain",
        "PAST SURGICAL: L carpal tunnel 2014.\nAssessment: myofascial pain.",
        "Assessment: myofascial pain. No evidence for radiculopathy, facet arthropathy or sciatica.",
        "Assessment: myofascial pain and not epicondylitis.",
        "Sent for what was thought to be tennis elbow. Assessment: myofascial pain.",
        "Assessment: myofascial pain. XR: AC arthrosis, mild.",
        "Dx: Myofascial chest wall pain, right",
        "Diabetes: Yes     Driver: Yes\nAssessment: myofascial pain.",
        "Assessment: myofascial pain. Avoid the trigger-finger grip.",
        "Assessment: myofascial pain. Call for fever or shortness of breath.",
        "Myofascial pain. Allergy: hives with a dentist's shot.",
        "Myofascial pain. I do not think she has migraine or occipital neuralgia.",
        "Myofascial pain. She was told elsewhere that it was IBS.",
        "Assessment: myofascial pain. Plantar fasciitis has resolved.",
        "Impression: myofascial pain. TMJ arthralgia not present.",
        "Myofascial pain. Status post cervical strain.",
        '"Tennis elbow injection" is what the schedule calls it. Myofascial pain of the forearm.',
        "Myofascial pain. Films from last year, which show mild spondylosis.",
        "Problem list (not reviewed today): migraine, gout.\nAssessment: myofascial pain.",
    ],
)
def test_a_problem_that_is_only_named_is_no_diagnosis(words: str) -> None:
    assert assessed(words) == []


def test_the_code_printed_in_the_assessment_counts_though_the_history_names_the_problem_first() -> None:
    words = "1) T2DM: sugars high.\nA/P\n1. T2DM (E11.65) - start insulin.\n2. Myofascial pain."
    assert assessed(words) == [("type_2_diabetes_with_hyperglycemia", "E11.65")]


def test_a_code_beside_words_of_no_table_stands_for_them() -> None:
    assert assessed("Diagnosis: strain of the neck S16.1XXD; myofascial pain M79.18.") == [
        ("code S16.1XXD", "S16.1XXD")
    ]


def test_a_code_that_was_not_chosen_is_none() -> None:
    assert assessed("Assessment: myofascial pain. M75.41 - not chosen.") == []


def test_two_codes_printed_for_one_pain_are_both_kept() -> None:
    found = read(HEAD + "Dx: myofascial pain (M79.12 for the scalene, M79.18 for the levator)." + TAIL).diagnoses
    assert sorted(d.written_code or "" for d in found) == ["M79.12", "M79.18"]


def test_a_code_before_a_comma_or_and_is_a_diagnosis_of_its_own() -> None:
    assert assessed("Dx: M17.12 and myofascial pain.") == [("knee_osteoarthritis", "M17.12")]
    assert assessed("Dx: M54.81, myofascial pain.") == [("occipital_neuralgia", "M54.81")]
    assert assessed("Dx: M54.2 neck pain; myofascial pain.") == [("neck_pain", "M54.2")]


def test_a_code_before_a_name_that_a_word_qualifies_is_its_own() -> None:
    assert assessed("DX: M79.18 myofascial pain, N94.12 deep dyspareunia\n") == [("dyspareunia", "N94.12")]
