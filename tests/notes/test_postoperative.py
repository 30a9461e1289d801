"""An operation before the injection: whose it was, and when."""

from __future__ import annotations

from datetime import date

import pytest

from tautband.notes import read

NOTE = """03/04/2026 Post-op visit, {who}
Right rotator cuff repair 01/28/2026.
Trigger point injection right trapezius, 1 mL of 1% lidocaine. Tolerated.
{signed}
"""


@pytest.mark.parametrize(
    ("who", "signed", "same"),
    [
        ("Medicare\nSurgeon: A. Wexample MD", "A. Wexample MD", True),
        ("Medicare\nSurgeon: me (Dr. Wexample)", "A. Wexample MD", True),
        ("Medicare. Inside the 90 day period, performing surgeon", "A. Wexample MD", True),
        ("Medicare. Still in my global period", "A. Wexample MD", True),
        ("Medicare\nSurgeon: A. Wexample MD", "B. Otherly MD", None),
        ("Medicare. Operated elsewhere", "B. Otherly MD", False),
        ("Medicare", "B. Otherly MD", None),
    ],
)
def test_the_surgeon_is_known_by_a_word_or_by_the_signature(who: str, signed: str, same: bool | None) -> None:
    after = read(NOTE.format(who=who, signed=signed)).postoperative
    assert after is not None
    assert (after.operation, after.weeks_since, after.same_surgeon) == ("right rotator cuff repair", 5.0, same)


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("ACDF C5-6, C6-7 by me on 01/28/2026. Day 35.", True),
        ("ACDF C5-6 (me, 01/28/2026).", True),
        ("R arthroscopic RCR (me, 01/28/26).", True),
        ("L4-5 TLIF by us on 01/28/2026.", True),
        ("ACDF C5-6 (my patient, 01/28/2026).", True),
        ("ACDF C5-6 01/28/2026 by us.", True),
        ("ACDF C5-6 01/28/2026 by my partner Dr. Otherly.", True),
        ("ACDF C5-6 01/28/2026 by Dr. Otherly; seen by me for pain.", False),
        ("ACDF C5-6 01/28/2026. Referred to me for pain.", None),
        ("I took her to surgery on 01/28/2026 for an ACDF C5-6.", True),
        ("I took her off aspirin for the ACDF of 01/28/2026.", None),
        ("ACDF C5-6 (01/28/2026, this office).", True),
        ("ACDF C5-6 (mine), 01/28/2026.", True),
    ],
)
def test_the_surgeon_named_behind_the_operation_is_the_writer(line: str, same: bool | None) -> None:
    after = read(
        f"03/04/2026 Office.\n{line}\nTrigger point injection right trapezius, 1 mL of 1% lidocaine."
    ).postoperative
    assert after is not None
    assert after.same_surgeon == same


@pytest.mark.parametrize("operation", ["TLH", "TAH", "LAVH"])
def test_a_hysterectomy_by_its_letters_is_dated_by_its_day(operation: str) -> None:
    after = read(
        f"03/04/2026 Check.\nDay 21 after {operation}, done by me.\nRight rectus abdominis injected, 1 mL."
    ).postoperative
    assert after is not None
    assert (after.operation, after.weeks_since, after.same_surgeon) == (operation.lower(), 3.0, True)


@pytest.mark.parametrize("said", ["the cuff I repaired on 01/28/2026", "01/28/2026 right RCR (me)"])
def test_an_operation_told_by_its_verb_or_letters_opens_the_surgeons_global_period(said: str) -> None:
    after = read(f"03/04/2026 Check of {said}.\nRight trapezius injected, 1 mL of 1% lidocaine.").postoperative
    assert after is not None
    assert (after.weeks_since, after.same_surgeon) == (5.0, True)


def test_the_date_of_surgery_is_not_the_date_of_service() -> None:
    encounter = read("Breast center 9/17/2024\nDOS 8/6/24: left mastectomy. Left pectoralis major, 1% lidocaine 2 mL.")
    assert encounter.date_of_service == date(2024, 9, 17)


@pytest.mark.parametrize(("title", "same"), [("Post-op visit #2", True), ("Rehabilitation visit", None)])
def test_the_check_of_a_wound_after_an_operation_is_its_surgeons(title: str, same: bool | None) -> None:
    after = read(
        f"{title} 03/04/2026\n5 wks after ACDF C5-6 01/28/2026. Incision healed. R trapezius, 1 mL."
    ).postoperative
    assert after is not None
    assert after.same_surgeon == same
