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
        "Trigger point injections: none so far.",
        "No hx of TPI.",
        "Last TPI 2019.",
        "Nothing injected before this.",
        "PT, heat, naproxen. No injections.",
        "Prior blocks / injections: none, ever.",
        "Prior TPI past 12 mo?   Yes ( )   No ( X )",
        "Wants trigger point shots. He works and drives, he has not had any of these before.",
        "Wants trigger point shots. She has not had these before.",
        "He wanted trigger point shots at the last visit. First time.",
        "Prev. TPI   - none",
        "Last TPI was 2022, none since.",
        "PT, heat. No TPI, no blocks.",
        "PT, heat. No injections for it.",
        "Pain before: 7/10\nPrior blocks / injections: none, ever.",
        "No TPI earlier in this claim.",
        "Never before. Wants trigger point shots. Never before.",
        "TPIs never",
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
        "Last TPI was 2024, none since.",
        "MRI of the neck last week. No prior.",
        "Last visit here 10/2024 was for a flu shot.",
        "Plantar fascia injection 05/11/2024 by Dr. Lund, no relief.",
        "She was seen two weeks ago and we agreed on injections.",
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


@pytest.mark.parametrize(
    "history",
    [
        "This is an injection we agreed on two weeks ago.",
        "Letter of 12/18/2024 recommended trigger point injections.",
        "Prior knee injections: none.",
        "Approved: TPI x 1 session right neck, 1/11/25.",
        "Nothing injected before aspiration.",
    ],
)
def test_what_was_only_spoken_of_is_no_session_and_no_denial(history: str) -> None:
    assert read(NOTE.format(history=history)).history.prior_sessions_12mo is None


@pytest.mark.parametrize(
    ("history", "told"),
    [
        ("4. PRIOR INJECTIONS: TPI 12/22/2024, 50% for 5 weeks.", (1, date(2024, 12, 22), 50, 5)),
        ("Previous TPI/dry needling on this claim: 1 treatment TPI 12/22/2024. Relief 50% lasting 5 wks.", (1, date(2024, 12, 22), 50, 5)),
        ("Third set this year; the last on 11/14/2024 gave about 70% relief for 10 weeks.", (2, date(2024, 11, 14), 70, 10)),
        ("Two prior sets in the past year, latest 12/5/2024, 50-60% better x 6 wks.", (2, date(2024, 12, 5), 50, 6)),
        ("Last trigger point injections in October helped about 60 percent and lasted 8 weeks.", (1, None, 60, 8)),
        ("She had TPIs 11/20/2024 with good relief for 9 weeks.", (1, date(2024, 11, 20), None, 9)),
        ("She was last injected 3 mos ago, 75% relief lasting 9 weeks.", (1, None, 75, 9)),
        ("This will be her 4th TPI; prior 3/2/24, 6/5/24, 10/1/24 (last one 70% x 12 wk).", (3, date(2024, 10, 1), 70, 12)),
        ("Back for #2 TPI. #1 was 5/9/24: R trapezius, said 60% better 4 wks.", (1, date(2024, 5, 9), 60, 4)),
        ("Two sessions with anesthetic only: 06/12/2024 and 09/18/2024, the latter giving 60% relief for 7 weeks.", (2, date(2024, 9, 18), 60, 7)),
        ("TPI were done on October 3, 2024, and on December 10, 2024. The first helped 50% for five weeks; the second helped 80% for seven weeks.", (2, date(2024, 12, 10), 80, 7)),
        ("Here for #3 TPI. Prior: 8/5/24 50% 4 wks; 11/13/24 75% 9 wks.", (2, date(2024, 11, 13), 75, 9)),
        ("Returning for a repeat of trigger point injections. She had these done on october eight of last year with seventy percent relief lasting ten weeks.", (1, date(2024, 10, 8), 70, 10)),
        ("Had TPI Apr, July and Oct of last year, each w/ about 70% relief x 10 wks.", (3, None, 70, 10)),
        ("No relief with the TPI on 6/4/24 and 30% relief for 2 weeks after TPI 7/9/24.", (2, date(2024, 7, 9), 30, 2)),
        ("She did well for 10 weeks following trigger point injections on 10/7/24 (about 85% better).", (1, date(2024, 10, 7), 85, 10)),
        ("Prev TPI [ ] yes [x] no", (0, None, None, None)),
        ("he had trigger point shots in december on the twelfth they took away three quarters of the pain for seven weeks", (1, date(2024, 12, 12), 75, 7)),
    ],
)  # fmt: skip
def test_sessions_are_told_in_many_words(
    history: str, told: tuple[int, date | None, float | None, float | None]
) -> None:
    found = read(NOTE.format(history=history)).history
    assert (
        found.prior_sessions_12mo,
        found.last_session_date,
        found.last_relief_percent,
        found.last_relief_weeks,
    ) == told


def test_a_line_of_a_list_is_no_number_of_sessions() -> None:
    assert read("DATE: 2/27/2025\n3. PRIOR CARE: PT.\n4. PRIOR INJECTIONS: none.\n").history.prior_sessions_12mo == 0


def test_a_form_of_the_injections_asks_for_previous_ones() -> None:
    sheet = "TPI FLOWSHEET 2/5/26 Cigna\nDrug: lidocaine 1%  Total: 1 mL\nR soleus ... 1 x 1 mL\nPrevious: none\n"
    assert read(sheet).history.prior_sessions_12mo == 0
    assert read(sheet.replace("TPI FLOWSHEET", "VISIT")).history.prior_sessions_12mo is None


@pytest.mark.parametrize(
    ("told", "sessions"),
    [
        ("Here for trigger point injections, which we talked about on 2/6/2025.", None),
        ("We discussed trigger point injections at the visit of 2/6/2025.", None),
        ("We spoke of trigger point injections on 2/6/2025.", None),
        ("We discussed the trigger point injections of 2/6/2025.", 1),
        ("We discussed how the trigger point injections on 2/6/2025 went.", 1),
        ("Neck tight for a year. Prior TPI none. Nortriptyline.", 0),
        ("Trigger point injections on 2/6/2025 as offered before.", 1),
    ],
)
def test_a_day_on_which_injections_were_spoken_of_is_no_session(told: str, sessions: int | None) -> None:
    assert read(f"DATE: 2/27/2025\n{told}\nDx: myofascial pain.\n").history.prior_sessions_12mo == sessions


@pytest.mark.parametrize(
    ("history", "sessions", "last"),
    [
        ("Last TPI: 10/17/2024, 60% better x 10 wks. Before that 06/04/2024.", 2, date(2024, 10, 17)),
        ("I last did his trigger points on November 12.", 1, date(2024, 11, 12)),
        ("Prior: 10/9/2024, 60%, 6 wk", 1, date(2024, 10, 9)),
        ("Prev 11/18/24 - 70% - 8 wks; 6/5/24 - 50% - 4 wks", 2, date(2024, 11, 18)),
        ("Asks for the shot again, had it on 11/2/2024 with 80% relief.", 1, date(2024, 11, 2)),
        ("TPI, 2nd set; 1st 11/18/2024 with 40% relief lasting 5 weeks.", 1, date(2024, 11, 18)),
    ],
)
def test_sessions_told_by_what_was_last_done_or_came_before(history: str, sessions: int, last: date) -> None:
    found = read(NOTE.format(history=history)).history
    assert (found.prior_sessions_12mo, found.last_session_date) == (sessions, last)


def test_a_date_before_a_dash_is_no_low_end_of_the_relief() -> None:
    assert read(NOTE.format(history="Prev 11/18/24 - 70% - 8 wks")).history.last_relief_percent == 70
