# ruff: noqa: E501 - the sentences of notes stay on one line
"""Pain scores before and after the injection, in the ways notes write them."""

from __future__ import annotations

import pytest

from tautband.notes import read

NOTE = """Date of service: 04/02/2025
HPI: Right neck pain for 3 months. {before}
Procedure: After verbal consent and alcohol prep, the right trapezius was injected at one point with 1 mL of 1% lidocaine.
{after}
"""


def scores(before: str = "", after: str = "") -> tuple[float | None, float | None]:
    encounter = read(NOTE.format(before=before, after=after))
    return encounter.pre_pain_score, encounter.post_pain_score


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Rated 7/10.", "4/10 on leaving."),
        ("VAS 7.", "VAS before discharge 4."),
        ("By evening she rates it 7 of 10.", "Ten minutes later she called it a 4."),
        (
            "Today it stands at seven on the usual ten point scale.",
            "She judged the headache to be four when she got up.",
        ),
        ("Seven out of ten.", "Down to four out of ten."),
        ("It is a 7 when she drives.", "She walked out with a pain rating of 4."),
        ("Score [7]/10.", "Score after [4]/10."),
        ("NRS in: 7", "NRS out: 4"),
        ("7/10 with reaching.", "Pain after: 4/10."),
        ("Pain 7.", "Pain 4 at d/c."),
        ("Seven over ten.", "Four over ten on leaving."),
        ("Pain 6-7 most days.", "She gave it a 4 on leaving."),
        ("Pain (DVPRS) before: 7", "Pain (DVPRS) after: 4"),
        ("Pain 0-10 before:  7   | Consent: signed", "Pain 0-10 after:   4   | Prep: alcohol"),
        ("She puts it at 7/10.", "Pain 15 min: 4"),
    ],
)
def test_both_scores_are_read(before: str, after: str) -> None:
    assert scores(before, after) == (7, 4)


@pytest.mark.parametrize(
    "line",
    [
        "Pain 7/10 before, 4/10 after.",
        "PAIN   before 7/10   after 4/10",
        "NRS 7 -> 4",
        "Pain from 7/10 to 4/10.",
        "NRS   7   4",
        "Pain 7 -> 4.",
        "Tolerated well. 7->4",
        "Pain 7 >> 4. No complications.",
        "VAS: 7 / 4",
        "Pain pre / post | 7 / 4",
        "Pain 7 before / 4 after.",
        "Pain: 7 before, 4 after.",
        "NRS neck 7 before / 4 after.",
        "NRS pre 7  ->  post 4",
        "NRS before: 7     NRS after: 4",
        "pre [7]  post [4]",
        "pain was seven before and it was four when he left",
        "pain is seven out of ten and four out of ten before she got off the table",
        "Shoulder 7->4.",
    ],
)
def test_both_scores_of_one_line_are_read(line: str) -> None:
    assert scores(after=line) == (7, 4)


@pytest.mark.parametrize(
    "text",
    [
        "Physical therapy 7 visits.",
        "Seen on 7/10/2024.",
        "Dose 7 mg.",
        "Blood pressure 120/70.",
        "Pain for 7 weeks.",
        "Pain 7 weeks.",
        "Monofilament 10/10 both feet.",
        "Lisinopril 20 -> 10.",
        "Pain 3 days a week.",
        "Pain 2/2 a fall.",
        "After 3 visits.",
        "Step 3 -> 2 of the protocol.",
    ],
)
def test_a_number_that_is_no_score_is_none(text: str) -> None:
    assert scores(before=text) == (None, None)


def test_a_lone_score_afterwards_is_not_the_one_before() -> None:
    assert scores(after="Pain 2/10 afterwards.") == (None, 2)
