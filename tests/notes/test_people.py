"""Who held the needle, and whether the note is signed."""

from __future__ import annotations

import pytest

from tautband.notes import read

NOTE = """Date of service: 03/02/2026
Procedure: trigger point injection. Right trapezius x2 injected with 1% lidocaine 1 mL{by}. Tolerated well.
{signed}
"""
MD = "Electronically signed by A. Example MD 03/02/2026"


@pytest.mark.parametrize(
    ("by", "people"),
    [
        (" by physical therapist J. Example, DPT", [("PT", "performer"), ("MD", "co_signer")]),
        (" by a registered nurse", [("RN", "performer"), ("MD", "co_signer")]),
        ("", [("MD", "performer")]),
        (" after positioning by a physical therapist", [("MD", "performer")]),
        (", drawn up by a registered nurse", [("MD", "performer")]),
    ],
)
def test_the_one_with_the_needle_is_the_performer(by: str, people: list[tuple[str, str]]) -> None:
    found = read(NOTE.format(by=by, signed=MD)).people
    assert [(person.credential, person.role) for person in found] == people


@pytest.mark.parametrize(
    ("signed", "status"),
    [
        (MD, "signed"),
        ("Electronically signed by: ____________", "not_shown"),
        ("DRAFT - NOT SIGNED\nElectronically signed by: ____________  Date: ______", "draft"),
        ("DRAFT - NOT SIGNED\n" + MD, "signed"),
        ("Signature: ____A. Example MD____", "signed"),
    ],
)
def test_a_line_to_be_signed_is_no_signature(signed: str, status: str) -> None:
    assert read(NOTE.format(by="", signed=signed)).note_status == status
