"""The state of the service: two letters that are a place, and never a clinician's degree."""

from __future__ import annotations

import pytest

from tautband.notes import read


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Treating physician (MD)", None), ("Q. Harrowgate, MD  signed", None), ("Dr. Smith, MD", None),
        ("Attending: R. O'Dowd, MD", None), ("Y. Abernethy-Cole PA-C", None), ("A. B. Smith, PA", None),
        ("Electronically signed by the treating clinician, MD", None),
        ("Clinic, Baltimore, MD 21201", "MD"), ("Medicare (MD)", "MD"), ("Aetna, MD, office", "MD"),
        ("State: MD", "MD"), ("State = OR", "OR"), ("Pittsburgh, PA office", "PA"), ("Annapolis, MD", "MD"),
    ],
)  # fmt: skip
def test_a_degree_is_no_state(words: str, state: str | None) -> None:
    note = f"DOS 05/16/2023 {words}\nRight trapezius injected with 1 mL lidocaine 1%.\n"
    assert read(note).state == state
