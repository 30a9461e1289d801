"""Claims as Hypothesis draws them: few patients, many days that decide something, notes and histories with holes."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from properties.pools import (
    BILLING_GROUPS,
    CLINICIANS,
    STEPS,
    entry_before,
    note,
    pool,
    service,
    trigger_point,
    vial,
    vial_line,
)
from tautband.model.claim import Claim, HistoryEntry

PATIENTS = ("P1", "P2", None)
WITH_EVERYTHING = (
    ("example-plan", "OH", None),
    ("example-plan", "VA", None),
    ("example-plan", "CA", None),
    ("example-plan", "VA", "43215"),
)
PLACES = (
    ("medicare", "OH", None), ("medicare", "OH", None), ("medicare", "VA", None), ("medicare", "VA", "22301"),
    ("medicare", "VA", "23220"), ("medicare", "TX", None), ("medicare", "NC", None), ("medicare", None, None),
    ("medicare", "OH", "22301"), ("medicare-advantage", "CT", None), ("example-follower", "VA", None),
    ("example-unread", "OH", None), ("nobody knows it", "OH", None), (None, None, None), ("self-pay", "OH", None),
    ("medicaid-XX", "OH", None),
)  # fmt: skip
_TURNING = """
2015-09-30 2015-10-01 2017-12-31 2018-01-01 2018-05-15 2018-07-04 2018-09-30 2018-10-01 2019-03-31 2019-06-30 2019-07-01
2020-02-29 2021-09-30 2021-10-01 2022-12-31 2023-01-01 2023-02-28 2023-06-30 2023-07-01 2024-02-28 2024-02-29 2024-03-01
2024-03-30 2024-03-31 2024-04-01 2024-06-03 2024-06-30 2024-07-01 2024-08-31 2024-09-30 2024-10-01 2025-02-28
2025-06-30 2025-12-31 2026-03-31 2026-04-01 2026-05-15 2026-04-02 2026-05-31 2026-06-14 2026-06-30 2026-07-01 2026-08-10
"""
TURNING_DAYS = tuple(date.fromisoformat(day) for day in _TURNING.split())
"""Quarter edges, month ends, leap days, and the days on which a policy or table of the tests begins or ends."""
FILED_AFTER = (0, 30, 89, 90, 91, 180, 181, 182, 183, 184, 185, 364, 365, 366, 367)

days = st.builds(
    lambda day, step: day + timedelta(days=step), st.sampled_from(TURNING_DAYS), st.sampled_from((0, 0, 0, 1, -1, 33))
)


@st.composite
def histories(draw: st.DrawFn, day: date) -> tuple[HistoryEntry, ...]:
    """Earlier services, many of them on the edge of a window before `day`."""
    entries = draw(st.lists(st.sampled_from(pool(entry_before)), max_size=5))
    shift = day - date(4, 1, 1)
    return tuple(e.model_copy(update={"date_of_service": e.date_of_service + shift}) for e in entries)


@st.composite
def claims(draw: st.DrawFn, name: str, around: date) -> Claim:
    """One claim near a day, so that the claims of a batch meet in one window."""
    payer, state, zip_code = draw(st.sampled_from(draw(st.sampled_from((PLACES, WITH_EVERYTHING)))))
    day = around - timedelta(days=draw(st.sampled_from(STEPS)))
    billed = draw(st.lists(st.sampled_from(pool(service)), min_size=1, max_size=3))
    if draw(st.sampled_from((False, True, True))):
        billed.insert(0, draw(st.sampled_from(pool(trigger_point))))
    if draw(st.sampled_from((False,) * 9 + (True,))):
        billed[0] = billed[0].model_copy(update={"date_of_service": day - timedelta(days=1)})
    encounter = draw(st.sampled_from(pool(note))) if draw(st.sampled_from((False, True, True))) else None
    if encounter is not None and draw(st.booleans()):
        encounter = encounter.model_copy(update={"agents": (draw(st.sampled_from(pool(vial))),)})
        billed.append(draw(st.sampled_from(pool(vial_line))))
    filed = draw(st.sampled_from((None, *FILED_AFTER)))
    return Claim(
        claim_id=name,
        patient_id=draw(st.sampled_from(PATIENTS)),
        payer=payer,
        state=state,
        zip_code=zip_code,
        date_of_service=day,
        place_of_service=draw(st.sampled_from(("11", "11", "02", "10", "24", "22", None))),
        rendering_npi=draw(st.sampled_from(CLINICIANS)),
        billing_npi=draw(st.sampled_from(BILLING_GROUPS)),
        filed_on=None if filed is None else day + timedelta(days=filed),
        lines=tuple(billed),
        history=draw(histories(day)) if draw(st.sampled_from((False, True, True))) else None,
        history_scope=draw(st.sampled_from(("own_practice", "all", "all"))),
        history_from=draw(st.sampled_from((None, None, None, day - timedelta(days=90), day - timedelta(days=366)))),
        encounter=encounter,
    )


@st.composite
def batches(draw: st.DrawFn) -> list[Claim]:
    """Claims of a few patients around one turning day."""
    around = draw(days)
    return [draw(claims(f"C{number}", around)) for number in range(draw(st.sampled_from((3, 4, 5, 2, 1))))]
