"""The date of service where the note does not label it: today's, or none."""

from __future__ import annotations

from datetime import date

import pytest

from tautband.notes import read

DONE = "\nTrigger point injection right trapezius, 1 mL of 1% lidocaine. Tolerated."


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("SPINE SURGERY POST-OP      2/19/2025\nAfter my operation of 1/15/2025.", date(2025, 2, 19)),
        ("Work clinic - scheduled injection visit 10/18/2022\nAuthorised on 10/11/2022.", date(2022, 10, 18)),
        (
            "11/02/2023   R trap   40%\n04/15/2025   R trap, L trap   60%\n11/05/2025   R trap   (today)",
            date(2025, 11, 5),
        ),
        ("4/10/25 - Neck strain.\n\n5/8/25 - Still tight.\n\n6/12/25 - TODAY. Finished PT.", date(2025, 6, 12)),
        ("11/02/2023   R trap   40%\n04/15/2025   R trap, L trap   60%", None),
        ("11/02/2023   R trap   40%\n04/15/2025   R trap   60%\nTODAY'S DETAIL 06/25/2025", date(2025, 6, 25)),
        ("05/20/2025   Cigna\n4/22/2025: R trapezius.\n5/20/2025: L trapezius.", date(2025, 5, 20)),
        ("== LAST VISIT 04/17/2025 ==\nL hip pain.\n== THIS VISIT 07/24/2025 ==", date(2025, 7, 24)),
        ("Patient A, dob    01/02/1960\nSeen 03/04/2025.", date(2025, 3, 4)),
        ("03/04/2025 Aetna.\nTold to come back today if worse.", date(2025, 3, 4)),
    ],
)
def test_the_day_of_service_is_todays_or_not_known(text: str, day: date | None) -> None:
    assert read(text + DONE).date_of_service == day


def test_earlier_rows_of_a_log_are_not_injected_today() -> None:
    text = "11/02/2023   R trap, R lev scap, R SCM   lido 1% 3 mL\n11/05/2025   R trap   lido 1% 2 mL   (today)"
    done = {(i.muscle, i.side) for i in read(text + DONE).injections if i.status == "performed"}
    assert done == {("trapezius", "right")}
