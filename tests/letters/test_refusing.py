"""No letter is written where another route is open or no appeal can succeed, and the route is named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from letters.denied import denials_of
from tautband.letters.refusing import appealed, refused
from tautband.model.denial import ROUTES

APPEALED = denials_of()[0]


@given(st.sampled_from([*ROUTES, None]), st.sampled_from([None, "a rule"]), st.sampled_from([None, 1, 2]))
def test_each_denial_is_either_answered_or_refused(route: str | None, merit: str | None, line: int | None) -> None:
    denial = APPEALED.model_copy(update={"route": route, "without_merit": merit})
    answered, others = appealed([denial], line), refused([denial], line)
    wanted = line in (None, denial.line)
    assert (len(answered) + len(others) == 1) == wanted
    assert (answered == (denial,)) == (wanted and route == "appeal" and merit is None)


def test_the_route_that_is_open_is_named() -> None:
    for route, says in ROUTES.items():
        if route != "appeal":
            (told,) = refused([APPEALED.model_copy(update={"route": route, "because": "the table says so"})])
            assert told == f"Line 1 (20552), CO-151, N115: no appeal. Instead: {says}. The table says so."


def test_a_denial_without_merit_says_why() -> None:
    (told,) = refused([APPEALED.model_copy(update={"without_merit": "the limit is set by rule", "because": "read it"})])
    assert told == "Line 1 (20552), CO-151, N115: no appeal; it is without merit: the limit is set by rule. Read it."
