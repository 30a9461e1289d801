"""What must hold for every encounter, whatever the words."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from coding.building import encounter, lidocaine
from tautband.coding import code
from tautband.model.coding import Coding
from tautband.model.encounter import Encounter, Injection, Region
from tautband.model.evidence import Evidence
from tautband.shipped import shipped_rulebook

MUSCLES = ["trapezius", "levator scapulae", "rhomboid major", "splenius capitis", "masseter", "gluteus medius"]
GROUPS = ["rhomboids", "lumbar paraspinals", "paraspinals", "gluteals"]
SIDES: list[Any] = ["left", "right", "unspecified", "midline"]
STATUSES: list[Any] = ["performed", "performed", "performed", "planned", "declined", "historical", "unclear"]

muscle = st.builds(
    Injection,
    muscle=st.sampled_from(MUSCLES),
    side=st.sampled_from(SIDES),
    status=st.sampled_from(STATUSES),
    trigger_points=st.none() | st.integers(1, 9),
)
group = st.builds(Injection, muscle=st.sampled_from(GROUPS), kind=st.just("group"), side=st.sampled_from(SIDES))
injections = st.lists(muscle | group, min_size=1, max_size=7)
dates = st.dates(min_value=date(2016, 1, 1), max_value=date(2026, 6, 30))
payers = st.sampled_from(["medicare", "medicare-advantage", "aetna", "self-pay", "nobody knows", None])


@st.composite
def encounters(draw: st.DrawFn) -> Encounter:
    return encounter(
        *draw(injections),
        day=draw(dates),
        payer=draw(payers),
        procedure_performed=draw(st.sampled_from([True, True, True, None, False])),
        agents=tuple(lidocaine(draw(st.floats(0.5, 90))) for _ in range(draw(st.integers(0, 2)))),
    )


def coding_of(facts: Encounter) -> Coding:
    return code(facts, shipped_rulebook())


def rank(coding: Coding) -> int:
    """0 without a trigger point code, 1 for the lower and 2 for the higher."""
    return max(({"20552": 1, "20553": 2}.get(line.code, 0) for line in coding.lines), default=0)


def muscles_named(facts: Encounter) -> int:
    done = [i for i in facts.injections if i.status == "performed" and i.kind == "muscle"]
    sided = {i.muscle for i in done if i.side != "unspecified"}
    return len({(i.muscle, i.side) for i in done if i.side != "unspecified" or i.muscle not in sided})


@given(encounters())
@settings(max_examples=80, deadline=None)
def test_no_code_above_what_the_injections_name(facts: Encounter) -> None:
    coding = coding_of(facts)
    highest = 0 if not facts.procedure_performed else 2 if muscles_named(facts) >= 3 else 1
    assert rank(coding) <= highest
    assert all(line.units == 1 for line in coding.lines if line.code.startswith("2055"))
    assert sum(line.code.startswith("2055") for line in coding.lines) <= 1


@given(encounters(), st.integers(1, 20))
@settings(max_examples=60, deadline=None)
def test_trigger_points_never_change_the_code(facts: Encounter, sticks: int) -> None:
    more = facts.model_copy(
        update={"injections": tuple(i.model_copy(update={"trigger_points": sticks}) for i in facts.injections)}
    )
    before, after = coding_of(facts), coding_of(more)
    assert [line.code for line in before.lines] == [line.code for line in after.lines]
    assert before.muscle_count == after.muscle_count


@given(encounters(), group)
@settings(max_examples=60, deadline=None)
def test_a_group_or_a_region_never_raises_the_code(facts: Encounter, extra: Injection) -> None:
    before = coding_of(facts)
    if rank(before):
        assert rank(coding_of(facts.model_copy(update={"injections": (*facts.injections, extra)}))) == rank(before)
    region = Region(name="shoulder", side="left")
    assert rank(coding_of(facts.model_copy(update={"regions": (region,)}))) == rank(before)


@given(encounters(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_injections_does_not_matter(facts: Encounter, random: Any) -> None:
    shuffled = list(facts.injections)
    random.shuffle(shuffled)
    before, after = coding_of(facts), coding_of(facts.model_copy(update={"injections": tuple(shuffled)}))
    assert [(line.code, line.modifiers, line.units) for line in before.lines] == [
        (line.code, line.modifiers, line.units) for line in after.lines
    ]
    assert (before.status, before.muscle_count, set(before.diagnoses)) == (
        after.status,
        after.muscle_count,
        set(after.diagnoses),
    )


@given(encounters())
@settings(max_examples=60, deadline=None)
def test_left_and_right_are_mirror_images(facts: Encounter) -> None:
    other: dict[Any, Any] = {"left": "right", "right": "left"}
    mirrored = facts.model_copy(
        update={"injections": tuple(i.model_copy(update={"side": other.get(i.side, i.side)}) for i in facts.injections)}
    )
    before, after = coding_of(facts), coding_of(mirrored)
    assert [(line.code, line.modifiers, line.units, line.diagnoses) for line in before.lines] == [
        (line.code, line.modifiers, line.units, line.diagnoses) for line in after.lines
    ]
    assert (before.status, before.muscle_count) == (after.status, after.muscle_count)


@given(encounters())
@settings(max_examples=40, deadline=None)
def test_the_answer_is_the_same_each_time(facts: Encounter) -> None:
    assert coding_of(facts) == coding_of(facts)


@given(encounters())
@settings(max_examples=60, deadline=None)
def test_evidence_passes_through_unchanged(facts: Encounter) -> None:
    marked = facts.model_copy(
        update={
            "injections": tuple(
                i.model_copy(update={"evidence": (Evidence(start=n * 10, end=n * 10 + 5, text=f"word{n}"),)})
                for n, i in enumerate(facts.injections)
            )
        }
    )
    given_words = {e for i in marked.injections for e in i.evidence} | {e for d in marked.diagnoses for e in d.evidence}
    coding = coding_of(marked)
    shown = {e for line in coding.lines for reason in line.why for e in reason.evidence}
    shown |= {e for refusal in coding.refused for e in refusal.evidence}
    shown |= {e for query in coding.queries for e in query.evidence}
    assert shown <= given_words
    done = [i for i in marked.injections if i.status == "performed"]
    for line in coding.lines:
        if line.code.startswith("2055"):
            assert {e for i in done for e in i.evidence} <= {e for reason in line.why for e in reason.evidence}


@given(encounters())
@settings(max_examples=60, deadline=None)
def test_every_line_has_a_reason_with_its_source(facts: Encounter) -> None:
    coding = coding_of(facts)
    for line in coding.lines:
        assert line.why
        assert all(reason.citation and reason.citation.source for reason in line.why)
    assert all(refusal.because and refusal.citation for refusal in coding.refused)
    assert (coding.status == "nothing_to_bill") == (not coding.lines and coding.status not in ("query", "hold"))
