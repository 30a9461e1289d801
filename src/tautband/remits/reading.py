"""From remittances to decisions, and from a decision to its adjustments, each with its remarks, cause and sent line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tautband.formats.x12.converting import payer_of
from tautband.model.policy import Payer
from tautband.model.remittance import Adjustment, Remittance, RemittedClaim
from tautband.remits.adjusted import Adjusted, Decided, Sent
from tautband.remits.joining import SentClaims, sent_line
from tautband.rulebook.book import Rulebook
from tautband.rulebook.code_tables import CodeTables
from tautband.rulebook.tables.denials import Denials

_NO_SHARE = Decimal(0)


@dataclass(frozen=True)
class Remitted:
    """One decision with its adjustments, and the sent line of each of its lines, in order."""

    decided: Decided
    adjusted: tuple[Adjusted, ...]
    sent_lines: tuple[int | None, ...]
    of_trigger_point: bool
    """Whether a line is a trigger point injection, or nothing tells what was billed."""

    def patient_part(self, line: int | None) -> Decimal:
        """What the patient was asked to pay for a line, or for the whole claim, as a share of what was allowed."""
        return sum(
            (
                each.adjustment.amount
                for each in self.adjusted
                if line in (None, each.line)
                and each.cause
                and (each.cause.cause.nature, each.cause.cause.route) == ("payment", "patient")
            ),
            _NO_SHARE,
        )


def decisions_of(
    remittances: Iterable[Remittance], sent: SentClaims, book: Rulebook, payer: str | None, *, earlier: bool = False
) -> Iterator[Decided]:
    """Each claim of each payment, with its payer and the claim that was sent.

    `payer` goes before the payer of the claim that was sent, and that before the remittance's own name; a sent claim
    that names none is judged as one of the payer that decided it, filed on the day that payer received it.
    """
    for remittance in remittances:
        for claim in remittance.claims:
            joined = sent.of(claim)
            known = _payer(remittance, claim, joined, book, payer)
            yield Decided(
                claim, remittance.paid_on, known, remittance.payer_name, _told(joined, claim, known, payer), earlier
            )


def adjusted_of(decided: Decided, denials: Denials) -> Remitted:
    """The adjustments of a decision, the whole claim's first. Remarks on the claim speak of each of its lines too."""
    claim = decided.claim
    found = list(_of(decided, denials, claim.adjustments, claim.rarcs))
    lines: list[int | None] = []
    for number, line in enumerate(claim.lines, 1):
        at = sent_line(line, number, decided.sent) if decided.sent else None
        lines.append(at)
        for each in _of(decided, denials, line.adjustments, (*line.rarcs, *claim.rarcs)):
            found.append(replace(each, line=number, remitted=line, sent_line=at))
    return Remitted(decided, tuple(found), tuple(lines), _of_trigger_point(claim, decided.sent))


def _of(
    decided: Decided, denials: Denials, adjustments: Iterable[Adjustment], remarks: Iterable[str]
) -> Iterator[Adjusted]:
    """The adjustments of one place that move money, each with its cause."""
    rarcs = tuple(dict.fromkeys(remarks))
    effects = denials.effects(rarcs)
    kind = decided.payer.kind if decided.payer else "any"
    for adjustment in adjustments:
        if adjustment.amount:
            cause = denials.found(adjustment.group, adjustment.carc, rarcs, kind)
            yield Adjusted(decided, adjustment, rarcs, cause=cause, effects=effects)


def _payer(
    remittance: Remittance, claim: RemittedClaim, sent: Sent | None, book: Rulebook, given: str | None
) -> Payer | None:
    state = sent.claim.state if sent else None
    named = given or (sent.claim.payer if sent else None)
    return book.payers.resolve(named or payer_of(claim.filing, remittance.payer_name, state, book.payers) or "", state)


def _told(sent: Sent | None, claim: RemittedClaim, known: Payer | None, given: str | None) -> Sent | None:
    """The sent claim with what the decision tells of it: its payer, and the day the payer received it."""
    if sent is None:
        return None
    update: dict[str, object] = {}
    if known and (given or sent.claim.payer is None):
        update["payer"] = known.id
    if claim.received_on and sent.claim.filed_on is None:
        update["filed_on"] = claim.received_on
    return replace(sent, claim=sent.claim.model_copy(update=update)) if update else sent


def _of_trigger_point(claim: RemittedClaim, sent: Sent | None) -> bool:
    codes = {line.submitted_code or line.code for line in claim.lines}
    if sent:
        codes |= {line.code for line in sent.claim.lines}
    return not codes or bool(codes & {row["code"] for row in CodeTables.open()["trigger_point_codes"]})
