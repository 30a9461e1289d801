"""The sentence of a finding, word for word, where a kind adds words of its own to it."""

from __future__ import annotations

from datetime import date

import pytest

from tautband.advice.policy_examples import answer
from tautband.model.policy import Example
from tautband.rulebook.packed import day_date
from tautband.shipped import shipped_rulebook

WASTE = "medicare/jw-jz/waste-not-shown"
PAIR = "national/ncci/pair-billed-together"
CODE = "national/hcpcs/code-not-valid"
DIAGNOSIS = "national/icd10cm/diagnosis-not-valid"


def says(edit: str, day: date, *lines: str, **more: object) -> tuple[str | None, str]:
    """What the edit answers a claim in shorthand, and its sentence."""
    claim = {"date": day, "lines": lines, "payer": "medicare", "state": "OH", **more}
    asked = Example.model_validate({"name": "asked here", "claim": claim, "gives": "fire"})
    return answer(asked, "medicare", edit, shipped_rulebook())


DISCARDED = {"drugs": ("triamcinolone 20 mg single_dose wasted 20 mg",)}


@pytest.mark.parametrize(("line", "carried"), [("J3301 x2 M79.18", "no modifier"), ("J3301-JZ x2 M79.18", "JZ")])
def test_a_container_is_told_with_the_modifiers_on_the_lines(line: str, carried: str) -> None:
    told = f"J3301: the note says that the rest of a single-dose container was discarded, the lines carry {carried}"
    assert says(WASTE, date(2025, 3, 3), line, note=DISCARDED) == ("fire", told)


def test_a_code_that_is_not_valid_is_named_as_what_it_is() -> None:
    assert says(CODE, date(2024, 4, 1), "J1030 M79.18") == ("fire", "J1030 is not valid on 2024-04-01: ended before")
    assert says(DIAGNOSIS, date(2026, 3, 2), "20552 M54.5") == (
        "fire", "M54.5 is not valid on 2026-03-02: a heading that needs more characters",
    )  # fmt: skip


TOGETHER = "20552 with 20610 on one day: pair indicator 1"


def test_a_pair_names_the_quarter_only_where_it_was_not_read_for_the_day() -> None:
    pairs = shipped_rulebook().tables.pairs
    first, last = day_date(pairs.first_day_read), day_date(pairs.last_day_read)
    both = ("20610 M17.11", "20552 M79.18")
    assert says(PAIR, last, *both) == ("fire", TOGETHER)
    assert says(PAIR, first, "20610-RT M17.11", "20552 M79.18") == ("review", TOGETHER)
    before = f"{TOGETHER}, in force on {first}; when it began is not known"
    assert says(PAIR, date(2019, 6, 30), *both) == ("review", before)
    after = date(last.year + 1, last.month, last.day)
    assert says(PAIR, after, *both) == ("fire", f"{TOGETHER}, read up to {last} and carried forward")


WITHOUT = "aetna/cpb-0016/sets-without-response"
FOUR_BEFORE = ("2026-01-12", "2026-02-09", "2026-03-09", "2026-04-06")


@pytest.mark.parametrize(
    ("note", "reason"), [(None, "no note"), ({}, "note silent"), ({"muscles": ("trapezius right",)}, "note silent")]
)
def test_a_note_silent_on_the_response_is_told_apart_from_no_note(note: object, reason: str) -> None:
    told = says(WITHOUT, date(2026, 5, 4), "20552 M79.18", payer="aetna", note=note, history=FOUR_BEFORE)
    assert told == ("not_evaluated", reason)


LATER = "national/icd9cm/diagnosis-of-later-code-set"


@pytest.mark.parametrize("code", ["E00", "E00.0", "E999", "V00", "V57", "V91.99"])
def test_a_code_of_e_or_v_may_be_of_the_older_code_set(code: str) -> None:
    assert says(LATER, date(2015, 9, 30), f"20552 {code}")[0] != "fire"


@pytest.mark.parametrize("code", ["D00", "F00", "U00", "W00"])
def test_a_code_of_another_letter_is_of_the_later_code_set(code: str) -> None:
    told = f"{code} is not valid on 2015-09-30: ICD-9-CM was the code set that day"
    assert says(LATER, date(2015, 9, 30), f"20552 {code}") == ("fire", told)


NOT_COVERED = "medicare/uniform-tpi/indication-not-covered"


@pytest.mark.parametrize(
    ("indications", "named"),
    [
        (("fibromyalgia", "myofascial_pain"), "fibromyalgia"),
        (("whiplash", "myofascial_pain", "pelvic_pain"), "pelvic pain, whiplash"),
    ],
)
def test_of_what_the_note_treats_only_what_is_not_covered_is_named(indications: tuple[str, ...], named: str) -> None:
    told = f"the note names {named}, which the policy does not cover"
    assert says(NOT_COVERED, date(2025, 6, 24), "20552 M79.18", note={"indications": indications}) == ("fire", told)
