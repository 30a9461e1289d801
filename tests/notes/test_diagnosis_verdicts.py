"""Diagnoses given in running words, where a note has no heading for them."""

from __future__ import annotations

from tautband.notes import read

DONE = " With her consent I injected the left quadratus lumborum at one point with 2 mL of 1% lidocaine. She did well."


def assessed(text: str) -> set[str]:
    found = read(f"11/21/2024 Aetna, office. {text}{DONE}\n").diagnoses
    return {d.concept for d in found if d.status == "assessed"}


def test_what_the_patient_also_has_is_not_the_impression() -> None:
    told = "She has carried a fibromyalgia diagnosis since 2016. My impression is myofascial pain of the left low back."
    assert assessed(told) == {"myofascial_pain"}


def test_what_i_think_this_is_goes_before_what_once_was() -> None:
    told = "He had sciatica in 2015. High blood pressure on losartan. I think this is myofascial pain."
    assert assessed(told) == {"myofascial_pain"}


def test_a_problem_treated_today_is_assessed_beside_the_impression() -> None:
    told = "My impression is myofascial pain. For her hypertension I increased lisinopril to 20 mg."
    assert assessed(told) == {"myofascial_pain", "hypertension"}


def test_without_a_verdict_each_problem_of_today_stands() -> None:
    assert assessed("She has myofascial pain. She has hypertension.") == {"myofascial_pain", "hypertension"}


def test_a_diagnosis_carried_is_no_verdict() -> None:
    told = "She carries a diagnosis of fibromyalgia. She has myofascial pain."
    assert assessed(told) == {"fibromyalgia", "myofascial_pain"}


def test_a_line_of_other_problems_is_history() -> None:
    text = (
        "11/21/2024 Aetna, office.\n- Course: back pain 7 months.\n- Other problems: hypothyroid on levothyroxine.\n"
        "Diagnosis: myofascial pain syndrome.\nInjected left soleus x1, lidocaine 1% 1 mL. Tolerated.\n"
    )
    assert {d.concept for d in read(text).diagnoses if d.status == "assessed"} == {"myofascial_pain"}


def codes(text: str) -> set[tuple[str, str | None]]:
    found = read(f"11/21/2024 Aetna, office.\n{text}\n").diagnoses
    return {(d.concept, d.written_code) for d in found if d.status == "assessed"}


def test_a_code_behind_its_label_needs_no_colon() -> None:
    assert codes("Diagnosis   M79.18\nMuscle: left soleus") == {("myofascial_pain", "M79.18")}


def test_a_code_alone_is_the_assessment_of_a_note_that_lists_what_she_has() -> None:
    assert codes("History. Retired. Hypothyroid, on levothyroxine.\nDx M79.18.") == {("myofascial_pain", "M79.18")}


def test_a_problem_answered_with_no_is_denied() -> None:
    assert codes("On duloxetine, no blood thinner. DM no.\nDx: myofascial pain.") == {("myofascial_pain", None)}


def test_rheumatoid_factor_and_multiple_joints_make_arthritis_exact() -> None:
    told = "ASSESSMENT\n1. RA, rheumatoid factor {}, multiple joints, active."
    assert codes(told.format("positive")) == {("seropositive_rheumatoid_arthritis_multiple_sites", None)}
    assert codes(told.format("negative")) == {("rheumatoid_arthritis", None)}


def test_what_has_been_ruled_out_is_no_diagnosis() -> None:
    assert codes("Dx: Myofascial pain. Sciatica has been ruled out.") == {("myofascial_pain", None)}


def test_what_a_specialist_follows_is_not_assessed() -> None:
    told = "L trapezius MPS injected. Also: a-fib on apixaban, stable, cardiology follows."
    assert codes(told) == {("myofascial_pain", None)}
