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
