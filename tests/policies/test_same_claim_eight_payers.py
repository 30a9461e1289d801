"""One claim, eight payers: eight answers, each right for its payer, and each turning on its boundary day."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

import pytest

from tautband.coding import code
from tautband.edits import scrub
from tautband.model.claim import Claim
from tautband.model.encounter import Encounter, Injection
from tautband.model.policy import Example, ExampleClaim, ExampleNote
from tautband.rulebook.examples import example_claim
from tautband.shipped import shipped_rulebook


class Plan(NamedTuple):
    payer: str
    state: str
    criteria: tuple[str, ...] = ()


MEDICARE = Plan("medicare", "OH")
EMBLEM = Plan("emblemhealth", "NY")
BCBS_MA = Plan("bcbs-ma", "MA")
AETNA = Plan("aetna", "OH")
CIGNA = Plan("cigna", "OH")
ODG = Plan("wc-CA", "CA", ("odg",))
TEXAS = Plan("tx-medicaid", "TX")
WASHINGTON = Plan("wa-lni", "WA")
EIGHT = (MEDICARE, EMBLEM, BCBS_MA, AETNA, CIGNA, ODG, TEXAS, WASHINGTON)

NECK = ("splenius capitis right",)


def claim(plan: Plan, day: str, history: tuple[str, ...], line: str = "20552 M79.18", relief: float = 60) -> Claim:
    note = ExampleNote(muscles=NECK, relief_percent=relief, relief_weeks=8)
    shorthand = ExampleClaim(
        date=date.fromisoformat(day),
        lines=(line, "J2003 x20 M79.18"),
        payer=plan.payer,
        state=plan.state,
        criteria=plan.criteria,
        history=history,
        note=note,
    )
    return example_claim(Example(name="same claim", claim=shorthand, gives="fire"), plan.payer, "here", "20552")


def fired(plan: Plan, asked: Claim) -> dict[str, str]:
    """The edits of the payer's own policies that fire, with their severity."""
    (answer,) = scrub([asked], shipped_rulebook())
    own = {"criteria", plan.payer} if plan.criteria else {plan.payer}
    return {
        f.edit.split("/")[2]: f.severity for f in answer.findings if f.outcome == "fire" and f.edit.split("/")[0] in own
    }


HISTORY = tuple(f"{day} 20552 neck" for day in ("2025-05-05", "2025-09-01", "2026-01-12", "2026-04-20"))
ANSWERS: dict[Plan, dict[str, str]] = {
    MEDICARE: {"relief-too-small": "deny", "sessions-over-limit": "deny", "same-region-too-soon": "warn"},
    EMBLEM: {},
    BCBS_MA: {"sessions-over-limit": "warn"},
    AETNA: {"sets-without-response": "deny"},
    CIGNA: {"too-soon": "warn"},
    ODG: {"relief-too-small": "warn", "too-soon": "warn"},
    TEXAS: {"acute-modifier-missing": "deny", "side-modifier-missing": "warn"},
    WASHINGTON: {"treatments-over-3": "warn"},
}


def test_the_same_claim_gets_eight_different_answers() -> None:
    """The fifth session in a year, two weeks after the fourth, which did not help."""
    told = {plan: fired(plan, claim(plan, "2026-05-04", HISTORY, relief=0)) for plan in EIGHT}
    assert told == ANSWERS
    assert len({tuple(sorted(answer.items())) for answer in told.values()}) == len(EIGHT)


class Boundary(NamedTuple):
    """`before` is the last day on which the edit fires, `after` the first on which it does not."""

    plan: Plan
    edit: str
    severity: Literal["deny", "warn"]
    history: tuple[str, ...]
    before: str
    after: str


BOUNDARIES = {
    "Medicare: three sessions in a rolling twelve months": Boundary(
        MEDICARE, "sessions-over-limit", "deny", ("2025-05-05", "2025-09-01", "2026-01-12"), "2026-05-04", "2026-05-05"
    ),
    "Medicare: twelve months from the last of February": Boundary(
        MEDICARE, "sessions-over-limit", "deny", ("2024-06-03", "2024-02-29", "2024-10-07"), "2025-02-28", "2025-03-01"
    ),
    "Medicare: six weeks in one region": Boundary(
        MEDICARE, "same-region-too-soon", "warn", ("2026-03-23 20552 neck",), "2026-05-03", "2026-05-04"
    ),
    "EmblemHealth: three in 90 days at one site": Boundary(
        EMBLEM,
        "site-over-limit",
        "deny",
        ("2026-02-03 20552 neck", "2026-03-03 20553 neck", "2026-04-06 20552 neck"),
        "2026-05-03",
        "2026-05-04",
    ),
    "BCBS Massachusetts: four in twelve months": Boundary(
        BCBS_MA,
        "sessions-over-limit",
        "warn",
        ("2025-05-05", "2025-09-01", "2025-12-01", "2026-02-02"),
        "2026-05-04",
        "2026-05-05",
    ),
    "Aetna: seven days": Boundary(AETNA, "too-soon", "deny", ("2026-04-27",), "2026-05-03", "2026-05-04"),
    "Cigna: 21 days": Boundary(CIGNA, "too-soon", "warn", ("2026-04-13",), "2026-05-03", "2026-05-04"),
    "Cigna: 21 days, by the text of 2011": Boundary(
        CIGNA, "too-soon", "deny", ("2025-09-01",), "2025-09-21", "2025-09-22"
    ),
    "ODG: two calendar months": Boundary(ODG, "too-soon", "warn", ("2026-03-04",), "2026-05-03", "2026-05-04"),
    "ODG: two calendar months to the end of a short one": Boundary(
        ODG, "too-soon", "warn", ("2025-12-31",), "2026-02-28", "2026-03-01"
    ),
}


