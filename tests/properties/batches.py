"""Claims as Hypothesis draws them: few patients, many days that decide something, notes and histories with holes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from tautband.model.claim import Claim, HistoryEntry, ServiceLine
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

PATIENTS = ("P1", "P2", None)
PROVIDERS = ("1111111111", "2222222222", None)
GROUPS_BILLING = ("3333333333", "4444444444")
PLACES = (
    ("medicare", "OH", None), ("medicare", "VA", None), ("medicare", "VA", "22301"), ("medicare", "VA", "23220"),
    ("medicare", "TX", None), ("medicare", "NC", None), ("medicare-advantage", "CT", None), ("medicare", None, None),
    ("example-plan", "OH", None), ("example-plan", "CA", None), ("example-plan", "OH", None),
    ("example-plan", "VA", None), ("example-plan", "TX", None), ("example-plan", "OH", None),
    ("example-plan", "OH", None), ("example-plan", "VA", None), ("example-plan", "OH", None),
    ("example-follower", "VA", None), ("example-unread", "OH", None), ("nobody knows it", "OH", None),
    (None, None, None), ("self-pay", "OH", None), ("medicaid-XX", "OH", None),
)  # fmt: skip
_TURNING = """
    2015-09-30 2015-10-01 2017-12-31 2018-01-01 2018-05-15 2018-07-04 2018-09-30 2018-10-01 2019-03-31
    2019-06-30 2019-07-01 2020-02-29 2021-09-30 2021-10-01 2022-12-31 2023-01-01 2023-02-28 2023-06-30
    2023-07-01 2024-02-28 2024-02-29 2024-03-01 2024-03-30 2024-03-31 2024-04-01 2024-06-30 2024-07-01
    2024-08-31 2024-09-30 2024-10-01 2025-02-28 2025-06-30 2025-12-31 2026-03-31 2026-04-01 2026-05-15
    2026-06-30 2026-07-01
