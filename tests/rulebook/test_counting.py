"""How many muscles a note shows: named and grouped, with and without sides."""

from __future__ import annotations

import pytest

from tautband.model.encounter import Encounter, Injection, OtherService
from tautband.rulebook.counting import MANY, injected_blind, muscles_injected

MEMBERS = {
    "neck muscles": frozenset({"splenius capitis", "splenius cervicis", "suboccipitals"}),
    "suboccipitals": frozenset({"rectus", "obliquus"}),
}


def counted(*injected: tuple[str, str], **said: object) -> tuple[int, int] | None:
    injections = tuple(
        Injection.model_validate({
            "muscle": name, "side": side,
            "kind": "group" if name in MEMBERS or name == "unlisted" else "muscle",
        })
        for name, side in injected
    )  # fmt: skip
    told = {"procedure_performed": True, "muscle_count_is_exact": True, **said}
    return muscles_injected(Encounter.model_validate({"injections": injections, **told}), MEMBERS)


@pytest.mark.parametrize(("performed", "expected"), [(None, None), (False, (0, 0)), (True, (1, 1))])
def test_a_note_that_does_not_say_counts_nothing_and_one_that_denies_counts_none(
    performed: bool | None, expected: tuple[int, int] | None
) -> None:
    assert counted(("trapezius", "left"), procedure_performed=performed) == expected


def test_muscles_count_once_a_side_and_without_a_side_are_no_further_one() -> None:
    assert counted(("trapezius", "left"), ("trapezius", "right")) == (2, 2)
    assert counted(("trapezius", "left"), ("trapezius", "left")) == (1, 1)
    assert counted(("trapezius", "left"), ("trapezius", "unspecified")) == (1, 1)
    assert counted(("trapezius", "unspecified"), ("deltoid", "left")) == (2, 2)


def test_a_group_is_one_muscle_at_least_and_each_member_not_named_at_most() -> None:
    assert counted(("neck muscles", "left")) == (1, 4)
    assert counted(("neck muscles", "unspecified")) == (1, 8)
    assert counted(("neck muscles", "left"), ("splenius capitis", "left")) == (1, 4)
    assert counted(("neck muscles", "left"), ("splenius capitis", "right")) == (1, 5)
    assert counted(("suboccipitals", "left"), ("rectus", "left"), ("obliquus", "left"), ("deltoid", "left")) == (3, 3)


def test_a_group_of_which_no_member_is_known_leaves_the_count_open() -> None:
    assert counted(("unlisted", "left")) == (1, MANY)
    assert counted(("unlisted", "left"), ("neck muscles", "left"), ("deltoid", "left")) == (1, MANY)


def test_a_count_that_is_not_exact_or_told_by_region_is_a_least_one() -> None:
    assert counted(("trapezius", "left"), muscle_count_is_exact=False) == (1, MANY)
    assert counted(("trapezius", "left"), regions=({"name": "neck"},)) == (1, MANY)
    assert counted() == (0, 0)


def test_injections_that_were_not_performed_do_not_count() -> None:
    planned = Injection.model_validate({"muscle": "deltoid", "status": "planned"})
    note = Encounter(
        injections=(planned, Injection(muscle="trapezius")), procedure_performed=True, muscle_count_is_exact=True
    )
    assert muscles_injected(note, MEMBERS) == (1, 1)


@pytest.mark.parametrize(("ablation", "blind"), [(False, True), (True, False)])
def test_a_burnt_nerve_is_no_joint_injected_without_imaging(ablation: bool, blind: bool) -> None:
    assert injected_blind(OtherService(kind="facet_injection", ablation=ablation)) == blind
