"""A code that the note prints and its words do not support is told with both: what is printed, and what was counted."""

from __future__ import annotations

from coding.building import coded, injected, lines
from tautband.model.coding import Coding
from tautband.model.encounter import Injection, StatedCode
from tautband.model.evidence import Evidence

TWO = (injected("trapezius"), injected("levator scapulae"))
THREE = (*TWO, injected("rhomboid major"))


def printing(code: str, *injections: Injection) -> Coding:
    words = (Evidence(start=40, end=45, text=code),)
    return coded(*injections, stated_codes=(StatedCode(code=code, evidence=words),))


def told(coding: Coding, code: str) -> list[tuple[str, list[str]]]:
    return [(r.because, [e.text for e in r.evidence]) for r in coding.refused if r.code == code]


def why(coding: Coding) -> list[str]:
    return [reason.says for reason in coding.lines[0].why if "prints" in reason.says]


def test_the_higher_code_printed_over_two_muscles_is_told_with_the_muscles_counted() -> None:
    coding = printing("20553", *TWO)
    names = "right levator scapulae, right trapezius"
    because = f"the note prints 20553, but the record supports 2 muscles as it stands ({names})"
    assert (lines(coding), told(coding, "20553")) == (["20552"], [(because, ["20553"])])
    assert why(coding) == ["the note prints 20553; the muscles it shows injected decide, and they support 20552"]


def test_the_lower_code_printed_over_three_muscles_is_told_too() -> None:
    coding = printing("20552", *THREE)
    names = "right levator scapulae, right rhomboid major, right trapezius"
    because = f"the note prints 20552, but the record supports 3 muscles ({names}): 20553, never both"
    assert (lines(coding), told(coding, "20552")) == (["20553"], [(because, ["20552"])])
    assert why(coding) == ["the note prints 20552; the muscles it shows injected decide, and they support 20553"]


def test_where_the_printed_code_is_the_right_one_nothing_is_said_of_it() -> None:
    coding = printing("20552", *TWO)
    assert (why(coding), told(coding, "20552")) == ([], [])
    assert [because for because, _ in told(coding, "20553")] == [
        "the record supports 2 muscles as it stands (right levator scapulae, right trapezius)"
    ]