"""
TURNING_DAYS = tuple(date.fromisoformat(day) for day in _TURNING.split())
STEPS = (0, 0, 0, 1, 7, 28, 29, 30, 31, 42, 59, 60, 61, 89, 90, 91, 180, 364, 365, 366, 367)
FILING_STEPS = (0, 30, 89, 90, 91, 180, 181, 182, 183, 184, 185, 364, 365, 366, 367)
TPI = ("20552", "20553")
BESIDE = (
    "20550", "20560", "20561", "20610", "20611", "64405", "62323", "76942", "77002", "99213", "99213", "99204",
    "64615", "64612", "33533", "99999", "G0463", "36000",
)  # fmt: skip
DRUG_CODES = ("J3301", "J3301", "J3301", "J1010", "J2003", "J0665", "J0670", "J0585", "J2000", "J2004", "J3490")
AGENTS = (
    "triamcinolone acetonide", "Kenalog", "methylprednisolone acetate", "lidocaine", "bupivacaine", "mepivacaine",
    "sodium chloride", "onabotulinumtoxinA", "somebody's mixture", "pitcher plant extract",
)  # fmt: skip
MODIFIERS = ("25", "59", "XS", "50", "LT", "RT", "24", "GA", "GZ", "zz", "79", "76")
SEVERAL = (
    ("LT", "RT"),
    ("50", "LT"),
    ("25", "59"),
    ("GA", "GA"),
    ("GA", "GZ"),
    ("79", "XS"),
    ("59", "76", "LT", "RT", "50"),
)
DIAGNOSES = (
    "M79.18", "M7918", "M79.1", "M79.10", "M79.12", "M54.2", "M54.5", "M54.50", "M62.838", "G44.209", "M17.11", "729.1",
    "E11.9", "V58.69", "I10", "XYZ", "m79.18", "M79.7", "M60.88", "M54.12", "G44.209",
)  # fmt: skip
MUSCLES = (
    "trapezius", "levator scapulae", "infraspinatus", "gluteus medius", "multifidus", "rhomboid major",
    "splenius capitis",
)  # fmt: skip
GROUPS = ("lumbar paraspinals", "rhomboids", "cervical paraspinals")
SIDES = ("left", "right", "unspecified", "midline")
ELEMENTS = (
    "taut_band", "tenderness", "referred_pain", "duration", "pre_pain_score", "post_pain_score", "location",
    "muscles_named", "agent", "volume", "followup_plan", "conservative_care",
)  # fmt: skip

days = st.builds(
    lambda day, step, sign: day + timedelta(days=step * sign),
    st.sampled_from(TURNING_DAYS),
    st.sampled_from((0, 0, 0, 1, 2, 15, 33)),
    st.sampled_from((1, -1)),
)
earlier = st.sampled_from((*TPI, *TPI, "64615", "64612", "23412", "64405", "20610", "J3301"))
codes = st.one_of(st.sampled_from(TPI), st.sampled_from(TPI), st.sampled_from(BESIDE))
sides = st.sampled_from(SIDES)
diagnoses = st.one_of(
    st.lists(st.sampled_from(DIAGNOSES), max_size=3).map(tuple),
    st.sampled_from([("M79.18", "M79.7"), ("M54.2", "M50.20"), ("M54.50", "M54.6"), ("M79.10", "M54.59")]),
    st.sampled_from([("I10", "M79.10"), ("M79.18",)]),
)

services = st.builds(
    ServiceLine,
    code=codes,
    modifiers=st.one_of(st.just(()), st.sampled_from(MODIFIERS).map(lambda one: (one,)), st.sampled_from(SEVERAL)),
    units=st.sampled_from((1, 1, 1, 2, 3, 20)).map(Decimal),
    diagnoses=diagnoses,
)
trigger_points = st.builds(
    ServiceLine,
    code=st.sampled_from(TPI),
    modifiers=st.one_of(st.just(()), st.sampled_from((("RT",), ("59",), ("LT", "RT")))),
    diagnoses=diagnoses,
)
drug_lines = st.builds(
    ServiceLine,
    code=st.sampled_from(DRUG_CODES),
    modifiers=st.sampled_from(((), ("JZ",), ("JW",), ("JZ", "JW"))),
    units=st.sampled_from((1, 2, 4, 10, 40)).map(Decimal),
    diagnoses=diagnoses,
)
lines = st.one_of(services, services, drug_lines)

agents = st.builds(
    Agent,
    drug=st.sampled_from(AGENTS),
    with_epinephrine=st.sampled_from((False, False, True)),
    volume_ml=st.sampled_from((None, 1.0, 2.5, 10.0)),
    mass_mg=st.sampled_from((None, 10.0, 40.0, 40.0, 0.3, 20.1)),
    dose_units=st.sampled_from((None, 10.0, 100.0)),
    wasted_mg=st.sampled_from((None, 0.0, 20.0)),
    wasted_units=st.sampled_from((None, 0.0, 5.0)),
    container=st.sampled_from((None, "single_dose", "single_dose", "multi_dose")),
    for_service=st.sampled_from((None, None, None, "joint_injection")),
)  # fmt: skip

vials = st.builds(
    Agent,
    drug=st.just("triamcinolone acetonide"),
    mass_mg=st.sampled_from((10.0, 20.0, 35.0)),
    wasted_mg=st.sampled_from((0.0, 5.0)),
    container=st.sampled_from(("single_dose", "single_dose", "multi_dose")),
)
vial_lines = st.builds(
    ServiceLine,
    code=st.just("J3301"),
    modifiers=st.sampled_from(((), ("JZ",), ("JW",))),
    units=st.sampled_from((1, 2, 4)).map(Decimal),
    diagnoses=st.just(("M79.18",)),
)

care = st.builds(
    ConservativeCare,
    treatment=st.just("physical therapy"),
    weeks=st.sampled_from((None, 4.0, 6.0, 12.0)),
    outcome=st.sampled_from(("failed", "partial", "helped", "not_stated")),
    contraindicated=st.sampled_from((False, False, False, True)),
)

injections = st.one_of(
    st.builds(
        Injection,
        muscle=st.sampled_from(MUSCLES),
        side=sides,
        status=st.sampled_from(("performed", "performed", "performed", "planned", "historical")),
    ),
    st.builds(Injection, muscle=st.sampled_from(GROUPS), kind=st.just("group"), side=sides),
)

plain_injections = st.lists(st.sampled_from(MUSCLES), min_size=1, max_size=4).map(
    lambda muscles: tuple(Injection(muscle=muscle, side="right") for muscle in muscles)
)

assessed = st.builds(
    Diagnosis,
    concept=st.sampled_from(("myalgia", "fibromyalgia", "radiculopathy", "tension_headache")),
    status=st.sampled_from(("assessed", "assessed", "historical", "ruled_out")),
)
people = st.builds(
    Person,
    credential=st.sampled_from(("MD", "RN", "PT", "NP")),
    role=st.sampled_from(("performer", "performer", "supervisor")),
)
told_history = st.builds(
    NoteHistory,
    last_relief_percent=st.sampled_from((None, 30.0, 49.0, 50.0, 80.0)),
    last_relief_weeks=st.sampled_from((None, 2.0, 6.0, 6.5, 7.0)),
)

documentation = st.builds(
    lambda most, others: {e: Documented(present=p) for e, p in {**most, **dict(others)}.items()},
    st.sampled_from([dict.fromkeys(ELEMENTS, present) for present in (True, False, None)] + [{}]),
    st.lists(st.tuples(st.sampled_from(ELEMENTS), st.sampled_from((True, False, None))), max_size=3),
)

notes = st.builds(
    Encounter,
    procedure_performed=st.sampled_from((True, True, True, True, False, None)),
    injections=st.one_of(plain_injections, st.lists(injections, max_size=4).map(tuple)),
    regions=st.sampled_from(((), (), (), (Region(name="shoulder"),))),
    muscle_count_is_exact=st.sampled_from((True, True, True, False)),
    documentation=documentation,
    agents=st.lists(agents, max_size=2).map(tuple),
    conservative_care=st.lists(care, max_size=2).map(tuple),
    diagnoses=st.lists(assessed, max_size=2).map(tuple),
    people=st.lists(people, max_size=2).map(tuple),
    history=told_history,
    symptom_weeks=st.sampled_from((None, 2.0, 12.0, 26.0)),
)


@st.composite
def histories(draw: st.DrawFn, day: date) -> tuple[HistoryEntry, ...]:
    """Earlier services, many of them on the edge of a window before `day`."""
    steps = draw(st.lists(st.sampled_from(STEPS), max_size=5))
    return tuple(
        HistoryEntry(
            date_of_service=day - timedelta(days=step),
            code=draw(earlier),
            claim_id=draw(st.sampled_from((None, None, "C-before"))),
            modifiers=draw(st.sampled_from(((), (), ("XS",), ("JW",)))),
            units=Decimal(draw(st.sampled_from((1, 1, 2)))),
            region=draw(st.sampled_from((None, "neck", "shoulder", "pelvis_hip", "no such region"))),
            provider=draw(st.sampled_from((None, *PROVIDERS))),
            group=draw(st.sampled_from((None, *GROUPS_BILLING))),
            global_days=draw(st.sampled_from((None, None, None, "090", "010", "000", "XXX"))),
            outcome=draw(st.sampled_from((None, None, None, "paid", "denied"))),
        )
        for step in steps
    )


@st.composite
def claims(draw: st.DrawFn, name: str, around: date) -> Claim:
    """One claim near a day, so that the claims of a batch meet in one window."""
    payer, state, zip_code = draw(st.sampled_from(PLACES))
    day = around - timedelta(days=draw(st.sampled_from(STEPS)))
    billed = draw(st.lists(lines, min_size=1, max_size=3))
    if draw(st.sampled_from((True, True, False))):
        billed.insert(0, draw(trigger_points))
    if draw(st.sampled_from((False,) * 9 + (True,))):
        billed[0] = billed[0].model_copy(update={"date_of_service": day - timedelta(days=1)})
    note = draw(st.one_of(st.none(), notes, notes))
    if note is not None and draw(st.booleans()):
        note = note.model_copy(update={"agents": (draw(vials),)})
        billed.append(draw(vial_lines))
    return Claim(
        claim_id=name,
        patient_id=draw(st.sampled_from(PATIENTS)),
        payer=payer,
        state=state,
        zip_code=zip_code,
        date_of_service=day,
        place_of_service=draw(st.sampled_from(("11", "11", "02", "10", "24", "22", None))),
        rendering_npi=draw(st.sampled_from(PROVIDERS)),
        billing_npi=draw(st.sampled_from((None, *GROUPS_BILLING))),
        filed_on=draw(st.one_of(st.none(), st.sampled_from(FILING_STEPS).map(lambda step: day + timedelta(days=step)))),
        lines=tuple(billed),
        history=draw(st.one_of(st.none(), histories(day), histories(day))),
        history_scope=draw(st.sampled_from(("own_practice", "all", "all"))),
        history_from=draw(st.sampled_from((None, None, None, day - timedelta(days=90), day - timedelta(days=366)))),
        encounter=note,
    )


@st.composite
def batches(draw: st.DrawFn) -> list[Claim]:
    """Claims of a few patients around one turning day."""
    around = draw(days)
    return [draw(claims(f"C{number}", around)) for number in range(draw(st.sampled_from((3, 4, 5, 2, 1))))]
