"""Claims as Hypothesis draws them: few patients, many days that decide something, notes and histories with holes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.model.encounter import Documented, Encounter, Injection, Region

PATIENTS = ("P1", "P2", None)
PROVIDERS = ("1111111111", "2222222222", None)
PLACES = (
    ("medicare", "OH", None), ("medicare", "VA", None), ("medicare", "VA", "22301"), ("medicare", "VA", "23220"),
    ("medicare", "TX", None), ("medicare", "NC", None), ("medicare-advantage", "CT", None), ("medicare", None, None),
    ("example-plan", "OH", None), ("example-plan", "CA", None), ("example-plan", "OH", None),
    ("example-follower", "VA", None), ("example-unread", "OH", None), ("nobody knows it", "OH", None),
    (None, None, None), ("self-pay", "OH", None), ("medicaid-XX", "OH", None),
)  # fmt: skip
TURNING_DAYS = tuple(
    date.fromisoformat(day)
    for day in (
        "2015-09-30", "2015-10-01", "2017-12-31", "2018-01-01", "2018-09-30", "2018-10-01", "2019-06-30", "2019-07-01",
        "2020-02-29", "2021-09-30", "2021-10-01", "2022-12-31", "2023-01-01", "2023-02-28", "2023-06-30", "2023-07-01",
        "2024-02-28", "2024-02-29", "2024-03-01", "2024-03-30", "2024-03-31", "2024-04-01", "2024-06-30", "2024-07-01",
        "2024-08-31", "2024-09-30", "2024-10-01", "2025-02-28", "2025-06-30", "2025-12-31", "2026-03-31", "2026-04-01",
        "2026-06-30", "2026-07-01",
    )
)  # fmt: skip
STEPS = (0, 0, 0, 1, 7, 28, 29, 30, 31, 42, 59, 60, 61, 89, 90, 91, 180, 364, 365, 366, 367)
TPI = ("20552", "20553")
BESIDE = (
    "20550", "20551", "20560", "20561", "20610", "20611", "64405", "62323", "76942", "99213", "99204", "J1030",
    "J1010", "J2000", "J2003", "J3301", "64615", "33533", "99999", "G0463", "36000",
)  # fmt: skip
MODIFIERS = ("25", "59", "XS", "50", "LT", "RT", "24", "GA", "zz", "79")
DIAGNOSES = (
    "M79.18", "M7918", "M79.1", "M79.10", "M79.12", "M54.2", "M54.5", "M54.50", "M62.838", "G44.209", "M17.11", "729.1",
    "E11.9", "V58.69", "I10", "XYZ", "m79.18",
)  # fmt: skip
MUSCLES = (
    "trapezius", "levator scapulae", "infraspinatus", "gluteus medius", "piriformis", "temporalis", "longissimus lumborum",
)  # fmt: skip
GROUPS = ("lumbar paraspinals", "rhomboids", "cervical paraspinals")
SIDES = ("left", "right", "unspecified", "midline")
ELEMENTS = (
    "taut_band", "tenderness", "referred_pain", "duration", "pre_pain_score", "post_pain_score", "location",
    "muscles_named", "agent", "volume", "followup_plan",
)  # fmt: skip

days = st.builds(
    lambda day, step, sign: day + timedelta(days=step * sign),
    st.sampled_from(TURNING_DAYS),
    st.sampled_from((0, 0, 0, 1, 2, 15, 33)),
    st.sampled_from((1, -1)),
)
codes = st.one_of(st.sampled_from(TPI), st.sampled_from(TPI), st.sampled_from(BESIDE))
sides = st.sampled_from(SIDES)

lines = st.builds(
    ServiceLine,
    code=codes,
    modifiers=st.lists(st.sampled_from(MODIFIERS), max_size=2).map(tuple),
    units=st.sampled_from((1, 1, 1, 2, 3, 20)).map(Decimal),
    diagnoses=st.lists(st.sampled_from(DIAGNOSES), max_size=3).map(tuple),
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

notes = st.builds(
    Encounter,
    procedure_performed=st.sampled_from((True, True, True, True, False, None)),
    injections=st.lists(injections, max_size=4).map(tuple),
    regions=st.sampled_from(((), (), (), (Region(name="shoulder"),))),
    muscle_count_is_exact=st.sampled_from((True, True, True, False)),
    documentation=st.fixed_dictionaries(
        {}, optional={e: st.sampled_from((True, True, False, None)).map(lambda p: Documented(present=p)) for e in ELEMENTS}
    ),
)


@st.composite
def histories(draw: st.DrawFn, day: date) -> tuple[HistoryEntry, ...]:
    """Earlier services, many of them on the edge of a window before `day`."""
    steps = draw(st.lists(st.sampled_from(STEPS), max_size=5))
    return tuple(
        HistoryEntry(
            date_of_service=day - timedelta(days=step),
            code=draw(codes),
            region=draw(st.sampled_from((None, "neck", "shoulder", "hip", "no such region"))),
            provider=draw(st.sampled_from((None, *PROVIDERS))),
            outcome=draw(st.sampled_from((None, None, None, "paid", "denied"))),
        )
        for step in steps
    )


@st.composite
def claims(draw: st.DrawFn, name: str, around: date) -> Claim:
    """One claim near a day, so that the claims of a batch meet in one window."""
    payer, state, zip_code = draw(st.sampled_from(PLACES))
    day = around - timedelta(days=draw(st.sampled_from(STEPS)))
    billed = draw(st.lists(lines, min_size=1, max_size=4))
    if draw(st.integers(0, 9)) == 0:
        billed[0] = billed[0].model_copy(update={"date_of_service": day - timedelta(days=1)})
    return Claim(
        claim_id=name,
        patient_id=draw(st.sampled_from(PATIENTS)),
        payer=payer,
        state=state,
        zip_code=zip_code,
        date_of_service=day,
        rendering_npi=draw(st.sampled_from(PROVIDERS)),
        lines=tuple(billed),
        history=draw(st.one_of(st.none(), histories(day), histories(day))),
        history_scope=draw(st.sampled_from(("own_practice", "all", "all"))),
        history_from=draw(st.sampled_from((None, None, None, day - timedelta(days=90), day - timedelta(days=366)))),
        encounter=draw(st.one_of(st.none(), notes, notes)),
    )


@st.composite
def batches(draw: st.DrawFn, most: int = 5) -> list[Claim]:
    """Claims of a few patients around one turning day."""
    around = draw(days)
    return [draw(claims(f"C{number}", around)) for number in range(draw(st.integers(1, most)))]
