"""A muscle that the rest of the note does not bear out never lifts the code: the author is asked."""

from __future__ import annotations

import pytest

from tautband.coding import code
from tautband.notes import read
from tautband.shipped import shipped_rulebook

HEAD = "Date of service 03/04/2025. Medicare, Ohio, office. Taut bands felt in each. Assessment: Myofascial pain.\n"
TAIL = "\nTolerated well. Pain 7/10 before, 2/10 after. Signed, MD."


def answer(text: str) -> tuple[str, list[str]]:
    coding = code(read(HEAD + text + TAIL), shipped_rulebook())
    return coding.status, [line.code for line in coding.lines if line.code.startswith("2055")]


@pytest.mark.parametrize(
    "text",
    [
        "Procedure: trigger point injection, right and left piriformis.\nRight piriformis and left piriformis were "
        "injected, 2 mL of 1% lidocaine each. Right gluteus maximus was injected with the rest.",
        "PROCEDURE: Trigger point injections, right trapezius and right levator scapulae.\n1% lidocaine 1 mL was "
        "injected into each of the right trapezius, right levator scapulae and right rhomboid major.",
        "Procedure: TPI. 1% lidocaine, 1 mL each, into the right trapezius and the right levator scapulae.\n"
        "Addendum: dictated in error. The injections were in the left trapezius and the left levator scapulae.",
        "Procedure: TPI. 1% lidocaine, 1 mL each, into the right trapezius and the right rhomboid major.\n"
        "Correction: the second muscle injected was the right rhomboid minor, not major.",
        "Procedure: TPI. 1% lidocaine, 1 mL each, was injected into the right trapezius and the right levator "
        "scapulae. Supraspinatus was injected with 1 mL.",
    ],
)
def test_a_muscle_beyond_the_title_or_without_its_side_is_asked_about(text: str) -> None:
    assert answer(text) == ("query", ["20552"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Procedure: trigger point injections.\n1% lidocaine 1 mL into each of the right trapezius, right levator "
         "scapulae and right rhomboid major.", ("coded", ["20553"])),
        ("Procedure: trigger point injections, right trapezius, right levator scapulae and right rhomboid major.\n"
         "Each was injected with 1 mL of 1% lidocaine.", ("coded", ["20553"])),
        ("Procedure: trigger point injections to trapezius, levator scapulae, rhomboid major.\nTrapezius, levator "
         "scapulae and rhomboid major were each injected with 1 mL of 1% lidocaine.", ("coded", ["20553"])),
        ("Procedure: trigger point injection, right trapezius.\nRight trapezius and right levator scapulae were "
         "injected with 1 mL of 1% lidocaine each.", ("coded", ["20552"])),
    ],
)  # fmt: skip
def test_where_the_note_agrees_with_itself_or_the_code_stays_nothing_is_asked(
    text: str, expected: tuple[str, list[str]]
) -> None:
    assert answer(text) == expected
