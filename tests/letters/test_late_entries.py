"""What was added to a note after it was closed is known as such, with its date or as bearing none."""

from __future__ import annotations

from datetime import date

import pytest

from letters.denied import case_of, letter, matter, note_of
from tautband.letters.late_entries import addenda
from tautband.letters.sealing import seal_of
from tautband.notes.reading import open_page

NOTE = note_of(case_of())
DAY = date(2026, 3, 16)


@pytest.mark.parametrize(
    ("added", "dated"),
    [
        ("Addendum 03/30/2026: the left side was injected too.", date(2026, 3, 30)),
        ("ADDENDUM\nEntered 03/30/2026: the dose was 4 mL.", date(2026, 3, 30)),
        ("Late entry for 03/16/2026, written 03/28/2026: consent was signed.", date(2026, 3, 28)),
        ("Late entry for 03/16/2026: consent was signed.", None),
        ("Amendment: the dose was 4 mL. Signed 04/02/2026.", date(2026, 4, 2)),
        ("*** Addendum by MD, 04/01/2026 ***\nThe left side too.", date(2026, 4, 1)),
        ("Addendum: the dose was 4 mL.", None),
    ],
)
def test_an_addendum_at_the_end_reaches_to_the_end(added: str, dated: date | None) -> None:
    page = open_page(f"{NOTE}\n{added}\n", DAY)
    ((begins, stops, found),) = addenda(page)
    start = page.tokens.starts[page.sentences[begins].first]
    assert NOTE.rstrip() + "\n\n" <= page.text[:start] or start >= len(NOTE)
    assert stops == len(page.sentences)
    assert found == dated


@pytest.mark.parametrize("line", ["Correction of posture was advised.", "She asked for clarification of the plan.", ""])
def test_the_same_words_in_a_sentence_open_none(line: str) -> None:
    assert addenda(open_page(f"{NOTE}\n{line}\n", DAY)) == ()


def test_an_addendum_above_the_note_ends_before_it() -> None:
    page = open_page(f"Addendum 03/30/2026: the left side too.\n\n{NOTE}", DAY)
    ((begins, stops, dated),) = addenda(page)
    assert (begins, dated) == (0, date(2026, 3, 30))
    assert page.tokens.starts[page.sentences[stops].first] >= page.text.index("TRIGGER POINT")


def with_care(opening: str) -> str:
    care = "Eight weeks of physical therapy with a home exercise program and nine weeks of naproxen\ndid not help."
    assert care in NOTE
    bare = NOTE.replace(care, "").replace("She cannot lift her\nchild or turn her head to drive. ", "")
    bare = bare.replace("Range of motion of the neck is limited.", "")
    return f"{bare}\n{opening} Before the injection eight weeks of physical therapy had failed.\n"


def test_a_quotation_from_a_late_addendum_says_so_with_its_date() -> None:
    note = with_care("Addendum 03/30/2026:")
    used = matter(note=note, note_seal=seal_of(note))
    quotations = [q for r in used.requirements for part in r.parts for q in part.quotations]
    assert {q.late.added for q in quotations if q.late} == {date(2026, 3, 30)}
    found = letter(note=note, note_seal=seal_of(note))
    assert any(check.startswith("A late addendum is quoted for: conservative care") for check in found.checks)


def test_an_addendum_without_a_date_makes_a_letter_not_ready() -> None:
    note = with_care("Addendum:")
    gaps = letter(note=note, note_seal=seal_of(note)).gaps
    assert [gap for gap in gaps if gap.endswith("rests on an addendum without a date.")] != []


def test_an_addendum_of_the_same_day_is_none_that_came_late() -> None:
    note = with_care("Addendum 03/16/2026:")
    found = letter(note=note, note_seal=seal_of(note))
    assert found.gaps == ()
    assert [check for check in found.checks if "late addendum" in check] == []
