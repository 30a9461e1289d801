"""Lines, notes and earlier services to draw claims from: many of each, made once, so that drawing one is one choice.

The first of every pool is plain, for Hypothesis shrinks towards it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import TypeVar

from properties.effort import examples
from tautband.model.claim import HistoryEntry, ServiceLine
from tautband.model.encounter import (
    Agent,
    ConservativeCare,
    Diagnosis,
    Documented,
    Encounter,
    Injection,
    NoteHistory,
    Person,
    Region,
)

CLINICIANS = ("1111111111", "2222222222", None)
BILLING_GROUPS = ("3333333333", "4444444444", None)
STEPS = (0, 0, 0, 1, 7, 28, 29, 30, 31, 42, 59, 60, 61, 89, 90, 91, 180, 364, 365, 366, 367)
"""Days back to an earlier service: the edges of the windows."""

TPI = ("20552", "20553")
SEEN_OFTEN = ("99213", "99204", "76942", "20560", "64421")
SEEN_RARELY = (
    "20550", "20561", "20610", "20611", "64405", "64420", "62323", "77002", "64615", "64612", "33533", "99999",
    "G0463", "36000",
)  # fmt: skip
DRUG_CODES = ("J3301", "J3301", "J3301", "J1010", "J2003", "J0665", "J0670", "J0585", "J2000", "J2004", "J3490")
EARLIER = (*TPI, *TPI, *TPI, "64615", "64612", "23412", "64405", "20610", "J3301")
MODIFIERS = (
    (), (), (), ("25",), ("59",), ("XS",), ("50",), ("LT",), ("RT",), ("24",), ("GA",), ("zz",), ("79",), ("76",),
    ("LT", "RT"), ("50", "LT"), ("25", "59"), ("GA", "GA"), ("GA", "GZ"), ("79", "XS"), ("59", "76", "LT", "RT", "50"),
)  # fmt: skip
DIAGNOSES = (
    "M79.18", "M79.18", "M7918", "M79.1", "M79.10", "M79.12", "M54.2", "M54.5", "M54.50", "M62.838", "G44.209",
    "M17.11", "729.1", "E11.9", "V58.69", "I10", "XYZ", "m79.18", "M79.7", "M60.88", "M54.12",
)  # fmt: skip
APART = (("M79.18", "M79.7"), ("M54.2", "M50.20"), ("M54.50", "M54.6"), ("M79.10", "M54.59"), ("I10", "M79.10"))
MUSCLES = (
    "trapezius", "levator scapulae", "infraspinatus", "gluteus medius", "multifidus", "rhomboid major",
    "splenius capitis",
)  # fmt: skip
GROUPS = ("lumbar paraspinals", "rhomboids", "cervical paraspinals")
ELEMENTS = (
    "taut_band", "tenderness", "referred_pain", "duration", "pre_pain_score", "post_pain_score", "location",
    "muscles_named", "agent", "volume", "followup_plan", "conservative_care",
)  # fmt: skip
DRUGS = (
    "triamcinolone acetonide", "triamcinolone acetonide", "Kenalog", "methylprednisolone acetate", "lidocaine",
    "bupivacaine", "mepivacaine", "sodium chloride", "onabotulinumtoxinA", "somebody's mixture",
    "pitcher plant extract",
)  # fmt: skip
REGIONS = (None, "neck", "neck", "shoulder", "pelvis_hip", "no such region")

T = TypeVar("T")


@cache
def pool(make: Callable[[Random], T]) -> tuple[T, ...]:
    """So many of what `make` makes: more in a profile with more examples."""
    random = Random(make.__name__)
    return tuple(make(random) for _ in range(max(400, examples())))


def service(random: Random) -> ServiceLine:
    """A line of a procedure, a visit or a drug, now and then with too many modifiers or units."""
    if random.random() < 0.2:
        return ServiceLine(
            code=random.choice(DRUG_CODES),
            modifiers=random.choice(((), ("JZ",), ("JW",), ("JZ", "JW"))),
            units=Decimal(random.choice((1, 2, 4, 10, 40))),
            diagnoses=_diagnoses(random),
        )
    return ServiceLine(
        code=random.choice(random.choice((TPI, SEEN_OFTEN, SEEN_RARELY))),
        modifiers=random.choice(MODIFIERS),
        units=Decimal(random.choice((1, 1, 1, 2, 3, 20))),
        diagnoses=_diagnoses(random),
    )


def trigger_point(random: Random) -> ServiceLine:
    """A line of a trigger point injection."""
    return ServiceLine(
        code=random.choice(TPI),
        modifiers=random.choice(((), (), (), ("RT",), ("59",), ("LT", "RT"), ("50",))),
        diagnoses=_diagnoses(random),
    )


def _diagnoses(random: Random) -> tuple[str, ...]:
    if random.random() < 0.2:
        return random.choice(APART)
    return tuple(random.choices(DIAGNOSES, k=random.choice((0, 1, 1, 2, 3, 5))))


def vial_line(random: Random) -> ServiceLine:
    """A line of a drug from a vial."""
    return ServiceLine(
        code="J3301",
        modifiers=random.choice(((), ("JZ",), ("JW",))),
        units=Decimal(random.choice((1, 2, 4))),
        diagnoses=("M79.18",),
    )


def vial(random: Random) -> Agent:
    """The drug of that line as a note gives it."""
    return Agent(
        drug="triamcinolone acetonide",
        mass_mg=random.choice((10.0, 20.0, 35.0)),
        wasted_mg=random.choice((0.0, 5.0)),
        container=random.choice(("single_dose", "single_dose", "multi_dose")),
    )


def entry_before(random: Random) -> HistoryEntry:
    """An earlier service, dated as if the claim were of the first day of the calendar's fourth year."""
    return HistoryEntry(
        date_of_service=date(4, 1, 1) - timedelta(days=random.choice(STEPS)),
        code=random.choice(EARLIER),
        claim_id=random.choice((None, None, "C-before")),
        modifiers=random.choice(((), (), ("XS",), ("JW",))),
        units=Decimal(random.choice((1, 1, 2))),
        region=random.choice(REGIONS),
        provider=random.choice((None, *CLINICIANS)),
        group=random.choice(BILLING_GROUPS),
        outcome=random.choice((None, None, None, "paid", "denied")),
        global_days=random.choice((None, None, None, "090", "010", "000", "XXX")),
        relief_percent=random.choice((None, None, 30.0, 49.0, 50.0, 80.0)),
        relief_weeks=random.choice((None, None, 2.0, 6.0, 6.5, 7.0)),
    )


