"""An edit's parameters as numbers: each sort of parameter, each absent, and sets that are one set however written."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from tautband.model.encounter import DOCUMENTATION_ELEMENTS
from tautband.model.strict import Strict
from tautband.rulebook.packed import pack_code, pack_diagnosis, pack_modifier
from tautband.rulebook.parameters import (
    ABSENT,
    CodeSet,
    DiagnosisSet,
    ElementSet,
    ModifierSet,
    NameSet,
    PlaceSet,
    Sets,
    column_value,
    element_mask,
    given,
)

GROUPS = {"one": ("20552", "20553"), "both": ("one", "20600-20611")}


class Parameters(Strict):
    codes: CodeSet | None = None
    diagnoses: DiagnosisSet | None = None
    modifiers: ModifierSet | None = None
    places: PlaceSet | None = None
    names: NameSet | None = None
    elements: ElementSet | None = None
    word: Literal["first", "second", "third"] | None = None
    day: date | None = None
    flag: bool | None = None
    count: int | None = None
    share: float | None = None


class Unreadable(Strict):
    text: str = "plain text is no number"


def sets() -> Sets:
    return Sets(GROUPS)


def test_each_sort_of_parameter_has_its_number() -> None:
    known = sets()
    for before in (known.code_set(["J3301"]), known.modifier_set(["XS"]), known.place_set(["11"])):
        assert before == 0
    full = Parameters(
        codes=("20552",), diagnoses=("M79.18",), modifiers=("59",), places=("22",), names=("myalgia",),
        elements=(DOCUMENTATION_ELEMENTS[2],), word="third", day=date(1970, 1, 11), flag=True, count=7, share=0.5,
    )  # fmt: skip
    told = {name: column_value(full, name, known) for name in Parameters.model_fields}
    assert told == {
        "codes": 1, "diagnoses": 0, "modifiers": 1, "places": 1, "names": 0, "elements": 4, "word": 2, "day": 10,
        "flag": 1, "count": 7, "share": 0.5,
    }  # fmt: skip
    assert [type(told[name]) for name in ("flag", "count", "share")] == [int, int, float]


@pytest.mark.parametrize("name", Parameters.model_fields)
def test_a_parameter_that_is_not_given_is_absent_and_makes_no_set(name: str) -> None:
    known = sets()
    assert column_value(Parameters(), name, known) == ABSENT
    assert known == sets()


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(TypeError, match="'text' of Unreadable has no column form"):
        column_value(Unreadable(), "text", sets())


def test_parameters_given_are_counted() -> None:
    some = Parameters(count=0, flag=False)
    assert [given(some), given(some, "count"), given(some, "count", "flag", "day"), given(some, "day")] == [0, 1, 2, 0]


def test_elements_are_bits_in_their_order() -> None:
    assert [element_mask([element]) for element in DOCUMENTATION_ELEMENTS[:3]] == [1, 2, 4]
    assert element_mask(DOCUMENTATION_ELEMENTS) == 2 ** len(DOCUMENTATION_ELEMENTS) - 1
    assert element_mask(()) == 0


def ranges(*entries: str) -> list[tuple[int, int]]:
    known = sets()
    assert known.code_set(entries) == 0
    return list(*known.codes)


def test_a_code_is_a_range_of_one_and_a_range_holds_both_its_ends() -> None:
    assert ranges("20552") == [(pack_code("20552"), pack_code("20552"))]
    assert ranges("20600-20611") == [(pack_code("20600"), pack_code("20611"))]
    assert ranges("20552-20552") == ranges("20552")


def test_a_group_is_the_codes_of_its_members_groups_within_it_included() -> None:
    assert ranges("both") == ranges("20552", "20553", "20600-20611")


def test_codes_that_adjoin_or_overlap_are_one_range_and_others_are_not() -> None:
    assert ranges("20552", "20553") == ranges("20552-20553")
    assert ranges("20552-20555", "20553-20554") == ranges("20552-20555")
    assert ranges("20552-20554", "20554-20557") == ranges("20552-20557")
    assert len(ranges("20552", "20554")) == 2
    assert ranges() == []


@pytest.mark.parametrize("entry", ["", "2055", "205522", "20553-20552", "j3301", "20552-2055?", "2055?", "nobody"])
def test_what_is_no_code_range_or_group_is_named(entry: str) -> None:
    with pytest.raises(ValueError, match=r"is no code, no range of codes and no group") as told:
        sets().code_set(["20552", entry])
    assert str(told.value).startswith(repr(entry))


ENTRIES = st.lists(st.sampled_from(["20552", "20553", "20560-20561", "20600-20611", "20605", "one", "both"]))


@drawn(ENTRIES, ENTRIES)
def test_sets_are_the_same_where_their_codes_are(some: list[str], others: list[str]) -> None:
    known = sets()
    first = known.code_set(some)
    assert known.code_set(list(reversed(some))) == first
    assert known.code_set(some * 2) == first
    assert (known.code_set(others) == first) == (ranges(*some) == ranges(*others))


def test_a_star_takes_every_diagnosis_that_begins_so_and_no_other() -> None:
    known = sets()
    assert [known.diagnosis_set(["M79.1*"]), known.diagnosis_set(["M79.1"]), known.diagnosis_set(["M791*"])] == [
        0,
        1,
        0,
    ]
    (((low, high),), ((own, same),)) = known.diagnoses
    held = {
        code: low <= pack_diagnosis(code) <= high
        for code in ("M79.1", "M79.10", "M79.18", "M79.1ZZZ", "M79.0ZZZ", "M79.2")
    }
    assert held == {"M79.1": True, "M79.10": True, "M79.18": True, "M79.1ZZZ": True, "M79.0ZZZ": False, "M79.2": False}
    assert own == same == low == pack_diagnosis("M79.1")
    assert (low - 1, high + 1) == (pack_diagnosis("M79.0ZZZ"), pack_diagnosis("M79.2"))


def test_diagnoses_named_alone_stand_for_themselves() -> None:
    known = sets()
    assert known.diagnosis_set(["M54.2", "M79.18"]) == known.diagnosis_set(["M7918", "M542", "M54.2"])
    with pytest.raises(ValueError, match="'M79-18' is no diagnosis code"):
        known.diagnosis_set(["M54.2", "M79-18"])


def test_modifiers_places_and_names_are_sets_whatever_their_order() -> None:
    known = sets()
    assert [known.modifier_set(m) for m in (["59", "XS"], ["XS", "59"], ["XS"], [])] == [0, 0, 1, 2]
    assert [known.place_set(p) for p in (["22", "11"], ["11", "22"], ["11"], ["09"])] == [0, 0, 1, 2]
    assert [known.name_set(n) for n in (["b", "a"], ["a", "b"], ["a"])] == [0, 0, 1]
    assert next(iter(known.modifiers)) == tuple(sorted((pack_modifier("59"), pack_modifier("XS"))))
    assert list(known.places) == [(11, 22), (11,), (9,)]


@pytest.mark.parametrize("entry", ["1", "111", "1a", "", "XS"])
def test_a_place_has_two_digits(entry: str) -> None:
    with pytest.raises(ValueError, match="a place of service has two digits"):
        sets().place_set(["11", entry])


@pytest.mark.parametrize("entry", ["", "599", "5?"])
def test_a_modifier_has_two_characters(entry: str) -> None:
    with pytest.raises(ValueError, match="a modifier has two letters or digits"):
        sets().modifier_set(["59", entry])
