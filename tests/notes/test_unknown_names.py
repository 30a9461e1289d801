"""A name among the injected muscles that nobody knows is asked about before the muscles are counted."""

from __future__ import annotations

import pytest

from tautband.coding import code
from tautband.notes import read
from tautband.shipped import shipped_rulebook

HEAD = "Visit 03/02/2026. Medicare, Ohio. Myofascial pain, M79.18. Taut bands. "


def asked(text: str) -> tuple[str, list[str]]:
    encounter = read(HEAD + text)
    names = [q.text for c in encounter.conflicts if "not known" in c.says for q in c.evidence]
    return code(encounter, shipped_rulebook()).status, names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("TPI right trapezius, right levator, and right SSx, 1 mL each of 1% lidocaine. Tolerated.", ["right SSx"]),
        ("Injected R trapezius, L qqm and L soleus, 1 mL each of 1% lidocaine. Tolerated.", ["L qqm"]),
    ],
)
def test_a_third_name_that_is_not_known_is_asked(text: str, names: list[str]) -> None:
    assert asked(text) == ("query", names)


@pytest.mark.parametrize(
    "text",
    [
        "TPI right trapezius, right levator, right SCM, right SSx, 1 mL each of 1% lidocaine. Tolerated.",
        "TPI right trapezius x 2, left levator x 1, 1 mL each of 1% lidocaine. Tolerated.",
        "TPI right trapezius, left untouched, 1 mL of 1% lidocaine. Tolerated.",
        "Injected the right trapezius and levator, left alone, 1 mL each of 1% lidocaine. Tolerated.",
    ],
)
def test_where_no_answer_could_change_the_code_nothing_is_asked(text: str) -> None:
    assert asked(text)[0] == "coded"
