"""The denials desk: remittances in, the work list out. Every decision that stands is worked through, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from tautband import edits
from tautband.model.case import AppealFiled
from tautband.model.claim import Claim
from tautband.model.denial import AppealStep, Change, Deadline, Denial, Route
from tautband.model.desk import ContractTerms, DeskSettings, PastAppeal
from tautband.model.finding import ScrubResult
from tautband.model.registration import Notice
from tautband.model.remittance import Remittance
from tautband.model.work_list import MoneyMoved, PaymentFact, PaymentHead, WorkList
from tautband.remits.adjusted import Adjusted, Decided, Sent
from tautband.remits.appeals import appeal_step
from tautband.remits.chances import Chances
from tautband.remits.changes import applied, changes
from tautband.remits.deadlines import NO_STEP, Days, deadline
from tautband.remits.expecting import Expected, Expecting
from tautband.remits.joining import SentClaims
from tautband.remits.liability import liability
from tautband.remits.like import like_denials
from tautband.remits.merit import without_merit
from tautband.remits.paid_before import PaidBefore
from tautband.remits.prediction import predicting, prediction, refined
from tautband.remits.reading import Remitted, adjusted_of, decisions_of
from tautband.remits.routing import NOT_HELD, instead_of, way
from tautband.remits.standing import standing
from tautband.remits.underpayments import underpayments, unexplained
from tautband.remits.worth import at_stake, worth
from tautband.rulebook.book import Rulebook

_MENDS = ("new_claim", "reopening", "corrected_claim")


@dataclass(frozen=True)
class Desk:
    """What the desk works with besides the remittances. `as_of` is the day the work list is drawn up for.

    `sent` are the claims as they were sent, `company` other claims of the same patients. `received` is the day the
    remittance came, where that can be shown; `payer` goes before what the remittance says. `filed` are appeals already
    made of these claims, `notices` those the patient signed. `every_claim`: also claims without a trigger point
    injection.
    """

    book: Rulebook
    as_of: date
    sent: Sequence[Sent] = ()
    received: date | None = None
    payer: str | None = None
    settings: DeskSettings = field(default_factory=DeskSettings)
    past: Sequence[PastAppeal] = ()
    filed: Sequence[AppealFiled] = ()
    notices: Sequence[Notice] = ()
    earlier: Sequence[Remittance] = ()
    every_claim: bool = False
    only: frozenset[str] | None = None
    """The claim numbers to work on; None: all of them."""

    def work_list(self, remittances: Sequence[Remittance]) -> WorkList:
        """What these remittances leave to do. Nothing raises for any code, amount or date in them."""
        return _Work(self).of(remittances)


class _Work:
    """One run of the desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.tables = desk, desk.book.tables
        self.sent = SentClaims(desk.sent)
        self.expecting = Expecting(self.tables)
        self.paid = PaidBefore(())
        self.chances = Chances(desk.past, desk.book.payers)
        self.terms = {self._payer_id(each.payer): each for each in desk.settings.contracts}

    def of(self, remittances: Sequence[Remittance]) -> WorkList:
        desk = self.desk
        decisions = [
            *decisions_of(desk.earlier, self.sent, desk.book, desk.payer, earlier=True),
            *decisions_of(remittances, self.sent, desk.book, desk.payer),
        ]
        found = standing([each for each in decisions if self._asked(each)])
        self.paid = PaidBefore((*found.earlier, *found.decided))
        judged = [
            remitted
            for decided in found.decided
            if (remitted := adjusted_of(decided, self.tables.denials))
            and (desk.every_claim or remitted.of_trigger_point)
        ]
        results = self._scrubbed(judged)
        denials: list[Denial] = []
        facts: list[PaymentFact] = []
        for remitted in judged:
            result = results.get(id(remitted.decided.sent))
            refused = [self._denial(each, remitted, result) for each in remitted.adjusted if _denied(each)]
            denials += _beside_absolute(refused)
            facts += [_fact(each) for each in remitted.adjusted if not _denied(each)]
        denials.sort(key=lambda denial: _order(denial, desk.as_of))
        return WorkList(
            as_of=desk.as_of,
            payments=tuple(self._head(remittance) for remittance in remittances),
            denials=tuple(denials),
            like=like_denials(denials, desk.as_of),
            reversals=found.reversals,
            underpayments=tuple(
                short
                for each in judged
                for short in underpayments(each.decided, each.adjusted, each.sent_lines, self.expecting)
            ),
            unexplained=tuple(told for each in judged for told in unexplained(each.decided, each.adjusted)),
            moved=tuple(
                MoneyMoved(adjustment=moved, says=self.tables.denials.money_moved(moved.reason))
                for remittance in remittances
                for moved in remittance.provider_adjustments
            ),
            facts=tuple(facts),
            not_judged=len(found.decided) - len(judged),
            of_other_cases=sum(not each.earlier and not self._asked(each) for each in decisions),
            claims_at_hand=bool(self.sent),
        )

    def _asked(self, decided: Decided) -> bool:
        return self.desk.only is None or decided.claim.claim_id in self.desk.only

    def _scrubbed(self, judged: Iterable[Remitted]) -> dict[int, ScrubResult]:
        """What the edits say of each sent claim with a denial, as of its date of service, by the identity of the claim.

        All claims given are context for each other, but one that was sent twice is never beside itself.
        """
        wanted = [each.decided.sent for each in judged if each.decided.sent and any(map(_denied, each.adjusted))]
        waiting = {id(sent): sent for sent in wanted if sent}
        results: dict[int, ScrubResult] = {}
        while waiting:
            asked = {sent.claim.claim_id: sent for sent in reversed(waiting.values())}
            others = [each.claim for each in self.sent.last() if each.claim.claim_id not in asked]
            found = edits.scrub([*(sent.claim for sent in asked.values()), *others], self.desk.book)
            results |= {id(sent): result for sent, result in zip(asked.values(), found, strict=False)}
            waiting = {key: sent for key, sent in waiting.items() if key not in results}
        return results

    def _denial(self, adjusted: Adjusted, remitted: Remitted, result: ScrubResult | None) -> Denial:
        book, desk, decided = self.desk.book, self.desk, adjusted.decided
        found = predicting(adjusted, result, self.tables.denials) if result else ()
        told = prediction(adjusted, result, found, book)
        adjusted = replace(adjusted, cause=refined(adjusted, found, self.tables.denials))
        terms = self.terms.get(self._payer_key(decided))
        filed = _filed(desk.filed, adjusted)
        route, because = way(adjusted, self.tables, terms, filed)
        if not adjusted.unprocessable and (before := self.paid.of(adjusted)):
            number, when = before.claim.claim_id or "without a number", before.paid_on or "a day not told"
            route, because = "no_action", f"the same service was paid on claim {number}, remittance of {when}"
        mended = changes(adjusted, found, self._company(decided), book) if route in _MENDS else []
        expected = self._expected(_as_mended(adjusted, mended))
        stake = at_stake(adjusted, expected, remitted.patient_part(adjusted.line))
        step = self._step(adjusted, route, terms, filed, expected)
        if route == "appeal" and step is None:
            route, because = "write_off", "the last level of appeal is used up"
        chance = self.chances.of(decided.payer, decided.payer_name, adjusted.adjustment.carc, step.level if step else 1)
        due = self._deadline(adjusted, route, step, terms)
        if due.last_day and due.last_day < desk.as_of:
            because += "; its last day has passed, so it is open only where good cause is shown"
        bearer, bearer_says = liability(adjusted, desk.notices)
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
            do=cause.do if cause else "Read what the payer says of it",
            route=route,
            because=because,
            deadline=due,
            appeal=step,
            liability=bearer,
            liability_says=bearer_says,
            without_merit=without_merit(adjusted, instead_of(adjusted, self.tables), self.tables),
            changes=tuple(mended),
            prediction=told,
            worth=worth(route, stake, expected.basis, step, chance, desk.settings),
            decided_on=decided.paid_on,
        )

    def _step(
        self, adjusted: Adjusted, route: Route | None, terms: ContractTerms | None, filed: AppealFiled | None,
        expected: Expected,
    ) -> AppealStep | None:  # fmt: skip
        """The level of appeal that is open; None where an appeal is closed by rule or no judgment is contested."""
        instead = instead_of(adjusted, self.tables)
        if adjusted.unprocessable or (instead and instead.closed) or route not in ("appeal", "patient", "reopening"):
            return None
        at_most = None if adjusted.charge is None else adjusted.charge - (adjusted.paid or Decimal(0))
        share = expected.patient_owes
        amount = None if at_most is None or share is None else max(Decimal(0), at_most - share)
        days = Days(adjusted.day, adjusted.decided.paid_on, self.desk.received)
        return appeal_step(adjusted.decided.payer, days, self.tables, terms, filed, self.desk.as_of, amount, at_most)

    def _deadline(
        self, adjusted: Adjusted, route: Route | None, step: AppealStep | None, terms: ContractTerms | None
    ) -> Deadline:
        if route == "appeal":
            return step.deadline if step else NO_STEP
        decided = adjusted.decided
        days = Days(adjusted.day, decided.paid_on, self.desk.received)
        return deadline(route, decided.payer, days, self.tables, terms)

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

    def _head(self, remittance: Remittance) -> PaymentHead:
        first = next(iter(decisions_of([remittance], self.sent, self.desk.book, self.desk.payer)), None)
        return PaymentHead(
            trace_number=remittance.trace_number,
            payer_name=remittance.payer_name,
            payer=first.payer.id if first and first.payer else None,
            paid_on=remittance.paid_on,
            amount=remittance.amount,
            claims=len(remittance.claims),
            balanced=remittance.balanced,
        )

    def _payer_id(self, name: str) -> str:
        known = self.desk.book.payers.resolve(name)
        return known.id if known else name.casefold()

    def _payer_key(self, decided: Decided) -> str:
        return decided.payer.id if decided.payer else (decided.payer_name or "").casefold()


