# ruff: noqa: E501 - the sentences of notes stay on one line
"""Findings and losses of function told in free words: which element each sentence states, and which it must not."""

from __future__ import annotations

import pytest

from tautband.notes import read

NOTE = """Date of service: 04/02/2025
HPI: {history}
Exam: {exam}
Procedure: After verbal consent and alcohol prep, the right trapezius was injected at one point with 1 mL of 1% lidocaine. {late}
"""


def stated(element: str, history: str = "Neck trouble.", exam: str = "Right trapezius.", late: str = "") -> bool | None:
    note = NOTE.format(history=history, exam=exam, late=late)
    return read(note).documentation[element].present  # type: ignore[index]


@pytest.mark.parametrize(
    "exam",
    [
        "Right trapezius: pressing the upper knot throws pain into the temple.",
        "Right trapezius knot, pain carried up behind the ear on pressure.",
        "Compression of the right trapezius sends an ache along the arm.",
        "Pinching the right trapezius brings on the headache.",
        "A band in the right trapezius, with pain felt at the temple.",
        "Right trapezius band that shoots over the eyebrow.",
        "Pressure on the right trapezius gives her an earache.",
        'Pressing the right trapezius she said "that\'s my headache".',
        "Right trapezius: pain runs down the arm to the thumb.",
    ],
)
def test_pain_that_moves_elsewhere_is_referral(exam: str) -> None:
    assert stated("referred_pain", exam=exam) is True


@pytest.mark.parametrize(
    "exam",
    [
        "Right trapezius tight and painful, without spread.",
        "Right trapezius: tender band, no referral to the arm.",
        "The right trapezius hurts on pressure.",
        "Right trapezius, palpation produces pain there only.",
    ],
)
def test_pain_that_stays_is_no_referral(exam: str) -> None:
    assert stated("referred_pain", exam=exam) is False


@pytest.mark.parametrize(
    ("element", "exam"),
    [
        ("taut_band", "There is a rope in the right trapezius."),
        ("taut_band", "Right trapezius holds a strand as thick as a pencil."),
        ("tenderness", "Right trapezius: two sore spots in a cord."),
        ("tenderness", "The right trapezius has a band that is taut and sore."),
        ("tenderness", "Right trapezius, a hard painful band."),
        ("twitch_response", "Right trapezius jumps when strummed."),
    ],
)
def test_a_finding_in_plain_words_is_read(element: str, exam: str) -> None:
    assert stated(element, exam=exam) is True


@pytest.mark.parametrize(
    "exam", ["Iliotibial band not examined.", "Resistance band exercises reviewed. Right trapezius soft."]
)
def test_another_band_is_no_taut_band(exam: str) -> None:
    assert stated("taut_band", exam=exam) is False


@pytest.mark.parametrize(
    "late",
    [
        "It jumped.",
        "A brisk contraction was felt.",
        "The muscle hopped nicely.",
        "A small flicker in the muscle was seen.",
    ],
)
def test_a_muscle_that_moved_has_twitched(late: str) -> None:
    assert stated("twitch_response", late=late) is True


def test_an_order_not_to_jump_is_no_twitch() -> None:
    assert stated("twitch_response", late="No jumping until Monday.") is False


@pytest.mark.parametrize(
    "history",
    [
        "She has not been able to finish a set of tennis.",
        "Sitting is not possible at her desk.",
        "She is cutting her hours to four days.",
        "He dropped out of two races.",
        "He leaves work early on Fridays.",
        "She sat out the winter season.",
        "Her husband now does the vacuuming.",
        "He has missed six games.",
        "She has had to give up the sitting jobs.",
        "He has scaled his training back by half.",
        "Maximum opening 27 mm.",
        "The pain wakes her during the night.",
        "It disturbs his sleep.",
        "She is off the bike since May.",
        "He can sit only 20 minutes.",
        "He turned two jobs down, and turns down jobs now.",
        "She left her job over it.",
        "Achy; stopped weaving.",
        "He drives half shifts now.",
        "She sleeps in a recliner.",
        "He cannot lift his son.",
        "Off bowling.",
        "He walks half a block.",
    ],
)
def test_what_the_pain_prevents_is_a_loss_of_function(history: str) -> None:
    assert stated("functional_impact", history=history) is True


@pytest.mark.parametrize(
    "history",
    [
        "She stopped gabapentin in week 2.",
        "He quit smoking years ago.",
        "No trouble sleeping, works full time.",
        "He has not missed work.",
        "She keeps up her exercises.",
        "It began when he missed a step.",
        "Maximum opening 46 mm.",
        "Her mother has migraine.",
        "It began when she fell off the bike.",
        "He came off the ice hard.",
        "Tried naproxen; stopped smoking.",
        "She can sit and walk as she likes.",
        "He walked in off shift.",
    ],
)
def test_what_costs_no_activity_is_no_loss_of_function(history: str) -> None:
    assert stated("functional_impact", history=history) is False


def test_advice_after_the_procedure_is_no_loss_of_function() -> None:
    assert stated("functional_impact", late="Avoid lifting today.") is False


@pytest.mark.parametrize(
    "exam", ["Right trapezius: taut band YES   twitch NO   nodule YES.", "Right trapezius tender. LTR no."]
)
def test_an_element_answered_with_no_is_not_stated(exam: str) -> None:
    assert stated("twitch_response", exam=exam) is False


@pytest.mark.parametrize("late", ["Ice. 6 wk.", "Clinic 3 months.", "See in 4 weeks.", "RV 3 mo."])
def test_a_bare_stretch_of_time_at_the_end_is_the_next_visit(late: str) -> None:
    assert stated("followup_plan", late=late) is True


@pytest.mark.parametrize("late", ["No lifting for 2 weeks.", "Light duty 2 weeks."])
def test_a_restriction_is_no_next_visit(late: str) -> None:
    assert stated("followup_plan", late=late) is False


@pytest.mark.parametrize("history", ["She stopped Zumba.", "He quit the choir's tour.", "She drops out of yoga."])
def test_what_a_patient_ended_is_a_loss_of_function(history: str) -> None:
    assert stated("functional_impact", history=history) is True


@pytest.mark.parametrize("history", ["She has stopped naproxen.", "He stopped taking ibuprofen."])
def test_a_treatment_ended_is_no_loss_of_function(history: str) -> None:
    assert stated("functional_impact", history=history) is False
