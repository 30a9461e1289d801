"""The harness asks which words of the rules' lists some note needs, and leaves the reader as it was."""

from __future__ import annotations

from notes.rule_words import Needed, Rules, Watch
from tautband.notes import read

CAME = ("tautband.notes.outcome.other_texts", "CAME")
ABSENT = "10/20/2025 TPI bilateral trapezius, lido 1% 4 mL, tolerated well.\nPATIENT DID NOT ARRIVE.\n"
RULES = Rules()


def needed(notes: list[str]) -> set[str]:
    return Needed(RULES, notes, Watch(RULES).over(notes)).of(RULES.lists[CAME])


def test_a_word_that_decides_a_note_is_needed_and_so_are_those_that_do_in_its_place() -> None:
    assert needed([ABSENT]) == {"arrive", "attend", "come", "show"}


def test_a_list_that_no_note_meets_is_needed_by_none() -> None:
    assert needed([ABSENT.replace("ARRIVE", "SNEEZE")]) == set()


def test_the_reader_reads_as_before_once_a_list_is_put_back() -> None:
    before = read(ABSENT).model_dump_json()
    with RULES.holding(CAME, frozenset()):
        without = read(ABSENT).model_dump_json()
    assert without != before
    assert read(ABSENT).model_dump_json() == before


def test_a_list_made_from_another_loses_its_word_too() -> None:
    place = ("tautband.notes.context.printed_text", "TAUGHT")
    with RULES.holding(place, RULES.without(place, "palpate")):
        assert "palpate" not in RULES.value(("tautband.notes.context.printed_text", "MARKING"))
    assert "palpate" in RULES.value(("tautband.notes.context.printed_text", "MARKING"))


def test_a_list_that_another_set_asks_tells_what_it_meets() -> None:
    place = ("tautband.notes.context.voided", "AHEAD")
    watched = Watch(RULES).watched(place)
    assert {"below", "aside"} & watched == {"below"}
    assert {"below"} <= watched | {"aside"}
    assert watched.watch.met[place] == {-1: {"below"}}
