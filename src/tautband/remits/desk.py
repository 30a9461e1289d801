"""The denials desk: remittances in, the work list out. Every decision that stands is worked through, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tautband import edits
from tautband.model.case import AppealFiled
from tautband.model.denial import Denial
from tautband.model.desk import DeskSettings, PastAppeal
from tautband.model.finding import ScrubResult
from tautband.model.registration import Notice
from tautband.model.remittance import Remittance
from tautband.model.work_list import MoneyMoved, PaymentFact, PaymentHead, WorkList
from tautband.remits.adjusted import Decided, Sent
from tautband.remits.chances import Chances
from tautband.remits.contracts import terms_by_payer
from tautband.remits.deadlines import NO_STEP
from tautband.remits.expecting import Expecting
from tautband.remits.facts import fact_of
from tautband.remits.joining import SentClaims
from tautband.remits.like import like_denials
from tautband.remits.paid_before import PaidBefore
from tautband.remits.reading import Remitted, adjusted_of, decisions_of
from tautband.remits.routing import separating_modifiers
from tautband.remits.standing import standing
from tautband.remits.underpayments import underpayments, unexplained
from tautband.remits.writing_up import WritingUp
from tautband.rulebook.book import Rulebook


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

    def of(self, remittances: Sequence[Remittance]) -> WorkList:
        desk = self.desk
        decisions = [
            *decisions_of(desk.earlier, self.sent, desk.book, desk.payer, earlier=True),
            *decisions_of(remittances, self.sent, desk.book, desk.payer),
        ]
        found = standing([each for each in decisions if self._asked(each)])
        writing = self._writing_up(PaidBefore((*found.earlier, *found.decided)))
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
            refused = [each for each in remitted.adjusted if each.denied]
            denials += _beside_absolute([writing.denial(e, remitted.patient_part(e.line), result) for e in refused])
            facts += [fact_of(each) for each in remitted.adjusted if not each.denied]
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
                MoneyMoved(
                    adjustment=moved, says=self.tables.denials.money_moved(moved.reason, raises=moved.amount < 0)
                )
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
        wanted = [
            each.decided.sent
            for each in judged
            if each.decided.sent and any(adjusted.denied for adjusted in each.adjusted)
        ]
        waiting = {id(sent): sent for sent in wanted if sent}
        results: dict[int, ScrubResult] = {}
        while waiting:
            asked = {sent.claim.claim_id: sent for sent in reversed(waiting.values())}
            others = [each.claim for each in self.sent.last() if each.claim.claim_id not in asked]
            found = edits.scrub([*(sent.claim for sent in asked.values()), *others], self.desk.book)
            results |= {id(sent): result for sent, result in zip(asked.values(), found, strict=False)}
            waiting = {key: sent for key, sent in waiting.items() if key not in results}
        return results

    def _writing_up(self, paid: PaidBefore) -> WritingUp:
        desk, payers = self.desk, self.desk.book.payers
        terms = terms_by_payer(desk.settings.contracts, payers)
        return WritingUp(
            desk.book, desk.as_of, desk.received, desk.settings, terms, desk.filed, desk.notices, self.sent,
            self.expecting, Chances(desk.past, payers), paid, separating_modifiers(desk.book),
        )  # fmt: skip

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


def _beside_absolute(denials: Sequence[Denial]) -> list[Denial]:
    """The denials of one claim; one on a line that another reason closes for good is closed with it."""
    closed = {each.line: each for each in denials if each.route == "write_off" and each.without_merit}
    told = []
    for denial in denials:
        by = closed.get(denial.line)
        if by is not None and denial.route not in ("write_off", "no_action"):
            says = f"another reason on this line cannot be lifted ({by.group}-{by.carc})"
            worth = denial.worth.model_copy(update={"at_stake": Decimal(0), "alone": False, "says": says})
            update = {
                "route": "write_off",
                "because": says,
                "deadline": NO_STEP,
                "changes": (),
                "appeal": None,
                "worth": worth,
            }
            denial = denial.model_copy(update=update)
        told.append(denial)
    return told


def _order(denial: Denial, as_of: date) -> tuple[int, date, Decimal, str, int]:
    """The nearest open deadline first, then the most at stake; unknown ones, those gone by, and what is done after."""
    last = denial.deadline.last_day
    rank = 3 if denial.route in ("no_action", "write_off", "patient") else 1 if last is None else 2 * (last < as_of)
    return rank, last or date.max, -(denial.worth.at_stake or Decimal(0)), denial.claim_id or "", denial.line or 0
