"""Reads acknowledgments: TA1, 999 (005010X231A1) and 277CA (005010X214), in one file or several."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from tautband.formats.x12.amounts import cents, day, dollars
from tautband.formats.x12.counts import Counts
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.segments import read_segments
from tautband.model.acknowledgment import (
    Acknowledgments,
    ClaimAcknowledgment,
    ElementError,
    GroupAcknowledgment,
    InterchangeAcknowledgment,
    SegmentError,
    SetAcknowledgment,
    Verdict,
)

_VERDICTS: dict[str, Verdict] = {
    "A": "accepted", "E": "accepted_with_errors", "P": "accepted_with_errors", "R": "rejected", "M": "rejected",
    "W": "rejected", "X": "rejected",
}  # fmt: skip
_CATEGORIES: dict[str, Verdict] = {
    **dict.fromkeys(("A0", "A1", "A2", "A5"), "accepted"), **dict.fromkeys(("A3", "A4", "A6", "A7", "A8"), "rejected"),
}  # fmt: skip
_PATIENT_LEVELS = ("PT", "22", "23")


class AcknowledgmentReader:
    """Collects what the segments of a file acknowledge. `problems` are those of its envelopes."""

    def __init__(self) -> None:
        self._counts = Counts()
        self._interchanges: list[InterchangeAcknowledgment] = []
        self._groups: list[GroupAcknowledgment] = []
        self._sets: list[SetAcknowledgment] = []
        self._errors: list[SegmentError] = []
        self._claims: list[ClaimAcknowledgment] = []
        self._at_patient = self._status = False
        self._take: dict[str, Callable[[list[str], str], None]] = {
            "TA1": self._ta1, "AK1": self._ak1, "AK2": self._ak2, "IK3": self._ik3, "IK4": self._ik4, "IK5": self._ik5,
            "AK9": self._ak9, "HL": self._hl, "TRN": self._trn, "STC": self._stc, "REF": self._ref, "DTP": self._dtp,
            "SVC": self._svc,
        }  # fmt: skip

    def read(self, file: BinaryIO, name: str = "the file") -> Acknowledgments:
        """Everything a file acknowledges. Raises InputError where it does not begin with ISA."""
        position = 0
        for batch in read_segments(file, name):
            if batch.delimiters is None:
                says, fix = "the ISA segment is broken", "Write its sixteen elements and the terminator."
                self._counts.problems.append(Problem(1, None, "ISA", "ISA", batch.first + 1, None, None, says, fix))
                continue
            unread = [batch.unread] if batch.unread.startswith("IEA") else []
            for position, text in enumerate([*batch.texts, *unread], batch.first + 1):
                elements = text.split(batch.delimiters.element)
                self._counts.take(elements, position)
                handler = self._take.get(elements[0])
                if handler is not None:
                    handler(elements + [""] * (13 - len(elements)), batch.delimiters.component)
        self._counts.finish(position)
        return Acknowledgments(
            interchanges=tuple(self._interchanges), groups=tuple(self._groups), claims=tuple(self._claims)
        )

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the envelopes of the file."""
        return self._counts.problems

    def _ta1(self, elements: list[str], _: str) -> None:
        verdict = _VERDICTS.get(elements[4])
        self._interchanges.append(
            InterchangeAcknowledgment(control_number=elements[1], verdict=verdict, note=elements[5] or None)
        )

    def _ak1(self, elements: list[str], _: str) -> None:
        self._groups.append(GroupAcknowledgment(control_number=elements[2], verdict=None))
        self._sets = []

    def _ak2(self, elements: list[str], _: str) -> None:
        self._sets.append(SetAcknowledgment(transaction=elements[1], control_number=elements[2], verdict=None))
        self._errors = []

    def _ik3(self, elements: list[str], _: str) -> None:
        position = int(elements[2]) if elements[2].isdecimal() and len(elements[2]) < 10 else None
        self._errors.append(
            SegmentError(segment=elements[1], position=position, loop=elements[3] or None, error=elements[4] or None)
        )

    def _ik4(self, elements: list[str], component: str) -> None:
        if self._errors:
            place = "-".join(part for part in elements[1].split(component)[:2] if part)
            last = self._errors[-1]
            found = ElementError(element=place, error=elements[3])
            self._errors[-1] = last.model_copy(update={"elements": (*last.elements, found)})

    def _ik5(self, elements: list[str], _: str) -> None:
        if self._sets:
            told = {"verdict": _VERDICTS.get(elements[1]), "errors": tuple(self._errors)}
            self._sets[-1] = self._sets[-1].model_copy(update=told)
            self._errors = []

    def _ak9(self, elements: list[str], _: str) -> None:
        if self._groups:
            sent, taken = (
                int(text) if text.isdecimal() and len(text) < 10 else None for text in (elements[2], elements[4])
            )
            told = {"verdict": _VERDICTS.get(elements[1]), "sent": sent, "taken": taken, "sets": tuple(self._sets)}
            self._groups[-1] = self._groups[-1].model_copy(update=told)

    def _hl(self, elements: list[str], _: str) -> None:
        self._at_patient = elements[3] in _PATIENT_LEVELS
        self._status = False

    def _trn(self, elements: list[str], _: str) -> None:
        if self._at_patient:
            self._claims.append(ClaimAcknowledgment(claim_id=elements[2] or None, verdict=None))
            self._status = True

    def _stc(self, elements: list[str], component: str) -> None:
        if not self._status or self._claims[-1].category is not None:
            return
        category, _, rest = elements[1].partition(component)
        amount = cents(elements[4])
        self._claims[-1] = self._claims[-1].model_copy(
            update={
                "category": category or None,
                "status": rest.partition(component)[0] or None,
                "verdict": _CATEGORIES.get(category),
                "decided_on": day(elements[2]),
                "charge": None if amount is None else dollars(amount),
            }
        )

    def _ref(self, elements: list[str], _: str) -> None:
        if self._status and elements[1] == "1K":
            self._claims[-1] = self._claims[-1].model_copy(update={"payer_claim_number": elements[2] or None})

    def _dtp(self, elements: list[str], _: str) -> None:
        if self._status and elements[1] == "472":
            first = day(elements[3].partition("-")[0])
            self._claims[-1] = self._claims[-1].model_copy(update={"date_of_service": first})

    def _svc(self, _elements: list[str], _: str) -> None:
        """What follows is of a line, not of the claim."""
        self._status = False
