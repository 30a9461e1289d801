from __future__ import annotations

from datetime import date

from coding.building import coded, injected, lines, refused
from tautband.coding import code
from tautband.model.encounter import Conflict, Encounter, Region
from tautband.model.evidence import Evidence
from tautband.shipped import shipped_rulebook


def test_two_muscles_are_the_lower_code_and_three_the_higher() -> None:
    two = coded(injected("trapezius"), injected("levator scapulae"))
    three = coded(injected("trapezius"), injected("levator scapulae"), injected("rhomboid major"))
    assert (lines(two), two.muscle_count) == (["20552"], 2)
    assert (lines(three), three.muscle_count) == (["20553"], 3)


def test_nine_needle_sticks_in_one_muscle_are_one_muscle() -> None:
    coding = coded(injected("gluteus medius", trigger_points=9))
    assert (lines(coding), coding.muscle_count) == (["20552"], 1)
    assert {"20553", "20552-59", "20552-XS", "20552 x2"} <= refused(coding)


def test_a_muscle_told_twice_on_one_side_is_counted_once() -> None:
    part = injected("trapezius", parts=("upper trapezius",))
    assert coded(injected("trapezius"), part, injected("levator scapulae")).muscle_count == 2


def test_a_muscle_without_a_side_is_not_counted_beside_itself_with_a_side() -> None:
    coding = coded(injected("trapezius", "unspecified"), injected("trapezius"), injected("trapezius", "left"))
    assert coding.muscle_count == 2


def test_the_convention_on_sides_is_named_and_says_when_it_decides() -> None:
    both_of_one = coded(injected("trapezius"), injected("trapezius", "left"))
    both_and_one_more = coded(injected("trapezius"), injected("trapezius", "left"), injected("levator scapulae"))
    sides = "right and left of one muscle counted as two muscles"
    assert [c.flips_code for c in both_of_one.conventions if c.says == sides] == [False]
    assert [c.flips_code for c in both_and_one_more.conventions if c.says == sides] == [True]


def test_a_group_alone_supports_the_lower_code_and_asks() -> None:
    coding = coded(injected("lumbar paraspinals", kind="group"))
    assert (coding.status, lines(coding), coding.muscle_count) == ("query", ["20552"], None)
    assert [query.asks for query in coding.queries] == ["Which muscles were injected, each by its own name and side?"]


def test_two_muscles_and_a_group_stay_at_the_lower_code_and_ask() -> None:
    coding = coded(injected("trapezius"), injected("levator scapulae"), injected("rhomboids", kind="group"))
    assert (coding.status, lines(coding)) == ("query", ["20552"])


def test_three_named_muscles_settle_the_code_beside_a_group() -> None:
    three = [injected(muscle) for muscle in ("trapezius", "levator scapulae", "infraspinatus")]
    coding = coded(*three, injected("rhomboids", kind="group"))
    assert (coding.status, lines(coding), coding.muscle_count) == ("coded", ["20553"], 3)


def test_a_region_supports_nothing() -> None:
    coding = coded(procedure_performed=True, regions=(Region(name="shoulder", side="left"),))
    assert (coding.status, lines(coding), coding.muscle_count) == ("query", [], None)
    assert {"20552", "20553", "20610"} <= refused(coding)


def test_a_muscle_that_may_have_been_injected_is_asked_about_where_it_would_change_the_code() -> None:
    two = [injected("trapezius"), injected("levator scapulae")]
    unclear = injected("rhomboid major", status="unclear")
    assert coded(*two, unclear).status == "query"
    assert coded(two[0], unclear).status == "coded"


def test_a_header_that_counts_more_than_the_body_names_holds_the_lesser_reading() -> None:
    conflict = Conflict(about="muscle_count", says="The header counts 3 muscles, the body names 2.")
    two = [injected("splenius capitis"), injected("semispinalis capitis")]
    coding = coded(*two, stated_muscle_count=3, conflicts=(conflict,))
    assert (coding.status, lines(coding), coding.muscle_count) == ("query", ["20552"], None)


def test_a_header_that_counts_fewer_than_the_body_names_holds_the_lesser_reading() -> None:
    conflict = Conflict(about="muscle_count", says="The header counts 2 muscles, the body names 3.")
    three = [injected(muscle) for muscle in ("trapezius", "levator scapulae", "infraspinatus")]
    coding = coded(*three, stated_muscle_count=2, conflicts=(conflict,))
    assert (coding.status, lines(coding)) == ("query", ["20552"])


def test_a_conflict_that_cannot_change_the_code_is_not_asked_about() -> None:
    conflict = Conflict(about="muscle_count", says="The header counts 1 muscle, the body names 2.")
    two = [injected("splenius capitis"), injected("semispinalis capitis")]
    assert coded(*two, stated_muscle_count=1, conflicts=(conflict,)).status == "coded"


def test_a_contradiction_on_the_side_is_asked_about() -> None:
    conflict = Conflict(about="side", says="The header says left, the body right.")
    assert coded(injected("trapezius"), conflicts=(conflict,)).status == "query"


def test_what_was_planned_or_declined_or_put_off_is_not_counted() -> None:
    coding = coded(
        injected("trapezius"),
        injected("levator scapulae", status="planned"),
        injected("rhomboid major", status="deferred"),
        injected("infraspinatus", status="historical"),
    )
    assert (lines(coding), coding.muscle_count) == (["20552"], 1)


def test_a_note_that_shows_no_injection_is_not_billed() -> None:
    coding = coded(injected("trapezius", status="declined"), procedure_performed=False)
    assert (coding.status, lines(coding)) == ("nothing_to_bill", [])
    assert {"20552", "20553"} <= refused(coding)


def test_a_note_that_leaves_the_injection_open_is_asked_about() -> None:
    coding = coded(injected("trapezius", status="unclear"), procedure_performed=None)
    assert (coding.status, lines(coding)) == ("query", [])


def test_words_that_leave_the_injection_open_are_asked_about_without_any_muscle() -> None:
    words = (Evidence(start=3, end=40, text="Will inject the right trapezius today"),)
    coding = coded(procedure_performed=None, performed_evidence=words)
    assert (coding.status, lines(coding)) == ("query", [])
    assert coding.queries[0].evidence == words


def test_an_empty_encounter_has_nothing_to_bill() -> None:
    coding = code(Encounter(date_of_service=date(2025, 3, 3)), shipped_rulebook())
    assert (coding.status, coding.lines, coding.refused) == ("nothing_to_bill", (), ())


def test_a_note_without_a_date_gives_the_code_alone_and_asks_for_the_date() -> None:
    coding = coded(injected("trapezius"), day=None)
    assert (coding.status, lines(coding), coding.diagnoses) == ("query", ["20552"], ())


def test_drafts_and_unsigned_notes_are_on_hold() -> None:
    for status in ("draft", "unsigned"):
        coding = coded(injected("trapezius"), note_status=status)
        assert (coding.status, coding.lines) == ("hold", ())
        assert "20552" in refused(coding)
    assert coded(injected("trapezius"), note_status="not_shown").status == "coded"
