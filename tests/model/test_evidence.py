"""Words quoted from a note."""

from __future__ import annotations

import pickle

from tautband.model.evidence import Evidence

NOTE = "Injected the right upper trapezius."


def test_words_cut_from_the_note_are_the_same_as_words_that_were_checked() -> None:
    quoted, checked = Evidence.of(NOTE, 13, 34), Evidence(start=13, end=34, text="right upper trapezius")
    assert quoted == checked
    assert hash(quoted) == hash(checked)
    assert quoted.model_dump_json() == checked.model_dump_json()
    assert quoted.model_fields_set == checked.model_fields_set
    assert pickle.loads(pickle.dumps(quoted)) == checked


def test_a_copy_of_quoted_words_changes_nothing_of_the_others() -> None:
    one, other = Evidence.of(NOTE, 0, 8), Evidence.of(NOTE, 9, 12)
    copied = one.model_copy(update={"text": "injected"})
    assert (one.text, copied.text, other.text) == ("Injected", "injected", "the")
    assert other.model_fields_set == {"start", "end", "text"}