def note(random: Random) -> Encounter:
    """A note that says much, little, or what cannot all be true."""
    return Encounter(
        stated_state=random.choice((None, None, None, None, "OH", "VA")),
        procedure_performed=random.choice((True, True, True, True, False, None)),
        injections=_injections(random),
        regions=random.choice(((), (), (), (Region(name="shoulder"),))),
        muscle_count_is_exact=random.random() < 0.8,
        documentation=_documentation(random),
        agents=tuple(_agent(random) for _ in range(random.randrange(3))),
        conservative_care=tuple(_care(random) for _ in range(random.randrange(3))),
        diagnoses=tuple(_assessed(random) for _ in range(random.randrange(3))),
        people=tuple(_person(random) for _ in range(random.randrange(3))),
        history=NoteHistory(
            last_relief_percent=random.choice((None, 30.0, 49.0, 50.0, 80.0)),
            last_relief_weeks=random.choice((None, 2.0, 6.0, 6.5, 7.0)),
        ),
        symptom_weeks=random.choice((None, 2.0, 12.0, 26.0)),
    )


def _injections(random: Random) -> tuple[Injection, ...]:
    if random.random() < 0.5:
        return tuple(Injection(muscle=m, side="right") for m in random.sample(MUSCLES, random.randrange(1, 5)))
    return tuple(_injection(random) for _ in range(random.randrange(5)))


def _injection(random: Random) -> Injection:
    in_group = random.random() < 0.3
    return Injection(
        muscle=random.choice(GROUPS if in_group else MUSCLES),
        kind="group" if in_group else "muscle",
        side=random.choice(("left", "right", "unspecified", "midline")),
        status=random.choice(("performed", "performed", "performed", "planned", "historical")),
    )


def _documentation(random: Random) -> dict[str, Documented]:
    most = random.choice((True, True, False, None))
    elements = {element: most for element in ELEMENTS if random.random() < 0.9}
    elements.update((random.choice(ELEMENTS), random.choice((True, False, None))) for _ in range(random.randrange(4)))
    return {element: Documented(present=present) for element, present in elements.items()}


def _agent(random: Random) -> Agent:
    return Agent(
        drug=random.choice(DRUGS),
        with_epinephrine=random.random() < 0.3,
        volume_ml=random.choice((None, 1.0, 2.5, 10.0)),
        mass_mg=random.choice((None, 10.0, 40.0, 40.0, 0.3, 20.1)),
        dose_units=random.choice((None, 10.0, 100.0)),
        wasted_mg=random.choice((None, 0.0, 20.0)),
        wasted_units=random.choice((None, 0.0, 5.0)),
        container=random.choice((None, "single_dose", "single_dose", "multi_dose")),
        for_service=random.choice((None, None, None, "joint_injection")),
    )


def _care(random: Random) -> ConservativeCare:
    return ConservativeCare(
        treatment="physical therapy",
        weeks=random.choice((None, 4.0, 6.0, 12.0)),
        outcome=random.choice(("failed", "partial", "helped", "not_stated")),
        contraindicated=random.random() < 0.2,
    )


def _assessed(random: Random) -> Diagnosis:
    return Diagnosis(
        concept=random.choice(("myalgia", "fibromyalgia", "radiculopathy", "tension_headache")),
        status=random.choice(("assessed", "assessed", "historical", "ruled_out")),
    )


def _person(random: Random) -> Person:
    return Person(
        credential=random.choice(("MD", "RN", "PT", "NP")), role=random.choice(("performer", "performer", "supervisor"))
    )
