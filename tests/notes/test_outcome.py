"""Which rule decides whether an injection was performed: one note for each."""

from __future__ import annotations

import pytest

from tautband.notes.outcome.account import Account
from tautband.notes.outcome.injections import injected, to_injections
from tautband.notes.outcome.outcome import RULES, decided_by
from tautband.notes.procedure.procedure import follow
from tautband.notes.reading import open_page

DONE = "TPI of the right trapezius: injected with 1 mL of 1% lidocaine. Tolerated well."
DECIDED = [
    ("no_visit", False, f"Telephone encounter 11/04/2025: {DONE}"),
    ("appeal", False, f"October 14, 2024. I am writing to appeal the denial of 08/06/2024.\n{DONE}"),
    (
        "undone",
        False,
        f"{DONE}\nADDENDUM 16:55 - The above note was opened in error from a template. The patient left before the "
        "procedure and no injection was given. Please void charges.",
    ),
    ("wrong_chart", None, f"05/20/2025 MPS. {DONE} Entered on the wrong patient."),
    ("dry", False, "Dry needling: left trapezius and left levator scapulae, solid filament needles, no fluid."),
    ("other_ends", False, "The deltoid was split and the tendon repaired in the operating room. Skin closed."),
    (
        "no_needle",
        False,
        "05/20/2025 MPS. TPI R trapezius, 1 mL lidocaine 1%. Skin was never punctured.",
    ),
    ("injected", True, DONE),
    (
        "dose_in_plan",
        None,
        "DOS 10/02/2025\nA: MPS.\nP: 1. TPI R trapezius with 2 mL 1% lidocaine. 2. PT.",
    ),
    ("dosed_muscle", True, "Procedure: TPI R trapezius 1 mL of 1% lidocaine. Tolerated."),
    (
        "listed_with_sign",
        True,
        "05/20/2025. Myofascial pain. 1% lidocaine 3 mL. Tolerated.\nTPI, Left:\n  - trapezius\n  - rhomboid",
    ),
    (
        "service_with_sign",
        True,
        "Trigger point injection\nExam: taut band.\nProcedure note: Consent. Tolerated well.\n1% lidocaine, 2 mL",
    ),
    (
        "region_injected",
        True,
        "Multiple trigger points felt. Injected throughout the left shoulder and upper back area with a total of 6 cc "
        "lidocaine one percent.",
    ),
    (
        "service_into_region",
        True,
        "05/20/2025 MPS. TPIs given R shoulder and R low back, total 4 mL 1% lidocaine.",
    ),
    ("points_measured", True, "5 mL of 0.5% ropivacaine was divided equally among the 5 trigger points."),
    (
        "spots_measured",
        True,
        '05/20/2025. Injections to "usual 3 spots" R, 1% lido 3 cc. Dx myofascial pain.',
    ),
    ("refused", False, "TPI to the left trapezius was offered and declined."),
    (
        "withdrew",
        False,
        "05/20/2025 MPS. TPI to the right trapezius was recommended. Consent signed. He asked us to stop.",
    ),
    ("given_up", False, "Here for TPI, right trapezius. I did ischemic compression for her instead."),
    ("meant_today", None, "TPI session 3, right trapezius."),
    ("readied", None, "Dx: myofascial pain.\nProcedure: trigger point injections. Consent signed. 25g needle."),
    (
        "dose_without_place",
        None,
        "05/20/2025 MPS. Exam: R infraspinatus 3, R teres minor 3, R subscapularis 2.\nThe two 3s are what I took: "
        "27g, lidocaine 1%, 1.5 mL apiece, good twitch.",
    ),
    ("nothing_told", False, "Myofascial pain of the neck. Heat and stretching."),
]


@pytest.mark.parametrize(("rule", "performed", "text"), DECIDED, ids=[rule for rule, *_ in DECIDED])
def test_a_note_is_decided_by_this_rule(rule: str, performed: bool | None, text: str) -> None:
    page = open_page(text)
    procedure = follow(page)
    entries = to_injections(page, injected(page, procedure))
    name, verdict = decided_by(Account(page, procedure, entries))
    assert (name, verdict.performed) == (rule, performed)
    assert all(text[words.start : words.end] == words.text for words in verdict.words)


def test_every_rule_decides_one_of_these_notes_and_they_stand_in_order() -> None:
    assert [rule for rule, *_ in DECIDED] == [*(rule.__name__ for rule in RULES), "nothing_told"]
