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
    ended = "J1030 is not valid on 2024-04-01: it had ended before"
    assert says(CODE, date(2024, 4, 1), "J1030 M79.18") == ("fire", ended)
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


IN_SHOULDER = {"muscles": ("infraspinatus right",)}
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


MUSCLES = ("trapezius right", "levator scapulae right", "infraspinatus right")


@pytest.mark.parametrize(
    ("edit", "line", "more", "told"),
    [
        (
            "national/cpt/more-muscles-than-one-or-two", "20552 M79.18", {"note": {"muscles": MUSCLES}},
            "20552 stands for 1 to 2 muscles; the note shows 3",
        ),
        (
            "national/cpt/fewer-muscles-than-three", "20553 M79.18",
            {"note": {"muscles": MUSCLES[:1], "groups": ("rhomboids right",)}},
            "20553 stands for 3 or more muscles; the note shows at least 1",
        ),
        (
            "medicare/uniform-tpi/drug-not-on-claim", "20552 M79.18", {},
            "no line of drugs beside 20552 that day; the policy asks for one",
        ),
        (
            "medicare/uniform-tpi/diagnosis-not-listed", "20552 M62.838,M54.2", {},
            "no diagnosis of 20552 is on the policy's list: M62.838, M54.2",
        ),
        (
            "medicare/uniform-tpi/diagnosis-not-listed", "20552", {},
            "no diagnosis of 20552 is on the policy's list: the line points to none",
        ),
        (
            "medicare/uniform-tpi/diagnosis-not-listed", "20552 M54.2,M79.18.001", {},
            "no diagnosis of 20552 is on the policy's list: M54.2, an unreadable code",
        ),
        (
            "aetna/cpb-0016/trigger-point-not-palpated", "20552 M79.18",
            {"payer": "aetna", "note": {"documentation": {"taut_band": False, "tenderness": False}}},
            "the note does not show taut band, tender or hyperirritable spot",
        ),
        (
            "aetna/cpb-0016/care-not-shown", "20552 M79.18",
            {"payer": "aetna", "note": {"documentation": {"taut_band": True, "conservative_care": False}}},
            "the note does not show conservative care tried before",
        ),
        ("national/places/needle-by-telehealth", "20552 M79.18", {"pos": "02"}, "20552 at place of service 02"),
        ("national/places/needle-by-telehealth", "20552 M79.18", {"pos": ""}, "20552 at place of service not given"),
        (
            "medicare/notices/service-expected-to-be-denied", "20552-RT,GZ M79.18", {},
            "20552 does not take modifier GZ",
        ),
        (
            "medicare/notices/notice-modifiers-contradict", "20552-RT,GA,GZ M79.18", {},
            "20552 carries GA and GZ, which contradict each other",
        ),
        (
            WASTE, "J3301 x4 M79.18", {"note": {"drugs": ("triamcinolone 40 mg single_dose wasted 0 mg",)}},
            "J3301: the note says that nothing was left of a single-dose container, the lines carry no modifier",
        ),
        (
            "aetna/cpb-0016/too-soon", "20552 M79.18", {"payer": "aetna", "history": ("2026-04-28",)},
            "6 days after the last session; the policy asks for 7 days",
        ),
        (
            "medicare/uniform-tpi/same-region-too-soon", "20552 M79.18",
            {"history": ("2026-04-10 20552 shoulder", "2026-04-24 20552 lumbar"), "note": IN_SHOULDER},
            "24 days after the last session in the region; the policy asks for 42 days",
        ),
        (
            "medicare/uniform-tpi/same-region-too-soon", "20552 M79.18",
            {"history": ("2026-04-01 20552 lumbar", "2026-04-10"), "note": IN_SHOULDER},
            "24 days after the last session, perhaps in the same region; the policy asks for 42 days",
        ),
        (
            "aetna/timely-filing/filed-too-late", "20552 M79.18", {"payer": "aetna", "filed_on": date(2026, 12, 31)},
            "received 241 days after the service; the limit is 120 days",
        ),
    ],
)  # fmt: skip
def test_a_finding_says_what_it_found_and_what_was_asked(
    edit: str, line: str, more: dict[str, object], told: str
) -> None:
    assert says(edit, date(2026, 5, 4), line, **more)[1] == told


def test_a_window_of_days_is_told_in_days_and_a_limit_of_months_in_months() -> None:
    needling = tuple(f"2026-03-{day:02} 20560" for day in range(1, 13))
    visits = "medicare/ncd-30-3-3/visits-over-12-in-90-days"
    told = "13 sessions within 90 days; the policy covers 12"
    assert says(visits, date(2026, 5, 4), "20560 M54.59", history=needling) == ("fire", told)
    year = says("medicare/timely-filing/filed-too-late", date(2025, 3, 3), "20552 M79.18", filed_on=date(2026, 7, 5))
    assert year == ("fire", "received 489 days after the service; the limit is 12 months")
