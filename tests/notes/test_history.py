# ruff: noqa: E501 - the sentences of notes stay on one line
"""Earlier sessions and their relief, in the ways notes tell of them."""

from __future__ import annotations

from datetime import date

import pytest

from tautband.notes import read

NOTE = """Date of service: 02/20/2025
HPI: Right neck pain for 3 years, 6/10. {history}
Procedure: Trigger point injection. The right trapezius was injected at one point with 1 mL of 1% lidocaine.
"""


@pytest.mark.parametrize(
    "history",
    [
        "He has had no injections for this.",
        "No injections of any sort until now.",
        "No trigger point injections have been done.",
        "No muscle injections so far.",
        "Previous TPI ........... none ever",
        "She has not had trigger point injections before.",
        "1st TPI.",
    ],
)
def test_a_denial_in_plain_words_is_no_session(history: str) -> None:
    assert read(NOTE.format(history=history)).history.prior_sessions_12mo == 0


def test_the_same_treatment_on_a_date_is_a_session() -> None:
    text = NOTE.format(
        history="He underwent the same treatment on 05/09/2024 (55% relief, 7 weeks) and on 09/26/2024 (70% relief, 12 weeks)."
    )
    history = read(text).history
    assert (history.prior_sessions_12mo, history.last_session_date) == (2, date(2024, 9, 26))
    assert (history.last_relief_percent, history.last_relief_weeks) == (70, 12)


@pytest.mark.parametrize(
    "history",
    [
        "NDI 40%.",
        "Ibuprofen no help.",
        "Knee cortisone 10/2019 (no benefit).",
        "It began 9 weeks ago after a heavy training session.",
    ],
)
def test_what_is_no_session_leaves_the_history_open(history: str) -> None:
    told = read(NOTE.format(history=history)).history
    assert (told.prior_sessions_12mo, told.last_relief_percent) == (None, None)


def test_relief_told_in_another_sentence_than_the_date_brings_its_own_words() -> None:
    told = "Injections on 05/09/2024 and 09/26/2024. The last injection gave 70% relief for 12 weeks."
    sessions = read(NOTE.format(history=told)).history.sessions
    assert [[words.text for words in session.evidence] for session in sessions] == [
        ["05/09/2024"], ["09/26/2024", "70%"],
    ]  # fmt: skip
    (one,) = read(NOTE.format(history="The injection on 09/26/2024 gave 70% relief for 12 weeks.")).history.sessions
    assert [words.text for words in one.evidence] == ["09/26/2024"]


@pytest.mark.parametrize(
    "history",
    [
        "He asked whether a jab would help. Never had one before.",
        "Wants injections again discussed; she has had none before.",
        "No prev injections.",
        "no trigger shots ever",
        "I have never had a needle for this.",
        "No injection within the past year.",
        "No previous calf injections.",
        "never any inj",
        "Never had injxn.",
        "Nobody has ever put a needle in it.",
        "No past shots.",
        "This is the first time she has been injected.",
        "\nPREV INJ: none",
        "\nLast TPI: none on file",
        "\nInjections for this before: none",
        "\nPrior TPI in past 12 months ..................         No",
        "\nMeds: ibuprofen. First injections.",
        "Pain 7/10 no injections to date.",
        "03/2019 trigger point injection, left trapezius, helped two weeks.",
    ],
)
def test_every_way_to_deny_earlier_needles_gives_none(history: str) -> None:
    assert read(NOTE.format(history=history)).history.prior_sessions_12mo == 0


@pytest.mark.parametrize(
    "history",
    [
        "No injection given today by the therapist.",
        "No knee injections before.",
        "Never had steroid injections.",
        "Has she ever had an injection? Not asked.",
        "No injection site redness last time.",
        "No provider injection this date.",
        "No shots since March.",
        "She is not sure that an injection is wanted.",
    ],
)
def test_words_that_deny_something_else_leave_the_history_open(history: str) -> None:
    assert read(NOTE.format(history=history)).history.prior_sessions_12mo is None


@pytest.mark.parametrize(
    "history",
    [
        "\nPRIOR TPI (imported):\n  JUN 12, 2024  right QL   relief 50 % x 6 wk\n  OCT 03, 2024  right QL, left QL   relief 60 % x 7 wk\n",
        "\n4. Previous injection dates:\n  a. 10/03/2024 - R trapezius: lidocaine 1%. 60% x 7 wk\n  b. 06/12/2024 - R trapezius, L trapezius: 50% x 6 wk\n",
        "\nTREATMENT LOG\n06/12/2024        TRIGGER POINT INJECTIONS: right trapezius x 2, lidocaine 1% 2 mL. 50% relief for 6 weeks.\n10/03/2024        TRIGGER POINT INJECTIONS: right trapezius x 2, lidocaine 1% 2 mL. 60% relief for 7 weeks.\n",
    ],
)
def test_a_list_of_dated_sessions_is_read_to_its_end(history: str) -> None:
    told = read(NOTE.format(history=history)).history
    assert (told.prior_sessions_12mo, told.last_session_date) == (2, date(2024, 10, 3))
    assert (told.last_relief_percent, told.last_relief_weeks) == (60, 7)


@pytest.mark.parametrize(
    "history",
    [
        "Trigger point injections x 1 certified on 01/27/2025.",
        "TPI (order placed 01/20/2025).",
        "Last onabotulinumtoxinA injection 01/24/2025, 155 units.",
        "Hurt lifting a crate 10/30/2024, pain since, TPI discussed.",
    ],
)
def test_the_day_of_an_order_an_accident_or_a_toxin_is_no_session(history: str) -> None:
    assert read(NOTE.format(history=history)).history.sessions == ()
