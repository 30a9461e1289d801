"""Sessions counted by number, drug and provider. Nothing is compared: who gets which drug is not left to chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import median

from tautband.outcomes.figures import Figures, Outcomes, Spread
from tautband.outcomes.sessions import Followed, Session, followed, in_order

NOT_TOLD = "not told"
NO_DRUG = "no drug named"


def outcomes(sessions: Iterable[Session]) -> Outcomes:
    """The outcome report of sessions in any order; without a session every count is 0."""
    ordered = in_order(sessions)
    found, elsewhere = followed(ordered)
    return Outcomes(
        patients=len({session.patient for session in ordered}),
        sessions=len(ordered),
        of_other_sessions=elsewhere,
        all=_figures("all sessions", found),
        by_session=_by(found, _number),
        by_agent=_by(found, _agents),
        by_provider=_by(found, lambda each: each.session.provider or NOT_TOLD),
    )


def _by(found: Sequence[Followed], name: Callable[[Followed], str]) -> tuple[Figures, ...]:
    groups: dict[str, list[Followed]] = {}
    for each in found:
        groups.setdefault(name(each), []).append(each)
    names = sorted(groups, key=lambda key: (key in (NOT_TOLD, NO_DRUG), key))
    return tuple(_figures(key, groups[key]) for key in names)


def _number(each: Followed) -> str:
    """Which session within twelve months it is, by its own note."""
    before = each.session.encounter.history.prior_sessions_12mo
    return NOT_TOLD if before is None else f"{before + 1}"


def _agents(each: Followed) -> str:
    """The drugs that went into the muscles."""
    drugs = {agent.drug for agent in each.session.encounter.agents if agent.for_service is None}
    return " + ".join(sorted(drugs)) or NO_DRUG


def _figures(name: str, found: Sequence[Followed]) -> Figures:
    told = [each.told for each in found if each.told is not None]
    function = [each.function_improved for each in told if each.function_improved is not None]
    notes = [each.session.encounter for each in found]
    scores = [(n.pre_pain_score, n.post_pain_score) for n in notes]
    both = [(before, after) for before, after in scores if before is not None and after is not None]
    return Figures(
        name=name,
        sessions=len(found),
        followed=len(told),
        relief_percent=_spread([each.last_relief_percent for each in told]),
        relief_weeks=_spread([each.last_relief_weeks for each in told]),
        function_known=len(function),
        function_improved=sum(function),
        score_before=_spread([before for before, _ in both]),
        score_after=_spread([after for _, after in both]),
    )


def _spread(told: Iterable[float | None]) -> Spread | None:
    figures = [each for each in told if each is not None]
    if not figures:
        return None
    return Spread(known=len(figures), median=median(figures), least=min(figures), most=max(figures))
