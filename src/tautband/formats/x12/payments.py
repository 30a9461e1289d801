"""Reads remittances (835 005010X221A1), payment by payment, and tells where their money does not add up.

Reading is one pass. Every payer's payment is a record of its own; the file kept byte for byte is `tree`'s task.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from tautband.formats.x12.amounts import cents
from tautband.formats.x12.counts import Counts
from tautband.formats.x12.payment_balance import balance
from tautband.formats.x12.payment_record import Adjusted, PaidClaim, PaidLine, PaymentRecord
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.segments import CHUNK, Batch, read_segments

_ENVELOPE = frozenset({"ISA", "GS", "ST", "SE", "GE", "IEA"})
_FAMILY = "005010X221"


class PaymentFile:
    """An 835 being read: iterate over it for its payments. Raises InputError where the file does not begin with ISA.

    `problems` are those of the envelope, complete when the iteration is over.
    """

    def __init__(self, file: BinaryIO, name: str = "the file", chunk: int = CHUNK) -> None:
        self._file, self._name, self._chunk = file, name, chunk
        self._counts = Counts()
        self._payment: PaymentRecord | None = None
        self._claim: PaidClaim | None = None
        self._line: PaidLine | None = None
        self._unread_set = False

    @property
    def problems(self) -> list[Problem]:
        """The problems of the envelope, in the order of the file."""
        return sorted(self._counts.problems, key=lambda problem: problem.position)

    def __iter__(self) -> Iterator[PaymentRecord]:
        position = 0
        for batch in read_segments(self._file, self._name, self._chunk):
            if batch.delimiters is None:
                says = "the ISA segment is broken: it does not tell the delimiters"
                fix = "Write its sixteen elements and the terminator."
                self._counts.problems.append(Problem(1, None, "ISA", "ISA", batch.first + 1, None, None, says, fix))
                continue
            yield from self._feed(batch, batch.delimiters.element, batch.delimiters.component)
            position = batch.first + len(batch.texts)
            if batch.unread.startswith("IEA"):
                position += 1
                self._counts.take(batch.unread.split(batch.delimiters.element), position)
        self._counts.finish(position)
        if self._payment:
            yield self._payment  # cut off: its sums are not judged

    def _feed(self, batch: Batch, separator: str, component: str) -> Iterator[PaymentRecord]:
        position = batch.first
        claim, line, payment = self._claim, self._line, self._payment
        for text in batch.texts:
            position += 1
            elements = text.split(separator)
            segment = elements[0]
            if segment in _ENVELOPE:
                self._counts.take(elements, position)
                if payment is not None:
                    yield balance(payment)
                payment = claim = line = None
                if segment == "ST" and self._is_remittance(elements, position):
                    payment = PaymentRecord(position, component)
            elif payment is None:
                continue
            elif segment == "CAS":
                adjusted = line or claim
                if adjusted is not None:
                    adjusted.adjustments.extend(self._adjustments(payment, elements, position, claim))
            elif segment == "SVC":
                line = _line(elements, position)
                if claim is not None:
                    claim.lines.append(line)
                    if line.charge is None or line.paid is None:
                        _amount_missing(
                            payment, claim, "2110", "SVC", position, "SVC02" if line.charge is None else "SVC03"
                        )
            elif segment == "CLP":
                claim, line = _claim(elements, position), None
                payment.claims.append(claim)
                if claim.charge is None or claim.paid is None:
                    _amount_missing(
                        payment, claim, "2100", "CLP", position, "CLP03" if claim.charge is None else "CLP04"
                    )
            elif claim is not None and segment != "PLB":
                self._detail(claim, line, segment, elements)
            elif segment == "PLB":
                claim = line = None
                self._moved(payment, elements, position, component)
            else:
                _head(payment, segment, elements, position)
        self._claim, self._line, self._payment = claim, line, payment

    def _is_remittance(self, elements: list[str], position: int) -> bool:
        group = self._counts.open.get("GS")
        version = group[0][8] if group and len(group[0]) > 8 else ""
        good = elements[1:2] == ["835"] and (version.startswith(_FAMILY) or not version)
        if not good:
            says = "not a remittance of guide 005010X221A1, and not read here"
            self._counts.problems.append(Problem(2, None, "ST", "ST", position, None, None, says, "Give an 835."))
        return good

    @staticmethod
    def _adjustments(
        payment: PaymentRecord, elements: list[str], position: int, claim: PaidClaim | None
    ) -> list[Adjusted]:
        group = elements[1] if len(elements) > 1 else ""
        found: list[Adjusted] = []
        count = len(elements)
        for at in range(2, count, 3):
            reason = elements[at]
            amount = cents(elements[at + 1]) if at + 1 < count else None
            if not reason and amount is None:
                continue
            if amount is None or not reason:
                _amount_missing(payment, claim, "2100", "CAS", position, f"CAS{at + 1 if reason else at:02d}")
                continue
            found.append((group, reason, amount, elements[at + 2] if at + 2 < count else ""))
        if group not in _GROUPS:
            says = "CAS01: not a group of adjustments"
            payment.problems.append(
                Problem(
                    2,
                    claim.claim_id if claim else None,
                    "2100",
                    "CAS",
                    position,
                    "CAS01",
                    group[:2] or None,
                    says,
                    "Use CO, PR, OA, PI or CR.",
                )
            )
        return found

    @staticmethod
    def _detail(claim: PaidClaim, line: PaidLine | None, segment: str, elements: list[str]) -> None:
        """The segments below a claim or a line that tell something of it."""
        count = len(elements)
        if count < 2:
            return
        if segment == "DTM":
            if line is not None:
                if elements[1] in ("472", "150") and count > 2:
                    line.day = elements[2]
            elif elements[1] == "050" and count > 2:
                claim.received = elements[2]
        elif segment == "REF":
            if line is not None and elements[1] == "6R" and count > 2:
                line.control = elements[2]
        elif segment == "LQ":
            if line is not None and elements[1] == "HE" and count > 2:
                line.remarks.append(elements[2])
        elif segment == "AMT":
            if count > 2 and elements[1] == "B6" and line is not None:
                line.allowed = cents(elements[2])
            elif count > 2 and elements[1] == "AU" and line is None:
                claim.allowed = cents(elements[2])
        elif segment == "NM1":
            if count > 9:
                if elements[1] in ("QC", "IL"):
                    claim.member_id = claim.member_id or elements[9]
                elif elements[1] == "82":
                    claim.rendering_npi = elements[9]
                elif elements[1] == "TT":
                    claim.crossover = elements[9]
        elif segment in ("MOA", "MIA"):
            places = range(3, 8) if segment == "MOA" else (5, 20, 21, 22, 23)
            claim.remarks.extend(elements[at] for at in places if at < count and elements[at])

    @staticmethod
    def _moved(payment: PaymentRecord, elements: list[str], position: int, component: str) -> None:
        for at in range(3, len(elements), 2):
            reason, _, reference = elements[at].partition(component)
            amount = cents(elements[at + 1]) if at + 1 < len(elements) else None
            if amount is None:
                _amount_missing(payment, None, "PLB", "PLB", position, f"PLB{at + 1:02d}")
                payment.moved.append((elements[1], reason, reference, 0))
                payment.amount = None
            else:
                payment.moved.append((elements[1], reason, reference, amount))


_GROUPS = frozenset({"CO", "PR", "OA", "PI", "CR"})


def _line(elements: list[str], position: int) -> PaidLine:
    known = elements + [""] * (8 - len(elements)) if len(elements) < 8 else elements
    return PaidLine(position, known[1], cents(known[2]), cents(known[3]), known[5], known[6], known[7])


def _claim(elements: list[str], position: int) -> PaidClaim:
    known = elements + [""] * (10 - len(elements)) if len(elements) < 10 else elements
    return PaidClaim(
        position, known[1], known[2], cents(known[3]), cents(known[4]), cents(known[5]) if known[5] else None,
        known[6], known[7], known[8], known[9],
    )  # fmt: skip


def _head(payment: PaymentRecord, segment: str, elements: list[str], position: int) -> None:
    known = elements + [""] * (17 - len(elements))
    if segment == "BPR":
        payment.amount, payment.method, payment.paid_on = cents(known[2]), known[4], known[16]
        if payment.amount is None:
            _amount_missing(payment, None, "HEADER", "BPR", position, "BPR02")
        elif known[3] == "D":
            payment.amount = -payment.amount
    elif segment == "TRN":
        payment.trace, payment.payer_id = known[2], payment.payer_id or known[3]
    elif segment == "N1" and known[1] == "PR":
        payment.payer_name, payment.payer_id = known[2], known[4] or payment.payer_id
    elif segment == "N1" and known[1] == "PE":
        if known[3] == "XX":
            payment.payee_npi = known[4]
        elif known[3] == "FI":
            payment.payee_tax_id = known[4]
    elif segment == "REF" and known[1] == "TJ":
        payment.payee_tax_id = known[2]


def _amount_missing(
    payment: PaymentRecord, claim: PaidClaim | None, loop: str, segment: str, position: int, ref: str
) -> None:
    says = f"{ref}: no amount"
    payment.problems.append(
        Problem(
            1,
            claim.claim_id if claim else None,
            loop,
            segment,
            position,
            ref,
            None,
            says,
            "Ask the payer for the remittance anew.",
        )
    )