def _beside_absolute(denials: Sequence[Denial]) -> list[Denial]:
    """The denials of one claim; one on a line that another reason closes for good is closed with it."""
    closed = {each.line: each for each in denials if each.route == "write_off" and each.without_merit}
    told = []
    for denial in denials:
        by = closed.get(denial.line)
        if by is not None and denial.route not in ("write_off", "no_action"):
            says = f"another reason on this line cannot be lifted ({by.group}-{by.carc})"
            worth = denial.worth.model_copy(update={"at_stake": Decimal(0), "alone": False, "says": says})
            update = {"route": "write_off", "because": says, "deadline": NO_STEP, "changes": (), "worth": worth}
            denial = denial.model_copy(update=update)
        told.append(denial)
    return told


def _as_mended(adjusted: Adjusted, mended: Sequence[Change]) -> Adjusted:
    """The line as it would be sent again: what it brings is what the mended claim brings."""
    sent = adjusted.decided.sent
    if sent is None or not any(change.checked for change in mended):
        return adjusted
    again = replace(sent, claim=applied(sent.claim, mended))
    return replace(adjusted, decided=replace(adjusted.decided, sent=again))


def _denied(adjusted: Adjusted) -> bool:
    """Whether something was taken off, for a reason that is a denial or that nobody holds."""
    return adjusted.adjustment.amount > 0 and (adjusted.cause is None or adjusted.cause.cause.nature == "denial")


def _fact(adjusted: Adjusted) -> PaymentFact:
    if adjusted.adjustment.amount < 0:
        says = "given back"
    else:
        says = adjusted.cause.cause.says if adjusted.cause else "The table of causes does not hold this reason code"
    return PaymentFact(
        claim_id=adjusted.decided.claim.claim_id,
        line=adjusted.line,
        code=adjusted.code,
        group=adjusted.adjustment.group,
        carc=adjusted.adjustment.carc,
        amount=adjusted.adjustment.amount,
        says=says,
    )


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


def _order(denial: Denial, as_of: date) -> tuple[int, date, Decimal, str, int]:
    """The nearest open deadline first, then the most at stake; unknown ones, those gone by, and what is done after."""
    last = denial.deadline.last_day
    rank = 3 if denial.route in ("no_action", "write_off", "patient") else 1 if last is None else 2 * (last < as_of)
    return rank, last or date.max, -(denial.worth.at_stake or Decimal(0)), denial.claim_id or "", denial.line or 0
