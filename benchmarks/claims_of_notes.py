"""Claims of labelled notes: as the note supports them, and with the mistakes that claims are denied for.

Each mistake is one that a billing office makes: a code for another number of muscles, the units of another strength, a
claim filed a year late, an operation of last month forgotten. The note behind the claim stays what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from tautband.accuracy.gold import labelled_notes
from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.pipeline import code

GOLD = Path(__file__).parents[1] / "tests/corpus/development/gold.jsonl"
CLINICIAN, COLLEAGUE, GROUP = "1234567893", "1093817465", "1215930367"
TRIGGER_POINTS = ("20552", "20553")
PLACES = (
    ("medicare", "OH"), ("medicare", "VA"), ("aetna", "OH"), ("cigna", "CT"), ("medicaid-TX", "TX"), ("bcbs-ma", "MA"),
    ("uhc", "FL"), ("humana", "KY"), ("wc", "MS"), ("wc", "WA"), ("medicaid-OH", "OH"),
)  # fmt: skip
DAYS = (date(2016, 3, 1), date(2024, 11, 5), date(2026, 5, 4), date(2027, 2, 1))
"""Before most policies; in a year whose tables were read; in every table's last edition; after them all."""
Change = Callable[[Claim], Claim]


def supported_claims() -> list[Claim]:
    """The claim that each labelled note supports, by a clinician of a group, with no earlier service."""
    answers = [
        code(
            note.text,
            payer=note.payer,
            state=note.state,
            date_of_service=note.date_of_service,
            place_of_service=note.place_of_service,
            rendering_npi=CLINICIAN,
            history=(),
            history_scope="all",
        )
        for note in labelled_notes(GOLD)
    ]
    return [a.claim.model_copy(update={"billing_npi": GROUP}) for a in answers if a.claim is not None]


def claims() -> Iterator[Claim]:
    """Every supported claim as it is, then for each payer, on one day after the other, without a mistake and with
    each.
    """
    for number, claim in enumerate(supported_claims()):
        yield claim
        for place, (payer, state) in enumerate(PLACES):
            day = DAYS[(number + place) % len(DAYS)]
            moved = claim.model_copy(update={"payer": payer, "state": state, "date_of_service": day})
            yield moved
            for mistake in MISTAKES:
                yield mistake(moved)


def _with_lines(claim: Claim, change: Callable[[ServiceLine], ServiceLine]) -> Claim:
    return claim.model_copy(update={"lines": tuple(map(change, claim.lines))})


def _with_modifiers(*modifiers: str) -> Change:
    def change(line: ServiceLine) -> ServiceLine:
        return line.model_copy(update={"modifiers": modifiers}) if line.code in TRIGGER_POINTS else line

    return lambda claim: _with_lines(claim, change)


def _other_count(claim: Claim) -> Claim:
    """20553 for one or two muscles, 20552 for more."""
    other = dict(zip(TRIGGER_POINTS, reversed(TRIGGER_POINTS), strict=True))
    return _with_lines(claim, lambda line: line.model_copy(update={"code": other.get(line.code, line.code)}))


def _drug_units(claim: Claim) -> Claim:
    """One more unit of each drug, and a discarded rest that the note does not show."""

    def change(line: ServiceLine) -> ServiceLine:
        one_more = {"units": line.units + Decimal(1), "modifiers": ("JZ",)}
        return line.model_copy(update=one_more) if line.code.startswith("J") else line

    return _with_lines(claim, change)


def _excluded_together(claim: Claim) -> Claim:
    """Fibromyalgia beside myalgia."""
    return _with_lines(claim, lambda line: line.model_copy(update={"diagnoses": ("M79.18", "M79.7")}))


def _filed_late(claim: Claim) -> Claim:
    return claim.model_copy(update={"filed_on": claim.date_of_service + timedelta(days=400)})


def _no_place(claim: Claim) -> Claim:
    return claim.model_copy(update={"place_of_service": None})


def _unknown_history(claim: Claim) -> Claim:
    return claim.model_copy(update={"history": None})


def _billed_twice(claim: Claim) -> Claim:
    return claim.model_copy(update={"lines": (*claim.lines, *claim.lines)})


def _earlier(*weeks: int) -> Change:
    """Injections so many weeks ago, of a region nobody wrote down."""

    def change(claim: Claim) -> Claim:
        days = [claim.date_of_service - timedelta(weeks=n) for n in weeks]
        history = tuple(HistoryEntry(date_of_service=day, code="20552", provider=CLINICIAN) for day in days)
        return claim.model_copy(update={"history": history})

    return change


def _without_relief(claim: Claim) -> Claim:
    """The sixth session, with a note that says the fifth did nothing."""
    assert claim.encounter is not None
    history = claim.encounter.history.model_copy(update={"last_relief_percent": 0.0})
    encounter = claim.encounter.model_copy(update={"history": history})
    return _earlier(8, 16, 24, 32, 40)(claim.model_copy(update={"encounter": encounter}))


def _after_operation(provider: str) -> Change:
    """A laminectomy three weeks ago."""

    def change(claim: Claim) -> Claim:
        entry = HistoryEntry(
            date_of_service=claim.date_of_service - timedelta(weeks=3),
            code="63047",
            provider=provider,
            group=GROUP,
            global_days="090",
        )
        return claim.model_copy(update={"history": (entry,)})

    return change


MISTAKES: tuple[Change, ...] = (
    _other_count,
    _drug_units,
    _excluded_together,
    _filed_late,
    _no_place,
    _unknown_history,
    _billed_twice,
    _with_modifiers("GA", "GZ"),
    _with_modifiers("50"),
    _with_modifiers("AT", "RT"),
    _earlier(1, 5, 9, 14, 20),
    _earlier(10, 40, 44, 48),
    _without_relief,
    _after_operation(CLINICIAN),
    _after_operation(COLLEAGUE),
)
