"""What was decided beside what was sent: each claim by its number, each line by its control number or its code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tautband.model.remittance import RemittedClaim, RemittedLine
from tautband.remits.adjusted import Sent


class SentClaims:
    """The claims that were sent, by the practice's own claim number. Without any, nothing is at hand."""

    def __init__(self, sent: Iterable[Sent]) -> None:
        self._by_id: dict[str, list[Sent]] = {}
        self._by_patient: dict[str, list[Sent]] | None = None
        for each in sent:
            self._by_id.setdefault(each.claim.claim_id, []).append(each)

    def __bool__(self) -> bool:
        return bool(self._by_id)

    def of(self, decided: RemittedClaim) -> Sent | None:
        """The claim that was decided; of several of one number the last with the frequency code that came back."""
        held: list[Sent | None] = list(self._by_id.get(decided.claim_id or "", ()))
        fitting = [each for each in held if each and decided.frequency and each.frequency == decided.frequency]
        return (fitting or held or [None])[-1]

    def numbered(self, claim_id: str | None) -> Sent | None:
        """The claim last sent under a number."""
        held = self._by_id.get(claim_id or "")
        return held[-1] if held else None

    def last(self) -> list[Sent]:
        """The claim last sent under each number."""
        return [held[-1] for held in self._by_id.values()]

    def of_patient(self, patient_id: str) -> list[Sent]:
        """The claims last sent for one patient."""
        if self._by_patient is None:
            self._by_patient = {}
            for each in self.last():
                if each.claim.patient_id is not None:
                    self._by_patient.setdefault(each.claim.patient_id, []).append(each)
        return self._by_patient.get(patient_id, [])


def sent_line(line: RemittedLine, number: int, sent: Sent) -> int | None:
    """Which line of the sent claim this is, from 1; None where its code was not sent or fits several lines alike.

    The control number decides; then code, modifiers and charge, as far as they are needed to tell lines apart; then the
    place, where it is one of those left.
    """
    if line.control_number:
        if sent.controls.count(line.control_number) == 1:
            return sent.controls.index(line.control_number) + 1
        own, _, at = line.control_number.rpartition("L")  # as this program's own files number their lines
        if own == sent.claim.claim_id and at.isdecimal() and 0 < int(at[:4]) <= len(sent.claim.lines):
            return int(at[:4])
    code = line.submitted_code or line.code
    left = [at for at, each in enumerate(sent.claim.lines, 1) if each.code == code]
    modifiers = [at for at in left if sent.claim.lines[at - 1].modifiers == line.modifiers]
    left = _narrowed(left, modifiers)
    charges = [at for at in left if sent.claim.lines[at - 1].charge == line.charge]
    left = _narrowed(left, charges)
    if len(left) == 1:
        return left[0]
    return number if number in left else None


def _narrowed(left: Sequence[int], fitting: Sequence[int]) -> list[int]:
    return list(fitting or left) if len(left) > 1 else list(left)
