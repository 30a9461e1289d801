"""One adjustment written up as a denial: every question of the desk asked of it, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tautband.model.case import AppealFiled
from tautband.model.claim import Claim
from tautband.model.denial import AppealStep, Change, Deadline, Denial, Route
from tautband.model.desk import ContractTerms, DeskSettings
from tautband.model.finding import ScrubResult
from tautband.model.registration import Notice
from tautband.remits.adjusted import Adjusted, Decided
from tautband.remits.appeals import appeal_step
from tautband.remits.chances import Chances
from tautband.remits.changes import applied, changes
from tautband.remits.contracts import payer_key
from tautband.remits.deadlines import NO_STEP, deadline
from tautband.remits.expecting import Expected, Expecting
from tautband.remits.joining import SentClaims
from tautband.remits.liability import liability
from tautband.remits.merit import without_merit
from tautband.remits.paid_before import PaidBefore
from tautband.remits.prediction import predicting, prediction, refined
from tautband.remits.routing import NOT_HELD, instead_of, way
from tautband.remits.worth import at_stake, worth
from tautband.rulebook.book import Rulebook
from tautband.rulebook.filing_limits import Days

_MENDS = ("new_claim", "reopening", "corrected_claim")


@dataclass(frozen=True)
class WritingUp:
    """What an adjustment is written up with. `terms` are the contracts' by payer id, or by name in lower case."""

    book: Rulebook
    as_of: date
    received: date | None
    settings: DeskSettings
    terms: dict[str, ContractTerms]
    filed: Sequence[AppealFiled]
    notices: Sequence[Notice]
    sent: SentClaims
    expecting: Expecting
    chances: Chances
    paid: PaidBefore
    separating: frozenset[str] = frozenset()

    def denial(self, adjusted: Adjusted, patient_part: Decimal, result: ScrubResult | None) -> Denial:
        """The denial. `patient_part` is what the patient was asked to pay on its line; `result` the edits' word on the
        claim as it was sent, None where that is not at hand.
        """
        book, tables, decided = self.book, self.book.tables, adjusted.decided
        found = predicting(adjusted, result, tables.denials) if result else ()
        told = prediction(adjusted, result, found, book)
        adjusted = replace(adjusted, cause=refined(adjusted, found, tables.denials))
        terms = self.terms.get(payer_key(decided.payer, decided.payer_name))
        filed = _filed(self.filed, adjusted)
        route, because, do = way(adjusted, tables, terms, filed, self.separating)
        if not adjusted.unprocessable and (before := self.paid.of(adjusted)):
            number, when = before.claim.claim_id or "without a number", before.paid_on or "a day not told"
            route, because = "no_action", f"the same service was paid on claim {number}, remittance of {when}"
        mended = changes(adjusted, found, self._company(decided), book) if route in _MENDS else []
        expected = self._expected(_as_mended(adjusted, mended))
        stake = at_stake(adjusted, expected, patient_part)
        step = self._step(adjusted, route, terms, filed, expected)
        if route == "appeal" and step is None:
            route, because = "write_off", "the last level of appeal is used up"
        chance = self.chances.of(decided.payer, decided.payer_name, adjusted.adjustment.carc, step.level if step else 1)
        due = self._deadline(adjusted, route, step, terms)
        if due.last_day and due.last_day < self.as_of:
            because += "; its last day has passed: nothing is open unless the payer grants an exception"
        bearer, bearer_says = liability(adjusted, self.notices)
        cause = adjusted.cause.cause if adjusted.cause else None
        return Denial(
            claim_id=decided.claim.claim_id,
            payer_claim_number=decided.claim.payer_claim_number,
            payer=decided.payer.id if decided.payer else decided.payer_name,
            line=adjusted.line,
            sent_line=adjusted.sent_line,
            code=adjusted.code,
            modifiers=adjusted.remitted.modifiers if adjusted.remitted else (),
            date_of_service=adjusted.day,
            group=adjusted.adjustment.group,
            carc=adjusted.adjustment.carc,
            rarcs=adjusted.rarcs,
            amount=adjusted.adjustment.amount,
            cause=cause.id if cause else NOT_HELD,
            says=cause.says if cause else "The table of causes does not hold this reason code",
            do=do or (cause.do if cause else "Read what the payer says of it"),
            route=route,
            because=because,
            deadline=due,
            appeal=step,
            liability=bearer,
            liability_says=bearer_says,
            without_merit=without_merit(adjusted, instead_of(adjusted, tables), tables),
            changes=tuple(mended),
            prediction=told,
            worth=worth(route, stake, expected.basis, step, chance, self.settings),
            decided_on=decided.paid_on,
        )

    def _step(
        self, adjusted: Adjusted, route: Route | None, terms: ContractTerms | None, filed: AppealFiled | None,
        expected: Expected,
    ) -> AppealStep | None:  # fmt: skip
        """The level of appeal that is open; None where an appeal is closed by rule or no judgment is contested."""
        instead = instead_of(adjusted, self.book.tables)
        if adjusted.unprocessable or (instead and instead.closed) or route not in ("appeal", "patient", "reopening"):
            return None
        at_most = None if adjusted.charge is None else adjusted.charge - (adjusted.paid or Decimal(0))
        share = expected.patient_owes
        amount = None if at_most is None or share is None else max(Decimal(0), at_most - share)
        days = Days(adjusted.day, adjusted.decided.paid_on, self.received)
        return appeal_step(adjusted.decided.payer, days, self.book.tables, terms, filed, self.as_of, amount, at_most)

    def _deadline(
        self, adjusted: Adjusted, route: Route | None, step: AppealStep | None, terms: ContractTerms | None
    ) -> Deadline:
        if route == "appeal":
            return step.deadline if step else NO_STEP
        decided = adjusted.decided
        days = Days(adjusted.day, decided.paid_on, self.received)
        return deadline(route, decided.payer, days, self.book.tables, terms)

    def _expected(self, adjusted: Adjusted) -> Expected:
        line = adjusted.remitted
        if line is None:
            return self.expecting.claim(adjusted.decided)
        return self.expecting.line(adjusted.decided, line, adjusted.day, adjusted.sent_line)

    def _company(self, decided: Decided) -> list[Claim]:
        sent = decided.sent
        if sent is None or sent.claim.patient_id is None:
            return []
        return [
            each.claim
            for each in self.sent.of_patient(sent.claim.patient_id)
            if each.claim.claim_id != sent.claim.claim_id
        ]


def _as_mended(adjusted: Adjusted, mended: Sequence[Change]) -> Adjusted:
    """The line as it would be sent again: what it brings is what the mended claim brings."""
    sent = adjusted.decided.sent
    if sent is None or not any(change.checked for change in mended):
        return adjusted
    again = replace(sent, claim=applied(sent.claim, mended))
    return replace(adjusted, decided=replace(adjusted.decided, sent=again))


def _filed(filed: Sequence[AppealFiled], adjusted: Adjusted) -> AppealFiled | None:
    """The last appeal of this line and reason, or of the whole claim; one that was withdrawn was never decided."""
    of_this = [
        each
        for each in filed
        if each.outcome != "withdrawn"
        and each.line in (None, adjusted.sent_line or adjusted.line)
        and each.carc in (None, adjusted.adjustment.carc)
    ]
    return max(of_this, key=lambda each: each.level, default=None)
