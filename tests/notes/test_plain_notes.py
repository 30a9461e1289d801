"""The plainest notes: no heading over the procedure, the drug in a sentence of its own."""

from __future__ import annotations

import pytest

from tautband.coding import code
from tautband.notes import read
from tautband.shipped import shipped_rulebook

UNDER_ASSESSMENT = """DOS 05/16/2025  Aetna OH office
HPI: left buttock pain for 5 months. PT failed.
Exam: taut bands with trigger points. Assessment: Myofascial pain, M79.18.
{done}
"""
ALONE = """05/16/2025
Myofascial pain, trigger points on exam.
{done}
Signed, MD"""
DONE = {
    "The left piriformis was injected. 1% lidocaine 5 ml total.": "20552",
    "I injected the left trapezius. 5 ml of 1% lidocaine was used.": "20552",
    "Injected left quadratus lumborum, left gluteus medius and left piriformis under ultrasound guidance. "
    "1% lidocaine 5 ml total.": "20553",
    "Trigger point injections were performed to the left trapezius. 1% lidocaine 5 ml total.": "20552",
    "TPI performed on left trapezius. 5 ml 1% lidocaine.": "20552",
    "TPI performed to L trap and L levator. 2 ml lidocaine 1%.": "20552",
    "Did TPI to left trapezius and left rhomboid major today with lidocaine.": "20552",
    "We did trigger points of the left trapezius, lidocaine 3 cc.": "20552",
}
NOT_DONE = (
    "The left piriformis will be injected next week. 1% lidocaine 5 ml.",
    "The left trapezius was injected last month. 1% lidocaine 5 ml total.",
    "Discussed TPI to the left trapezius; not done today.",
    "Her orthopedist injected the left piriformis. 1% lidocaine 5 ml.",
    "The left trapezius was not injected. Lidocaine discarded.",
    "TPI to the left trapezius was offered and declined.",
)


@pytest.mark.parametrize("done", DONE)
@pytest.mark.parametrize("note", [UNDER_ASSESSMENT, ALONE])
def test_what_was_injected_is_coded_without_a_heading(note: str, done: str) -> None:
    coding = code(read(note.format(done=done)), shipped_rulebook())
    assert (coding.status, [line.code for line in coding.lines if line.code.startswith("2055")]) == (
        "coded",
        [DONE[done]],
    )


@pytest.mark.parametrize("done", NOT_DONE)
@pytest.mark.parametrize("note", [UNDER_ASSESSMENT, ALONE])
def test_what_was_not_done_is_not(note: str, done: str) -> None:
    coding = code(read(note.format(done=done)), shipped_rulebook())
    assert [line.code for line in coding.lines if line.code.startswith("2055")] == []
