"""The payer as a note names it: words of the language and letters count only as a field of their own."""

from __future__ import annotations

import pytest

from tautband.notes import read


@pytest.mark.parametrize(
    ("head", "payer"),
    [
        ("3/5/25   UHC   office", "UHC"),
        ("3/5/25   UHC Choice Plus", "UHC"),
        ("3/5/25 / UHC / office", "UHC"),
        ("Insurance: United", "United"),
        ("3/5/25   Cash", "Cash"),
        ("3/5/25   Medicare    C. Wexample 68F", "Medicare"),
        ("3/5/25   Medicare C", "Medicare C"),
        ("3/5/25   aetna", "aetna"),
        ("38 F railroad worker.", None),
        ("Humerus fracture united 2019.", None),
        ("Pays cash for massage.", None),
        ("62M, WC bound.", None),
    ],
)
def test_a_payer_is_named_by_its_field(head: str, payer: str | None) -> None:
    assert read(f"{head}\nVisit 03/05/2025. TPI right trapezius, 1 mL of 1% lidocaine.").payer_text == payer