@pytest.mark.parametrize("boundary", BOUNDARIES.values(), ids=BOUNDARIES)
def test_the_answer_turns_on_its_boundary_day(boundary: Boundary) -> None:
    plan, edit = boundary.plan, boundary.edit
    assert fired(plan, claim(plan, boundary.before, boundary.history)).get(edit) == boundary.severity
    assert fired(plan, claim(plan, boundary.after, boundary.history)).get(edit) is None


def test_texas_asks_for_the_acute_modifier_from_its_first_day_and_takes_a_side_with_it() -> None:
    def answers(line: str, day: str = "2026-05-04") -> set[str]:
        (answer,) = scrub([claim(TEXAS, day, (), line)], shipped_rulebook())
        return {f.edit for f in answer.findings if f.outcome == "fire"}

    policy = "tx-medicaid/joint-and-trigger-point-injections"
    acute, side = f"{policy}/acute-modifier-missing", f"{policy}/side-modifier-missing"
    assert answers("20552-AT,RT M79.18") == set()
    assert answers("20552-AT,LT M79.18") == set()
    assert answers("20552-AT M79.18") == {side}
    assert answers("20552-RT M79.18") == {acute}
    assert answers("20552 M79.18", "2025-11-01") == {acute, side}
    assert answers("20552 M79.18", "2025-10-31") == set()


def test_elsewhere_the_sides_that_texas_asks_for_are_told_to_be_wrong() -> None:
    (answer,) = scrub([claim(MEDICARE, "2026-05-04", (), "20552-RT M79.18")], shipped_rulebook())
    assert "national/mpfs/side-modifier" in {f.edit for f in answer.findings if f.outcome == "fire"}


@pytest.mark.parametrize(
    ("earlier", "answer"),
    [
        (2, {}),
        (3, {"treatments-over-3": "warn"}),
        (5, {"treatments-over-3": "warn"}),
        (6, {"treatments-over-3": "warn", "treatments-over-6": "warn"}),
    ],
)
def test_washington_counts_injections_and_dry_needling_over_the_life_of_the_claim(
    earlier: int, answer: dict[str, str]
) -> None:
    history = tuple(f"{2015 + 2 * year}-03-02 {'20560' if year % 2 else '20553'}" for year in range(earlier))
    assert fired(WASHINGTON, claim(WASHINGTON, "2026-05-04", history)) == answer


def test_aetna_counts_a_course_that_did_not_help_and_no_other() -> None:
    four = ("2026-01-12", "2026-02-09", "2026-03-09", "2026-04-06")
    assert fired(AETNA, claim(AETNA, "2026-05-04", four, relief=0)) == {"sets-without-response": "deny"}
    assert fired(AETNA, claim(AETNA, "2026-05-04", four, relief=60)) == {}
    assert fired(AETNA, claim(AETNA, "2026-05-04", four[1:], relief=0)) == {}


@pytest.mark.parametrize("plan", EIGHT, ids=lambda plan: plan.payer)
def test_left_and_right_of_a_muscle_are_two_where_that_decides_the_code(plan: Plan) -> None:
    def coded(*muscles: tuple[str, Literal["left", "right"]]) -> tuple[str, bool]:
        encounter = Encounter(
            date_of_service=date(2026, 5, 4),
            payer=plan.payer,
            state=plan.state,
            place_of_service="11",
            procedure_performed=True,
            injections=tuple(Injection(muscle=muscle, side=side) for muscle, side in muscles),
        )
        found = code(encounter, shipped_rulebook())
        return found.lines[0].code, any(convention.flips_code for convention in found.conventions)

    assert coded(("trapezius", "left"), ("trapezius", "right")) == ("20552", False)
    assert coded(("trapezius", "left"), ("trapezius", "right"), ("levator scapulae", "right")) == ("20553", True)
    assert coded(("trapezius", "right"), ("levator scapulae", "right")) == ("20552", False)
