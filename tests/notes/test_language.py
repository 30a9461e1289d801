"""A note in another language is said to be unread; it is never answered as though it had been."""

from __future__ import annotations

import pytest

from tautband.coding import code
from tautband.notes import read
from tautband.shipped import shipped_rulebook

UNREAD = (
    "Fecha: 05/16/2025. Paciente con dolor de la espalda derecha desde hace cinco meses. Inyecci\u00f3n de "
    "puntos gatillo en el trapecio derecho y el romboides con lidoc\u00edna al 1 % por la t\u00e9cnica habitual, "
    "sin complicaciones.",
    "16/05/2025. Patientin mit Schmerz der rechten Schulter. Der Trapezius wurde rechts mit 2 ml Lidocain infiltriert, "
    "und die Patientin ist ohne Beschwerden. Das Ergebnis ist gut, links wurde nichts gemacht.",
    "Douleur de la nuque avec des points g\u00e2chettes. Une injection de lidoca\u00efne est faite dans le "
    "trap\u00e8ze droit et le rhombo\u00efde droit, sans complication. La patiente est repartie avec une ordonnance.",
)


@pytest.mark.parametrize("note", UNREAD)
def test_another_language_is_asked_about(note: str) -> None:
    coding = code(read(note + "\nDOS 05/16/2025"), shipped_rulebook())
    assert (coding.status, coding.lines) == ("query", ())
    assert "The note is not written in English, which alone is read." in [query.because for query in coding.queries]


def test_a_spanish_quotation_in_an_english_note_is_no_matter() -> None:
    note = (
        'DOS 05/16/2025. The patient said "me duele el cuello y la espalda" and points to the right side. '
        "Myofascial pain. The right trapezius was injected with 2 mL of 1% lidocaine. She tolerated it."
    )
    coding = code(read(note), shipped_rulebook())
    assert (coding.status, [line.code for line in coding.lines][:1]) == ("coded", ["20552"])


def test_an_english_note_without_an_injection_has_nothing_to_bill() -> None:
    coding = code(read("DOS 05/16/2025. La Mesa clinic, Dr. de la Cruz. Neck pain. No injection."), shipped_rulebook())
    assert coding.status == "nothing_to_bill"
